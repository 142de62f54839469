//! Assembles a handbook from documents: plans, plans in several files, and chapters.

use std::collections::BTreeSet;

use super::context::{HandbookContext, front_page, in_nav, is_named, words_of};
use super::locales::{Locales, locales};
use super::past::PastReading;
use super::plans::plans;
use super::scope::{self, AudienceNames};
use super::select::{detect_languages, outlined};
use super::title::{differs, title_of};
use super::unique::settle_pages;
use super::{calendar, folder, pictures, task, translation};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::plan::{Chapter, Handbook, NoPlan, Plan, page_id, resolve_links, resolve_redirects};

/// Assembles the handbook.
pub(super) fn assemble(
    documents: Vec<Document>,
    context: &HandbookContext<'_>,
    mut past: Option<&mut PastReading>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Handbook {
    let mut documents = documents;
    translation::name_translations(&mut documents);
    detect_languages(&mut documents, context);
    let joined = folder::join(documents, context);
    let mut outlined = outlined(joined, context, past.as_deref_mut(), diagnostics);
    settle_pages(&mut outlined, diagnostics);
    let no_plan: Vec<Option<NoPlan>> = outlined.iter().map(|read| read.no_plan).collect();
    let mut plans = plans(&outlined, context, past, diagnostics);
    let documents: Vec<Document> = outlined.into_iter().map(|read| read.document).collect();
    let originals = translation::originals(&documents);
    translation::adopt_ids(&mut plans, &documents, &originals);
    sort_plans(&mut plans, &documents, context);
    diagnostics.extend(calendar::unplaced(&plans, &documents, context.course));
    let mut chapters: Vec<Chapter> = documents
        .iter()
        .enumerate()
        .filter_map(|(index, document)| Some((index, document, no_plan[index]?)))
        .map(|(index, document, why)| {
            chapter((index, why), document, context, (&plans, diagnostics))
        })
        .collect();
    chapters.sort_by_key(|chapter| in_nav(&documents[chapter.document], context));
    let (cover, translated_covers) = take_covers(&mut chapters, &documents);
    let Locales { all, of_documents } = locales(&documents, &plans, cover.as_ref(), context);
    let beside = context.beside();
    let links = resolve_links(&documents, &plans, beside, diagnostics);
    let moved = resolve_redirects(context.redirects, (&documents, &plans), beside, diagnostics);
    let pictures = pictures::sizes(&links, context.picture_size);
    let unlisted = (0..documents.len()).filter(|index| is_unlisted(&documents[*index], context));
    let unlisted: BTreeSet<usize> = unlisted.collect();
    let listed = plans.iter().find(|plan| !unlisted.contains(&plan.document));
    let title = context
        .title
        .map(str::to_owned)
        .or_else(|| cover.as_ref().map(|cover| cover.title.clone()))
        .or_else(|| listed.or(plans.first()).map(|plan| plan.title.clone()))
        .unwrap_or_default();
    Handbook {
        title,
        unlisted,
        moved,
        cohorts: context.cohorts.to_vec(),
        layout: context.layout,
        documents,
        links,
        pictures,
        plans,
        chapters,
        cover,
        translated_covers,
        locales: all,
        locale_of: of_documents,
        originals,
    }
}

/// Takes the covers out of the chapters: that of the handbook, and those of translations.
fn take_covers(
    chapters: &mut Vec<Chapter>,
    documents: &[Document],
) -> (Option<Chapter>, Vec<Chapter>) {
    let folder = |chapter: &Chapter| translation::language_folder(&documents[chapter.document]);
    let folders: BTreeSet<String> = chapters.iter().map(folder).collect();
    let (mut cover, mut translated) = (None, Vec::new());
    for of in folders {
        let own = chapters.iter().filter(|chapter| folder(chapter) == of);
        let page = |chapter: &Chapter| documents[chapter.document].page.as_str();
        let pages = own.filter_map(|chapter| page(chapter).strip_prefix(of.as_str()));
        let Some(front) = front_page(pages).map(|front| format!("{of}{front}")) else {
            continue;
        };
        let place = chapters.iter().position(|chapter| page(chapter) == front);
        match place.map(|index| chapters.remove(index)) {
            Some(chapter) if of.is_empty() => cover = Some(chapter),
            chapter => translated.extend(chapter),
        }
    }
    (cover, translated)
}

/// Sorts plans as the configuration lists them, then as the navigation does; translations come after all others.
fn sort_plans(plans: &mut [Plan], documents: &[Document], context: &HandbookContext<'_>) {
    plans.sort_by_cached_key(|plan| {
        let document = &documents[plan.document];
        let mut stated = context.plans.iter();
        let stated = stated.position(|wanted| is_named(document, wanted));
        let place = stated.unwrap_or_else(|| in_nav(document, context));
        (document.translation.clone(), place)
    });
}

/// Whether a document is not linked from the navigation: it is unlisted, or the page for missing addresses.
fn is_unlisted(document: &Document, context: &HandbookContext<'_>) -> bool {
    let is_meant = || {
        document
            .files()
            .all(|(path, _)| (context.is_unlisted)(path))
    };
    let is_for_no_address = || page_id(&document.page) == "404";
    document.front.unlisted
        || in_nav(document, context) == usize::MAX && (is_for_no_address() || is_meant())
}

fn chapter(
    (index, why): (usize, NoPlan),
    document: &Document,
    context: &HandbookContext<'_>,
    (plans, diagnostics): (&[Plan], &mut Vec<Diagnostic>),
) -> Chapter {
    let words = words_of(document, context);
    let first = document.first_title();
    let tasks = task::find(document, words);
    let names = AudienceNames {
        tracks: plans.first().map_or(&[], |plan| &plan.tracks),
        levels: plans.first().map_or(&[], |plan| &plan.levels),
        words,
    };
    let audiences = scope::audiences(document, names, diagnostics);
    let title = title_of(document, first.as_ref(), context);
    Chapter {
        document: index,
        heading: first
            .filter(|first| !differs(first, &title))
            .map(|(heading, _)| heading),
        title,
        tasks,
        audiences,
        why,
        in_nav: in_nav(document, context) < usize::MAX,
    }
}
