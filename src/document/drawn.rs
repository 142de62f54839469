//! Boxes drawn with a sign in place of `[ ]`: list items and lines that begin with one are tasks.

use super::box_state::BoxState;
use super::compose::Composer;
use super::node::{NodeId, NodeKind};
use super::tree::Document;

/// The signs of open boxes and of ticked ones.
const OPEN: &[char] = &[
    '□', '☐', '⬜', '▢', '◻', '🔲', '❏', '❑', '⬚', '🗆', '◽', '▫',
];
const DONE: &[char] = &['☑', '✅', '✔', '✓', '🗹', '☒'];
/// Ticks that mark a fact rather than a done task, unless there are open boxes beside them.
const TICKS: &[char] = &['✅', '✔', '✓'];
/// The sign that turns ticked boxes into a list of dos and don'ts.
const DONT: &[char] = &['❌', '✗', '✘', '🚫'];

/// Whether the box at the start of a text is ticked, and how many bytes it takes with the space after it. In a legend, an
/// equals sign follows: `☐ = open`.
pub fn drawn_box(text: &str) -> Option<(bool, usize)> {
    sign_of_box(text).filter(|(_, len)| !explains(&text[*len..]))
}

/// Whether the words after a box explain it: `= open`, but not `=1+1`.
fn explains(words: &str) -> bool {
    let meaning = words.trim_start().strip_prefix(['=', '＝']);
    meaning.is_some_and(|meaning| meaning.starts_with(char::is_whitespace))
}

fn sign_of_box(text: &str) -> Option<(bool, usize)> {
    let begun = text.trim_start();
    let lead = text.len() - begun.len();
    let sign = begun.chars().next()?;
    if sign != '[' && sign.is_ascii() {
        return None;
    }
    // A no-break space is a space.
    for (mark, done) in [
        ("[ ]", false),
        ("[\u{a0}]", false),
        ("[x]", true),
        ("[X]", true),
        ("[]", false),
    ] {
        if let Some(rest) = begun.strip_prefix(mark)
            && (rest.is_empty() || rest.starts_with([' ', '\u{a0}']))
        {
            let space = rest.chars().next().map_or(0, char::len_utf8);
            return Some((done, lead + mark.len() + space));
        }
    }
    if let Some((inner, rest)) = begun
        .strip_prefix('[')
        .and_then(|inner| inner.split_once(']'))
    {
        let sign = inner.trim().trim_end_matches(['\u{FE0F}', '\u{FE0E}']);
        let mut signs = sign.chars();
        let done = signs.next().is_some_and(|sign| DONE.contains(&sign)) && signs.next().is_none();
        if done && (rest.is_empty() || rest.starts_with(' ')) {
            return Some((true, text.len() - rest.trim_start().len()));
        }
    }
    let done = DONE.contains(&sign);
    if !done && !OPEN.contains(&sign) {
        return None;
    }
    let rest = begun[sign.len_utf8()..].trim_start_matches(['\u{FE0F}', '\u{FE0E}']);
    let rest = rest.trim_start();
    Some((done, text.len() - rest.len()))
}

/// Whether the box at the start of a text is a tick, which is a box only beside open boxes.
pub fn is_tick(text: &str) -> bool {
    text.trim_start().starts_with(TICKS)
}

/// Turns the drawn boxes of a document into tasks.
pub(super) fn tick(document: Document) -> Document {
    let begins = |kind: &NodeKind| match kind {
        NodeKind::Text(text) => {
            drawn_box(text).is_some() || BoxState::signed(text).is_some() || explains(text)
        }
        _ => false,
    };
    if !document.has(begins) {
        return document;
    }
    let roots: Vec<NodeId> = document.roots().collect();
    let mut ticker = Ticker {
        document: &document,
        composer: Composer::of(&document),
    };
    ticker.blocks(&roots);
    let nodes = ticker.composer.finish();
    document.recomposed(nodes)
}

/// What the drawn signs in front of a list's items are.
#[derive(Clone, Copy, PartialEq)]
enum BoxMeaning {
    Task,
    /// Dos and don'ts, or facts with a tick.
    Fact,
    /// Boxes that are explained; those in brackets are no tasks either.
    Legend,
}

