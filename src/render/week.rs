//! The pages of a week. What is in a day is drawn once and put into each page that shows the day: its own, its week's,
//! the week's sheets and the page with everything.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tera::{Context, Value};

use super::output::{Context as With, Output};
use super::tasks::Tasks;
use super::{File, html};
use crate::error::Error;
use crate::view::{Content, DayContentView, Editor, ItemView, PageView, Route};

/// The pages of a week and of its days.
pub(super) struct WeekPages<'a> {
    pub(super) editor: &'a Editor<'a>,
    /// Its place among the edition's weeks.
    pub(super) index: usize,
    /// The week as a part of the page with everything, which is kept if all outputs are drawn.
    pub(super) whole: &'a OnceLock<Value>,
}

impl Output for WeekPages<'_> {
    fn routes(&self) -> Vec<Route> {
        self.editor.week_routes(self.index)
    }

    fn draw(&self, with: &With<'_>) -> Result<Vec<File>, Error> {
        let week = Week::of(self.editor, self.index, with.tasks)?;
        if with.draws_all {
            let whole = week.whole()?;
            self.whole.get_or_init(|| whole);
        }
        week.files()
    }
}

/// What all pages that show a week are drawn from.
pub(super) struct Week<'a> {
    editor: &'a Editor<'a>,
    tasks: &'a Tasks<'a>,
    index: usize,
    base: Context,
    days: Vec<Day>,
}

/// A day, with what is in it drawn.
struct Day {
    frame: PageView,
    view: Value,
    /// How many lines it takes on paper.
    lines: Value,
    /// Whether it needs no sheet of its own.
    rests: bool,
    /// The list of its links, for paper.
    marks: Value,
    /// What is in it, by the level of the headings in it.
    texts: BTreeMap<u8, Arc<Texts>>,
}

/// What is in a day as HTML.
struct Texts {
    core: Value,
    later: Value,
}

/// The levels of the headings in a day: on its own page, on those of its week, and on the page with everything.
const ON_DAY: u8 = 2;
const ON_WEEK: u8 = 3;
const ON_EVERYTHING: u8 = 5;

impl<'a> Week<'a> {
    /// A week of an edition.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    pub(super) fn of(
        editor: &'a Editor<'a>,
        index: usize,
        tasks: &'a Tasks<'a>,
    ) -> Result<Self, Error> {
        let mut base = Context::new();
        base.insert("week", &editor.week(index));
        let count = editor.days(index);
        base.insert("count", &count);
        // If one week is waited for, its days are drawn side by side.
        let days: Vec<Day> = (0..count)
            .into_par_iter()
            .map(|day| Day::of(editor, (index, day), tasks))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            editor,
            tasks,
            index,
            base,
            days,
        })
    }

    /// The days, each with what is in it, below headings of a level.
    fn days(&self, level: u8) -> Value {
        let days = self.days.iter().map(|day| day.value(level));
        Value::from(days.collect::<Vec<Value>>())
    }

    fn extras(&self) -> Result<Value, Error> {
        let extras = self.editor.week_extras(self.index);
        let extras = extras.draw(&mut |content| html::html(&content, self.tasks))?;
        Ok(Value::from_serializable(&extras))
    }

    /// The week as a part of the page with everything.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    pub(super) fn whole(&self) -> Result<Value, Error> {
        let mut context = self.base.clone();
        context.insert_value("extras", self.extras()?);
        context.insert_value("days", self.days(ON_EVERYTHING));
        context.insert("page", &self.editor.everything_page());
        self.tasks.renderer.part("parts/week.html", &context)
    }

    /// The pages of the week and of its days.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    fn files(self) -> Result<Vec<File>, Error> {
        let mut files = Vec::with_capacity(self.days.len() + 2);
        files.extend(self.sheets()?);
        files.push(self.own()?);
        let views = self.days.iter().map(|day| day.parts([]));
        let views = Value::from(views.collect::<Vec<Value>>());
        for (index, day) in self.days.iter().enumerate() {
            let mut context = self.page(&day.frame)?;
            context.insert_value("days", views.clone());
            let sheet = self.sheet(index, 1, &context)?;
            context.insert_value("day", day.parts([("sheet", sheet)]));
            files.push(self.draw(&day.frame, "day.html", &context)?);
        }
        Ok(files)
    }

    /// The context of one of the pages.
    fn page(&self, page: &PageView) -> Result<Context, Error> {
        let mut context = self.tasks.renderer.page(page)?;
        context.extend(self.base.clone());
        Ok(context)
    }

    fn draw(&self, page: &PageView, template: &str, context: &Context) -> Result<File, Error> {
        Ok((
            page.path.clone(),
            self.tasks.renderer.draw(template, context)?,
        ))
    }

    fn own(&self) -> Result<File, Error> {
        let page = self.editor.week_page(self.index);
        let mut context = self.page(&page)?;
        context.insert_value("extras", self.extras()?);
        context.insert_value("days", self.days(ON_WEEK));
        self.draw(&page, "week.html", &context)
    }

    /// The page with all sheets, if the week has one.
    fn sheets(&self) -> Result<Option<File>, Error> {
        let Some(page) = self.editor.sheets_page(self.index) else {
            return Ok(None);
        };
        let mut context = self.page(&page)?;
        let days = self.days.iter().enumerate().filter(|(_, day)| !day.rests);
        let sheets = days.map(|(day, _)| self.sheet(day, 2, &context));
        let sheets: Vec<Value> = sheets.collect::<Result<_, Error>>()?;
        context.insert_value("days", self.days(ON_WEEK));
        context.insert_value("sheets", Value::from(sheets));
        Ok(Some(self.draw(&page, "sheets.html", &context)?))
    }

    /// The sheet of a day. `level` is that of its heading.
    fn sheet(&self, day: usize, level: u8, base: &Context) -> Result<Value, Error> {
        let mut context = base.clone();
        context.insert("number", &(day + 1));
        context.insert("level", &level);
        context.insert_value("day", self.days[day].value(level + 1));
        self.tasks.renderer.part("parts/sheet.html", &context)
    }
}

