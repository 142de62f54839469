//! Boxes in raw HTML: a list with boxes becomes a task list, and other boxes become signs, since their state would not
//! be saved.

use std::collections::HashMap;
use std::ops::Range;

use super::builder::{DEEPEST, TreeBuilder};
use super::raw::words;
use crate::document::box_state::BoxState;
use crate::document::elements::is_list;
use crate::document::node::NodeKind;
use crate::document::tags::{Lexeme, Lexer, Tag};

/// Whether a tag is a box, and whether that is ticked.
fn checkbox(tag: &Tag<'_>) -> Option<bool> {
    if tag.closes || tag.name != "input" {
        return None;
    }
    let kind = tag.value("type")?;
    kind.eq_ignore_ascii_case("checkbox")
        .then(|| tag.value("checked").is_some())
}

/// The sign of a box.
fn sign(is_done: bool) -> &'static str {
    if is_done { "☑" } else { "☐" }
}

/// The sign of the box, if raw HTML is a single box.
pub(super) fn drawn(html: &str) -> Option<&'static str> {
    let mut lexemes = Lexer::of(html);
    match (lexemes.next(), lexemes.next()) {
        (Some(Lexeme::Tag(tag)), None) => checkbox(&tag).map(sign),
        _ => None,
    }
}

/// Raw HTML with a box in it.
struct Boxes<'a> {
    lexemes: Vec<Lexeme<'a>>,
    /// The start of each lexeme in the HTML, and the end of the last one.
    starts: Vec<usize>,
    /// The lists, by their tags: the end of each, and whether one of its items begins with a box.
    lists: HashMap<usize, (usize, bool)>,
    /// The position of all of it in the source.
    place: Range<usize>,
}

impl<'a> Boxes<'a> {
    fn of(html: &'a str, place: Range<usize>) -> Option<Self> {
        let mut names = html.as_bytes().windows("<input".len());
        if !names.any(|name| name.eq_ignore_ascii_case(b"<input")) {
            return None;
        }
        let lexemes: Vec<Lexeme<'_>> = Lexer::of(html).collect();
        let is_box =
            |lexeme: &Lexeme<'_>| matches!(lexeme, Lexeme::Tag(tag) if checkbox(tag).is_some());
        if !lexemes.iter().any(is_box) {
            return None;
        }
        let mut starts = vec![0];
        for lexeme in &lexemes {
            starts.push(starts.last().copied().unwrap_or_default() + lexeme.source().len());
        }
        let mut boxes = Self {
            lexemes,
            starts,
            lists: HashMap::new(),
            place,
        };
        boxes.find_lists();
        Some(boxes)
    }

    fn find_lists(&mut self) {
        let all = self.lexemes.len();
        let mut open: Vec<usize> = Vec::new();
        for at in 0..all {
            let Some(tag) = self.tag(at) else { continue };
            if is_list(&tag.name) && tag.closes {
                let list = open.pop().and_then(|list| self.lists.get_mut(&list));
                if let Some((end, _)) = list {
                    *end = at;
                }
            } else if is_list(&tag.name) {
                open.push(at);
                self.lists.insert(at, (all, false));
            } else if tag.name == "li" && !tag.closes {
                let is_boxed = self.own_box(&(at..all)).is_some();
                let list = open.last().and_then(|list| self.lists.get_mut(list));
                if let Some((_, has_boxes)) = list {
                    *has_boxes |= is_boxed;
                }
            }
        }
    }

    /// The position of a lexeme in the source, or of all lexemes if the source spells them differently.
    fn place_of(&self, part: Range<usize>) -> Range<usize> {
        if self.starts.last() != Some(&self.place.len()) {
            return self.place.clone();
        }
        self.place.start + self.starts[part.start]..self.place.start + self.starts[part.end]
    }

