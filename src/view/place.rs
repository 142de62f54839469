//! The source positions of weeks and days, and the numbers of weeks and phases.

use std::ops::Range;

use super::edition::EditionViews;
use crate::document::NodeKind;
use crate::span::Span;

impl EditionViews<'_> {
    /// The id of the plan.
    pub fn plan_id(&self) -> &str {
        &self.edition.plan.id
    }

    /// The id of the track; empty if there are no tracks.
    pub fn track_id(&self) -> &str {
        self.edition.track().map_or("", |track| &track.id)
    }

    /// The first and the last number of a week; equal if it has one.
    pub fn week_numbers(&self, week: usize) -> (u32, u32) {
        let numbers = self.edition.plan.weeks[week].numbers;
        (numbers.first, numbers.last)
    }

    /// The phases' numbers, first and last, each with its weeks. A phase without a number has that of its position.
    pub fn phases(&self) -> impl Iterator<Item = ((u32, u32), Range<usize>)> {
        let phases = self.edition.plan.phases.iter();
        (1..).zip(phases).map(|(place, phase)| {
            let numbers = phase.numbers.map(|numbers| (numbers.first, numbers.last));
            (numbers.unwrap_or((place, place)), phase.weeks.clone())
        })
    }

    /// The heading of a week.
    pub fn week_span(&self, week: usize) -> Span {
        let week = &self.edition.plan.weeks[week];
        self.document().node(week.heading).span
    }

    /// The heading of a day.
    pub fn day_span(&self, week: usize, day: usize) -> Span {
        let day = &self.edition.plan.weeks[week].days[day];
        self.document().node(day.heading).span
    }

    /// The first text of the plan with these words.
    pub fn words_span(&self, words: &str) -> Option<Span> {
        let document = self.document();
        let holds = |text: &str| text.contains(words);
        let found = document.all().find(|id| match &document.node(*id).kind {
            NodeKind::Text(text) | NodeKind::InlineCode(text) | NodeKind::Html(text) => holds(text),
            NodeKind::Code(code) => holds(&code.text),
            _ => false,
        });
        found.map(|id| document.node(id).span)
    }
}
