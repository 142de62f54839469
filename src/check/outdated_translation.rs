#![doc = include_str!("explain/outdated-translation.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId};
use crate::plan::{Chapter, Day, Handbook, Plan, Tasks, Twins, Week};
use crate::span::Span;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for (document, original) in &handbook.originals {
        let Some(twins) = handbook.twins(*document) else {
            continue;
        };
        let pair = TranslationPair {
            own: &handbook.documents[*document],
            old: &handbook.documents[*original],
            twins: &twins,
        };
        match (handbook.plan_of(*document), handbook.plan_of(*original)) {
            (Some(plan), Some(original)) => pair.plans(plan, original, diagnostics),
            (None, None) => {
                let of = |document: usize| handbook.chapter_of(document);
                if let (Some(own), Some(old)) = (of(*document), of(*original)) {
                    diagnostics.append(&mut pair.chapters(own, old));
                }
            }
            (own, _) => diagnostics.push(pair.kinds(own.is_some())),
        }
    }
}

/// A translation and its original.
struct TranslationPair<'a> {
    own: &'a Document,
    old: &'a Document,
    twins: &'a Twins,
}

/// A week or a day, or what is outside of weeks, with the number of its tasks outside of smaller parts.
struct Part<'a> {
    called: &'a str,
    heading: NodeId,
    tasks: usize,
}

impl<'a> Part<'a> {
    fn of_day(day: &'a Day) -> Self {
        Self {
            called: &day.called,
            heading: day.heading,
            tasks: day.tasks.len(),
        }
    }

    fn of_week(week: &'a Week) -> Self {
        let in_days: usize = week.days.iter().map(|day| day.tasks.len()).sum();
        Self {
            called: &week.called,
            heading: week.heading,
            tasks: week.tasks.len() - in_days,
        }
    }
}

/// What to do about different tasks.
const ADAPT: &str =
    "give both the same tasks in the same order; until then, their ticks are not shared";

