//! Raw HTML of authors in Markdown. What Markdown can write is written in Markdown, tags that only arrange content are
//! left out, and everything else is kept as HTML.

use std::fmt::Write as _;

use super::MarkdownWriter;
use super::blocks::Blocks;
use super::escape::{LinePlace, value};
use super::is_words;
use crate::view::{ElementNode, ViewNode};

/// The elements that only arrange their content.
const ARRANGING: &[&str] = &[
    "article", "aside", "center", "div", "footer", "header", "main", "nav", "p", "section",
];

impl MarkdownWriter<'_> {
    /// Adds an element that is not inside a line.
    pub(super) fn element(&mut self, element: &ElementNode<'_>, blocks: &mut Blocks) {
        let children = element.children.as_deref().unwrap_or_default();
        let level = match element.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        };
        match element.name.as_str() {
            "script" | "style" => {}
            "hr" => blocks.push("***"),
            "p" if children.iter().all(is_words) => {
                let line = self.inline(children, LinePlace::Paragraph);
                blocks.push(&line);
            }
            name if ARRANGING.contains(&name) => self.add_blocks(children, blocks),
            _ if level.is_some() && children.iter().all(is_words) => {
                blocks.push(&self.heading_line(level.unwrap_or(2).max(2), children));
            }
            _ => blocks.push(&self.html(element)),
        }
    }

    /// An element as HTML. Blocks of Markdown in it are between empty lines.
    fn html(&mut self, element: &ElementNode<'_>) -> String {
        let Some(children) = &element.children else {
            return tag(element);
        };
        let end = format!("</{}>", element.name);
        if children.iter().all(is_raw) {
            let is_code = element.name == "pre";
            return tag(element) + &self.raw_text(children, is_code) + &end;
        }
        let inner = self.blocks(children, false);
        format!("{}\n\n{inner}\n\n{end}", tag(element))
    }

    /// Nodes in HTML, without an empty line.
    fn raw_text(&mut self, nodes: &[ViewNode<'_>], is_code: bool) -> String {
        let mut text = String::new();
        for node in nodes {
            match node {
                ViewNode::Element(element) if element.children.is_none() => {
                    text.push_str(&tag(element));
                }
                ViewNode::Element(element) if !matches!(&*element.name, "script" | "style") => {
                    text.push_str(&self.html(element));
                }
                ViewNode::Element(_) => {}
                // Lines of preformatted text are kept.
                ViewNode::Text(words) if is_code => {
                    let lines = words.split('\n');
                    let lines = lines.map(|line| value(line).replace('*', "&#42;"));
                    text.push_str(&lines.collect::<Vec<String>>().join("&#10;"));
                }
                node => {
                    let is_space = matches!(node, ViewNode::SoftBreak)
                        || matches!(node, ViewNode::Text(words) if words.trim().is_empty());
                    if is_space {
                        text.push(' ');
                    } else {
                        let before = matches!(node, ViewNode::Text(words) if words.starts_with(char::is_whitespace));
                        let after = matches!(node, ViewNode::Text(words) if words.ends_with(char::is_whitespace));
                        text.push_str(if before { " " } else { "" });
                        text.push_str(&self.inline(std::slice::from_ref(node), LinePlace::Html));
                        text.push_str(if after { " " } else { "" });
                    }
                }
            }
        }
        text
    }
}

/// Whether a node can be written in HTML on one line.
fn is_raw(node: &ViewNode<'_>) -> bool {
    let own = node.is_inline();
    let mut all = own;
    node.each_inner(&mut |inner| all = all && inner.iter().all(is_raw));
    all
}

/// The tag of an element, without what only gives it a look.
pub(super) fn tag(element: &ElementNode<'_>) -> String {
    let mut tag = format!("<{}", element.name);
    for (name, written) in &element.attributes {
        if !matches!(name.as_str(), "class" | "style") {
            let _ = write!(tag, " {name}=\"{}\"", value(written));
        }
    }
    tag.push('>');
    tag
}
