//! Weeks and days that are not written as headings become headings, so that everything behind this step reads
//! headings only.
//!
//! 1. A week or a day may stand in any [`Form`]; of those that a document has, the strongest counts, and weaker ones
//!    are text: an overview table beside headings names no weeks. For days the same holds within each week.
//! 2. [`line`] reads labels off lines, [`list`] off items, [`table`] off rows and columns.
//! 3. [`pair`] tells the two apart where a heading names both.
//! 4. Where there are days and no weeks at all, [`formed`] forms weeks of them.

mod details;
mod formed;
mod line;
mod list;
mod pair;
mod table;
mod writer;

use rayon::prelude::*;
use writer::Writer;

use super::heading::{Role, role};
use crate::document::{Document, Form, Node, NodeId, NodeKind};
use crate::language::{Reader, SEPARATORS, Vocabulary};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Week,
    Day,
}

/// The strongest form in which a document names a week.
pub(super) fn week_form(document: &Document, words: &Vocabulary) -> Option<Form> {
    let finder = Finder {
        document,
        words,
        wanted: Wanted::Week,
    };
    let mut strongest = None;
    let mut inner = None;
    let mut only_ranges = true;
    for block in document.roots() {
        let Some(form) = finder.form(block) else {
            continue;
        };
        if form == Form::Heading {
            only_ranges &= finder.is_range(block);
            if !only_ranges {
                return Some(Form::Heading);
            }
        } else if strongest == Some(Form::Heading) {
            inner = stronger(inner, Some(form));
        }
        strongest = stronger(strongest, Some(form));
    }
    // Below headings that name nothing but ranges of weeks, the weeks stand in another form.
    match (strongest, inner) {
        (Some(Form::Heading), Some(inner)) => Some(inner),
        _ => strongest,
    }
}

/// Gives a document headings for its weeks and days. `alone` says that no other document has weeks: weeks are then
/// formed where there are only days.
pub(super) fn promote(document: Document, words: &Vocabulary, alone: bool) -> Document {
    let document = match week_form(&document, words) {
        Some(Form::Heading) => document,
        Some(form) => {
            let roots: Vec<NodeId> = document.roots().collect();
            let nodes = Finder {
                document: &document,
                words,
                wanted: Wanted::Week,
            }
            .promoted(&[(roots, Some(form))]);
            document.recomposed(nodes)
        }
        None if alone => return formed::form_weeks(document, words),
        None => return document,
    };
    let document = pair::split(document, words);
    let finder = Finder {
        document: &document,
        words,
        wanted: Wanted::Day,
    };
    match finder.weekly() {
        Some(regions) => {
            let nodes = finder.promoted(&regions);
            document.recomposed(nodes)
        }
        None => document,
    }
}

/// Makes lists of tasks of the tables that have boxes in their cells.
pub(super) fn tick_tables(document: Document, words: &Vocabulary) -> Document {
    let finder = Finder {
        document: &document,
        words,
        wanted: Wanted::Day,
    };
    let boxed = |block: NodeId| {
        matches!(document.node(block).kind, NodeKind::Table(_)) && finder.has_boxes(block)
    };
    if !document.roots().any(boxed) {
        return document;
    }
    let mut writer = Writer::of(finder);
    for block in document.roots() {
        if boxed(block) {
            writer.boxed_rows(block);
        } else {
            writer.composer.copy(block);
        }
    }
    let nodes = writer.composer.finish();
    document.recomposed(nodes)
}

/// Blocks that follow each other, and the form in which things are read there.
type Region = (Vec<NodeId>, Option<Form>);

/// Whether anything in these regions is to become a heading.
fn has_other_forms(regions: &[Region]) -> bool {
    let other = |(_, form): &Region| form.is_some_and(|form| form != Form::Heading);
    regions.iter().any(other)
}

/// The stronger of two forms, as far as there are any.
fn stronger(one: Option<Form>, other: Option<Form>) -> Option<Form> {
    one.into_iter().chain(other).min()
}

#[derive(Clone, Copy, Debug)]
struct Finder<'a> {
    document: &'a Document,
    words: &'a Vocabulary,
    wanted: Wanted,
}

