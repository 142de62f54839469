//! Pages at former addresses, which redirect: the aliases that the author states, and the pages of plans, weeks and days
//! that have moved since they were published.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::{self, Lead, name};
use super::handbook::HandbookViews;
use super::page::LinkView;
use super::relative::{ascii, on_the_web, relative};
use crate::ledger::TaskLocation;
use crate::plan::{Moved, Plan, Target, page_id};

/// A page at a former address, which redirects.
#[derive(Debug, Serialize)]
pub struct MovedView {
    /// Its path below the output folder.
    pub path: String,
    /// What leads from it to the output folder: empty or `../` so many times.
    pub root: String,
    /// The new address.
    pub to: LinkView,
    /// The new address as an absolute one, if it is known.
    pub canonical: Option<String>,
    /// The places in the old page that lead elsewhere.
    pub anchors: Vec<MovedAnchorView>,
}

/// A place in a page that moved to a page of its own.
#[derive(Debug, Serialize)]
pub struct MovedAnchorView {
    /// The part of the old address after its `#`.
    pub anchor: String,
    /// Where it is now.
    pub to: LinkView,
}

impl HandbookViews<'_> {
    /// The pages at addresses that lead to other places now, one for each address.
    pub fn moved(&self) -> Vec<MovedView> {
        let mut views: Vec<MovedView> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        // A whole page comes before the places in it.
        let moved = self.handbook.moved.iter();
        let (places, pages): (Vec<_>, Vec<_>) = moved.partition(|moved| moved.anchor.is_some());
        for moved in pages.into_iter().chain(places) {
            for path in &moved.addresses {
                let Some(view) = self.moved_view(moved, path) else {
                    continue;
                };
                let place = moved.anchor.as_ref().map(|anchor| MovedAnchorView {
                    anchor: anchor.clone(),
                    to: view.to.clone(),
                });
                let next = views.len();
                let at = *known.entry(path.clone()).or_insert(next);
                if at == next {
                    views.push(view);
                }
                views[at].anchors.extend(place);
            }
        }
        views.extend(self.moved_places());
        views
    }

    fn moved_view(&self, moved: &Moved, path: &str) -> Option<MovedView> {
        let links = self.links(path);
        let Lead::To(address) = links.target(&moved.target, &moved.to) else {
            return None;
        };
        let title = match &moved.target {
            Target::Document { document, .. } => self.typography.title(&self.title(*document)),
            _ => moved.to.clone(),
        };
        let canonical = match self.links("").target(&moved.target, &moved.to) {
            Lead::To(external) if moved.target == Target::External => Some(external),
            Lead::To(own) => self
                .tables
                .base_url
                .map(|base| format!("{base}{}", ascii(&own))),
            _ => None,
        };
        let to = LinkView::new(title, address);
        Some(MovedView {
            canonical,
            ..MovedView::new(path.to_owned(), to)
        })
    }

    /// The pages at the former addresses.
    fn moved_places(&self) -> Vec<MovedView> {
        let moved = self.tables.ledger.moved();
        moved
            .flat_map(|(from, to)| self.moved_place(from, to))
            .collect()
    }

    fn moved_place(&self, from: &TaskLocation, to: &TaskLocation) -> Vec<MovedView> {
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
    fn in_plan(&self, plan: &Plan, from: &TaskLocation, to: &TaskLocation) -> Vec<MovedView> {
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
        let link = LinkView::new(self.typography.title(title), relative(&path, to));
        MovedView {
            canonical: self.tables.base_url.map(|base| on_the_web(base, to)),
            ..MovedView::new(path, link)
        }
    }
}

impl MovedView {
    fn new(path: String, to: LinkView) -> Self {
        Self {
            root: "../".repeat(path.matches('/').count()),
            path,
            to,
            canonical: None,
            anchors: Vec::new(),
        }
    }
}

/// The name of a place in a plan, if it still exists.
fn title<'a>(plan: &'a Plan, place: &TaskLocation) -> Option<&'a str> {
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
