//! One text, and the way from its bytes to lines and columns.

use std::path::Path;
use std::sync::OnceLock;

/// What a source text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document of the handbook.
    Markdown,
    /// `handbook.yaml`, or `mkdocs.yml` where there is no such file.
    Configuration,
    /// A text that is no document and that a document puts in.
    Snippet,
    /// Something that is told about and not read: a text in another encoding, a link out of the folder.
    Unread,
}

/// One text, as it was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path below the content folder, with `/` between the parts.
    pub path: String,
    /// Its path as the user would type it; what reports show.
    pub shown: String,
    /// The text without a byte order mark.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    lines: Lines,
}

impl Source {
    /// The text that lies at `path` and is called `name` in the handbook.
    pub(super) fn new(name: &str, path: &Path, text: String, kind: Kind) -> Self {
        Self {
            path: name.to_owned(),
            shown: path.display().to_string(),
            text,
            kind,
            lines: Lines::default(),
        }
    }

    /// The line and the column of a byte, both from 1, the column in characters. What lies past the end or inside a
    /// character is taken for the character before it.
    pub fn place(&self, at: usize) -> (usize, usize) {
        self.lines.place(&self.text, at)
    }

    /// Puts another text in the place of this one.
    pub(super) fn replace(&mut self, text: String) {
        self.text = text;
        self.lines = Lines::default();
    }
}

/// Where the lines of a text begin, found out once and only when somebody asks for a line.
///
/// They follow from the text, so that two of them are never told apart.
#[derive(Debug, Default)]
struct Lines(OnceLock<Vec<usize>>);

impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lines {}

impl Lines {
    /// The line and the column of a byte of `text`, which must be the same text each time.
    fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let starts = self.0.get_or_init(|| {
            let ends = text.match_indices('\n').map(|(newline, _)| newline + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let at = text.floor_char_boundary(at.min(text.len()));
        let line = starts.partition_point(|start| *start <= at);
        let start = starts[line.saturating_sub(1)];
        (line, text[start..at].chars().count() + 1)
    }
}
