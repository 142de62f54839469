//! Days without a sheet on paper: those without tasks.

use super::content::{Content, ViewNode};
use super::day::{DayContentView, DayView, ItemView};
use super::edition::EditionViews;

/// The maximum number of text lines on a day without a sheet.
const FEW: usize = 2;

impl DayContentView<Content<'_>> {
    /// Whether a day has nothing to do: no time, no task, no block, and at most a few lines of plain text. Such a day
    /// has no sheet of its own; its text is on the cover of its week.
    pub fn is_rest(&self, day: &DayView) -> bool {
        let has_time = [day.core_time, day.written]
            .iter()
            .any(|time| time.is_some_and(|time| time > 0));
        !has_time
            && self.later.is_empty()
            && self.marks.is_empty()
            && self.items.iter().all(is_plain)
            && self.lines() <= FEW
    }
}

impl EditionViews<'_> {
    /// Whether a day of a week has nothing to do.
    pub(super) fn is_rest(&self, week: usize, day: usize) -> bool {
        let content = self.day_content(week, day, 3);
        content.is_rest(&self.day(week, day))
    }
}

fn is_plain(item: &ItemView<Content<'_>>) -> bool {
    match item {
        ItemView::Prose { body } => body.iter().all(is_words),
        ItemView::Block { .. } | ItemView::Note { .. } | ItemView::Section(_) => false,
    }
}

/// Whether a part of a text is words, or is not printed.
fn is_words(node: &ViewNode<'_>) -> bool {
    let own = match node {
        ViewNode::Image { .. } => false,
        ViewNode::Element(element) => element.name == "p" || element.is_phrase(),
        ViewNode::Admonition(admonition) => return !admonition.is_printed(),
        ViewNode::Paragraph(_) | ViewNode::MissingLink { .. } => true,
        other => other.is_inline(),
    };
    let mut all = own;
    node.each_inner(&mut |inner| all = all && inner.iter().all(is_words));
    all
}
