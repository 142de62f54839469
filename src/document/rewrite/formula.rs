//! Formulas between `\(` and `\)`.

use std::ops::Range;

use super::marker::code_span;

/// How many bytes a formula may have. Without a limit, a long line of opening signs would take quadratic time.
const LONGEST: usize = 1_000;

/// The ranges of the formulas in a line, outside of code. Words in escaped brackets are not formulas.
pub(super) fn places(line: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    if !line.contains('\\') {
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

/// The pipes in dollar formulas in a table row: they do not end a cell.
pub(super) fn pipes(line: &str) -> Vec<usize> {
    let mut pipes = Vec::new();
    if !line.trim_start().starts_with('|') {
        return pipes;
    }
    let mut at = 0;
    while let Some(ahead) = line[at..].find(['$', '`', '\\']) {
        at += ahead;
        let rest = &line[at..];
        if rest.starts_with('`') {
            at += code_span(rest);
            continue;
        }
        if let Some(escaped) = rest.strip_prefix('\\') {
            at += 1 + escaped.chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let inner = rest.trim_start_matches('$');
        let signs = rest.len() - inner.len();
        let end = inner
            .match_indices('$')
            .map(|(end, _)| end)
            .find(|end| !is_escaped(inner, *end))
            .filter(|end| is_between_dollars(inner, *end));
        let Some(end) = end else {
            at += signs;
            continue;
        };
        let start = at + signs;
        let own = inner[..end].match_indices('|');
        let own = own.filter(|(pipe, _)| !inner[..*pipe].ends_with('\\'));
        pipes.extend(own.map(|(pipe, _)| start + pipe));
        let closing = inner[end..].bytes().take_while(|sign| *sign == b'$');
        at = start + end + closing.count().min(signs);
    }
    pipes
}

/// Whether a sign follows a backslash that is not escaped itself.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = text[..at].bytes().rev();
    before.take_while(|sign| *sign == b'\\').count() % 2 == 1
}

/// Whether the words before a dollar sign are a formula, and not amounts of money in two cells.
fn is_between_dollars(inner: &str, end: usize) -> bool {
    let words = &inner[..end];
    let after = inner[end..].trim_start_matches('$').chars().next();
    words.starts_with(|c: char| !c.is_whitespace() && !c.is_ascii_digit() && c != '|')
        && !words.ends_with(|c: char| c.is_whitespace() || c == '|')
        && !after.is_some_and(char::is_alphanumeric)
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

#[cfg(test)]
mod tests {
    use super::{longest_run, pipes};

    #[test]
    fn pipes_in_formulas_end_no_cell() {
        for (line, expected) in [
            ("| $a|b$ | c |", &[4][..]),
            ("| $$a|b$$ | $$c|d$$ |", &[5, 15]),
            ("| $1 | $2 |", &[]),
            ("| `$|` | $ |", &[]),
            ("a $a|b$", &[]),
            // The formula ends with fewer signs than it begins with.
            ("|$$q$€|$a|b$", &[11]),
            // Escaped signs are words.
            (r"| \$\# | \$ |", &[]),
            (r"| \$a | b$ |", &[]),
            (r"| $a\$|b$ |", &[6]),
            (r"| \\$a|b$ |", &[6]),
        ] {
            assert_eq!(pipes(line), expected, "{line}");
        }
    }

    #[test]
    fn the_longest_run_of_backticks_counts() {
        for (text, expected) in [("", 0), ("a", 0), ("`a`", 1), ("a`b```c``", 3), ("````", 4)] {
            assert_eq!(longest_run(text), expected, "{text}");
        }
    }
}
