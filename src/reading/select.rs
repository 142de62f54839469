//! Selects the documents that are plans, and determines their language and the form of their weeks.

use std::sync::Arc;

use rayon::prelude::*;

use super::context::{HandbookContext, front_page, is_named, named, words_of};
use super::folder::JoinedDocument;
use super::fragment::HeadingNames;
use super::past::PastReading;
use super::possible::{PossibleOutline, Title};
use super::shape::DocumentSetting;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::document::{Document, NodeKind};
use crate::language::{TextPosition, Vocabulary, day_comes_first, detect};
use crate::plan::{Layout, NoPlan, UnchosenMention};
use crate::span::Span;

/// A document with its chosen outline.
#[derive(Debug)]
pub(super) struct OutlinedDocument {
    pub(super) document: Document,
    /// The names in its headings; empty for a chapter.
    pub(super) names: Arc<HeadingNames>,
    /// Its first heading, if it is of level 1.
    pub(super) title: Option<Arc<Title>>,
    /// Mentions that were not chosen.
    pub(super) left: Arc<Vec<UnchosenMention>>,
    /// Why it is not a plan; `None` if it is one.
    pub(super) no_plan: Option<NoPlan>,
}

/// A document with its possible outline.
struct ReadDocument {
    document: Document,
    outline: Arc<PossibleOutline>,
}

