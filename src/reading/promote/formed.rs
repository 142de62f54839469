//! Days without weeks, as in a challenge of thirty days: weeks of seven are formed of them.

use super::{Finder, Region, Wanted, has_other_forms, stronger};
use crate::document::{Composer, Document, Form, Node, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::reading::heading::{Role, called, role};

/// The fewest days that make a plan of a document without weeks.
const FEWEST: usize = 3;

/// A day's heading, and where its week begins.
struct Found {
    heading: NodeId,
    called: String,
    level: u8,
    name: DayName,
    /// Whether something has ended the week before it.
    apart: bool,
}

/// Gives a document without weeks a heading for every seven of its days.
pub(super) fn form_weeks(document: Document, words: &Vocabulary) -> Document {
    let headed = day_headings(&document, words);
    let headed = headed.map(|nodes| document.clone().recomposed(nodes));
    // Without a list of days, a table stays a table.
    let document = match headed {
        Some(headed) if days(&headed, words).len() >= FEWEST => headed,
        _ => document,
    };
    let days = days(&document, words);
    if days.len() < FEWEST {
        return document;
    }
    let mut weeks = weeks(&days).into_iter().peekable();
    let mut composer = Composer::of(&document);
    for block in document.roots() {
        if let Some(week) = weeks.next_if(|week| week[0].heading == block) {
            let (first, last) = (&week[0], &week[week.len() - 1]);
            let span = document.words(block);
            let called = if week.len() == 1 {
                first.called.clone()
            } else {
                format!("{} – {}", first.called, last.called)
            };
            composer.heading((first.level, Form::Formed), called, span);
        }
        composer.copy(block);
    }
    let nodes = composer.finish();
    document.recomposed(nodes)
}

/// The nodes with headings for days that are none, in each phase in the strongest form there; nothing if there are too
/// few.
fn day_headings(document: &Document, words: &Vocabulary) -> Option<Vec<Node>> {
    let finder = Finder {
        document,
        words,
        wanted: Wanted::Day,
    };
    let mut regions: Vec<Region> = vec![(Vec::new(), None)];
    for block in document.roots() {
        let is_heading = matches!(document.node(block).kind, NodeKind::Heading(_));
        if is_heading && matches!(role(&document.text(block), words), Role::Phase { .. }) {
            regions.push((Vec::new(), None));
        }
        if let Some((blocks, form)) = regions.last_mut() {
            blocks.push(block);
            *form = stronger(*form, finder.form(block));
        }
    }
    let named: usize = regions
        .iter()
        .map(|(blocks, form)| {
            let of_form = blocks.iter().filter(|block| finder.form(**block) == *form);
            match form {
                None => 0,
                // A list or a table names several.
                Some(Form::Item | Form::Row | Form::Column) => FEWEST,
                Some(_) => of_form.count(),
            }
        })
        .sum();
    (named >= FEWEST && has_other_forms(&regions)).then(|| finder.promoted(&regions))
}

fn days(document: &Document, words: &Vocabulary) -> Vec<Found> {
    let mut days: Vec<Found> = Vec::new();
    let mut apart = true;
    for block in document.roots() {
        let NodeKind::Heading(heading) = &document.node(block).kind else {
            continue;
        };
        let text = document.text(block);
        match role(&text, words) {
            Role::Day { name, .. } => {
                days.push(Found {
                    heading: block,
                    called: called(&text, words),
                    level: heading.level,
                    name,
                    apart: std::mem::take(&mut apart),
                });
            }
            Role::Phase { .. } => apart = true,
            _ => apart |= days.last().is_some_and(|day| heading.level <= day.level),
        }
    }
    days
}

/// The days of each week: seven, counted from the first one of their phase.
fn weeks(days: &[Found]) -> Vec<&[Found]> {
    let mut weeks = Vec::new();
    let mut from = 0;
    for (at, day) in days.iter().enumerate() {
        let begins = at > from && (day.apart || at - from >= 7 || is_past(&days[from], day));
        if begins {
            weeks.push(&days[from..at]);
            from = at;
        }
    }
    weeks.push(&days[from..]);
    weeks
}

/// Whether a day is seven or more behind the first one of a week, or before it.
fn is_past(first: &Found, day: &Found) -> bool {
    match (&first.name, &day.name) {
        (DayName::Ordinal(first), DayName::Ordinal(day)) => {
            day.first >= first.first.saturating_add(7) || day.first < first.first
        }
        (DayName::Weekdays { first, .. }, DayName::Weekdays { first: day, .. }) => day <= first,
        _ => false,
    }
}
