//! Balances raw HTML wherever it is shown: each element that begins in a row of nodes ends in it, in the order in which
//! a browser would end it, and nothing ends an element from outside the row. So an author's element never closes one of
//! the page and never stays open after its text, although the text is cut into days and recombined.

#[cfg(test)]
mod tests;

use super::elements::{
    is_barrier, is_block, is_formatting, is_heading, is_ignored, is_never_foreign, is_table_frame,
    is_table_part, is_void, siblings,
};
use super::raw_part::{RawPart, RawTag};
use super::tags::{Lexeme, Lexer, Tag, is_literal};

/// The inline context of a row of nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowContext {
    /// Whether they are in a paragraph or a heading, which a block would end.
    pub line: bool,
    /// Whether they are in a link, which a nested link would end.
    pub link: bool,
}

/// Which unclosed or empty elements are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// All of them, but no comments: for a text that is not yet divided into days and sanitized.
    All,
    /// Those with content: for a text as it is shown.
    Shown,
}

/// Balances the raw HTML in one row of nodes.
#[derive(Debug)]
pub struct Balancer {
    around: RowContext,
    keep: Keep,
    open: Vec<Element>,
    parts: Vec<RawPart>,
}

/// An element that is open.
#[derive(Debug)]
struct Element {
    name: String,
    tag: State,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    /// Shown once it has content; holds its tag and the parts beside it in the element.
    Waiting(Vec<RawPart>),
    Shown,
    /// Left out; its content is shown without it.
    LeftOut,
}

/// What is between two pieces of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A block.
    Block,
    /// Inline content.
    Words,
    /// A link, or content with a link in it.
    Link,
}

impl Balancer {
    /// Balances raw HTML that is shown.
    pub fn of(around: RowContext) -> Self {
        Self::keeping(around, Keep::Shown)
    }

    pub(super) fn keeping(around: RowContext, keep: Keep) -> Self {
        Self {
            around,
            keep,
            open: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Whether no element is open.
    pub fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether a link is open.
    pub fn is_in_link(&self) -> bool {
        self.index(&["a"]).is_some()
    }

    /// Balances the next raw HTML of the row.
    pub fn html(&mut self, html: &str) -> Vec<RawPart> {
        let mut lexer = Lexer::inside(html, self.open.last().map(|last| last.name.as_str()));
        while let Some(lexeme) = lexer.next() {
            match lexeme {
                Lexeme::Literal(text) => {
                    self.show();
                    self.parts.push(RawPart::Literal(text.to_owned()));
                }
                Lexeme::Comment(comment) => self.comment(comment, ""),
                Lexeme::Declaration(_) => {}
                Lexeme::Open(comment) if comment.starts_with("<!--") => {
                    self.comment(comment, "-->");
                }
                Lexeme::Text(text) | Lexeme::Open(text) => self.text(text),
                Lexeme::Tag(tag) if tag.closes => self.end(&tag.name),
                Lexeme::Tag(tag) => {
                    let is_foreign = self.foreign().is_some();
                    self.start(&tag);
                    if is_foreign || !self.last_is(|last| last == tag.name) {
                        lexer.read_tags();
                    }
                }
            }
        }
        std::mem::take(&mut self.parts)
    }

    /// Begins an implied element, if it may be here.
    pub fn begin(&mut self, name: &str) -> Vec<RawPart> {
        if self.may_start(name) {
            self.imply(name);
        }
        std::mem::take(&mut self.parts)
    }

    /// Ends elements in front of something other than raw HTML.
    pub fn before(&mut self, next: Between) -> Vec<RawPart> {
        if self.is_closed() {
            return Vec::new();
        }
        let ends = |element: &Element| match element.name.as_str() {
            "a" => next == Between::Link,
            "p" => next == Between::Block,
            name if is_heading(name) => next == Between::Block,
            name => is_literal(name) || matches!(name, "select" | "svg" | "math"),
        };
        if let Some(index) = self.open.iter().position(ends) {
            self.close(index, false);
        }
        if self.is_in_frame()
            && let Some(index) = self
                .open
                .iter()
                .rposition(|element| element.name == "table")
        {
            self.close(index, false);
        }
        self.show();
        std::mem::take(&mut self.parts)
    }

    /// Ends elements at the end of the row.
    pub fn finish(&mut self) -> Vec<RawPart> {
        if !self.is_closed() {
            self.close(0, false);
        }
        std::mem::take(&mut self.parts)
    }

    fn comment(&mut self, comment: &str, end: &str) {
        if self.keep == Keep::Shown {
            self.beside(RawPart::Comment(format!("{comment}{end}")));
        }
    }

    fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.beside(RawPart::Text(text.to_owned()));
        }
        self.show();
        self.parts.push(RawPart::Text(match text.strip_prefix('<') {
            Some(rest) => format!("&lt;{rest}"),
            None => text.to_owned(),
        }));
    }

