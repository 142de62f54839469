//! The search index: the words of each day, section and chapter, and their addresses.

use serde::Serialize;

use super::address::{self, name};
use super::content::{Content, ViewNode};
use super::day::{DayContentView, ItemView};
use super::edition::EditionViews;
use super::handbook::HandbookViews;
use super::plain::{add_space, add_words, words};
use super::section::SectionView;
use super::week::ExtrasView;

/// An entry of the index.
#[derive(Clone, Debug, Serialize)]
pub struct SearchEntry {
    /// Its page, below the output folder, with its anchor unless it is the page's own.
    pub address: String,
    /// Its parent: the week, or the chapter.
    pub group: String,
    /// Its title.
    pub title: String,
    /// Its words.
    pub text: String,
}

/// The words of a week and of each of its days.
#[derive(Debug)]
pub struct WeekWords {
    /// The words in it outside of its days.
    pub own: String,
    /// The words of its days, in order.
    pub days: Vec<String>,
}

impl ExtrasView<Content<'_>> {
    /// Its words for searching.
    pub fn words(&self) -> String {
        let mut text = words(&self.intro);
        for section in &self.sections {
            add_inner(section, &mut text);
        }
        trimmed(text)
    }
}

impl DayContentView<Content<'_>> {
    /// Its words for searching.
    pub fn words(&self) -> String {
        let mut text = String::new();
        for item in self.items.iter().chain(&self.later) {
            match item {
                ItemView::Prose { body } | ItemView::Note { body, .. } => {
                    add_words(body, &mut text);
                }
                ItemView::Block { label, body, .. } => {
                    text.push_str(label);
                    text.push(' ');
                    add_words(body, &mut text);
                }
                ItemView::Section(section) => add_section(section, &mut text),
            }
            add_space(&mut text);
        }
        trimmed(text)
    }
}

/// Adds the words of a section and its subsections.
fn add_section(section: &SectionView<Content<'_>>, text: &mut String) {
    text.push_str(&section.title);
    text.push(' ');
    add_inner(section, text);
}

/// Adds the words of a section below its own title.
fn add_inner(section: &SectionView<Content<'_>>, text: &mut String) {
    add_words(&section.body, text);
    add_space(text);
    for inner in &section.sections {
        add_section(inner, text);
    }
}

fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text
}

impl EditionViews<'_> {
    /// The words of a week.
    pub fn week_words(&self, index: usize) -> WeekWords {
        let days = 0..self.days(index);
        let words = |day| self.day_content(index, day, 3).words();
        WeekWords {
            own: self.week_extras(index).words(),
            days: days.map(words).collect(),
        }
    }

    /// The entries of a week with some words.
    pub fn week_search(&self, index: usize, words: WeekWords) -> Vec<SearchEntry> {
        let week = &self.edition.plan.weeks[index];
        if self.is_unsearched() || !self.edition.shows(week.heading) {
            return Vec::new();
        }
        let group = self.week_title(index).to_owned();
        let mut own = words.own;
        if let Some(theme) = &week.theme {
            own.insert_str(0, &format!("{} ", self.title(theme)));
        }
        let mut entries = vec![SearchEntry {
            address: self.below_home(&name::week(week)),
            group: group.clone(),
            title: self.title(&week.title),
            text: own,
        }];
        let days = week.days.iter().zip(words.days);
        let shown = days.filter(|(day, _)| self.edition.shows(day.heading));
        entries.extend(shown.map(|(day, text)| SearchEntry {
            address: self.below_home(&name::day(week, day)),
            group: group.clone(),
            title: self.day_title(day),
            text,
        }));
        entries
    }

    /// The entries of the sections outside of weeks.
    pub fn section_search(&self) -> Vec<SearchEntry> {
        if self.is_unsearched() {
            return Vec::new();
        }
        let plan = self.edition.plan;
        let sections = plan.sections.iter();
        let found = sections.filter_map(|section| {
            let view = self.section(section, 2)?;
            let mut text = String::new();
            add_inner(&view, &mut text);
            Some(SearchEntry {
                address: self.below_home(&name::section(section)),
                group: self.names.plan.clone(),
                title: view.title,
                text: trimmed(text),
            })
        });
        found.collect()
    }

    /// The path of a page from the folder of the language on.
    fn below_home(&self, name: &str) -> String {
        let plan = self.edition.plan;
        let home = &self.edition.handbook.locale(plan.document).folder;
        let folder = self.folder();
        format!(
            "{}{name}",
            folder.strip_prefix(home.as_str()).unwrap_or(folder)
        )
    }

    fn is_unsearched(&self) -> bool {
        self.document().front.unsearched
    }
}

impl HandbookViews<'_> {
    /// The entries of the chapters.
    pub fn search(&self) -> Vec<SearchEntry> {
        let own = self.chapters().into_iter();
        own.map(|index| &self.handbook.chapters[index])
            .filter(|chapter| {
                let document = &self.handbook.documents[chapter.document];
                !document.front.unsearched
            })
            .flat_map(|chapter| {
                let page = address::chapter(self.handbook, chapter.document);
                // Scripts find pages from the folder of the language on.
                let folder = self.folder();
                let entry = |address: String, title: String| SearchEntry {
                    address: address.strip_prefix(folder).unwrap_or(&address).to_owned(),
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
