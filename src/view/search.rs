//! What can be found by searching: the words of each day, section and chapter, and where they stand.

use serde::Serialize;

use super::address::{self, name};
use super::book::Book;
use super::content::ViewNode;
use super::edition::Editor;
use super::plain::{add_words, words};
use super::prose::Wanted;
use crate::document::NodeId;
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
            let group = self.title(&format!("{}: {}", week.called, week.title));
            let address = format!("{}{}", self.folder(), name::week(week));
            let mut own: Vec<NodeId> = week.intro.clone();
            own.extend(
                week.sections
                    .iter()
                    .flat_map(|(_, section)| self.nodes(section)),
            );
            let mut text = self.words(&own);
            if let Some(theme) = &week.theme {
                text.insert_str(0, &format!("{} ", self.title(theme)));
            }
            entries.push(SearchEntry {
                address,
                group: group.clone(),
                title: self.title(&week.title),
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
                    title: self.title(&format!("{}: {}", day.called, day.title)),
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
                group: self.title(&plan.title),
                title: self.title(&section.title),
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
                    text.push_str(&self.title(&block.label));
                    text.push(' ');
                    text.push_str(&self.words(&block.body));
                }
                DayItem::Note(note) if Some(note.track) == self.edition.track => {
                    text.push_str(&words(&self.text().line(&note.first, &note.text, None)));
                }
                DayItem::Note(_) => {}
                DayItem::Section(section) => text.push_str(&self.words(&self.nodes(section))),
            }
            text.push(' ');
        }
        text.trim().to_owned()
    }

    fn words(&self, nodes: &[NodeId]) -> String {
        words(&self.text().content(nodes, Wanted::All, 0))
            .trim()
            .to_owned()
    }
}

impl Book<'_> {
    /// What can be found in the chapters.
    pub fn search(&self) -> Vec<SearchEntry> {
        self.handbook
            .chapters
            .iter()
            .filter(|chapter| {
                let document = &self.handbook.documents[chapter.document];
                !document.front.unsearched
            })
            .flat_map(|chapter| {
                let page = address::chapter(self.handbook, chapter.document);
                let entry = |address: String, title: String| SearchEntry {
                    address,
                    group: self.typography.title(&chapter.title),
                    title,
                    text: String::new(),
                };
                let mut entries = vec![entry(page.clone(), self.typography.title(&chapter.title))];
                for node in &self.prose(chapter, &page) {
                    if let ViewNode::Heading {
                        level: 2,
                        id,
                        children,
                    } = node
                    {
                        entries.push(entry(format!("{page}#{id}"), words(children)));
                    } else if let Some(open) = entries.last_mut() {
                        add_words(std::slice::from_ref(node), &mut open.text);
                    }
                }
                for entry in &mut entries {
                    entry.text.truncate(entry.text.trim_end().len());
                }
                entries
            })
            .collect()
    }
}
