//! A plan that was made in another program, as a value between the formats and Markdown.

use std::fmt::Write as _;

use crate::language::{TextPosition, Vocabulary, detect};
use crate::plan::DayName;
use crate::units::{Date, NumberRange, Stated};

/// A plan of another program.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ImportedPlan {
    /// Its title.
    pub(super) title: String,
    /// The tag of its language, if it is known.
    pub(super) language: Option<&'static str>,
    /// The first day of its first week, if the dates of all days agree on one.
    pub(super) start: Option<Date>,
    /// The text in front of its parts.
    pub(super) texts: Vec<ImportedText>,
    /// Its phases, weeks and sections, in order.
    pub(super) parts: Vec<ImportedPart>,
}

/// A heading with what is below it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ImportedPart {
    /// What the heading names.
    pub(super) role: ImportedRole,
    /// The words of the heading.
    pub(super) heading: String,
    /// The minutes of a day whose tasks do not state theirs.
    pub(super) minutes: Option<u32>,
    /// The text below the heading.
    pub(super) texts: Vec<ImportedText>,
    /// The tasks below the text.
    pub(super) tasks: Vec<ImportedTask>,
    /// The parts below the tasks.
    pub(super) parts: Vec<ImportedPart>,
}

/// What a heading names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ImportedRole {
    /// A group of weeks.
    Phase,
    /// A week, or several.
    Week(NumberRange),
    /// A day.
    Day(DayName),
    /// A part of a day with a label.
    Block,
    /// Anything else.
    Section,
}

/// A line or a piece of code.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ImportedText {
    /// A line of words.
    Line(Vec<ImportedWords>),
    /// Lines to keep as they are.
    Code(String),
}

/// Words in a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ImportedWords {
    /// Plain words.
    Plain(String),
    /// Words that link to an address.
    Link { words: String, address: String },
}

/// A task.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ImportedTask {
    /// What to do.
    pub(super) words: Vec<ImportedWords>,
    /// Whether it is done.
    pub(super) is_done: bool,
    /// Whether it is for when time allows.
    pub(super) is_optional: bool,
    /// Its time.
    pub(super) time: Option<Stated>,
    /// The name of its area.
    pub(super) area: Option<String>,
    /// The names of its tracks; empty for all.
    pub(super) tracks: Vec<String>,
    /// The text about it.
    pub(super) texts: Vec<ImportedText>,
    /// Its parts.
    pub(super) subtasks: Vec<ImportedTask>,
}

