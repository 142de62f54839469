//! The pages of a week. The content of a day is rendered once and included in each page that shows the day: its own,
//! its week's, the week's sheets and the page with everything.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use tera::{Context, Value};

use super::output::{Output, OutputContext as With};
use super::renderer::context;
use super::search::rows;
use super::tasks::TaskRenderer;
use super::{File, html};
use crate::error::Error;
use crate::view::{
    Content, DayContentView, EditionViews, ItemView, PageView, PolicyView, Route, WeekWords,
};

/// The pages of a week and of its days.
pub(super) struct WeekPages<'a> {
    pub(super) views: &'a EditionViews<'a>,
    /// Its index among the edition's weeks.
    pub(super) index: usize,
    /// Its contribution to other outputs, which is kept if all outputs are rendered.
    pub(super) parts: &'a WeekParts,
}

/// A week's contribution to the outputs with all weeks, once it is rendered.
#[derive(Default)]
pub(super) struct WeekParts {
    /// The week for the page with everything, and its content policy.
    pub(super) whole: OnceLock<(Value, PolicyView)>,
    search: Mutex<Option<Vec<u8>>>,
}

impl WeekParts {
    fn keep(&self, whole: (Value, PolicyView), search: Vec<u8>) {
        self.whole.get_or_init(|| whole);
        *self.search.lock().unwrap_or_else(PoisonError::into_inner) = Some(search);
    }

    /// The search entries, as rows of the index. They are moved out, to free the memory.
    pub(super) fn take_search(&self) -> Option<Vec<u8>> {
        let mut search = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        search.take()
    }
}

impl Output for WeekPages<'_> {
    fn locale(&self) -> usize {
        self.views.locale()
    }

    fn routes(&self) -> Vec<Route> {
        self.views.week_routes(self.index)
    }

    fn render(&self, with: &With<'_>) -> Result<Vec<File>, Error> {
        let mut week = RenderedWeek::of(self.views, self.index, with.tasks)?;
        if with.renders_all {
            let whole = week.whole()?;
            let search = self.views.week_search(self.index, week.take_words());
            self.parts.keep(whole, rows(&search));
        }
        week.files()
    }
}

/// The data for all pages that show a week.
pub(super) struct RenderedWeek<'a> {
    views: &'a EditionViews<'a>,
    tasks: &'a TaskRenderer<'a>,
    index: usize,
    base: Context,
    /// Its rendered content outside of days.
    extras: Value,
    /// The words of that content, and its content policy.
    words: String,
    policy: PolicyView,
    days: Vec<RenderedDay>,
}

/// A day with its content rendered.
struct RenderedDay {
    frame: PageView,
    view: Value,
    /// Whether it needs no sheet.
    rests: bool,
    /// The words in it.
    words: String,
    /// Its content policy.
    policy: PolicyView,
    /// The day as a template value, by the level of the headings in it.
    values: BTreeMap<u8, Value>,
}

/// What all sheets of a day share, rendered.
struct SheetParts {
    /// The line below the heading.
    facts: Value,
    /// The list of links.
    links: Value,
}

/// The levels of the headings in a day: on its own page, on those of its week, and on the page with everything.
const ON_DAY: u8 = 2;
const ON_WEEK: u8 = 3;
const ON_EVERYTHING: u8 = 5;

