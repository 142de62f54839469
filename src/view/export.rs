//! An edition as data, for calendars and other programs: its days with their dates and tasks.

use std::ops::Range;

use super::address::name;
use super::edition::EditionViews;
use super::page::whole;
use super::plan::CalendarLinkView;
use super::relative::{on_the_web, relative};
use super::week::{core, whole as whole_time};
use crate::edition::Placement;
use crate::ledger::{DatedRevision, WeekRevisions};
use crate::plan::{Calendar, Day, Week};
use crate::units::Date;

/// An edition as data.
#[derive(Debug)]
pub struct ExportView {
    /// The handbook's id.
    pub handbook: String,
    /// The handbook's title.
    pub handbook_title: String,
    /// The plan's id.
    pub plan: String,
    /// The plan's title.
    pub plan_title: String,
    /// The track's id and its name, if there is one.
    pub track: Option<(String, String)>,
    /// The folder of the cohort that it is for and the cohort's title; `None` for readers of no cohort.
    pub cohort: Option<(String, String)>,
    /// The plan's first day, if it is known.
    pub start: Option<Date>,
    /// Its days, its weeks as far as they have tasks outside of days, and tasks outside of weeks, in this order.
    pub entries: Vec<ExportEntryView>,
}

/// A day, or the tasks of a week or a plan outside of days.
#[derive(Debug)]
pub struct ExportEntryView {
    /// The path of its page below the output folder, without its ending: `plan/track/week-3-monday`.
    pub path: String,
    /// The id of its week; empty outside of weeks.
    pub week: String,
    /// The title of its week, including its name; empty outside of weeks.
    pub week_title: String,
    /// The id of the day; empty outside of days.
    pub day: String,
    /// The title of the day, including its name; empty outside of days.
    pub day_title: String,
    /// The title with the names of both: `Week 3, Monday: Design`.
    pub title: String,
    /// Its first and its last date, if the plan has a start.
    pub dates: Option<(Date, Date)>,
    /// Whether it takes time of its own: a day that is no rest day, or a week without days.
    pub is_event: bool,
    /// The minutes of its core; `None` if no part states a time.
    pub minutes: Option<u32>,
    /// The minutes of everything in it.
    pub written: Option<u32>,
    /// Its page: absolute if the handbook's address is known, or else its path below the output folder.
    pub address: String,
    /// Whether that is absolute.
    pub is_on_the_web: bool,
    /// The last revision that may have changed it.
    pub revision: Option<DatedRevision>,
    /// The blocks whose labels state clock times, of a day with one date.
    pub blocks: Vec<ExportBlockView>,
    /// Its tasks, in the order of the text.
    pub tasks: Vec<ExportTaskView>,
}

/// A block with clock times.
#[derive(Debug)]
pub struct ExportBlockView {
    /// Its place among the blocks of the day, from 1.
    pub number: usize,
    /// Its label.
    pub label: String,
    /// Its beginning and its end, in minutes from midnight.
    pub clock: (u32, u32),
}

/// A task.
#[derive(Debug)]
pub struct ExportTaskView {
    /// Its id.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Whether it is core; others are for when time allows.
    pub is_core: bool,
    /// The minutes that it states.
    pub minutes: Option<u32>,
    /// Its area.
    pub area: Option<String>,
    /// Whether its author ticked it.
    pub is_done: bool,
    /// The ids of the levels that it is for; empty for all.
    pub levels: Vec<String>,
    /// The number and the label of its block, if it is in one.
    pub block: Option<(usize, String)>,
}

impl ExportView {
    /// The same for a cohort, by the folder of its files and its title.
    pub(super) fn for_cohort(self, folder: String, title: String) -> Self {
        Self {
            cohort: Some((folder, title)),
            ..self
        }
    }

    /// The same without the tasks for other levels than one, which is given by its id.
    #[must_use]
    pub fn for_level(mut self, level: &str) -> Self {
        for entry in &mut self.entries {
            let is_for = |task: &ExportTaskView| {
                task.levels.is_empty() || task.levels.iter().any(|own| own == level)
            };
            entry.tasks.retain(is_for);
        }
        self
    }
}

