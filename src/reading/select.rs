//! Selects the documents that are plans, and determines their language and the form of their weeks.

use rayon::prelude::*;

use super::choose::{ChosenOutline, choose};
use super::compose::compose;
use super::context::{HandbookContext, front_page, is_named, named, words_of};
use super::folder::FragmentedDocument;
use super::fragment::{Fragment, HeadingNames};
use super::shape::{DocumentSetting, OutlineShape};
use super::whole;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::document::{Document, NodeKind};
use crate::language::{TextPosition, day_comes_first, detect};
use crate::plan::{Layout, NoPlan, UnchosenMention};
use crate::span::Span;

/// A document with its chosen outline.
#[derive(Debug)]
pub(super) struct OutlinedDocument {
    pub(super) document: Document,
    /// The names in its headings; empty for a chapter.
    pub(super) names: HeadingNames,
    /// Its first heading, if it is of level 1.
    pub(super) title: Option<Title>,
    /// Mentions that were not chosen.
    pub(super) left: Vec<UnchosenMention>,
    /// Why it is not a plan; `None` if it is one.
    pub(super) no_plan: Option<NoPlan>,
}

/// The first heading of a document.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether no other heading has its level.
    pub(super) is_alone: bool,
}

impl Title {
    /// The first outermost heading of a document, if it is of level 1.
    fn of(document: &Document) -> Option<Self> {
        let mut levels = document
            .roots()
            .filter_map(|id| match &document.node(id).kind {
                NodeKind::Heading(heading) => Some((id, heading.level)),
                _ => None,
            });
        let (first, level) = levels.next()?;
        (level == 1).then(|| Self {
            text: document.text(first),
            span: document.words(first),
            is_alone: levels.all(|(_, level)| level > 1),
        })
    }
}

/// A document with a possible outline.
struct ReadDocument {
    document: Document,
    chosen: ChosenOutline,
    shape: OutlineShape,
    title: Option<Title>,
}

impl ReadDocument {
    fn of(
        FragmentedDocument {
            document,
            fragments,
        }: FragmentedDocument,
        context: &HandbookContext<'_>,
        setting: DocumentSetting,
    ) -> Self {
        let words = words_of(&document, context);
        let read = || {
            let chosen = choose(&document, words, &fragments, setting.fewest_days());
            let shape = OutlineShape::of(&document, words, &chosen.fragments, setting);
            (chosen, shape)
        };
        let ((chosen, shape), title) = rayon::join(read, || Title::of(&document));
        Self {
            document,
            chosen,
            shape,
            title,
        }
    }
}

/// Selects the documents that are plans, with the outline of each: the others stay unchanged.
pub(super) fn outlined(
    sources: Vec<FragmentedDocument>,
    context: &HandbookContext<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<OutlinedDocument> {
    // A translation is no other document.
    let is_original = |source: &&FragmentedDocument| source.document.translation.is_none();
    let originals = sources.iter().filter(is_original).count();
    let single = originals == 1;
    let setting = DocumentSetting::of(context.layout, originals);
    let chosen: Vec<ReadDocument> = sources
        .into_par_iter()
        .map(|source| ReadDocument::of(source, context, setting))
        .collect();
    let front = (context.layout == Layout::Site && !single)
        .then(|| front_page(chosen.iter().map(|read| read.document.page.as_str())))
        .flatten()
        .map(str::to_owned);
    let are_plans = which_are_plans(&chosen, (context, setting, front.as_deref()), diagnostics);
    chosen
        .into_par_iter()
        .zip(are_plans)
        .map(|(read, is_plan)| {
            let ReadDocument {
                document,
                chosen,
                shape,
                title,
            } = read;
            let no_plan = match document.front.plan {
                _ if is_plan => None,
                Some(false) => Some(NoPlan::Stated),
                _ if !context.plans.is_empty() => Some(NoPlan::NotNamed),
                _ if shape.is_empty() => Some(NoPlan::NoWeek),
                _ if front.as_deref() == Some(&document.page) => Some(NoPlan::FrontPage),
                _ => Some(NoPlan::Aside),
            };
            let said = cfg!(debug_assertions).then(|| whole::words(&document));
            let (document, names) = if is_plan {
                compose(document, &chosen.fragments)
            } else {
                let blocks: Vec<Fragment> = document.roots().map(Fragment::Block).collect();
                compose(document, &blocks)
            };
            if let Some(said) = said {
                whole::hold_words(&said, &document);
            }
            OutlinedDocument {
                document,
                names,
                title,
                left: chosen.left,
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
        .map(
            |ReadDocument {
                 document, shape, ..
             }| {
                let wanted = context.plans.iter().any(|plan| is_named(document, plan));
                match document.front.plan {
                    Some(stated) => stated,
                    None if !context.plans.is_empty() => wanted,
                    None => Some(document.page.as_str()) != front && shape.is_plan(setting),
                }
            },
        )
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
