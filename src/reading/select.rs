//! Which documents are plans, and what they are read by: their language, and the form in which they write weeks.

use rayon::prelude::*;

use super::outline::has_week;
use super::{Given, promote};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::{Document, Form, NodeKind};
use crate::language::{Place, Vocabulary, detect};
use crate::span::Span;

/// Whether a path of the configuration names a document: its file, or the folder that it was joined from.
pub(super) fn named(path: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_start_matches("./").trim_end_matches('/');
    let wanted = wanted.strip_prefix("content/").unwrap_or(wanted);
    path == wanted || path.strip_suffix("/index.md") == Some(wanted)
}

/// Which documents are plans.
pub(super) fn which_are_plans(
    documents: &[Document],
    given: &Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<bool> {
    let weeks: Vec<bool> = documents
        .iter()
        .map(|document| has_week(document, words_of(document, given)))
        .collect();
    let chosen: Vec<bool> = documents
        .iter()
        .zip(&weeks)
        .map(|(document, week)| {
            let wanted = given.plans.is_empty()
                || given.plans.iter().any(|plan| named(&document.path, plan));
            wanted && (*week || !given.plans.is_empty())
        })
        .collect();
    if given.plans.is_empty() && !chosen.contains(&true) {
        let plans = without_weeks(documents);
        let first = documents.iter().zip(&plans).find(|(_, plan)| **plan);
        if let Some((document, _)) = first {
            let title = document
                .first_title()
                .map(|(title, _)| document.words(title));
            let told = "no line was read as a week, so the pages of this plan are its sections";
            let span = title.unwrap_or_else(|| Span::file_start(document.file));
            found.push(Diagnostic::new(Code::NoWeek, span, told).hint(
                "where weeks are meant, write them as `## Week 1: Title`; `prepbook outline` shows what was read",
            ));
        }
        return plans;
    }
    for plan in given.plans {
        if !documents
            .iter()
            .zip(&chosen)
            .any(|(document, chosen)| *chosen && named(&document.path, plan))
            && let Some(span) = given.configuration
        {
            let missing = Diagnostic::new(Code::NoPlan, span, format!("there is no plan `{plan}`"));
            let known = documents.iter().map(|document| document.path.as_str());
            found.push(match did_you_mean(plan, known) {
                Some(near) => missing.hint(format!("did you mean `{near}`?")),
                None => missing.hint("name a Markdown file or a folder below the content folder"),
            });
        }
    }
    chosen
}

/// Where no document has a week, those with boxes to tick are plans all the same, and so is one that is alone.
fn without_weeks(documents: &[Document]) -> Vec<bool> {
    let has_task = |document: &Document| document.all().any(|id| document.is_task(id));
    let alone = documents.len() == 1;
    documents
        .iter()
        .map(|document| alone || has_task(document))
        .collect()
}

/// Weeks and days become headings, and a document that does not state its language gets the one that it is in. Of
/// several documents, those whose weeks stand in headings are plans; where there are none, any form counts.
pub(super) fn read_forms(documents: Vec<Document>, given: &Given<'_>) -> Vec<Document> {
    let documents: Vec<Document> = documents
        .into_par_iter()
        .map(|mut document| {
            if document.front.language.is_none() && given.language.is_none() {
                document.front.language = detect(texts(&document)).map(str::to_owned);
            }
            document
        })
        .collect();
    let forms: Vec<Option<Form>> = documents
        .par_iter()
        .map(|document| promote::week_form(document, words_of(document, given)))
        .collect();
    let strongest = forms.iter().flatten().min().copied();
    let alone = strongest.is_none();
    documents
        .into_par_iter()
        .zip(forms)
        .map(|(document, form)| {
            let words = words_of(&document, given);
            let asked = given.plans.iter().any(|plan| named(&document.path, plan));
            let is_plan =
                strongest > Some(Form::Tail) || form <= Some(Form::Tail) && form.is_some();
            let document = if is_plan || asked || alone {
                promote::promote(document, words, alone)
            } else {
                document
            };
            promote::tick_tables(document, words)
        })
        .collect()
}

/// What a document says, in the order of the text, with the place of each piece.
fn texts(document: &Document) -> impl Iterator<Item = (Place, &str)> {
    let mut outer = None;
    let mut starts = true;
    document.all().filter_map(move |id| {
        if outer.is_some_and(|(outer, _)| !document.contains(outer, id)) {
            outer = None;
        }
        match &document.node(id).kind {
            NodeKind::Heading(_) => outer = Some((id, Place::Heading)),
            NodeKind::TableHead => outer = Some((id, Place::TableHead)),
            NodeKind::Paragraph
            | NodeKind::Item { .. }
            | NodeKind::TableCell
            | NodeKind::Strong
            | NodeKind::HardBreak
            | NodeKind::SoftBreak => starts = true,
            NodeKind::Text(text) => {
                let place = match outer {
                    Some((_, place)) => place,
                    None if starts => Place::Start,
                    None => Place::Body,
                };
                starts = false;
                return Some((place, text.as_str()));
            }
            _ => {}
        }
        None
    })
}

pub(super) fn words_of(document: &Document, given: &Given<'_>) -> &'static Vocabulary {
    Vocabulary::of(document.front.language.as_deref().or(given.language))
}

/// The place of a document in the navigation; one that is not in it comes last.
pub(super) fn in_nav(document: &Document, given: &Given<'_>) -> usize {
    let is_of = |path: &str| document.files().any(|(own, _)| own == path);
    let place = given.nav.iter().position(|entry| is_of(&entry.path));
    place.unwrap_or(usize::MAX)
}
