//! The days of an edition as events of a calendar, in iCalendar (RFC 5545).

use super::lines::{ContentLines, uid};
use super::words::ExportWords;
use crate::units::Date;
use crate::view::{ExportEntryView, ExportTaskView, ExportView};

/// When an event of a handbook without revisions was made. A build must not depend on its day.
const NEVER_CHANGED: &str = "19700101";

/// How long before an event a calendar reminds the reader, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm(pub u32);

/// A calendar with an event for each day with dates, except for rest days.
pub fn calendar(edition: &ExportView, words: &ExportWords, alarm: Option<Alarm>) -> String {
    let mut lines = ContentLines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//prepbook//prepbook//EN");
    lines.add("CALSCALE", "GREGORIAN");
    let name = name(edition);
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    for entry in edition.entries.iter().filter(|entry| entry.is_event) {
        for event in entry
            .dates
            .into_iter()
            .flat_map(|dates| events(entry, dates))
        {
            lines.add("BEGIN", "VEVENT");
            // Two groups are on different days, so their events are different.
            let folder = edition.cohort.as_ref().map_or("", |(folder, _)| folder);
            let path = format!("{folder}{}{}", entry.path, event.place);
            lines.add("UID", &uid(&edition.handbook, &path));
            event.write(words, &mut lines);
            if let Some(Alarm(minutes)) = alarm {
                lines.add("BEGIN", "VALARM");
                lines.add("ACTION", "DISPLAY");
                lines.text("DESCRIPTION", &event.title);
                lines.add("TRIGGER", &format!("-PT{minutes}M"));
                lines.add("END", "VALARM");
            }
            lines.add("END", "VEVENT");
        }
    }
    lines.add("END", "VCALENDAR");
    lines.finish()
}

/// The title of an edition: that of the plan, and the names of the track and the cohort.
pub(super) fn name(edition: &ExportView) -> String {
    let track = edition.track.iter().map(|(_, track)| track);
    let cohort = edition.cohort.iter().map(|(_, cohort)| cohort);
    let names = std::iter::once(&edition.plan_title)
        .chain(track)
        .chain(cohort);
    names.map(String::as_str).collect::<Vec<_>>().join(" – ")
}

/// A day, or a block of it with clock times.
struct CalendarEvent<'a> {
    entry: &'a ExportEntryView,
    /// The end of its path: empty for a day, `/2` for its second block.
    place: String,
    title: String,
    when: EventTime,
    tasks: Vec<&'a ExportTaskView>,
}

/// When an event is.
enum EventTime {
    /// For whole days, from the first to the last.
    Days(Date, Date),
    /// From a time to a time of a day, in minutes from midnight.
    Clock(Date, (u32, u32)),
}

/// The events of a day: its blocks with clock times, and one for the whole day with everything else.
fn events(entry: &ExportEntryView, (first, last): (Date, Date)) -> Vec<CalendarEvent<'_>> {
    let block = |task: &ExportTaskView| task.block.as_ref().map(|(number, _)| *number);
    let is_timed = |number: usize| entry.blocks.iter().any(|block| block.number == number);
    let tasks = entry.tasks.iter();
    let rest: Vec<&ExportTaskView> = tasks
        .filter(|task| !block(task).is_some_and(is_timed))
        .collect();
    let day = (entry.blocks.is_empty() || !rest.is_empty()).then(|| CalendarEvent {
        entry,
        place: String::new(),
        title: entry.title.clone(),
        when: EventTime::Days(first, last),
        tasks: rest,
    });
    let timed = entry.blocks.iter().map(|timed| {
        let own = entry
            .tasks
            .iter()
            .filter(|task| block(task) == Some(timed.number));
        CalendarEvent {
            entry,
            place: format!("/{}", timed.number),
            title: format!("{} – {}", entry.title, timed.label),
            when: EventTime::Clock(first, timed.clock),
            tasks: own.collect(),
        }
    });
    day.into_iter().chain(timed).collect()
}

impl CalendarEvent<'_> {
    /// Writes its properties after the id.
    fn write(&self, words: &ExportWords, lines: &mut ContentLines) {
        let entry = self.entry;
        let revision = entry.revision;
        let made = revision.and_then(|revision| revision.date).map(basic);
        let made = made.as_deref().unwrap_or(NEVER_CHANGED);
        lines.add("DTSTAMP", &format!("{made}T000000Z"));
        let number = revision.map_or(0, |revision| revision.number);
        lines.add("SEQUENCE", &number.to_string());
        match self.when {
            EventTime::Days(first, last) => {
                lines.add("DTSTART;VALUE=DATE", &basic(first));
                // The end is the first day that no longer belongs to it.
                lines.add("DTEND;VALUE=DATE", &basic(later(last, 1)));
                // A day of a plan leaves its reader free for other appointments.
                lines.add("TRANSP", "TRANSPARENT");
            }
            EventTime::Clock(day, (begin, end)) => {
                lines.add("DTSTART", &at(day, begin));
                lines.add("DTEND", &at(day, end));
            }
        }
        lines.text("SUMMARY", &self.title);
        let description = self.description(words);
        if !description.is_empty() {
            lines.text("DESCRIPTION", &description);
        }
        if entry.is_on_the_web {
            lines.add("URL", &entry.address);
        }
    }

    /// The time of a day, its tasks, and the address of its page.
    fn description(&self, words: &ExportWords) -> String {
        let list = |is_core: bool| {
            let tasks = self.tasks.iter().filter(|task| task.is_core == is_core);
            let tasks = tasks.map(|task| format!("- {}", task.words));
            tasks.collect::<Vec<_>>().join("\n")
        };
        let time = match self.when {
            EventTime::Days(..) => self.entry.minutes.filter(|minutes| *minutes > 0),
            EventTime::Clock(..) => None,
        };
        let time = time.map(|minutes| words.time(minutes)).unwrap_or_default();
        let core = list(true);
        let stretch = match list(false) {
            none if none.is_empty() => none,
            tasks => format!("{}\n{tasks}", words.stretch),
        };
        let address = Some(self.entry.address.as_str()).filter(|_| self.entry.is_on_the_web);
        let parts = [&time, &core, &stretch, address.unwrap_or_default()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n\n")
    }
}

/// A date as iCalendar has it: `20270104`.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A time of a day without a time zone: it is the same by every reader's clock.
fn at(day: Date, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60 % 24, minutes % 60);
    format!(
        "{}T{hours:02}{rest:02}00",
        basic(later(day, minutes / 60 / 24))
    )
}

/// A date that is some days later, within the calendar.
fn later(date: Date, days: u32) -> Date {
    (0..days).fold(date, |date, _| date.tomorrow().unwrap_or(date))
}
