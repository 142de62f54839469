//! The parts of a plan. The tree of its document stays unchanged; a plan refers to the nodes in it that have a meaning,
//! and everything else is prose.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::{BoxState, NodeId};
use crate::span::Span;
use crate::units::{Area, Audience, Date, Level, NumberRange, Stated, Track, Weekend};

/// A document with at least one week.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The prefix of its pages' addresses: `12-week-plan`.
    pub id: String,
    /// Its id in what readers keep: that of its original if it is a translation, which is in a folder of its language.
    pub key: String,
    /// An index into the handbook's documents.
    pub document: usize,
    /// Its title.
    pub title: String,
    /// Its description, if its front matter has one.
    pub description: Option<String>,
    /// The content before its first section.
    pub intro: Vec<NodeId>,
    /// Phases, weeks outside phases and sections, in order.
    pub parts: Vec<PlanPart>,
    /// The phases.
    pub phases: Vec<Phase>,
    /// All weeks, in order.
    pub weeks: Vec<Week>,
    /// The sections beside phases and weeks, in order.
    pub sections: Vec<Section>,
    /// All tasks.
    pub tasks: Tasks,
    /// Its tracks; empty if it has none.
    pub tracks: Vec<Track>,
    /// Its levels; empty if it has none.
    pub levels: Vec<Level>,
    /// The areas of its tracks' allocations.
    pub areas: Vec<Area>,
    /// The audiences of nodes, if stated. Everything below such a node is for the same audience at most.
    pub audiences: HashMap<NodeId, Audience>,
    /// Whether days are fitted to the track's hours.
    pub fit: bool,
    /// The day on which its first week begins for everybody, if its author gives one.
    pub start: Option<Date>,
    /// The day that it prepares for, if its author gives one.
    pub target: Option<Date>,
    /// The author's days off, in order, each once.
    pub holidays: Vec<Date>,
    /// The days that `Weekend` names.
    pub weekend: Weekend,
    /// The author's weeks or days off that are not in its text, in order.
    pub breaks: Vec<AddedBreak>,
    /// The days after a task was done on which it returns, in order, each once.
    pub review_days: Vec<u32>,
    /// The hours per week in the text before the first week.
    pub claims: Vec<Claim>,
    /// Mentions of weeks or days that were not read as one, in text order.
    pub mentions: Vec<UnchosenMention>,
}

/// Time off that is not in a plan's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedBreak {
    /// Its title, empty if none is stated.
    pub title: String,
    /// The week in front of it: an index into the plan's weeks.
    pub week: usize,
    /// The day in front of it: an index into the week's days; `None` if it is after the whole week.
    pub day: Option<usize>,
    /// How many days it takes, 1 at least.
    pub days: u32,
}

/// A mention of a week or a day that was not read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnchosenMention {
    /// What it names: `Week 2`.
    pub called: String,
    /// Its position.
    pub span: Span,
    /// Why it is not read as one.
    pub why: Unchosen,
}

/// Why a mention of a week or a day is not read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchosen {
    /// A duplicate of the one at this position.
    Already(Span),
    /// A duplicate of the one at this position, in a heading of the same form.
    Twice(Span),
    /// It is the title of the content below it.
    Title,
    /// It is out of order.
    Order,
    /// Its words are only about the week or day.
    About,
    /// Weekdays outside of weeks, in a plan with weeks.
    Timetable,
    /// The days that it names follow below it individually.
    Group,
    /// It is in an overview of weeks, in a plan of numbered days.
    Overview,
    /// It is in the list of a day, or of another week.
    Inside,
    /// There are too few mentions of its kind.
    Few,
}

/// Hours per week in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The hours.
    pub hours: Stated,
    /// The track whose name is in front of them: an index into the plan's tracks; `None` for all readers.
    pub track: Option<usize>,
    /// The position of the words.
    pub span: Span,
}

