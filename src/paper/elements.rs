//! Elements of an author's HTML on paper.

use super::nodes::label;
use super::row::{Align, Cell, RowGroup};
use super::rows::SheetRowBuilder;
use super::text::Emphasis;
use crate::view::{Content, ElementNode, ViewNode};

impl SheetRowBuilder<'_> {
    /// Adds an element.
    pub(super) fn element(&mut self, element: &ElementNode<'_>) {
        let none = Content::new();
        let children = element.children.as_ref().unwrap_or(&none);
        match element.name.as_str() {
            "br" => self.break_line(),
            "hr" => self.rule(),
            "img" => self.picture(element.value("alt").unwrap_or_default()),
            "input" => {
                let ticked = element.value("checked").is_some();
                self.say(if ticked { "☑ " } else { "☐ " });
            }
            "script" | "style" | "template" | "svg" | "iframe" | "object" | "noscript" => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.name[1..].parse().unwrap_or(6);
                self.heading(level, |maker| maker.nodes(children));
            }
            "ul" | "ol" => self.raw_list(element, children),
            "table" => self.group(RowGroup::Table, |maker| maker.rows_of_table(children)),
            "dt" | "summary" | "caption" => self.titled(|maker| maker.nodes(children)),
            "dd" => self.definition(|maker| maker.nodes(children)),
            "blockquote" => self.set_apart(RowGroup::Quote, |maker| maker.nodes(children)),
            "pre" => self.preformatted(|maker| maker.nodes(children)),
            "q" => {
                self.say("“");
                self.nodes(children);
                self.say("”");
            }
            name if is_block(name) => self.block(|_| {}, |maker| maker.nodes(children)),
            name => self.marked(mark_of(name), |maker| maker.nodes(children)),
        }
    }

    fn raw_list(&mut self, list: &ElementNode<'_>, children: &Content<'_>) {
        let numbered = list.name == "ol";
        let start = list.value("start").and_then(|start| start.parse().ok());
        self.group(RowGroup::List { numbered }, |maker| {
            let mut number = numbered.then(|| start.unwrap_or(1));
            for child in children {
                match child {
                    ViewNode::Element(item) if item.name == "li" => {
                        let label = label(&mut number);
                        let children = item.children.iter();
                        maker.item(label, |maker| children.for_each(|inner| maker.nodes(inner)));
                    }
                    other => maker.node(other),
                }
            }
        });
    }

    fn rows_of_table(&mut self, children: &Content<'_>) {
        for child in children {
            match child {
                ViewNode::Element(part)
                    if matches!(part.name.as_str(), "thead" | "tbody" | "tfoot") =>
                {
                    part.children
                        .iter()
                        .for_each(|rows| self.rows_of_table(rows));
                }
                ViewNode::Element(row) if row.name == "tr" => {
                    let cells = row.children.iter().flatten();
                    let cells: Vec<Cell> = cells.filter_map(|cell| self.raw_cell(cell)).collect();
                    if !cells.is_empty() {
                        self.row_of_cells(cells);
                    }
                }
                other => self.node(other),
            }
        }
    }

    fn raw_cell(&mut self, cell: &ViewNode<'_>) -> Option<Cell> {
        let ViewNode::Element(cell) = cell else {
            return None;
        };
        let head = cell.name == "th";
        let marks = if head { Emphasis::BOLD } else { Emphasis::NONE };
        let align = match cell.value("align") {
            Some("center") => Align::Center,
            Some("right") => Align::End,
            _ => Align::Start,
        };
        let text = self.cell(marks, |maker| {
            cell.children.iter().for_each(|inner| maker.nodes(inner));
        });
        Some(Cell { text, align, head })
    }
}

fn mark_of(name: &str) -> Emphasis {
    match name {
        "strong" | "b" => Emphasis::BOLD,
        "em" | "i" | "cite" | "dfn" | "var" => Emphasis::ITALIC,
        "code" | "kbd" | "samp" | "tt" => Emphasis::CODE,
        "del" | "s" | "strike" => Emphasis::STRUCK,
        "sup" => Emphasis::RAISED,
        "sub" => Emphasis::LOWERED,
        "small" => Emphasis::FAINT,
        _ => Emphasis::NONE,
    }
}

/// Whether an element is on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "main"
            | "article"
            | "aside"
            | "nav"
            | "header"
            | "footer"
            | "figure"
            | "figcaption"
            | "details"
            | "center"
            | "address"
            | "dl"
            | "li"
    )
}
