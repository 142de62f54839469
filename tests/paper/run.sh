#!/bin/sh
# Prints plans on every size of paper and holds the PDFs against other programs than the one that made them:
# qpdf for the file, pdftotext for the words and where they stand, pdfinfo for tags and pages.
# usage: tests/paper/run.sh [prepbook] [plan.md ...]
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
prepbook=${1:-$here/target/debug/prepbook}
[ $# -gt 0 ] && shift
for tool in qpdf pdftotext pdfinfo python3; do
    command -v "$tool" >/dev/null || { echo "tests/paper: $tool is not installed" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Two plans of the project; others may be named.
[ $# -gt 0 ] || set -- "$here/content/12-week-plan.md" "$here/content/6-week-plan.md"
for plan in "$@"; do
    "$prepbook" pdf "$plan" -o "$work/x.pdf" 2>"$work/told" || true
    tracks=$(sed -n 's/.*choose one with --track: //p' "$work/told" | tr -d ',')
    for track in ${tracks:-none}; do
        for paper in a4 letter a5 remarkable; do
            option="--track $track"
            [ "$track" = none ] && option=""
            # shellcheck disable=SC2086
            "$prepbook" pdf "$plan" $option --paper "$paper" -q -o "$work/sheets.pdf"
            qpdf --check "$work/sheets.pdf" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; exit 1; }
            pdfinfo "$work/sheets.pdf" 2>/dev/null | grep -q '^Tagged: *yes'
            pdftotext -bbox "$work/sheets.pdf" "$work/sheets.html" 2>/dev/null
            pdftotext "$work/sheets.pdf" "$work/sheets.txt" 2>/dev/null
            python3 "$here/tests/paper/look.py" "$plan" "$work" "$paper"
        done
        # A planner, and the next one with its pages: the same file.
        for paper in remarkable supernote-a6x; do
            rm -f "$work/sheets.pages"
            # shellcheck disable=SC2086
            "$prepbook" pdf "$plan" $option --planner --paper "$paper" -q -o "$work/sheets.pdf"
            # shellcheck disable=SC2086
            "$prepbook" pdf "$plan" $option --planner --paper "$paper" --keep "$work/sheets.pages" -q -o "$work/next.pdf"
            cmp "$work/sheets.pdf" "$work/next.pdf"
            rm -f "$work/next.pages"
            qpdf --check "$work/sheets.pdf" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; exit 1; }
            pdfinfo "$work/sheets.pdf" 2>/dev/null | grep -q '^Tagged: *yes'
            pdftotext -bbox "$work/sheets.pdf" "$work/sheets.html" 2>/dev/null
            pdftotext "$work/sheets.pdf" "$work/sheets.txt" 2>/dev/null
            python3 "$here/tests/paper/look.py" "$plan" "$work" "$paper planner" planner
        done
    done
done
