//! What a plan is made of. The tree of its documents stays as it is; a plan names the nodes in it that
//! carry a meaning, and everything else is prose in its place.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::{BoxState, NodeId};
use crate::span::Span;
use crate::units::{Area, Audience, Date, Level, Numbers, Stated, Track};

/// A document with at least one week.
#[derive(Debug)]
pub struct Plan {
    /// What its pages' addresses begin with: `12-week-plan`.
    pub id: String,
    /// An index into the handbook's documents.
    pub document: usize,
    /// Its title.
    pub title: String,
    /// What it is about, where its front matter says so.
    pub description: Option<String>,
    /// What stands before its first section.
    pub intro: Vec<NodeId>,
    /// Phases, weeks outside phases and sections, in their order.
    pub parts: Vec<Part>,
    /// The phases.
    pub phases: Vec<Phase>,
    /// All weeks, in their order.
    pub weeks: Vec<Week>,
    /// The sections that stand beside phases and weeks, in their order.
    pub sections: Vec<Section>,
    /// All tasks.
    pub tasks: Tasks,
    /// Its tracks; empty where it has none.
    pub tracks: Vec<Track>,
    /// Its levels; empty where it has none.
    pub levels: Vec<Level>,
    /// The areas of its tracks' allocations.
    pub areas: Vec<Area>,
    /// Whom nodes are for, where they say so. What is below such a node is for no one else.
    pub audiences: HashMap<NodeId, Audience>,
    /// Whether days are fitted to the hours of a track.
    pub fit: bool,
    /// The day on which its first week begins for everybody, if its author gives one.
    pub start: Option<Date>,
    /// The hours a week that the text before the first week speaks of.
    pub claims: Vec<Claim>,
    /// What names a week or a day and is none in this plan, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// A place that names a week or a day and stands for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it names: `Week 2`.
    pub called: String,
    /// Where it stands.
    pub span: Span,
    /// Why it is not read as what it names.
    pub why: Unchosen,
}

/// Why a place that names a week or a day is not read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchosen {
    /// It is there already, at that place.
    Already(Span),
    /// It is there already, at that place, in a heading that looks the same.
    Twice(Span),
    /// It is the title of what follows.
    Title,
    /// It does not fit between those around it.
    Order,
    /// Its words only speak of it.
    About,
    /// Weekdays outside every week, beside weeks.
    Timetable,
    /// The days that it names stand by themselves below it.
    Group,
    /// There are too few of its kind.
    Few,
}

/// Hours a week that a sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The hours.
    pub hours: Stated,
    /// The track whose name stands before them: an index into the plan's tracks; `None` for all readers.
    pub track: Option<usize>,
    /// Where the words stand.
    pub span: Span,
}

impl Plan {
    /// How many weeks it has, without breaks and days outside all weeks.
    pub fn study_weeks(&self) -> usize {
        let weeks = self.weeks.iter();
        weeks.filter(|week| week.kind == WeekKind::Study).count()
    }
}

/// One part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// An index into the plan's phases.
    Phase(usize),
    /// An index into the plan's weeks.
    Week(usize),
    /// An index into the plan's sections.
    Section(usize),
}

/// A phase.
#[derive(Debug)]
pub struct Phase {
    /// Its number, where its heading has one.
    pub numbers: Option<Numbers>,
    /// What its heading calls it: `Phase 1`.
    pub called: String,
    /// Its title, empty where it has only a number.
    pub title: String,
    /// What stands before the words of its heading.
    pub icon: String,
    /// The weeks that its heading promises.
    pub promised: Option<Numbers>,
    /// Its heading.
    pub heading: NodeId,
    /// What stands before its first week.
    pub intro: Vec<NodeId>,
    /// Its weeks: indices into the plan's weeks.
    pub weeks: Range<usize>,
    /// Its sections that are no weeks, each with the number of its weeks that stand before it.
    pub sections: Vec<(usize, Section)>,
}

/// What a week is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekKind {
    /// One of the plan's own.
    Study,
    /// Days outside the weeks of the plan. It is no week and takes none of the calendar.
    Part,
    /// A week without study. It has no number and takes its time of the calendar.
    Break,
}

/// A week.
#[derive(Debug)]
pub struct Week {
    /// What it is for.
    pub kind: WeekKind,
    /// What its pages' addresses begin with: `week-3`. Unique in its plan.
    pub id: String,
    /// Its number, or the range of its numbers; for a part, the week that its days fall in, and for a break the week
    /// in front of it.
    pub numbers: Numbers,
    /// What its heading calls it: `Week 3`.
    pub called: String,
    /// Its title, empty where it has only a number.
    pub title: String,
    /// What stands before the words of its heading.
    pub icon: String,
    /// The hours that its heading states.
    pub stated: Option<Stated>,
    /// Its theme, without the quotes.
    pub theme: Option<String>,
    /// The phase that it belongs to: an index into the plan's phases.
    pub phase: Option<usize>,
    /// Its heading.
    pub heading: NodeId,
    /// What stands before its first day, without the theme.
    pub intro: Vec<NodeId>,
    /// Its days, in their order.
    pub days: Vec<Day>,
    /// Its sections that are no days, each with the number of days that stand before it.
    pub sections: Vec<(usize, Section)>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

/// When a day is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DayName {
    /// A weekday or a range of them; 0 is Monday.
    Weekdays {
        /// The first one.
        first: usize,
        /// The last one; the same where there is only one.
        last: usize,
    },
    /// Saturday and Sunday together.
    Weekend,
    /// `Day 3`.
    Ordinal(Numbers),
    /// `2027-01-04`.
    Date(String),
}

