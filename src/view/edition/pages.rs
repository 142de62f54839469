//! The paths of an edition's pages, and the pages of its sections.

use super::EditionViews;
use crate::document::NodeId;
use crate::plan::Section;
use crate::view::address::name;
use crate::view::content::Content;
use crate::view::page::{FramedPage, LinkView, Route};
use crate::view::section::SectionView;

impl<'a> EditionViews<'a> {
    /// The path of the plan's own page.
    pub fn plan_route(&self) -> Route {
        self.route(name::PLAN, self.document().roots().next())
    }

    /// The path of the page with everything.
    pub fn everything_route(&self) -> Route {
        self.route(name::EVERYTHING, self.document().roots().next())
    }

    /// The paths of the pages of sections, in the order of [`EditionViews::section_pages`].
    pub fn section_routes(&self) -> Vec<Route> {
        let shown = self.shown_sections();
        let route = |section: &&Section| self.route(&name::section(section), Some(section.heading));
        shown.iter().map(route).collect()
    }

    /// The paths of a week's pages: its own, that of its sheets and those of its days.
    pub fn week_routes(&self, index: usize) -> Vec<Route> {
        let week = &self.edition.plan.weeks[index];
        let own = [Some(name::week(week)), name::sheets(week)];
        let own = own.into_iter().flatten().map(|name| (name, week.heading));
        let days = week
            .days
            .iter()
            .map(|day| (name::day(week, day), day.heading));
        own.chain(days)
            .map(|(name, heading)| self.route(&name, Some(heading)))
            .collect()
    }

    /// The paths of the pages of a week that have copies: all but that of its sheets.
    pub fn copied_week_routes(&self, index: usize) -> Vec<Route> {
        let week = &self.edition.plan.weeks[index];
        let sheets = name::sheets(week).map(|name| format!("{}{name}", self.folder));
        let mut routes = self.week_routes(index);
        routes.retain(|route| Some(&route.path) != sheets.as_ref());
        routes
    }

    fn route(&self, name: &str, node: Option<NodeId>) -> Route {
        let document = self.document();
        Route {
            path: format!("{}{name}", self.folder),
            span: node.map(|node| document.node(node).span),
        }
    }

    /// The sections that have pages.
    pub fn section_pages(&self) -> Vec<FramedPage<SectionView<Content<'a>>>> {
        let plan = self.edition.plan;
        let shown = self.shown_sections();
        let link =
            |section: &&Section| LinkView::new(self.title(&section.title), name::section(section));
        let pages = shown.iter().enumerate().filter_map(|(index, section)| {
            let audience = plan.audiences.get(&section.heading);
            let mut page = self.frame(
                &name::section(section),
                self.title(&section.title),
                audience,
            );
            page.previous = index.checked_sub(1).map(|before| link(&shown[before]));
            page.next = shown.get(index + 1).map(link);
            page.beside = shown
                .iter()
                .map(|other| LinkView {
                    current: other.id == section.id,
                    ..link(other)
                })
                .collect();
            let mut body = self.section(section, 2)?;
            // The page's title is its own heading; headings in it move up.
            body.sections = section
                .sections
                .iter()
                .filter_map(|inner| self.section(inner, 2))
                .collect();
            Some(FramedPage { page, body })
        });
        pages.collect()
    }
}
