//! The positions of keys, values and items. The library that reads values does not keep positions, so they come from an
//! event parser, and are looked up only for diagnostics.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::text::YamlText;
use crate::span::Span;

/// A step from a mapping or list to a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathStep {
    Key(String),
    Item(usize),
}

impl PathStep {
    /// The key that it leads to; `None` for an item.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Item(_) => None,
        }
    }
}

/// A key that a mapping has twice.
#[derive(Clone, Debug)]
pub(super) struct Repeated {
    /// The path of the key.
    pub(super) path: Vec<PathStep>,
    /// Its first position.
    pub(super) first: Span,
    /// Its second position.
    pub(super) again: Span,
}

/// The positions in a YAML text, parsed on first use.
#[derive(Debug)]
pub(super) struct YamlPlaces<'a> {
    piece: YamlText<'a>,
    tree: OnceCell<YamlTree>,
}

impl<'a> YamlPlaces<'a> {
    pub(super) fn of(piece: YamlText<'a>) -> Self {
        let tree = OnceCell::new();
        Self { piece, tree }
    }

    /// The position of the value at `path` if it is on one line, or else of its key; or else the last existing step of
    /// the path.
    pub(super) fn value(&self, path: &[PathStep]) -> Span {
        self.locate(path, true)
    }

    /// The position of the key or item at `path`, or else the last existing step of the path.
    pub(super) fn key(&self, path: &[PathStep]) -> Span {
        self.locate(path, false)
    }

    fn locate(&self, path: &[PathStep], wants_value: bool) -> Span {
        let tree = self.tree();
        let mut node = tree.nodes.first();
        let mut place = None;
        for step in path {
            let next = node.and_then(|node| node.child(step));
            let Some((key, index)) = next else {
                // For something missing, the key of its parent is shown.
                return self.span(place.as_ref());
            };
            node = tree.nodes.get(index);
            place = key.or_else(|| node.map(|node| node.place.clone()));
        }
        let value = node.filter(|node| wants_value && node.is_short && !path.is_empty());
        self.span(value.map(|node| &node.place).or(place.as_ref()))
    }

    /// The repeated keys of mappings, in text order.
    pub(super) fn repeated(&self) -> Vec<Repeated> {
        let repeated = self.tree().repeated.iter();
        repeated
            .map(|(path, first, again)| Repeated {
                path: path.clone(),
                first: self.span(Some(first)),
                again: self.span(Some(again)),
            })
            .collect()
    }

    fn span(&self, place: Option<&Range<usize>>) -> Span {
        let Some(Range { start, end }) = place else {
            return self.piece.line(0);
        };
        let offset = self.piece.offset;
        Span::new(self.piece.file, offset + start, offset + end)
    }

    fn tree(&self) -> &YamlTree {
        self.tree.get_or_init(|| YamlTree::of(self.piece.text))
    }
}

/// The nodes of a document, the outermost first.
#[derive(Debug, Default)]
struct YamlTree {
    nodes: Vec<YamlNode>,
    /// The paths of repeated keys, with their first and repeated positions.
    repeated: Vec<(Vec<PathStep>, Range<usize>, Range<usize>)>,
}

#[derive(Debug)]
struct YamlNode {
    place: Range<usize>,
    /// Whether its value can be shown whole: it is not a block of lines, a list or a mapping.
    is_short: bool,
    children: YamlChildren,
}

#[derive(Debug)]
enum YamlChildren {
    None,
    /// The nodes of items.
    List(Vec<usize>),
    /// The position of each key, and the node of its value.
    Mapping(HashMap<String, (Range<usize>, usize)>),
}

impl YamlNode {
    fn child(&self, step: &PathStep) -> Option<(Option<Range<usize>>, usize)> {
        match (&self.children, step) {
            (YamlChildren::List(items), PathStep::Item(index)) => Some((None, *items.get(*index)?)),
            (YamlChildren::Mapping(map), PathStep::Key(key)) => {
                let (place, node) = map.get(key)?;
                Some((Some(place.clone()), *node))
            }
            _ => None,
        }
    }
}