/// A day.
#[derive(Debug)]
pub struct Day {
    /// The part of its addresses that names it: `monday`. Unique in its week.
    pub id: String,
    /// When it is.
    pub name: DayName,
    /// What its heading calls it: `Monday`.
    pub called: String,
    /// Its title, empty where it has only a name.
    pub title: String,
    /// Whether the box in its heading is ticked: `### [x] Tuesday`.
    pub done: bool,
    /// The time that its heading states.
    pub stated: Option<Stated>,
    /// Its heading.
    pub heading: NodeId,
    /// What is in it, in order.
    pub items: Vec<DayItem>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

impl Day {
    /// Its blocks, in their order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.items.iter().filter_map(|item| match item {
            DayItem::Block(block) => Some(block),
            DayItem::Prose(_) | DayItem::Note(_) | DayItem::Section(_) => None,
        })
    }
}

/// One thing in a day.
#[derive(Debug)]
pub enum DayItem {
    /// Prose and tasks outside blocks.
    Prose(Vec<NodeId>),
    /// Time with a label.
    Block(Block),
    /// What one track does instead.
    Note(TrackNote),
    /// A section of the day's own.
    Section(Section),
}

/// Time in a day.
#[derive(Debug)]
pub struct Block {
    /// What it is called.
    pub label: String,
    /// The time that its label states.
    pub stated: Option<Stated>,
    /// What stands beside the time: `flexible timing`.
    pub note: String,
    /// The heading or the paragraph that is its label.
    pub heading: NodeId,
    /// Whether it stands in place of the block before it.
    pub instead: bool,
    /// What is in it.
    pub body: Vec<NodeId>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

/// What one track does on a day in place of what is written.
#[derive(Debug)]
pub struct TrackNote {
    /// An index into the plan's tracks.
    pub track: usize,
    /// The emphasised words that it stands in.
    pub node: NodeId,
    /// The nodes that say it, without the track's name.
    pub text: Vec<NodeId>,
    /// The first node's text without the track's name, where the name shares a node with it.
    pub first: String,
    /// The time that it states.
    pub stated: Option<Stated>,
}

/// A part of the text that is neither phase, week nor day.
#[derive(Debug)]
pub struct Section {
    /// The part of its address that names it; its heading's anchor.
    pub id: String,
    /// Its heading.
    pub heading: NodeId,
    /// Its heading's words.
    pub title: String,
    /// What stands before them.
    pub icon: String,
    /// Its heading's level.
    pub level: u8,
    /// The heading of the week or the day that its heading names and that is there already.
    pub refers: Option<NodeId>,
    /// What stands before its first own section.
    pub body: Vec<NodeId>,
    /// The sections in it.
    pub sections: Vec<Section>,
    /// Its tasks: indices into the plan's tasks.
    pub tasks: Range<usize>,
}

impl Section {
    /// Whether there is anything below its heading; a heading alone needs no page of its own.
    pub fn has_content(&self) -> bool {
        !self.body.is_empty() || !self.sections.is_empty()
    }
}

/// The tasks of one document, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    /// The plan's own.
    pub own: Vec<Task>,
    /// Those in text that is to be read and copied; they are counted apart.
    pub in_templates: Vec<Task>,
}

impl Tasks {
    /// The task that a list item is, with its place.
    pub fn at(&self, item: NodeId) -> Option<(TaskPlace, &Task)> {
        let find = |tasks: &[Task]| tasks.binary_search_by_key(&item, |task| task.item).ok();
        let in_template = |index| (TaskPlace::InTemplate(index), &self.in_templates[index]);
        match find(&self.own) {
            Some(index) => Some((TaskPlace::Own(index), &self.own[index])),
            None => find(&self.in_templates).map(in_template),
        }
    }
}

/// Where a task is among those of its document.
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
    /// What its author put into its box.
    pub state: BoxState,
    /// The time that it states.
    pub stated: Option<Stated>,
    /// The task that it is a part of: an index into the same list.
    pub parent: Option<usize>,
    /// Whom it is for, by itself and by all that it stands in.
    pub audience: Audience,
    /// What it is about: an index into the plan's areas.
    pub area: Option<usize>,
    /// How much it matters.
    pub rank: Rank,
}

/// How much a task matters when time is short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Before all others.
    Core,
    /// In its place.
    #[default]
    Normal,
    /// After all others.
    Optional,
}
