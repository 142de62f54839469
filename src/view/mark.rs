//! Links on paper: a mark stands behind each, and a sheet lists what the marks lead to.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::address::{Lead, Links};
use super::edition::whole;
use super::escape::escape_address;
use super::piece::Piece;
use super::rest::printed;
use super::section::SectionView;
use super::week::ItemView;
use crate::document::{NodeId, NodeKind, without_decoration};
use crate::plan::{Handbook, Plan, Target};

/// The most letters that an address is listed with; of a longer one its host is.
const SHORT: usize = 40;

/// The mark of a link on a sheet, and what it leads to. Links to the same address share a mark.
#[derive(Debug, Serialize)]
pub struct MarkView {
    /// Its number on the sheet, from 1.
    pub number: usize,
    /// The link's address as it stands in the HTML.
    pub address: String,
    /// What it leads to: a title of the handbook's own, or as much of an address as helps on paper.
    pub title: String,
}

/// The titles of what a document's links lead to inside the handbook, by their addresses as they stand in the HTML.
pub(super) fn titles(links: Links<'_>, document: usize) -> HashMap<String, String> {
    let handbook = links.handbook;
    let is_link = |id: NodeId| {
        matches!(
            handbook.documents[document].node(id).kind,
            NodeKind::Link { .. }
        )
    };
    let targets = handbook.links[document].iter();
    let mut targets: Vec<(NodeId, &Target)> = targets
        .filter(|(id, _)| is_link(**id))
        .map(|(id, target)| (*id, target))
        .collect();
    // Several headings may have one address, where they are a page's own; the first that is linked names it.
    targets.sort_unstable_by_key(|(id, _)| *id);
    let mut titles = HashMap::new();
    for (id, target) in targets {
        if let Lead::To(address) = links.lead(document, id, "") {
            let address = escape_address(&address);
            if !titles.contains_key(&address)
                && let Some(title) =
                    title(handbook, target, document).filter(|title| !title.is_empty())
            {
                titles.insert(address, title);
            }
        }
    }
    titles
}

/// What stands at a place of the handbook: the page's title, the heading's or both, as a reader of the document
/// `from` looks for it.
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
        let chapters = handbook.chapters.iter().chain(&handbook.cover);
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

/// What a week or a day is called that has this heading.
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

/// The marks of what is in a day, in the order in which it is read.
pub(super) fn marks<'i>(
    items: impl Iterator<Item = &'i ItemView>,
    titles: &HashMap<String, String>,
) -> Vec<MarkView> {
    let mut marks: Vec<MarkView> = Vec::new();
    let mut row = |row: &[Piece]| {
        for piece in printed(row) {
            let Piece::Html { html } = piece else {
                continue;
            };
            for link in links(html).filter(Link::has_mark) {
                if marks.iter().all(|known| known.address != link.address) {
                    let title = titles.get(link.address);
                    marks.push(MarkView {
                        number: marks.len() + 1,
                        address: link.address.to_owned(),
                        title: title.cloned().unwrap_or_else(|| shown(link.address)),
                    });
                }
            }
        }
    };
    for item in items {
        match item {
            ItemView::Prose { body }
            | ItemView::Block { body, .. }
            | ItemView::Note { body, .. } => row(body),
            ItemView::Section(section) => in_section(section, &mut row),
        }
    }
    marks
}

fn in_section(section: &SectionView, row: &mut impl FnMut(&[Piece])) {
    row(&section.body);
    for inner in &section.sections {
        in_section(inner, row);
    }
}

/// HTML with the numbers of marks on its links, for a theme to show on paper.
pub fn marked(html: &str, marks: &[MarkView]) -> String {
    let mut with_marks = String::with_capacity(html.len() + marks.len() * 24);
    let mut done = 0;
    for link in links(html).filter(Link::has_mark) {
        if let Some(mark) = marks.iter().find(|mark| mark.address == link.address) {
            with_marks.push_str(&html[done..link.at]);
            let _ = write!(with_marks, " data-mark=\"{}\"", mark.number);
            done = link.at;
        }
    }
    with_marks.push_str(&html[done..]);
    with_marks
}

/// A link in HTML.
struct Link<'h> {
    /// Where its attributes begin.
    at: usize,
    address: &'h str,
    words: &'h str,
}

impl Link<'_> {
    /// Whether paper lacks where it leads: not if that is on the same page, or written out.
    fn has_mark(&self) -> bool {
        let bare = |address: &str| without_scheme(address).trim_end_matches('/').to_owned();
        !self.address.starts_with('#') && bare(self.words.trim()) != bare(self.address)
    }
}

/// The links in HTML that this program wrote or cleaned.
fn links(html: &str) -> impl Iterator<Item = Link<'_>> {
    html.match_indices("<a ").filter_map(|(at, name)| {
        let at = at + name.len() - 1;
        let (tag, rest) = html[at..].split_once('>')?;
        let (_, address) = tag.split_once(" href=\"")?;
        Some(Link {
            at,
            address: address.split('"').next().unwrap_or_default(),
            words: rest.split("</a>").next().unwrap_or_default(),
        })
    })
}

/// What of an address that leads out of the handbook stands on paper: its host, and its path where that is short.
fn shown(address: &str) -> String {
    let address = address.replace("&amp;", "&").replace("&#x27;", "'");
    let rest = without_scheme(&address).trim_start_matches("../");
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
