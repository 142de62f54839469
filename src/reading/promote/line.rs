//! Labels at the beginning of lines: `**Week 1: Start**`, `**Monday** – Read`, `Week 1: Start`.

use super::writer::Writer;
use super::{Finder, Wanted};
use crate::document::{Form, NodeId, NodeKind};
use crate::language::SEPARATORS;
use crate::reading::heading::{Role, role};

/// The longest line, in characters, that is a title as a whole; of a longer one only the label is.
const LONGEST_TITLE: usize = 120;

/// The longest line, in characters, that is a label without marks.
const LONGEST_LINE: usize = 80;

impl Finder<'_> {
    /// The form in which a paragraph names what is looked for.
    pub(super) fn line_form(&self, paragraph: NodeId) -> Option<Form> {
        let lines = self.document.lines(paragraph);
        if lines.iter().any(|line| self.is_bold_label(line)) {
            return Some(Form::Bold);
        }
        let plain = lines
            .iter()
            .all(|line| self.is_plain_label(&self.text_of(line), LONGEST_LINE));
        plain.then_some(Form::Line)
    }

    /// Whether a paragraph is the line of a phase.
    pub(super) fn is_phase_line(&self, block: NodeId) -> bool {
        if self.wanted == Wanted::Day
            || !matches!(self.document.node(block).kind, NodeKind::Paragraph)
        {
            return false;
        }
        let lines = self.document.lines(block);
        let [line] = lines.as_slice() else {
            return false;
        };
        let strong = line
            .first()
            .is_some_and(|first| matches!(self.document.node(*first).kind, NodeKind::Strong));
        strong && self.names_phase(&self.text_of(line))
    }

    pub(super) fn text_of(&self, inline: &[NodeId]) -> String {
        inline.iter().map(|id| self.document.text(*id)).collect()
    }

    /// Whether a heading's words say all of an inline node: it shows and leads to nothing.
    fn is_plain(&self, id: NodeId) -> bool {
        let kind = |id: NodeId| &self.document.node(id).kind;
        matches!(
            kind(id),
            NodeKind::Text(_)
                | NodeKind::Strong
                | NodeKind::Emphasis
                | NodeKind::InlineCode(_)
                | NodeKind::SoftBreak
        ) && self
            .document
            .descendants(id)
            .all(|inner| !matches!(kind(inner), NodeKind::Link { .. } | NodeKind::Image { .. }))
    }

    /// Whether a line begins with strong words that name what is looked for and that end it or are told apart from
    /// what follows.
    pub(super) fn is_bold_label(&self, line: &[NodeId]) -> bool {
        let Some((label, rest)) = self.strong_label(line) else {
            return false;
        };
        let Some(title) = self.title(&label) else {
            return false;
        };
        let rest = self.text_of(rest);
        let rest = rest.trim();
        // `**Monday** Run`, but not `**Week 1** is about …`.
        let goes_on = rest.starts_with(|c: char| c.is_lowercase());
        rest.is_empty()
            || label.trim_end().ends_with([':', '：', '.'])
            || rest.starts_with(SEPARATORS)
            || rest.starts_with(['(', '[', ',', '（', '.'])
            || title.is_empty() && (self.wanted == Wanted::Day || !goes_on)
    }

    /// The strong words that a line begins with, and what is behind them. Signs may stand before them.
    fn strong_label<'l>(&self, line: &'l [NodeId]) -> Option<(String, &'l [NodeId])> {
        let decoration = |id: &&NodeId| match &self.document.node(**id).kind {
            NodeKind::Text(text) => !text.chars().any(char::is_alphanumeric),
            _ => false,
        };
        let before = line.iter().take_while(decoration).count();
        let strong = line.get(before)?;
        let alone = line.len() == before + 1;
        match self.document.node(*strong).kind {
            NodeKind::Strong => {}
            NodeKind::Emphasis if alone => {}
            _ => return None,
        }
        Some((self.document.text(*strong), &line[before + 1..]))
    }

    /// Whether a line without marks names what is looked for, and only that: its title stands behind a separator.
    pub(super) fn is_plain_label(&self, text: &str, longest: usize) -> bool {
        let text = text.trim();
        if text.chars().count() > longest {
            return false;
        }
        let Some(title) = self.title(text) else {
            return false;
        };
        let before = match text.rfind(&title) {
            Some(at) if !title.is_empty() => text[..at].trim_end(),
            _ => return !text.ends_with(['.', '?', '!']),
        };
        before.ends_with(SEPARATORS) || before.ends_with(['(', ')', ']', ','])
    }

    /// The part of a line in front of the title of its phase, week or day; all of the line if there is no title.
    fn before_title<'t>(&self, text: &'t str) -> &'t str {
        let title = match role(text, self.words) {
            Role::Week { title, .. } | Role::Day { title, .. } | Role::Phase { title, .. } => title,
            Role::Section => String::new(),
        };
        match text.rfind(&title) {
            Some(at) if !title.is_empty() => &text[..at],
            _ => text,
        }
    }
}

