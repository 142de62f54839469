//! The languages of a handbook, and that of each document.

use super::context::HandbookContext;
use super::translation::{language_folder, primary};
use crate::document::Document;
use crate::plan::{Chapter, Locale, Plan};

/// The languages of the documents, and which of them is each document's.
pub(super) struct Locales {
    pub(super) all: Vec<Locale>,
    pub(super) of_documents: Vec<usize>,
}

/// The language of each document: the stated one, or else that of the configuration, or the detected one. A chapter's
/// words show less than a plan's, so its detected language must be that of a plan. Any other document is in the language
/// of the handbook: the configured one, or else that of the first plan or of the cover.
pub(super) fn locales(
    documents: &[Document],
    plans: &[Plan],
    cover: Option<&Chapter>,
    context: &HandbookContext<'_>,
) -> Locales {
    let of = |document: usize| documents[document].front.language.as_deref();
    let is_original = |plan: &&Plan| documents[plan.document].translation.is_none();
    let first = plans.iter().find(is_original).or(plans.first());
    let shown = first.map_or(cover.map(|cover| cover.document), |plan| {
        Some(plan.document)
    });
    let main = context.language.or(shown.and_then(of)).unwrap_or("en");
    let of_plans: Vec<String> = plans
        .iter()
        .filter_map(|plan| of(plan.document))
        .chain([main])
        .map(primary)
        .collect();
    let mut locales = Locales {
        all: vec![Locale {
            language: main.to_owned(),
            folder: String::new(),
        }],
        of_documents: Vec::new(),
    };
    for (index, document) in documents.iter().enumerate() {
        let is_plan = plans.iter().any(|plan| plan.document == index);
        let is_sure = |language: &&str| {
            !document.is_language_detected || is_plan || of_plans.contains(&primary(language))
        };
        let locale = Locale {
            language: of(index).filter(is_sure).unwrap_or(main).to_owned(),
            folder: language_folder(document),
        };
        let mut all = locales.all.iter();
        let known = all.position(|known| *known == locale);
        let own = known.unwrap_or(locales.all.len());
        if known.is_none() {
            locales.all.push(locale);
        }
        locales.of_documents.push(own);
    }
    locales
}
