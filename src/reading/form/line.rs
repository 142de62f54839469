//! Labels at the start of lines: `**Week 1: Start**`, `**Monday** – Read`, `Week 1: Start`.

use std::borrow::Cow;

use super::finder::{Finder, LONGEST_LINE, NameKind};
use super::writer::FragmentWriter;
use crate::document::{Form, NodeId, NodeKind};
use crate::language::{SEPARATORS, Vocabulary};
use crate::reading::fragment::Fragment;
use crate::reading::name::{Name, name};
use crate::span::Span;

/// The longest line, in characters, that is a title as a whole; in longer ones only the label is.
const LONGEST_TITLE: usize = 120;

/// The minimum number of weekdays in one line that turns its parts into days.
const FEWEST_PARTS: usize = 2;

impl Finder<'_> {
    /// The names in the lines of a paragraph: lines that begin with strong labels, or else each line.
    pub(super) fn lines(&self, lines: &[Vec<NodeId>]) -> Option<(Form, Vec<Name>)> {
        let bold: Vec<Name> = lines
            .iter()
            .filter_map(|line| self.bold_label(line))
            .collect();
        if !bold.is_empty() {
            return Some((Form::Bold, bold));
        }
        let texts: Vec<Cow<'_, str>> = lines.iter().map(|line| self.text_of(line)).collect();
        if let [text] = texts.as_slice()
            && let Some(parts) = self.parts_of(text)
        {
            return Some((
                Form::Line,
                parts.into_iter().map(|(name, _)| name).collect(),
            ));
        }
        if let Some(weekdays) = self.weekdays(&texts) {
            return Some((Form::Line, weekdays));
        }
        if let Some(week) = self.week_above_days(&texts) {
            return Some((Form::Line, vec![week]));
        }
        let struck = |line: &Vec<NodeId>| {
            let first = line.first().map(|id| &self.document.node(*id).kind);
            matches!(first, Some(NodeKind::Strikethrough))
        };
        let plain = lines.iter().zip(&texts).map(|(line, text)| {
            self.plain_label(text, LONGEST_LINE)
                .filter(|_| !struck(line))
        });
        let plain: Vec<Option<Name>> = plain.collect();
        if plain.iter().all(Option::is_none) {
            return None;
        }
        // A week and its first day may be in two lines of one paragraph.
        let all = plain
            .iter()
            .zip(&texts)
            .all(|(plain, text)| plain.is_some() || name(text, self.words).is_some());
        let names: Vec<Name> = plain.into_iter().flatten().collect();
        all.then_some((Form::Line, names))
    }

    /// The days of a line that is divided by bars: `Tue: 6 km | Thu: 5 km | Sun: 9 km`, each with its text.
    pub(super) fn parts(&self, line: &[NodeId]) -> Option<Vec<(Name, String)>> {
        self.parts_of(&self.text_of(line))
    }

    fn parts_of(&self, text: &str) -> Option<Vec<(Name, String)>> {
        if self.wanted != NameKind::Day {
            return None;
        }
        let parts: Vec<&str> = text.split(['|', '·', ';']).map(str::trim).collect();
        if parts.len() < FEWEST_PARTS {
            return None;
        }
        let named = parts.iter().map(|part| {
            let name = self.named(part)?;
            (!name.title.is_empty() && name.apart).then(|| (name, (*part).to_owned()))
        });
        named.collect()
    }

    /// Whether a paragraph is a line with a phase: in bold, or with its weeks, such as `Unit 1 (Weeks 1-3): Cells`.
    pub(in crate::reading) fn is_phase_line(&self, fragment: &Fragment) -> bool {
        let Fragment::Block(block) = fragment else {
            return false;
        };
        if self.wanted != NameKind::Week
            || !matches!(self.document.node(*block).kind, NodeKind::Paragraph)
        {
            return false;
        }
        let Some(first) = self.document.children(*block).next() else {
            return false;
        };
        if self.is_nameless(first) {
            return false;
        }
        let is_bold = matches!(self.document.node(first).kind, NodeKind::Strong);
        match self.document.lines(*block).as_slice() {
            [line] if is_bold => self.names_phase(&self.text_of(line)),
            [line] => self.names_phase_with_weeks(&self.text_of(line)),
            _ => false,
        }
    }

    /// Whether an inline node consists of words only, so a heading loses nothing of it.
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

    /// The name in strong words at the start of a line, if they are the whole line or separated from the rest.
    pub(super) fn bold_label(&self, line: &[NodeId]) -> Option<Name> {
        if self.is_nameless(*line.first()?) {
            return None;
        }
        let (label, rest) = self.strong_label(line)?;
        let name = self.named(&label)?;
        let rest = self.text_of(rest);
        let rest = rest.trim();
        // `**Monday** Run`, but not `**Week 1** is about …`.
        let goes_on = rest.starts_with(|c: char| c.is_lowercase());
        let fits = rest.is_empty()
            || label.trim_end().ends_with([':', '：', '.'])
            || rest.starts_with(SEPARATORS)
            || rest.starts_with(['(', '[', ',', '（', '.'])
            || name.title.is_empty() && (self.wanted == NameKind::Day || !goes_on);
        (fits && !name.about).then_some(name)
    }

    /// The strong words at the start of a line, and the rest. Signs may be in front of them.
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

    /// The name of a line without emphasis, if it is only a name: a title must follow a separator.
    pub(super) fn plain_label(&self, text: &str, longest: usize) -> Option<Name> {
        let text = text.trim();
        if text.chars().count() > longest {
            return None;
        }
        let name = self.named(text).filter(|name| !name.about)?;
        let fits = if name.title.is_empty() {
            !text.ends_with(['.', '?', '!'])
        } else {
            name.apart
        };
        fits.then_some(name)
    }
}

