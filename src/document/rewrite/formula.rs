//! Formulas between `\(` and `\)`.

use std::ops::Range;

use super::marker::code_span;

/// How many bytes a formula may have. Without an end to the search, a long line of beginnings would be read over and over.
const LONGEST: usize = 1_000;

/// Where the formulas stand in a line, outside of code. Words in brackets that have backslashes only to mean
/// themselves are none.
pub(super) fn places(line: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    if !line.contains("\\(") {
        return places;
    }
    let mut at = 0;
    while let Some(ahead) = line[at..].find(['\\', '`']) {
        at += ahead;
        let rest = &line[at..];
        if rest.starts_with('`') {
            at += code_span(rest);
            continue;
        }
        let length = rest.strip_prefix("\\(").and_then(|inner| {
            let near = inner.floor_char_boundary(LONGEST.min(inner.len()));
            let end = inner[..near].find("\\)")?;
            is_formula(&inner[..end]).then_some(end + 4)
        });
        match length {
            Some(length) => {
                places.push(at..at + length);
                at += length;
            }
            None => at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    places
}

fn is_formula(inner: &str) -> bool {
    let longest = inner
        .split(|c: char| !c.is_alphabetic())
        .map(|word| word.chars().count())
        .max();
    let has_sign = inner.contains(|c: char| "\\^_={}+<>/|(0123456789".contains(c));
    !inner.trim().is_empty() && (has_sign || longest.is_some_and(|longest| longest <= 2))
}

/// The longest run of backticks in a text.
pub(super) fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}
