//! The copies of an edition's pages.

use super::facts::{Facts, block, called, crumbs, row};
use crate::render::File;
use crate::render::markdown::{MarkdownWriter, link, plain, strong};
use crate::theme::{Words, decimal};
use crate::view::{
    Content, DayContentView, DayView, EditionViews, FramedPage, ItemView, PageView, PartView,
    PlanView, SectionView, ShareView, WeekView, copy_of,
};

/// The levels of the headings of days, and of the headings in them.
const ON_DAY: (u8, u8) = (1, 2);
const ON_WEEK: (u8, u8) = (2, 3);
const ON_EVERYTHING: (u8, u8) = (4, 5);

/// The plan's own page.
pub(super) fn plan(views: &EditionViews<'_>, words: &Words) -> File {
    let FramedPage { page, body } = views.plan_page();
    let mut copy = EditionWriter::begin(&page, words);
    copy.plan_facts(&page, &body);
    copy.text.content(&body.intro);
    let mut more = Vec::new();
    for part in &body.parts {
        if let Some(item) = copy.section_item(part) {
            more.push(item);
        } else {
            copy.text.items(&std::mem::take(&mut more));
            copy.part(part);
        }
    }
    let everything = copy.facts.word("everything");
    more.push(link(everything, &copy_of(&body.everything)));
    if let Some(calendar) = &body.calendar {
        let words = copy.facts.word("calendar");
        more.push(link(words, &calendar.address));
    }
    copy.text.items(&more);
    copy.areas(&body.areas);
    (page.path, copy.text.finish())
}

/// The page of a section.
pub(super) fn section(section: FramedPage<SectionView<Content<'_>>>, words: &Words) -> File {
    let FramedPage { page, body } = section;
    let mut copy = EditionWriter::of(words);
    copy.text.heading(1, &called(&body.icon, &body.title, ""));
    copy.text.line(&crumbs(&page.crumbs));
    copy.section_body(&body);
    (page.path, copy.text.finish())
}

/// The page with everything.
pub(super) fn everything(views: &EditionViews<'_>, words: &Words) -> File {
    let page = views.everything_page();
    let FramedPage { body, .. } = views.plan_page();
    let sections = views.section_pages();
    let mut copy = EditionWriter::begin(&page, words);
    copy.plan_facts(&page, &body);
    copy.text.content(&body.intro);
    for part in &body.parts {
        match part {
            PartView::Phase {
                called: name,
                title,
                icon,
                intro,
                weeks,
                sections,
                ..
            } => {
                copy.text.heading(2, &called(icon, name, title));
                copy.text.content(intro);
                for week in weeks {
                    copy.whole_week(views, week);
                }
                for section in sections {
                    copy.section(section);
                }
            }
            PartView::Weeks { weeks } => {
                for week in weeks {
                    copy.whole_week(views, week);
                }
            }
            PartView::Section {
                title, icon, index, ..
            } => {
                copy.text.heading(2, &called(icon, title, ""));
                let own = index.and_then(|index| sections.get(index));
                if let Some(section) = own {
                    copy.section_body(&section.body);
                }
            }
        }
    }
    (page.path, copy.text.finish())
}

/// The page of a week.
pub(super) fn week(views: &EditionViews<'_>, index: usize, words: &Words) -> File {
    let page = views.week_page(index);
    let week = views.week(index);
    let mut copy = EditionWriter::of(words);
    copy.text
        .heading(1, &called(&week.icon, &week.called, &week.title));
    copy.text.line(&crumbs(&page.crumbs));
    copy.week(views, &week, ON_WEEK);
    (page.path, copy.text.finish())
}

/// The page of a day.
pub(super) fn day(views: &EditionViews<'_>, (week, index): (usize, usize), words: &Words) -> File {
    let page = views.day_page(week, index);
    let day = views.day(week, index);
    let mut copy = EditionWriter::of(words);
    copy.text.heading(1, &day_name(&day));
    copy.text.line(&crumbs(&page.crumbs));
    copy.day(&day, &views.day_content(week, index, ON_DAY.1), ON_DAY);
    (page.path, copy.text.finish())
}

/// A day's name, with a tick if its author ticked it.
fn day_name(day: &DayView) -> String {
    called(if day.done { "✓" } else { "" }, &day.called, &day.title)
}

struct EditionWriter<'w> {
    text: MarkdownWriter<'w>,
    facts: Facts<'w>,
}

impl<'w> EditionWriter<'w> {
    fn of(words: &'w Words) -> Self {
        Self {
            text: MarkdownWriter::new(words),
            facts: Facts(words),
        }
    }

    /// A page that begins with its title.
    fn begin(page: &PageView, words: &'w Words) -> Self {
        let mut copy = Self::of(words);
        copy.text.heading(1, &page.title);
        copy.text.line(&crumbs(&page.crumbs));
        copy
    }

    fn plan_facts(&mut self, page: &PageView, plan: &PlanView<Content<'_>>) {
        let facts = self.facts;
        let edition = page.edition.as_ref();
        let track = edition.and_then(|edition| edition.track_title.as_deref());
        let budget = edition.and_then(|edition| edition.budget);
        self.text.line(&row([
            track.map(strong),
            budget.map(|time| format!("{} {}", facts.time(time), facts.word("per_week"))),
            (plan.weeks > 0).then(|| facts.count("count_weeks", plan.weeks)),
            (plan.days > 0).then(|| facts.count("count_days", plan.days)),
            (plan.tasks > 0).then(|| facts.count("tasks", plan.tasks)),
            facts.core_time(plan.core_time, plan.written),
        ]));
    }

