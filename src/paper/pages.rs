//! The pages of a sheet: repeated rows, continuation notes, and lines to write on.

use super::flow::{PlacedLine, height};
use super::layout::{
    BELOW_HEAD, CODE, GUTTER, LaidOutSheet, LayoutContext, PageArea, REVIEW, label_height,
};
use super::measure::{Scale, count, measure};
use super::place::{Item, Page, Tone};
use super::row::{RowRole, SheetRow};
use super::sheet::{Fit, Room};
use super::text::{Emphasis, StyledText};
use super::typeset::Typesetter;

/// Builds the pages of a sheet.
pub(super) struct PageBuilder<'a> {
    pub(super) laid: LaidOutSheet,
    pub(super) area: PageArea,
    pub(super) context: LayoutContext<'a>,
    /// How many rows come before those of the text.
    pub(super) shift: usize,
    /// The start of the text on the first page and on the others.
    pub(super) tops: (f32, f32),
}

impl PageBuilder<'_> {
    /// Begins the first page with the rows at its top.
    pub(super) fn head(&mut self, put: &[PlacedLine]) {
        let mut items = Vec::new();
        self.laid
            .put(put, (self.area.left, self.area.top), &mut items);
        if self.laid.sheet.address.is_some() {
            items.push(Item::Code {
                x: self.area.left + self.area.width - CODE,
                y: self.area.top,
                size: CODE,
            });
        }
        if !items.is_empty() {
            items.push(self.across(self.tops.0 - BELOW_HEAD * 0.5, 0.8));
        }
        self.laid.pages.push(Page { items });
    }

    fn across(&self, y: f32, weight: f32) -> Item {
        Item::Line {
            from: (self.area.left, y),
            to: (self.area.left + self.area.width, y),
            weight,
            tone: Tone::Rule,
        }
    }

    /// Places the text on pages, with their heads and feet, and fills the remaining room.
    pub(super) fn pages(
        &mut self,
        frames: &[Vec<PlacedLine>],
        columns: usize,
        setter: &mut Typesetter<'_>,
    ) {
        let all = frames.len().div_ceil(columns).max(1);
        for (number, frames) in frames.chunks(columns).enumerate() {
            if number > 0 {
                let title = self.laid.sheet.title.clone();
                let title = self.context.words.fill("continued", &[("title", &title)]);
                self.laid.pages.push(Page { items: Vec::new() });
                self.running(&title, self.area.top, setter);
                let below = self.across(self.tops.1 - BELOW_HEAD * 0.5, 0.5);
                self.add(below);
            }
            let top = if number == 0 {
                self.tops.0
            } else {
                self.tops.1
            };
            let width = (self.area.width + GUTTER) / count(columns);
            for (column, frame) in frames.iter().enumerate() {
                let shifted: Vec<PlacedLine> = frame
                    .iter()
                    .map(|put| PlacedLine {
                        row: put.row + self.shift,
                        ..*put
                    })
                    .collect();
                let mut items = Vec::new();
                let left = self.area.left + width * count(column);
                self.laid.put(&shifted, (left, top), &mut items);
                for item in items {
                    self.add(item);
                }
            }
            if columns == 2 && frames.len() == 2 {
                let x = self.area.left + width - GUTTER / 2.0;
                self.add(Item::Line {
                    from: (x, top),
                    to: (x, self.area.bottom),
                    weight: 0.4,
                    tone: Tone::Rule,
                });
            }
            if number + 1 == all && columns == 1 {
                let end = frames.first().map_or(0.0, |frame| {
                    height(frame, &self.laid.measured[self.shift..])
                });
                self.room(top + end, setter);
            }
            self.foot(number, all, setter);
        }
    }

    fn add(&mut self, item: Item) {
        if let Some(page) = self.laid.pages.last_mut() {
            page.items.push(item);
        }
    }

    /// Places words that are not part of the text, over the whole width.
    fn running(&mut self, words: &str, y: f32, setter: &mut Typesetter<'_>) {
        let scale = Scale {
            size: self.context.look.least,
            least: self.context.look.least,
            leading: self.context.look.leading,
        };
        let mut words = words.to_owned();
        let (rows, set) = loop {
            let rows = [SheetRow::of(
                RowRole::Running,
                StyledText::of(&words, Emphasis::FAINT),
            )];
            let set = measure(&rows, self.area.width, scale, setter);
            let lines = set.first().map_or(1, |set| set.lines);
            if lines == 1 || words.chars().count() < 10 {
                break (rows, set);
            }
            // These words appear in full elsewhere, so they are shortened here.
            let kept = words.trim_end_matches('…').chars().count() * 9 / 10;
            words = words.chars().take(kept).chain(['…']).collect();
        };
        self.laid.rows.extend(rows);
        self.laid.measured.extend(set);
        let put = PlacedLine {
            row: self.laid.rows.len() - 1,
            line: 0,
            y: 0.0,
            above: 0.0,
            repeated: false,
        };
        let mut items = Vec::new();
        self.laid.put(&[put], (self.area.left, y), &mut items);
        for item in items {
            self.add(item);
        }
    }

    fn foot(&mut self, number: usize, all: usize, setter: &mut Typesetter<'_>) {
        let words = self.context.words;
        let mut foot = format!("{} · {}", self.context.foot, self.laid.sheet.label);
        if all > 1 {
            let (number, count) = ((number + 1).to_string(), all.to_string());
            let page = words.fill("page_of", &[("number", &number), ("count", &count)]);
            foot = format!("{foot} · {page}");
        }
        if number + 1 < all && matches!(self.laid.sheet.fit, Fit::One(_)) {
            foot = format!("{foot} · {} →", words.get("continues"));
        }
        let y = self.area.end - self.context.look.least * self.context.look.leading;
        self.running(&foot, y, setter);
    }

    /// Adds lines to write on, if there is room for them.
    fn room(&mut self, from: f32, setter: &mut Typesetter<'_>) {
        let (prompts, lines): (&[&str], f32) = match self.laid.sheet.room {
            Room::Free => return,
            Room::Notes => (&["notes"], 2.0),
            Room::Review => (&REVIEW, 1.0),
        };
        let step = self.context.look.writing;
        let label = label_height(self.context);
        let room = self.area.bottom - from - step * 0.5;
        let each = room / count(prompts.len());
        if each < label + lines * step {
            return;
        }
        for (index, prompt) in prompts.iter().enumerate() {
            let top = from + step * 0.5 + each * count(index);
            let words = self.context.words.get(prompt);
            self.running(&words, top, setter);
            let mut y = top + label + step * 0.8;
            while y <= top + each - step * 0.2 {
                let line = self.across(y, 0.4);
                self.add(line);
                y += step;
            }
        }
    }
}