/// A label without the separator at its end.
fn without_separator(label: &str) -> &str {
    label.trim().trim_end_matches(SEPARATORS).trim_end()
}

/// The words of the name at the start of a line; the whole line if there is none.
fn called<'t>(text: &'t str, words: &Vocabulary) -> &'t str {
    let called = name(text, words)
        .map(|name| name.called)
        .unwrap_or_default();
    match text.find(&called) {
        Some(at) if !called.is_empty() => &text[..at + called.len()],
        _ => text,
    }
}

impl FragmentWriter<'_> {
    /// Writes the lines of a paragraph, some of which are labels.
    pub(super) fn lines(&mut self, of: NodeId, lines: &[Vec<NodeId>]) {
        if let [line] = lines
            && self.finder.bold_label(line).is_none()
            && let Some(parts) = self.finder.parts(line)
        {
            let span = self.finder.document.node(of).span;
            for (name, text) in parts {
                self.head(Some(name), text, (Form::Line, span));
            }
            return;
        }
        if !lines
            .iter()
            .any(|line| self.finder.bold_label(line).is_some())
        {
            let finder = self.finder;
            let texts = lines.iter().map(|line| finder.text_of(line));
            let texts: Vec<Cow<'_, str>> = texts.collect();
            if let Some(week) = finder.week_above_days(&texts) {
                self.label((&lines[0], Some(week)), (self.level(), Form::Line), of);
                return self.body_lines(of, &mut lines[1..].to_vec());
            }
            let in_order = finder.weekdays(&texts).unwrap_or_default();
            for (at, line) in lines.iter().enumerate() {
                let named = in_order.get(at).cloned();
                match named.or_else(|| finder.plain_label(&texts[at], LONGEST_LINE)) {
                    Some(name) => self.label((line, Some(name)), (self.level(), Form::Line), of),
                    None => self.body_lines(of, &mut vec![line.clone()]),
                }
            }
            return;
        }
        let mut body: Vec<Vec<NodeId>> = Vec::new();
        for line in lines {
            if let Some(name) = self.finder.bold_label(line) {
                self.body_lines(of, &mut body);
                self.label((line, Some(name)), (self.level(), Form::Bold), of);
            } else {
                body.push(line.clone());
            }
        }
        self.body_lines(of, &mut body);
    }

    fn body_lines(&mut self, of: NodeId, lines: &mut Vec<Vec<NodeId>>) {
        let lines = std::mem::take(lines);
        if lines.iter().any(|line| !line.is_empty()) {
            self.out.push(Fragment::Lines { of, lines });
        }
    }

    /// A head made of a line with a label. In a long line, the label is the head and the rest follows below it, and so
    /// does content that a heading cannot contain.
    pub(super) fn label(
        &mut self,
        (line, named): (&[NodeId], Option<Name>),
        (level, form): (u8, Form),
        of: NodeId,
    ) {
        let document = self.finder.document;
        let span = |id: NodeId| document.node(id).span;
        let whole = line.first().map_or(span(of), |first| {
            let last = line.last().map_or(span(*first), |last| span(*last));
            Span {
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
            None => without_separator(called(&text, self.finder.words)),
        };
        // The name of the whole label: in `**Monday** – Read`, the title is after the strong words.
        let whole_name = name(label, self.finder.words)
            .filter(|whole| named.as_ref().is_none_or(|named| named.role == whole.role));
        let name = whole_name.or(named);
        self.head_at((name, label.to_owned()), (level, form), whole);
        if short && line.iter().all(|id| self.finder.is_plain(*id)) {
            return;
        }
        let rest = strong.as_ref().map_or(line, |(_, rest)| rest);
        if !rest.is_empty() {
            self.out.push(Fragment::Rest {
                line: rest.to_vec(),
                span: whole,
            });
        }
    }
}
