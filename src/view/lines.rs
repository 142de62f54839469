//! Estimates the length of a day on paper, which lets a theme set a full one in a smaller size before it spills onto a
//! second sheet.

use super::content::{Content, ListItem, ViewNode};
use super::day::{DayContentView, ItemView};
use super::mark::MarkView;
use super::section::SectionView;

/// How many letters a line of a sheet holds: a little fewer than fit, since words do not break.
const LETTERS: usize = 92;

/// The space around content, in tenths of a line: around a task, around other text, around a block with its label,
/// around a note for a track, and for the head of the optional part.
const TASK: usize = 5;
const TEXT: usize = 2;
const BLOCK: usize = 26;
const NOTE: usize = 20;
const LATER: usize = 30;
/// The space around the list of links, and the text beside each title in it.
const LIST: usize = 12;
const BESIDE: usize = 11;
/// A row of code or of a table.
const ROW: usize = 12;

impl DayContentView<Content<'_>> {
    /// The number of lines on a sheet of paper, rounded up.
    pub fn lines(&self) -> usize {
        let later = if self.later.is_empty() { 0 } else { LATER };
        let items = self.items.iter().chain(&self.later);
        (items.map(of_item).sum::<usize>() + later + of_marks(&self.marks)).div_ceil(10)
    }
}

/// The height of the list of links, in tenths of lines.
fn of_marks(marks: &[MarkView]) -> usize {
    let letters = marks.iter().map(|mark| mark.title.chars().count() + BESIDE);
    match letters.sum::<usize>() {
        0 => 0,
        letters => LIST + letters.div_ceil(LETTERS) * 10,
    }
}

fn of_item(item: &ItemView<Content<'_>>) -> usize {
    match item {
        ItemView::Prose { body } => of_text(body),
        ItemView::Block { body, .. } => BLOCK + of_text(body),
        ItemView::Note { body, .. } => NOTE + of_text(body),
        ItemView::Section(section) => of_section(section),
    }
}

fn of_section(section: &SectionView<Content<'_>>) -> usize {
    let inner = section.sections.iter().map(of_section);
    10 + TEXT + of_text(&section.body) + inner.sum::<usize>()
}

/// The height of a text, in tenths of lines.
fn of_text(content: &Content<'_>) -> usize {
    let mut estimate = Estimate {
        tenths: 0,
        letters: 0,
        air: TEXT,
    };
    estimate.content(content);
    estimate.end();
    estimate.tenths
}

/// The lines so far, and the letters of the current one.
struct Estimate {
    tenths: usize,
    letters: usize,
    /// The space around the current line.
    air: usize,
}

impl Estimate {
    fn end(&mut self) {
        if self.letters > 0 {
            self.tenths += self.letters.div_ceil(LETTERS) * 10 + self.air;
        }
        self.letters = 0;
        self.air = TEXT;
    }

    fn content(&mut self, content: &Content<'_>) {
        for node in content {
            self.node(node);
        }
    }

    fn node(&mut self, node: &ViewNode<'_>) {
        match node {
            ViewNode::Text(text) => self.letters += text.chars().count(),
            ViewNode::InlineCode(code) => self.letters += code.chars().count(),
            ViewNode::SoftBreak => self.letters += 1,
            ViewNode::HardBreak => self.end(),
            ViewNode::Link(link) => {
                // A link is followed by a mark, small and in brackets.
                self.letters += 3;
                self.content(&link.children);
            }
            ViewNode::Code(code) => {
                self.end();
                self.tenths += code.text.lines().count() * ROW;
            }
            ViewNode::Table(table) => {
                self.end();
                for row in table.head.iter().chain(&table.rows) {
                    for cell in row {
                        self.content(cell);
                    }
                    self.air = ROW - 10;
                    self.end();
                }
            }
            ViewNode::List { items, .. } => {
                for item in items {
                    self.end();
                    match item {
                        ListItem::Plain { children, .. } => self.content(children),
                        ListItem::Task(task) => {
                            self.air = TASK;
                            self.content(&task.words);
                            self.end();
                            self.content(&task.details);
                        }
                    }
                }
                self.end();
            }
            ViewNode::Admonition(admonition) if !admonition.is_printed() => {}
            other if other.is_inline() => other.each_inner(&mut |inner| self.content(inner)),
            block => {
                self.end();
                block.each_inner(&mut |inner| {
                    self.content(inner);
                    self.end();
                });
            }
        }
    }
}
