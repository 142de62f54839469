//! Boards that Trello exported: lists are weeks or days, cards are days or tasks, and items of checklists are tasks.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::json::JsonValue;
use super::name::{has_names, in_weeks, labels, number, role};
use super::order::settled;
use super::place::week_name;
use super::plan::{
    ImportedPart, ImportedPlan, ImportedRole, ImportedTask, ImportedText, ImportedWords, words,
};
use super::problem::{ImportReport, listed};
use crate::language::Vocabulary;

/// How to export a board.
const HELP: &str =
    "in Trello, open the board's menu, and choose Print, export, and share, then Export as JSON";

/// A board as a plan; `title` is its title if it has none.
pub(super) fn trello(text: &str, title: &str, report: &mut ImportReport) -> ImportedPlan {
    let mut plan = ImportedPlan {
        title: title.to_owned(),
        ..ImportedPlan::default()
    };
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let place = format!("{}:{}", error.line(), error.column());
            let why = error.to_string();
            let why = why.split(" at line ").next().unwrap_or(&why);
            report.problem(place, (format!("this is not JSON: {why}"), HELP));
            return plan;
        }
    };
    let board = JsonValue::whole(&value);
    for key in ["lists", "cards"] {
        if board.get(key).is_none() {
            report.problem(
                "",
                (
                    format!("`{key}` is missing, so this is not a board of Trello"),
                    HELP,
                ),
            );
            return plan;
        }
    }
    if !board.text("name", report).trim().is_empty() {
        board.text("name", report).clone_into(&mut plan.title);
    }
    plan.texts = ImportedText::lines(board.text("desc", report)).collect();
    let mut reader = BoardReader::new(&board, report);
    let parts = reader.lists(&board);
    let (words, left_out) = (reader.words, reader.left_out);
    plan.parts = named(parts, words, report);
    note(&board, &left_out, report);
    plan
}

/// Lists with their weeks and days in order.
fn named(
    mut parts: Vec<ImportedPart>,
    words: &Vocabulary,
    report: &mut ImportReport,
) -> Vec<ImportedPart> {
    let is_week =
        |part: &ImportedPart| matches!(part.role, ImportedRole::Week(_) | ImportedRole::Day(_));
    if !parts.iter().any(is_week) && !parts.is_empty() {
        if has_names(&parts) {
            // Days in lists without a name: each list is a week.
            let (mut weeks, rest): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|part| has_names(&part.parts));
            number(&mut weeks, words, report);
            weeks.extend(rest);
            parts = weeks;
        } else {
            number(&mut parts, words, report);
        }
    }
    settled(
        in_weeks(parts, words),
        &mut None,
        &|number| week_name(number, words),
        report,
    )
}

/// Names what is not in the plan.
fn note(board: &JsonValue<'_>, left_out: &[String], report: &mut ImportReport) {
    if !left_out.is_empty() {
        report.note(format!(
            "left out, since they are archived or templates: {}",
            listed(left_out)
        ));
    }
    let actions = board.items("actions", report);
    let comments = actions
        .iter()
        .filter(|action| action.text("type", report) == "commentCard")
        .count();
    let cards = board.items("cards", report);
    let having = |key: &str, report: &mut ImportReport| {
        cards
            .iter()
            .filter(|card| !card.items(key, report).is_empty())
            .count()
    };
    let counts = [
        ("comments", comments),
        ("cards with members", having("idMembers", report)),
        (
            "cards with custom fields",
            having("customFieldItems", report),
        ),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} ({count})"))
        .collect();
    if !counts.is_empty() {
        report.note(format!("not imported: {}", counts.join(", ")));
    }
}

struct BoardReader<'a, 'r> {
    words: &'static Vocabulary,
    /// The open cards of each list, in order.
    cards: BTreeMap<&'a str, Vec<JsonValue<'a>>>,
    checklists: BTreeMap<&'a str, JsonValue<'a>>,
    left_out: Vec<String>,
    report: &'r mut ImportReport,
}