impl<'a> RenderedWeek<'a> {
    /// A week of an edition.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    pub(super) fn of(
        views: &'a EditionViews<'a>,
        index: usize,
        tasks: &'a TaskRenderer<'a>,
    ) -> Result<Self, Error> {
        let mut base = Context::new();
        base.insert("week", &views.week(index));
        base.insert("log", &views.log_keys(index));
        let count = views.days(index);
        base.insert("count", &count);
        let strip = context("strip", &views.strip(Some(index)));
        base.insert_value("strip", tasks.renderer.part("parts/strip.html", &strip)?);
        // If one week is requested on its own, its days are rendered in parallel.
        let days: Vec<RenderedDay> = (0..count)
            .into_par_iter()
            .map(|day| RenderedDay::of(views, (index, day), tasks))
            .collect::<Result<_, Error>>()?;
        let extras = views.week_extras(index);
        let words = extras.words();
        let mut policy = PolicyView::default();
        let extras = extras.render(&mut |content| html::html_on(&mut policy, &content, tasks))?;
        Ok(Self {
            policy,
            views,
            tasks,
            index,
            base,
            extras: Value::from_serializable(&extras),
            words,
            days,
        })
    }

    /// Its words, which are moved out.
    fn take_words(&mut self) -> WeekWords {
        let days = self.days.iter_mut();
        WeekWords {
            own: std::mem::take(&mut self.words),
            days: days.map(|day| std::mem::take(&mut day.words)).collect(),
        }
    }

    /// The days with their content, below headings of a level.
    fn days(&self, level: u8) -> Value {
        let days = self.days.iter().map(|day| day.value(level));
        Value::from(days.collect::<Vec<Value>>())
    }

    /// The content policy of the days.
    fn policy_of_days(&self) -> PolicyView {
        let mut policy = PolicyView::default();
        self.days.iter().for_each(|day| policy.extend(&day.policy));
        policy
    }

    /// The content policy of the week.
    fn whole_policy(&self) -> PolicyView {
        let mut policy = self.policy_of_days();
        policy.extend(&self.policy);
        policy
    }

    /// The week for the page with everything, and its content policy.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    pub(super) fn whole(&self) -> Result<(Value, PolicyView), Error> {
        let mut context = self.base.clone();
        context.insert_value("extras", self.extras.clone());
        context.insert_value("days", self.days(ON_EVERYTHING));
        context.insert("page", &self.views.everything_page());
        let whole = self.tasks.renderer.part("parts/week.html", &context)?;
        Ok((whole, self.whole_policy()))
    }

    /// The pages of the week and of its days.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    fn files(self) -> Result<Vec<File>, Error> {
        let mut files = Vec::with_capacity(self.days.len() + 2);
        let days = (0..self.days.len()).map(|day| self.day_context(day));
        let (contexts, shared): (Vec<Context>, Vec<SheetParts>) =
            days.collect::<Result<Vec<_>, Error>>()?.into_iter().unzip();
        files.extend(self.sheets(&shared)?);
        files.push(self.own()?);
        let links = self.day_links()?;
        for (index, mut context) in contexts.into_iter().enumerate() {
            let day = &self.days[index];
            context.insert_value("days", links[index].clone());
            let sheet = self.sheet(index, (1, &shared[index]), &mut context)?;
            let note = Value::from(self.views.note_keys(self.index, index));
            let parts = [("view", day.view.clone()), ("sheet", sheet), ("note", note)];
            let parts = BTreeMap::from(parts);
            context.insert_value("day", Value::from(parts));
            files.push(self.render(&day.frame, "day.html", &context)?);
        }
        Ok(files)
    }

    /// The context of a day's page, and what all sheets of the day share.
    fn day_context(&self, index: usize) -> Result<(Context, SheetParts), Error> {
        let day = &self.days[index];
        let mut context = self.page(&day.frame, &day.policy)?;
        context.insert("number", &(index + 1));
        context.insert_value("day", day.value(ON_DAY));
        let renderer = self.tasks.renderer;
        let shared = SheetParts {
            facts: renderer.part("parts/sheet-facts.html", &context)?,
            links: renderer.part("parts/sheet-links.html", &context)?,
        };
        Ok((context, shared))
    }

    /// For each day, the links to all days, with its own marked as current.
    fn day_links(&self) -> Result<Vec<Value>, Error> {
        let mut context = Context::new();
        let mut render = |is_current: bool| -> Result<Vec<String>, Error> {
            context.insert("is_current", &is_current);
            let links = self.days.iter().map(|day| {
                context.insert_value("day", day.view.clone());
                self.tasks.renderer.text("parts/day-link.html", &context)
            });
            links.collect()
        };
        let (others, current) = (render(false)?, render(true)?);
        let links = current.into_iter().enumerate().map(|(index, own)| {
            let links = others[..index].concat() + &own + &others[index + 1..].concat();
            Value::safe_string(&links)
        });
        Ok(links.collect())
    }

    /// The context of one of the pages.
    fn page(&self, page: &PageView, policy: &PolicyView) -> Result<Context, Error> {
        let mut context = self.tasks.page(page, policy)?;
        context.extend(self.base.clone());
        Ok(context)
    }

    fn render(&self, page: &PageView, template: &str, context: &Context) -> Result<File, Error> {
        Ok((
            page.path.clone(),
            self.tasks.renderer.render(template, context)?,
        ))
    }

    fn own(&self) -> Result<File, Error> {
        let page = self.views.week_page(self.index);
        let mut context = self.page(&page, &self.whole_policy())?;
        context.insert_value("extras", self.extras.clone());
        context.insert_value("days", self.days(ON_WEEK));
        self.render(&page, "week.html", &context)
    }

    /// The page with all sheets, if the week has one.
    fn sheets(&self, shared: &[SheetParts]) -> Result<Option<File>, Error> {
        let Some(page) = self.views.sheets_page(self.index) else {
            return Ok(None);
        };
        let mut context = self.page(&page, &self.policy_of_days())?;
        let days = self.days.iter().enumerate().filter(|(_, day)| !day.rests);
        let sheets = days.map(|(day, _)| self.sheet(day, (2, &shared[day]), &mut context));
        let sheets: Vec<Value> = sheets.collect::<Result<_, Error>>()?;
        context.insert_value("days", self.days(ON_WEEK));
        context.insert_value("sheets", Value::from(sheets));
        Ok(Some(self.render(&page, "sheets.html", &context)?))
    }

    /// The sheet of a day. `level` is that of its heading. Values for the sheet alone stay in the context.
    fn sheet(
        &self,
        day: usize,
        (level, shared): (u8, &SheetParts),
        context: &mut Context,
    ) -> Result<Value, Error> {
        context.insert("level", &level);
        let day = &self.days[day];
        context.insert_value("day", day.value(level + 1));
        context.insert_value("facts", shared.facts.clone());
        context.insert_value("links", shared.links.clone());
        self.tasks.renderer.part("parts/sheet.html", context)
    }
}

