//! A position in a line of text, in bytes and in columns: a tab advances to the next multiple of four.

/// How far a line has been read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    /// The number of bytes read.
    pub(super) at: usize,
    column: usize,
    /// How many columns of the tab at `at` have been read.
    pub(super) of_tab: usize,
}

impl<'a> Cursor<'a> {
    /// The start of a line, which is given without its line end.
    pub(super) fn new(line: &'a str) -> Self {
        Self {
            line,
            at: 0,
            column: 0,
            of_tab: 0,
        }
    }

    /// How many columns of white space are ahead.
    pub(super) fn indent(&self) -> usize {
        let ahead = self.line.as_bytes()[self.at..].iter();
        let mut column = self.column;
        for byte in ahead {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
        }
        column - self.column
    }

    /// Reads white space, up to a number of columns.
    pub(super) fn skip(&mut self, columns: usize) {
        let end = self.column + columns;
        while self.column < end {
            match self.line.as_bytes().get(self.at) {
                Some(b' ') => {
                    self.at += 1;
                    self.column += 1;
                }
                Some(b'\t') => {
                    let width = 4 - self.column % 4;
                    let used = width.min(end - self.column);
                    self.column += used;
                    if used == width {
                        self.at += 1;
                        self.of_tab = 0;
                    } else {
                        self.of_tab += used;
                    }
                }
                _ => return,
            }
        }
    }

    /// Skips bytes other than white space.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.at += bytes;
        self.column += bytes;
    }

    /// The rest of the line after the white space ahead.
    pub(super) fn rest(&self) -> &'a str {
        let ahead = self.line.as_bytes()[self.at..].iter();
        let spaces = ahead.take_while(|byte| matches!(byte, b' ' | b'\t'));
        &self.line[self.at + spaces.count()..]
    }

    /// The start of that rest.
    pub(super) fn rest_at(&self) -> usize {
        self.line.len() - self.rest().len()
    }

    /// Whether it is between two bytes, and not inside a tab.
    pub(super) fn is_exact(&self) -> bool {
        self.of_tab == 0
    }
}

/// The column of the first character of a line.
pub(in crate::document) fn columns(line: &str) -> usize {
    Cursor::new(line).indent()
}
