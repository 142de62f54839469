//! Turns nested content into rows with an indent: a [`SheetRowBuilder`] makes [`SheetRow`]s, and keeps track of the context of the
//! current one.

use std::collections::BTreeSet;

use super::row::{Cell, InGroup, RowContent, RowGroup, RowMarker, RowRole, SheetRow};
use super::text::{Emphasis, Style, StyledText};
use super::words::SheetWords;

/// The inputs for making rows.
#[derive(Clone, Copy)]
pub(super) struct RowOptions<'a> {
    /// The theme's words.
    pub(super) words: &'a SheetWords,
    /// The level that the reader chose; content for other levels is left out.
    pub(super) level: Option<&'a str>,
    /// The pages in the document; links to other pages are listed at the end of a sheet.
    pub(super) inside: &'a BTreeSet<String>,
}

/// Makes rows, one text after the other.
pub(super) struct SheetRowBuilder<'a> {
    pub(super) making: RowOptions<'a>,
    rows: Vec<SheetRow>,
    text: StyledText,
    pub(super) style: Style,
    pub(super) role: RowRole,
    mark: RowMarker,
    /// The first row after a mark is beside it, the others are below that row's words.
    pub(super) indent: f32,
    bars: Vec<(f32, u32)>,
    gap: Option<f32>,
    pub(super) groups: Vec<InGroup>,
    groups_made: u32,
    /// Whether the text is in a table cell, where blocks become words.
    is_cell: bool,
    /// The target of the link around the current words.
    link: Option<String>,
    /// The targets of links out of the document, in the form shown on paper.
    links: Vec<String>,
}

/// The context of a row, to restore afterwards.
struct SavedState {
    style: Style,
    role: RowRole,
    indent: f32,
    groups: usize,
    bars: usize,
}

impl<'a> SheetRowBuilder<'a> {
    pub(super) fn new(making: RowOptions<'a>) -> Self {
        Self {
            making,
            rows: Vec::new(),
            text: StyledText::default(),
            style: Style::default(),
            role: RowRole::Body,
            mark: RowMarker::None,
            indent: 0.0,
            bars: Vec::new(),
            gap: None,
            groups: Vec::new(),
            groups_made: 0,
            is_cell: false,
            link: None,
            links: Vec::new(),
        }
    }

    /// The rows, followed by a list of the links that lead out of the document.
    pub(super) fn finish(mut self) -> Vec<SheetRow> {
        self.flush();
        if !self.links.is_empty() {
            let mut text = StyledText::of(&self.making.words.get("links"), Emphasis::BOLD);
            for (index, link) in self.links.iter().enumerate() {
                let shown = super::links::shown(link);
                text.push(
                    &format!("  [{}]\u{a0}", index + 1),
                    Style::of(Emphasis::FAINT),
                );
                text.link(&shown, link, Emphasis::FAINT);
            }
            self.rows.push(SheetRow {
                gap: 0.9,
                ..SheetRow::of(RowRole::Facts, text)
            });
        }
        self.rows
    }

    /// Adds a finished row.
    pub(super) fn row(&mut self, row: SheetRow) {
        self.flush();
        self.rows.push(row);
    }

    /// Adds a row of a table; `table` is the table's number.
    pub(super) fn cells(&mut self, table: u32, cells: Vec<Cell>) {
        self.flush();
        let row = SheetRow {
            content: RowContent::Cells(cells),
            gap: 0.25,
            groups: vec![(table, RowGroup::Table)],
            ..SheetRow::of(RowRole::Body, StyledText::default())
        };
        self.rows.push(row);
    }

    /// A new group number.
    pub(super) fn new_group(&mut self) -> u32 {
        self.groups_made += 1;
        self.groups_made
    }

    /// Adds words with a style.
    pub(super) fn marked(&mut self, mark: Emphasis, say: impl FnOnce(&mut Self)) {
        let before = self.style;
        self.style.marks = before.marks.and(mark);
        say(self);
        self.style = before;
    }

    /// Adds rows in a changed context.
    pub(super) fn block(&mut self, change: impl FnOnce(&mut Self), fill: impl FnOnce(&mut Self)) {
        self.flush();
        let around = SavedState {
            style: self.style,
            role: self.role,
            indent: self.indent,
            groups: self.groups.len(),
            bars: self.bars.len(),
        };
        change(self);
        fill(self);
        self.flush();
        self.style = around.style;
        self.role = around.role;
        self.indent = around.indent;
        self.groups.truncate(around.groups);
        self.bars.truncate(around.bars);
    }

    /// Adds rows in a group.
    pub(super) fn group(&mut self, group: RowGroup, fill: impl FnOnce(&mut Self)) {
        let number = self.new_group();
        self.block(|maker| maker.groups.push((number, group)), fill);
    }

    /// Adds rows that are indented, with a line beside them.
    pub(super) fn set_apart(&mut self, group: RowGroup, fill: impl FnOnce(&mut Self)) {
        let number = self.new_group();
        let change = |maker: &mut Self| {
            maker.groups.push((number, group));
            maker.bars.push((maker.indent + 0.25, number));
            maker.gap = Some(0.65);
            maker.indent += INDENT;
        };
        self.block(change, fill);
    }

