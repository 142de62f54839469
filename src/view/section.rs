//! Sections of a plan, and the targets of their headings.

use serde::Serialize;

use super::address::name;
use super::content::Content;
use super::edition::EditionViews;
use super::mark::LinkMarks;
use super::page::LinkView;
use super::prose::TaskFilter;
use crate::document::NodeId;
use crate::plan::Section;

/// A section with its content; `B` is the type of texts: content, or rendered content.
#[derive(Debug, Serialize)]
pub struct SectionView<B> {
    /// Its anchor.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// The icon in front of its heading.
    pub icon: String,
    /// The level of its heading, from 2 to 6.
    pub level: u8,
    /// The week or the day that its heading names, if that is on another page.
    pub refers: Option<LinkView>,
    /// Its content.
    pub body: B,
    /// Its subsections.
    pub sections: Vec<SectionView<B>>,
}

impl<B> SectionView<B> {
    /// The section with its texts rendered.
    ///
    /// # Errors
    ///
    /// The first error from rendering a text.
    pub fn render<C, E>(
        self,
        render: &mut dyn FnMut(B) -> Result<C, E>,
    ) -> Result<SectionView<C>, E> {
        Ok(SectionView {
            anchor: self.anchor,
            title: self.title,
            icon: self.icon,
            level: self.level,
            refers: self.refers,
            body: render(self.body)?,
            sections: render_all(self.sections, render)?,
        })
    }
}

/// Sections with their texts rendered.
pub(super) fn render_all<B, C, E>(
    sections: Vec<SectionView<B>>,
    render: &mut dyn FnMut(B) -> Result<C, E>,
) -> Result<Vec<SectionView<C>>, E> {
    let sections = sections.into_iter();
    sections.map(|section| section.render(render)).collect()
}

impl<'a> EditionViews<'a> {
    /// A section with its heading at `level`; `None` if it is for other readers.
    pub(super) fn section(&self, section: &Section, level: u8) -> Option<SectionView<Content<'a>>> {
        self.section_with(section, level, None)
    }

    /// The same as [`section`](Self::section), with links numbered in `marks`.
    pub(super) fn section_with(
        &self,
        section: &Section,
        level: u8,
        marks: Option<&LinkMarks<'_>>,
    ) -> Option<SectionView<Content<'a>>> {
        if !self.edition.shows(section.heading) {
            return None;
        }
        let deeper = i8::try_from(level).unwrap_or(6) - i8::try_from(section.level).unwrap_or(6);
        Some(SectionView {
            anchor: self.anchor(section.heading),
            title: self.title(&section.title),
            icon: section.icon.clone(),
            level: level.clamp(2, 6),
            refers: section
                .refers
                .and_then(|to| self.reference(section.heading, to)),
            body: self
                .text()
                .content_with(&section.body, (TaskFilter::Core, deeper), marks),
            sections: section
                .sections
                .iter()
                .filter_map(|inner| self.section_with(inner, (level + 1).min(6), marks))
                .collect(),
        })
    }

    /// A link to the week or the day with a heading, unless both headings are on the same page.
    fn reference(&self, from: NodeId, to: NodeId) -> Option<LinkView> {
        let plan = self.edition.plan;
        let after = plan.weeks.partition_point(|week| week.heading <= to);
        let week = plan.weeks.get(after.checked_sub(1)?)?;
        let phases = plan.phases.iter().flat_map(|phase| &phase.sections);
        let beside = plan
            .sections
            .iter()
            .chain(phases.map(|(_, section)| section));
        let beside = beside.map(|section| section.heading);
        let parts = plan.weeks.iter().map(|week| week.heading).chain(beside);
        let is_inside = parts.filter(|part| *part <= from).max() == Some(week.heading);
        if is_inside {
            return None;
        }
        if week.heading == to {
            return Some(LinkView::new(self.title(&week.called), name::week(week)));
        }
        let day = week.days.iter().find(|day| day.heading == to)?;
        Some(LinkView::new(self.title(&day.called), name::day(week, day)))
    }
}
