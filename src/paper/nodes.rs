//! The nodes of a text on paper.

use super::row::{Align, Cell, RowGroup, RowMarker, RowRole, SheetRow};
use super::rows::SheetRowBuilder;
use super::text::{Emphasis, Style, StyledText};
use crate::view::{
    AdmonitionNode, Alignment, BoxTitle, CodeNode, Content, FootnoteNode, ItemView, ListItem,
    SectionView, TableNode, TaskNode, TextStyle, ViewNode,
};

impl SheetRowBuilder<'_> {
    /// Adds the content of a day.
    pub(super) fn items(&mut self, items: &[ItemView<Content<'_>>]) {
        for item in items {
            match item {
                ItemView::Prose { body } => self.text(body),
                ItemView::Block {
                    label,
                    low,
                    high,
                    note,
                    body,
                } => {
                    let mut text = StyledText::of(label, Emphasis::BOLD);
                    if !note.is_empty() {
                        text.push(&format!(" · {note}"), Style::of(Emphasis::FAINT));
                    }
                    if let Some(high) = high {
                        let time = self.making.words.range(low.unwrap_or(*high), *high);
                        text.push(&format!(" · {time}"), Style::of(Emphasis::FAINT));
                    }
                    self.row(SheetRow::of(RowRole::Label, text));
                    self.text(body);
                }
                ItemView::Note { track, body } => self.set_apart(RowGroup::Aside, |maker| {
                    maker.marked(Emphasis::BOLD, |maker| maker.say(&format!("{track}: ")));
                    maker.text(body);
                }),
                ItemView::Section(section) => self.section(section),
            }
        }
    }

    /// Adds a section with its subsections.
    pub(super) fn section(&mut self, section: &SectionView<Content<'_>>) {
        let role = RowRole::Heading(section.level.clamp(2, 6));
        self.row(SheetRow::of(
            role,
            StyledText::of(&section.title, Emphasis::BOLD),
        ));
        self.text(&section.body);
        for inner in &section.sections {
            self.section(inner);
        }
    }

    /// Adds a text.
    pub(super) fn text(&mut self, content: &Content<'_>) {
        self.nodes(content);
        self.flush();
    }

    pub(super) fn nodes(&mut self, content: &Content<'_>) {
        for node in content {
            self.node(node);
        }
    }

    pub(super) fn node(&mut self, node: &ViewNode<'_>) {
        match node {
            ViewNode::Text(text) => self.say(text),
            ViewNode::InlineCode(code) => self.marked(Emphasis::CODE, |maker| maker.say(code)),
            ViewNode::Styled(style, children) => {
                self.marked(mark_of(*style), |maker| maker.nodes(children));
            }
            ViewNode::SoftBreak => self.say("\n"),
            ViewNode::HardBreak => self.break_line(),
            ViewNode::Link(link) => self.link(&link.address, |maker| maker.nodes(&link.children)),
            ViewNode::MissingLink { children, .. } => {
                self.nodes(children);
                let missing = format!(" ({})", self.making.words.get("missing"));
                self.marked(Emphasis::FAINT, |maker| maker.say(&missing));
            }
            ViewNode::Image { alternative, .. } => self.picture(alternative),
            ViewNode::Reference { number, .. } => {
                self.marked(Emphasis::RAISED, |maker| maker.say(&number.to_string()));
            }
            ViewNode::Abbreviation { children, .. } => self.nodes(children),
            ViewNode::Element(element) => self.element(element),
            // Scripts and comments are skipped.
            ViewNode::Literal(_) | ViewNode::Comment(_) => {}
            block => self.block_node(block),
        }
    }

    fn block_node(&mut self, node: &ViewNode<'_>) {
        match node {
            ViewNode::Heading {
                level, children, ..
            } => self.heading(*level, |maker| maker.nodes(children)),
            ViewNode::Quote(children) => {
                self.set_apart(RowGroup::Quote, |maker| maker.nodes(children));
            }
            ViewNode::List { first, items } => self.list(*first, items),
            ViewNode::Admonition(admonition) => self.admonition(admonition),
            ViewNode::Template { children, .. } => self.set_apart(RowGroup::Aside, |maker| {
                let title = maker.making.words.get("template");
                maker.titled(|maker| maker.say(&title));
                maker.nodes(children);
            }),
            ViewNode::Tabs(tabs) => {
                for tab in tabs {
                    self.set_apart(RowGroup::Aside, |maker| {
                        maker.titled(|maker| maker.nodes(&tab.title));
                        maker.nodes(&tab.children);
                    });
                }
            }
            ViewNode::Code(code) => self.code(code),
            ViewNode::Rule => self.rule(),
            ViewNode::Table(table) => self.table(table),
            ViewNode::Term(children) => self.titled(|maker| maker.nodes(children)),
            ViewNode::Definition(children) => self.definition(|maker| maker.nodes(children)),
            ViewNode::Footnotes(notes) => self.footnotes(notes),
            other => self.block(
                |_| {},
                |maker| other.each_inner(&mut |inner| maker.nodes(inner)),
            ),
        }
    }

    /// Adds a heading inside a text.
    pub(super) fn heading(&mut self, level: u8, say: impl FnOnce(&mut Self)) {
        let change = |maker: &mut Self| {
            maker.role = RowRole::Heading(level.max(2));
            maker.style.marks = Emphasis::BOLD;
        };
        self.block(change, say);
    }

    /// Adds a line in bold letters.
    pub(super) fn titled(&mut self, say: impl FnOnce(&mut Self)) {
        self.block(|maker| maker.style.marks = Emphasis::BOLD, say);
    }

    pub(super) fn definition(&mut self, say: impl FnOnce(&mut Self)) {
        self.block(|maker| maker.indent += 1.55, say);
    }

    pub(super) fn picture(&mut self, alternative: &str) {
        self.marked(Emphasis::ITALIC, |maker| {
            maker.say(&format!("[{alternative}]"));
        });
    }

    fn list(&mut self, first: Option<u64>, items: &[ListItem<'_>]) {
        let numbered = first.is_some();
        self.group(RowGroup::List { numbered }, |maker| {
            let mut number = first;
            for item in items {
                match item {
                    ListItem::Plain { levels, children } => {
                        let label = label(&mut number);
                        if maker.is_for_reader(levels) {
                            maker.item(label, |maker| maker.nodes(children));
                        }
                    }
                    ListItem::Task(task) => maker.task(task),
                }
            }
        });
    }

    fn task(&mut self, node: &TaskNode<'_>) {
        let task = &node.task;
        if !self.is_for_reader(&task.levels) {
            return;
        }
        self.item(RowMarker::Box { done: task.done }, |maker| {
            if let Some(state) = task.state {
                let word = maker.making.words.get(&format!("state_{state}"));
                maker.marked(Emphasis::FAINT, |maker| maker.say(&format!("({word}) ")));
            }
            maker.nodes(&node.words);
            maker.flush();
            maker.nodes(&node.details);
        });
    }

    fn admonition(&mut self, admonition: &AdmonitionNode<'_>) {
        if !admonition.is_printed() {
            return;
        }
        self.set_apart(RowGroup::Aside, |maker| {
            match &admonition.title {
                BoxTitle::Own(title) => maker.titled(|maker| maker.nodes(title)),
                BoxTitle::ByName => {
                    let name = maker.making.words.kind(admonition.name);
                    maker.titled(|maker| maker.say(&name));
                }
                BoxTitle::Absent => {}
            }
            maker.nodes(&admonition.children);
        });
    }

    fn code(&mut self, code: &CodeNode<'_>) {
        if !code.title.is_empty() {
            self.titled(|maker| maker.say(code.title));
        }
        self.preformatted(|maker| {
            maker.say(&code.text.trim_end_matches('\n').replace('\t', "    "));
        });
    }

    /// Adds text with its white space preserved.
    pub(super) fn preformatted(&mut self, say: impl FnOnce(&mut Self)) {
        let change = |maker: &mut Self| {
            maker.role = RowRole::Code;
            maker.style.marks = Emphasis::CODE;
        };
        self.block(change, say);
    }

    fn table(&mut self, table: &TableNode<'_>) {
        self.group(RowGroup::Table, |maker| {
            let heads = table.head.iter().map(|head| (head, true));
            for (row, head) in heads.chain(table.rows.iter().map(|row| (row, false))) {
                let cells = row.iter().enumerate().map(|(column, content)| {
                    let marks = if head { Emphasis::BOLD } else { Emphasis::NONE };
                    Cell {
                        text: maker.cell(marks, |maker| maker.nodes(content)),
                        align: match table.columns.get(column) {
                            Some(Alignment::Center) => Align::Center,
                            Some(Alignment::Right) => Align::End,
                            _ => Align::Start,
                        },
                        head,
                    }
                });
                let cells = cells.collect();
                maker.row_of_cells(cells);
            }
        });
    }

    fn footnotes(&mut self, notes: &[FootnoteNode<'_>]) {
        let title = self.making.words.get("footnotes");
        self.row(SheetRow::of(
            RowRole::Heading(4),
            StyledText::of(&title, Emphasis::BOLD),
        ));
        self.group(RowGroup::List { numbered: true }, |maker| {
            for note in notes {
                let label = RowMarker::Label(format!("{}.", note.number));
                maker.item(label, |maker| maker.nodes(&note.children));
            }
        });
    }
}

/// The label of a list's next item.
pub(super) fn label(number: &mut Option<u64>) -> RowMarker {
    RowMarker::Label(match number {
        Some(next) => {
            let label = format!("{next}.");
            *next = next.saturating_add(1);
            label
        }
        None => "•".to_owned(),
    })
}

fn mark_of(style: TextStyle) -> Emphasis {
    match style {
        TextStyle::Emphasis => Emphasis::ITALIC,
        TextStyle::Strong => Emphasis::BOLD,
        TextStyle::Strikethrough => Emphasis::STRUCK,
        TextStyle::Superscript => Emphasis::RAISED,
        TextStyle::Subscript => Emphasis::LOWERED,
    }
}