impl TranslationPair<'_> {
    fn plans(&self, own: &Plan, old: &Plan, diagnostics: &mut Vec<Diagnostic>) {
        let outside = |plan: &Plan| {
            let in_weeks: usize = plan.weeks.iter().map(|week| week.tasks.len()).sum();
            plan.tasks.own.len() - in_weeks
        };
        let start = Span::file_start(self.own.file);
        if self.differs("", "") {
            let counts = (outside(own), outside(old));
            diagnostics.push(self.whole(start, counts, " outside of its weeks"));
        }
        diagnostics.extend(self.templates((&own.tasks, &old.tasks)));
        let mut before = start;
        for week in &old.weeks {
            let Some(same) = own.weeks.iter().find(|own| own.id == week.id) else {
                diagnostics.push(self.missing(&Part::of_week(week), before));
                continue;
            };
            before = self.own.words(same.heading);
            if self.differs(&week.id, "") {
                diagnostics.push(self.tasks(&Part::of_week(same), &Part::of_week(week)));
            }
            self.days(same, week, diagnostics);
        }
        let is_added = |week: &&Week| old.weeks.iter().all(|old| old.id != week.id);
        let added = own.weeks.iter().filter(is_added);
        diagnostics.extend(added.map(|week| self.added(&Part::of_week(week))));
    }

    fn days(&self, own: &Week, old: &Week, diagnostics: &mut Vec<Diagnostic>) {
        let mut before = self.own.words(own.heading);
        for day in &old.days {
            let Some(same) = own.days.iter().find(|own| own.id == day.id) else {
                diagnostics.push(self.missing(&Part::of_day(day), before));
                continue;
            };
            before = self.own.words(same.heading);
            if self.differs(&old.id, &day.id) {
                diagnostics.push(self.tasks(&Part::of_day(same), &Part::of_day(day)));
            }
        }
        let is_added = |day: &&Day| old.days.iter().all(|old| old.id != day.id);
        let added = own.days.iter().filter(is_added);
        diagnostics.extend(added.map(|day| self.added(&Part::of_day(day))));
    }

    fn chapters(&self, own: &Chapter, old: &Chapter) -> Vec<Diagnostic> {
        let start = Span::file_start(self.own.file);
        let counts = (own.tasks.own.len(), old.tasks.own.len());
        let differs = self.differs("", "");
        let differs = differs.then(|| self.whole(start, counts, ""));
        let templates = self.templates((&own.tasks, &old.tasks));
        differs.into_iter().chain(templates).collect()
    }

    fn differs(&self, week: &str, day: &str) -> bool {
        let place = (week.to_owned(), day.to_owned());
        self.twins.differing.contains(&place)
    }

    /// The path of the original.
    fn path(&self) -> &str {
        let first = self.old.roots().next();
        first.map_or(&self.old.path, |first| self.old.path_of(first))
    }

    /// Different tasks of a week or a day.
    fn tasks(&self, own: &Part<'_>, old: &Part<'_>) -> Diagnostic {
        let path = self.old.path_of(old.heading);
        let (called, original) = (own.called, old.called);
        let message = if own.tasks == old.tasks {
            format!(
                "the tasks of `{called}` are nested differently from those of `{original}` in `{path}`"
            )
        } else {
            let (tasks, others) = (count(own.tasks), old.tasks);
            format!("`{called}` has {tasks}, but `{original}` in `{path}` has {others}")
        };
        Diagnostic::new(
            Code::OutdatedTranslation,
            self.own.words(own.heading),
            message,
        )
        .label(self.old.words(old.heading), "the original")
        .hint(ADAPT)
    }

    /// Different tasks outside of weeks, or of a chapter.
    fn whole(&self, at: Span, (own, old): (usize, usize), place: &str) -> Diagnostic {
        let path = self.path();
        let message = if own == old {
            format!("the tasks{place} are nested differently from those of `{path}`")
        } else {
            let tasks = count(own);
            format!("this translation has {tasks}{place}, but `{path}` has {old}")
        };
        Diagnostic::new(Code::OutdatedTranslation, at, message).hint(ADAPT)
    }

    /// Different tasks in text to copy.
    fn templates(&self, (own, old): (&Tasks, &Tasks)) -> Option<Diagnostic> {
        let start = Span::file_start(self.own.file);
        let counts = (own.in_templates.len(), old.in_templates.len());
        let differs = self.twins.templates_differ;
        differs.then(|| self.whole(start, counts, " to copy"))
    }

    fn missing(&self, old: &Part<'_>, before: Span) -> Diagnostic {
        let path = self.old.path_of(old.heading);
        let message = format!(
            "`{}` of `{path}` is missing in this translation",
            old.called
        );
        Diagnostic::new(Code::OutdatedTranslation, before, message)
            .label(self.old.words(old.heading), "the original")
            .hint("translate it and add it after this place")
    }

    fn added(&self, own: &Part<'_>) -> Diagnostic {
        let path = self.path();
        let message = format!("`{}` is not in `{path}`", own.called);
        Diagnostic::new(
            Code::OutdatedTranslation,
            self.own.words(own.heading),
            message,
        )
        .hint(format!("remove it, or add it to `{path}`"))
    }

    /// One of the two is a plan and the other is not.
    fn kinds(&self, is_plan: bool) -> Diagnostic {
        let path = self.path();
        let message = if is_plan {
            format!("this is read as a plan, but its original `{path}` is not")
        } else {
            format!("this is not read as a plan, but its original `{path}` is")
        };
        let start = Span::file_start(self.own.file);
        Diagnostic::new(Code::OutdatedTranslation, start, message)
            .hint("write its weeks and days in the same form, or set `plan: true` or `plan: false` in both")
    }
}

fn count(tasks: usize) -> String {
    match tasks {
        1 => "1 task".to_owned(),
        tasks => format!("{tasks} tasks"),
    }
}
