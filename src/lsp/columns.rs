//! Positions of the protocol, in lines and columns from 0, and positions of texts, in bytes.

use std::ops::Range;

use lsp_types as lsp;

/// What a client counts columns in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnUnit {
    /// The bytes of UTF-8.
    Utf8,
    /// The units of UTF-16, of which an emoji has two.
    #[default]
    Utf16,
}

/// A byte order mark, which clients may count and sources do not have.
const MARK: char = '\u{feff}';

/// A text as its client has it, with its lines. Bytes are counted from the end of a byte order mark, as in sources.
#[derive(Clone, Debug)]
pub struct LineColumns<'t> {
    text: &'t str,
    unit: ColumnUnit,
    /// The first byte of each line, with the byte order mark.
    starts: Vec<usize>,
    /// The length of the byte order mark.
    lead: usize,
}

impl<'t> LineColumns<'t> {
    /// The lines of a text. They end with a line feed, a carriage return or both.
    pub fn of(text: &'t str, unit: ColumnUnit) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Self {
            text,
            unit,
            starts: starts.collect(),
            lead: if text.starts_with(MARK) {
                MARK.len_utf8()
            } else {
                0
            },
        }
    }

    /// The position of a byte. One beyond the end counts as the end, and one inside a character as its start.
    pub fn position(&self, at: usize) -> lsp::Position {
        let at = at.saturating_add(self.lead).min(self.text.len());
        let at = self.text.floor_char_boundary(at);
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        let before = &self.text[self.starts[line]..at];
        let column = match self.unit {
            ColumnUnit::Utf8 => before.len(),
            ColumnUnit::Utf16 => before.encode_utf16().count(),
        };
        lsp::Position::new(number(line), number(column))
    }

    /// The range of some bytes.
    pub fn range(&self, bytes: Range<usize>) -> lsp::Range {
        lsp::Range::new(self.position(bytes.start), self.position(bytes.end))
    }

    /// The byte at a position. A column beyond the end of its line counts as that end, a line beyond the last one as
    /// the end of the text, and a position inside a character as its start.
    pub fn byte(&self, position: lsp::Position) -> usize {
        self.place(position).saturating_sub(self.lead)
    }

    /// The line of a byte, without its line end.
    pub fn line(&self, at: usize) -> Range<usize> {
        let at = at.saturating_add(self.lead).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        let Range { start, end } = self.inside(line);
        start.saturating_sub(self.lead)..end.saturating_sub(self.lead)
    }

    /// The text without a byte order mark.
    pub fn text(&self) -> &'t str {
        &self.text[self.lead..]
    }

    /// The byte at a position, counted with the byte order mark.
    pub(super) fn place(&self, position: lsp::Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        if line >= self.starts.len() {
            return self.text.len();
        }
        let Range { start, end } = self.inside(line);
        let words = &self.text[start..end];
        let column = usize::try_from(position.character).unwrap_or(usize::MAX);
        if self.unit == ColumnUnit::Utf8 {
            return start + words.floor_char_boundary(column.min(words.len()));
        }
        let mut passed = 0;
        let mut characters = words.char_indices();
        let reached = characters.find(|(_, character)| {
            passed += character.len_utf16();
            passed > column
        });
        reached.map_or(end, |(at, _)| start + at)
    }

    /// The bytes of a line without its line end, counted with the byte order mark.
    fn inside(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied();
        let end = end.unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\r', '\n']).len()
    }
}

/// A number of the protocol.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use lsp_types::Position;

    use super::{ColumnUnit, LineColumns};

    #[test]
    fn positions_and_bytes_correspond_both_ways() {
        let combined = "e\u{301}x\n";
        for (text, at, line, utf8, utf16) in [
            ("", 0, 0, 0, 0),
            ("ab\ncd", 0, 0, 0, 0),
            ("ab\ncd", 2, 0, 2, 2),
            ("ab\ncd", 3, 1, 0, 0),
            ("ab\ncd", 5, 1, 2, 2),
            ("ab\n", 3, 1, 0, 0),
            ("ab\r\ncd", 2, 0, 2, 2),
            ("ab\r\ncd", 4, 1, 0, 0),
            ("ab\rcd", 3, 1, 0, 0),
            ("\r\r\n\n", 4, 3, 0, 0),
            ("über", 2, 0, 2, 1),
            ("日本", 3, 0, 3, 1),
            ("🎯 a", 4, 0, 4, 2),
            ("🎯 a", 5, 0, 5, 3),
            ("👩\u{200d}🚀x", 11, 0, 11, 5),
            (combined, 3, 0, 3, 2),
            (combined, 4, 0, 4, 3),
            ("a\u{2028}b", 4, 0, 4, 2),
            ("a\u{85}b", 3, 0, 3, 2),
            ("\u{feff}ab\nc", 0, 0, 3, 1),
            ("\u{feff}ab\nc", 2, 0, 5, 3),
            ("\u{feff}ab\nc", 3, 1, 0, 0),
        ] {
            for (unit, column) in [(ColumnUnit::Utf8, utf8), (ColumnUnit::Utf16, utf16)] {
                let columns = LineColumns::of(text, unit);
                let position = Position::new(line, column);
                assert_eq!(columns.position(at), position, "{text:?} {at} {unit:?}");
                assert_eq!(columns.byte(position), at, "{text:?} {at} {unit:?}");
            }
        }
    }

    #[test]
    fn positions_outside_of_the_text_count_as_the_nearest_one_in_it() {
        for (text, line, column, at) in [
            ("ab\ncd", 0, 9, 2),
            ("ab\r\ncd", 0, 3, 2),
            ("ab\r\ncd", 0, u32::MAX, 2),
            ("ab\ncd", 7, 0, 5),
            ("ab\n", 1, 4, 3),
            ("", 3, 3, 0),
            // Inside of an emoji.
            ("a🎯b", 0, 2, 1),
            // In front of a byte order mark.
            ("\u{feff}ab", 0, 0, 0),
        ] {
            let columns = LineColumns::of(text, ColumnUnit::Utf16);
            let byte = columns.byte(Position::new(line, column));
            assert_eq!(byte, at, "{text:?} {line}:{column}");
        }
        for (text, at, line, column) in [
            ("ab", 9, 0, 2),
            ("a🎯b", 3, 0, 1),
            ("é", 1, 0, 0),
            ("ab\n", usize::MAX, 1, 0),
        ] {
            let columns = LineColumns::of(text, ColumnUnit::Utf16);
            assert_eq!(
                columns.position(at),
                Position::new(line, column),
                "{text:?} {at}"
            );
        }
        let columns = LineColumns::of("a🎯b", ColumnUnit::Utf8);
        assert_eq!(columns.byte(Position::new(0, 3)), 1);
    }

    #[test]
    fn lines_are_without_their_ends() {
        let columns = LineColumns::of("\u{feff}ab\r\ncd\re", ColumnUnit::Utf16);
        for (at, words) in [(0, "ab"), (2, "ab"), (4, "cd"), (7, "e"), (99, "e")] {
            assert_eq!(&columns.text()[columns.line(at)], words, "{at}");
        }
    }
}