impl RenderedDay {
    fn of(
        views: &EditionViews<'_>,
        (week, day): (usize, usize),
        tasks: &TaskRenderer<'_>,
    ) -> Result<Self, Error> {
        let content = views.day_content(week, day, ON_WEEK);
        let about = views.day(week, day);
        let rests = content.is_rest(&about);
        let words = content.words();
        let view = Value::from_serializable(&about);
        let shared = [
            ("view", view.clone()),
            ("lines", Value::from(content.lines())),
            ("rests", Value::from(rests)),
            ("marks", Value::from_serializable(&content.marks)),
            ("note", Value::from(views.note_keys(week, day))),
        ];
        let mut policy = PolicyView::default();
        let mut value = |content| value(content, &shared, (tasks, &mut policy));
        let mut values = BTreeMap::new();
        if content.has_headings() {
            for level in [ON_DAY, ON_EVERYTHING] {
                values.insert(level, value(views.day_content(week, day, level))?);
            }
            values.insert(ON_WEEK, value(content)?);
        } else {
            let same = value(content)?;
            values.extend([ON_DAY, ON_WEEK, ON_EVERYTHING].map(|level| (level, same.clone())));
        }
        Ok(Self {
            frame: views.day_page(week, day),
            view,
            rests,
            words,
            policy,
            values,
        })
    }

    /// The day as a template value, with headings of a level in it.
    fn value(&self, level: u8) -> Value {
        self.values[&level].clone()
    }
}

/// A day as a template value: its rendered content, and the data that all of its pages share.
fn value(
    content: DayContentView<Content<'_>>,
    shared: &[(&'static str, Value)],
    (tasks, policy): (&TaskRenderer<'_>, &mut PolicyView),
) -> Result<Value, Error> {
    let mut parts: BTreeMap<&str, Value> = shared.iter().cloned().collect();
    parts.insert("core", items(content.items, tasks, policy)?);
    parts.insert("later", items(content.later, tasks, policy)?);
    Ok(Value::from(parts))
}

fn items(
    items: Vec<ItemView<Content<'_>>>,
    tasks: &TaskRenderer<'_>,
    policy: &mut PolicyView,
) -> Result<Value, Error> {
    if items.is_empty() {
        return Ok(Value::safe_string(""));
    }
    let items = items.into_iter();
    let mut render = |content: Content<'_>| html::html_on(policy, &content, tasks);
    let rendered = items.map(|item| item.render(&mut render));
    let rendered: Vec<ItemView<Value>> = rendered.collect::<Result<_, Error>>()?;
    let mut context = Context::new();
    context.insert("items", &rendered);
    let html = tasks.renderer.component("items", &context, None)?;
    Ok(Value::safe_string(&html))
}
