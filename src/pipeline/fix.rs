//! Applies fixes to the text, until no more problems with a single possible fix are left.

use std::collections::BTreeMap;
use std::ptr;

use super::outline_sources;
use super::outlined::Outlined;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fix::{self, AppliedFixes};
use crate::source::{Input, Sources};
use crate::span::FileId;

/// A text that was fixed.
pub struct FixedText {
    /// The file.
    pub file: FileId,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
    /// How many places were fixed.
    pub places: usize,
}

/// How often the fixed texts are checked again: a fix may reveal further problems.
const ROUNDS: usize = 64;

/// Fixes the problems with only one possible fix in the handbook at a place, in memory. A change that does not remove
/// its problem is not made, so fixing the result again changes nothing. The returned diagnostics are the remaining ones.
///
/// # Errors
///
/// [`Error`] if the handbook cannot be read.
pub fn fix<'a>(input: impl Into<Input<'a>>) -> Result<(Outlined, Vec<FixedText>), Error> {
    let mut diagnostics = Vec::new();
    let sources = Sources::read(input, &mut diagnostics)?;
    let mut outlined = outline_sources(sources, diagnostics.clone());
    let mut fixed: BTreeMap<FileId, FixedText> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let changes;
        (outlined, changes) = round(outlined, &diagnostics);
        if changes.is_empty() {
            return Ok((outlined, fixed.into_values().collect()));
        }
        for change in changes {
            match fixed.get_mut(&change.file) {
                Some(whole) => {
                    whole.after = change.after;
                    whole.places += change.places;
                }
                None => drop(fixed.insert(change.file, change)),
            }
        }
    }
    // Each fix brings up another one without end.
    let mut sources = outlined.sources;
    restore(&mut sources, fixed.into_values());
    Ok((outline_sources(sources, diagnostics), Vec::new()))
}

/// Makes the changes that remove their problems; there are none left if nothing is returned. `of_files` are the
/// diagnostics from reading the files.
fn round(mut outlined: Outlined, of_files: &[Diagnostic]) -> (Outlined, Vec<FixedText>) {
    let problems = outlined.diagnostics;
    let mut sources = outlined.sources;
    let mut refused: Vec<&Diagnostic> = Vec::new();
    loop {
        let is_refused =
            |problem: &Diagnostic| refused.iter().any(|other| ptr::eq(*other, problem));
        let wanted = problems.iter().filter(|problem| !is_refused(problem));
        let mut applied: BTreeMap<FileId, AppliedFixes<'_>> = BTreeMap::new();
        for (file, problems) in fix::by_file(wanted) {
            let fixes = fix::apply(sources.get(file).written(), &problems);
            if !fixes.problems.is_empty() {
                applied.insert(file, fixes);
            }
        }
        if applied.is_empty() {
            outlined.sources = sources;
            outlined.diagnostics = problems;
            return (outlined, Vec::new());
        }
        let changes = applied.iter().map(|(file, fixes)| FixedText {
            file: *file,
            before: sources.get(*file).written().to_owned(),
            after: fixes.text.clone(),
            places: fixes.problems.len(),
        });
        let changes: Vec<FixedText> = changes.collect();
        for change in &changes {
            sources.replace(change.file, change.after.clone());
        }
        let next = outline_sources(sources, of_files.to_vec());
        let stays = staying(&applied, &next.diagnostics);
        if stays.is_empty() {
            return (next, changes);
        }
        refused.extend(stays);
        sources = next.sources;
        restore(&mut sources, changes);
    }
}

/// Of the problems that changes should have removed, those that are still there.
fn staying<'a>(
    applied: &BTreeMap<FileId, AppliedFixes<'a>>,
    diagnostics: &[Diagnostic],
) -> Vec<&'a Diagnostic> {
    let is_there = |problem: &&Diagnostic| {
        let start = problem.span.range().start;
        let changes = applied.get(&problem.span.file);
        let place = changes.map_or(start..=start, |changes| changes.moved(start));
        diagnostics.iter().any(|other| {
            other.code == problem.code
                && other.message == problem.message
                && other.span.file == problem.span.file
                && place.contains(&other.span.range().start)
        })
    };
    let problems = applied.values().flat_map(|fixes| &fixes.problems);
    problems.copied().filter(is_there).collect()
}

/// Takes changes back.
fn restore(sources: &mut Sources, changes: impl IntoIterator<Item = FixedText>) {
    for change in changes {
        sources.replace(change.file, change.before);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{outline_sources, round, staying};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::fix;
    use crate::source::{Input, Sources};
    use crate::span::{FileId, Span};

    #[test]
    fn a_problem_stays_if_it_is_reported_again_where_its_words_are_now() {
        let file = FileId(0);
        let at = |start, end| Span::new(file, start, end);
        let problem = Diagnostic::new(Code::EmptyBox, at(4, 5), "m").fix(at(0, 1), "a", "xyz");
        let applied = BTreeMap::from([(file, fix::apply("abcdef", &[&problem]))]);
        for (code, start, message, stays) in [
            (Code::EmptyBox, 6, "m", 1),
            (Code::EmptyBox, 4, "m", 0),
            (Code::EmptyBox, 6, "n", 0),
            (Code::UnreadBox, 6, "m", 0),
        ] {
            let other = Diagnostic::new(code, at(start, start + 1), message);
            assert_eq!(
                staying(&applied, &[other]).len(),
                stays,
                "{start} {message}"
            );
        }
    }

    #[test]
    fn a_change_that_does_not_remove_its_problem_is_not_made() {
        let text = "# P\n\n## Week 1\n\n-[ ] a\n\n-[ ] b\n";
        let input = Input {
            text: Some(text.as_bytes()),
            ..Input::from("plan.md")
        };
        let sources = Sources::read(input, &mut Vec::new()).unwrap();
        let mut outlined = outline_sources(sources, Vec::new());
        let mut boxes = outlined.diagnostics.iter_mut();
        let first = boxes
            .find(|problem| problem.code == Code::UnreadBox)
            .unwrap();
        // It changes something else.
        let end = Span::new(first.span.file, text.len(), text.len());
        first.fixes[0].span = end;
        first.fixes[0].wrong.clear();
        "\nmore\n".clone_into(&mut first.fixes[0].right);
        let (outlined, changes) = round(outlined, &[]);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].after, text.replace("-[ ] b", "- [ ] b"));
        let left = outlined.diagnostics.iter();
        assert_eq!(
            left.filter(|problem| problem.code == Code::UnreadBox)
                .count(),
            1
        );
    }
}
