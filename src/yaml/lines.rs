//! Where keys and items are. The YAML library keeps no places, so lines are followed by their indent; in flow style
//! (`{a: 1}`) the place is the nearest line around it.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use super::Piece;
use crate::span::Span;

const QUOTES: [char; 2] = ['"', '\''];

/// A way from a mapping or list to a value in it.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

impl Step {
    /// The key that it goes to; `None` for an item.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Item(_) => None,
        }
    }
}

/// The lines of a piece of YAML, indexed once and only when somebody asks for a place.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    piece: Piece<'a>,
    index: OnceCell<Index<'a>>,
}

#[derive(Debug)]
struct Index<'a> {
    /// The start and the text of each line.
    lines: Vec<(usize, &'a str)>,
    /// The lines that begin with a key, by what the key may be.
    keys: HashMap<&'a str, Vec<usize>>,
    /// The lines that begin with `-`.
    items: Vec<usize>,
    /// What was asked for: the ends of what belongs to a line, as a key or as an item, within the end of a region.
    ends: RefCell<HashMap<(usize, bool, usize), usize>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(piece: Piece<'a>) -> Self {
        let index = OnceCell::new();
        Self { piece, index }
    }

    /// The key or item that `path` leads to, or else the last one on the way that is found.
    pub(super) fn locate(&self, path: &[Step]) -> Span {
        let index = self.index.get_or_init(|| Index::of(self.piece.text));
        let mut region = 0..index.lines.len();
        let mut place = None;
        for step in path {
            let Some(at) = index.find(step, &region) else {
                break;
            };
            place = Some((at, step));
            region = index.inside(step, at, region.end);
        }
        match place {
            Some((at, Step::Key(key))) => {
                let (start, line) = index.lines[at];
                let from = self.piece.offset + start + line.find(key.as_str()).unwrap_or(0);
                Span::new(self.piece.file, from, from + key.len())
            }
            Some((at, Step::Item(_))) => {
                let (start, line) = index.lines[at];
                self.piece.words(start, line)
            }
            None => self.piece.line(0),
        }
    }
}

impl<'a> Index<'a> {
    fn of(text: &'a str) -> Self {
        let mut index = Self {
            lines: Vec::new(),
            keys: HashMap::new(),
            items: Vec::new(),
            ends: RefCell::default(),
        };
        let mut start = 0;
        for (at, line) in text.split_inclusive('\n').enumerate() {
            index.lines.push((start, line));
            start += line.len();
            if line.trim_start().starts_with('-') {
                index.items.push(at);
            }
            for key in keys(line).into_iter().flatten() {
                let lines = index.keys.entry(key).or_default();
                if lines.last() != Some(&at) {
                    lines.push(at);
                }
            }
        }
        index
    }

    /// The line among those of `region` that the step leads to.
    fn find(&self, step: &Step, region: &Range<usize>) -> Option<usize> {
        let (lines, ahead) = match step {
            Step::Key(key) => (self.keys.get(key.as_str())?, 0),
            Step::Item(index) => (&self.items, *index),
        };
        let first = lines.partition_point(|line| *line < region.start);
        let line = lines.get(first + ahead).copied();
        line.filter(|line| *line < region.end)
    }

    /// The lines of what is at line `at`, up to `end`.
    fn inside(&self, step: &Step, at: usize, end: usize) -> Range<usize> {
        let is_item = matches!(step, Step::Item(_));
        let mut ends = self.ends.borrow_mut();
        let last = ends
            .entry((at, is_item, end))
            .or_insert_with(|| self.end(is_item, at, end));
        at + usize::from(!is_item)..*last
    }

    /// The first line after `at` and before `end` that does not belong to it.
    fn end(&self, is_item: bool, at: usize, end: usize) -> usize {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let own = indent(self.lines[at].1);
        let belongs = |line: &str| {
            // A list may be at its key's own indent.
            let list = !is_item && indent(line) == own && line.trim_start().starts_with('-');
            line.trim().is_empty() || indent(line) > own || list
        };
        let lines = &self.lines[at + 1..end];
        let ahead = lines.iter().position(|(_, line)| !belongs(line));
        ahead.map_or(end, |ahead| at + 1 + ahead)
    }
}

/// What the key that a line begins with may be: all before its first colon, before the first that ends a plain key, or
/// between quotes.
fn keys(line: &str) -> [Option<&str>; 3] {
    let line = line.trim_start().trim_start_matches(['-', ' ']);
    let head = line.trim_start_matches(QUOTES);
    let before = |colon: usize| head[..colon].trim_end().trim_end_matches(QUOTES);
    let ends_plain = |colon: &usize| {
        head[colon + 1..]
            .chars()
            .next()
            .is_none_or(char::is_whitespace)
    };
    let quoted = line.strip_prefix(QUOTES).and_then(|_| {
        let (key, rest) = head.split_once(&line[..1])?;
        let rest = rest.trim_start_matches(QUOTES).trim_start();
        rest.starts_with(':').then_some(key)
    });
    let mut colons = head.match_indices(':').map(|(colon, _)| colon);
    [
        head.find(':').map(before),
        colons.find(ends_plain).map(before),
        quoted,
    ]
}

#[cfg(test)]
mod tests {
    use super::{Lines, Step};
    use crate::span::FileId;
    use crate::yaml::Piece;

    #[test]
    fn keys_are_found_however_they_are_written() {
        let text = "# a\na: 1\n\"b c\" : 2\n'd: e': 3\nhttp://f: 4\ng:\n- h: 5\n  i: 6\n- h: 7\n";
        let piece = Piece {
            file: FileId(0),
            offset: 0,
            text,
        };
        let lines = Lines::of(piece);
        let key = |key: &str| Step::Key(key.to_owned());
        for (path, expected) in [
            (vec![key("a")], "a: 1"),
            (vec![key("b c")], "b c\" : 2"),
            (vec![key("d: e")], "d: e': 3"),
            (vec![key("http://f")], "http://f: 4"),
            (vec![key("g"), Step::Item(0), key("i")], "i: 6"),
            (vec![key("g"), Step::Item(1)], "- h: 7"),
            (vec![key("g"), Step::Item(1), key("h")], "h: 7"),
            (vec![key("g"), Step::Item(1), key("i")], "- h: 7"),
            (vec![key("g"), Step::Item(2)], "g:"),
            (vec![key("j")], "# a"),
        ] {
            let place = lines.locate(&path).range();
            assert!(
                text[place.start..].starts_with(expected),
                "{path:?}: {place:?}"
            );
        }
    }
}
