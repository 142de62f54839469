//! `cohorts`: readers who begin on the same day.

use std::collections::HashMap;

use crate::course::{date, holidays};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::system::names::is_reserved;
use crate::units::Cohort;
use crate::yaml::Fields;

/// Reads `cohorts: [{id: autumn, title: Autumn 2027, start: 2027-09-06}]`. A cohort without a valid id or first day is
/// reported and left out.
pub(super) fn cohorts(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Cohort> {
    let mut seen: HashMap<String, Span> = HashMap::new();
    let mut cohorts = Vec::new();
    for fields in fields.mappings("cohorts", diagnostics) {
        let span = fields.span("id");
        let Some(cohort) = cohort(fields, diagnostics) else {
            continue;
        };
        // Files whose names differ only in case are the same file on some systems.
        match seen.get(&cohort.id.to_lowercase()) {
            Some(first) => diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    format!("two cohorts have the id `{}`", cohort.id),
                )
                .label(*first, "first used here")
                .hint("give each cohort an id of its own"),
            ),
            None => {
                seen.insert(cohort.id.to_lowercase(), span);
                cohorts.push(cohort);
            }
        }
    }
    cohorts
}

fn cohort(mut fields: Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Cohort> {
    let span = fields.span("id");
    let has_start = fields.has("start");
    let id = fields.text("id", diagnostics);
    let title = fields.text("title", diagnostics);
    let start = date("start", &mut fields, diagnostics);
    let holidays = holidays(&mut fields, diagnostics);
    fields.finish(diagnostics);
    let mut refuse = |message: String, hint: &str| {
        diagnostics.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
    };
    let id = id.unwrap_or_default();
    if id.is_empty() {
        refuse(
            "this cohort has no id".to_owned(),
            "add a line `id: …`; it is part of the cohort's address",
        );
        return None;
    }
    if !is_id(&id) {
        refuse(
            format!("the id of a cohort must be a word for an address, not `{id}`"),
            "write letters, digits and hyphens, such as `autumn-2027`, and put the name for readers in `title`",
        );
        return None;
    }
    if !has_start {
        refuse(
            format!("the cohort `{id}` has no first day"),
            "add a line `start:` with a date, such as `start: 2027-09-06`",
        );
    }
    Some(Cohort {
        title: title.unwrap_or_else(|| id.clone()),
        id,
        start: start?.date,
        holidays,
    })
}

/// Whether an id is the name of a file on every system, and needs no escapes in an address.
fn is_id(id: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    id.chars().all(is_plain) && !id.is_empty() && !is_reserved(id)
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_names_of_files() {
        for (id, expected) in [
            ("autumn-2027", true),
            ("Herbst", true),
            ("a/b", false),
            ("..", false),
            ("a b", false),
            ("con", false),
            ("a?b", false),
        ] {
            assert_eq!(is_id(id), expected, "{id}");
        }
    }
}