impl Day {
    fn of(
        editor: &Editor<'_>,
        (week, day): (usize, usize),
        tasks: &Tasks<'_>,
    ) -> Result<Self, Error> {
        let content = editor.day_content(week, day, ON_WEEK);
        let lines = Value::from(content.lines());
        let marks = Value::from_serializable(&content.marks);
        let view = editor.day(week, day);
        let rests = content.is_rest(&view);
        let mut texts = BTreeMap::new();
        if content.has_heading() {
            for level in [ON_DAY, ON_EVERYTHING] {
                let content = editor.day_content(week, day, level);
                texts.insert(level, Arc::new(Texts::of(content, tasks)?));
            }
            texts.insert(ON_WEEK, Arc::new(Texts::of(content, tasks)?));
        } else {
            let same = Arc::new(Texts::of(content, tasks)?);
            texts.extend([ON_DAY, ON_WEEK, ON_EVERYTHING].map(|level| (level, Arc::clone(&same))));
        }
        Ok(Self {
            frame: editor.day_page(week, day),
            view: Value::from_serializable(&view),
            lines,
            rests,
            marks,
            texts,
        })
    }

    /// The day as templates get it, with headings of a level in it.
    fn value(&self, level: u8) -> Value {
        let texts = &self.texts[&level];
        self.parts([
            ("lines", self.lines.clone()),
            ("rests", Value::from(self.rests)),
            ("marks", self.marks.clone()),
            ("core", texts.core.clone()),
            ("later", texts.later.clone()),
        ])
    }

    /// Some parts of the day, with what is said of it.
    fn parts<const N: usize>(&self, parts: [(&'static str, Value); N]) -> Value {
        let view = ("view", self.view.clone());
        let parts: BTreeMap<&str, Value> = parts.into_iter().chain([view]).collect();
        Value::from_serializable(&parts)
    }
}

impl Texts {
    fn of(content: DayContentView<Content<'_>>, tasks: &Tasks<'_>) -> Result<Self, Error> {
        Ok(Self {
            core: items(content.items, tasks)?,
            later: items(content.later, tasks)?,
        })
    }
}

fn items(items: Vec<ItemView<Content<'_>>>, tasks: &Tasks<'_>) -> Result<Value, Error> {
    if items.is_empty() {
        return Ok(Value::safe_string(""));
    }
    let items = items.into_iter();
    let drawn = items.map(|item| item.draw(&mut |content| html::html(&content, tasks)));
    let drawn: Vec<ItemView<Value>> = drawn.collect::<Result<_, Error>>()?;
    let mut context = Context::new();
    context.insert("items", &drawn);
    let html = tasks.renderer.component("items", &context, None)?;
    Ok(Value::safe_string(&html))
}