/// The tasks that are not exported yet, and the other values that entries need.
struct Exporting<'v, 'a> {
    views: &'v EditionViews<'a>,
    calendar: Option<&'v Calendar>,
    revisions: WeekRevisions,
    taken: Vec<bool>,
}

impl EditionViews<'_> {
    /// The edition as data, with the dates of a calendar.
    pub fn export(&self, calendar: Option<&Calendar>) -> ExportView {
        let plan = self.edition.plan;
        let mut exporting = Exporting {
            views: self,
            calendar,
            revisions: self.tables.ledger.week_revisions(&plan.key),
            taken: vec![false; plan.tasks.own.len()],
        };
        let mut entries = Vec::new();
        for (index, week) in plan.weeks.iter().enumerate() {
            for day in 0..week.days.len() {
                entries.push(exporting.day(index, day));
            }
            entries.extend(exporting.week(index));
        }
        entries.extend(exporting.rest());
        let track = self.edition.track();
        ExportView {
            handbook: self.tables.ledger.ids.handbook().to_owned(),
            handbook_title: self.names.handbook.clone(),
            plan: plan.key.clone(),
            plan_title: self.names.plan.clone(),
            track: track.map(|track| (track.id.clone(), self.title(&track.name))),
            cohort: None,
            start: calendar.map(Calendar::start),
            entries,
        }
    }

    /// The path of the edition's calendar file, if the plan has a start.
    pub fn calendar_path(&self) -> Option<String> {
        self.calendar()?;
        Some(format!("{}{}", self.folder(), name::CALENDAR))
    }

    /// The links to the calendar file, if the plan has a start. Calendars subscribe to addresses of a scheme of their own.
    pub(super) fn calendar_link(&self) -> Option<CalendarLinkView> {
        let path = self.calendar_path()?;
        let address = self.tables.base_url.map(|base| on_the_web(base, &path));
        let host = |address: &str| Some(address.split_once("://")?.1.to_owned());
        Some(CalendarLinkView {
            address: name::CALENDAR.to_owned(),
            feed: address.and_then(|address| Some(format!("webcal://{}", host(&address)?))),
        })
    }

    /// The blocks of a day that state clock times and are for the readers of the edition.
    pub(super) fn timed_blocks(&self, week: usize, day: usize) -> Vec<ExportBlockView> {
        if self.schedule.day(week, day).length > 1 {
            return Vec::new();
        }
        let fitted = &self.edition.weeks()[week].days[day].blocks;
        let day = &self.edition.plan.weeks[week].days[day];
        let blocks = (1..).zip(day.blocks()).zip(fitted);
        let shown = blocks.filter(|(_, fitted)| fitted.is_shown);
        let timed = shown.filter_map(|((number, block), _)| {
            Some(ExportBlockView {
                number,
                label: self.title(&block.label),
                clock: block.clock?,
            })
        });
        timed.collect()
    }

    /// The name of a day with that of its week: `Week 3, Monday: Design`.
    fn entry_title(&self, week: &Week, day: Option<&Day>) -> String {
        let Some(day) = day else {
            return whole(&self.title(&week.called), &self.title(&week.title));
        };
        let called = [week.called.as_str(), &day.called];
        let called = called.into_iter().filter(|name| !name.is_empty());
        let called: Vec<String> = called.map(|name| self.title(name)).collect();
        whole(&called.join(", "), &self.title(&day.title))
    }
}

impl Exporting<'_, '_> {
    fn day(&mut self, index: usize, at: usize) -> ExportEntryView {
        let views = self.views;
        let week = &views.edition.plan.weeks[index];
        let day = &week.days[at];
        let when = views.schedule.day(index, at);
        let time = views.edition.weeks()[index].days[at].time;
        let tasks = self.tasks(day.tasks.clone(), |task| {
            let mut blocks = (1..).zip(day.blocks());
            let own = blocks.find(|(_, block)| block.tasks.contains(&task));
            own.map(|(number, block)| (number, views.title(&block.label)))
        });
        ExportEntryView {
            day: day.id.clone(),
            day_title: views.day_title(day),
            title: views.entry_title(week, Some(day)),
            dates: self.dates(when.offset, when.length),
            is_event: !tasks.is_empty() || !views.is_rest(index, at),
            minutes: core(time),
            written: whole_time(time),
            blocks: views.timed_blocks(index, at),
            tasks,
            ..self.entry(index, &name::day(week, day))
        }
    }

