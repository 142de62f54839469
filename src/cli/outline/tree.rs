//! The outline as a tree; each line begins with its line number in the source.

use std::collections::HashSet;

use crate::cli::terminal::number;
use crate::document::{Form, NodeId};
use crate::outline::{
    added_up_from, form, line, seen, seen_in, source_of_tracks, why_chapter, why_section,
    why_unchosen,
};
use crate::pipeline::Outlined;
use crate::plan::{
    Chapter, Day, DayItem, Phase, Plan, PlanPart, Section, Week, day_time, week_time,
};
use crate::reading;
use crate::report;
use crate::span::Span;
use crate::units::{Effort, NumberRange, Stated};

/// The whole handbook, plans first.
pub(super) fn tree(outlined: &Outlined) -> String {
    let mut tree = OutlineTree {
        outlined,
        document: 0,
        text: String::new(),
    };
    for plan in &outlined.handbook.plans {
        tree.plan(plan);
    }
    let cover = outlined.handbook.cover.iter();
    for chapter in cover.chain(&outlined.handbook.translated_covers) {
        tree.chapter("cover", chapter);
    }
    for chapter in &outlined.handbook.chapters {
        tree.chapter("chapter", chapter);
    }
    tree.text
}

struct OutlineTree<'a> {
    outlined: &'a Outlined,
    /// The document of the nodes.
    document: usize,
    text: String,
}

