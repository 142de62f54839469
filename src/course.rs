//! Tracks, levels, areas and dates that an author states explicitly, in `handbook.yaml` for every plan or in one plan's front
//! matter (`docs/format.md`, Tracks, levels and audiences). Explicit values take precedence over detected ones.

mod calendar;
mod days;
mod keys;
#[cfg(test)]
mod tests;

pub(crate) use calendar::date;
pub use calendar::{BreakLength, StatedBreak, StatedDate};
pub(crate) use days::holidays;
pub(crate) use keys::{DATE, HOLIDAYS, KEYS};

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::units::{Date, Effort, Share, Stated, Weekend};
use crate::yaml::Fields;

/// The stated values; empty lists and `None` mean that nothing is stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// The tracks, in the order in which they are offered.
    pub tracks: Vec<StatedTrack>,
    /// The levels, in the order in which they are offered.
    pub levels: Vec<StatedLevel>,
    /// The names of areas, besides those of allocations.
    pub areas: Vec<String>,
    /// Whether days are fitted to the track's hours.
    pub fit: Option<bool>,
    /// A day in the first week of all readers.
    pub start: Option<StatedDate>,
    /// The day that the plan prepares for.
    pub target: Option<StatedDate>,
    /// The weeks or days off that are not in the plan's text.
    pub breaks: Vec<StatedBreak>,
    /// The days off, in order.
    pub holidays: Vec<Date>,
    /// The days that `Weekend` names.
    pub weekend: Option<Weekend>,
    /// The days after a task was done on which it returns.
    pub review: Option<Vec<u32>>,
}

/// A stated track.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedTrack {
    /// Its id, if one is given.
    pub id: Option<String>,
    /// Its name, or its id if only that is given.
    pub name: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// Its hours per week.
    pub budget: Option<Stated>,
    /// How these hours are divided among areas.
    pub allocation: Vec<Share>,
    /// The one level that its edition is for.
    pub level: Option<String>,
    /// The position of the statement.
    pub span: Span,
}

/// A stated level.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedLevel {
    /// Its id, if one is given.
    pub id: Option<String>,
    /// Its name, or its id if only that is given.
    pub name: String,
}

impl Course {
    /// Takes `tracks`, `levels`, `areas`, `fit` and the keys of the calendar out of a mapping.
    pub fn take(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let tracks = fields.mappings("tracks", diagnostics);
        let levels = fields.mappings("levels", diagnostics);
        Self {
            tracks: tracks
                .into_iter()
                .filter_map(|f| track(f, diagnostics))
                .collect(),
            levels: levels
                .into_iter()
                .filter_map(|f| level(f, diagnostics))
                .collect(),
            areas: fields.texts("areas", diagnostics),
            fit: fields.switch("fit", diagnostics),
            start: date("start_date", fields, diagnostics),
            target: date("target_date", fields, diagnostics),
            breaks: calendar::breaks(fields, diagnostics),
            holidays: holidays(fields, diagnostics),
            weekend: days::weekend(fields, diagnostics),
            review: days::review(fields, diagnostics),
        }
    }

    /// This course, completed with values of `other`.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            tracks: stated_list(self.tracks, &other.tracks),
            levels: stated_list(self.levels, &other.levels),
            areas: stated_list(self.areas, &other.areas),
            fit: self.fit.or(other.fit),
            start: self.start.or(other.start),
            target: self.target.or(other.target),
            breaks: stated_list(self.breaks, &other.breaks),
            holidays: stated_list(self.holidays, &other.holidays),
            weekend: self.weekend.or(other.weekend),
            review: self.review.or_else(|| other.review.clone()),
        }
    }
}

/// A list, or another one if it is empty.
fn stated_list<T: Clone>(own: Vec<T>, other: &[T]) -> Vec<T> {
    if own.is_empty() { other.to_vec() } else { own }
}

fn name_and_id(
    fields: &mut Fields<'_>,
    what: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Option<String>, String)> {
    let id = fields.text("id", diagnostics);
    let name = fields.text("name", diagnostics).or_else(|| id.clone());
    if name.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::BadValue,
                fields.span("name"),
                format!("this {what} has no name"),
            )
            .hint(format!("add a line `name: …` to the {what}")),
        );
    }
    Some((id, name?))
}

fn track(mut fields: Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<StatedTrack> {
    let span = fields.span("name");
    let named = name_and_id(&mut fields, "track", diagnostics);
    let aliases = fields.texts("aliases", diagnostics);
    let budget = hours(&mut fields, diagnostics);
    let allocation = allocation(&mut fields, diagnostics);
    let level = fields.text("level", diagnostics);
    fields.finish(diagnostics);
    let (id, name) = named?;
    Some(StatedTrack {
        id,
        name,
        aliases,
        budget,
        allocation,
        level,
        span,
    })
}

fn level(mut fields: Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<StatedLevel> {
    let named = name_and_id(&mut fields, "level", diagnostics);
    fields.finish(diagnostics);
    let (id, name) = named?;
    Some(StatedLevel { id, name })
}

/// `hours_per_week: 9` or `hours_per_week: 8-10`.
fn hours(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Stated> {
    let span = fields.span("hours_per_week");
    let text = fields.text("hours_per_week", diagnostics)?;
    let mut ends = text.split(['-', '–']).map(|end| end.trim().parse::<f64>());
    let low = ends.next().and_then(Result::ok);
    let high = ends.next().map_or(low, Result::ok);
    match (low, high, ends.next()) {
        (Some(low), Some(high), None) if 0.0 < low && low <= high && high <= 168.0 => {
            Some(Stated {
                low: Effort::from_hours(low),
                high: Effort::from_hours(high),
            })
        }
        _ => {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    format!("`hours_per_week` must be between 0 and 168, not `{text}`"),
                )
                .hint("write a number (`9`) or a range (`8-10`)"),
            );
            None
        }
    }
}

fn allocation(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Share> {
    let span = fields.span("allocation");
    let mut shares = Vec::new();
    for (area, percent) in fields.pairs("allocation", diagnostics) {
        match percent.trim_end_matches(['%', ' ']).parse::<f64>() {
            Ok(percent) if (0.0..=100.0).contains(&percent) => shares.push(Share {
                area,
                percent,
                effort: None,
                note: String::new(),
                span,
            }),
            _ => diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    format!("the allocation of `{area}` must be a percentage, not `{percent}`"),
                )
                .hint("write a number between 0 and 100"),
            ),
        }
    }
    shares
}
