//! The frames of an edition's pages: their position, and the pages before and after them.

use super::EditionViews;
use crate::plan::{Day, Week};
use crate::units::Audience;
use crate::view::address::{COVER, name};
use crate::view::copy::copy_link;
use crate::view::page::{EditionView, LevelView, LinkView, PageView, TrackLinkView, whole};
use crate::view::relative::{on_the_web, relative};
use crate::view::schedule::ScheduleView;

impl EditionViews<'_> {
    /// A frame for the page `name` with a title; `shown_in` decides for whom the page is.
    pub(in crate::view) fn frame(
        &self,
        name: &str,
        title: String,
        shown_in: Option<&Audience>,
    ) -> PageView {
        let path = format!("{}{name}", self.folder);
        let plan = self.edition.plan;
        let handbook = self.edition.handbook;
        let home = format!("{}{COVER}", handbook.locale(plan.document).folder);
        let mut crumbs = vec![LinkView::new(
            self.names.handbook.clone(),
            relative(&path, &home),
        )];
        if name != name::PLAN {
            crumbs.push(LinkView::new(
                self.names.plan.clone(),
                name::PLAN.to_owned(),
            ));
        }
        let tracks = self.links.iter().map(|link| {
            let there = shown_in.is_none_or(|audience| audience.includes(Some(link.index), None));
            let target = format!("{}{}", link.folder, if there { name } else { name::PLAN });
            TrackLinkView {
                id: link.id.clone(),
                title: link.title.clone(),
                address: relative(&path, &target),
                current: link.current,
                elsewhere: !there,
            }
        });
        let track = self.edition.track();
        let levels = match self.edition.level() {
            Some(_) => Vec::new(),
            None => LevelView::all(plan, self.typography),
        };
        let base_url = self.tables.base_url;
        let whole = format!("{}{}", self.folder, name::PLAN);
        let languages = self.tables.languages;
        let languages = languages.links(handbook, (&path, &whole), base_url);
        PageView {
            root: "../".repeat(path.matches('/').count()),
            canonical: base_url.map(|base| on_the_web(base, &path)),
            languages,
            title,
            description: self.names.description.clone(),
            crumbs,
            unlisted: self.document().front.unlisted,
            copy: self.tables.has_copies.then(|| copy_link(&path)),
            previous: None,
            next: None,
            tracks: tracks.collect(),
            beside: Vec::new(),
            edition: Some(EditionView {
                plan: plan.key.clone(),
                plan_title: self.names.plan.clone(),
                plan_address: name::PLAN.to_owned(),
                track: track.map(|track| track.id.clone()),
                track_title: self.names.track.clone(),
                schedule: ScheduleView::of(plan, &self.schedule),
                budget: self.budget(),
                levels,
            }),
            path,
        }
    }

    /// The frame of a week's page.
    pub fn week_page(&self, index: usize) -> PageView {
        let plan = self.edition.plan;
        let week = &plan.weeks[index];
        let mut page = self.frame(
            &name::week(week),
            self.week_title(index).to_owned(),
            plan.audiences.get(&week.heading),
        );
        self.crumb_of_phase(&mut page, index);
        let link = |index: usize| {
            let week = plan.weeks.get(index)?;
            Some(LinkView::new(
                self.week_title(index).to_owned(),
                name::week(week),
            ))
        };
        page.previous = index.checked_sub(1).and_then(link);
        page.next = link(index + 1);
        page
    }

    /// The frame of the page with all sheets of a week.
    pub fn sheets_page(&self, index: usize) -> Option<PageView> {
        let week = &self.edition.plan.weeks[index];
        let mut page = self.frame(
            &name::sheets(week)?,
            self.week_title(index).to_owned(),
            self.edition.plan.audiences.get(&week.heading),
        );
        self.crumb_of_phase(&mut page, index);
        page.crumbs.push(self.crumb_of_week(week));
        // The copy of the week has all that the sheets have.
        page.copy = None;
        Some(page)
    }

    /// The frame of a day's page.
    pub fn day_page(&self, index: usize, day: usize) -> PageView {
        let plan = self.edition.plan;
        let week = &plan.weeks[index];
        let own = &week.days[day];
        let mut page = self.frame(
            &name::day(week, own),
            self.day_title(own),
            plan.audiences.get(&own.heading),
        );
        self.crumb_of_phase(&mut page, index);
        page.crumbs.push(self.crumb_of_week(week));
        let mut all = Vec::new();
        if let Some(before) = index.checked_sub(1) {
            all.extend(plan.weeks[before].days.last().map(|day| (before, day)));
        }
        let offset = all.len();
        all.extend(week.days.iter().map(|day| (index, day)));
        all.extend(
            plan.weeks
                .get(index + 1)
                .and_then(|next| next.days.first())
                .map(|day| (index + 1, day)),
        );
        let link = |(week, day): &(usize, &Day)| {
            LinkView::new(self.day_title(day), name::day(&plan.weeks[*week], day))
        };
        page.previous = (day + offset).checked_sub(1).map(|at| link(&all[at]));
        page.next = all.get(day + offset + 1).map(link);
        page
    }

    /// A week among the ancestors of a page, by its name alone if it has one.
    fn crumb_of_week(&self, week: &Week) -> LinkView {
        let named = if week.called.is_empty() {
            &week.title
        } else {
            &week.called
        };
        LinkView::new(self.title(named), name::week(week))
    }

    pub(super) fn crumb_of_phase(&self, page: &mut PageView, week: usize) {
        let plan = self.edition.plan;
        if let Some(phase) = plan.weeks[week].phase.map(|phase| &plan.phases[phase]) {
            let address = format!("{}#{}", name::PLAN, self.anchor(phase.heading));
            page.crumbs.push(LinkView::new(
                self.title(&whole(&phase.called, &phase.title)),
                address,
            ));
        }
    }

    /// The frame of the page with everything.
    pub fn everything_page(&self) -> PageView {
        self.frame(name::EVERYTHING, self.names.plan.clone(), None)
    }
}