impl ReadDocument {
    fn of(
        joined: JoinedDocument,
        (words, setting): (&'static Vocabulary, DocumentSetting),
        past: Option<&PastReading>,
    ) -> Self {
        let known = past.and_then(|past| past.outline(&joined, words, setting));
        let outline = known.unwrap_or_else(|| {
            let outline = PossibleOutline::of(&joined, words, setting);
            Arc::new(outline)
        });
        Self {
            document: joined.document,
            outline,
        }
    }
}

/// Selects the documents that are plans, with the outline of each: the others stay unchanged.
pub(super) fn outlined(
    sources: Vec<JoinedDocument>,
    context: &HandbookContext<'_>,
    mut past: Option<&mut PastReading>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<OutlinedDocument> {
    // A translation is no other document.
    let is_original = |source: &&JoinedDocument| source.document.translation.is_none();
    let originals = sources.iter().filter(is_original).count();
    let single = originals == 1;
    let setting = DocumentSetting::of(context.layout, originals);
    let known = past.as_deref();
    let chosen: Vec<ReadDocument> = sources
        .into_par_iter()
        .map(|source| {
            let words = words_of(&source.document, context);
            ReadDocument::of(source, (words, setting), known)
        })
        .collect();
    if let Some(past) = &mut past {
        let outlines = chosen.iter().map(|read| Arc::clone(&read.outline));
        past.keep_outlines(outlines);
    }
    let front = (context.layout == Layout::Site && !single)
        .then(|| front_page(chosen.iter().map(|read| read.document.page.as_str())))
        .flatten()
        .map(str::to_owned);
    let are_plans = which_are_plans(&chosen, (context, setting, front.as_deref()), diagnostics);
    chosen
        .into_par_iter()
        .zip(are_plans)
        .map(|(read, is_plan)| {
            let ReadDocument { document, outline } = read;
            let no_plan = match document.front.plan {
                _ if is_plan => None,
                Some(false) => Some(NoPlan::Stated),
                _ if !context.plans.is_empty() => Some(NoPlan::NotNamed),
                _ if outline.shape.is_empty() => Some(NoPlan::NoWeek),
                _ if front.as_deref() == Some(&document.page) => Some(NoPlan::FrontPage),
                _ if outline.shape.is_journal() => Some(NoPlan::Journal),
                _ => Some(NoPlan::Aside),
            };
            let (document, names) = outline.composed(document, is_plan);
            OutlinedDocument {
                document,
                names,
                title: outline.title.clone(),
                left: Arc::clone(&outline.left),
                no_plan,
            }
        })
        .collect()
}

fn which_are_plans(
    documents: &[ReadDocument],
    (context, setting, front): (&HandbookContext<'_>, DocumentSetting, Option<&str>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<bool> {
    let chosen: Vec<bool> = documents
        .iter()
        .map(|ReadDocument { document, outline }| {
            let wanted = context.plans.iter().any(|plan| is_named(document, plan));
            match document.front.plan {
                Some(stated) => stated,
                None if !context.plans.is_empty() => wanted,
                None => Some(document.page.as_str()) != front && outline.shape.is_plan(setting),
            }
        })
        .collect();
    let documents: Vec<&Document> = documents.iter().map(|read| &read.document).collect();
    if context.plans.is_empty() && !chosen.contains(&true) {
        let plans = without_weeks(&documents, context.layout);
        let first = documents.iter().zip(&plans).find(|(_, plan)| **plan);
        if let Some((document, _)) = first {
            let title = document
                .first_title()
                .map(|(title, _)| document.words(title));
            let message = "no weeks found, so each section of this plan becomes a page";
            let span = title.unwrap_or_else(|| Span::file_start(document.file));
            diagnostics.push(Diagnostic::new(Code::NoWeek, span, message).hint(
                "write weeks as `## Week 1: Title`; `prepbook outline` shows how the plan was read",
            ));
        }
        return plans;
    }
    for plan in context.plans {
        if !documents
            .iter()
            .zip(&chosen)
            .any(|(document, chosen)| *chosen && named(&document.path, plan))
            && let Some(span) = context.configuration
        {
            let path = plan.trim_start_matches("./").trim_end_matches('/');
            let path = path.strip_prefix("content/").unwrap_or(path);
            if let Some(why) = (context.left_out)(path) {
                let message = format!("plan `{plan}` {}", why.reason());
                let mut left_out = Diagnostic::new(Code::NoPlan, span, message)
                    .hint(format!("remove it from `plans`, or {}", why.remedy()));
                // The author excluded it on purpose.
                left_out.severity = Severity::Warning;
                diagnostics.push(left_out);
                continue;
            }
            let missing = Diagnostic::new(Code::NoPlan, span, format!("plan `{plan}` not found"));
            let known = documents.iter().map(|document| document.path.as_str());
            diagnostics.push(match did_you_mean(plan, known) {
                Some(near) => missing.hint(format!("did you mean `{near}`?")),
                None => missing.hint(
                    "write the path of a Markdown file or a folder, relative to the content folder",
                ),
            });
        }
    }
    chosen
}

/// If no document has a week, those with boxes to tick are plans too, and so is a single document. Pages of a site stay
/// pages.
fn without_weeks(documents: &[&Document], layout: Layout) -> Vec<bool> {
    let has_task = |document: &Document| document.all().any(|id| document.is_task(id));
    let is_original = |document: &&&Document| document.translation.is_none();
    let alone = documents.iter().filter(is_original).count() == 1;
    documents
        .iter()
        .map(|document| match (document.front.plan, layout) {
            (Some(stated), _) => stated,
            (None, Layout::Handbook) => alone || has_task(document),
            (None, Layout::Site) => false,
        })
        .collect()
}

/// Detects the language of each document that does not state one.
pub(super) fn detect_languages(documents: &mut [Document], context: &HandbookContext<'_>) {
    documents.par_iter_mut().for_each(|document| {
        let said = document
            .all()
            .filter_map(|id| match &document.node(id).kind {
                NodeKind::Text(text) | NodeKind::InlineCode(text) => Some(text.as_str()),
                _ => None,
            });
        document.front.day_first = day_comes_first(said);
        if document.front.language.is_none() && context.language.is_none() {
            document.front.language = detect(texts(document)).map(str::to_owned);
            document.is_language_detected = true;
        }
    });
}

/// The texts of a document in order, each with its position.
fn texts(document: &Document) -> impl Iterator<Item = (TextPosition, &str)> {
    let mut outer = None;
    let mut starts = true;
    document.all().filter_map(move |id| {
        if outer.is_some_and(|(outer, _)| !document.contains(outer, id)) {
            outer = None;
        }
        match &document.node(id).kind {
            NodeKind::Heading(_) => outer = Some((id, TextPosition::Heading)),
            NodeKind::TableHead => outer = Some((id, TextPosition::TableHead)),
            NodeKind::Paragraph
            | NodeKind::Item { .. }
            | NodeKind::TableCell
            | NodeKind::Strong
            | NodeKind::HardBreak
            | NodeKind::SoftBreak => starts = true,
            NodeKind::Text(text) => {
                let place = match outer {
                    Some((_, place)) => place,
                    None if starts => TextPosition::Start,
                    None => TextPosition::Body,
                };
                starts = false;
                return Some((place, text.as_str()));
            }
            _ => {}
        }
        None
    })
}
