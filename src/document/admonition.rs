//! The kinds of admonition, and how their first lines are written. To add a kind, add a row to
//! [`KINDS`] and a style to the theme.

use std::ops::Range;

/// Whether an admonition can be folded, and its initial state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Always open (`!!!`).
    Never,
    /// Folded at first (`???`).
    Closed,
    /// Open at first (`???+`).
    Open,
}

/// Each kind with its aliases: those of Material's table, and GitHub's `important` and `caution`.
const KINDS: &[(&str, &[&str])] = &[
    ("note", &["seealso", "details"]),
    ("abstract", &["summary", "tldr"]),
    ("info", &["todo", "important"]),
    ("tip", &["hint"]),
    ("success", &["check", "done"]),
    ("question", &["help", "faq"]),
    ("warning", &["caution", "attention"]),
    ("failure", &["fail", "missing"]),
    ("danger", &["error"]),
    ("bug", &[]),
    ("example", &[]),
    ("quote", &["cite"]),
    // For the tracks or levels in the title.
    ("track", &[]),
    ("level", &[]),
    // Its tasks return for review.
    (REVIEW, &[]),
    // Only in the coach's edition.
    (COACH, &[]),
];

/// The kind with tasks that return for review. As an attribute, the same word marks a task or a section.
pub const REVIEW: &str = "review";

/// The kind for coaches only.
pub(super) const COACH: &str = "coach";

/// Whether admonitions of a kind are for coaches only.
pub(super) fn is_for_coaches(kind: &str) -> bool {
    kind.eq_ignore_ascii_case(COACH)
}

/// The names of all kinds, without their aliases.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(kind, _)| *kind)
}

/// The kind with the name or alias `name`.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    KINDS
        .iter()
        .find(|(kind, aliases)| {
            kind.eq_ignore_ascii_case(name) || aliases.iter().any(|a| a.eq_ignore_ascii_case(name))
        })
        .map(|(kind, _)| *kind)
}

/// The first line of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// `!!! kind class "Title"`.
    Admonition {
        /// The first word, as written; `None` if the line has only a title.
        kind: Option<String>,
        /// Further words before the title.
        classes: Vec<String>,
        /// The range of its title in the line; `None` if there is none, empty for `""`.
        title: Option<Range<usize>>,
        /// Whether it folds.
        fold: Fold,
    },
    /// `=== "Title"`.
    Tab {
        /// The range of its title in the line.
        title: Range<usize>,
        /// Whether it begins a group of tabs, even directly below other tabs.
        begins: bool,
    },
    /// A container without a style of its own.
    Group,
}

/// Reads a line without its indent; `None` if it is not a header.
pub(super) fn header(line: &str) -> Option<Header> {
    if !line.starts_with(['=', '!', '?']) {
        return None;
    }
    let line = line.trim_end();
    let after = |rest: &str| line.len() - rest.len();
    if let Some(rest) = line.strip_prefix("===") {
        let begins = rest.starts_with('!') || rest.starts_with("+!");
        let rest = rest.trim_start_matches(['!', '+']).trim_start();
        return Some(Header::Tab {
            title: quoted(rest, after(rest))?,
            begins,
        });
    }
    let (fold, rest) = if let Some(rest) = line.strip_prefix("!!!") {
        (Fold::Never, rest)
    } else if let Some(rest) = line.strip_prefix("???+") {
        (Fold::Open, rest)
    } else {
        (Fold::Closed, line.strip_prefix("???")?)
    };
    let rest = rest.trim_start();
    let (words, title) = match rest.find('"') {
        Some(at) => (&rest[..at], Some(quoted(&rest[at..], after(&rest[at..]))?)),
        None => (rest, None),
    };
    let mut words = words.split_whitespace().map(str::to_owned);
    let kind = words.next();
    let plain = |word: &String| {
        word.chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c))
    };
    let classes: Vec<_> = words.collect();
    let says = kind.is_some() || title.as_ref().is_some_and(|title| !title.is_empty());
    (says && kind.iter().all(plain) && classes.iter().all(plain)).then_some(Header::Admonition {
        kind,
        classes,
        title,
        fold,
    })
}

/// The range of the words in a quoted text that begins at `at`.
fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    Some(at + 1..at + 1 + inner.len())
}