impl YamlTree {
    /// The nodes of the first document in a text, up to a syntax error.
    fn of(text: &str) -> Self {
        let mut builder = YamlTreeBuilder {
            bytes: text.char_indices().map(|(at, _)| at).collect(),
            text,
            tree: Self::default(),
            open: Vec::new(),
        };
        let mut parser = Parser::new_from_str(text);
        while let Some(Ok((event, place))) = parser.next_event() {
            let place = builder.place(place.start.index(), place.end.index());
            match event {
                Event::Scalar(value, style, ..) => {
                    let is_short = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                    builder.leaf((value.into_owned(), place), is_short);
                }
                Event::Alias(_) => builder.leaf((String::new(), place), true),
                Event::SequenceStart(..) => builder.open(place, YamlChildren::List(Vec::new())),
                Event::MappingStart(..) => {
                    builder.open(place, YamlChildren::Mapping(HashMap::new()));
                }
                Event::SequenceEnd | Event::MappingEnd => builder.close(),
                Event::DocumentEnd => break,
                Event::Nothing
                | Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(_) => {}
            }
        }
        builder.tree
    }
}

struct YamlTreeBuilder<'a> {
    text: &'a str,
    /// The byte offset of each character.
    bytes: Vec<usize>,
    tree: YamlTree,
    /// The lists and mappings around the next node, outermost first.
    open: Vec<OpenCollection>,
}

/// A list or mapping that is being read.
struct OpenCollection {
    node: usize,
    /// In a mapping, the key of the next value.
    key: Option<(String, Range<usize>)>,
    /// The step from its parent to it.
    step: Option<PathStep>,
}

