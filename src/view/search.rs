//! What can be found by searching: the words of each day, section and chapter, and where they stand.

use serde::Serialize;

use super::address::{self, name};
use super::book::Book;
use super::edition::Editor;
use crate::document::{Document, NodeId, NodeKind};
use crate::edition::Place;
use crate::plan::{Day, DayItem};

/// One thing that can be found.
#[derive(Debug, Serialize)]
pub struct SearchEntry {
    /// Its page, below the output folder, with its anchor where it is not the page's own.
    pub address: String,
    /// What it is in: the week, or the chapter.
    pub group: String,
    /// Its title.
    pub title: String,
    /// Its words.
    pub text: String,
}

impl Editor<'_> {
    /// What can be found in the edition.
    pub fn search(&self) -> Vec<SearchEntry> {
        let plan = self.edition.plan;
        let mut entries = Vec::new();
        if self.edition.handbook.documents[plan.document]
            .front
            .unsearched
        {
            return entries;
        }
        for week in plan
            .weeks
            .iter()
            .filter(|week| self.edition.shows(week.heading))
        {
            let group = format!("{}: {}", week.called, week.title);
            let address = format!("{}{}", self.folder(), name::week(week));
            let mut own: Vec<NodeId> = week.intro.clone();
            own.extend(
                week.sections
                    .iter()
                    .flat_map(|(_, section)| self.nodes(section)),
            );
            let mut text = self.words(&own);
            if let Some(theme) = &week.theme {
                text.insert_str(0, &format!("{theme} "));
            }
            entries.push(SearchEntry {
                address,
                group: group.clone(),
                title: week.title.clone(),
                text,
            });
            for day in week
                .days
                .iter()
                .filter(|day| self.edition.shows(day.heading))
            {
                entries.push(SearchEntry {
                    address: format!("{}{}", self.folder(), name::day(week, day)),
                    group: group.clone(),
                    title: format!("{}: {}", day.called, day.title),
                    text: self.day_words(day),
                });
            }
        }
        for section in plan
            .sections
            .iter()
            .filter(|section| self.edition.shows(section.heading))
        {
            entries.push(SearchEntry {
                address: format!("{}{}", self.folder(), name::section(section)),
                group: plan.title.clone(),
                title: section.title.clone(),
                text: self.words(&self.nodes(section)),
            });
        }
        entries
    }

    fn day_words(&self, day: &Day) -> String {
        let mut text = String::new();
        for item in &day.items {
            match item {
                DayItem::Prose(nodes) => text.push_str(&self.words(nodes)),
                DayItem::Block(block) => {
                    text.push_str(&block.label);
                    text.push(' ');
                    text.push_str(&self.words(&block.body));
                }
                DayItem::Note(note) if Some(note.track) == self.edition.track => {
                    text.push_str(&note.first);
                    text.push_str(&self.words(&note.text));
                }
                DayItem::Note(_) => {}
                DayItem::Section(section) => text.push_str(&self.words(&self.nodes(section))),
            }
            text.push(' ');
        }
        text.trim().to_owned()
    }

    fn words(&self, nodes: &[NodeId]) -> String {
        let document = &self.edition.handbook.documents[self.edition.plan.document];
        let shown = |node: NodeId| {
            let elsewhere = match self.edition.plan.tasks.at(node) {
                Some((Some(task), _)) => self.edition.place(task) == Place::Elsewhere,
                _ => false,
            };
            self.edition.shows(node) && !elsewhere
        };
        words(document, nodes, &shown)
    }
}

impl Book<'_> {
    /// What can be found in the chapters.
    pub fn search(&self) -> Vec<SearchEntry> {
        let all = |_: NodeId| true;
        self.handbook
            .chapters
            .iter()
            .filter(|chapter| {
                let document = &self.handbook.documents[chapter.document];
                !document.front.unsearched
            })
            .flat_map(|chapter| {
                let document = &self.handbook.documents[chapter.document];
                let page = address::chapter(self.handbook, chapter.document);
                let mut entries: Vec<SearchEntry> = Vec::new();
                let mut open = (page.clone(), chapter.title.clone(), Vec::new());
                let close = |(address, title, nodes): (String, String, Vec<NodeId>)| SearchEntry {
                    address,
                    group: chapter.title.clone(),
                    title,
                    text: words(document, &nodes, &all),
                };
                for node in document
                    .roots()
                    .filter(|node| Some(*node) != chapter.heading)
                {
                    match &document.node(node).kind {
                        NodeKind::Heading(heading) if heading.level == 2 => {
                            let next = (
                                format!("{page}#{}", heading.id),
                                document.text(node),
                                Vec::new(),
                            );
                            entries.push(close(std::mem::replace(&mut open, next)));
                        }
                        _ => open.2.push(node),
                    }
                }
                entries.push(close(open));
                entries
            })
            .collect()
    }
}

/// The words of some nodes, without what is not shown.
fn words(document: &Document, nodes: &[NodeId], shown: &dyn Fn(NodeId) -> bool) -> String {
    let mut text = String::new();
    for node in nodes {
        let mut skip_until = None;
        for id in std::iter::once(*node).chain(document.descendants(*node)) {
            if skip_until.is_some_and(|end| id < end) {
                continue;
            }
            if !shown(id) {
                skip_until = Some(document.after(id));
                continue;
            }
            match &document.node(id).kind {
                NodeKind::Text(words) | NodeKind::InlineCode(words) => text.push_str(words),
                NodeKind::Code { text: code, .. } => text.push_str(code),
                kind if kind.is_inline()
                    && !matches!(kind, NodeKind::SoftBreak | NodeKind::HardBreak) => {}
                _ if text.ends_with(' ') || text.is_empty() => {}
                _ => text.push(' '),
            }
        }
        text.push(' ');
    }
    text.trim().to_owned()
}
