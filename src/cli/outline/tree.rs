//! The outline as a tree; each line begins with its line number in the source.

use std::collections::HashSet;

use crate::cli::terminal::number;
use crate::document::NodeId;
use crate::outline::{
    OutlinedKind, OutlinedPart, line, plan_parts, seen, source_of_tracks, why_chapter, why_unchosen,
};
use crate::pipeline::Outlined;
use crate::plan::{Chapter, Plan};
use crate::reading;
use crate::report;
use crate::span::Span;

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
        for part in plan_parts(self.outlined, plan) {
            self.part(1, &part);
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

    fn part(&mut self, depth: usize, part: &OutlinedPart) {
        let name = &part.name;
        let mut facts = vec![match part.kind {
            OutlinedKind::Block => format!("block {name}"),
            OutlinedKind::Note => format!("note for {name}"),
            OutlinedKind::Section => format!("section {name}"),
            OutlinedKind::Phase | OutlinedKind::Week | OutlinedKind::Day => name.clone(),
        }];
        facts.extend(part.facts.iter().cloned());
        self.node(depth, part.heading, &facts);
        for inner in &part.parts {
            self.part(depth + 1, inner);
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
