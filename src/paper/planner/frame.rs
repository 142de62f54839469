//! The buttons on the pages of a planner: a bar at the top, and a tab for each week, or for several, at the edge.

use std::ops::Range;

use crate::paper::buttons::{Button, PageButtons};
use crate::paper::measure::{TOUCH, count};

/// The height of the bar.
const BAR: f32 = 30.0;
/// Between the bar and the text, and between the text and the tabs.
const GAP: f32 = 9.0;
/// The greatest height of a tab.
const TALLEST: f32 = 46.0;
/// The width of the buttons for the previous and the next page.
const ARROW: f32 = 36.0;

/// The room that buttons take at the top and at the end edge.
pub(super) const ROOM: (f32, f32) = (BAR + GAP, TOUCH + GAP);

/// A link in the bar: its label, and the name of its page, which is `None` for the current page.
pub(super) type BarLink = (String, Option<String>);

/// What the bar of a page has.
#[derive(Clone, Debug, Default)]
pub(super) struct Bar {
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    pub(super) links: Vec<BarLink>,
    /// Which page of how many it is.
    pub(super) place: (usize, usize),
    /// The week that it belongs to.
    pub(super) week: Option<usize>,
}

/// A week for tabs: its number, and its page.
pub(super) type TabWeek = (u32, String);

/// The frame of all pages.
pub(super) struct Frame {
    /// The width and the height of a page.
    size: (f32, f32),
    text_size: f32,
    /// The words for the arrows.
    words: (String, String),
    /// The tabs: a label, the weeks, and the page of the first.
    tabs: Vec<(String, Range<usize>, String)>,
}

impl Frame {
    pub(super) fn new(
        size: (f32, f32),
        text_size: f32,
        words: (String, String),
        weeks: &[TabWeek],
    ) -> Self {
        let room = ((size.1 - BAR) / TOUCH).floor();
        let most = (1..=weeks.len())
            .take_while(|tabs| count(*tabs) <= room)
            .count();
        let each = weeks.len().div_ceil(most.max(1)).max(1);
        let tabs = weeks.chunks(each).enumerate().map(|(at, chunk)| {
            let (number, page) = &chunk[0];
            let first = at * each;
            (number.to_string(), first..first + chunk.len(), page.clone())
        });
        Self {
            size,
            text_size,
            words,
            tabs: tabs.collect(),
        }
    }

    /// The buttons of a page.
    pub(super) fn buttons(&self, bar: &Bar) -> PageButtons {
        let mut page = PageButtons {
            text_size: self.text_size,
            ..PageButtons::default()
        };
        self.bar(bar, &mut page);
        self.edge(bar.week, &mut page);
        page
    }

    fn bar(&self, bar: &Bar, page: &mut PageButtons) {
        let width = self.size.0 - TOUCH;
        let mut add = |label: String, meaning: Option<&str>, to: Option<&String>, x: (f32, f32)| {
            page.buttons.push(Button {
                label,
                meaning: meaning.map(str::to_owned),
                to: to.cloned(),
                corner: (x.0, 0.0),
                size: (x.1, BAR),
            });
        };
        let (number, of) = bar.place;
        if let Some(to) = &bar.previous {
            add("‹".to_owned(), Some(&self.words.0), Some(to), (0.0, ARROW));
        }
        let each = (width - 2.0 * ARROW) / count(bar.links.len().max(1));
        for (at, (label, to)) in bar.links.iter().enumerate() {
            let x = ARROW + each * count(at);
            add(label.clone(), None, to.as_ref(), (x, each));
        }
        if let Some(to) = &bar.next {
            let label = if number < of {
                format!("{number}/{of} ›")
            } else {
                "›".to_owned()
            };
            add(label, Some(&self.words.1), Some(to), (width - ARROW, ARROW));
        }
        page.lines.push(((0.0, BAR), (width, BAR), 0.6));
    }

