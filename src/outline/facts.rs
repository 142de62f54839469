//! What an outline says about a part of a plan, in either format.

use crate::document::{Form, NodeId, NodeKind};
use crate::pipeline::Outlined;
use crate::plan::{Chapter, Day, NoPlan, Plan, Unchosen, UnchosenMention};
use crate::reading;
use crate::report;

/// The line of a node of a document.
pub fn line(outlined: &Outlined, document: usize, node: NodeId) -> usize {
    let span = outlined.handbook.documents[document].words(node);
    report::line_of(span, &outlined.sources)
}

/// The form in which the source writes the name of a phase, a week or a day.
pub fn form(outlined: &Outlined, document: usize, heading: NodeId) -> Form {
    match &outlined.handbook.documents[document].node(heading).kind {
        NodeKind::Heading(heading) => heading.form,
        _ => Form::default(),
    }
}

/// The name of a form.
pub(super) fn seen_in(form: Form) -> &'static str {
    match form {
        Form::Heading => "a heading",
        Form::Tail => "the end of a heading",
        Form::Bold => "a bold line",
        Form::Line => "a line of its own",
        Form::Title => "the title of an admonition, a tab or a fold",
        Form::Item => "a list item",
        Form::Row => "the row of a table",
        Form::Column => "the column of a table",
        Form::Formed => "its days",
    }
}

/// What the time of a day was added up from, if its heading states none.
pub fn added_up_from(day: &Day) -> &'static str {
    if day.blocks().any(|block| block.stated.is_some()) {
        "blocks"
    } else {
        "tasks"
    }
}

/// The source of a plan's tracks.
pub fn source_of_tracks(outlined: &Outlined, plan: &Plan) -> &'static str {
    let document = &outlined.handbook.documents[plan.document];
    if !document.front.course.tracks.is_empty() {
        "from front matter"
    } else if !outlined.config.course.tracks.is_empty() {
        "from handbook.yaml"
    } else {
        let found = plan.tracks.iter().any(|track| track.budget.is_some());
        if found {
            "from its heading"
        } else {
            "from notes in days"
        }
    }
}

/// The first node for one level only: the place where a level was detected that is not stated.
pub fn seen(plan: &Plan, level: usize) -> Option<NodeId> {
    let of_level = plan
        .audiences
        .iter()
        .filter(|(_, audience)| audience.levels.as_deref() == Some(&[level]));
    of_level.map(|(node, _)| *node).min()
}

/// Why a document is not a plan.
pub fn why_chapter(chapter: &Chapter) -> &'static str {
    match chapter.why {
        NoPlan::Stated => "its front matter says `plan: false`",
        NoPlan::NotNamed => "`plans:` names other documents",
        NoPlan::FrontPage => "it is the front page of the site",
        NoPlan::NoWeek => "it has no weeks",
        NoPlan::Journal => "its weeks or days are only dates, without tasks",
        NoPlan::Aside => "most of it is outside weeks and days",
    }
}

/// Why a heading is read as a section although it names something, or nearly does.
pub fn why_section(outlined: &Outlined, plan: &Plan, heading: NodeId) -> Option<String> {
    let document = &outlined.handbook.documents[plan.document];
    let span = document.words(heading);
    let mention = plan.mentions.iter().find(|mention| mention.span == span);
    if let Some(mention) = mention {
        return Some(why_unchosen(mention, outlined));
    }
    let language = outlined.config.language.as_deref();
    reading::why_section(document, heading, language).map(str::to_owned)
}

/// Why a mention of a week or a day is not read as one.
pub fn why_unchosen(mention: &UnchosenMention, outlined: &Outlined) -> String {
    match mention.why {
        Unchosen::Already(span) | Unchosen::Twice(span) => {
            let line = report::line_of(span, &outlined.sources);
            format!("it duplicates line {line}")
        }
        Unchosen::Title => "it is the title of the text that follows".to_owned(),
        Unchosen::Order => "it is out of order".to_owned(),
        Unchosen::About => "the words after its number only mention it".to_owned(),
        Unchosen::Timetable => "weekdays outside weeks are read as a timetable".to_owned(),
        Unchosen::Group => "its days are listed one by one below it".to_owned(),
        Unchosen::Overview => "it is an overview: the plan's days are numbered".to_owned(),
        Unchosen::Inside => "it is in the list of a day or of another week".to_owned(),
        Unchosen::Few => "there are too few entries of its kind".to_owned(),
    }
}