impl Plan {
    /// How many weeks it has, without breaks and days outside of weeks.
    pub fn study_weeks(&self) -> usize {
        let weeks = self.weeks.iter();
        weeks.filter(|week| week.kind == WeekKind::Study).count()
    }
}

/// One part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanPart {
    /// An index into the plan's phases.
    Phase(usize),
    /// An index into the plan's weeks.
    Week(usize),
    /// An index into the plan's sections.
    Section(usize),
}

/// A phase.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its number, if its heading has one.
    pub numbers: Option<NumberRange>,
    /// Its name in the heading: `Phase 1`.
    pub called: String,
    /// Its title, empty if it has only a number.
    pub title: String,
    /// The icon in front of its heading.
    pub icon: String,
    /// The weeks that its heading promises.
    pub promised: Option<NumberRange>,
    /// Its heading.
    pub heading: NodeId,
    /// The content before its first week.
    pub intro: Vec<NodeId>,
    /// Its weeks: indices into the plan's weeks.
    pub weeks: Range<usize>,
    /// Its sections, each with the number of its weeks in front of it.
    pub sections: Vec<(usize, Section)>,
}

/// The kind of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekKind {
    /// A week of the plan.
    Study,
    /// Days outside of the plan's weeks, which do not take a week of the calendar.
    Part,
    /// A week without study. It has no number but takes a week of the calendar.
    Break,
}

/// A week.
#[derive(Clone, Debug)]
pub struct Week {
    /// Its kind.
    pub kind: WeekKind,
    /// The prefix of its pages' addresses: `week-3`. Unique in its plan.
    pub id: String,
    /// Its number or range of numbers; for days outside of weeks, the week that they fall in, and for a break the week
    /// in front of it.
    pub numbers: NumberRange,
    /// Its name in the heading: `Week 3`.
    pub called: String,
    /// Its title, empty if it has only a number.
    pub title: String,
    /// The icon in front of its heading.
    pub icon: String,
    /// The first date that its heading or its row states, if its year is known.
    pub date: Option<Date>,
    /// The hours that its heading states.
    pub stated: Option<Stated>,
    /// Its theme, without the quotes.
    pub theme: Option<String>,
    /// Its phase: an index into the plan's phases.
    pub phase: Option<usize>,
    /// Its heading.
    pub heading: NodeId,
    /// The content before its first day, without the theme.
    pub intro: Vec<NodeId>,
    /// Its days, in order.
    pub days: Vec<Day>,
    /// Its sections, each with the number of days in front of it.
    pub sections: Vec<(usize, Section)>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

/// The name of a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DayName {
    /// A weekday or a range of them; 0 is Monday.
    Weekdays {
        /// The first one.
        first: usize,
        /// The last one; equal to the first if there is only one.
        last: usize,
    },
    /// Saturday and Sunday together.
    Weekend,
    /// `Day 3`.
    Ordinal(NumberRange),
    /// `2027-01-04`.
    Date(String),
}

/// A day.
#[derive(Clone, Debug)]
pub struct Day {
    /// Its part of the address: `monday`. Unique in its week.
    pub id: String,
    /// Its name.
    pub name: DayName,
    /// Its name in the heading: `Monday`.
    pub called: String,
    /// Its title, empty if it has only a name.
    pub title: String,
    /// The date that its heading or its row states, if its year is known.
    pub date: Option<Date>,
    /// Whether the box in its heading is ticked: `### [x] Tuesday`.
    pub done: bool,
    /// The time that its heading states.
    pub stated: Option<Stated>,
    /// What its heading says of that time: `19:00-20:30`, `flexible`.
    pub time_note: String,
    /// Its heading.
    pub heading: NodeId,
    /// Its content, in order.
    pub items: Vec<DayItem>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

impl Day {
    /// Its blocks, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.items.iter().filter_map(|item| match item {
            DayItem::Block(block) => Some(block),
            DayItem::Prose(_) | DayItem::Note(_) | DayItem::Section(_) => None,
        })
    }
}