    /// The tabs; that of the current week is open towards the page.
    fn edge(&self, week: Option<usize>, page: &mut PageButtons) {
        let x = self.size.0 - TOUCH;
        let tabs = count(self.tabs.len().max(1));
        let height = ((self.size.1 - BAR) / tabs).min(TALLEST);
        page.lines.push(((x, 0.0), (x, BAR), 0.6));
        for (at, (label, weeks, first)) in self.tabs.iter().enumerate() {
            let y = BAR + height * count(at);
            let is_current = week.is_some_and(|week| weeks.contains(&week));
            page.buttons.push(Button {
                label: label.clone(),
                meaning: None,
                to: Some(first.clone()),
                corner: (x, y),
                size: (TOUCH, height),
            });
            let weight = if is_current { 1.6 } else { 0.4 };
            page.lines.push(((x, y), (self.size.0, y), weight));
            page.lines
                .push(((x, y + height), (self.size.0, y + height), weight));
            if !is_current {
                page.lines.push(((x, y), (x, y + height), 0.6));
            }
        }
        let end = BAR + height * count(self.tabs.len());
        page.lines.push(((x, end), (x, self.size.1), 0.6));
    }
}

#[cfg(test)]
mod tests {
    use super::{BAR, Bar, Frame, TOUCH};
    use crate::paper::size::Paper;

    fn frame(weeks: u32, size: (f32, f32)) -> Frame {
        let weeks: Vec<(u32, String)> = (1..=weeks)
            .map(|number| (number, format!("week-{number}.html")))
            .collect();
        Frame::new(size, 9.0, ("back".to_owned(), "on".to_owned()), &weeks)
    }

    #[test]
    fn every_button_is_on_the_page_and_large_enough_to_tap() {
        for (name, paper) in Paper::ALL {
            let size = paper.points();
            for weeks in [0, 1, 12, 16, 17, 52, 120, 1000] {
                let bar = Bar {
                    previous: Some("a".to_owned()),
                    next: Some("b".to_owned()),
                    links: vec![
                        ("Plan".to_owned(), None),
                        ("Week 1".to_owned(), None),
                        ("Notes".to_owned(), None),
                    ],
                    place: (1, 2),
                    week: Some(0),
                };
                let page = frame(weeks, size).buttons(&bar);
                for (at, button) in page.buttons.iter().enumerate() {
                    let ((x, y), (width, height)) = (button.corner, button.size);
                    assert!(
                        width >= TOUCH && height >= TOUCH,
                        "{name} {weeks}: {button:?}"
                    );
                    assert!(
                        x >= 0.0 && x + width <= size.0 + 0.01,
                        "{name} {weeks}: {button:?}"
                    );
                    assert!(
                        y >= 0.0 && y + height <= size.1 + 0.01,
                        "{name} {weeks}: {button:?}"
                    );
                    for other in &page.buttons[..at] {
                        let apart = |low: f32, own: f32, other: f32, others: f32| {
                            low + own <= other + 0.01 || other + others <= low + 0.01
                        };
                        let beside = apart(x, width, other.corner.0, other.size.0);
                        let above = apart(y, height, other.corner.1, other.size.1);
                        assert!(beside || above, "{name} {weeks}: {button:?} and {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn many_weeks_share_tabs_and_the_current_one_is_open() {
        for (weeks, labels) in [
            (3, "1 2 3"),
            (16, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"),
            (17, "1 3 5 7 9 11 13 15 17"),
            (52, "1 5 9 13 17 21 25 29 33 37 41 45 49"),
        ] {
            let page = frame(weeks, Paper::SupernoteA6x.points()).buttons(&Bar::default());
            let own: Vec<&str> = page.buttons.iter().map(|tab| tab.label.as_str()).collect();
            assert_eq!(own.join(" "), labels);
        }
        let lines = |week| {
            let bar = Bar {
                week,
                ..Bar::default()
            };
            frame(3, (400.0, 500.0)).buttons(&bar).lines
        };
        let upright = |week| {
            lines(week)
                .iter()
                .filter(|((x, _), (to, _), _)| (x - to).abs() < 0.01)
                .count()
        };
        assert_eq!(upright(None), upright(Some(1)) + 1);
        assert!(lines(None).contains(&((0.0, BAR), (374.0, BAR), 0.6)));
    }
}