    /// Adds a part that does not count as content of its element.
    fn beside(&mut self, part: RawPart) {
        match self.open.last_mut().map(|last| &mut last.tag) {
            Some(State::Waiting(waiting)) => waiting.push(part),
            _ => self.parts.push(part),
        }
    }

    /// Shows the elements that wait for content. `<details>` is shown only with a summary.
    fn show(&mut self) {
        let shown = |element: &Element| element.tag == State::Shown;
        let first = self.open.iter().rposition(shown).map_or(0, |at| at + 1);
        for at in first..self.open.len() {
            let has_title = self
                .open
                .get(at + 1)
                .is_some_and(|next| next.name == "summary");
            let element = &mut self.open[at];
            if matches!(element.tag, State::Waiting(_)) {
                let shown = element.name != "details" || has_title;
                let state = if shown { State::Shown } else { State::LeftOut };
                if let State::Waiting(waiting) = std::mem::replace(&mut element.tag, state)
                    && shown
                {
                    self.parts.extend(waiting);
                }
            }
        }
    }

    /// The innermost open element with one of the names.
    fn index(&self, names: &[&str]) -> Option<usize> {
        let is_one = |element: &Element| names.contains(&element.name.as_str());
        self.open.iter().rposition(is_one)
    }

    fn last_is(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.open.last().is_some_and(|last| is_it(&last.name))
    }

    /// Whether the innermost element is a table part whose cell or row is still to come.
    fn is_in_frame(&self) -> bool {
        self.last_is(is_table_frame)
    }

    /// The picture or formula that contains the innermost element.
    fn foreign(&self) -> Option<usize> {
        let root = self.index(&["svg", "math"])?;
        let text = self.index(&["desc", "foreignobject", "title", "annotation-xml"]);
        text.is_none_or(|text| text < root).then_some(root)
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if is_ignored(name) {
            return;
        }
        if let Some(root) = self.foreign() {
            if !is_never_foreign(name) {
                return if tag.is_empty {
                    self.show();
                    self.parts.push(RawPart::Void(RawTag::of(tag)));
                } else {
                    self.push(tag);
                };
            }
            self.close(root, true);
        }
        if self.may_start(name) {
            self.make_room(name);
            if is_void(name) {
                self.show();
                let tag = match name {
                    "image" => RawTag::of(tag).renamed("img"),
                    _ => RawTag::of(tag),
                };
                self.parts.push(RawPart::Void(tag));
            } else {
                self.push(tag);
                if tag.is_empty {
                    self.end(name);
                }
            }
        }
    }

    /// Whether an element may begin here.
    fn may_start(&self, name: &str) -> bool {
        if self.around.line && is_block(name) || self.around.link && name == "a" {
            return false;
        }
        if self.is_in_frame() && !is_table_part(name) {
            return false;
        }
        match name {
            "col" => self.last_is(|last| matches!(last, "table" | "colgroup")),
            "form" => self.index(&["form"]).is_none(),
            "optgroup" | "option" | "hr" => true,
            _ if self.index(&["select"]).is_some() => false,
            _ => siblings(name).is_none() || self.family(name).is_some(),
        }
    }