impl YamlTreeBuilder<'_> {
    fn place(&self, start: usize, end: usize) -> Range<usize> {
        let byte = |index: usize| self.bytes.get(index).copied().unwrap_or(self.text.len());
        let (start, end) = (byte(start), byte(end.max(start)));
        start..start + self.text[start..end].trim_end().len()
    }

    fn leaf(&mut self, (value, place): (String, Range<usize>), is_short: bool) {
        if let Some(open) = self.open.last_mut()
            && matches!(
                self.tree.nodes[open.node].children,
                YamlChildren::Mapping(_)
            )
            && open.key.is_none()
        {
            open.key = Some((value, place));
            return;
        }
        let is_line = !self.text[place.clone()].contains('\n') && !place.is_empty();
        self.add(YamlNode {
            place,
            is_short: is_short && is_line,
            children: YamlChildren::None,
        });
    }

    fn open(&mut self, place: Range<usize>, children: YamlChildren) {
        if let Some(open) = self.open.last_mut()
            && matches!(
                self.tree.nodes[open.node].children,
                YamlChildren::Mapping(_)
            )
            && open.key.is_none()
        {
            // A key that is a list or a mapping itself, which is never looked up.
            open.key = Some((String::new(), place.clone()));
            self.tree.nodes.push(YamlNode {
                place,
                is_short: false,
                children,
            });
            self.open.push(OpenCollection {
                node: self.tree.nodes.len() - 1,
                key: None,
                step: None,
            });
            return;
        }
        let (node, step) = self.add(YamlNode {
            place,
            is_short: false,
            children,
        });
        self.open.push(OpenCollection {
            node,
            key: None,
            step,
        });
    }

    fn close(&mut self) {
        self.open.pop();
    }

    /// Adds a node to its parent; returns it, and the step to it.
    fn add(&mut self, node: YamlNode) -> (usize, Option<PathStep>) {
        let index = self.tree.nodes.len();
        self.tree.nodes.push(node);
        let Some(open) = self.open.last_mut() else {
            return (index, None);
        };
        match &mut self.tree.nodes[open.node].children {
            YamlChildren::None => (index, None),
            YamlChildren::List(items) => {
                items.push(index);
                (index, Some(PathStep::Item(items.len() - 1)))
            }
            YamlChildren::Mapping(map) => {
                let (key, place) = open.key.take().unwrap_or_default();
                let step = PathStep::Key(key.clone());
                let earlier = map.insert(key, (place.clone(), index));
                if let (Some((first, _)), true) = (earlier, !place.is_empty()) {
                    let around = self.open.iter().filter_map(|open| open.step.clone());
                    let path = around.chain([step.clone()]).collect();
                    self.tree.repeated.push((path, first, place));
                }
                (index, Some(step))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PathStep, YamlPlaces};
    use crate::span::FileId;
    use crate::yaml::YamlText;

    fn places(text: &str) -> YamlPlaces<'_> {
        YamlPlaces::of(YamlText {
            file: FileId(0),
            offset: 0,
            text,
        })
    }

    fn key(key: &str) -> PathStep {
        PathStep::Key(key.to_owned())
    }

    #[test]
    fn keys_and_values_are_found_in_every_notation() {
        let text = "# a\r\na: é\n\"b c\" : 2\n'd: e': 'x y'\nhttp://f: 4\ng:\n- h: 5\n  i: 6\n- h: [7, {j: k}]\nl: |\n  m\nn: &n\n  o: p\nq: *n\nr:\ns: !ENV [T, u]\nv: \"w\n  x\"\n";
        let places = places(text);
        for (path, keys, values) in [
            (vec![key("a")], "a", "é"),
            (vec![key("b c")], "\"b c\"", "2"),
            (vec![key("d: e")], "'d: e'", "'x y'"),
            (vec![key("http://f")], "http://f", "4"),
            (vec![key("g"), PathStep::Item(0), key("i")], "i", "6"),
            (vec![key("g"), PathStep::Item(1), key("h")], "h", "h"),
            (
                vec![key("g"), PathStep::Item(1), key("h"), PathStep::Item(0)],
                "7",
                "7",
            ),
            (
                vec![
                    key("g"),
                    PathStep::Item(1),
                    key("h"),
                    PathStep::Item(1),
                    key("j"),
                ],
                "j",
                "k",
            ),
            (vec![key("l")], "l", "l"),
            (vec![key("n"), key("o")], "o", "p"),
            (vec![key("q")], "q", "*n"),
            (vec![key("r")], "r", "r"),
            (vec![key("s"), PathStep::Item(1)], "u", "u"),
            (vec![key("v")], "v", "v"),
            (vec![key("g"), PathStep::Item(2)], "g", "g"),
            (vec![key("none")], "# a", "# a"),
        ] {
            assert_eq!(&text[places.key(&path).range()], keys, "{path:?}");
            assert_eq!(&text[places.value(&path).range()], values, "{path:?}");
        }
    }

    #[test]
    fn repeated_keys_are_found_at_any_depth() {
        let text = "a: 1\nb:\n  - c: 1\n    d: 2\n    c: 3\na: 2\ne: {f: 1, f: 2}\n";
        let repeated = places(text).repeated();
        let found: Vec<_> = repeated
            .iter()
            .map(|each| {
                let starts = (each.first.range().start, each.again.range().start);
                (each.path.clone(), starts)
            })
            .collect();
        let at = |word: &str| text.find(word).unwrap();
        let inner = vec![key("b"), PathStep::Item(0), key("c")];
        assert_eq!(
            found,
            [
                (inner, (at("c: 1"), at("c: 3"))),
                (vec![key("a")], (0, at("a: 2"))),
                (vec![key("e"), key("f")], (at("f: 1"), at("f: 2"))),
            ]
        );
    }

    #[test]
    fn invalid_yaml_has_the_places_in_front_of_the_error() {
        let places = places("a: 1\nb: [2\n");
        assert_eq!(places.value(&[key("a")]).range(), 3..4);
        assert_eq!(places.value(&[key("c")]).range(), 0..4);
    }
}
