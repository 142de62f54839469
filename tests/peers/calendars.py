#!/usr/bin/env python3
"""Reads the calendar files of plans with two other programs, Python's icalendar and ics, and compares the events.

    PYTHONPATH=target/peers/calendars python3 tests/peers/calendars.py content/12-week-plan.md …

The modules are those that `calendars.txt` names, and PREPBOOK names the binary. Each plan is exported in each of its
tracks, as a calendar and as JSON, which says what the events must be.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import ics

HERE = Path(__file__).parent
BINARY = os.environ.get("PREPBOOK", str(HERE.parent.parent / "target/release/prepbook"))
START = "2027-01-04"
# What is hard about the format: characters of several bytes, signs to escape, clock times, days with several dates.
HARD = """# Évenings; by the clock, or not

## Week 1: “Signs” \\\\ and 日本語の長い題名を折り返すとどうなるかを調べるための長い長い長い題名 😀😀😀😀😀😀😀😀😀

### Monday: Read, then; write

- [ ] Write a\\\\b, c; d: "e"

**Early (07:00-08:30)**

- [ ] Read

**Late (23:30-00:30)**

- [ ] Sleep

### Wednesday–Friday: Practice (2.5 hours)

- [ ] Practice

## Week 2: Alone

- [ ] Talk to nobody
"""


@dataclass(frozen=True, order=True)
class Event:
    """An event: the first moment after it is `end`."""

    uid: str
    begin: date | datetime
    end: date | datetime
    title: str
    description: str


def main() -> int:
    plans = [Path(argument) for argument in sys.argv[1:]]
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        hard = Path(folder) / "hard.md"
        hard.write_text(HARD, encoding="utf-8")
        for plan in [hard, *plans]:
            for track in tracks(plan):
                calendar = run("export", plan, "--format", "ics", "--start", START, *track)
                expected = sorted(exported(json.loads(run("export", plan, "--format", "json", "--start", START, *track)), calendar))
                count += len(expected)
                name = f"{plan.name} {' '.join(track)}"
                for peer in (by_icalendar, by_ics):
                    problems += [f"{name}: {peer.__name__}: {problem}" for problem in differences(expected, sorted(peer(calendar)))]
    print("\n".join(problems) or f"two programs read the same {count} events")
    return 1 if problems else 0


def run(command: str, plan: Path, *arguments: str) -> str:
    done = subprocess.run([BINARY, command, plan, *arguments], capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def tracks(plan: Path) -> list[list[str]]:
    """The options for each track of a plan; one list without options if it has no tracks."""
    (outline,) = json.loads(run("outline", plan, "--format", "json"))["plans"]
    return [["--track", track["id"]] for track in outline["tracks"]] or [[]]


def exported(data: dict, calendar: str) -> Iterator[Event]:
    """The events that the JSON of an export demands. Descriptions are checked by their tasks."""
    path = ".".join(filter(None, [data["handbook"]["id"], data["plan"]["id"], data["track"] and data["track"]["id"]]))
    for entry in data["entries"]:
        if not entry["in_calendar"]:
            continue
        uid = f"{path}.{'-'.join(filter(None, [entry['week'], entry['day']]))}"
        timed = {block["label"] for block in entry["blocks"]}
        whole = [task for task in entry["tasks"] if task["block"] not in timed]
        first, last = date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])
        if whole or not timed:
            yield Event(f"{uid}@prepbook", first, last + timedelta(days=1), entry["title"], words(whole))
        for number, block in enumerate(entry["blocks"], start=1):
            own = [task for task in entry["tasks"] if task["block"] == block["label"]]
            begin = datetime.fromisoformat(f"{first}T{block['begin']}")
            end = datetime.fromisoformat(f"{first}T{block['end']}")
            end += timedelta(days=end <= begin)
            yield Event(f"{uid}.{number}@prepbook", begin, end, f"{entry['title']} – {block['label']}", words(own))


def words(tasks: list[dict]) -> str:
    core = [task["words"] for task in tasks if task["kind"] == "core"]
    return "\n".join(core + [task["words"] for task in tasks if task["kind"] != "core"])


def listed(description: str | None) -> str:
    """The tasks of a description."""
    return "\n".join(line[2:] for line in (description or "").split("\n") if line.startswith("- "))


def by_icalendar(text: str) -> Iterator[Event]:
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors, calendar.errors
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        yield Event(str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]), listed(event.get("DESCRIPTION")))


def by_ics(text: str) -> Iterator[Event]:
    for event in ics.Calendar(text).events:
        begin, end = event.begin.naive, event.end.naive
        if event.all_day:
            begin, end = begin.date(), end.date()
        yield Event(event.uid, begin, end, event.name, listed(event.description))


def differences(expected: list[Event], actual: list[Event]) -> list[str]:
    missing = [f"lacks {event}" for event in expected if event not in actual]
    return missing + [f"has {event}" for event in actual if event not in expected]


if __name__ == "__main__":
    # The parser of ics calls itself for each line.
    sys.setrecursionlimit(200_000)
    sys.exit(main())