    fn tag(&self, at: usize) -> Option<&Tag<'a>> {
        match &self.lexemes[at] {
            Lexeme::Tag(tag) => Some(tag),
            _ => None,
        }
    }

    fn is_blank(&self, at: usize) -> bool {
        match &self.lexemes[at] {
            Lexeme::Text(text) => text.trim().is_empty(),
            Lexeme::Comment(_) => true,
            _ => false,
        }
    }

    /// Whether a lexeme is the tag of a list, an item or a box: spaces beside it are not spaces between words.
    fn is_edge(&self, at: Option<usize>) -> bool {
        let tag = at
            .and_then(|at| self.lexemes.get(at))
            .map(|lexeme| match lexeme {
                Lexeme::Tag(tag) => Some(tag),
                _ => None,
            });
        tag.is_none_or(|tag| {
            tag.is_some_and(|tag| tag.name == "li" || is_list(&tag.name) || checkbox(tag).is_some())
        })
    }

    /// The end of the list with an item at `start`: its end tag, or else `end`.
    fn list_end(&self, start: usize, end: usize) -> usize {
        let mut depth = 0;
        for at in start..end {
            match self.tag(at).filter(|tag| is_list(&tag.name)) {
                Some(tag) if !tag.closes => depth += 1,
                Some(_) if depth == 0 => return at,
                Some(_) => depth -= 1,
                None => {}
            }
        }
        end
    }

    /// The items of a list, without those of nested lists. Each begins at its tag.
    fn items(&self, content: Range<usize>) -> Vec<Range<usize>> {
        let mut items: Vec<Range<usize>> = Vec::new();
        let mut depth = 0;
        for at in content.clone() {
            let Some(tag) = self.tag(at) else { continue };
            if is_list(&tag.name) {
                depth = if tag.closes { depth - 1 } else { depth + 1 };
            } else if tag.name == "li" && !tag.closes && depth == 0 {
                if let Some(last) = items.last_mut() {
                    last.end = at;
                }
                items.push(at..content.end);
            }
        }
        items
    }

    /// The box at the start of an item.
    fn own_box(&self, item: &Range<usize>) -> Option<(usize, bool)> {
        let may_precede = |at: &usize| {
            let opens =
                |tag: &Tag<'_>| !tag.closes && matches!(tag.name.as_str(), "label" | "p" | "span");
            self.is_blank(*at) || self.tag(*at).is_some_and(opens)
        };
        let first = (item.start + 1..item.end).find(|at| !may_precede(at))?;
        Some((first, checkbox(self.tag(first)?)?))
    }
}

