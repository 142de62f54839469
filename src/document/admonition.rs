//! The kinds of admonition, and how their first lines are written. To add a kind, add a row to
//! [`KINDS`] and a style to the theme.

use std::ops::Range;

/// Whether an admonition can be folded, and how it first stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It always stands open (`!!!`).
    Never,
    /// It is folded until opened (`???`).
    Closed,
    /// It is open until folded (`???+`).
    Open,
}

/// Each kind with the other names that it goes by (those of Material's own table, and GitHub's
/// `important` and `caution`).
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
    // What is inside is for the tracks or levels that the title names.
    ("track", &[]),
    ("level", &[]),
    // What is inside is in the coach's edition only.
    (COACH, &[]),
];

/// The kind of what is for coaches only.
pub(super) const COACH: &str = "coach";

/// Whether what is in admonitions of a kind is for coaches only.
pub(super) fn is_for_coaches(kind: &str) -> bool {
    kind.eq_ignore_ascii_case(COACH)
}

/// The names of all kinds, without their aliases.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(kind, _)| *kind)
}

/// The kind that `name` means, if any does.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    KINDS
        .iter()
        .find(|(kind, aliases)| {
            kind.eq_ignore_ascii_case(name) || aliases.iter().any(|a| a.eq_ignore_ascii_case(name))
        })
        .map(|(kind, _)| *kind)
}

/// The first line of something that holds blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// `!!! kind class "Title"`.
    Admonition {
        /// The first word, as written; `None` where the line has only a title.
        kind: Option<String>,
        /// Further words before the title.
        classes: Vec<String>,
        /// Where in the line its title stands; `None` where there is none, empty for `""`.
        title: Option<Range<usize>>,
        /// What the marks say.
        fold: Fold,
    },
    /// `=== "Title"`.
    Tab {
        /// Where in the line its title stands.
        title: Range<usize>,
        /// Whether it begins a row of tabs, though others stand right above it.
        begins: bool,
    },
    /// What holds blocks and has no look.
    Group,
}

/// Reads a line without its indent; `None` where it is no such header.
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
