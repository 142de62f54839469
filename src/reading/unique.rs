//! Gives each page a unique address: documents whose names have the same address get numbers, and a plan gets a
//! different folder if a page of another document is in its way.

use std::collections::HashMap;

use super::select::OutlinedDocument;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::plan::{Plan, page_id};
use crate::span::{FileId, Span};

/// The hint on how to choose an address.
const RENAME: &str = "rename one of the files to choose the address yourself";

/// Gives each document a page of its own. A document whose path equals that of its page keeps it; otherwise the first
/// one does.
pub(super) fn settle_pages(outlined: &mut [OutlinedDocument], diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, usize> = HashMap::new();
    let mut order: Vec<(usize, String)> = outlined
        .iter()
        .map(|read| page_id(&read.document.page))
        .enumerate()
        .collect();
    order.sort_by_key(|(index, id)| stem(&outlined[*index].document.page) != id);
    let mut late = Vec::new();
    for (index, id) in order {
        match owners.get(&id) {
            Some(first) => late.push((index, *first, id)),
            None => {
                owners.insert(id, index);
            }
        }
    }
    for (index, first, id) in late {
        let own = stem(&outlined[index].document.page).to_owned();
        let pages = (2..).map(|number| format!("{own}-{number}.md"));
        let mut pages = pages.map(|page| (page_id(&page), page));
        let Some((new, page)) = pages.find(|(new, _)| !owners.contains_key(new)) else {
            continue;
        };
        let keeper = &outlined[first].document;
        let keeps = Span::file_start(keeper.file);
        let message = format!(
            "this document is published as `{new}.html`, because `{}` is already `{id}.html`",
            shown(keeper)
        );
        let document = &mut outlined[index].document;
        let note = Diagnostic::new(Code::RenamedPage, Span::file_start(document.file), message);
        diagnostics.push(note.label(keeps, "this document").hint(RENAME));
        document.page = page;
        owners.insert(new, index);
    }
}

/// The path of the first file of a document.
fn shown(document: &Document) -> &str {
    let first = document.roots().next();
    first.map_or(&document.path, |first| document.path_of(first))
}

/// A path without its extension.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// The pages in use by documents and plans, by their ids.
pub(super) struct PagesInUse(HashMap<String, Owner>);

/// The owner of a page.
#[derive(Clone)]
struct Owner {
    file: FileId,
    path: String,
    is_plan: bool,
}

impl Owner {
    fn of(document: &Document, is_plan: bool) -> Self {
        Self {
            file: document.file,
            path: shown(document).to_owned(),
            is_plan,
        }
    }
}

impl PagesInUse {
    /// Those of documents.
    pub(super) fn by<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        let owners =
            documents.map(|document| (page_id(&document.page), Owner::of(document, false)));
        Self(owners.collect())
    }

    /// Gives a plan, whose id is that of its document, a different one if a page of that folder is in use. A document
    /// with the name of a week's or a day's page is an error.
    pub(super) fn settle(
        &mut self,
        plan: &mut Plan,
        document: &Document,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let names = PageNames::of(plan);
        let own = page_id(&document.page);
        let first = plan.id.clone();
        let mut is_refused = false;
        for name in &names.fixed {
            let page = format!("{first}/{name}");
            if let Some(other) = self
                .0
                .get(&page)
                .filter(|other| !other.is_plan && page != own)
            {
                is_refused = true;
                diagnostics.push(same_page(other, &page, document));
            }
        }
        if !is_refused {
            let others = (2..).map(|number| format!("{first}-plan-{number}"));
            let mut ids = [first.clone(), format!("{first}-plan")]
                .into_iter()
                .chain(others);
            let is_free = |id: &String| self.in_the_way(&names, (id, &own)).is_none();
            plan.id = ids.find(is_free).unwrap_or_else(|| first.clone());
        }
        if let Some((page, other)) = self
            .in_the_way(&names, (&first, &own))
            .filter(|_| plan.id != first)
        {
            let message = format!(
                "this plan is published in `{}/`, because `{}` is already `{page}.html`",
                plan.id, other.path
            );
            let span = Span::file_start(document.file);
            let note = Diagnostic::new(Code::RenamedPage, span, message);
            let label = Span::file_start(other.file);
            diagnostics.push(note.label(label, "this document").hint(RENAME));
        }
        let pages = names.all().map(|name| format!("{}/{name}", plan.id));
        let owner = Owner::of(document, true);
        self.0.extend(pages.map(|page| (page, owner.clone())));
    }

    /// The first page of a plan in the folder `id` that is in use.
    fn in_the_way(&self, names: &PageNames, (id, own): (&str, &str)) -> Option<(String, &Owner)> {
        let mut pages = names.all().map(|name| format!("{id}/{name}"));
        pages.find_map(|page| {
            let owner = self.0.get(&page).filter(|_| page != own)?;
            Some((page, owner))
        })
    }
}

fn same_page(other: &Owner, page: &str, document: &Document) -> Diagnostic {
    let message = format!(
        "`{}` would be written to `{page}.html`, which is a page of `{}`",
        other.path,
        shown(document)
    );
    let span = Span::file_start(other.file);
    Diagnostic::new(Code::SamePage, span, message)
        .label(Span::file_start(document.file), "this plan")
        .hint("rename the document, or move it to another folder")
}

/// The names of a plan's pages in its folder.
struct PageNames {
    /// Names derived from its weeks and days.
    fixed: Vec<String>,
    /// Names derived from its other headings, and the name of its first page.
    chosen: Vec<String>,
}

impl PageNames {
    fn of(plan: &Plan) -> Self {
        let mut fixed = vec!["everything".to_owned()];
        for week in &plan.weeks {
            fixed.extend([week.id.clone(), format!("{}-sheets", week.id)]);
            let days = week.days.iter();
            fixed.extend(days.map(|day| format!("{}-{}", week.id, day.id)));
        }
        let mut chosen = vec!["index".to_owned()];
        chosen.extend(plan.sections.iter().map(|section| section.id.clone()));
        if plan.tracks.is_empty() {
            return Self { fixed, chosen };
        }
        let in_tracks = |names: &[String]| -> Vec<String> {
            let tracks = plan.tracks.iter();
            tracks
                .flat_map(|track| names.iter().map(|name| format!("{}/{name}", track.id)))
                .collect()
        };
        Self {
            fixed: in_tracks(&fixed),
            chosen: in_tracks(&chosen),
        }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.fixed.iter().chain(&self.chosen)
    }
}
