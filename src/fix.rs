//! Applies fixes to the text, and changes nothing else. [`by_file`] collects the changes of the diagnostics, [`apply`]
//! makes them, [`diff`] shows them.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::span::FileId;

/// The problems that changes of each file fix. The end of a fence may depend on everything above it, so fences are
/// closed only if no other fixes are left.
pub fn by_file<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> BTreeMap<FileId, Vec<&'a Diagnostic>> {
    let mut files: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
    let mut fences: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        // A fix may be in a different file from its problem: a task is in a document, its id in the lock.
        let Some(first) = diagnostic.fixes.first() else {
            continue;
        };
        let rows = match diagnostic.code {
            Code::UnclosedFence => &mut fences,
            _ => &mut files,
        };
        rows.entry(first.span.file).or_default().push(diagnostic);
    }
    for (file, rows) in fences {
        files.entry(file).or_insert(rows);
    }
    files
}

/// A text with changes.
#[derive(Debug)]
pub struct AppliedFixes<'a> {
    /// The text with the changes.
    pub text: String,
    /// The problems that they fix.
    pub problems: Vec<&'a Diagnostic>,
    /// The replaced ranges in order, each with the length of its replacement.
    edits: Vec<(Range<usize>, usize)>,
}

impl AppliedFixes<'_> {
    /// The changes in order: the ranges of the text before, each with its replacement.
    pub fn changes(&self) -> Vec<(Range<usize>, &str)> {
        let (mut before, mut after) = (0, 0);
        let changes = self.edits.iter().map(|(range, length)| {
            after += range.start - before;
            before = range.end;
            let right = &self.text[after..after + length];
            after += length;
            (range.clone(), right)
        });
        changes.collect()
    }

    /// Where a position of the text before is in the text with the changes: in front of what is inserted there, and
    /// after it.
    pub fn moved(&self, at: usize) -> RangeInclusive<usize> {
        let (mut first, mut last) = (at, at);
        for (range, length) in &self.edits {
            if range.end <= at {
                last = last + length - range.len();
            }
            if range.end < at || range.end == at && !range.is_empty() {
                first = first + length - range.len();
            }
        }
        first..=last
    }
}

/// Makes all changes. The changes of a problem are made together or not at all: a fix that overlaps with another one
/// waits, and so does one whose wrong words are not found.
pub fn apply<'a>(text: &str, problems: &[&'a Diagnostic]) -> AppliedFixes<'a> {
    let mut edits: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    let mut done = Vec::new();
    for problem in problems {
        let fixes = &problem.fixes;
        let places: Option<Vec<Range<usize>>> = fixes.iter().map(|fix| place(text, fix)).collect();
        let Some(places) = places else { continue };
        let free = |place: &Range<usize>| {
            let before = edits.range(..=(place.end, usize::MAX)).next_back();
            before.is_none_or(|((_, end), _)| *end < place.start)
        };
        let changes = fixes.iter().any(|fix| fix.wrong != fix.right);
        if changes && places.iter().all(free) {
            let keys = places.iter().map(|place| (place.start, place.end));
            edits.extend(keys.zip(fixes.iter().map(|fix| fix.right.as_str())));
            done.push(*problem);
        }
    }
    let line_end = line_end(text);
    let mut applied = AppliedFixes {
        text: String::with_capacity(text.len()),
        problems: done,
        edits: Vec::with_capacity(edits.len()),
    };
    let mut kept = 0;
    for ((start, end), right) in edits {
        let right = right.replace('\n', line_end);
        applied.text.push_str(&text[kept..start]);
        applied.text.push_str(&right);
        applied.edits.push((start..end, right.len()));
        kept = end;
    }
    applied.text.push_str(&text[kept..]);
    applied
}

/// The most common line ending of a text.
fn line_end(text: &str) -> &'static str {
    let both = text.matches("\r\n").count();
    let feeds = text.matches('\n').count() - both;
    let returns = text.matches('\r').count() - both;
    let ends = [(returns, "\r"), (both, "\r\n"), (feeds, "\n")];
    let most = ends.into_iter().max_by_key(|(count, _)| *count);
    most.map_or("\n", |(_, end)| end)
}

