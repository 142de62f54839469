//! The dates of a plan: `start_date`, `target_date` and `breaks`.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::units::Date;
use crate::yaml::Fields;

/// A longer break is more likely a slip than a plan.
pub(super) const MOST_WEEKS: u32 = 52;

/// A date, with the position of the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedDate {
    /// The date.
    pub date: Date,
    /// The position of the date.
    pub span: Span,
}

/// Time off that is not in the plan's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedBreak {
    /// The number of the week, or of the day, in front of it.
    pub after: u32,
    /// How long it is.
    pub length: BreakLength,
    /// Its title, empty if none is stated.
    pub title: String,
    /// The position of the number.
    pub span: Span,
}

/// The length of a break, 1 at least, with the kind of number that is in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakLength {
    /// This many weeks, after a week.
    Weeks(u32),
    /// This many days, after a numbered day.
    Days(u32),
}

/// Reads a date: `start_date: 2027-01-04`.
pub(crate) fn date(
    key: &'static str,
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<StatedDate> {
    let span = fields.span(key);
    let text = fields.text(key, diagnostics)?;
    let date = text.parse().ok();
    if date.is_none() {
        let message = format!("`{key}` must be a date, not `{text}`");
        diagnostics.push(
            Diagnostic::new(Code::BadValue, span, message)
                .hint("write year, month and day, such as `2027-01-04`"),
        );
    }
    date.map(|date| StatedDate { date, span })
}

/// Reads `breaks: [{after: 6, weeks: 1, title: Spring Break}]`.
pub(super) fn breaks(
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<StatedBreak> {
    let breaks = fields.mappings("breaks", diagnostics);
    let mut breaks: Vec<StatedBreak> = breaks
        .into_iter()
        .filter_map(|fields| one_break(fields, diagnostics))
        .collect();
    breaks.sort_by_key(|one| one.after);
    breaks
}

fn one_break(mut fields: Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<StatedBreak> {
    let span = fields.span("after");
    let is_whole = fields.has("after");
    let after = number(&mut fields, ("after", u32::MAX), diagnostics);
    let both = fields.has("weeks") && fields.has("days");
    let days_span = fields.span("days");
    let weeks = number(&mut fields, ("weeks", MOST_WEEKS), diagnostics);
    let days = number(&mut fields, ("days", 7 * MOST_WEEKS), diagnostics);
    let title = fields.text("title", diagnostics).unwrap_or_default();
    fields.finish(diagnostics);
    if !is_whole {
        diagnostics.push(
            Diagnostic::new(Code::BadValue, span, "this break does not say where it is").hint(
                "add `after:` with the number of the week in front of it, such as `after: 6`",
            ),
        );
    }
    if both {
        let message = "a break has either `weeks` or `days`, not both";
        diagnostics.push(Diagnostic::new(Code::BadValue, days_span, message).hint(
            "`weeks` is for a break after a week, and `days` for one after a numbered day; remove one of them",
        ));
        return None;
    }
    Some(StatedBreak {
        after: after?,
        length: days.map_or(BreakLength::Weeks(weeks.unwrap_or(1)), BreakLength::Days),
        title,
        span,
    })
}

/// A whole number from 1 to `most`.
fn number(
    fields: &mut Fields<'_>,
    (key, most): (&'static str, u32),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<u32> {
    let span = fields.span(key);
    let text = fields.text(key, diagnostics)?;
    let number = text
        .parse()
        .ok()
        .filter(|number| (1..=most).contains(number));
    if number.is_none() {
        let wanted = match most {
            u32::MAX => "a whole number from 1 on".to_owned(),
            most => format!("a whole number from 1 to {most}"),
        };
        let message = format!("`{key}` must be {wanted}, not `{text}`");
        diagnostics
            .push(Diagnostic::new(Code::BadValue, span, message).hint(format!("write {wanted}")));
    }
    number
}
