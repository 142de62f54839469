//! Positions as lines and columns.

use std::ops::Range;

use crate::source::Sources;
use crate::span::Span;

/// A range of a file. Lines and columns start at 1, columns are in characters; the end is the position after the last
/// character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The path in the form a user would type, with `/` between its parts.
    pub path: String,
    /// The line of its first character.
    pub line: usize,
    /// The column of its first character.
    pub column: usize,
    /// The line of its end.
    pub end_line: usize,
    /// The column of its end.
    pub end_column: usize,
    /// Its bytes in the text of the file, without a byte order mark.
    pub bytes: Range<usize>,
}

impl Position {
    /// The range of a span.
    pub fn of(span: Span, sources: &Sources) -> Self {
        let source = sources.get(span.file);
        let text = source.text.as_str();
        let start = text.floor_char_boundary((span.start as usize).min(text.len()));
        let end = text.ceil_char_boundary((span.end as usize).clamp(start, text.len()));
        // The line end after a block is not part of its words.
        let end = start + text[start..end].trim_end().len();
        let (line, column) = source.place(start);
        let (end_line, end_column) = source.place(end);
        let path = source.shown.replace('\\', "/");
        Self {
            path: path.strip_prefix("./").unwrap_or(&path).to_owned(),
            line,
            column,
            end_line,
            end_column,
            bytes: start..end,
        }
    }
}

/// The line of a span's start, from 1.
pub fn line_of(span: Span, sources: &Sources) -> usize {
    sources.get(span.file).place(span.start as usize).0
}
