//! The forms in which a document names phases, weeks and days: headings, lines, summaries, list items, table rows and
//! columns. A [`Finder`] finds the names in a fragment; a [`FragmentWriter`] turns them into heads.

mod calendar;
mod dated_cell;
mod expand;
mod finder;
mod line;
mod list;
mod month;
mod row;
mod rows;
mod table;
mod weekdays;
mod writer;

pub(super) use finder::{Finder, NameKind};
pub(super) use writer::FragmentWriter;

use super::fragment::Fragment;
use super::grid::{Grid, box_of, segments};
use super::name::Name;
use crate::document::{self, Form, NodeId, NodeKind};

impl Finder<'_> {
    /// The names in a fragment with their form, and how often they occur.
    pub(super) fn names(&self, fragment: &Fragment) -> Option<(Form, Vec<Name>)> {
        let one = |form: Form, name: Option<Name>| name.map(|name| (form, vec![name]));
        match fragment {
            Fragment::Head(head) => {
                let (form, name) = self.of_head(head)?;
                Some((form, vec![name]))
            }
            Fragment::Lines { lines, .. } => self.lines(lines),
            Fragment::Items { items, .. } => self.items(items).map(|names| (Form::Item, names)),
            Fragment::Table(grid) => self.table(grid),
            Fragment::Cell { cell, ticks, .. } => {
                let lines = segments(self.document, *cell);
                let is_boxed = |line: &Vec<NodeId>| box_of(self.document, line, *ticks).is_some();
                let boxed = lines.iter().any(is_boxed);
                if boxed || lines.len() < 2 {
                    None
                } else {
                    self.lines(&lines)
                }
            }
            Fragment::Task { .. } | Fragment::Label { .. } | Fragment::Rest { .. } => None,
            Fragment::Html { html, .. } => one(Form::Title, self.named(&document::summary(html)?)),
            Fragment::Block(block) => match &self.document.node(*block).kind {
                NodeKind::Paragraph if self.is_plain_prose(*block) => None,
                NodeKind::Paragraph => self.lines(&self.document.lines(*block)),
                NodeKind::Html(html) => one(Form::Title, self.named(&document::summary(html)?)),
                NodeKind::Admonition(_) | NodeKind::Tab { .. } => {
                    one(Form::Title, self.named(&self.document.box_title(*block)?))
                }
                NodeKind::List(_) => {
                    let items: Vec<NodeId> = self.document.children(*block).collect();
                    self.items(&items).map(|names| (Form::Item, names))
                }
                NodeKind::Table(_) => self.table(&Grid::of(self.document, *block)),
                _ => None,
            },
        }
    }

    /// Whether a paragraph has no words that may be a label, and does not begin like a name.
    fn is_plain_prose(&self, paragraph: NodeId) -> bool {
        let mut lead = self.document.lead(paragraph);
        let is_label = |id| {
            let kind = &self.document.node(id).kind;
            matches!(kind, NodeKind::Strong | NodeKind::Emphasis)
        };
        lead.next().is_some_and(|first| self.is_nameless(first)) && !lead.any(is_label)
    }

    /// How many days are named inside a list of other items, a table of weeks or a box.
    pub(super) fn inner_days(&self, block: NodeId) -> usize {
        if let NodeKind::Table(_) = self.document.node(block).kind {
            let grid = Grid::of(self.document, block);
            return self.days_in_rows(&grid);
        }
        let inner = self.document.descendants(block);
        inner
            .filter(|id| {
                matches!(
                    self.document.node(*id).kind,
                    NodeKind::List(_) | NodeKind::Paragraph | NodeKind::Table(_)
                )
            })
            .filter_map(|id| self.names(&Fragment::Block(id)))
            .map(|(_, names)| names.len())
            .sum()
    }
}
