//! Weekdays in the order of the calendar, which need no separator: `Mon rest`, `Tue 5 km easy`, `Wed bike`.

use std::borrow::Cow;

use super::finder::{Finder, LONGEST_LINE, NameKind};
use crate::document::NodeId;
use crate::language::LineReader;
use crate::plan::DayName;
use crate::reading::name::{Name, OutlineRole};

/// The minimum number of weekdays that is not a coincidence.
const FEWEST: usize = 3;

impl Finder<'_> {
    /// The names of lines that all begin with weekdays in the order of the calendar.
    pub(super) fn weekdays(&self, lines: &[Cow<'_, str>]) -> Option<Vec<Name>> {
        if self.wanted != NameKind::Day || lines.len() < FEWEST {
            return None;
        }
        let mut found = Vec::with_capacity(lines.len());
        let mut next = 0;
        for line in lines {
            let named = self.named(line);
            let named = named.or_else(|| self.named(&self.separated(line)?));
            let mut name = named.filter(|name| !name.about)?;
            let (first, last) = match name.role {
                OutlineRole::Day(DayName::Weekdays { first, last }) => (first, last),
                OutlineRole::Day(DayName::Weekend) => (5, 6),
                _ => return None,
            };
            if first < next || last < first {
                return None;
            }
            next = last + 1;
            name.apart = true;
            found.push(name);
        }
        Some(found)
    }

    /// A line with a separator after its weekday, since an abbreviation before a word is not a name by itself.
    fn separated(&self, line: &str) -> Option<String> {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut reader = LineReader::new(line, self.words);
        reader.one_of(&self.words.weekdays)?;
        let weekday = &line[..line.len() - reader.rest.len()];
        Some(format!("{}: {}", weekday.trim_end(), reader.rest))
    }

    /// The week in the first line of a paragraph whose other lines are its days.
    pub(super) fn week_above_days(&self, lines: &[Cow<'_, str>]) -> Option<Name> {
        let (first, rest) = lines.split_first()?;
        if self.wanted != NameKind::Week {
            return None;
        }
        let week = self.plain_label(first, LONGEST_LINE)?;
        let days = Finder {
            wanted: NameKind::Day,
            ..*self
        };
        days.weekdays(rest).map(|_| week)
    }

    /// The names of a list's items, if all of them begin with weekdays in the order of the calendar.
    pub(super) fn weekdays_of_items(&self, items: &[NodeId]) -> Option<Vec<Name>> {
        let first = self.document.lead(*items.first()?).next()?;
        if self.wanted != NameKind::Day || self.is_nameless(first) {
            return None;
        }
        let lines = items.iter().map(|item| {
            let line: Vec<NodeId> = self.document.lead(*item).collect();
            Cow::Owned(self.text_of(&line).into_owned())
        });
        self.weekdays(&lines.collect::<Vec<Cow<'_, str>>>())
    }
}