struct Ticker<'a> {
    document: &'a Document,
    composer: Composer<'a>,
}

impl Ticker<'_> {
    fn blocks(&mut self, blocks: &[NodeId]) {
        for block in blocks {
            let node = self.document.node(*block);
            match &node.kind {
                NodeKind::Paragraph => match self.boxed_lines(*block) {
                    Some(lines) => {
                        self.composer.open(NodeKind::List(None), node.span);
                        for line in lines {
                            self.line(&line);
                        }
                        self.composer.close();
                    }
                    None => self.composer.copy(*block),
                },
                NodeKind::List(_) => {
                    self.composer.open(node.kind.clone(), node.span);
                    let items: Vec<NodeId> = self.document.children(*block).collect();
                    let marks = items.iter().any(|item| self.begins_with(*item, DONT));
                    let open = items.iter().any(|item| self.is_open(*item));
                    let legend =
                        items.len() > 1 && items.iter().all(|item| self.is_explained(*item));
                    for item in items {
                        let ticks = open || !self.begins_with(item, TICKS);
                        let meaning = match (legend, marks || !ticks) {
                            (true, _) => BoxMeaning::Legend,
                            (false, true) => BoxMeaning::Fact,
                            (false, false) => BoxMeaning::Task,
                        };
                        self.item(item, meaning);
                    }
                    self.composer.close();
                }
                kind if kind.is_inline()
                    || matches!(kind, NodeKind::Heading(_) | NodeKind::Table(_)) =>
                {
                    self.composer.copy(*block);
                }
                _ => {
                    self.composer.open(node.kind.clone(), node.span);
                    let children: Vec<NodeId> = self.document.children(*block).collect();
                    self.blocks(&children);
                    self.composer.close();
                }
            }
        }
    }

    fn begins_with(&self, item: NodeId, signs: &[char]) -> bool {
        self.document
            .lead_text(item)
            .trim_start()
            .starts_with(signs)
    }

    /// Whether an item has an open box.
    fn is_open(&self, item: NodeId) -> bool {
        let state = match &self.document.node(item).kind {
            NodeKind::Item { task, .. } => *task,
            _ => None,
        };
        match state {
            Some(state) => !state.is_done(),
            None => drawn_box(&self.document.lead_text(item)).is_some_and(|(done, _)| !done),
        }
    }

    /// Whether an item explains its box, as all items of a legend do: `- [x] = done`.
    fn is_explained(&self, item: NodeId) -> bool {
        let is_task = matches!(
            self.document.node(item).kind,
            NodeKind::Item { task: Some(_), .. }
        );
        let words = self.document.lead_text(item);
        let signed = || BoxState::signed(&words).map(|(_, len)| len);
        let sign = if is_task {
            Some(0)
        } else {
            sign_of_box(&words).map(|(_, len)| len).or_else(signed)
        };
        sign.is_some_and(|len| explains(&words[len..]))
    }

    fn item(&mut self, item: NodeId, meaning: BoxMeaning) {
        let node = self.document.node(item);
        let first = self.document.lead(item).next();
        let drawn = first.and_then(|first| match &self.document.node(first).kind {
            NodeKind::Text(text) => match drawn_box(text) {
                Some((done, len)) => Some((done.into(), len)),
                None => BoxState::signed(text),
            },
            _ => None,
        });
        let NodeKind::Item { task, attributes } = &node.kind else {
            return self.composer.copy(item);
        };
        let has_words = || self.document.lead_text(item).trim().chars().count() > 1;
        let drawn = drawn.filter(|_| meaning == BoxMeaning::Task && task.is_none() && has_words());
        let explained = task.filter(|_| meaning == BoxMeaning::Legend);
        let kind = NodeKind::Item {
            task: drawn
                .map(|(state, _)| state)
                .or(task.filter(|_| meaning != BoxMeaning::Legend)),
            attributes: attributes.clone(),
        };
        self.composer.open(kind, node.span);
        let mut children: Vec<NodeId> = self.document.children(item).collect();
        let without = drawn.map(|(_, len)| len).or(explained.map(|_| 0));
        if let (Some(len), Some(first)) = (without, first) {
            let paragraph = children.first().copied().filter(|child| *child != first);
            if let Some(paragraph) = paragraph {
                let node = self.document.node(paragraph);
                self.composer.open(node.kind.clone(), node.span);
            }
            if let Some(state) = explained {
                let sign = if state.is_done() { "[x] " } else { "[ ] " };
                self.composer.text(sign, node.span);
            }
            self.without_box(first, len);
            if let Some(paragraph) = paragraph {
                for inline in self.document.children(paragraph).skip(1) {
                    self.composer.copy(inline);
                }
                self.composer.close();
            }
            children.remove(0);
        } else if !children.is_empty() {
            // The start of the item has been examined already.
            self.composer.copy(children.remove(0));
        }
        self.blocks(&children);
        self.composer.close();
    }

    /// The lines of a paragraph, if each begins with a box.
    fn boxed_lines(&self, paragraph: NodeId) -> Option<Vec<Vec<NodeId>>> {
        let lines = self.document.lines(paragraph);
        let boxed = |line: &Vec<NodeId>| {
            let first = line.first().map(|id| &self.document.node(*id).kind);
            matches!(first, Some(NodeKind::Text(text)) if drawn_box(text).is_some_and(|(_, len)| len < text.len() || line.len() > 1))
        };
        let sign = |line: &Vec<NodeId>| match line.first().map(|id| &self.document.node(*id).kind) {
            Some(NodeKind::Text(text)) => is_tick(text),
            _ => false,
        };
        let only_ticks = lines.iter().all(sign);
        (lines.iter().all(boxed) && !only_ticks).then_some(lines)
    }

    fn line(&mut self, line: &[NodeId]) {
        let Some(first) = line.first() else { return };
        let NodeKind::Text(text) = &self.document.node(*first).kind else {
            return;
        };
        let (done, len) = drawn_box(text).unwrap_or_default();
        let kind = NodeKind::Item {
            task: Some(done.into()),
            attributes: None,
        };
        self.composer.open(kind, self.document.node(*first).span);
        self.without_box(*first, len);
        for inline in &line[1..] {
            self.composer.copy(*inline);
        }
        self.composer.close();
    }

    /// Adds a text without the box at its start; its bytes still map to the source.
    fn without_box(&mut self, text: NodeId, len: usize) {
        let node = self.document.node(text);
        let NodeKind::Text(words) = &node.kind else {
            return;
        };
        let mut span = node.span;
        if span.range().len() == words.len() {
            span.start += u32::try_from(len).unwrap_or_default();
        }
        self.composer.text(&words[len..], span);
    }
}

#[cfg(test)]
mod tests {
    use super::drawn_box;

    #[test]
    fn a_drawn_box_takes_the_space_after_it() {
        for (text, expected) in [
            ("☐ read", Some((false, "read"))),
            ("  ☐ read", Some((false, "read"))),
            ("⬜\u{fe0f}  read", Some((false, "read"))),
            ("✅ read", Some((true, "read"))),
            ("☑", Some((true, ""))),
            ("[ ] read", Some((false, "read"))),
            ("  [ ] read", Some((false, "read"))),
            ("[x]\u{a0}read", Some((true, "read"))),
            ("[X]  read", Some((true, " read"))),
            ("[]", Some((false, ""))),
            (" [✓]  read", Some((true, "read"))),
            ("[ ✔\u{fe0f} ] read", Some((true, "read"))),
            ("[✓]", Some((true, ""))),
            ("[✓]read", None),
            ("[✓✓] read", None),
            ("[☐] read", None),
            ("[x]read", None),
            ("[a] read", None),
            ("read", None),
            ("→ read", None),
            ("", None),
        ] {
            let rest = drawn_box(text).map(|(done, len)| (done, &text[len..]));
            assert_eq!(rest, expected, "{text:?}");
        }
    }
}
