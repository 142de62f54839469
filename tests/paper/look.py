"""Every task's words are on the sheets, and no word stands outside the margins or on another one."""

import re
import sys
from pathlib import Path

plan, work, paper = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
# The buttons of a planner are at the edges of its pages.
is_planner = len(sys.argv) > 4


def letters(text):
    return re.sub(r"\W+", "", text)


def words(task):
    task = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", task)
    return letters(re.sub(r"[*`_]|\{[^}]*\}", "", task))


fenced, tasks = False, []
for line in Path(plan).read_text(encoding="utf-8").splitlines():
    if line.lstrip().startswith("```"):
        fenced = not fenced
    task = re.match(r"\s*[-*+] \[[ xX]\] (.*)", line)
    if task and not fenced:
        tasks.append(words(task.group(1)))
text = (work / "sheets.txt").read_text(encoding="utf-8")
# Marks of links that lead nowhere yet, and the numbers of the others, stand among the words.
text = letters(re.sub(r"not\s+yet\s+written", "", text))
missing = [task for task in tasks if task not in text]
loose = [task for task in missing if not re.search(r"\d?".join(map(re.escape, task)), text)]


def continues(task):
    """Whether a long task goes on on the next page of a planner, after the buttons and titles between."""
    between = 400
    for start in re.finditer(re.escape(task[:12]), text):
        for end in range(len(task) - 1, 11, -1):
            at = start.start() + end
            if text.startswith(task[:end], start.start()) and task[end:] in text[at:at + between + len(task)]:
                return True
    return False


if is_planner:
    loose = [task for task in loose if not continues(task)]

outside = overlapping = count = 0
width = height = 0.0
boxes = []
for line in (work / "sheets.html").read_text(encoding="utf-8").splitlines():
    page = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line)
    if page:
        width, height = map(float, page.groups())
        boxes = []
    word = re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">', line)
    if not word:
        continue
    left, top, right, bottom = map(float, word.groups())
    count += 1
    margin = 0 if is_planner else 45 * min(width / 595.28, 1)
    if left < margin - 1 or right > width - margin + 1 or top < margin - 5 or bottom > height - margin + 5:
        outside += 1
    middle = (top + bottom) / 2
    for l, t, r, b in boxes:
        # A word overlaps another one where its middle is inside it.
        if l < right - 0.5 and left < r - 0.5 and t + 2 < middle < b - 2:
            overlapping += 1
    boxes.append((left, top, right, bottom))
print(f"{Path(plan).name} {paper}: {len(tasks)} tasks, {len(loose)} missing; {count} words, {outside} outside, {overlapping} overlapping")
for task in loose[:5]:
    print("  missing:", task)
sys.exit(bool(loose or outside or overlapping))
