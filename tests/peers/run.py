#!/usr/bin/env python3
"""Builds the texts of Python-Markdown's and pymdown-extensions' own tests and compares the pages by structure.

    python3 tests/peers/run.py target/peers

The folder holds the source distributions that `requirements.txt` names, and PREPBOOK names the binary. `known.toml`
lists the tests that fail, each with the reason. The run fails if another test fails, if a listed one passes, or if
more than a tenth of a group is listed.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cases import Case, LeftOut, cases
from structure import Element, anchors, outline, parse

HERE = Path(__file__).parent
# Of the tests of a group, at most one in this many may fail.
ONE_IN = 10
# A handbook has a plan; all cases are chapters beside it.
PLAN = "# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Begin\n"


@dataclass(frozen=True)
class Compared:
    """A case with both structures."""

    case: Case
    expected: list[str]
    actual: list[str]

    @property
    def passes(self) -> bool:
        """Whether they are the same."""
        return self.expected == self.actual

    def __str__(self) -> str:
        lines = difflib.unified_diff(self.expected, self.actual, "expected", "prepbook", n=99, lineterm="")
        source = self.case.source if len(self.case.source) < 4000 else self.case.source[:400] + "…"
        return f"--- {self.case.group}: {self.case.name}\n{source}\n" + "\n".join(list(lines)[:200])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with the source distributions")
    parser.add_argument("--all", action="store_true", help="show the listed failures and what is left out, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as unpacked:
        names = ("markdown", "pymdown_extensions")
        markdown, pymdownx = (_unpack(arguments.folder, name, Path(unpacked)) for name in names)
        found = list(cases(markdown, pymdownx))
    left_out = [one for one in found if isinstance(one, LeftOut)]
    binary = os.environ.get("PREPBOOK", str(HERE.parent.parent / "target/release/prepbook"))
    compared = compare([case for case in found if isinstance(case, Case)], binary)
    known = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))
    problems = judge(compared, known)
    for one in compared:
        if not one.passes and (arguments.all or one.case.name not in known.get(one.case.group, {})):
            print(one, end="\n\n")
    if arguments.all:
        print("\n".join(f"left out: {one.group}: {one.name}: {one.reason}" for one in left_out), end="\n\n")
    print_counts(compared, left_out)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _unpack(folder: Path, name: str, into: Path) -> Path:
    """Unpacks the one source distribution of a name."""
    (archive,) = folder.glob(f"{name}-*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / archive.name.removesuffix(".tar.gz")


def compare(found: Sequence[Case], binary: str) -> list[Compared]:
    """Builds one handbook with a page for each case."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder)
        (book / "content").mkdir()
        (book / "handbook.yaml").write_text("html: trusted\ntypography: off\n", encoding="utf-8")
        (book / "content/plan.md").write_text(PLAN, encoding="utf-8")
        for number, case in enumerate(found):
            page = f"---\ntitle: Case {number}\nplan: false\n---\n{case.source}\n"
            (book / f"content/case-{number}.md").write_text(page, encoding="utf-8")
        built = subprocess.run([binary, "build", folder], capture_output=True, text=True, check=False)
        if built.returncode:
            sys.exit(built.stderr)
        return [_compared(case, book / f"output/case-{number}.html") for number, case in enumerate(found)]


def _compared(case: Case, page: Path) -> Compared:
    expected = parse(case.expected)
    named = anchors(expected)
    return Compared(case, outline(expected, named), outline(_text(page), named))


def _text(page: Path) -> Element:
    """The text of a chapter, without the frame around it."""
    root = parse(page.read_text(encoding="utf-8"))
    return next(element for element in root.all() if element.tag == "div" and element.classes == ["text"])


def judge(compared: Sequence[Compared], known: dict[str, dict[str, str]]) -> list[str]:
    """What is wrong with the list of known failures."""
    problems = []
    listed = {(group, name) for group, reasons in known.items() for name in reasons}
    failing = {(one.case.group, one.case.name) for one in compared if not one.passes}
    for group, name in sorted(failing - listed):
        problems.append(f"{group}: {name} fails and is not in known.toml")
    for group, name in sorted(listed - failing):
        problems.append(f"{group}: {name} is in known.toml but does not fail")
    sizes = Counter(one.case.group for one in compared)
    for group, reasons in known.items():
        if len(reasons) * ONE_IN > sizes[group]:
            problems.append(f"{group}: {len(reasons)} known failures are more than a tenth of {sizes[group]}")
    return problems


def print_counts(compared: Sequence[Compared], left_out: Sequence[LeftOut]) -> None:
    """A line per group."""
    for group in sorted({one.case.group for one in compared}):
        results = [one.passes for one in compared if one.case.group == group]
        reasons = Counter(one.reason for one in left_out if one.group == group)
        out = "".join(f"; left out: {count} ({reason})" for reason, count in reasons.most_common())
        print(f"{group}: {sum(results)} of {len(results)} pass{out}")


if __name__ == "__main__":
    sys.exit(main())
