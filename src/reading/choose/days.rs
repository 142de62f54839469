//! Chooses the days of each week as one list in calendar order, in the same way as the weeks.

use std::collections::HashSet;

use super::begins::{first_weekday, weekday};
use super::run::{List, MentionRun, NumberSpan, Series, holds, worth};
use super::verdict::{Verdict, already};
use crate::document::Form;
use crate::plan::{DayName, Unchosen as Why};
use crate::reading::form::NameKind;
use crate::reading::fragment::Fragment;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention};

/// The number of weekdays that is most of a week.
const MOST: usize = 5;

/// The position of dates: after weekdays and numbers.
const DATES: u32 = 1_000_000;

/// Consecutive fragments in one week, or outside of all weeks.
pub(super) struct Region {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) in_week: bool,
}

/// Chooses the days of a region.
pub(super) fn decide(
    scene: &FragmentIndex<'_>,
    region: &Region,
    wanted: NameKind,
) -> Vec<(Mention, Verdict)> {
    let finder = scene.finder(wanted);
    let mentions: Vec<Mention> = (region.from..region.to)
        .filter_map(|fragment| {
            let of = &scene.fragments[fragment];
            // The heads of weeks and phases are settled already.
            let settled = match of {
                Fragment::Head(head) => head
                    .name
                    .as_ref()
                    .is_some_and(|name| name.is_week() || name.is_phase() && name.inner.is_none()),
                _ => false,
            };
            if settled {
                return None;
            }
            let (form, names) = match wanted {
                NameKind::Day => scene.days()[fragment].clone()?,
                _ => finder.names(of)?,
            };
            Some(Mention {
                fragment,
                form,
                names,
            })
        })
        .collect();
    let names = mentions.iter().flat_map(|mention| &mention.names);
    let weekdays = names.filter_map(weekday);
    let mut chooser = Chooser {
        is_dated: !region.in_week && is_dated(&mentions),
        scene,
        to: region.to,
        verdicts: vec![Verdict::Left(Why::Order); mentions.len()],
        first_weekday: first_weekday(weekdays),
        list: List::default(),
        mentions: &mentions,
    };
    chooser.title();
    chooser.about();
    chooser.groups();
    chooser.timetables();
    chooser.settle();
    let verdicts = chooser.verdicts;
    mentions.into_iter().zip(verdicts).collect()
}

/// The position of a day by its date.
fn dated(name: &Name) -> Option<NumberSpan> {
    let date = name.date?;
    let place = DATES + date.year.unwrap_or_default() * 10_000 + date.month * 100 + date.day;
    Some((place, place))
}

/// Whether all days have dates and a weekday recurs: then the dates distinguish them, as in a log over several weeks.
fn is_dated(mentions: &[Mention]) -> bool {
    let mut seen = HashSet::new();
    let mut recurs = false;
    let names = mentions.iter().flat_map(|mention| &mention.names);
    for name in names.filter(|name| !name.about) {
        if name.date.is_none() {
            return false;
        }
        if let OutlineRole::Day(DayName::Weekdays { first, .. }) = name.role {
            recurs |= !seen.insert(first);
        }
    }
    recurs
}

struct Chooser<'a> {
    scene: &'a FragmentIndex<'a>,
    /// The end of the region.
    to: usize,
    mentions: &'a [Mention],
    verdicts: Vec<Verdict>,
    /// The weekday on which weeks begin, 0 for Monday.
    first_weekday: usize,
    /// Whether their dates distinguish the days.
    is_dated: bool,
    list: List,
}

