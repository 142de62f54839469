//! Translations: `plan.de.md` beside `plan.md` is the same document in German. Its page is in a folder with the name of
//! its language, `de/plan`, and it takes from its original what is no matter of language.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::Document;
use crate::language::Vocabulary;
use crate::plan::{Plan, page_id};

/// Finds the translations among the documents, by their names, and gives each its language and the path of its page.
///
/// The part of the name must be a language with a vocabulary or the stated one: `plan.v2.md` is another plan.
pub(super) fn name_translations(documents: &mut [Document]) {
    let pages: HashMap<String, String> = documents
        .iter()
        .map(|document| (document.path.clone(), document.page.clone()))
        .collect();
    let is_translation = |path: &str| {
        let original = parts(path).map(|(original, _)| original);
        original.is_some_and(|original| pages.contains_key(&original))
    };
    // A handbook without a text on its cover may have one in other languages.
    let translated = documents.iter().filter_map(|document| {
        let (_, tag) = parts(&document.path).filter(|_| is_translation(&document.path))?;
        Some(tag.to_owned())
    });
    let languages: BTreeSet<String> = translated.collect();
    let cover = "index.md".to_owned();
    for document in documents {
        let Some((path, tag)) = parts(&document.path) else {
            continue;
        };
        let is_cover = path == cover && languages.contains(tag);
        let is_its_language = match &document.front.language {
            Some(stated) => primary(stated) == primary(tag),
            None => Vocabulary::knows(tag),
        };
        let original = pages.get(&path).filter(|_| !is_translation(&path));
        let original = original.or(is_cover.then_some(&cover));
        if let Some(original) = original.filter(|_| is_its_language) {
            let tag = tag.replace('_', "-");
            document.page = format!("{}{original}", folder(&tag));
            document.front.language.get_or_insert_with(|| tag.clone());
            document.translation = Some(tag);
        }
    }
}

/// The path of the original of a translation, and the language in its name: `plan.md` and `de` for `plan.de.md`.
fn parts(path: &str) -> Option<(String, &str)> {
    let (stem, ending) = path.rsplit_once('.')?;
    let (original, tag) = stem.rsplit_once('.')?;
    let mut subtags = tag.split(['-', '_']);
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_tag = subtags.next().is_some_and(|primary| {
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase())
    }) && subtags.all(|subtag| (2..=8).contains(&subtag.len()) && is_word(subtag));
    let is_named = !original.is_empty() && !original.ends_with('/');
    (is_tag && is_named).then(|| (format!("{original}.{ending}"), tag))
}

pub(super) fn primary(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    primary.to_ascii_lowercase()
}

/// The folder of the pages in a language, with a `/` at its end.
fn folder(tag: &str) -> String {
    format!("{}/", tag.to_ascii_lowercase())
}

/// The folder of a document's page that its language adds, with a `/` at its end; empty for an original.
pub(super) fn language_folder(document: &Document) -> String {
    let tag = document.translation.as_deref();
    tag.map(folder).unwrap_or_default()
}

/// The path of the page of a document's original, or its own.
fn original_page(document: &Document) -> &str {
    let folder = language_folder(document);
    let page = document.page.strip_prefix(folder.as_str());
    page.unwrap_or(&document.page)
}

/// The paths of a document's files, and of those that these translate.
pub(super) fn paths(document: &Document) -> impl Iterator<Item = String> {
    let is_translation = document.translation.is_some();
    let files = document.files().map(|(path, _)| path);
    let named = is_translation.then(|| original_page(document));
    files
        .flat_map(move |path| {
            let original = parts(path).filter(|_| is_translation);
            let original = original.map(|(original, _)| original);
            [Some(path.to_owned()), original]
        })
        .flatten()
        .chain(named.map(str::to_owned))
}

/// The document that each translation translates, both as indices.
pub(super) fn originals(documents: &[Document]) -> BTreeMap<usize, usize> {
    let is_original = |(_, document): &(usize, &Document)| document.translation.is_none();
    let all = documents.iter().enumerate();
    let pages: HashMap<String, usize> = all
        .clone()
        .filter(is_original)
        .map(|(index, document)| (page_id(&document.page), index))
        .collect();
    let translations = all.filter(|(_, document)| document.translation.is_some());
    translations
        .filter_map(|(index, document)| {
            let original = pages.get(&page_id(original_page(document)))?;
            Some((index, *original))
        })
        .collect()
}

/// Gives the plans that are translations the ids of their originals, in addresses and in what readers keep.
pub(super) fn adopt_ids(
    plans: &mut [Plan],
    documents: &[Document],
    originals: &BTreeMap<usize, usize>,
) {
    for index in 0..plans.len() {
        let own = plans[index].document;
        let folder = language_folder(&documents[own]);
        let id = plans[index].id.clone();
        let original = originals.get(&own);
        let original = original.and_then(|document| {
            let mut plans = plans.iter();
            plans.position(|plan| plan.document == *document)
        });
        let Some(original) = original else {
            id.strip_prefix(&folder)
                .unwrap_or(&id)
                .clone_into(&mut plans[index].key);
            continue;
        };
        let original = &plans[original];
        let key = original.id.clone();
        let tracks: Vec<String> = original
            .tracks
            .iter()
            .map(|track| track.id.clone())
            .collect();
        let levels: Vec<String> = original
            .levels
            .iter()
            .map(|level| level.id.clone())
            .collect();
        let plan = &mut plans[index];
        plan.id = format!("{folder}{key}");
        plan.key = key;
        adopt(plan.tracks.iter_mut().map(|track| &mut track.id), tracks);
        adopt(plan.levels.iter_mut().map(|level| &mut level.id), levels);
    }
}

/// Replaces ids with others in their order, if there are as many and some differ.
fn adopt<'a>(own: impl ExactSizeIterator<Item = &'a mut String>, others: Vec<String>) {
    let own: Vec<&mut String> = own.collect();
    let differs = own.iter().any(|id| !others.contains(id));
    if own.len() == others.len() && differs {
        own.into_iter()
            .zip(others)
            .for_each(|(id, other)| *id = other);
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn the_language_is_the_last_part_of_a_name() {
        for (path, expected) in [
            ("plan.de.md", Some(("plan.md", "de"))),
            ("a/plan.pt-BR.md", Some(("a/plan.md", "pt-BR"))),
            ("plan.zh_Hant.markdown", Some(("plan.markdown", "zh_Hant"))),
            ("v1.2.fil.md", Some(("v1.2.md", "fil"))),
            ("plan.md", None),
            ("plan.v2.md", None),
            ("plan.final.md", None),
            ("plan.DE.md", None),
            ("plan.de-.md", None),
            ("a/.de.md", None),
            ("a.de/plan", None),
        ] {
            let found = parts(path);
            let found = found.as_ref().map(|(path, tag)| (path.as_str(), *tag));
            assert_eq!(found, expected, "{path}");
        }
    }
}