    /// The element that an element called `name` must be in, if it is open with nothing in between.
    fn family(&self, name: &str) -> Option<usize> {
        let (_, parents) = siblings(name)?;
        for (at, element) in self.open.iter().enumerate().rev() {
            if parents.contains(&element.name.as_str()) {
                return Some(at);
            }
            if is_barrier(&element.name, name) {
                return None;
            }
        }
        None
    }

    /// Ends the elements that cannot contain one called `name`.
    fn make_room(&mut self, name: &str) {
        if let Some((before, _)) = siblings(name) {
            let from = self.family(name).map_or(0, |parent| parent + 1);
            let is_before = |element: &Element| before.contains(&element.name.as_str());
            if let Some(at) = self.open[from..].iter().position(is_before) {
                self.close(from + at, true);
            }
        }
        match name {
            "a" | "nobr" | "button" => {
                if let Some(at) = self.index(&[name]) {
                    self.close(at, true);
                }
            }
            "td" | "th" if !self.last_is(|last| last == "tr") => self.imply("tr"),
            _ => {}
        }
        if is_block(name)
            && let Some(at) = self.reach("p")
        {
            self.close(at, false);
        }
        if is_heading(name)
            && let Some(at) = self.reach(name)
        {
            self.close(at, true);
        }
    }

    fn push(&mut self, tag: &Tag<'_>) {
        let folds = self.last_is(|last| last == "details");
        match tag.name.as_str() {
            // Outside of `<details>`, a summary is shown as a line.
            "summary" if self.keep == Keep::Shown && !(folds && self.waits()) => self.imply("p"),
            _ => self.add(RawTag::of(tag).that_opens()),
        }
    }

    fn waits(&self) -> bool {
        let last = self.open.last().map(|last| &last.tag);
        matches!(last, Some(State::Waiting(_)))
    }

    fn imply(&mut self, name: &str) {
        self.add(RawTag::implied(name));
    }

    fn add(&mut self, tag: RawTag) {
        let name = tag.name.clone();
        let start = RawPart::Start(tag);
        let tag = match self.keep {
            Keep::Shown => State::Waiting(vec![start]),
            Keep::All => {
                self.parts.push(start);
                State::Shown
            }
        };
        self.open.push(Element { name, tag });
    }

    /// The innermost element that an end tag closes; an end tag of a heading closes a heading of any level.
    fn reach(&self, name: &str) -> Option<usize> {
        for (at, element) in self.open.iter().enumerate().rev() {
            if element.name == name || is_heading(name) && is_heading(&element.name) {
                return Some(at);
            }
            if is_barrier(&element.name, name) {
                return None;
            }
        }
        None
    }

    fn end(&mut self, name: &str) {
        let name = match name {
            "summary" if self.reach("summary").is_none() => "p",
            name => name,
        };
        let Some(at) = self.reach(name) else {
            return;
        };
        let inner = self.open[at + 1..].iter().map(|element| &element.name);
        let inner: Vec<String> = inner.filter(|name| is_formatting(name)).cloned().collect();
        self.close(at, true);
        if is_formatting(name) {
            // Formatting elements that a misplaced tag ended are reopened.
            for name in &inner {
                self.imply(name);
            }
        }
    }

    /// Ends the elements from `index` on; empty ones are dropped unless `is_meant`.
    fn close(&mut self, index: usize, is_meant: bool) {
        let has_id = |element: &Element| match &element.tag {
            State::Waiting(waiting) => waiting.first().is_some_and(RawPart::has_id),
            State::Shown | State::LeftOut => false,
        };
        if is_meant || self.open[index..].iter().any(has_id) {
            self.show();
        }
        for element in self.open.drain(index..).rev() {
            if element.tag == State::Shown {
                self.parts.push(RawPart::End(element.name));
            }
        }
    }
}
