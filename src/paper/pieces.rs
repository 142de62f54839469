//! What each piece of prose is on paper.

use super::row::{Group, Mark, Role, Row};
use super::rows::Maker;
use super::text::{Marks, Style, Text};
use crate::view::{ItemView, Piece, SectionView, TaskView, Titled};

impl Maker<'_> {
    /// Adds what is done on a day.
    pub(super) fn items(&mut self, items: &[ItemView]) {
        for item in items {
            match item {
                ItemView::Prose { body } => self.pieces(body),
                ItemView::Block {
                    label,
                    low,
                    high,
                    note,
                    body,
                } => {
                    let mut text = Text::of(label, Marks::BOLD);
                    if !note.is_empty() {
                        text.push(&format!(" · {note}"), Style::of(Marks::FAINT));
                    }
                    if let Some(high) = high {
                        let time = self.making.words.range(low.unwrap_or(*high), *high);
                        text.push(&format!(" · {time}"), Style::of(Marks::FAINT));
                    }
                    self.row(Row::of(Role::Label, text));
                    self.pieces(body);
                }
                ItemView::Note { track, body } => {
                    self.begin("#note", |maker| maker.set_apart(Group::Aside));
                    self.style.marks = Marks::BOLD;
                    self.say(&format!("{track}: "));
                    self.style.marks = Marks::NONE;
                    self.pieces(body);
                    self.end("#note");
                }
                ItemView::Section(section) => self.section(section),
            }
        }
    }

    /// Adds a section with those in it.
    pub(super) fn section(&mut self, section: &SectionView) {
        let role = Role::Heading(section.level.clamp(2, 6));
        self.row(Row::of(role, Text::of(&section.title, Marks::BOLD)));
        self.pieces(&section.body);
        for inner in &section.sections {
            self.section(inner);
        }
    }

    /// Adds prose.
    pub(super) fn pieces(&mut self, pieces: &[Piece]) {
        let depth = self.depth();
        for piece in pieces {
            self.piece(piece);
        }
        // What the text leaves open ends with it.
        self.close_to(depth);
        self.flush();
    }

    fn task(&mut self, task: &TaskView) {
        if self.in_table && self.cells.is_some() {
            // In a table's cell a task is a box in the line.
            return self.say(if task.done { "☑ " } else { "☐ " });
        }
        let skips = !self.is_for_reader(task.levels.iter().map(String::as_str));
        self.begin("#task", |maker| maker.item(Mark::Box { done: task.done }));
        if let Some(state) = task.state {
            let word = self.making.words.get(&format!("state_{state}"));
            self.marked(Marks::FAINT, |maker| maker.say(&format!("({word}) ")));
        }
        self.skip(skips);
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Html { html } => self.html(html),
            Piece::Heading { level, .. } => self.begin("#heading", |maker| {
                maker.role = Role::Heading(*level);
                maker.style.marks = Marks::BOLD;
            }),
            Piece::HeadingEnd { .. } => self.end("#heading"),
            Piece::Task(task) => self.task(task),
            Piece::TaskEnd { .. } if self.in_table && self.cells.is_some() => self.flush(),
            Piece::TaskEnd { .. } => self.end("#task"),
            Piece::Admonition { name, title, .. } => self.admonition(name, *title),
            Piece::AdmonitionEnd { .. } => self.end("#admonition"),
            Piece::Template => {
                self.begin("#template", |maker| maker.set_apart(Group::Aside));
                let title = self.making.words.get("template");
                self.titled(&title);
            }
            Piece::TemplateEnd { .. } => self.end("#template"),
            Piece::Tab { .. } => {
                self.begin("#tab", |maker| maker.set_apart(Group::Aside));
                self.begin_title();
            }
            Piece::TitleEnd { .. } => {
                self.flush();
                self.end("#title");
            }
            Piece::TabEnd => self.end("#tab"),
            Piece::Code { text, title, .. } => self.code(title, text),
            Piece::MissingLink { .. } => {}
            Piece::MissingLinkEnd => {
                let missing = format!(" ({})", self.making.words.get("missing"));
                self.marked(Marks::FAINT, |maker| maker.say(&missing));
            }
            Piece::Footnotes => {
                let title = self.making.words.get("footnotes");
                self.row(Row::of(Role::Heading(4), Text::of(&title, Marks::BOLD)));
                self.begin("#notes", |maker| {
                    let list = (maker.new_group(), Group::List { numbered: true });
                    maker.groups.push(list);
                });
            }
            Piece::Footnote { number, .. } => self.begin("#footnote", |maker| {
                maker.item(Mark::Label(format!("{number}.")));
            }),
            Piece::FootnoteEnd { .. } => self.end("#footnote"),
            Piece::FootnotesEnd => self.end("#notes"),
            Piece::Table | Piece::TableEnd => {
                self.flush();
                self.in_table = matches!(piece, Piece::Table);
            }
            Piece::TaskDetails | Piece::Tabs | Piece::TabsEnd => self.flush(),
        }
    }

    fn code(&mut self, title: &str, text: &str) {
        if !title.is_empty() {
            self.titled(title);
        }
        self.begin("#code", |maker| {
            maker.role = Role::Code;
            maker.style.marks = Marks::CODE;
        });
        self.say(&text.trim_end_matches('\n').replace('\t', "    "));
        self.end("#code");
    }

    fn admonition(&mut self, name: &str, title: Titled) {
        self.begin("#admonition", |maker| maker.set_apart(Group::Aside));
        match title {
            Titled::Own => self.begin_title(),
            Titled::ByName => {
                let name = self.making.words.kind(name);
                self.titled(&name);
            }
            Titled::Not => {}
        }
    }

    fn begin_title(&mut self) {
        self.begin("#title", |maker| maker.style.marks = Marks::BOLD);
    }

    fn titled(&mut self, title: &str) {
        self.marked(Marks::BOLD, |maker| maker.say(title));
        self.flush();
    }
}