/// A label without the separator at its end.
fn without_separator(label: &str) -> &str {
    label.trim().trim_end_matches(SEPARATORS).trim_end()
}

impl Writer<'_> {
    /// A phase in a strong line of its own; whether it is one.
    pub(super) fn phase_line(&mut self, block: NodeId) -> bool {
        if !self.finder.is_phase_line(block) {
            return false;
        }
        self.in_phase = false;
        let line: Vec<NodeId> = self.finder.document.children(block).collect();
        self.label(&line, (self.level(), Form::Bold), block);
        self.in_phase = true;
        true
    }

    /// A paragraph of which lines are labels.
    pub(super) fn lines(&mut self, paragraph: NodeId) {
        let lines = self.finder.document.lines(paragraph);
        if !lines.iter().any(|line| self.finder.is_bold_label(line)) {
            for line in &lines {
                self.label(line, (self.level(), Form::Line), paragraph);
            }
            return;
        }
        let mut body: Vec<&[NodeId]> = Vec::new();
        for line in &lines {
            if self.finder.is_bold_label(line) {
                self.paragraph(&std::mem::take(&mut body), paragraph);
                self.label(line, (self.level(), Form::Bold), paragraph);
            } else {
                body.push(line);
            }
        }
        self.paragraph(&body, paragraph);
    }

    fn paragraph(&mut self, lines: &[&[NodeId]], of: NodeId) {
        if lines.iter().all(|line| line.is_empty()) {
            return;
        }
        let span = self.finder.document.node(of).span;
        self.composer.open(NodeKind::Paragraph, span);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.composer.leaf(NodeKind::SoftBreak, span);
            }
            for inline in *line {
                self.composer.copy(*inline);
            }
        }
        self.composer.close();
    }

    /// A heading made of a line that begins with a label. Of a long line, the label is the heading and the rest stands
    /// below it; so does what a heading cannot hold.
    pub(super) fn label(&mut self, line: &[NodeId], (level, form): (u8, Form), of: NodeId) {
        let document = self.finder.document;
        let span = |id: NodeId| document.node(id).span;
        let whole = line.first().map_or(span(of), |first| {
            let last = line.last().map_or(span(*first), |last| span(*last));
            crate::span::Span {
                end: last.end.max(span(*first).end),
                ..span(*first)
            }
        });
        let text = self.finder.text_of(line);
        let short = text.chars().count() <= LONGEST_TITLE;
        let strong = self.finder.strong_label(line);
        let label = match &strong {
            _ if short => text.trim(),
            Some((label, _)) => without_separator(label),
            None => without_separator(self.finder.before_title(&text)),
        };
        self.composer.heading((level, form), label, whole);
        if short && line.iter().all(|id| self.finder.is_plain(*id)) {
            return;
        }
        let rest = strong.as_ref().map_or(line, |(_, rest)| rest);
        self.composer.open(NodeKind::Paragraph, whole);
        for (index, inline) in rest.iter().enumerate() {
            match &document.node(*inline).kind {
                NodeKind::Text(words) if index == 0 => {
                    let words = words
                        .trim_start_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
                    self.composer.text(words, span(*inline));
                }
                _ => self.composer.copy(*inline),
            }
        }
        self.composer.close();
    }
}
