//! Pieces of prose become [`Row`]s: what is nested in the page is indented on paper.

use std::collections::BTreeSet;

use super::html::{Token, tokens};
use super::row::{Cell, Content, Group, InGroup, Mark, Role, Row};
use super::text::{Marks, Style, Text};
use super::words::Words;

/// What rows are made with.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    /// What the theme says.
    pub(super) words: &'a Words,
    /// The level that the reader chose; what is for others is left out.
    pub(super) level: Option<&'a str>,
    /// The pages that are in the document; links to others are listed at the end of a sheet.
    pub(super) inside: &'a BTreeSet<String>,
}

/// Something open in the prose, and what it was before.
struct Open {
    name: String,
    style: Style,
    role: Role,
    indent: f32,
    groups: usize,
    bars: usize,
    numbers: usize,
    inner_tables: usize,
    skips: bool,
}

/// Makes rows, one text after the other.
pub(super) struct Maker<'a> {
    pub(super) making: Making<'a>,
    rows: Vec<Row>,
    text: Text,
    pub(super) style: Style,
    pub(super) role: Role,
    mark: Mark,
    /// The first row below a mark stands beside it, the others below its words.
    pub(super) indent: f32,
    pub(super) bars: Vec<(f32, u32)>,
    gap: Option<f32>,
    pub(super) groups: Vec<InGroup>,
    groups_made: u32,
    open: Vec<Open>,
    /// Inside the lists that are open, the number of the next item; none for points.
    pub(super) numbers: Vec<Option<u64>>,
    /// The cells of the table's row that is being read.
    pub(super) cells: Option<Vec<Cell>>,
    /// Whether a table of the text is open, and not one of raw HTML.
    pub(super) in_table: bool,
    /// How many tables are open inside a cell; they are text there.
    pub(super) inner_tables: usize,
    /// Where the link leads that is open.
    pub(super) link: Option<String>,
    /// Where links lead that go out of the document, and what they are called there.
    links: Vec<String>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(making: Making<'a>) -> Self {
        Self {
            making,
            rows: Vec::new(),
            text: Text::default(),
            style: Style::default(),
            role: Role::Body,
            mark: Mark::None,
            indent: 0.0,
            bars: Vec::new(),
            gap: None,
            groups: Vec::new(),
            groups_made: 0,
            open: Vec::new(),
            numbers: Vec::new(),
            cells: None,
            in_table: false,
            inner_tables: 0,
            link: None,
            links: Vec::new(),
        }
    }

    /// The rows, with a list of the links that lead out of the document at their end.
    pub(super) fn finish(mut self) -> Vec<Row> {
        self.flush();
        if !self.links.is_empty() {
            let mut text = Text::of(&self.making.words.get("links"), Marks::BOLD);
            for (index, link) in self.links.iter().enumerate() {
                let shown = super::links::shown(link);
                text.push(&format!("  [{}]\u{a0}", index + 1), Style::of(Marks::FAINT));
                text.link(&shown, link, Marks::FAINT);
            }
            self.rows.push(Row {
                gap: 0.9,
                ..Row::of(Role::Facts, text)
            });
        }
        self.rows
    }

    /// Adds a row that is ready.
    pub(super) fn row(&mut self, row: Row) {
        self.flush();
        self.rows.push(row);
    }

    /// Adds a row of a table; `table` names it.
    pub(super) fn cells(&mut self, table: u32, cells: Vec<Cell>) {
        self.flush();
        let row = Row {
            content: Content::Cells(cells),
            gap: 0.25,
            groups: vec![(table, Group::Table)],
            ..Row::of(Role::Body, Text::default())
        };
        self.rows.push(row);
    }

    /// A group that is none of those before.
    pub(super) fn new_group(&mut self) -> u32 {
        self.groups_made += 1;
        self.groups_made
    }

    /// Does something with a mark on its words.
    pub(super) fn marked(&mut self, mark: Marks, say: impl FnOnce(&mut Self)) {
        let before = self.style;
        self.style.marks = before.marks.and(mark);
        say(self);
        self.style = before;
    }

    /// Indents, with a line beside it.
    pub(super) fn set_apart(&mut self, group: Group) {
        let number = self.new_group();
        self.groups.push((number, group));
        self.bars.push((self.indent + 0.25, number));
        self.gap = Some(0.65);
        self.indent += INDENT;
    }

    /// Begins an item, whose words stand beside a mark.
    pub(super) fn item(&mut self, mark: Mark) {
        // An item that begins with a list has its mark on a line of its own.
        self.bare_mark();
        let number = self.new_group();
        self.groups.push((number, Group::Item));
        self.mark = mark;
        self.gap = Some(0.3);
        self.indent += INDENT;
    }

    /// Whether something with these levels is for the reader.
    pub(super) fn is_for_reader<'l>(&self, levels: impl Iterator<Item = &'l str>) -> bool {
        let Some(own) = self.making.level else {
            return true;
        };
        let mut levels = levels.peekable();
        levels.peek().is_none() || levels.any(|level| level == own)
    }

    /// Opens something: what changes in it ends with it.
    pub(super) fn begin(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        if name.starts_with('#') && self.cells.is_some() {
            // What is no HTML does not stand in a table that only HTML opened.
            self.end("tr");
        }
        self.flush();
        self.begin_inline(name, change);
    }

    /// Opens something within a line.
    pub(super) fn begin_inline(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        self.open.push(Open {
            name: name.to_owned(),
            style: self.style,
            role: self.role,
            indent: self.indent,
            groups: self.groups.len(),
            bars: self.bars.len(),
            numbers: self.numbers.len(),
            inner_tables: self.inner_tables,
            skips: self.skips(),
        });
        change(self);
    }

    /// Leaves out what is in the thing that was just opened.
    pub(super) fn skip(&mut self, skips: bool) {
        if let Some(open) = self.open.last_mut() {
            open.skips |= skips;
        }
    }

    fn skips(&self) -> bool {
        self.open.last().is_some_and(|open| open.skips)
    }

    /// Closes a thing that is open, with those in it; an end without a beginning does nothing. What HTML opens and
    /// closes stays inside the pieces around it.
    pub(super) fn end(&mut self, name: &str) {
        let is_piece = name.starts_with('#');
        let found = self
            .open
            .iter()
            .rposition(|open| open.name == name || !is_piece && open.name.starts_with('#'));
        let Some(at) = found.filter(|at| self.open[*at].name == name) else {
            return;
        };
        self.end_row_of_table(at);
        if self.open[at..].iter().any(|open| is_block(&open.name)) {
            self.flush();
            if name == "#task" || name == "li" || name == "#footnote" {
                self.bare_mark();
            }
        }
        self.close_to(at);
    }

    /// How many things are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Closes all but the outermost things.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.end_row_of_table(depth);
        if depth < self.open.len()
            && let Some(open) = self.open.drain(depth..).next()
        {
            self.style = open.style;
            self.role = open.role;
            self.indent = open.indent;
            self.groups.truncate(open.groups);
            self.bars.truncate(open.bars);
            self.numbers.truncate(open.numbers);
            self.inner_tables = open.inner_tables;
        }
    }

    /// Ends the row of a table, where one is among the things that are closed.
    fn end_row_of_table(&mut self, at: usize) {
        let row = self.open.iter().skip(at).find(|open| open.name == "tr");
        let Some(groups) = row.map(|row| row.groups) else {
            return;
        };
        self.end_cell();
        if let Some(cells) = self.cells.take().filter(|cells| !cells.is_empty()) {
            self.groups.truncate(groups);
            self.push_content(Content::Cells(cells));
        }
    }

    /// Ends the cell of a table: it has the words since its beginning.
    pub(super) fn end_cell(&mut self) {
        if let Some(cell) = self.cells.as_mut().and_then(|cells| cells.last_mut())
            && cell.text.words.is_empty()
        {
            cell.text = std::mem::take(&mut self.text);
        }
    }

    /// Closes the innermost of some elements, as far as it is inside the innermost of others.
    pub(super) fn close_inside(&mut self, names: &[&str], outer: &[&str]) {
        let found = self.open.iter().rev().find(|open| {
            let name = open.name.as_str();
            name.starts_with('#') || names.contains(&name) || outer.contains(&name)
        });
        if let Some(name) = found.map(|open| open.name.clone())
            && names.contains(&name.as_str())
        {
            self.close_element(&name);
        }
    }

    /// The mark of an item without words.
    fn bare_mark(&mut self) {
        if self.mark != Mark::None && !self.skips() {
            self.push_row(Text::of("\u{a0}", Marks::NONE));
        }
        self.mark = Mark::None;
    }

    /// Adds words to the line.
    pub(super) fn say(&mut self, words: &str) {
        if self.skips() {
            return;
        }
        let mut style = self.style;
        if let Some(to) = self.link.as_ref().filter(|_| style.link > 0) {
            // Each line has its own links.
            let known = self.text.links.iter().position(|link| link == to);
            let known = known.and_then(|known| u16::try_from(known + 1).ok());
            style.link = known.unwrap_or_else(|| self.text.add_link(to));
        }
        if self.role == Role::Code {
            self.text.push(words, style);
        } else {
            self.text.flow(words, style);
        }
    }

    /// Ends the line: its words become a row, or part of a table's cell.
    pub(super) fn flush(&mut self) {
        if self.cells.is_some() {
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

    fn push_row(&mut self, text: Text) {
        let gap = self.gap.take().unwrap_or(self.role.gap());
        // However deep a text is nested, there is a column left for its words.
        let indent = self.indent.min(DEEPEST);
        self.rows.push(Row {
            role: self.role,
            content: Content::Text(text),
            mark: std::mem::replace(&mut self.mark, Mark::None),
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

    /// Adds a row as it was read, inside what is open.
    pub(super) fn push_content(&mut self, content: Content) {
        if self.skips() {
            return;
        }
        self.push_row(Text::default());
        if let Some(row) = self.rows.last_mut() {
            row.content = content;
        }
    }

    /// The line that is being written.
    pub(super) fn line(&mut self) -> &mut Text {
        &mut self.text
    }

    /// Adds the number by which the list of links names an address that leads out of the document.
    pub(super) fn number_link(&mut self, to: &str) {
        let page = to.split('#').next().unwrap_or_default();
        // An address that is written out needs no number.
        let written = self.text.words.ends_with(to);
        if self.skips() || written || page.is_empty() || self.making.inside.contains(page) {
            return;
        }
        let known = self.links.iter().position(|link| link == to);
        let number = known.unwrap_or_else(|| {
            self.links.push(to.to_owned());
            self.links.len() - 1
        });
        self.marked(Marks::RAISED, |maker| {
            // In brackets, since the number of a footnote has none.
            maker.say(&format!("[{}]", number + 1));
        });
    }

    pub(super) fn html(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::Open { name, attributes } => self.open_element(&name, &attributes),
                Token::Close(name) => self.close_element(&name),
                Token::Text(text) => self.say(&text),
            }
        }
    }
}

/// How far in something stands in something else.
const INDENT: f32 = 1.55;
/// How far in the innermost thing stands.
const DEEPEST: f32 = 10.0;

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    name.starts_with('#')
        || matches!(
            name,
            "p" | "div"
                | "section"
                | "article"
                | "header"
                | "footer"
                | "figure"
                | "figcaption"
                | "details"
                | "summary"
                | "center"
                | "address"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "ul"
                | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "blockquote"
                | "pre"
                | "table"
                | "caption"
                | "thead"
                | "tbody"
                | "tr"
        )
}
