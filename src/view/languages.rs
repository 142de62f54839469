//! The same page in several languages.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::address::{COVER, chapter, folder, name};
use super::cohort_path::cohort_page;
use super::relative::{on_the_web, relative};
use crate::plan::{Handbook, Plan, Section};

/// A link to the same page in a language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLinkView {
    /// The language, as a tag.
    pub language: String,
    /// The address, relative to the page.
    pub address: String,
    /// The absolute address, if it is known.
    pub absolute: Option<String>,
    /// Whether it is the page itself.
    pub current: bool,
    /// Whether it is the original.
    pub original: bool,
    /// Whether the page is missing in that language, and the link leads to its plan.
    pub elsewhere: bool,
}

/// The pages that are the same in several languages. Empty if nothing is translated.
#[derive(Debug, Default)]
pub(super) struct PageLanguages {
    /// The languages of each, as indices of the handbook's locales, with the paths.
    groups: Vec<Vec<(usize, String)>>,
    /// The group of each path.
    of_paths: HashMap<String, usize>,
}

/// A page of an edition, by what is the same in all languages.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum PageKey<'a> {
    Plan,
    Everything,
    Week(&'a str),
    Sheets(&'a str),
    Day(&'a str, &'a str),
    /// Sections are in the same order.
    Section(usize),
}

impl PageLanguages {
    pub(super) fn of(handbook: &Handbook) -> Self {
        let mut languages = Self::default();
        if handbook.originals.is_empty() {
            return languages;
        }
        let covers = handbook.trees().into_iter().map(|tree| {
            let folder = &handbook.locales[tree].folder;
            (tree, format!("{folder}{COVER}"))
        });
        languages.add(covers.collect());
        for cohort in &handbook.cohorts {
            let locales = cohort_locales(handbook).into_iter();
            let page = |locale: usize| {
                let folder = &handbook.locales[locale].folder;
                (locale, cohort_page(folder, cohort))
            };
            languages.add(locales.map(page).collect());
        }
        let mut translated: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (translation, original) in &handbook.originals {
            let all = translated.entry(*original).or_insert(vec![*original]);
            all.push(*translation);
        }
        let plan_of = |document: usize| {
            let mut plans = handbook.plans.iter();
            plans.find(|plan| plan.document == document)
        };
        for documents in translated.into_values() {
            let plans: Vec<&Plan> = documents.iter().copied().filter_map(plan_of).collect();
            if plans.is_empty() {
                let page =
                    |document: usize| (handbook.locale_of[document], chapter(handbook, document));
                languages.add(documents.into_iter().map(page).collect());
            } else {
                languages.add_plans(handbook, &plans);
            }
        }
        languages
    }

    fn add(&mut self, pages: Vec<(usize, String)>) {
        if pages.len() < 2 {
            return;
        }
        for (_, path) in &pages {
            self.of_paths
                .entry(path.clone())
                .or_insert(self.groups.len());
        }
        self.groups.push(pages);
    }

    /// Adds the pages of a plan and its translations, track by track if these have as many tracks.
    fn add_plans(&mut self, handbook: &Handbook, plans: &[&Plan]) {
        let Some(original) = plans.first() else {
            return;
        };
        for track in 0..original.tracks.len().max(1) {
            let mut groups: BTreeMap<PageKey<'_>, Vec<(usize, String)>> = BTreeMap::new();
            for plan in plans {
                if plan.tracks.len() != original.tracks.len() {
                    continue;
                }
                let track = (!plan.tracks.is_empty()).then_some(track);
                let folder = folder(plan, track);
                for (key, name) in pages(plan, track) {
                    let page = (handbook.locale_of[plan.document], format!("{folder}{name}"));
                    groups.entry(key).or_default().push(page);
                }
            }
            for group in groups.into_values() {
                self.add(group);
            }
        }
    }

    /// The languages of a page and their paths; empty if there is only one.
    pub(super) fn paths(&self, path: &str) -> &[(usize, String)] {
        let group = self.of_paths.get(path);
        group.map_or(&[], |group| self.groups[*group].as_slice())
    }

    /// The links from a page to itself in each language, or to `whole`, the plan that it belongs to, where it is missing.
    pub(super) fn links(
        &self,
        handbook: &Handbook,
        (path, whole): (&str, &str),
        base_url: Option<&str>,
    ) -> Vec<LanguageLinkView> {
        let own = self.paths(path);
        let own = own.iter().map(|(locale, to)| (*locale, to.as_str(), false));
        let others = self.paths(whole);
        let others = others
            .iter()
            .map(|(locale, to)| (*locale, to.as_str(), true));
        let mut links: BTreeMap<usize, (&str, bool)> = BTreeMap::new();
        for (locale, to, elsewhere) in own.chain(others) {
            links.entry(locale).or_insert((to, elsewhere));
        }
        let link = |(locale, (to, elsewhere)): (usize, (&str, bool))| {
            let locale = &handbook.locales[locale];
            let current = to == path || elsewhere && to == whole;
            let to = if current { path } else { to };
            LanguageLinkView {
                language: locale.language.clone(),
                address: relative(path, to),
                absolute: base_url.map(|base| on_the_web(base, to)),
                current,
                original: locale.folder.is_empty(),
                elsewhere: elsewhere && !current,
            }
        };
        links.into_iter().map(link).collect()
    }
}

/// The languages that the pages of cohorts are in: the handbook's own, and those of translations with listed plans.
pub(super) fn cohort_locales(handbook: &Handbook) -> Vec<usize> {
    let has_plan = |locale: usize| {
        let mut plans = handbook.plans.iter();
        plans.any(|plan| {
            let is_listed = !handbook.unlisted.contains(&plan.document);
            is_listed && handbook.locale(plan.document).folder == handbook.locales[locale].folder
        })
    };
    let mut locales = handbook.trees();
    locales.retain(|locale| handbook.locales[*locale].folder.is_empty() || has_plan(*locale));
    locales
}

/// The pages of an edition, as names in its folder.
fn pages(plan: &Plan, track: Option<usize>) -> Vec<(PageKey<'_>, String)> {
    let mut pages = vec![
        (PageKey::Plan, name::PLAN.to_owned()),
        (PageKey::Everything, name::EVERYTHING.to_owned()),
    ];
    for week in &plan.weeks {
        pages.push((PageKey::Week(&week.id), name::week(week)));
        pages.extend(name::sheets(week).map(|name| (PageKey::Sheets(&week.id), name)));
        let days = week.days.iter();
        pages.extend(days.map(|day| (PageKey::Day(&week.id, &day.id), name::day(week, day))));
    }
    let is_shown = |section: &&Section| {
        let audience = plan.audiences.get(&section.heading);
        section.has_content() && audience.is_none_or(|audience| audience.includes(track, None))
    };
    let sections = plan.sections.iter().filter(is_shown).enumerate();
    pages.extend(sections.map(|(index, own)| (PageKey::Section(index), name::section(own))));
    pages
}