impl Finder<'_> {
    /// Whether a line names what is looked for.
    fn names(&self, text: &str) -> bool {
        self.title(text).is_some()
    }

    /// The title in a line that names what is looked for; empty where it has only a name.
    fn title(&self, text: &str) -> Option<String> {
        match (role(text, self.words), self.wanted) {
            (Role::Week { title, .. }, Wanted::Week) | (Role::Day { title, .. }, Wanted::Day) => {
                Some(title)
            }
            _ => None,
        }
    }

    /// Whether a heading names several weeks.
    fn is_range(&self, heading: NodeId) -> bool {
        match role(&self.document.text(heading), self.words) {
            Role::Week {
                numbers: Some(numbers),
                ..
            } => numbers.first < numbers.last,
            _ => false,
        }
    }

    /// Whether a line names what holds weeks.
    fn names_phase(&self, text: &str) -> bool {
        self.wanted == Wanted::Week && matches!(role(text, self.words), Role::Phase { .. })
    }

    /// The form in which an outermost block names what is looked for.
    fn form(&self, block: NodeId) -> Option<Form> {
        match &self.document.node(block).kind {
            NodeKind::Heading(heading) => {
                let text = self.document.text(block);
                if heading.form == Form::Formed || self.names(&text) {
                    Some(Form::Heading)
                } else if self.tail(&text).is_some() {
                    Some(Form::Tail)
                } else {
                    self.promise(&text).map(|_| Form::Promise)
                }
            }
            NodeKind::Paragraph => self.line_form(block),
            NodeKind::Html(html) => {
                let summary = details::summary(html)?;
                self.names(&summary).then_some(Form::Title)
            }
            NodeKind::Admonition {
                title: Some(title), ..
            }
            | NodeKind::Tab { title } => self.names(title).then_some(Form::Title),
            NodeKind::List(_) => self.is_list(block).then_some(Form::Item),
            NodeKind::Table(_) => self.table_form(block),
            _ => None,
        }
    }

    /// The week that the end of a heading names, as in `Arrays (Week 3)` or `Arrays – Week 3`, and what stands
    /// before it.
    fn tail<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        if self.wanted == Wanted::Day {
            return None;
        }
        let text = text.trim();
        let (before, inner) = match text.strip_suffix([')', ']']) {
            Some(inner) => {
                let open = inner.rfind(['(', '['])?;
                (&inner[..open], &inner[open + 1..])
            }
            None => [" - ", " – ", " — ", ": "]
                .iter()
                .find_map(|separator| text.rsplit_once(separator))?,
        };
        let mut reader = Reader::new(inner, self.words);
        reader.counted(&self.words.week, &self.words.behind_number.week)?;
        let phase = matches!(role(before, self.words), Role::Phase { .. });
        let about = before
            .split_whitespace()
            .any(|word| super::heading::speaks_about(word, self.words));
        (reader.rest.trim().is_empty() && !phase && !about && !before.trim().is_empty())
            .then(|| (before.trim().trim_end_matches(SEPARATORS).trim_end(), inner))
    }

    /// The weeks that a phase's heading promises in parentheses, and its other words.
    fn promise(&self, text: &str) -> Option<(String, String)> {
        let is_promise = self.wanted == Wanted::Week
            && matches!(role(text, self.words), Role::Phase { weeks: Some(_), .. });
        if !is_promise {
            return None;
        }
        let open = text
            .match_indices('(')
            .map(|(open, _)| open)
            .find(|open| self.names(text[open + 1..].split(')').next().unwrap_or_default()))?;
        let close = open + text[open..].find(')')?;
        let around = format!("{}{}", text[..open].trim_end(), &text[close + 1..]);
        Some((text[open + 1..close].to_owned(), around))
    }

    /// The blocks between the weeks' headings, and in what form each has its days; nothing where there is nothing to
    /// do.
    fn weekly(&self) -> Option<Vec<Region>> {
        let mut regions: Vec<Region> = vec![(Vec::new(), None)];
        let mut level = None;
        let headings: Vec<NodeId> = self
            .document
            .roots()
            .filter(|block| matches!(self.document.node(*block).kind, NodeKind::Heading(_)))
            .collect();
        let roles: Vec<Role> = headings
            .par_iter()
            .map(|heading| role(&self.document.text(*heading), self.words))
            .collect();
        let mut roles = roles.into_iter();
        for block in self.document.roots() {
            let mut is_day = false;
            if let NodeKind::Heading(heading) = &self.document.node(block).kind {
                let role = roles.next().unwrap_or(Role::Section);
                is_day = matches!(role, Role::Day { .. });
                let begins = match role {
                    _ if heading.form == Form::Formed => Some(Some(heading.level)),
                    Role::Week { .. } => Some(Some(heading.level)),
                    Role::Phase { .. } if level.is_none_or(|week| heading.level <= week) => {
                        Some(None)
                    }
                    Role::Section if level.is_some_and(|week| heading.level <= week) => Some(None),
                    _ => None,
                };
                if let Some(begun) = begins {
                    level = begun;
                    regions.push((Vec::new(), None));
                }
            }
            if let Some((blocks, form)) = regions.last_mut() {
                blocks.push(block);
                if level.is_some() && *form != Some(Form::Heading) {
                    let own = match &self.document.node(block).kind {
                        NodeKind::Heading(_) => is_day.then_some(Form::Heading),
                        _ => self.form(block),
                    };
                    *form = stronger(*form, own);
                }
            }
        }
        has_other_forms(&regions).then_some(regions)
    }

    /// The nodes with headings in the place of what is written in the form of its region.
    fn promoted(&self, regions: &[Region]) -> Vec<Node> {
        let mut writer = Writer::of(*self);
        for (blocks, form) in regions {
            writer.region(blocks, *form);
        }
        writer.composer.finish()
    }
}
