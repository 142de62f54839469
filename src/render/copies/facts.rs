//! The lines with numbers and dates, as on the pages.

use crate::render::filters::date;
use crate::render::markdown::{link, plain, strong};
use crate::theme::{Word, Words, fill, short_effort};
use crate::view::{DatesView, DayView, EditionLinkView, FitView, LinkView, WeekView, copy_of};

/// The theme's words in facts.
#[derive(Clone, Copy)]
pub(super) struct Facts<'w>(pub(super) &'w Words);

/// What is between the parts of a line.
const BETWEEN: &str = " · ";

impl<'w> Facts<'w> {
    pub(super) fn word(self, name: &str) -> &'w str {
        self.0.word(name).map_or("", Word::plain)
    }

    /// A word for a count, such as `3 tasks`.
    pub(super) fn count(self, name: &str, count: usize) -> String {
        let form = self.0.word(name).map_or("", |word| word.form(count));
        fill(form, [("count", count.to_string().as_str())])
    }

    pub(super) fn time(self, minutes: u32) -> String {
        let (hours, short) = (self.word("hours"), self.word("minutes"));
        // A copy is read as text, in which all spaces are the same.
        short_effort(minutes, (hours, short), self.word("hours_minutes")).replace('\u{a0}', " ")
    }

    /// The time of the core, and that of everything if it is longer.
    pub(super) fn core_time(self, core: Option<u32>, written: Option<u32>) -> Option<String> {
        let core = core?;
        let time = self.time(core);
        match written.filter(|written| *written != core) {
            Some(written) => {
                let written = self.time(written);
                let of = fill(self.word("of_written"), [("written", written.as_str())]);
                Some(format!("{time} {of}"))
            }
            None => Some(time),
        }
    }

    /// The time of a block, which may be a range.
    pub(super) fn range(self, low: Option<u32>, high: Option<u32>) -> Option<String> {
        let high = high?;
        match low.filter(|low| *low != high) {
            Some(low) => Some(format!("{} – {}", self.time(low), self.time(high))),
            None => Some(self.time(high)),
        }
    }

    pub(super) fn dates(self, dates: &DatesView) -> String {
        let first = date(&dates.first, self.0);
        if dates.last == dates.first {
            return first;
        }
        format!("{first} – {}", date(&dates.last, self.0))
    }

    /// The line below the heading of a day.
    pub(super) fn day(self, day: &DayView) -> String {
        let time = self.core_time(day.core_time, day.written);
        let date = day.date.as_ref().map(|dates| self.dates(dates));
        let note = Some(plain(&day.time_note)).filter(|note| !note.is_empty());
        row([date, note, time])
    }

    /// The line below the heading of a week.
    pub(super) fn week(self, week: &WeekView) -> String {
        let time = self.core_time(week.fit.core_time, week.fit.written);
        let date = week.date.as_ref().map(|dates| self.dates(dates));
        row([date, time])
    }

    /// How a week fits its track.
    pub(super) fn fit(self, fit: &FitView) -> String {
        let Some(written) = fit.written.map(|time| self.time(time)) else {
            let tasks = (fit.core > 0).then(|| self.count("tasks", fit.core));
            return row([Some(self.word("fit_none").to_owned()), tasks]);
        };
        let Some(budget) = fit.budget.map(|time| self.time(time)) else {
            let tasks = (fit.core > 0).then(|| self.count("tasks", fit.core));
            let whole = fill(self.word("fit_no_budget"), [("written", written.as_str())]);
            return row([Some(whole), tasks]);
        };
        let (core, later) = (
            self.count("fit_core", fit.core),
            self.count("fit_later", fit.stretch),
        );
        let count = fit.core.to_string();
        let values = [
            ("written", written.as_str()),
            ("budget", &budget),
            ("core_tasks", &core),
            ("later_tasks", &later),
            ("count", &count),
        ];
        let sentence = if fit.stretch > 0 {
            self.word("fit_over")
        } else if fit.core == 0 {
            self.word("fit_without_tasks")
        } else {
            self.0
                .word("fit_within")
                .map_or("", |word| word.form(fit.core))
        };
        plain(&fill(sentence, values))
    }

    /// A week in the list of a plan, with a link to its copy.
    pub(super) fn week_item(self, week: &WeekView) -> String {
        let tasks = (week.fit.tasks > 0).then(|| self.count("tasks", week.fit.tasks));
        let theme = week.theme.as_deref().map(plain);
        let facts = Some(self.week(week)).filter(|facts| !facts.is_empty());
        let name = called(&week.icon, &week.called, &week.title);
        let link = link(&name, &copy_of(&week.address));
        let facts = row([theme, facts, tasks]);
        if facts.is_empty() {
            return link;
        }
        format!("{link}: {facts}")
    }

    /// An edition of a plan, with a link to its copy. A plan without tracks is named by `plan`.
    pub(super) fn edition_item(self, edition: &EditionLinkView, plan: &str) -> String {
        let name = edition.track.as_deref().unwrap_or(plan);
        let link = link(name, &copy_of(&edition.address));
        match self.range(edition.low, edition.high) {
            Some(time) => format!("{link}: {time} {}", self.word("per_week")),
            None => link,
        }
    }
}

/// A block's label with its note and its time.
pub(super) fn block(label: &str, note: &str, time: Option<String>) -> String {
    let parts = [Some(strong(label)), Some(plain(note)), time];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<String>>().join(" ")
}

/// The parts of a line.
pub(super) fn row(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<String>>().join(BETWEEN)
}

/// A name with its title and the icon in front of it.
pub(super) fn called(icon: &str, called: &str, title: &str) -> String {
    let name = match (called, title) {
        (called, "") => called.to_owned(),
        ("", title) => title.to_owned(),
        (called, title) => format!("{called}: {title}"),
    };
    match icon {
        "" => name,
        icon => format!("{icon} {name}"),
    }
}

/// Links to the copies of pages.
pub(super) fn links(links: &[LinkView]) -> Vec<String> {
    let links = links.iter();
    links
        .map(|to| link(&to.title, &copy_of(&to.address)))
        .collect()
}

/// The pages that a page belongs to, as a line of links.
pub(super) fn crumbs(crumbs: &[LinkView]) -> String {
    links(crumbs).join(" › ")
}
