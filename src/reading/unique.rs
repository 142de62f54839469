//! A folder for the pages of each plan in which no other document has its page.

use std::collections::HashSet;

use crate::document::Document;
use crate::plan::{Plan, page_id};

/// The ids of the pages that documents and plans have already.
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// Those of documents.
    pub(super) fn by<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        Self(documents.map(|document| page_id(&document.page)).collect())
    }

    /// Gives a plan, whose id is that of its document, another one if another document has a page of that folder.
    pub(super) fn settle(&mut self, plan: &mut Plan, document: &Document) {
        let names = names(plan);
        let own = page_id(&document.page);
        let pages = |id: &str| -> Vec<String> {
            let pages = names.iter().map(|name| format!("{id}/{name}"));
            pages.collect()
        };
        let is_free = |id: &String| {
            let mut pages = pages(id).into_iter();
            pages.all(|page| page == own || !self.0.contains(&page))
        };
        let first = plan.id.clone();
        let others = (2..).map(|number| format!("{first}-plan-{number}"));
        let mut ids = [first.clone(), format!("{first}-plan")]
            .into_iter()
            .chain(others);
        plan.id = ids.find(is_free).unwrap_or(first);
        self.0.extend(pages(&plan.id));
    }
}

/// The names of a plan's pages in its folder.
fn names(plan: &Plan) -> Vec<String> {
    let mut names = vec!["index".to_owned(), "everything".to_owned()];
    names.extend(plan.sections.iter().map(|section| section.id.clone()));
    for week in &plan.weeks {
        names.extend([week.id.clone(), format!("{}-sheets", week.id)]);
        names.extend(
            week.days
                .iter()
                .map(|day| format!("{}-{}", week.id, day.id)),
        );
    }
    let tracks = plan.tracks.iter();
    let in_tracks: Vec<String> = tracks
        .flat_map(|track| names.iter().map(|name| format!("{}/{name}", track.id)))
        .collect();
    if in_tracks.is_empty() {
        names
    } else {
        in_tracks
    }
}
