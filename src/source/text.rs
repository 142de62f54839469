//! A text, and its positions as lines and columns.

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

/// The kind of a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A document of the handbook.
    Markdown,
    /// `handbook.yaml`, or `mkdocs.yml` if there is no such file.
    Configuration,
    /// `handbook.lock`, the ids of published tasks.
    Lock,
    /// A text other than a document that a document inserts.
    Snippet,
    /// A copied file with a diagnostic about it. Its text is not read.
    Copied,
    /// An entry with a diagnostic that is not read: a text in another encoding, a link out of the folder.
    Unread,
}

/// A source text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path below the content folder, with `/` between the parts.
    pub path: String,
    /// Its path in the form a user would type; shown in reports.
    pub shown: String,
    /// The text without a byte order mark. Carriage returns that end a line are replaced by line feeds.
    pub text: String,
    /// The text as written, if it differs.
    written: Option<String>,
    /// Its kind.
    pub kind: SourceKind,
    lines: LineTable,
}

impl Source {
    /// The text at `path`, called `name` in the handbook.
    pub(super) fn new(name: &str, path: &Path, text: String, kind: SourceKind) -> Self {
        let read = with_line_feeds(&text);
        let written = read.is_some().then(|| text.clone());
        Self {
            path: name.to_owned(),
            shown: path.display().to_string(),
            text: read.unwrap_or(text),
            written,
            kind,
            lines: LineTable::default(),
        }
    }

    /// The text as written, with its bytes at the same positions.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// The line and the column of a byte, both from 1, the column in characters. A position past the end or inside a
    /// character counts as the character before it.
    pub fn place(&self, at: usize) -> (usize, usize) {
        self.lines.place(&self.text, at)
    }

    /// The line of a byte, without its line end.
    pub fn line(&self, at: usize) -> Range<usize> {
        self.lines.line(&self.text, at)
    }

    /// Replaces the text.
    pub(super) fn replace(&mut self, text: String) {
        let read = with_line_feeds(&text);
        self.written = read.is_some().then(|| text.clone());
        self.text = read.unwrap_or(text);
        self.lines = LineTable::default();
    }
}

/// A text with each lone carriage return replaced by a line feed; `None` if there are none.
fn with_line_feeds(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut returns = text.match_indices('\r');
    if !returns.any(|(at, _)| bytes.get(at + 1) != Some(&b'\n')) {
        return None;
    }
    let mut read = String::with_capacity(text.len());
    for part in text.split_inclusive('\n') {
        let (line, end) = match part.strip_suffix("\r\n") {
            Some(line) => (line, "\r\n"),
            None => (part, ""),
        };
        read.push_str(&line.replace('\r', "\n"));
        read.push_str(end);
    }
    Some(read)
}

/// The starts of a text's lines and the number of characters before a byte, computed on first use.
///
/// They are derived from the text, so two of them always compare equal.
#[derive(Debug, Default)]
struct LineTable(OnceLock<LineIndex>);

#[derive(Debug)]
struct LineIndex {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`] bytes, since a line may be as long as a file.
    characters: Vec<usize>,
}

/// The bytes between two counts of characters.
const STEP: usize = 1024;

impl PartialEq for LineTable {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LineTable {}

impl LineTable {
    /// The line and the column of a byte of `text`, which must be the same text each time.
    fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let index = self.index(text);
        let at = text.floor_char_boundary(at.min(text.len()));
        let line = index.line(at);
        let before = index.characters_before(text, index.starts[line]);
        (line + 1, index.characters_before(text, at) - before + 1)
    }

    /// The line of a byte of `text`, which must be the same text each time.
    fn line(&self, text: &str, at: usize) -> Range<usize> {
        let index = self.index(text);
        let line = index.line(at);
        let start = index.starts[line];
        let end = index
            .starts
            .get(line + 1)
            .map_or(text.len(), |next| next - 1);
        start..start + text[start..end].trim_end_matches('\r').len()
    }

    fn index(&self, text: &str) -> &LineIndex {
        self.0.get_or_init(|| LineIndex::of(text))
    }
}

impl LineIndex {
    fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(newline, _)| newline + 1);
        let mut characters = vec![0];
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            count += beginning_in(block);
            characters.push(count);
        }
        Self {
            starts: std::iter::once(0).chain(ends).collect(),
            characters,
        }
    }

    /// The line of a byte, from 0.
    fn line(&self, at: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    fn characters_before(&self, text: &str, at: usize) -> usize {
        let block = at / STEP;
        self.characters[block] + beginning_in(&text.as_bytes()[block * STEP..at])
    }
}

/// How many characters begin in some bytes of a text.
fn beginning_in(bytes: &[u8]) -> usize {
    let continues = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    bytes.len() - bytes.iter().filter(continues).count()
}

#[cfg(test)]
mod tests {
    use super::{LineTable, STEP};

    #[test]
    fn columns_are_counted_in_characters_in_lines_of_any_length() {
        let text = format!("é\n{}a\nb", "ü€".repeat(STEP));
        let lines = LineTable::default();
        for (at, _) in text.char_indices() {
            let line = text[..at].matches('\n').count() + 1;
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let column = text[start..at].chars().count() + 1;
            assert_eq!(lines.place(&text, at), (line, column), "{at}");
        }
        assert_eq!(lines.place(&text, usize::MAX), (3, 2));
    }
}
