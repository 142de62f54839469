//! Chooses the weeks of a document as one list: the run of mentions that covers the most numbers and has the most
//! content, completed by mentions that fill its gaps and continue it. A number that is in use is a reference, unless
//! numbers restart below a different parent.

use super::verdict::{Verdict, already};
use crate::plan::Unchosen as Why;
use crate::reading::form::NameKind;
use crate::reading::name::Name;
use crate::reading::scene::{FEWEST_AT_ONCE, FragmentIndex, Mention};
use std::collections::HashSet;

use rayon::prelude::*;

use super::anew::{Covered, begins_anew};
use super::dated::{self, is_dated};
use super::pairs;
use super::run::{
    ChosenNumbers, List, MentionRun, NumberSpan, Series, holds, plain_span, span, worth,
};
use super::titled::is_named_below;
use crate::document::Form;
use crate::reading::name::speaks_about;

/// How many open runs are searched for one that a mention continues.
const OPEN_RUNS: usize = 16;

/// The mentions of weeks, each with its verdict.
pub(super) struct Choice {
    /// What they mention: weeks, or units in place of weeks.
    pub(super) wanted: NameKind,
    pub(super) decided: Vec<(Mention, Verdict)>,
    /// The indices of headings that name a week and a day of it, in order.
    pub(super) pairs: Vec<usize>,
}

/// Chooses the weeks of a document; `None` if there are none.
pub(super) fn choose(scene: &FragmentIndex<'_>, wanted: NameKind) -> Option<Choice> {
    let mut mentions = mentions(scene, wanted);
    let pairs = pairs::pairs(scene, &mut mentions);
    let mut chooser = Chooser {
        scene,
        verdicts: vec![Verdict::Left(Why::Order); mentions.len()],
        pairs: &pairs,
        mentions: &mentions,
        lists: Vec::new(),
        all: ChosenNumbers::default(),
        taken_series: Vec::new(),
    };
    chooser.ranges();
    chooser.checklists();
    chooser.title();
    let mut runs = chooser.runs();
    chooser.settle(&mut runs);
    chooser.unnumbered();
    let verdicts = chooser.verdicts;
    let is_taken = verdicts.contains(&Verdict::Taken);
    let mut decided: Vec<(Mention, Verdict)> = mentions.into_iter().zip(verdicts).collect();
    // What is no week may be a day.
    decided.retain(|(mention, verdict)| !matches!(verdict, Verdict::Left(_)) || !is_dated(mention));
    is_taken.then_some(Choice {
        wanted,
        decided,
        pairs,
    })
}

/// All mentions of weeks, in order.
fn mentions(scene: &FragmentIndex<'_>, wanted: NameKind) -> Vec<Mention> {
    let finder = scene.finder(wanted);
    let fragments = scene.fragments.par_iter().with_min_len(FEWEST_AT_ONCE);
    fragments
        .enumerate()
        .filter_map(|(fragment, of)| {
            let (form, names) = finder.names(of)?;
            Some(Mention {
                fragment,
                form,
                names,
            })
        })
        .collect()
}

struct Chooser<'a> {
    scene: &'a FragmentIndex<'a>,
    mentions: &'a [Mention],
    /// The indices of headings that name a week and a day of it.
    pairs: &'a [usize],
    verdicts: Vec<Verdict>,
    /// The chosen lists: one, and one more for each parent below which numbers restart. Each has the index of its first
    /// mention.
    lists: Vec<(usize, List)>,
    /// All chosen numbers, by their first mention.
    all: ChosenNumbers,
    taken_series: Vec<Series>,
}