impl ImportedPart {
    /// A heading without anything below it.
    pub(super) fn new(role: ImportedRole, heading: impl Into<String>) -> Self {
        Self {
            role,
            heading: heading.into(),
            minutes: None,
            texts: Vec::new(),
            tasks: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The tasks in it, in its parts too.
    fn all_tasks(&self) -> Vec<&ImportedTask> {
        let inside = self.parts.iter().flat_map(Self::all_tasks);
        self.tasks.iter().chain(inside).collect()
    }

    /// The last part, after one is added if there is none of this role and heading at the end.
    pub(super) fn last_part(&mut self, role: ImportedRole, heading: &str) -> &mut Self {
        let is_same = |last: &Self| last.role == role && last.heading == heading;
        if !self.parts.last().is_some_and(is_same) {
            self.parts.push(Self::new(role, heading));
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }
}

impl ImportedPlan {
    /// All tasks, without the parts of tasks.
    pub(super) fn tasks(&self) -> Vec<&ImportedTask> {
        self.parts
            .iter()
            .flat_map(ImportedPart::all_tasks)
            .collect()
    }

    /// Sets the language to that of the words, unless it is known.
    pub(super) fn find_language(&mut self) {
        if self.language.is_some() {
            return;
        }
        let mut texts = vec![(TextPosition::Heading, self.title.clone())];
        for part in &self.parts {
            texts.push((TextPosition::Heading, part.heading.clone()));
            let inside = part.parts.iter().map(|part| part.heading.clone());
            texts.extend(inside.map(|heading| (TextPosition::Heading, heading)));
        }
        let words = self.tasks().into_iter().map(|task| plain(&task.words));
        texts.extend(words.map(|words| (TextPosition::Start, words)));
        self.language = detect(texts.iter().map(|(place, text)| (*place, text.as_str())));
    }

    /// The words by which its text is read.
    pub(super) fn vocabulary(&self) -> &'static Vocabulary {
        Vocabulary::of(self.language)
    }
}

impl ImportedText {
    /// The lines of a text that are not empty, with their bare addresses as links.
    pub(super) fn lines(text: &str) -> impl Iterator<Item = Self> + '_ {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| Self::Line(words(line)))
    }

    /// A line with a name in front of it.
    pub(super) fn named(name: &str, text: &str) -> impl Iterator<Item = Self> {
        let mut text = text.trim().to_owned();
        if !text.is_empty() {
            text = format!("{}: {text}", name.trim());
        }
        Self::lines(&text).collect::<Vec<_>>().into_iter()
    }
}

/// A word with a capital.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A line without the bullet that a person typed in front of it.
pub(super) fn without_bullet(line: &str) -> &str {
    let after = line.strip_prefix(['-', '*', '•', '–', '+']);
    after
        .filter(|after| after.starts_with(char::is_whitespace))
        .map_or(line, str::trim_start)
}

/// The words after the boxes at the start of a line, and whether the first one is ticked; `None` without a box.
pub(super) fn without_box(line: &str) -> Option<(&str, bool)> {
    const BOXES: [(&str, bool); 8] = [
        ("[ ]", false),
        ("[]", false),
        ("[x]", true),
        ("[X]", true),
        ("☐", false),
        ("☑", true),
        ("☒", true),
        ("⬜", false),
    ];
    let line = without_bullet(line.trim());
    let mut boxes = BOXES.iter();
    let (after, is_ticked) =
        boxes.find_map(|(sign, is_ticked)| Some((line.strip_prefix(sign)?, *is_ticked)))?;
    let after = after.trim_start_matches('\u{fe0f}').trim();
    let words = without_box(after).map_or(after, |(words, _)| words);
    Some((words, is_ticked))
}

/// The text of words, without the addresses of links.
pub(super) fn plain(words: &[ImportedWords]) -> String {
    let mut text = String::new();
    for part in words {
        let (ImportedWords::Plain(words) | ImportedWords::Link { words, .. }) = part;
        let _ = write!(text, "{words}");
    }
    text
}

/// The words of a line, with the addresses in it as links.
pub(super) fn words(line: &str) -> Vec<ImportedWords> {
    let mut parts = Vec::new();
    let mut rest = line;
    let mut done = 0;
    while let Some(at) = address_start(&line[done..]).map(|at| done + at) {
        let address = address_at_start(&line[at..]);
        done = at + address.len();
        if !has_host(address) {
            continue;
        }
        let before = &line[line.len() - rest.len()..at];
        if !before.is_empty() {
            parts.push(ImportedWords::Plain(before.to_owned()));
        }
        parts.push(ImportedWords::Link {
            words: address.to_owned(),
            address: address.to_owned(),
        });
        rest = &line[done..];
    }
    if !rest.is_empty() {
        parts.push(ImportedWords::Plain(rest.to_owned()));
    }
    parts
}

/// Where an address begins.
fn address_start(text: &str) -> Option<usize> {
    let starts = ["https://", "http://"].into_iter();
    starts.filter_map(|scheme| text.find(scheme)).min()
}

/// The address at the start of a text, without the punctuation after it.
fn address_at_start(text: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c);
    let whole = &text[..text.find(is_end).unwrap_or(text.len())];
    let mut address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    while let Some(shorter) = address.strip_suffix([')', ']', '}']) {
        let opened = shorter.contains(match address.chars().next_back() {
            Some(')') => '(',
            Some(']') => '[',
            _ => '{',
        });
        if opened {
            break;
        }
        address = shorter.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    }
    address
}

/// Whether an address names a server.
fn has_host(address: &str) -> bool {
    let after = address.split_once("://").map_or("", |(_, after)| after);
    after.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{ImportedWords, plain, words};

    #[test]
    fn addresses_in_a_line_are_links() {
        for (line, addresses) in [
            ("read", &[][..]),
            ("https://example.org/a", &["https://example.org/a"][..]),
            (
                "see https://example.org/a, then (http://example.net/b).",
                &["https://example.org/a", "http://example.net/b"],
            ),
            ("https://example.org/a_(b)!", &["https://example.org/a_(b)"]),
            ("https:// is a scheme", &[]),
            ("<https://example.org>", &["https://example.org"]),
        ] {
            let words = words(line);
            assert_eq!(plain(&words), line);
            let links = words.iter().filter_map(|part| match part {
                ImportedWords::Link { address, .. } => Some(address.as_str()),
                ImportedWords::Plain(_) => None,
            });
            assert_eq!(links.collect::<Vec<_>>(), addresses, "{line}");
        }
    }
}
