//! A section of a plan, and where its heading leads.

use serde::Serialize;

use super::address::name;
use super::edition::Editor;
use super::page::LinkView;
use super::piece::Piece;
use super::prose::Wanted;
use crate::document::NodeId;
use crate::plan::Section;

/// A section and what is in it.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its anchor.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// Its title with its marks.
    pub heading: Vec<Piece>,
    /// What stands before its words.
    pub icon: String,
    /// The level of its heading, from 2 to 6.
    pub level: u8,
    /// The week or the day that its heading names, where that is another page.
    pub refers: Option<LinkView>,
    /// What is in it.
    pub body: Vec<Piece>,
    /// The sections in it.
    pub sections: Vec<SectionView>,
}

impl Editor<'_> {
    /// A section whose heading stands at `level`; none where it is for other readers.
    pub(super) fn section(&self, section: &Section, level: u8) -> Option<SectionView> {
        if !self.edition.shows(section.heading) {
            return None;
        }
        let deeper = i8::try_from(level).unwrap_or(6) - i8::try_from(section.level).unwrap_or(6);
        Some(SectionView {
            anchor: self.anchor(section.heading),
            title: section.title.clone(),
            heading: self.text().inline(section.heading),
            icon: section.icon.clone(),
            level: level.clamp(2, 6),
            refers: section
                .refers
                .and_then(|to| self.reference(section.heading, to)),
            body: self.text().pieces(&section.body, Wanted::Core, deeper),
            sections: section
                .sections
                .iter()
                .filter_map(|inner| self.section(inner, (level + 1).min(6)))
                .collect(),
        })
    }

    /// A link to the week or the day with a heading, unless another heading stands on its page, too.
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
            return Some(LinkView::new(week.called.clone(), name::week(week)));
        }
        let day = week.days.iter().find(|day| day.heading == to)?;
        Some(LinkView::new(day.called.clone(), name::day(week, day)))
    }
}