impl OutlineTree<'_> {
    /// Adds a line to the tree; `facts` are joined, and empty ones are skipped.
    fn add(&mut self, depth: usize, at: Option<usize>, facts: &[String]) {
        let at = at.map_or_else(String::new, |line| line.to_string());
        let known: Vec<&str> = facts
            .iter()
            .map(String::as_str)
            .filter(|fact| !fact.is_empty())
            .collect();
        let indent = "  ".repeat(depth);
        self.text += &[
            &format!("{at:>6}  "),
            indent.as_str(),
            &known.join(", "),
            "\n",
        ]
        .concat();
    }

    fn node(&mut self, depth: usize, node: NodeId, facts: &[String]) {
        let at = line(self.outlined, self.document, node);
        self.add(depth, Some(at), facts);
    }

    fn plan(&mut self, plan: &Plan) {
        self.document = plan.document;
        let document = &self.outlined.handbook.documents[plan.document];
        let days: usize = plan.weeks.iter().map(|week| week.days.len()).sum();
        let facts = [
            format!("plan {}: {}", document.path, plan.title),
            number(plan.phases.len(), "phase"),
            number(plan.study_weeks(), "week"),
            number(days, "day"),
            number(plan.tasks.own.len(), "task"),
            match plan.tasks.in_templates.len() {
                0 => String::new(),
                count => format!("{count} more in templates"),
            },
        ];
        self.add(0, None, &facts);
        self.tracks_and_levels(plan);
        for part in &plan.parts {
            match part {
                PlanPart::Phase(phase) => self.phase(plan, &plan.phases[*phase]),
                PlanPart::Week(week) => self.week(1, plan, &plan.weeks[*week]),
                PlanPart::Section(section) => self.section(1, plan, &plan.sections[*section]),
            }
        }
        self.mentions(plan);
    }

    /// Mentions of a week or a day that were not read as one, except headings of sections, which show this themselves.
    fn mentions(&mut self, plan: &Plan) {
        let document = &self.outlined.handbook.documents[plan.document];
        let headings: HashSet<Span> = document
            .headings()
            .map(|(heading, _)| document.words(heading))
            .collect();
        for mention in &plan.mentions {
            if !headings.contains(&mention.span) {
                let at = report::line_of(mention.span, &self.outlined.sources);
                let why = why_unchosen(mention, self.outlined);
                self.add(1, Some(at), &[format!("not read: {}", mention.called), why]);
            }
        }
    }

    fn tracks_and_levels(&mut self, plan: &Plan) {
        let from = source_of_tracks(self.outlined, plan);
        for track in &plan.tracks {
            let at = report::line_of(track.span, &self.outlined.sources);
            let facts = [
                format!("track {}", track.name),
                track
                    .budget
                    .map_or_else(String::new, |budget| format!("{budget} per week")),
                match track.allocation.len() {
                    0 => String::new(),
                    areas => number(areas, "area"),
                },
                from.to_owned(),
            ];
            self.add(1, Some(at), &facts);
        }
        for (index, level) in plan.levels.iter().enumerate() {
            let seen = seen(plan, index);
            let at = seen.map(|node| line(self.outlined, plan.document, node));
            let first = if seen.is_some() {
                "first used here"
            } else {
                ""
            };
            self.add(1, at, &[format!("level {}", level.name), first.to_owned()]);
        }
    }

    fn phase(&mut self, plan: &Plan, phase: &Phase) {
        let facts = [
            titled(&phase.called, &phase.title),
            phase
                .promised
                .map_or_else(String::new, |weeks| match range(weeks) {
                    one if weeks.first == weeks.last => format!("week {one}"),
                    several => format!("weeks {several}"),
                }),
            self.seen(phase.heading),
        ];
        self.node(1, phase.heading, &facts);
        let mut sections = phase.sections.iter().peekable();
        for (before, week) in plan.weeks[phase.weeks.clone()].iter().enumerate() {
            while let Some((_, section)) = sections.next_if(|(at, _)| *at <= before) {
                self.section(2, plan, section);
            }
            self.week(2, plan, week);
        }
        for (_, section) in sections {
            self.section(2, plan, section);
        }
    }

    fn week(&mut self, depth: usize, plan: &Plan, week: &Week) {
        let time = week_time(week, &plan.tasks.own);
        let facts = [
            titled(&week.called, &week.title),
            week.theme
                .as_ref()
                .map_or_else(String::new, |theme| format!("theme “{theme}”")),
            time.filter(|time| time.high > Effort::ZERO)
                .map_or_else(|| "no time".to_owned(), |time| time.to_string()),
            number(week.tasks.len(), "task"),
            self.seen(week.heading),
        ];
        self.node(depth, week.heading, &facts);
        let mut sections = week.sections.iter().peekable();
        for (before, day) in week.days.iter().enumerate() {
            while let Some((_, section)) = sections.next_if(|(at, _)| *at <= before) {
                self.section(depth + 1, plan, section);
            }
            self.day(depth + 1, plan, day);
        }
        for (_, section) in sections {
            self.section(depth + 1, plan, section);
        }
    }

    fn day(&mut self, depth: usize, plan: &Plan, day: &Day) {
        let time = match (day.stated, day_time(day, &plan.tasks.own)) {
            (Some(time), _) => time.to_string(),
            (None, Some(time)) => format!("{time} (total of its {})", added_up_from(day)),
            (None, None) => "no time".to_owned(),
        };
        let facts = [
            titled(&day.called, &day.title),
            time,
            number(day.tasks.len(), "task"),
            self.seen(day.heading),
        ];
        self.node(depth, day.heading, &facts);
        for item in &day.items {
            match item {
                DayItem::Prose(_) => {}
                DayItem::Block(block) => {
                    let facts = [
                        format!("block {}", block.label),
                        stated(block.stated),
                        number(block.tasks.len(), "task"),
                    ];
                    self.node(depth + 1, block.heading, &facts);
                }
                DayItem::Note(note) => {
                    let name = &plan.tracks[note.track].name;
                    let facts = [format!("note for {name}"), stated(note.stated)];
                    self.node(depth + 1, note.node, &facts);
                }
                DayItem::Section(section) => self.section(depth + 1, plan, section),
            }
        }
    }

    fn section(&mut self, depth: usize, plan: &Plan, section: &Section) {
        let tasks = match section.tasks.len() {
            0 => String::new(),
            count => number(count, "task"),
        };
        let facts = [
            format!("section {}", section.title),
            tasks,
            why_section(self.outlined, plan, section.heading).unwrap_or_default(),
        ];
        self.node(depth, section.heading, &facts);
        for inner in &section.sections {
            self.section(depth + 1, plan, inner);
        }
    }

    /// The form in which the source writes a name, unless it is a heading.
    fn seen(&self, heading: NodeId) -> String {
        match form(self.outlined, self.document, heading) {
            Form::Heading => String::new(),
            form => format!("seen in {}", seen_in(form)),
        }
    }

    fn chapter(&mut self, what: &str, chapter: &Chapter) {
        self.document = chapter.document;
        let document = &self.outlined.handbook.documents[chapter.document];
        let tasks = match chapter.tasks.own.len() {
            0 => String::new(),
            count => number(count, "task"),
        };
        let facts = [
            format!("{what} {}: {}", document.path, chapter.title),
            tasks,
            format!("not a plan: {}", why_chapter(chapter)),
        ];
        self.add(0, None, &facts);
        let language = self.outlined.config.language.as_deref();
        let headings: Vec<NodeId> = document.headings().map(|(node, _)| node).collect();
        for heading in headings {
            if let Some(why) = reading::why_section(document, heading, language) {
                let words = document.text(heading);
                self.node(1, heading, &[format!("section {words}"), why.to_owned()]);
            }
        }
    }
}

fn titled(called: &str, title: &str) -> String {
    if title.is_empty() {
        called.to_owned()
    } else {
        format!("{called}: {title}")
    }
}

fn stated(time: Option<Stated>) -> String {
    time.map_or_else(|| "no time".to_owned(), |time| time.to_string())
}

fn range(numbers: NumberRange) -> String {
    if numbers.first == numbers.last {
        numbers.first.to_string()
    } else {
        format!("{}-{}", numbers.first, numbers.last)
    }
}