/// The range of the wrong words: the span itself, or a part of it after an opening parenthesis, as in front of a link's
/// target, or after an opening `href` quote.
fn place(text: &str, fix: &Fix) -> Option<Range<usize>> {
    let range = fix.span.range();
    let within = text.get(range.clone())?;
    if within == fix.wrong {
        return Some(range);
    }
    if fix.wrong.is_empty() {
        return None;
    }
    let opened = |at: &usize| {
        let before = &within[..*at];
        let name = before.trim_end_matches(['"', '\'', ' ']).strip_suffix('=');
        let is_value =
            name.is_some_and(|name| name.trim_end().to_ascii_lowercase().ends_with("href"));
        is_value || before.trim_end_matches(['<', ' ']).ends_with("](")
    };
    let found = within.match_indices(fix.wrong.as_str()).map(|(at, _)| at);
    let at = found.filter(opened).last()?;
    Some(range.start + at..range.start + at + fix.wrong.len())
}

/// How many lines of context are shown around a change.
const AROUND: usize = 3;

/// The changes as a unified diff, for patch tools. Changes never join, split or remove lines; they may add lines at the
/// end.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let all = old.len().max(new.len());
    let changed: Vec<usize> = (0..all).filter(|at| old.get(*at) != new.get(*at)).collect();
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for at in changed {
        let (from, to) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(all));
        match hunks.last_mut() {
            Some(last) if from <= last.end => last.end = to,
            _ => hunks.push(from..to),
        }
    }
    let hunks = hunks.into_iter().map(|lines| hunk(&old, &new, lines));
    let inside = path.trim_start_matches('/');
    let head = format!("--- a/{inside}\n+++ b/{inside}\n");
    std::iter::once(head).chain(hunks).collect()
}

fn hunk(old: &[&str], new: &[&str], lines: Range<usize>) -> String {
    let count = |of: &[&str]| lines.end.min(of.len()) - lines.start.min(of.len());
    let mut text = format!(
        "@@ -{},{} +{},{} @@\n",
        lines.start + 1,
        count(old),
        lines.start + 1,
        count(new)
    );
    let mut removed = String::new();
    let mut added = String::new();
    for at in lines {
        let (was, is) = (old.get(at), new.get(at));
        if was == is {
            text.push_str(&std::mem::take(&mut removed));
            text.push_str(&std::mem::take(&mut added));
            text.push_str(&line(' ', was));
        } else {
            removed.push_str(&line('-', was));
            added.push_str(&line('+', is));
        }
    }
    text + &removed + &added
}