    /// Adds an item, whose words are beside a mark.
    pub(super) fn item(&mut self, mark: RowMarker, fill: impl FnOnce(&mut Self)) {
        self.flush();
        if self.is_cell {
            match mark {
                RowMarker::None => {}
                RowMarker::Box { done } => self.say(if done { "☑ " } else { "☐ " }),
                RowMarker::Label(label) => self.say(&format!("{label} ")),
            }
            fill(self);
            return self.flush();
        }
        // An item that begins with a list has its mark on a line of its own.
        self.bare_mark();
        let number = self.new_group();
        let change = |maker: &mut Self| {
            maker.groups.push((number, RowGroup::Item));
            maker.mark = mark;
            maker.gap = Some(0.3);
            maker.indent += INDENT;
        };
        self.block(change, |maker| {
            fill(maker);
            maker.flush();
            maker.bare_mark();
        });
    }

    /// The text of a cell.
    pub(super) fn cell(&mut self, marks: Emphasis, fill: impl FnOnce(&mut Self)) -> StyledText {
        let outer = std::mem::take(&mut self.text);
        let is_cell = std::mem::replace(&mut self.is_cell, true);
        self.marked(marks, fill);
        self.is_cell = is_cell;
        std::mem::replace(&mut self.text, outer)
    }

    /// Adds a row of cells to the current table; in a cell of another table they become words.
    pub(super) fn row_of_cells(&mut self, cells: Vec<Cell>) {
        if !self.is_cell {
            return self.push_content(RowContent::Cells(cells));
        }
        for cell in cells {
            for (range, style) in cell.text.styled() {
                // Each text has its own list of links.
                let style = Style { link: 0, ..style };
                self.text.flow(&cell.text.words[range], style);
            }
            self.flush();
        }
    }

    /// Whether content for these levels is for the reader.
    pub(super) fn is_for_reader(&self, levels: &[String]) -> bool {
        match self.making.level {
            Some(own) => levels.is_empty() || levels.iter().any(|level| level == own),
            None => true,
        }
    }

    /// The mark of an item without words.
    fn bare_mark(&mut self) {
        if self.mark != RowMarker::None {
            self.push_row(StyledText::of("\u{a0}", Emphasis::NONE));
        }
        self.mark = RowMarker::None;
    }

    /// Adds words to the current line.
    pub(super) fn say(&mut self, words: &str) {
        let mut style = self.style;
        style.link = match &self.link {
            Some(to) => {
                // Each line has its own links.
                let known = self.text.links.iter().position(|link| link == to);
                let known = known.and_then(|known| u16::try_from(known + 1).ok());
                known.unwrap_or_else(|| self.text.add_link(to))
            }
            None => 0,
        };
        if self.role == RowRole::Code {
            self.text.push(words, style);
        } else {
            self.text.flow(words, style);
        }
    }

    /// Adds a line break within the text.
    pub(super) fn break_line(&mut self) {
        let style = self.style;
        self.text.push("\n", style);
    }

    /// Ends the line: its words become a row, or part of a table's cell.
    pub(super) fn flush(&mut self) {
        if self.is_cell {
            if !self.text.is_empty() {
                self.text.flow(" ", self.style);
            }
            return;
        }
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.push_row(text);
        }
    }

    fn push_row(&mut self, text: StyledText) {
        let gap = self.gap.take().unwrap_or(self.role.gap());
        // Text nested at any depth keeps a column for its words.
        let indent = self.indent.min(DEEPEST);
        self.rows.push(SheetRow {
            role: self.role,
            content: RowContent::Text(text),
            mark: std::mem::replace(&mut self.mark, RowMarker::None),
            indent,
            bars: self
                .bars
                .iter()
                .copied()
                .filter(|(bar, _)| *bar < indent)
                .collect(),
            gap,
            groups: self.groups.clone(),
        });
    }

    /// Adds a row in the current context.
    fn push_content(&mut self, content: RowContent) {
        self.flush();
        self.push_row(StyledText::default());
        if let Some(row) = self.rows.last_mut() {
            row.content = content;
        }
    }

    /// Adds a horizontal rule.
    pub(super) fn rule(&mut self) {
        if !self.is_cell {
            self.push_content(RowContent::Rule);
        }
    }

    /// Adds the words of a link, followed by a number if it leads out of the document.
    pub(super) fn link(&mut self, to: &str, say: impl FnOnce(&mut Self)) {
        if to.is_empty() || to.starts_with('#') {
            return say(self);
        }
        let outer = self.link.replace(to.to_owned());
        say(self);
        self.link = outer;
        self.number_link(to);
    }

    /// Adds the number of an address in the list of links.
    fn number_link(&mut self, to: &str) {
        let page = to.split('#').next().unwrap_or_default();
        // An address that is written out needs no number.
        let written = self.text.words.ends_with(to);
        if written || page.is_empty() || self.making.inside.contains(page) {
            return;
        }
        let known = self.links.iter().position(|link| link == to);
        let number = known.unwrap_or_else(|| {
            self.links.push(to.to_owned());
            self.links.len() - 1
        });
        self.marked(Emphasis::RAISED, |maker| {
            // In brackets, to distinguish it from the number of a footnote.
            maker.say(&format!("[{}]", number + 1));
        });
    }
}

/// The indent of each level.
const INDENT: f32 = 1.55;
/// The maximum indent.
const DEEPEST: f32 = 10.0;