    /// A part of a plan on its own page.
    fn part(&mut self, part: &PartView<Content<'_>>) {
        match part {
            PartView::Phase {
                called: name,
                title,
                icon,
                written,
                core_time,
                intro,
                weeks,
                sections,
                ..
            } => {
                self.text.heading(2, &called(icon, name, title));
                let time = self.facts.core_time(*core_time, *written);
                self.text.line(&time.unwrap_or_default());
                self.text.content(intro);
                self.weeks(weeks);
                for section in sections {
                    self.section(section);
                }
            }
            PartView::Weeks { weeks } => self.weeks(weeks),
            PartView::Section { title, icon, .. } => {
                self.text.heading(2, &called(icon, title, ""));
            }
        }
    }

    /// A link to the page of a section.
    fn section_item(&self, part: &PartView<Content<'_>>) -> Option<String> {
        let PartView::Section {
            title,
            icon,
            address: Some(address),
            tasks,
            ..
        } = part
        else {
            return None;
        };
        let link = link(&called(icon, title, ""), &copy_of(address));
        let count = (*tasks > 0).then(|| self.facts.count("tasks", *tasks));
        Some(row([Some(link), count]))
    }

    /// The list of weeks, with the breaks in it.
    fn weeks(&mut self, weeks: &[WeekView]) {
        let mut items = Vec::new();
        for week in weeks {
            items.push(self.facts.week_item(week));
            for pause in &week.breaks {
                let title = match pause.title.as_str() {
                    "" => self.facts.word("time_off"),
                    title => title,
                };
                let days = usize::try_from(pause.length).unwrap_or_default();
                let dates = pause.date.as_ref().map(|dates| self.facts.dates(dates));
                let facts = row([dates, Some(self.facts.count("count_days", days))]);
                items.push(format!("{}: {facts}", plain(title)));
            }
        }
        self.text.items(&items);
    }

    /// The shares of areas as a list.
    fn areas(&mut self, shares: &[ShareView]) {
        if shares.is_empty() {
            return;
        }
        let facts = self.facts;
        self.text.heading(2, facts.word("areas"));
        let items = shares.iter().map(|share| {
            let stated = share.stated.map(|percent| {
                let percent = decimal(percent, facts.word("decimal_mark"));
                let target = format!("{} {percent} %", facts.word("target"));
                let time = share.per_week.map(|time| facts.time(time));
                match time {
                    Some(time) => format!("{target} ({time} {})", facts.word("per_week")),
                    None => target,
                }
            });
            let planned = share.percent.map(|percent| {
                let planned = format!("{} {percent} %", facts.word("planned"));
                let time = share.minutes.map(|time| facts.time(time));
                time.map_or_else(|| planned.clone(), |time| format!("{planned} ({time})"))
            });
            let name = share.area.as_deref().unwrap_or(facts.word("unassigned"));
            let values = row([stated, planned, Some(share.note.clone())]);
            if values.is_empty() {
                return plain(name);
            }
            format!("{}: {}", plain(name), plain(&values))
        });
        let items: Vec<String> = items.collect();
        self.text.items(&items);
    }

    /// A week on the page with everything.
    fn whole_week(&mut self, views: &EditionViews<'_>, week: &WeekView) {
        let name = called(&week.icon, &week.called, &week.title);
        self.text.heading(3, &name);
        self.week(views, week, ON_EVERYTHING);
    }

    /// A week without its heading.
    fn week(&mut self, views: &EditionViews<'_>, week: &WeekView, (own, inner): (u8, u8)) {
        self.text
            .line(&plain(week.theme.as_deref().unwrap_or_default()));
        self.text.line(&self.facts.week(week));
        if week.sheets.is_some() {
            self.text.line(&self.facts.fit(&week.fit));
        }
        let extras = views.week_extras(week.index);
        self.text.content(&extras.intro);
        for index in 0..views.days(week.index) {
            let day = views.day(week.index, index);
            self.text.heading(own, &day_name(&day));
            let content = views.day_content(week.index, index, inner);
            self.day(&day, &content, (own, inner));
        }
        for section in &extras.sections {
            self.section(section);
        }
    }

    /// A day without its heading.
    fn day(&mut self, day: &DayView, content: &DayContentView<Content<'_>>, (_, inner): (u8, u8)) {
        self.text.line(&self.facts.day(day));
        self.day_items(&content.items);
        if day.stretch > 0 {
            self.text.heading(inner, self.facts.word("stretch"));
            self.day_items(&content.later);
        }
    }

    fn day_items(&mut self, items: &[ItemView<Content<'_>>]) {
        for item in items {
            match item {
                ItemView::Prose { body } => self.text.content(body),
                ItemView::Block {
                    label,
                    low,
                    high,
                    note,
                    body,
                } => {
                    let time = self.facts.range(*low, *high);
                    self.text.line(&block(label, note, time));
                    self.text.content(body);
                }
                ItemView::Note { track, body } => {
                    let words = self.text.words_of(body);
                    self.text
                        .line(&format!("{} {words}", strong(&format!("{track}:"))));
                }
                ItemView::Section(section) => self.section(section),
            }
        }
    }

    fn section(&mut self, section: &SectionView<Content<'_>>) {
        let name = called(&section.icon, &section.title, "");
        self.text.heading(section.level, &name);
        self.section_body(section);
    }

    fn section_body(&mut self, section: &SectionView<Content<'_>>) {
        if let Some(refers) = &section.refers {
            let link = link(&refers.title, &copy_of(&refers.address));
            self.text.line(&link);
        }
        self.text.content(&section.body);
        for inner in &section.sections {
            self.section(inner);
        }
    }
}