impl TreeBuilder<'_> {
    /// Reads the boxes in a block of raw HTML, if there are any.
    pub(super) fn read_boxes(&mut self) {
        let last = self.nodes.len().wrapping_sub(1);
        let Some(node) = self.nodes.last_mut() else {
            return;
        };
        let (NodeKind::Html(html), place) = (&mut node.kind, node.span.range()) else {
            return;
        };
        let html = std::mem::take(html);
        let Some(boxes) = Boxes::of(&html, place) else {
            self.nodes[last].kind = NodeKind::Html(html);
            return;
        };
        let parent = self.parent();
        if let Some(row) = self.raw.get_mut(&parent) {
            row.pop_if(|index| *index == last);
        }
        self.nodes.pop();
        self.raw_part(&boxes, 0..boxes.lexemes.len(), false);
    }

    /// Adds a part of raw HTML; `in_item` says whether its words belong to an item.
    fn raw_part(&mut self, boxes: &Boxes<'_>, part: Range<usize>, in_item: bool) {
        let mut at = part.start;
        // Raw HTML that may continue.
        let mut raw = None;
        while at < part.end {
            if let Some((content, after)) = self.list_with_boxes(boxes, at, part.end) {
                self.raw_list(boxes, at, content);
                at = after;
                continue;
            }
            let place = boxes.place_of(at..at + 1);
            let lexeme = &boxes.lexemes[at];
            let drawn = boxes.tag(at).and_then(checkbox).map(sign);
            match lexeme {
                Lexeme::Text(text) if in_item => self.raw_words(boxes, at, text),
                _ if in_item && let Some(sign) = drawn => {
                    self.push(NodeKind::Text(sign.to_owned()), &place);
                }
                _ => {
                    if raw != self.nodes.len().checked_sub(1) || raw.is_none() {
                        self.push_raw(String::new(), &place);
                    }
                    self.extend_raw(drawn.unwrap_or(lexeme.source()), &place);
                    raw = self.nodes.len().checked_sub(1);
                }
            }
            at += 1;
        }
    }

    fn raw_words(&mut self, boxes: &Boxes<'_>, at: usize, text: &str) {
        let is_edge = boxes.is_edge(at.checked_sub(1)) || boxes.is_edge(Some(at + 1));
        let words = words(text);
        if !(words.is_empty() || is_edge && words.trim().is_empty()) {
            self.push(NodeKind::Text(words), &boxes.place_of(at..at + 1));
        }
    }

    /// Reads the list with boxes at a lexeme, and returns what is after it. A list may begin with an item, if its tag
    /// is in a previous block.
    fn list_with_boxes(
        &self,
        boxes: &Boxes<'_>,
        at: usize,
        end: usize,
    ) -> Option<(Range<usize>, usize)> {
        let tag = boxes.tag(at).filter(|tag| !tag.closes)?;
        if self.stack.len() + 2 > DEEPEST {
            return None;
        }
        if tag.name == "li" {
            boxes.own_box(&(at..end))?;
            let list_end = boxes.list_end(at, end);
            return Some((at..list_end, list_end));
        }
        let (list_end, has_boxes) = *boxes.lists.get(&at)?;
        let list_end = list_end.min(end);
        has_boxes.then(|| (at + 1..list_end, (list_end + 1).min(end)))
    }

    fn raw_list(&mut self, boxes: &Boxes<'_>, at: usize, content: Range<usize>) {
        let numbered = boxes.tag(at).filter(|tag| tag.name == "ol");
        let first = numbered.map(|tag| tag.value("start").and_then(|start| start.parse().ok()));
        let place = boxes.place_of(at..content.end);
        self.open(
            NodeKind::List(first.map(|first| first.unwrap_or(1))),
            true,
            &place,
        );
        for (number, item) in boxes.items(content).into_iter().enumerate() {
            let list = (number == 0 && item.start > at).then_some(at);
            self.raw_item(boxes, item, list);
        }
        self.close();
    }

    /// Adds an item; the first one takes the id of its list.
    fn raw_item(&mut self, boxes: &Boxes<'_>, item: Range<usize>, list: Option<usize>) {
        let own = boxes.own_box(&item);
        let kind = NodeKind::Item {
            task: own.map(|(_, is_done)| BoxState::from(is_done)),
            attributes: None,
        };
        self.open(kind, true, &boxes.place_of(item.clone()));
        for at in list.into_iter().chain([item.start]) {
            if let Some(id) = boxes.tag(at).and_then(|tag| tag.value("id")) {
                let id = id.replace('"', "&quot;");
                let place = boxes.place_of(at..at + 1);
                self.push_raw(format!("<span id=\"{id}\"></span>"), &place);
            }
        }
        let is_left_out = |at: &usize| {
            let is_tag = |tag: &Tag<'_>| {
                tag.name == "li" && tag.closes || own.is_some() && tag.name == "label"
            };
            own.is_some_and(|(own, _)| own == *at) || boxes.tag(*at).is_some_and(is_tag)
        };
        let mut start = item.start + 1;
        for at in (start..item.end).filter(is_left_out) {
            if start < at {
                self.raw_part(boxes, start..at, true);
            }
            start = start.max(at + 1);
        }
        self.raw_part(boxes, start..item.end, true);
        self.close();
    }
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn a_box_in_html_is_drawn_if_it_is_alone() {
        for (html, expected) in [
            ("<input type=\"checkbox\">", Some("☐")),
            ("<input type='CheckBox' checked />", Some("☑")),
            ("<INPUT TYPE=checkbox checked=\"\">", Some("☑")),
            ("<input type=\"radio\">", None),
            ("<input>", None),
            ("<label type=\"checkbox\">", None),
            ("</input>", None),
            ("<input type=\"checkbox\"><b>", None),
            ("", None),
        ] {
            assert_eq!(drawn(html), expected, "{html}");
        }
    }
}
