//! The list of the pages of a planner, as text that is kept beside it. A reader's handwriting belongs to the numbers of
//! pages, so a page keeps its number as long as the list is kept.
//!
//! Its lines have columns with a tab between them; an empty column is `.`. The first line names the format, and the
//! second one, `for`, has the plan, the track and the size of the pages. Each other line is a part of the plan: what it
//! is; `+` while it is in the plan and `-` after that; its pages, with commas between them; its page for notes; the ids
//! of its week and day; its name and its title; the ids of its tasks, with spaces between them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::size::Paper;
use crate::ledger::KnownSection;

/// The start of every list.
pub const LIST_BEGINNING: &str = "prepbook-planner";
/// The current format.
const VERSION: &str = "1";
const EMPTY: &str = ".";
/// More pages than a planner has.
const MOST: usize = 1 << 20;

/// The pages of a planner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageList {
    /// The id of the plan.
    pub(super) plan: String,
    /// The id of the track; empty if there are no tracks.
    pub(super) track: String,
    pub(super) paper: Paper,
    pub(super) parts: Vec<ListedPart>,
}

/// A part of the plan with its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedPart {
    pub(super) kind: PartKind,
    /// The numbers of its pages, from 1; at least one.
    pub(super) pages: Vec<usize>,
    /// The number of its page for notes.
    pub(super) notes: Option<usize>,
    /// Its name: `Week 3`; empty if it has only a title.
    pub(super) called: String,
    /// Its title and what it is recognized by. The id of a section is that of the week.
    pub(super) known: KnownSection,
}

/// What a part of a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    Plan,
    Week,
    Day,
    Section,
}

const KINDS: [(&str, PartKind); 4] = [
    ("plan", PartKind::Plan),
    ("week", PartKind::Week),
    ("day", PartKind::Day),
    ("section", PartKind::Section),
];

/// Why a text is not a usable list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListDamage {
    /// The number of the line, from 1.
    pub line: usize,
    /// The problem.
    pub message: String,
    /// What the reader can do.
    pub help: &'static str,
}

const RESTORE: &str = "restore the list from a copy, or make a new planner without --keep, on a tablet without notes in the old one";
const OTHER_FILE: &str = "name the `.pages` file that was written beside the planner";

impl PageList {
    /// Reads a list; a byte order mark in front of it does not count.
    ///
    /// # Errors
    ///
    /// [`ListDamage`] if it is not a list, if a newer version of prepbook wrote it, or if it does not have each page once.
    pub fn parse(text: &str) -> Result<Self, ListDamage> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = (1..).zip(text.lines());
        let first = lines.next().map_or("", |(_, line)| line);
        let first: Vec<&str> = first.trim_end().split('\t').collect();
        if first != [LIST_BEGINNING, VERSION] {
            return Err(not_a_list(&first));
        }
        let mut list = lines
            .next()
            .and_then(|(_, line)| head(line))
            .ok_or_else(|| damaged(2, "`for`, the plan, the track and the size expected"))?;
        let mut owners = BTreeMap::new();
        for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let part = part(line).ok_or_else(|| damaged(number, "this line is not valid"))?;
            for page in part.pages.iter().chain(&part.notes) {
                if let Some(other) = owners.insert(*page, number) {
                    let message = format!("page {page} is on line {other} too");
                    return Err(damaged(number, &message));
                }
            }
            list.parts.push(part);
        }
        let end = text.lines().count();
        if list.parts.is_empty() {
            return Err(damaged(end, "no pages after this line"));
        }
        let gap = (1..)
            .zip(owners.keys())
            .find(|(wanted, own)| wanted != *own);
        match gap {
            Some((page, _)) => Err(damaged(end, &format!("no line has page {page}"))),
            None => Ok(list),
        }
    }

    /// The list as text, in the order of pages.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{LIST_BEGINNING}\t{VERSION}\nfor\t{}\t{}\t{}\n",
            column(&self.plan),
            column(&self.track),
            self.paper.name(),
        );
        let mut parts: Vec<&ListedPart> = self.parts.iter().collect();
        parts.sort_by_key(|part| part.pages.first());
        for part in parts {
            let kind = KINDS.iter().find(|(_, kind)| *kind == part.kind);
            let pages: Vec<String> = part.pages.iter().map(usize::to_string).collect();
            let notes = part.notes.map(|page| page.to_string());
            let known = &part.known;
            let _ = writeln!(
                text,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                kind.map_or("", |(name, _)| name),
                if known.is_there { '+' } else { '-' },
                pages.join(","),
                column(&notes.unwrap_or_default()),
                column(&known.week),
                column(&known.day),
                column(&part.called),
                column(&known.title),
                column(&known.tasks.join(" ")),
            );
        }
        text
    }

    /// How many pages are in it.
    pub(super) fn pages(&self) -> usize {
        let parts = self.parts.iter();
        parts
            .map(|part| part.pages.len() + usize::from(part.notes.is_some()))
            .sum()
    }
}

/// Words as a column; white space in them is one space each.
fn column(words: &str) -> String {
    match plain(words) {
        words if words.is_empty() => EMPTY.to_owned(),
        words => words,
    }
}

/// Words as they are read again from a list.
pub(super) fn plain(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}

fn filled(column: &str) -> String {
    if column == EMPTY {
        return String::new();
    }
    column.to_owned()
}

fn head(line: &str) -> Option<PageList> {
    let columns: Vec<&str> = line.trim_end().split('\t').collect();
    let ["for", plan, track, size] = columns[..] else {
        return None;
    };
    let (_, paper) = Paper::ALL.iter().find(|(name, _)| *name == size)?;
    Some(PageList {
        plan: filled(plan),
        track: filled(track),
        paper: *paper,
        parts: Vec::new(),
    })
}

fn part(line: &str) -> Option<ListedPart> {
    let columns: Vec<&str> = line.trim_end().split('\t').collect();
    let [kind, mark, pages, notes, week, day, called, title, tasks] = columns[..] else {
        return None;
    };
    let (_, kind) = KINDS.iter().find(|(name, _)| *name == kind)?;
    let number = |text: &str| text.parse().ok().filter(|page| (1..MOST).contains(page));
    Some(ListedPart {
        kind: *kind,
        pages: pages.split(',').map(number).collect::<Option<_>>()?,
        notes: match notes {
            EMPTY => None,
            notes => Some(number(notes)?),
        },
        called: filled(called),
        known: KnownSection {
            week: filled(week),
            day: filled(day),
            title: filled(title),
            tasks: filled(tasks)
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            is_there: match mark {
                "+" => true,
                "-" => false,
                _ => return None,
            },
        },
    })
}

fn damaged(line: usize, message: &str) -> ListDamage {
    ListDamage {
        line,
        message: message.to_owned(),
        help: RESTORE,
    }
}

fn not_a_list(first: &[&str]) -> ListDamage {
    let (message, help) = match first {
        [LIST_BEGINNING, version] if version.parse::<u32>().is_ok() => (
            format!("a newer version of prepbook wrote this list (format {version})"),
            "update prepbook",
        ),
        _ => (
            "this is not the list of a planner's pages".to_owned(),
            OTHER_FILE,
        ),
    };
    ListDamage {
        line: 1,
        message,
        help,
    }
}
