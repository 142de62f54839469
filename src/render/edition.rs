//! The pages of an edition, except those of its weeks.

use rayon::prelude::*;
use tera::Value;

use super::output::{Context, Output, Turn};
use super::search::{index, rows};
use super::tasks::Tasks;
use super::week::{Week, WeekPages, WeekParts};
use super::{File, html};
use crate::error::Error;
use crate::view::{Content, Drawn, Editor, PlanView, PolicyView, Route};

/// The pages of an edition.
pub(super) struct EditionPages<'a> {
    pub(super) editor: Editor<'a>,
    weeks: Vec<WeekParts>,
}

impl<'a> EditionPages<'a> {
    pub(super) fn of(editor: Editor<'a>) -> Self {
        Self {
            weeks: (0..editor.weeks()).map(|_| WeekParts::default()).collect(),
            editor,
        }
    }

    pub(super) fn plan(&self) -> impl Output {
        PlanPage(&self.editor)
    }

    pub(super) fn sections(&self) -> impl Output {
        SectionPages(&self.editor)
    }

    pub(super) fn everything(&self) -> impl Output {
        Everything(self)
    }

    pub(super) fn search(&self) -> impl Output {
        EditionSearch(self)
    }

    pub(super) fn week(&self, index: usize) -> impl Output {
        WeekPages {
            editor: &self.editor,
            index,
            parts: &self.weeks[index],
        }
    }

    /// A week for the page with everything, and its content policy.
    fn whole(&self, index: usize, tasks: &Tasks<'_>) -> Result<(Value, PolicyView), Error> {
        match self.weeks[index].whole.get() {
            Some(whole) => Ok(whole.clone()),
            None => Week::of(&self.editor, index, tasks)?.whole(),
        }
    }

    /// The search entries of a week, as rows of the index.
    fn week_search(&self, index: usize) -> Vec<u8> {
        self.weeks[index].take_search().unwrap_or_else(|| {
            let words = self.editor.week_words(index);
            rows(&self.editor.week_search(index, words))
        })
    }
}

fn plan_view(
    plan: PlanView<Content<'_>>,
    tasks: &Tasks<'_>,
    policy: &mut PolicyView,
) -> Result<PlanView<Value>, Error> {
    plan.draw(&mut |content| html::html_on(policy, &content, tasks))
}

/// The plan's own page.
struct PlanPage<'a>(&'a Editor<'a>);

impl Output for PlanPage<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![self.0.plan_route()]
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let Drawn { page, body } = self.0.plan_page();
        let mut policy = PolicyView::default();
        let view = plan_view(body, with.tasks, &mut policy)?;
        let mut plan = with.renderer.page(&page, &policy)?;
        plan.insert("plan", &view);
        let bytes = with.renderer.draw("plan.html", &plan)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// The pages of sections.
struct SectionPages<'a>(&'a Editor<'a>);

impl Output for SectionPages<'_> {
    fn routes(&self) -> Vec<Route> {
        self.0.section_routes()
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let sections = self.0.section_pages().into_iter();
        let drawn = sections.map(|section| {
            let mut policy = PolicyView::default();
            let (path, section) = section_context(section, with.tasks, &mut policy)?;
            Ok((path, with.renderer.draw("section.html", &section)?))
        });
        drawn.collect()
    }
}

fn section_context(
    Drawn { page, body }: Drawn<crate::view::SectionView<Content<'_>>>,
    tasks: &Tasks<'_>,
    policy: &mut PolicyView,
) -> Result<(String, tera::Context), Error> {
    let body = body.draw(&mut |content| html::html_on(policy, &content, tasks))?;
    let mut section = tasks.renderer.page(&page, policy)?;
    section.insert("section", &body);
    Ok((page.path, section))
}

/// The whole edition on one page.
struct Everything<'a>(&'a EditionPages<'a>);

impl Output for Everything<'_> {
    fn turn(&self) -> Turn {
        Turn::Everything
    }

    fn routes(&self) -> Vec<Route> {
        vec![self.0.editor.everything_route()]
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let editor = &self.0.editor;
        let weeks: Vec<(Value, PolicyView)> = (0..editor.weeks())
            .into_par_iter()
            .map(|index| self.0.whole(index, with.tasks))
            .collect::<Result<_, Error>>()?;
        let mut policy = PolicyView::default();
        let weeks = weeks.into_iter().map(|(week, needs)| {
            policy.extend(&needs);
            week
        });
        let weeks: Vec<Value> = weeks.collect();
        let sections = editor.section_pages().into_iter();
        let sections = sections.map(|section| {
            let (_, section) = section_context(section, with.tasks, &mut policy)?;
            with.renderer.part("parts/section.html", &section)
        });
        let sections: Vec<Value> = sections.collect::<Result<_, Error>>()?;
        let page = editor.everything_page();
        let plan = plan_view(editor.plan_page().body, with.tasks, &mut policy)?;
        let mut everything = with.renderer.page(&page, &policy)?;
        everything.insert("plan", &plan);
        everything.insert("weeks", &weeks);
        everything.insert("sections", &sections);
        let bytes = with.renderer.draw("everything.html", &everything)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// The index of an edition.
struct EditionSearch<'a>(&'a EditionPages<'a>);

impl EditionSearch<'_> {
    fn path(&self) -> String {
        format!("{}search.js", self.0.editor.folder())
    }
}

impl Output for EditionSearch<'_> {
    fn turn(&self) -> Turn {
        Turn::Index
    }

    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn draw(&self, _: &Context<'_>) -> Result<Vec<File>, Error> {
        let editor = &self.0.editor;
        let weeks = (0..editor.weeks()).map(|index| self.0.week_search(index));
        let all = weeks.chain([rows(&editor.section_search())]);
        Ok(vec![(self.path(), index(all))])
    }
}
