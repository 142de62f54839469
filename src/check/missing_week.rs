#![doc = include_str!("explain/missing-week.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Handbook, Plan};

pub(super) fn check(handbook: &Handbook, found: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        in_plan(handbook, plan, found);
    }
}

/// Where the numbers begin anew, as those of a second phase may, nothing is missing.
fn in_plan(handbook: &Handbook, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let document = &handbook.documents[plan.document];
    for pair in plan.weeks.windows(2) {
        let [before, after] = pair else { continue };
        let (last, next) = (before.numbers.last, after.numbers.first);
        if next <= last.saturating_add(1) {
            continue;
        }
        let missing = match (last + 1, next - 1) {
            (first, last) if first == last => format!("week {first} is"),
            (first, last) => format!("weeks {first} to {last} are"),
        };
        found.push(
            Diagnostic::new(
                Code::MissingWeek,
                document.words(after.heading),
                format!("{missing} missing before this week"),
            )
            .label(document.words(before.heading), "the week before it")
            .hint(format!(
                "write what is missing, or call this week {}",
                last + 1
            )),
        );
    }
}
