"""The cases: what the peers' own tests render, and what they expect.

Their test classes run as they are, but the method that renders and compares records its arguments instead.
"""

from __future__ import annotations

import importlib
import re
import sys
import textwrap
import types
import unittest
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

# The extensions whose Markdown `docs/writing-plans.md` documents, by the last part of their names; those of CommonMark
# and of GitHub's Markdown beside them.
DOCUMENTED = frozenset("abbr admonition attr_list def_list details extra footnotes tabbed".split())
DOCUMENTED |= frozenset("fenced_code saneheaders smarty superfences tables toc".split())
# Options that change no structure.
STYLES = frozenset(["alternate_style"])
# The braces at the end of a heading, and what `docs/format.md` takes as attributes in them.
BRACES = re.compile(r"^#.*\{([^{}]*)\}$", re.MULTILINE)
ATTRIBUTE = re.compile(r"""[#.]\S+|[\w-]+=("[^"]*"|'[^']*'|[^\s"']+)|core|optional|:""")

TEXT = "has braces in a heading that are documented as text"
UNDOCUMENTED = "needs an extension that is not documented"
CONFIGURED = "sets an option of the extension, and prepbook has none"
API = "calls Python, renders no Markdown"


@dataclass(frozen=True)
class Case:
    """A text that a test renders, and the HTML that it expects."""

    group: str
    name: str
    source: str
    expected: str


@dataclass(frozen=True)
class LeftOut:
    """A test that is no case, with the rule that says so."""

    group: str
    name: str
    reason: str


@dataclass(frozen=True)
class _Tests:
    """A module of tests, or those of its tests that are named."""

    group: str
    module: str
    names: frozenset[str] = frozenset()


SYNTAX = ("abbr", "admonition", "attr_list", "def_list", "footnotes")
# Tests in pairs of files, by the methods that are made of them.
LEGACY = {
    "admonition": ["TestExtensions.test_admonition"],
    "attr_list": ["TestExtensions.test_attr_list", "TestExtensions.test_nl2br_w_attr_list"],
    "def_list": [
        "TestExtensionsExtra.test_def_in_list",
        "TestExtensionsExtra.test_loose_def_list",
        "TestExtensionsExtra.test_simple_def_lists",
    ],
    "footnotes": [
        "TestExtensionsExtra.test_extra_config",
        "TestExtensionsExtra.test_footnote",
        "TestExtensionsExtra.test_footnote_many_footnotes",
        "TestExtensionsExtra.test_footnote_placeholder",
        "TestExtensionsExtra.test_footnote_placeholder_depth",
        "TestExtensionsExtra.test_named_markers",
    ],
}
MARKDOWN = [
    *(_Tests(group, f"test_syntax.extensions.test_{group}") for group in SYNTAX),
    *(_Tests(group, "test_legacy", frozenset(names)) for group, names in LEGACY.items()),
]
PYMDOWNX = [
    _Tests("details", "test_extensions.test_details"),
    _Tests("tabbed", "test_extensions.test_tabbed"),
    _Tests("tabbed", "test_extensions.test_tabbed_alternate"),
]


@dataclass(frozen=True)
class _Call:
    """The arguments of one comparison."""

    source: str
    expected: str
    extensions: list[Any]
    options: dict[str, Any]


def cases(markdown: Path, pymdownx: Path) -> Iterator[Case | LeftOut]:
    """The cases in the unpacked source distributions of Python-Markdown and pymdown-extensions."""
    sys.path[:0] = [str(markdown), str(pymdownx)]
    calls: list[_Call] = []
    _record_markdown(calls)
    _package("markdown_tests", markdown / "tests")
    _package("pymdownx_tests", pymdownx / "tests")
    sys.modules["pymdownx_tests.util"] = _recording_util(calls)
    for package, groups in (("markdown_tests", MARKDOWN), ("pymdownx_tests", PYMDOWNX)):
        for tests in groups:
            yield from _cases_of(package, tests, calls)


def _package(name: str, folder: Path) -> None:
    """Gives a folder of tests a name of its own; both distributions call theirs `tests`."""
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec and spec.loader, folder
    sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


def _record_markdown(calls: list[_Call]) -> None:
    """Replaces what Python-Markdown's tests compare with, the old ones and the new ones."""
    from markdown import test_tools

    def renders(self: Any, source: str, expected: str, expected_attrs: Any = None, **kwargs: Any) -> None:
        settings = {**self.default_kwargs, **kwargs}
        calls.append(_Call(source, expected, settings.get("extensions", []), settings.get("extension_configs", {})))

    def legacy(source: str, **kwargs: Any) -> _Call:
        return _Call(source, "", kwargs.get("extensions", []), kwargs.get("extension_configs", {}))

    def equal(self: Any, first: _Call, second: str) -> None:
        calls.append(_Call(first.source, second, first.extensions, first.options))

    test_tools.TestCase.assertMarkdownRenders = renders
    test_tools.markdown = legacy
    test_tools.LegacyTestCase.assertMultiLineEqual = equal


def _recording_util(calls: list[_Call]) -> types.ModuleType:
    """A module in the place of the one that pymdown-extensions' tests get their base class from."""

    class MdCase(unittest.TestCase):
        extension: list[Any] = []
        extension_configs: dict[str, Any] = {}

        def check_markdown(self, text: str, expected: str, dedent: bool = False) -> None:
            if dedent:
                text, expected = textwrap.dedent(text), textwrap.dedent(expected).strip("\n")
            calls.append(_Call(text, expected, self.extension, self.extension_configs))

    util = types.ModuleType("util")
    vars(util)["MdCase"] = MdCase
    return util


def _cases_of(package: str, tests: _Tests, calls: list[_Call]) -> Iterator[Case | LeftOut]:
    module = importlib.import_module(f"{package}.{tests.module}")
    for test in _flat(unittest.defaultTestLoader.loadTestsFromModule(module)):
        short = test.id().removeprefix(f"{module.__name__}.")
        if tests.names and short not in tests.names:
            continue
        name = f"{tests.module.rpartition('.')[2]}.{short}"
        # Every extension with blocks has a test of definition lists in them.
        group = "def_list" if short.endswith(".test_definition_list") else tests.group
        calls.clear()
        test.run(unittest.TestResult())
        if not calls:
            yield LeftOut(group, name, API)
        # A test that renders one text to two kinds of HTML is one case.
        for number, call in enumerate({call.source: call for call in calls}.values(), 1):
            called = name if number == 1 else f"{name} ({number})"
            reason = _reason(call)
            if reason:
                yield LeftOut(group, called, reason)
            else:
                yield Case(group, called, call.source, call.expected)


def _flat(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _flat(test)
        else:
            yield test


def _reason(call: _Call) -> str | None:
    """The rule by which a comparison is left out."""
    # Extensions with options are given as objects.
    if any(not isinstance(extension, str) for extension in call.extensions):
        return CONFIGURED
    if any(extension.rpartition(".")[2] not in DOCUMENTED for extension in call.extensions):
        return UNDOCUMENTED
    if any(set(options) - STYLES for options in call.options.values()):
        return CONFIGURED
    if any(ATTRIBUTE.sub("", braces).strip() for braces in BRACES.findall(call.source)):
        return TEXT
    return None