fn line(sign: char, line: Option<&&str>) -> String {
    match line {
        None => String::new(),
        Some(line) if line.ends_with('\n') => format!("{sign}{line}"),
        Some(line) => format!("{sign}{line}\n\\ No newline at end of file\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::{apply, diff};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::span::{FileId, Span};

    /// A fix as its place, the wrong words and the right ones.
    type Change = (usize, &'static str, &'static str);

    fn problems(problems: &[&[Change]]) -> Vec<Diagnostic> {
        let span = |start, end| Span::new(FileId(0), start, end);
        let problem = |changes: &&[Change]| {
            let whole = Diagnostic::new(Code::Mojibake, span(0, 0), "");
            changes
                .iter()
                .fold(whole, |problem, (start, wrong, right)| {
                    problem.fix(span(*start, start + wrong.len()), *wrong, *right)
                })
        };
        problems.iter().map(problem).collect()
    }

    fn applied(text: &str, changes: &[&[Change]]) -> (String, usize) {
        let problems = problems(changes);
        let applied = apply(text, &problems.iter().collect::<Vec<_>>());
        (applied.text, applied.problems.len())
    }

    #[test]
    fn positions_move_with_the_changes_in_front_of_them() {
        let problems = problems(&[&[(0, "ab", "X")], &[(3, "", "YY")], &[(5, "f", "fff")]]);
        let applied = apply("abcdef", &problems.iter().collect::<Vec<_>>());
        assert_eq!(applied.text, "XcYYdefff");
        let changes = [(0..2, "X"), (3..3, "YY"), (5..6, "fff")];
        assert_eq!(applied.changes(), changes);
        for (at, moved) in [
            (0, 0..=0),
            (2, 1..=1),
            (3, 2..=4),
            (4, 5..=5),
            (5, 6..=6),
            (6, 9..=9),
        ] {
            assert_eq!(applied.moved(at), moved, "{at}");
        }
    }

    #[test]
    fn fixes_that_overlap_or_touch_wait_and_those_of_a_problem_are_made_together() {
        for (text, problems, expected, fixed) in [
            (
                "abcdef",
                &[&[(0, "a", "X")][..], &[(2, "c", "Y")]][..],
                "XbYdef",
                2,
            ),
            ("abcdef", &[&[(2, "c", "Y")], &[(0, "a", "X")]], "XbYdef", 2),
            (
                "abcdef",
                &[&[(0, "ab", "X")], &[(2, "cd", "Y")]],
                "Xcdef",
                1,
            ),
            (
                "abcdef",
                &[&[(2, "cd", "Y")], &[(0, "ab", "X")]],
                "abYef",
                1,
            ),
            ("abcdef", &[&[(0, "abc", "X")], &[(1, "b", "Y")]], "Xdef", 1),
            ("abcdef", &[&[(2, "", "X")], &[(2, "", "Y")]], "abXcdef", 1),
            // One of the two words is not there.
            ("abcdef", &[&[(0, "a", "X"), (3, "z", "Y")]], "abcdef", 0),
            ("abcdef", &[&[(0, "a", "X"), (3, "d", "Y")]], "XbcYef", 1),
            ("abcdef", &[&[(0, "a", "a")]], "abcdef", 0),
            ("a\r\nb\r\n", &[&[(0, "a", "x\ny")]], "x\r\ny\r\nb\r\n", 1),
        ] {
            assert_eq!(
                applied(text, problems),
                (expected.to_owned(), fixed),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn changed_lines_are_shown_with_three_lines_around_them() {
        let lines = |from: u32, to: u32| -> String {
            (from..=to)
                .flat_map(|number| [number.to_string(), "\n".to_owned()])
                .collect()
        };
        let before = lines(1, 20);
        for (after, hunks) in [
            (before.clone(), ""),
            (
                before.replace("\n2\n", "\nX\n"),
                "@@ -1,5 +1,5 @@\n 1\n-2\n+X\n 3\n 4\n 5\n",
            ),
            (
                before.replace("\n10\n", "\nX\n"),
                "@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+X\n 11\n 12\n 13\n",
            ),
            (
                before.replace("\n20\n", "\n20\n21\n"),
                "@@ -18,3 +18,4 @@\n 18\n 19\n 20\n+21\n",
            ),
            (
                before
                    .replace("\n4\n5\n", "\nX\nY\n")
                    .replace("\n11\n", "\nZ\n"),
                "@@ -1,14 +1,14 @@\n 1\n 2\n 3\n-4\n-5\n+X\n+Y\n 6\n 7\n 8\n 9\n 10\n-11\n+Z\n 12\n 13\n 14\n",
            ),
            (
                before.replace("\n2\n", "\nX\n").replace("\n19\n", "\nY\n"),
                "@@ -1,5 +1,5 @@\n 1\n-2\n+X\n 3\n 4\n 5\n@@ -16,5 +16,5 @@\n 16\n 17\n 18\n-19\n+Y\n 20\n",
            ),
        ] {
            let expected = format!("--- a/x.md\n+++ b/x.md\n{hunks}");
            assert_eq!(diff("/x.md", &before, &after), expected);
        }
        assert_eq!(
            diff("x.md", "a", "b\n"),
            "--- a/x.md\n+++ b/x.md\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n"
        );
    }

    #[test]
    fn added_lines_end_as_most_lines_of_the_text_do() {
        for (text, end) in [
            ("a\nb\r\nc\n", "\n"),
            ("a\r\nb\r\nc\n", "\r\n"),
            ("a\rb\rc\n", "\r"),
            ("a", "\n"),
            ("a\r\n", "\r\n"),
        ] {
            let (after, _) = applied(text, &[&[(0, "a", "x\ny")]]);
            assert!(after.starts_with(&format!("x{end}y")), "{text:?} {after:?}");
        }
    }
}