impl<'a, 'r> BoardReader<'a, 'r> {
    fn new(board: &JsonValue<'a>, report: &'r mut ImportReport) -> Self {
        let mut reader = Self {
            words: Vocabulary::of(None),
            cards: BTreeMap::new(),
            checklists: BTreeMap::new(),
            left_out: Vec::new(),
            report,
        };
        let lists = board.items("lists", reader.report);
        let lists: Vec<&str> = lists
            .iter()
            .map(|list| list.needed("id", reader.report))
            .collect();
        let mut ids = BTreeSet::new();
        for card in sorted(board.items("cards", reader.report), reader.report) {
            ids.insert(card.text("id", reader.report));
            let list = card.needed("idList", reader.report);
            if !list.is_empty() && !lists.contains(&list) {
                reader.refuse(&card, ("idList", "list"));
            }
            if card.is("closed", reader.report) || card.is("isTemplate", reader.report) {
                let name = card.text("name", reader.report).to_owned();
                reader.left_out.push(name);
            } else {
                reader.cards.entry(list).or_default().push(card);
            }
        }
        for checklist in board.items("checklists", reader.report) {
            let id = checklist.needed("id", reader.report);
            let card = checklist.needed("idCard", reader.report);
            if !card.is_empty() && !ids.contains(card) {
                reader.refuse(&checklist, ("idCard", "card"));
            }
            reader.checklists.insert(id, checklist);
        }
        reader
    }

    /// Reports that nothing on the board has the id at a key.
    fn refuse(&mut self, value: &JsonValue<'a>, (key, kind): (&str, &str)) {
        let id = value.text(key, self.report);
        let why = format!("no {kind} has the id `{id}`");
        let place = format!("{}.{key}", value.path);
        self.report.problem(place, (why, "export the board again"));
    }

    fn lists(&mut self, board: &JsonValue<'a>) -> Vec<ImportedPart> {
        let mut parts = Vec::new();
        for list in sorted(board.items("lists", self.report), self.report) {
            let name = list.needed("name", self.report).trim();
            let cards = self
                .cards
                .remove(list.text("id", self.report))
                .unwrap_or_default();
            if list.is("closed", self.report) {
                self.left_out
                    .push(format!("{name} ({} cards)", cards.len()));
                continue;
            }
            let mut part = ImportedPart::new(role(name, self.words), name);
            let is_day = matches!(part.role, ImportedRole::Day(_));
            for card in cards {
                let name = card.needed("name", self.report).trim();
                match role(name, self.words) {
                    ImportedRole::Day(day) if !is_day => {
                        let day = self.day(&card, ImportedPart::new(ImportedRole::Day(day), name));
                        part.parts.push(day);
                    }
                    _ => {
                        let task = self.task(&card);
                        part.tasks.extend(task);
                    }
                }
            }
            parts.push(part);
        }
        parts
    }

    /// A card as a day: the items of its checklists are tasks, in a block per checklist with a name.
    fn day(&mut self, card: &JsonValue<'a>, mut part: ImportedPart) -> ImportedPart {
        part.texts = self.texts(card);
        let (area, tracks, left) = self.labels(card);
        part.texts
            .extend(ImportedText::named("Labels", &left.join(", ")));
        for (name, items) in self.checklists(card) {
            let tasks = items.into_iter().map(|item| ImportedTask {
                area: area.clone(),
                tracks: tracks.clone(),
                ..item
            });
            match name {
                Some(name) => part
                    .last_part(ImportedRole::Block, name)
                    .tasks
                    .extend(tasks),
                None => part.tasks.extend(tasks),
            }
        }
        part
    }

