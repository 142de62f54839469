//! `prepbook outline`: what was understood, so that an author sees why something was not read as it was meant.
//! [`tree`] shows it to people, [`json`] to programs.

mod json;
mod tree;

use super::terminal::Terminal;
use super::{Outcome, OutlineArgs, Shape};
use crate::diagnostic::Severity;
use crate::document::{Form, NodeId, NodeKind};
use crate::pipeline::{self, Outlined};
use crate::plan::{Chapter, Day, DayItem, Plan};
use crate::reading::has_week;
use crate::report;

pub(super) fn run(args: &OutlineArgs, terminal: &Terminal) -> Outcome {
    let outlined = match pipeline::outline(&args.place) {
        Ok(outlined) => outlined,
        Err(error) => {
            terminal.error(&error);
            return Outcome::CouldNotRun;
        }
    };
    let text = match args.format {
        Shape::Text => tree::tree(&outlined),
        Shape::Json => format!("{:#}", json::json(&outlined)),
    };
    Terminal::output(text.trim_end());
    let errors: Vec<_> = outlined
        .found
        .iter()
        .filter(|told| told.severity == Severity::Error)
        .cloned()
        .collect();
    terminal.problems(&errors, &outlined.sources);
    Outcome::Clean
}

/// The line in which a node of a document stands.
fn line(outlined: &Outlined, document: usize, node: NodeId) -> usize {
    let span = outlined.handbook.documents[document].words(node);
    report::line_of(span, &outlined.sources)
}

/// In what form the source writes the name of a phase, a week or a day.
fn form(outlined: &Outlined, document: usize, heading: NodeId) -> Form {
    match &outlined.handbook.documents[document].node(heading).kind {
        NodeKind::Heading(heading) => heading.form,
        _ => Form::default(),
    }
}

/// What a name is seen in.
fn seen_in(form: Form) -> &'static str {
    match form {
        Form::Heading => "a heading",
        Form::Tail => "the end of a heading",
        Form::Bold => "a bold line",
        Form::Line => "a line of its own",
        Form::Title => "the title of an admonition, a tab or a fold",
        Form::Item => "a list item",
        Form::Row => "the row of a table",
        Form::Column => "the column of a table",
        Form::Promise => "the weeks that a phase promises",
        Form::Formed => "its days, which it is formed from",
    }
}

/// From what the time of a day was added up, where its heading states none.
fn added_up_from(day: &Day) -> &'static str {
    let blocks = day
        .items
        .iter()
        .any(|item| matches!(item, DayItem::Block(block) if block.stated.is_some()));
    if blocks { "blocks" } else { "tasks" }
}

/// Where the tracks of a plan come from.
fn source_of_tracks(outlined: &Outlined, plan: &Plan) -> &'static str {
    let document = &outlined.handbook.documents[plan.document];
    if !document.front.course.tracks.is_empty() {
        "stated in its front matter"
    } else if !outlined.config.course.tracks.is_empty() {
        "stated in handbook.yaml"
    } else {
        let found = plan.tracks.iter().any(|track| track.budget.is_some());
        if found {
            "found by its heading"
        } else {
            "found in the notes of days"
        }
    }
}

/// The first node that is for one level only: where a level that nobody stated was seen.
fn seen(plan: &Plan, level: usize) -> Option<NodeId> {
    let of_level = plan
        .audiences
        .iter()
        .filter(|(_, audience)| audience.levels.as_deref() == Some(&[level]));
    of_level.map(|(node, _)| *node).min()
}

/// Why a document is no plan.
fn why_chapter(outlined: &Outlined, chapter: &Chapter) -> &'static str {
    let document = &outlined.handbook.documents[chapter.document];
    if has_week(document, outlined.config.language.as_deref()) {
        "`plans:` names other documents"
    } else {
        "it has no week"
    }
}
