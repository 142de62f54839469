//! Links on paper: each is followed by a mark, and a sheet lists the targets of the marks.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::Serialize;

use super::address::{Lead, Links};
use super::content::ViewNode;
use super::page::whole;
use super::plain::words;
use super::typography::Typography;
use crate::document::{AddressUse, NodeId, NodeKind, without_decoration};
use crate::plan::{Handbook, LinkSource, Plan, Target};
use crate::span::Span;

/// The maximum number of letters in a listed address; for longer ones, only the host is listed.
const SHORT: usize = 40;

/// The mark of a link on a sheet, with its target. Links to the same address share a mark.
#[derive(Debug, Serialize)]
pub struct MarkView {
    /// Its number on the sheet, from 1.
    pub number: usize,
    /// Its target: the title of a page of the handbook, or the part of an address that helps on paper.
    pub title: String,
}

/// The titles of the targets of a document's links inside the handbook, by address.
pub(super) fn titles(
    links: Links<'_>,
    document: usize,
    typography: Typography,
) -> HashMap<String, String> {
    let handbook = links.handbook;
    let own = &handbook.documents[document];
    let link = |source: &LinkSource| match source {
        LinkSource::Node(id) => {
            let node = own.node(*id);
            match &node.kind {
                NodeKind::Link { target, .. } => {
                    Some((node.span, links.lead(document, *id, target)))
                }
                _ => None,
            }
        }
        LinkSource::Html(address) => {
            let is_link = address.purpose == AddressUse::Link;
            is_link.then(|| (address.span, links.lead_raw(document, address)))
        }
    };
    let targets = handbook.links[document].iter();
    let mut targets: Vec<(Span, Lead, &Target)> = targets
        .filter_map(|(source, target)| link(source).map(|(span, lead)| (span, lead, target)))
        .collect();
    // Several headings may have the same address, if they are a page's own; the first linked one is used.
    targets.sort_by_key(|(span, ..)| *span);
    let mut titles = HashMap::new();
    for (_, lead, target) in targets {
        if let Lead::To(address) = lead
            && !titles.contains_key(&address)
            && let Some(title) = title(handbook, target, document).filter(|title| !title.is_empty())
        {
            titles.insert(address, typography.title(&title));
        }
    }
    titles
}

/// The title of a target in the handbook: the page's, the heading's or both, from the perspective of a reader of the
/// document `from`.
fn title(handbook: &Handbook, target: &Target, from: usize) -> Option<String> {
    let (document, heading) = match target {
        Target::Document {
            document, heading, ..
        } => (*document, *heading),
        Target::Asset(path) => return Some(path.rsplit('/').next().unwrap_or(path).to_owned()),
        Target::External | Target::Missing | Target::Refused => return None,
    };
    let plan = handbook.plans.iter().find(|plan| plan.document == document);
    let chapter = || {
        let chapters = handbook.all_chapters();
        chapters.into_iter().find(|one| one.document == document)
    };
    let (page, own) = match plan {
        Some(plan) => (plan.title.as_str(), None),
        None => chapter().map_or(("", None), |one| (one.title.as_str(), one.heading)),
    };
    let Some(heading) = heading.filter(|heading| Some(*heading) != own) else {
        return Some(page.to_owned());
    };
    let named = plan.and_then(|plan| day_or_week(plan, heading));
    let words = named.unwrap_or_else(|| {
        let text = handbook.documents[document].text(heading);
        without_decoration(&text).1.to_owned()
    });
    let far = document != from && words != page;
    Some(if far { whole(page, &words) } else { words })
}

/// The name of the week or day with this heading.
fn day_or_week(plan: &Plan, heading: NodeId) -> Option<String> {
    let after = plan.weeks.partition_point(|week| week.heading <= heading);
    let week = &plan.weeks[after.checked_sub(1)?];
    if week.heading == heading {
        return Some(whole(&week.called, &week.title));
    }
    let day = week.days.iter().find(|day| day.heading == heading)?;
    let called = format!("{}, {}", week.called, day.called);
    Some(whole(&called, &day.title))
}

/// Numbers the links of a sheet in order of appearance.
pub(super) struct LinkMarks<'t> {
    /// The titles of the handbook's own pages, by address.
    titles: &'t HashMap<String, String>,
    /// Addresses with their marks.
    found: RefCell<Vec<(String, MarkView)>>,
}

impl<'t> LinkMarks<'t> {
    pub(super) fn new(titles: &'t HashMap<String, String>) -> Self {
        Self {
            titles,
            found: RefCell::default(),
        }
    }

    /// The number of a link; `None` if it leads to the same page, or if its words are its address.
    pub(super) fn number(&self, address: &str, content: &[ViewNode<'_>]) -> Option<usize> {
        let bare = |address: &str| without_scheme(address).trim_end_matches('/').to_owned();
        if address.starts_with('#') || bare(words(content).trim()) == bare(address) {
            return None;
        }
        let mut found = self.found.borrow_mut();
        if let Some(known) = found.iter().position(|(known, _)| known == address) {
            return Some(known + 1);
        }
        let number = found.len() + 1;
        let title = self.titles.get(address).cloned();
        let title = title.unwrap_or_else(|| shown(address));
        found.push((address.to_owned(), MarkView { number, title }));
        Some(number)
    }

    /// The marks, in order.
    pub(super) fn finish(self) -> Vec<MarkView> {
        let found = self.found.into_inner().into_iter();
        found.map(|(_, mark)| mark).collect()
    }
}

/// The part of an external address that is shown on paper: its host, and its path if that is short.
fn shown(address: &str) -> String {
    let rest = without_scheme(address).trim_start_matches("../");
    let rest = rest.trim_end_matches('/');
    let (path, _) = rest.split_once('#').unwrap_or((rest, ""));
    let host = path.split(['/', '?']).next().unwrap_or_default();
    let short = |part: &&str| part.chars().count() <= SHORT;
    let shown = [rest, path].into_iter().find(short).unwrap_or(host);
    shown.trim_end_matches('/').to_owned()
}

/// An address without `https://` or `mailto:`.
fn without_scheme(address: &str) -> &str {
    match address.split_once("://") {
        Some((_, rest)) => rest,
        None => address.strip_prefix("mailto:").unwrap_or(address),
    }
}
