"""Changes the code in small ways with cargo-mutants, and shows which changes the unit tests do not notice.

    python3 tests/mutants/run.py sample [COUNT]     a sample of the mutants of the rooms below, the same in every run;
                                                    outcomes are added to `baseline.txt`, and what is there is not tried
                                                    again unless it survived
    python3 tests/mutants/run.py changed [COUNT]    a sample of those of what changed since the commit in `since.txt`, for
                                                    five minutes at most

Both fail if a mutant survives that is not in `survivors.txt`. The same sources give the same sample.
"""

import argparse
import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
ROOMS = ("document", "edition", "fix", "language", "ledger", "plan", "reading", "site")
# Mutants are ordered by a hash with this seed; a sample is the first ones.
SEED = "prepbook-1"
# How many seconds the mutants of what changed may take.
LONGEST = 300
# What the baseline calls the outcomes of cargo-mutants.
OUTCOMES = {"CaughtMutant": "caught", "MissedMutant": "survived", "Timeout": "endless", "Unviable": "unviable"}
PLACE = re.compile(r":\d+:\d+:")


def files():
    """The options for the files of the rooms."""
    patterns = [pattern for room in ROOMS for pattern in (f"src/{room}.rs", f"src/{room}/**")]
    return [option for pattern in patterns for option in ("--file", pattern)]


def listed(options):
    """All mutants with these options, as cargo-mutants lists them."""
    command = ["cargo", "mutants", "--list", "--json", *options]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout or b"[]")


def known_name(mutant):
    """The name of a mutant without its line, which moves, and with its function, which says where it is."""
    function = (mutant.get("function") or {}).get("function_name", "")
    name = PLACE.sub(":", mutant["name"], count=1)
    return name if function in name else f"{name} in {function}"


def sample(count, mutants):
    """The first mutants in the order of the seed: the name of each, and its key in `baseline.txt`, which has no line.
    Equal ones in a function are numbered."""
    seen, ordered = {}, []
    for mutant in mutants:
        name = known_name(mutant)
        seen[name] = seen.get(name, 0) + 1
        digest = hashlib.sha256(f"{SEED}\n{name}\n{seen[name]}".encode()).hexdigest()
        ordered.append((digest, mutant["name"], f"{name} #{seen[name]}"))
    return {name: key for _, name, key in sorted(ordered)[:count]}


def baseline():
    """The outcomes of earlier runs, by the keys of the mutants."""
    lines = (HERE / "baseline.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    return {key: outcome for outcome, key in pairs}


def by_key(outcomes, chosen):
    """The outcomes of cargo-mutants in the words of the baseline, by the keys of the mutants."""
    return {chosen[one["scenario"]["Mutant"]["name"]]: OUTCOMES[one["summary"]] for one in outcomes}


def tried(chosen):
    """Tries the mutants of the sample that are not in the baseline, or survived, and adds their outcomes to it."""
    known = baseline()
    left = [name for name, key in chosen.items() if known.get(key, "survived") == "survived"]
    known.update(by_key(run(files(), only=left), chosen))
    text = "".join(f"{known[key]} {key}\n" for key in sorted(known))
    (HERE / "baseline.txt").write_text(f"# The outcome of each mutant of the sample so far.\n{text}", encoding="utf-8")
    return report({key: known[key] for key in chosen.values() if key in known})


def report(outcomes):
    """Prints the outcomes of mutants, each given by its key; fails for survivors without a reason."""
    counts, reasons, unknown = {}, with_reason(), 0
    for key, outcome in outcomes.items():
        counts[outcome] = counts.get(outcome, 0) + 1
        if outcome == "survived":
            is_listed = key.rsplit(" #", 1)[0] in reasons
            print(f"survived, {'with' if is_listed else 'without'} a reason: {key}")
            unknown += not is_listed
    caught = counts.get("caught", 0) + counts.get("endless", 0)
    viable = caught + counts.get("survived", 0)
    share = f", {100 * caught / viable:.1f} %" if viable else ""
    print(f"{len(outcomes)} mutants, {viable} viable, {caught} noticed{share}: {counts}")
    return 1 if unknown else 0


def with_reason():
    """The names of the survivors that are listed, each with a reason below it."""
    lines = (HERE / "survivors.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", " "))}


def run(options, seconds=None, only=None):
    """Runs cargo-mutants, at most for some seconds, on the mutants with some names; returns its outcomes."""
    # The dependencies that the tests were built with are not built again.
    target = os.environ.get("MUTANTS_TARGET", str(ROOT / "target"))
    environment = {**os.environ, "CARGO_TARGET_DIR": target}
    with tempfile.TemporaryDirectory() as output:
        if only is not None:
            # cargo-mutants 27 ignores `--re` for some kinds of mutants, but not what it believes to have caught before.
            past = pathlib.Path(output, "mutants.out")
            past.mkdir()
            others = {mutant["name"] for mutant in listed(files())} - set(only)
            text = "".join(f"{name}\n" for name in sorted(others))
            past.joinpath("caught.txt").write_text(text, encoding="utf-8")
            options = ["--iterate", *options]
        # On a busy machine, a slow run of the tests would count as one that never ends.
        patience = ["--minimum-test-timeout", "180"]
        # The other tests are not even built.
        only_unit_tests = ["--cargo-arg", "--lib"]
        command = ["cargo", "mutants", "--output", output, *patience, *only_unit_tests, *options]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            print("The time is up: the rest is left for another run.")
            process.send_signal(signal.SIGINT)
            process.wait()
            code = 0
        # 2: survivors; 3: tests that did not end.
        if code not in (0, 2, 3):
            sys.exit(f"cargo mutants ended with {code}")
        file = pathlib.Path(output, "mutants.out", "outcomes.json")
        outcomes = json.loads(file.read_text(encoding="utf-8"))["outcomes"] if file.exists() else []
    return [outcome for outcome in outcomes if outcome["scenario"] != "Baseline"]


def changed(count):
    since = (HERE / "since.txt").read_text(encoding="utf-8").split()[0]
    with tempfile.NamedTemporaryFile("wb", suffix=".diff") as diff:
        paths = [f"src/{room}{end}" for room in ROOMS for end in (".rs", "/")]
        command = ["git", "diff", "--no-color", since, "--", *paths]
        diff.write(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
        diff.flush()
        mutants = listed(["--in-diff", diff.name, *files()])
    if not mutants:
        print(f"Nothing that can be mutated changed since {since}.")
        return 0
    chosen = sample(count, mutants)
    return report(by_key(run(files(), LONGEST, list(chosen)), chosen))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("which", choices=["sample", "changed"])
    parser.add_argument("size", type=int, nargs="?")
    given = parser.parse_args()
    if given.which == "changed":
        return changed(given.size or 10)
    return tried(sample(given.size or 300, listed(files())))


if __name__ == "__main__":
    sys.exit(main())
