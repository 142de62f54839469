//! Flattens raw HTML that is nested too deep: the more elements are open, the longer a browser takes for each tag.

use std::collections::HashMap;
use std::ops::Range;

use super::elements::is_formatting;
use super::tags::{Tag, is_literal, tags};

/// Elements that are not counted: those without content, those that the next one of their kind closes, and those that
/// never contain each other. They are as deep as the elements around them.
const UNCOUNTED: &[&str] = &[
    "a", "area", "base", "basefont", "bgsound", "body", "br", "button", "caption", "col",
    "colgroup", "dd", "dt", "embed", "form", "frame", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "hr", "html", "image", "img", "input", "keygen", "li", "link", "meta", "nobr", "option", "p",
    "param", "select", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// HTML fragments that were nested too deep.
pub(super) struct Flattened {
    /// The fragments without the tags of elements that were too deep.
    pub(super) pieces: Vec<String>,
    /// The first fragment with such a tag, and the range of the tag in it.
    pub(super) first: (usize, Range<usize>),
}

/// The fragments without elements that are deeper than `deepest`; `None` if there are none.
pub(super) fn flatten(pieces: &[&str], deepest: usize) -> Option<Flattened> {
    let all: usize = pieces.iter().map(|piece| piece.matches('<').count()).sum();
    if all <= deepest {
        return None;
    }
    let mut open = OpenElements::default();
    let mut first = None;
    let flat = pieces.iter().enumerate().map(|(index, piece)| {
        let mut flat = String::with_capacity(piece.len());
        let mut kept = 0;
        for tag in tags(piece) {
            let stays = if tag.closes {
                open.end(&tag.name)
            } else {
                open.start(&tag, deepest)
            };
            if !stays {
                flat.push_str(&piece[kept..tag.range.start]);
                kept = tag.range.end;
                first.get_or_insert((index, tag.range));
            }
        }
        flat + &piece[kept..]
    });
    let pieces = flat.collect();
    Some(Flattened {
        pieces,
        first: first?,
    })
}

/// The elements that are open.
#[derive(Default)]
struct OpenElements {
    shown: Vec<String>,
    /// How many elements of each name are open and too deep in the innermost one.
    hidden: HashMap<String, usize>,
}

impl OpenElements {
    /// Opens an element; returns whether it is kept.
    fn start(&mut self, tag: &Tag<'_>, deepest: usize) -> bool {
        let is_foreign = || {
            self.shown
                .iter()
                .any(|name| name == "svg" || name == "math")
        };
        let name = tag.name.as_str();
        if UNCOUNTED.contains(&name) || is_literal(name) || tag.is_empty && is_foreign() {
            return true;
        }
        if self.shown.len() >= deepest {
            *self.hidden.entry(tag.name.clone()).or_default() += 1;
            return false;
        }
        self.shown.push(tag.name.clone());
        true
    }

    /// Closes an element and its descendants; returns whether its tag is kept.
    fn end(&mut self, name: &str) -> bool {
        if let Some(count) = self.hidden.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.hidden.remove(name);
            }
            return false;
        }
        let Some(at) = self.shown.iter().rposition(|open| open == name) else {
            return true;
        };
        // Formatting continues after an element that is closed around it.
        let mut inner = self.shown.split_off(at);
        inner.remove(0);
        if !is_formatting(name) {
            inner.retain(|open| is_formatting(open));
        }
        self.shown.append(&mut inner);
        self.hidden = HashMap::new();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::flatten;

    #[track_caller]
    fn check(pieces: &[&str], expected: &[&str]) {
        let flattened = flatten(pieces, 2).map(|flattened| flattened.pieces);
        let is_flat = expected == pieces;
        assert_eq!(
            flattened,
            (!is_flat).then(|| expected.iter().map(|piece| (*piece).to_owned()).collect())
        );
    }

    #[test]
    fn too_deeply_nested_tags_are_dropped_and_their_text_kept() {
        check(
            &[
                "<div><DIV><b>a</b>",
                "<div>",
                "</div>b</div></div><div></div>",
            ],
            &["<div><DIV>a", "", "b</div></div><div></div>"],
        );
        check(&["<b><i><u>a</i><u>b</u>"], &["<b><i>a</i><u>b</u>"]);
    }

    #[test]
    fn elements_beside_each_other_are_not_deep() {
        for html in [
            "<p>a<p>b<p>c<p>d",
            "<ul><li>a<li>b<li>c</ul>",
            "<br><img src=\"a\"><hr><a name=\"b\"><a name=\"c\">",
            "<div><span>a</div><div><span>b</div><div><span>c</div>",
            "<svg><path d=\"a\"/><path/><path/></svg>",
            "<!-- <div><div><div> --><b></b>",
            "<p title='<b><b><b>'>",
            "<script>'<b><b><b>'</script><b></b>",
            "a < b < c < d </ e",
        ] {
            check(&[html], &[html]);
        }
    }

    #[test]
    fn the_place_of_the_first_deep_tag_is_known() {
        let flattened = flatten(&["<b><i>", "ü<em class=\"a\">"], 2);
        assert_eq!(flattened.map(|flattened| flattened.first), Some((1, 2..16)));
    }
}
