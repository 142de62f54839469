//! Tables in Markdown, whose cells are lines.

use super::inline::is_words;
use super::state::CopyState;
use crate::markdown::LinePlace;
use crate::view::{Alignment, ListItem, TableNode, ViewNode};

impl CopyState<'_> {
    /// A table. One without a head gets an empty one, which Markdown asks for.
    pub(super) fn table(&mut self, table: &TableNode<'_>) -> String {
        let lengths = table.rows.iter().chain(&table.head).map(Vec::len);
        let columns = lengths.max().unwrap_or(0);
        if columns == 0 {
            return String::new();
        }
        let aligned = (0..columns).map(|column| match table.columns.get(column) {
            Some(Alignment::Left) => ":--",
            Some(Alignment::Center) => ":-:",
            Some(Alignment::Right) => "--:",
            _ => "---",
        });
        let aligned: Vec<&str> = aligned.collect();
        let head = table.head.as_deref().unwrap_or_default();
        let mut text = format!("{}\n| {} |", self.row(head, columns), aligned.join(" | "));
        for row in &table.rows {
            text.push('\n');
            text.push_str(&self.row(row, columns));
        }
        text
    }

    fn row(&mut self, cells: &[Vec<ViewNode<'_>>], columns: usize) -> String {
        let mut row = String::from("|");
        for column in 0..columns {
            let cell = cells.get(column).map(|cell| self.cell(cell));
            row.push(' ');
            row.push_str(&cell.unwrap_or_default());
            row.push_str(" |");
        }
        row
    }

    /// A cell, whose blocks are separated by line breaks.
    fn cell(&mut self, content: &[ViewNode<'_>]) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut rest = content;
        while let Some(first) = rest.first() {
            let words = rest.iter().take_while(|node| is_words(node)).count();
            let (row, after) = rest.split_at(words.max(1));
            if words > 0 {
                lines.push(self.inline(row, LinePlace::Cell));
            } else {
                self.cell_block(first, &mut lines);
            }
            rest = after;
        }
        lines.retain(|line| !line.is_empty());
        lines.join("<br>")
    }

    fn cell_block(&mut self, block: &ViewNode<'_>, lines: &mut Vec<String>) {
        match block {
            ViewNode::List { items, .. } if is_task(items) => {
                for item in items {
                    let ListItem::Task(task) = item else { continue };
                    lines.push(self.task_line(task, LinePlace::Cell));
                    lines.push(self.cell(&task.details));
                }
            }
            ViewNode::List { first, items } => {
                let name = if first.is_some() { "ol" } else { "ul" };
                let items = items.iter().map(|item| match item {
                    ListItem::Plain { children, .. } => format!("<li>{}</li>", self.cell(children)),
                    ListItem::Task(task) => {
                        let line = self.task_line(task, LinePlace::Cell);
                        format!("<li>{line} {}</li>", self.cell(&task.details))
                    }
                });
                let items: String = items.collect();
                lines.push(format!("<{name}>{items}</{name}>"));
            }
            ViewNode::Code(code) => {
                let code = code.text.lines().map(|line| {
                    let line = ViewNode::InlineCode(line);
                    self.inline(std::slice::from_ref(&line), LinePlace::Cell)
                });
                lines.extend(code);
            }
            ViewNode::Element(element) if element.children.is_none() => {
                lines.push(self.inline(std::slice::from_ref(block), LinePlace::Cell));
            }
            other => other.each_inner(&mut |inner| lines.push(self.cell(inner))),
        }
    }
}

/// Whether a list is a single task, whose box is in the cell itself.
fn is_task(items: &[ListItem<'_>]) -> bool {
    matches!(items, [ListItem::Task(_)])
}
