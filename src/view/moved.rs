//! The former pages of plans, weeks and days that have moved since they were published; each redirects.

use super::address::{self, name, on_the_web, relative};
use super::book::{Book, MovedView};
use super::page::LinkView;
use crate::ledger::Place;
use crate::plan::{Plan, page_id};

impl Book<'_> {
    /// The pages at the former addresses.
    pub(super) fn moved_places(&self) -> Vec<MovedView> {
        let moved = self.ledger.moved();
        moved
            .flat_map(|(from, to)| self.moved_place(from, to))
            .collect()
    }

    fn moved_place(&self, from: &Place, to: &Place) -> Vec<MovedView> {
        let mut plans = self.handbook.plans.iter();
        if let Some(plan) = plans.find(|plan| plan.id == to.part) {
            return self.in_plan(plan, from, to);
        }
        let mut chapters = self.handbook.chapters.iter();
        let page = |document: usize| page_id(&self.handbook.documents[document].page);
        let chapter = chapters.find(|chapter| page(chapter.document) == to.part);
        let view = chapter.map(|chapter| {
            let path = address::chapter(self.handbook, chapter.document);
            self.leading_on(format!("{}.html", from.part), &path, &chapter.title)
        });
        view.into_iter().collect()
    }

    /// The pages of a place in each edition of its plan.
    fn in_plan(&self, plan: &Plan, from: &Place, to: &Place) -> Vec<MovedView> {
        let Some(title) = title(plan, to) else {
            return Vec::new();
        };
        let names: Vec<(String, String)> = match (from.week.as_str(), to.week.as_str()) {
            ("", "") => [name::PLAN, name::EVERYTHING]
                .map(|page| (page.to_owned(), page.to_owned()))
                .into(),
            ("", _) | (_, "") => Vec::new(),
            _ => vec![(
                name::place(&from.week, &from.day),
                name::place(&to.week, &to.day),
            )],
        };
        let tracks: Vec<Option<usize>> = if plan.tracks.is_empty() {
            vec![None]
        } else {
            (0..plan.tracks.len()).map(Some).collect()
        };
        let mut views = Vec::new();
        for track in tracks {
            let now = address::folder(plan, track);
            let edition = now.strip_prefix(plan.id.as_str()).unwrap_or_default();
            let before = format!("{}{edition}", from.part);
            views.extend(names.iter().map(|(old, new)| {
                self.leading_on(format!("{before}{old}"), &format!("{now}{new}"), title)
            }));
        }
        views
    }

    fn leading_on(&self, path: String, to: &str, title: &str) -> MovedView {
        MovedView {
            to: LinkView::new(self.typography.title(title), relative(&path, to)),
            canonical: self.base_url.map(|base| on_the_web(base, to)),
            path,
        }
    }
}

/// The name of a place in a plan, if it still exists.
fn title<'a>(plan: &'a Plan, place: &Place) -> Option<&'a str> {
    if place.week.is_empty() {
        return Some(&plan.title);
    }
    let week = plan.weeks.iter().find(|week| week.id == place.week)?;
    if place.day.is_empty() {
        return Some(&week.called);
    }
    let day = week.days.iter().find(|day| day.id == place.day)?;
    Some(&day.called)
}
