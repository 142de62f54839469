//! A YAML text in a file.

use crate::span::{FileId, Span};

/// A YAML text with its position.
#[derive(Clone, Copy, Debug)]
pub struct YamlText<'a> {
    /// The file that contains it.
    pub file: FileId,
    /// Its offset in the file, in bytes.
    pub offset: usize,
    /// The YAML.
    pub text: &'a str,
}

impl YamlText<'_> {
    /// The words of the line with that index, without its indent.
    pub(super) fn line(self, index: usize) -> Span {
        let mut start = 0;
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            if number == index {
                return self.words(start, line);
            }
            start += line.len();
        }
        self.words(0, self.text.lines().next().unwrap_or_default())
    }

    fn words(self, start: usize, line: &str) -> Span {
        let indent = line.len() - line.trim_start().len();
        let from = self.offset + start + indent;
        Span::new(self.file, from, from + line.trim().len())
    }
}