/// An item of a day.
#[derive(Clone, Debug)]
pub enum DayItem {
    /// Prose and tasks outside blocks.
    Prose(Vec<NodeId>),
    /// Time with a label.
    Block(Block),
    /// What one track does instead.
    Note(TrackNote),
    /// A section of the day.
    Section(Section),
}

/// Time in a day.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its label.
    pub label: String,
    /// The time that its label states.
    pub stated: Option<Stated>,
    /// The clock times that its label states, in minutes from midnight: 1140 and 1230 for `19:00-20:30`. A block beyond
    /// midnight ends after minute 1440.
    pub clock: Option<(u32, u32)>,
    /// The clock times of its label as written, and the words beside the time: `flexible timing`.
    pub note: String,
    /// The heading or the paragraph with its label.
    pub heading: NodeId,
    /// Whether it is an alternative to the block before it.
    pub instead: bool,
    /// Its content.
    pub body: Vec<NodeId>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

/// What one track does on a day instead of the written tasks.
#[derive(Clone, Debug)]
pub struct TrackNote {
    /// An index into the plan's tracks.
    pub track: usize,
    /// The emphasized words that contain it.
    pub node: NodeId,
    /// Its nodes, without the track's name.
    pub text: Vec<NodeId>,
    /// The first node's text without the track's name, if the name is part of that node.
    pub first: String,
    /// The time that it states.
    pub stated: Option<Stated>,
}

/// A section that is not a phase, a week or a day.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its part of the address: its heading's anchor.
    pub id: String,
    /// Its heading.
    pub heading: NodeId,
    /// Its heading's words.
    pub title: String,
    /// The icon in front of the title.
    pub icon: String,
    /// Its heading's level.
    pub level: u8,
    /// The heading of the week or day that its own heading names again.
    pub refers: Option<NodeId>,
    /// The content before its first subsection.
    pub body: Vec<NodeId>,
    /// The sections in it.
    pub sections: Vec<Section>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

impl Section {
    /// Whether it has content; a heading alone needs no page of its own.
    pub fn has_content(&self) -> bool {
        !self.body.is_empty() || !self.sections.is_empty()
    }
}

/// The tasks of one document, in text order.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    /// The plan's own.
    pub own: Vec<Task>,
    /// Those in text for readers to copy; they are counted separately.
    pub in_templates: Vec<Task>,
}

impl Tasks {
    /// The task of a list item, with its place.
    pub fn at(&self, item: NodeId) -> Option<(TaskPlace, &Task)> {
        let find = |tasks: &[Task]| tasks.binary_search_by_key(&item, |task| task.item).ok();
        let in_template = |index| (TaskPlace::InTemplate(index), &self.in_templates[index]);
        match find(&self.own) {
            Some(index) => Some((TaskPlace::Own(index), &self.own[index])),
            None => find(&self.in_templates).map(in_template),
        }
    }
}

/// The place of a task in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskPlace {
    /// An index into [`Tasks::own`].
    Own(usize),
    /// An index into [`Tasks::in_templates`].
    InTemplate(usize),
}

/// A task-list item.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its list item.
    pub item: NodeId,
    /// Its words, without details, attributes and time.
    pub words: String,
    /// The state of its box.
    pub state: BoxState,
    /// The time that it states.
    pub stated: Option<Stated>,
    /// The task that contains it: an index into the same list.
    pub parent: Option<usize>,
    /// Its audience, combined with those of the nodes around it.
    pub audience: Audience,
    /// Its area: an index into the plan's areas.
    pub area: Option<usize>,
    /// Its priority.
    pub rank: Rank,
    /// Whether it returns for review after it was done.
    pub returns: bool,
}

/// The priority of a task if time is short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Before all others.
    Core,
    /// In text order.
    #[default]
    Normal,
    /// After all others.
    Optional,
}