impl Chooser<'_> {
    /// `Weeks 1-4: Base` above `Week 1` is a phase.
    fn ranges(&mut self) {
        for at in 0..self.mentions.len() {
            let mention = &self.mentions[at];
            let [name] = mention.names.as_slice() else {
                continue;
            };
            let Some(range) = name.weeks().filter(|range| range.first < range.last) else {
                continue;
            };
            let inside = |name: &Name| {
                name.weeks().is_some_and(|inner| {
                    inner != range && range.first <= inner.first && inner.last <= range.last
                })
            };
            let end = if self.scene.is_head(mention.fragment) {
                self.scene.end(mention.fragment)
            } else {
                self.scene
                    .next_head(mention.fragment, self.scene.fragments.len())
            };
            let level = self.scene.level(mention.fragment);
            let below = self.mentions[at + 1..]
                .iter()
                .take_while(|next| next.fragment < end);
            let below = below
                .flat_map(|next| &next.names)
                .filter(|name| inside(name) && !name.about);
            // Weeks of the same level may follow it: `## Weeks 1-4`, `## Week 1`, `## Week 2`.
            let after = self.mentions[at + 1..].iter().take_while(|next| {
                self.scene.is_head(next.fragment)
                    && self.scene.level(next.fragment) == level
                    && next.names.iter().any(inside)
            });
            if below.count() > 0 || after.count() > 1 {
                self.verdicts[at] = Verdict::Phase(range);
            }
        }
    }

    /// `Week 3: Checklist` refers to week 3, if there is one with a different title.
    fn checklists(&mut self) {
        let speaks = |mention: &Mention| {
            let about = |name: &Name| name.about || speaks_about(&name.title, self.scene.words);
            mention.names.len() == 1 && mention.names.iter().any(about)
        };
        let lettered = |mention: &Mention| mention.names.iter().find_map(plain_span);
        let weeks: HashSet<NumberSpan> = self
            .mentions
            .iter()
            .filter(|mention| self.scene.is_head(mention.fragment) && !speaks(mention))
            .flat_map(|mention| mention.names.iter().filter_map(span))
            .collect();
        for (at, mention) in self.mentions.iter().enumerate() {
            let there = || {
                mention
                    .names
                    .iter()
                    .filter_map(span)
                    .any(|span| weeks.contains(&span))
            };
            // `Week 2b` beside `Week 2` is a part of it; beside `Week 2a` it is a week.
            let is_part = lettered(mention).is_some_and(|plain| weeks.contains(&plain));
            if is_part || speaks(mention) && there() {
                self.verdicts[at] = Verdict::Left(Why::About);
            }
        }
    }

    /// The heading of the whole page is not a week if weeks follow below it.
    fn title(&mut self) {
        let title = self.scene.title();
        let Some(at) = self
            .mentions
            .iter()
            .position(|mention| Some(mention.fragment) == title)
        else {
            return;
        };
        let names = |mention: &Mention| mention.names.iter().find_map(span);
        let others = || self.mentions[at + 1..].iter().filter_map(names);
        let own = names(&self.mentions[at]);
        let fragment = self.mentions[at].fragment;
        let next = self.mentions.get(at + 1).map(|next| next.fragment);
        let has_days = || {
            if self.pairs.contains(&fragment) {
                return true;
            }
            let end = next.unwrap_or(self.scene.fragments.len());
            self.scene.holds(fragment + 1, end).days > 0
        };
        let is_named_below = is_named_below(self.scene, &self.mentions[at..]);
        if own.is_some()
            && !is_named_below
            && (others().all(|other| Some(other) == own) || has_days())
        {
            // The only week, even if its heading is just about it: `# Week 1 checklist`.
            self.take(&[at]);
        } else if others().next().is_some() {
            self.verdicts[at] = Verdict::Left(Why::Title);
        }
    }

    fn is_open(&self, at: usize) -> bool {
        self.verdicts[at] == Verdict::Left(Why::Order)
    }

    /// The ascending numbers of each item that a mention names; empty for mentions that are only about a week, and for
    /// those without numbers.
    fn spans(&self, at: usize) -> Vec<NumberSpan> {
        let names = &self.mentions[at].names;
        if names.iter().any(|name| name.about) {
            return Vec::new();
        }
        names.iter().filter_map(span).collect()
    }

    fn series(&self, at: usize) -> Series {
        let mention = &self.mentions[at];
        let before = mention.names.first().map(|name| name.before.to_lowercase());
        Series {
            form: mention.form,
            level: self.scene.level(mention.fragment),
            before: before.unwrap_or_default(),
        }
    }

    fn runs(&self) -> Vec<MentionRun> {
        let mut runs: Vec<MentionRun> = Vec::new();
        for at in (0..self.mentions.len()).filter(|at| self.is_open(*at)) {
            let spans = self.spans(at);
            let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
                continue;
            };
            let series = self.series(at);
            let parent = self.scene.parent(self.mentions[at].fragment);
            let goes_on = |run: &&mut MentionRun| run.series == series && run.last < first.0;
            let mut open: Vec<&mut MentionRun> = runs
                .iter_mut()
                .rev()
                .take(OPEN_RUNS)
                .filter(goes_on)
                .collect();
            // The first run below the same parent is preferred, or else the last one.
            let same = open.iter().rposition(|run| run.parent == parent);
            let place = same.or((!open.is_empty()).then_some(0));
            match place.map(|place| open.swap_remove(place)) {
                Some(run) => {
                    run.mentions.push(at);
                    run.last = last.1;
                    run.parent = parent;
                }
                None => runs.push(MentionRun {
                    series,
                    mentions: vec![at],
                    last: last.1,
                    parent,
                }),
            }
        }
        runs
    }

    fn worth(&self, run: &MentionRun) -> u32 {
        let places = run.mentions.iter().enumerate();
        places
            .map(|(index, at)| {
                let mention = &self.mentions[*at];
                let next = run
                    .mentions
                    .get(index + 1)
                    .map(|next| self.mentions[*next].fragment);
                let held = holds(self.scene, mention.form, mention.fragment, next);
                worth(mention.form, mention.names.len(), held)
            })
            .sum()
    }

    /// Takes the best run, and mentions of other runs that fit into its list.
    fn settle(&mut self, runs: &mut Vec<MentionRun>) {
        // Words in front of a week's number are part of a name only if they recur.
        runs.retain(|run| run.series.before.is_empty() || run.mentions.len() > 1);
        if runs.len() > 1 {
            let worths: Vec<u32> = runs.iter().map(|run| self.worth(run)).collect();
            let mut order: Vec<usize> = (0..runs.len()).collect();
            order.sort_by_key(|at| (std::cmp::Reverse(worths[*at]), runs[*at].series.form, *at));
            *runs = order.into_iter().map(|at| runs[at].clone()).collect();
        }
        let mut taken: Vec<&MentionRun> = Vec::new();
        for run in runs.iter() {
            let is_first = taken.is_empty() && self.lists.is_empty();
            if is_first || self.is_new(run, &taken) {
                self.take(&run.mentions);
                self.taken_series.push(run.series.clone());
                taken.push(run);
                continue;
            }
            for at in &run.mentions {
                self.fill(*at);
            }
        }
    }

    fn take(&mut self, mentions: &[usize]) {
        let mut list = List::default();
        for at in mentions {
            self.verdicts[*at] = Verdict::Taken;
            for span in self.mentions[*at].names.iter().filter_map(span) {
                list.add(span, *at);
                self.all.add(span, *at);
            }
        }
        let place = mentions.first().map_or(0, |at| self.mentions[*at].fragment);
        self.lists.push((place, list));
    }

    /// Whether the numbers restart with a run.
    fn is_new(&self, run: &MentionRun, taken: &[&MentionRun]) -> bool {
        let spans: Vec<NumberSpan> = run.mentions.iter().flat_map(|at| self.spans(*at)).collect();
        let covered = spans.iter().filter(|span| self.covering(**span).is_some());
        let covered = Covered {
            taken: covered.count(),
            all: spans.len(),
        };
        begins_anew(self.scene, self.mentions, (run, covered), taken)
    }

    fn covering(&self, span: NumberSpan) -> Option<usize> {
        self.all.covering(span)
    }

    /// Adds a mention to its list, if its numbers are new and fit at its position.
    fn fill(&mut self, at: usize) {
        let spans = self.spans(at);
        let there = spans.iter().find_map(|span| self.covering(*span));
        if let Some(first) = there {
            let why = already(self.scene, &self.mentions[first], &self.mentions[at]);
            // In a heading of the same form with days of its own, the number is probably a mistake.
            let fragment = self.mentions[at].fragment;
            let slip = matches!(why, Why::Twice(_))
                && self.scene.holds(fragment, self.scene.end(fragment)).days > 0;
            self.verdicts[at] = if slip {
                Verdict::Again(why)
            } else {
                Verdict::Left(why)
            };
            return;
        }
        let fragment = self.mentions[at].fragment;
        if self.is_in_another(at) {
            self.verdicts[at] = Verdict::Left(Why::Inside);
            return;
        }
        let lists = self.lists.iter().enumerate();
        let own = lists
            .filter(|(_, (first, _))| *first <= fragment)
            .max_by_key(|(_, (first, _))| *first)
            .map_or(0, |(index, _)| index);
        let place = |mention: usize| self.mentions[mention].fragment;
        let (Some(from), Some(to)) = (spans.first(), spans.last()) else {
            return;
        };
        let whole = (from.0, to.1);
        let series = self.series(at);
        let Some((_, list)) = self.lists.get_mut(own) else {
            return;
        };
        // Headings of the same form may be in any order.
        let as_others =
            self.mentions[at].form == Form::Heading && self.taken_series.contains(&series);
        if as_others || list.has_room(whole, fragment, place) {
            self.verdicts[at] = Verdict::Taken;
            for span in spans {
                list.add(span, at);
                self.all.add(span, at);
            }
        }
    }

    /// Whether a list or a table is in a day, or a single item of one in a week: it is content, such as the task `Week 2:
    /// make a list` of the last day of week 1.
    fn is_in_another(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let is_set = matches!(mention.form, Form::Item | Form::Row | Form::Column);
        let is_single = mention.names.len() == 1;
        let is_one = |name: &Name| name.weeks().is_some_and(|weeks| weeks.first == weeks.last);
        let holds = |name: &Name| name.is_day() || is_single && is_one(name);
        let above = |at: &usize| self.scene.parent(*at);
        let mut heads = std::iter::successors(above(&mention.fragment), above);
        is_set && heads.any(|head| self.scene.head_name(head).is_some_and(holds))
    }

    /// Weeks without numbers are chosen along with others of the same form: `Week of 4 January`, `Final week`, `Spring
    /// Break`. On their own, only those with a date are weeks. Dates alone name weeks if there are two of the same form
    /// at least, and no numbered weeks.
    fn unnumbered(&mut self) {
        let left =
            |at: &usize| self.is_open(*at) || self.verdicts[*at] == Verdict::Left(Why::About);
        let open: Vec<usize> = (0..self.mentions.len()).filter(left).collect();
        let mut taken: Vec<Series> = Vec::new();
        for at in (0..self.mentions.len()).filter(|at| self.verdicts[*at] == Verdict::Taken) {
            let series = self.series(at);
            if !taken.contains(&series) {
                taken.push(series);
            }
        }
        let any = self.lists.iter().any(|(_, list)| !list.is_empty());
        let of_open = open
            .iter()
            .map(|at| (self.series(*at), &self.mentions[*at]));
        let dates = dated::most(of_open);
        for at in open {
            let mention = &self.mentions[at];
            let about = |name: &&Name| name.about || !self.is_open(at);
            if let Some(name) = mention.names.first().filter(about) {
                let own = plain_span(name).or_else(|| span(name));
                let there = own.and_then(|span| self.covering(span));
                let span = there.map(|first| self.scene.span(self.mentions[first].fragment));
                self.verdicts[at] = Verdict::Left(span.map_or(Why::About, Why::Already));
                continue;
            }
            if !self.spans(at).is_empty() {
                continue;
            }
            let series = self.series(at);
            let is_week = if is_dated(mention) {
                !any && dates.as_ref() == Some(&series)
            } else {
                let is_stated = mention.names.iter().all(|name| !name.beside);
                taken.contains(&series) || is_stated && !any
            };
            if is_week {
                self.verdicts[at] = Verdict::Taken;
            }
        }
    }
}
