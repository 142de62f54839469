//! The pages of an edition, except those of its weeks.

use rayon::prelude::*;
use tera::Value;

use super::output::{Output, OutputContext, Turn};
use super::renderer::context;
use super::search::{index, rows};
use super::tasks::TaskRenderer;
use super::week::{RenderedWeek, WeekPages, WeekParts};
use super::{File, html};
use crate::error::Error;
use crate::view::{Content, EditionViews, FramedPage, PlanView, PolicyView, Route};

/// The pages of an edition.
pub(super) struct EditionPages<'a> {
    pub(super) views: EditionViews<'a>,
    weeks: Vec<WeekParts>,
}

impl<'a> EditionPages<'a> {
    pub(super) fn of(views: EditionViews<'a>) -> Self {
        Self {
            weeks: (0..views.weeks()).map(|_| WeekParts::default()).collect(),
            views,
        }
    }

    pub(super) fn plan(&self) -> impl Output {
        PlanPage(&self.views)
    }

    pub(super) fn sections(&self) -> impl Output {
        SectionPages(&self.views)
    }

    pub(super) fn everything(&self) -> impl Output {
        Everything(self)
    }

    pub(super) fn search(&self) -> impl Output {
        EditionSearch(self)
    }

    pub(super) fn week(&self, index: usize) -> impl Output {
        WeekPages {
            views: &self.views,
            index,
            parts: &self.weeks[index],
        }
    }

    /// A week for the page with everything, and its content policy.
    fn whole(&self, index: usize, tasks: &TaskRenderer<'_>) -> Result<(Value, PolicyView), Error> {
        match self.weeks[index].whole.get() {
            Some(whole) => Ok(whole.clone()),
            None => RenderedWeek::of(&self.views, index, tasks)?.whole(),
        }
    }

    /// The search entries of a week, as rows of the index.
    fn week_search(&self, index: usize) -> Vec<u8> {
        self.weeks[index].take_search().unwrap_or_else(|| {
            let words = self.views.week_words(index);
            rows(&self.views.week_search(index, words))
        })
    }
}

fn plan_view(
    plan: PlanView<Content<'_>>,
    tasks: &TaskRenderer<'_>,
    policy: &mut PolicyView,
) -> Result<PlanView<Value>, Error> {
    plan.render(&mut |content| html::html_on(policy, &content, tasks))
}

/// The plan's own page.
struct PlanPage<'a>(&'a EditionViews<'a>);

impl Output for PlanPage<'_> {
    fn locale(&self) -> usize {
        self.0.locale()
    }

    fn routes(&self) -> Vec<Route> {
        vec![self.0.plan_route()]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let FramedPage { page, body } = self.0.plan_page();
        let mut policy = PolicyView::default();
        let view = plan_view(body, with.tasks, &mut policy)?;
        let mut plan = with.tasks.page(&page, &policy)?;
        plan.insert("plan", &view);
        let bytes = with.renderer.render("plan.html", &plan)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// The pages of sections.
struct SectionPages<'a>(&'a EditionViews<'a>);

impl Output for SectionPages<'_> {
    fn locale(&self) -> usize {
        self.0.locale()
    }

    fn routes(&self) -> Vec<Route> {
        self.0.section_routes()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let strip = context("strip", &self.0.strip(None));
        let strip = with.renderer.part("parts/strip.html", &strip)?;
        let sections = self.0.section_pages().into_iter();
        let rendered = sections.map(|section| {
            let mut policy = PolicyView::default();
            let (path, mut section) = section_context(section, with.tasks, &mut policy)?;
            section.insert_value("strip", strip.clone());
            Ok((path, with.renderer.render("section.html", &section)?))
        });
        rendered.collect()
    }
}

fn section_context(
    FramedPage { page, body }: FramedPage<crate::view::SectionView<Content<'_>>>,
    tasks: &TaskRenderer<'_>,
    policy: &mut PolicyView,
) -> Result<(String, tera::Context), Error> {
    let body = body.render(&mut |content| html::html_on(policy, &content, tasks))?;
    let mut section = tasks.page(&page, policy)?;
    section.insert("section", &body);
    Ok((page.path, section))
}

/// The whole edition on one page.
struct Everything<'a>(&'a EditionPages<'a>);

impl Output for Everything<'_> {
    fn turn(&self) -> Turn {
        Turn::Everything
    }

    fn locale(&self) -> usize {
        self.0.views.locale()
    }

    fn routes(&self) -> Vec<Route> {
        vec![self.0.views.everything_route()]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let views = &self.0.views;
        let weeks: Vec<(Value, PolicyView)> = (0..views.weeks())
            .into_par_iter()
            .map(|index| self.0.whole(index, with.tasks))
            .collect::<Result<_, Error>>()?;
        let mut policy = PolicyView::default();
        let weeks = weeks.into_iter().map(|(week, needs)| {
            policy.extend(&needs);
            week
        });
        let weeks: Vec<Value> = weeks.collect();
        let sections = views.section_pages().into_iter();
        let sections = sections.map(|section| {
            let (_, section) = section_context(section, with.tasks, &mut policy)?;
            with.renderer.part("parts/section.html", &section)
        });
        let sections: Vec<Value> = sections.collect::<Result<_, Error>>()?;
        let page = views.everything_page();
        let plan = plan_view(views.plan_page().body, with.tasks, &mut policy)?;
        let mut everything = with.tasks.page(&page, &policy)?;
        everything.insert("plan", &plan);
        everything.insert("weeks", &weeks);
        everything.insert("sections", &sections);
        let bytes = with.renderer.render("everything.html", &everything)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// The index of an edition.
struct EditionSearch<'a>(&'a EditionPages<'a>);

impl EditionSearch<'_> {
    fn path(&self) -> String {
        format!("{}search.js", self.0.views.folder())
    }
}

impl Output for EditionSearch<'_> {
    fn turn(&self) -> Turn {
        Turn::Index
    }

    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let views = &self.0.views;
        let weeks = (0..views.weeks()).map(|index| self.0.week_search(index));
        let all = weeks.chain([rows(&views.section_search())]);
        Ok(vec![(self.path(), index(all))])
    }
}
