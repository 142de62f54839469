#![doc = include_str!("explain/phase-range.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Handbook, Phase, Plan, WeekKind};
use crate::units::NumberRange;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let document = &handbook.documents[plan.document];
        for phase in &plan.phases {
            let Some(promised) = phase.promised else {
                continue;
            };
            let weeks = plan.weeks[phase.weeks.clone()].iter();
            let weeks = weeks.filter(|week| week.kind == WeekKind::Study);
            let first = weeks.clone().min_by_key(|week| week.numbers.first);
            let last = weeks.max_by_key(|week| week.numbers.last);
            let span = document.part(phase.heading, promise(&document.text(phase.heading)));
            let (Some(first), Some(last)) = (first, last) else {
                if !is_overview(phase, plan) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::PhaseRange,
                            span,
                            format!(
                                "this phase is planned for {}, but has no weeks",
                                range(promised)
                            ),
                        )
                        .hint("add its weeks under this heading"),
                    );
                }
                continue;
            };
            let has = NumberRange {
                first: first.numbers.first,
                last: last.numbers.last,
            };
            if has == promised || restarts(promised, has) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(
                    Code::PhaseRange,
                    span,
                    format!(
                        "this phase is planned for {}, but contains {}",
                        range(promised),
                        range(has)
                    ),
                )
                .label(document.words(first.heading), "the first week")
                .label(document.words(last.heading), "the last week")
                .hint(format!(
                    "change the heading to `({})`, or change the weeks",
                    range(has)
                )),
            );
        }
    }
}

/// The text of the last parentheses: `Weeks 1-4`.
fn promise(heading: &str) -> &str {
    let inner = heading
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    inner.map_or(heading, |(inner, _)| inner)
}

/// Whether this is a phase in an overview, which has no weeks below it.
fn is_overview(phase: &Phase, plan: &Plan) -> bool {
    plan.phases.iter().any(|other| {
        phase.numbers.is_some() && other.numbers == phase.numbers && !other.weeks.is_empty()
    })
}

/// Whether the weeks are numbered from 1 in each phase, and there are as many as promised.
fn restarts(promised: NumberRange, has: NumberRange) -> bool {
    has.first == 1 && has.last == promised.last - promised.first + 1
}

fn range(numbers: NumberRange) -> String {
    if numbers.first == numbers.last {
        format!("week {}", numbers.first)
    } else {
        format!("weeks {}-{}", numbers.first, numbers.last)
    }
}