    /// A card as a task: the items of its checklists are its parts.
    fn task(&mut self, card: &JsonValue<'a>) -> Option<ImportedTask> {
        let name = card.text("name", self.report).trim();
        let mut lines = name.lines().map(str::trim).filter(|line| !line.is_empty());
        let Some(first) = lines.next() else {
            let why = "this card has no name".to_owned();
            self.report
                .problem(card.path.clone(), (why, "name it, or archive it"));
            return None;
        };
        let (area, tracks, left) = self.labels(card);
        let mut task = ImportedTask {
            words: words(first),
            is_done: card.is("dueComplete", self.report),
            area,
            tracks,
            ..ImportedTask::default()
        };
        task.texts.extend(lines.flat_map(ImportedText::lines));
        task.texts
            .extend(ImportedText::named("Labels", &left.join(", ")));
        task.texts.extend(self.texts(card));
        let checklists = self.checklists(card);
        let has_several = checklists.len() > 1;
        for (name, items) in checklists {
            for mut item in items {
                if let Some(name) = name.filter(|_| has_several) {
                    item.words
                        .insert(0, ImportedWords::Plain(format!("{name}: ")));
                }
                task.subtasks.push(item);
            }
        }
        Some(task)
    }

    /// The description, the dates and the attachments of a card.
    fn texts(&mut self, card: &JsonValue<'a>) -> Vec<ImportedText> {
        let mut texts: Vec<_> = ImportedText::lines(card.text("desc", self.report)).collect();
        for (key, name) in [("start", "Start"), ("due", "Due")] {
            let date = card.text(key, self.report);
            texts.extend(ImportedText::named(
                name,
                date.split('T').next().unwrap_or(date),
            ));
        }
        for file in card.items("attachments", self.report) {
            let (name, address) = (
                file.text("name", self.report).trim(),
                file.text("url", self.report),
            );
            if !address.starts_with("https://") && !address.starts_with("http://") {
                texts.extend(ImportedText::lines(name));
                continue;
            }
            let name = if name.is_empty() { address } else { name };
            texts.push(ImportedText::Line(vec![ImportedWords::Link {
                words: name.split_whitespace().collect::<Vec<_>>().join(" "),
                address: address.to_owned(),
            }]));
        }
        texts
    }

    fn labels(&mut self, card: &JsonValue<'a>) -> (Option<String>, Vec<String>, Vec<String>) {
        let (mut names, mut colors) = (Vec::new(), Vec::new());
        for label in card.items("labels", self.report) {
            match label.text("name", self.report).trim() {
                "" => colors.push(label.text("color", self.report).to_owned()),
                name => names.push(name.to_owned()),
            }
        }
        let (area, tracks, mut left) = labels(&names, self.words);
        left.append(&mut colors);
        (area, tracks, left)
    }

    /// The items of the checklists of a card, with the names of those that have one.
    fn checklists(&mut self, card: &JsonValue<'a>) -> Vec<(Option<&'a str>, Vec<ImportedTask>)> {
        // An export of one card has the checklists in it.
        let mut own = card.items("checklists", self.report);
        let id = card.text("id", self.report);
        let all = self.checklists.values();
        own.extend(
            all.filter(|list| list.text("idCard", &mut ImportReport::default()) == id)
                .cloned(),
        );
        let mut read = Vec::new();
        for list in sorted(own, self.report) {
            let name = list.text("name", self.report).trim();
            let name = Some(name).filter(|name| !name.is_empty() && *name != "Checklist");
            let mut items = Vec::new();
            for item in sorted(list.items("checkItems", self.report), self.report) {
                let text = item.needed("name", self.report).trim();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    items.push(ImportedTask {
                        words: words(&text),
                        is_done: item.text("state", self.report) == "complete",
                        ..ImportedTask::default()
                    });
                }
            }
            read.push((name, items));
        }
        read
    }
}

/// Values in the order of their positions.
fn sorted<'a>(mut values: Vec<JsonValue<'a>>, report: &mut ImportReport) -> Vec<JsonValue<'a>> {
    let mut placed: Vec<_> = values
        .drain(..)
        .map(|value| (value.order(report), value))
        .collect();
    placed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    placed.into_iter().map(|(_, value)| value).collect()
}