impl Chooser<'_> {
    /// The position of a day in its week or course: weekdays come first, then numbers and dates.
    fn span(&self, name: &Name) -> Option<NumberSpan> {
        const WEEK: usize = 7;
        const NUMBERS: u32 = 16;
        let OutlineRole::Day(day) = &name.role else {
            return None;
        };
        if self.is_dated {
            return dated(name);
        }
        let begin = self.first_weekday;
        let weekday = |day: usize| {
            let is_before_monday = begin > 0 && day >= begin;
            u32::try_from(if is_before_monday { day } else { day + WEEK }).unwrap_or_default()
        };
        Some(match day {
            DayName::Weekdays { first, last } => {
                let (first, last) = (weekday(*first), weekday(*last));
                (first, last.max(first))
            }
            DayName::Weekend => {
                let (saturday, sunday) = (weekday(5), weekday(6));
                (saturday, sunday.max(saturday))
            }
            DayName::Ordinal(numbers) => (
                numbers.first.saturating_add(NUMBERS),
                numbers.last.saturating_add(NUMBERS),
            ),
            DayName::Date(date) => {
                let date = date.replace('-', "").parse().unwrap_or(u32::MAX);
                let place = date.saturating_add(DATES);
                (place, place)
            }
        })
    }

    /// The positions of the days of a mention. Table rows that all have dates are in the order of their dates.
    fn spans(&self, at: usize) -> Vec<NumberSpan> {
        let mention = &self.mentions[at];
        if mention.names.len() > 1 {
            let dates: Option<Vec<NumberSpan>> = mention.names.iter().map(dated).collect();
            if let Some(dates) = dates {
                return dates;
            }
        }
        let names = mention.names.iter();
        names.filter_map(|name| self.span(name)).collect()
    }

    fn is_open(&self, at: usize) -> bool {
        self.verdicts[at] == Verdict::Left(Why::Order)
    }

    /// The heading of the whole page is not a day if days follow below it.
    fn title(&mut self) {
        let title = self.scene.title();
        let first = self.mentions.first().map(|mention| mention.fragment);
        if title.is_some() && first == title && self.mentions.len() > 1 {
            self.verdicts[0] = Verdict::Left(Why::Title);
        }
    }

    /// `Day 1 Checklist` refers to day 1, if another heading names that.
    fn about(&mut self) {
        let speaks = |mention: &Mention| mention.names.iter().any(|name| name.about);
        let named: HashSet<NumberSpan> = (0..self.mentions.len())
            .filter(|at| !speaks(&self.mentions[*at]))
            .flat_map(|at| self.spans(at))
            .collect();
        for at in 0..self.mentions.len() {
            let there = || self.spans(at).iter().any(|span| named.contains(span));
            if speaks(&self.mentions[at]) && there() {
                self.verdicts[at] = Verdict::Left(Why::About);
            }
        }
    }

    /// `Thursday & Friday` above `Thursday` and `Friday` is a group.
    fn groups(&mut self) {
        for at in 0..self.mentions.len() {
            let mention = &self.mentions[at];
            let spans = self.spans(at);
            let [(first, last)] = spans.as_slice() else {
                continue;
            };
            if first == last || !self.scene.is_head(mention.fragment) {
                continue;
            }
            let end = self.scene.end(mention.fragment);
            let inside = self.mentions[at + 1..]
                .iter()
                .enumerate()
                .take_while(|(_, next)| next.fragment < end)
                .flat_map(|(next, _)| self.spans(at + 1 + next))
                .filter(|(own, to)| first <= own && to <= last && (own, to) != (first, last))
                .count();
            if inside > 0 {
                self.verdicts[at] = Verdict::Left(Why::Group);
            }
        }
    }

    /// A table with one column per weekday is part of the day that contains it, if that has a title and tasks above the
    /// table and is one of the columns.
    fn timetables(&mut self) {
        for at in 0..self.mentions.len() {
            let mention = &self.mentions[at];
            let is_titled = mention.names.iter().all(|name| !name.title.is_empty());
            if !self.scene.is_head(mention.fragment) || !is_titled {
                continue;
            }
            let (own, end) = (self.spans(at), self.scene.end(mention.fragment));
            for inner in at + 1..self.mentions.len() {
                let table = &self.mentions[inner];
                if table.fragment >= end {
                    break;
                }
                let spans = self.spans(inner);
                if table.form == Form::Column
                    && own.iter().all(|span| spans.contains(span))
                    && self.scene.holds(mention.fragment, table.fragment).tasks > 0
                {
                    let first = self.scene.span(mention.fragment);
                    self.verdicts[inner] = Verdict::Left(Why::Already(first));
                }
            }
        }
    }

    /// Whether the days of a list or a table are in order; a week may begin in its middle.
    fn is_ordered(&self, at: usize) -> bool {
        let spans = self.spans(at);
        let Some(first) = spans.first() else {
            return false;
        };
        let descents: Vec<usize> = (1..spans.len())
            .filter(|at| spans[*at].0 < spans[*at - 1].0)
            .collect();
        match descents.as_slice() {
            [] => true,
            // After most of a week, the first day of the next one may follow.
            [descent] => {
                spans[*descent..].iter().all(|span| span.1 < first.0)
                    || *descent >= MOST && spans.len() - descent == 1
            }
            _ => false,
        }
    }

    fn settle(&mut self) {
        let mut runs: Vec<MentionRun> = Vec::new();
        for at in (0..self.mentions.len()).filter(|at| self.is_open(*at)) {
            let mention = &self.mentions[at];
            let is_set = matches!(mention.form, Form::Item | Form::Row | Form::Column);
            if is_set && !self.is_ordered(at) {
                continue;
            }
            let series = Series {
                form: mention.form,
                level: self.scene.level(mention.fragment),
                before: String::new(),
            };
            let same = runs.iter_mut().find(|run| run.series == series);
            match same.filter(|_| !is_set) {
                Some(run) => run.mentions.push(at),
                None => runs.push(MentionRun {
                    series,
                    mentions: vec![at],
                    last: 0,
                    parent: None,
                }),
            }
        }
        if runs.len() > 1 {
            runs.sort_by_cached_key(|run| (std::cmp::Reverse(self.worth(run)), run.series.form));
        }
        for (index, run) in runs.iter().enumerate() {
            for at in &run.mentions {
                self.fill(*at, index == 0);
            }
        }
    }

    fn worth(&self, run: &MentionRun) -> u32 {
        let mut seen: HashSet<NumberSpan> = HashSet::new();
        let mut whole = 0;
        for (index, at) in run.mentions.iter().enumerate() {
            let mention = &self.mentions[*at];
            let mut new = 0;
            for span in self.spans(*at) {
                new += usize::from(seen.insert(span));
            }
            let next = run
                .mentions
                .get(index + 1)
                .map(|next| self.mentions[*next].fragment);
            let held = holds(
                self.scene,
                mention.form,
                mention.fragment,
                Some(next.unwrap_or(self.to)),
            );
            whole += worth(mention.form, new, held);
        }
        whole
    }

    /// Accepts a mention with new days. Those of the best run are accepted in text order; others must fit between them.
    fn fill(&mut self, at: usize, is_best: bool) {
        let spans = self.spans(at);
        let there = spans.iter().find_map(|span| self.list.covering(*span));
        if let Some(first) = there {
            let why = already(self.scene, &self.mentions[first], &self.mentions[at]);
            self.verdicts[at] = Verdict::Left(why);
            return;
        }
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return;
        };
        let fragment = self.mentions[at].fragment;
        let place = |mention: usize| self.mentions[mention].fragment;
        let fits = is_best
            || self.list.is_empty()
            || self
                .list
                .has_room((first.0.min(last.0), last.1.max(first.1)), fragment, place);
        if fits {
            self.verdicts[at] = Verdict::Taken;
            for span in spans {
                self.list.add(span, at);
            }
        }
    }
}
