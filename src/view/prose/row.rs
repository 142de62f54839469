//! A row of nodes, in which elements of raw HTML begin and end between Markdown nodes.

use super::ProseSource;
use super::element::{element, style};
use crate::document::{Balancer, Between, RawPart, RawTag, RowContext, resolved};
use crate::view::content::{Content, ViewNode};
use crate::view::mark::LinkMarks;

/// Builds a row.
pub(super) struct RowBuilder<'t, 'a> {
    text: &'t ProseSource<'t, 'a>,
    raw: Balancer,
    content: Content<'a>,
    /// The open elements, each with its content so far.
    open: Vec<(RawTag, Content<'a>)>,
    marks: Option<&'t LinkMarks<'t>>,
}

impl<'t, 'a> RowBuilder<'t, 'a> {
    pub(super) fn of(
        text: &'t ProseSource<'t, 'a>,
        around: RowContext,
        marks: Option<&'t LinkMarks<'t>>,
    ) -> Self {
        Self {
            text,
            raw: Balancer::of(around),
            content: Vec::new(),
            open: Vec::new(),
            marks,
        }
    }

    /// The content that the next node is added to.
    pub(super) fn content(&mut self) -> &mut Content<'a> {
        match self.open.last_mut() {
            Some((_, content)) => content,
            None => &mut self.content,
        }
    }

    /// Begins an element around the following nodes, if it is allowed here.
    pub(super) fn begin(&mut self, name: &str) {
        let parts = self.raw.begin(name);
        self.add(parts);
    }

    /// Adds raw HTML.
    pub(super) fn html(&mut self, html: &str) {
        let parts = self.raw.html(html);
        self.add(parts);
    }

    /// Whether elements are open that the next node may end.
    pub(super) fn is_open(&self) -> bool {
        !self.raw.is_closed()
    }

    /// Whether a link is open.
    pub(super) fn is_in_link(&self) -> bool {
        self.raw.is_in_link()
    }

    /// Ends elements that cannot contain the next node.
    pub(super) fn before(&mut self, next: Between) {
        let parts = self.raw.before(next);
        self.add(parts);
    }

    /// Ends elements that cannot contain a block.
    pub(super) fn before_block(&mut self) {
        if self.is_open() {
            self.before(Between::Block);
        }
    }

    /// The complete row.
    pub(super) fn finish(mut self) -> Content<'a> {
        let parts = self.raw.finish();
        self.add(parts);
        self.content
    }

    fn add(&mut self, parts: Vec<RawPart>) {
        for part in parts {
            match part {
                RawPart::Start(tag) => self.open.push((tag, Vec::new())),
                RawPart::End(_) => {
                    if let Some((tag, content)) = self.open.pop() {
                        let element = element(self.text, &tag, Some(content), self.marks);
                        self.content().extend(element);
                    }
                }
                RawPart::Void(tag) => {
                    let element = element(self.text, &tag, None, self.marks);
                    self.content().extend(element);
                }
                RawPart::Text(text) => {
                    let text = resolved(&text).into_owned();
                    self.content().push(ViewNode::Text(text.into()));
                }
                RawPart::Literal(text) => {
                    let in_style = self.open.last().is_some_and(|(tag, _)| tag.name == "style");
                    let text = if in_style {
                        style(self.text, &text)
                    } else {
                        text
                    };
                    self.content().push(ViewNode::Literal(text));
                }
                RawPart::Comment(text) => self.content().push(ViewNode::Comment(text)),
            }
        }
    }
}
