//! The cover.

use serde::Serialize;

use super::address;
use super::content::{Content, ViewNode};
use super::handbook::{HandbookViews, in_words};
use super::page::{FramedPage, LevelView, LinkView, title};
use super::relative::relative;
use super::schedule::ScheduleView;
use super::typography::Typography;
use crate::plan::{Layout, Plan, Schedule};

/// The cover; `B` is the type of texts.
#[derive(Debug, Serialize)]
pub struct CoverView<B> {
    /// Its document's text before the plans: on the front page of a site all of it, otherwise the text before its first
    /// heading.
    pub intro: B,
    /// Whether that is all of it, as on the front page of a site.
    pub text_first: bool,
    /// Its document's text after the plans.
    pub body: B,
    /// The plans.
    pub plans: Vec<PlanCardView>,
    /// The pages of cohorts.
    pub cohorts: Vec<LinkView>,
    /// The chapters by folder.
    pub groups: Vec<GroupView>,
}

/// A plan on the cover.
#[derive(Debug, Serialize)]
pub struct PlanCardView {
    /// Its id in addresses.
    pub id: String,
    /// When it is.
    pub schedule: ScheduleView,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: Option<String>,
    /// How many weeks it has.
    pub weeks: usize,
    /// How many tasks it has.
    pub tasks: usize,
    /// Its editions.
    pub editions: Vec<EditionLinkView>,
    /// The levels that the reader may choose from.
    pub levels: Vec<LevelView>,
}

/// An edition on the cover.
#[derive(Debug, Serialize)]
pub struct EditionLinkView {
    /// The track's id; empty if the plan has no tracks.
    pub id: String,
    /// The track's name; `None` if the plan has no tracks.
    pub track: Option<String>,
    /// The minimum of its minutes per week.
    pub low: Option<u32>,
    /// The maximum.
    pub high: Option<u32>,
    /// Its page.
    pub address: String,
}

impl EditionLinkView {
    /// The editions of a plan, linked from the page at a path.
    pub(super) fn all(plan: &Plan, from: &str, typography: Typography) -> Vec<Self> {
        let address =
            |track| relative(from, &format!("{}index.html", address::folder(plan, track)));
        if plan.tracks.is_empty() {
            return vec![Self {
                id: String::new(),
                track: None,
                low: None,
                high: None,
                address: address(None),
            }];
        }
        let tracks = plan.tracks.iter().enumerate();
        tracks
            .map(|(index, track)| Self {
                id: track.id.clone(),
                track: Some(typography.title(&track.name)),
                low: track.budget.map(|budget| budget.low.minutes()),
                high: track.budget.map(|budget| budget.high.minutes()),
                address: address(Some(index)),
            })
            .collect()
    }
}

/// The chapters of one folder.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// The folder's name in words; empty for chapters outside of folders.
    pub title: String,
    /// The chapters.
    pub chapters: Vec<LinkView>,
}

impl<B> CoverView<B> {
    /// The cover with its texts rendered.
    ///
    /// # Errors
    ///
    /// The first error from rendering a text.
    pub fn render<C, E>(
        self,
        render: &mut dyn FnMut(B) -> Result<C, E>,
    ) -> Result<CoverView<C>, E> {
        Ok(CoverView {
            intro: render(self.intro)?,
            text_first: self.text_first,
            body: render(self.body)?,
            plans: self.plans,
            cohorts: self.cohorts,
            groups: self.groups,
        })
    }
}

impl HandbookViews<'_> {
    /// The cover.
    pub fn cover(&self) -> FramedPage<CoverView<Content<'_>>> {
        let path = self.cover_path();
        let mut page = self.frame(&path, title(self.handbook, self.folder()));
        page.crumbs.clear();
        if let Some(cover) = self.cover_chapter() {
            let document = &self.handbook.documents[cover.document];
            page.description = self.description(document);
        }
        let plans = self.listed_plans().map(|plan| (plan, Schedule::of(plan)));
        let plans = plans.map(|(plan, schedule)| PlanCardView {
            id: plan.key.clone(),
            levels: LevelView::all(plan, self.typography_of(plan)),
            schedule: ScheduleView::of(plan, &schedule),
            title: self.typography_of(plan).title(&plan.title),
            description: plan
                .description
                .as_deref()
                .map(|text| self.typography_of(plan).title(text)),
            weeks: plan.study_weeks(),
            tasks: plan.tasks.own.len(),
            editions: EditionLinkView::all(plan, &path, self.typography_of(plan)),
        });
        let (intro, rest) = self.cover_text();
        let body = CoverView {
            intro,
            text_first: self.handbook.layout == Layout::Site,
            body: rest,
            plans: plans.collect(),
            cohorts: self.cohort_links(&path),
            groups: self.groups(),
        };
        FramedPage { page, body }
    }

    /// The cover's text before the plans, and after them.
    fn cover_text(&self) -> (Content<'_>, Content<'_>) {
        let cover = self.cover_chapter();
        let path = self.cover_path();
        let mut intro = cover.map_or_else(Vec::new, |cover| self.prose(cover, &path));
        if self.handbook.layout == Layout::Site {
            return (intro, Vec::new());
        }
        let is_heading = |node: &ViewNode<'_>| matches!(node, ViewNode::Heading { .. });
        let first = intro.iter().position(is_heading).unwrap_or_default();
        // Nodes with a style of their own are not an introduction.
        let is_plain = intro[..first].iter().all(ViewNode::is_plain);
        let rest = intro.split_off(if is_plain { first } else { 0 });
        (intro, rest)
    }

    fn groups(&self) -> Vec<GroupView> {
        let mut groups: Vec<GroupView> = Vec::new();
        let mut folders: Vec<&str> = Vec::new();
        let all = self.chapters().into_iter();
        for index in all.filter(|index| self.is_listed(*index)) {
            let chapter = &self.handbook.chapters[index];
            let folder = self.folder_of(chapter);
            let path = address::chapter(self.handbook, chapter.document);
            let link = LinkView::new(
                self.typography.title(&chapter.title),
                relative(&self.cover_path(), &path),
            );
            match folders.iter().position(|known| *known == folder) {
                Some(index) => groups[index].chapters.push(link),
                None => {
                    folders.push(folder);
                    groups.push(GroupView {
                        title: in_words(folder),
                        chapters: vec![link],
                    });
                }
            }
        }
        groups
    }
}