    /// The tasks of a week outside of its days; a week without days is an event.
    fn week(&mut self, index: usize) -> Option<ExportEntryView> {
        let views = self.views;
        let week = &views.edition.plan.weeks[index];
        let tasks = self.tasks(week.tasks.clone(), |_| None);
        let when = &views.schedule.weeks[index];
        let is_event = week.days.is_empty() && when.length > 0;
        let time = views.edition.weeks()[index].time;
        (!tasks.is_empty()).then(|| ExportEntryView {
            title: views.entry_title(week, None),
            dates: self.dates(when.offset, when.length.max(1)),
            is_event,
            minutes: core(time).filter(|_| is_event),
            written: whole_time(time).filter(|_| is_event),
            tasks,
            ..self.entry(index, &name::week(week))
        })
    }

    /// The tasks outside of weeks.
    fn rest(&mut self) -> Option<ExportEntryView> {
        let tasks = self.tasks(0..self.taken.len(), |_| None);
        (!tasks.is_empty()).then(|| ExportEntryView {
            title: self.views.names.plan.clone(),
            tasks,
            ..self.at(name::PLAN)
        })
    }

    /// What the entries of a week share.
    fn entry(&self, index: usize, page: &str) -> ExportEntryView {
        let week = &self.views.edition.plan.weeks[index];
        ExportEntryView {
            week: week.id.clone(),
            week_title: self.views.week_title(index).to_owned(),
            revision: self.revisions.of(&week.id),
            ..self.at(page)
        }
    }

    fn at(&self, page: &str) -> ExportEntryView {
        let views = self.views;
        let path = format!("{}{page}", views.folder());
        let address = match views.tables.base_url {
            Some(base) => on_the_web(base, &path),
            None => relative("", &path),
        };
        let stem = path
            .rsplit_once('.')
            .map_or(path.as_str(), |(stem, _)| stem);
        ExportEntryView {
            path: stem.to_owned(),
            week: String::new(),
            week_title: String::new(),
            day: String::new(),
            day_title: String::new(),
            title: String::new(),
            dates: None,
            is_event: false,
            minutes: None,
            written: None,
            address,
            is_on_the_web: views.tables.base_url.is_some(),
            revision: None,
            blocks: Vec::new(),
            tasks: Vec::new(),
        }
    }

    fn dates(&self, offset: u32, length: u32) -> Option<(Date, Date)> {
        self.calendar?.dates(offset, length)
    }

    /// The tasks of a part that are in the edition and in no earlier entry, each with its block.
    fn tasks(
        &mut self,
        range: Range<usize>,
        block: impl Fn(usize) -> Option<(usize, String)>,
    ) -> Vec<ExportTaskView> {
        let edition = self.views.edition;
        let mut tasks = Vec::new();
        for index in range {
            let place = edition.place(index);
            if std::mem::replace(&mut self.taken[index], true) || place == Placement::Elsewhere {
                continue;
            }
            let task = &edition.plan.tasks.own[index];
            let levels = task.audience.levels.iter().flatten();
            let area = task.area.map(|area| &edition.plan.areas[area]);
            tasks.push(ExportTaskView {
                id: self.views.ids.own[index].clone(),
                words: self.views.typography.text(&task.words).into_owned(),
                is_core: place == Placement::Core,
                minutes: task.stated.map(|time| time.high.minutes()),
                area: area.map(|area| self.views.title(&area.name)),
                is_done: task.state.is_done(),
                levels: levels
                    .map(|level| edition.plan.levels[*level].id.clone())
                    .collect(),
                block: block(index),
            });
        }
        tasks
    }
}
