//! Parses a long text in parts, on all cores. It is cut in front of headings without indent, below an empty line: they
//! end every list, quote and paragraph, but neither a fence nor raw HTML that is still open. If a part ends in one of
//! these, or anything reaches from one part into another, the text is parsed as a whole.

use std::ops::Range;

use rayon::prelude::*;

use super::builder::{ToSource, TreeBuilder};
use super::text::ParsedText;
use crate::document::rewrite::Prepared;

/// How many parts a core parses before they are joined while the next ones are parsed: the memory of parsed parts is
/// reused for later ones.
const PARTS_PER_CORE: usize = 8;

/// Defines a reference, a footnote or an abbreviation for the whole text.
const DEFINES: &str = "]:";

impl TreeBuilder<'_> {
    /// Adds the nodes of a text part by part. Returns whether this was possible; if not, nothing is added.
    pub(super) fn add_parts(
        &mut self,
        prepared: &Prepared<'_>,
        outer: ToSource<'_>,
        whole: &ParsedText<'_>,
    ) -> bool {
        if !self.nodes.is_empty() || !self.stack.is_empty() || !self.abbreviations.is_empty() {
            return false;
        }
        let parts = cut(whole.text, self.shortest_part);
        let defines = |part: &Range<usize>| whole.text[part.clone()].contains(DEFINES);
        if parts.len() < 2 || parts.par_iter().any(defines) {
            return false;
        }
        let add = |part: &Range<usize>| {
            let mut builder = self.beside();
            let is_open = builder.add_events(part.clone(), prepared, (outer, whole));
            builder.join_lines();
            let is_alone = !is_open || part.end == whole.text.len();
            (is_alone && builder.abbreviations.is_empty()).then_some(builder)
        };
        let mut all = self.beside();
        let mut parsed = Vec::new();
        let mut end = 0;
        for some in parts.chunks(rayon::current_num_threads() * PARTS_PER_CORE) {
            let (next, ()) = rayon::join(
                || some.par_iter().map(add).collect::<Option<Vec<Self>>>(),
                || all.append_all(std::mem::take(&mut parsed), end, whole.text),
            );
            let Some(next) = next else {
                return false;
            };
            parsed = next;
            end = some.last().map_or(end, |part| part.end);
        }
        all.append_all(parsed, end, whole.text);
        self.append(all);
        self.parted = true;
        true
    }

    /// Adds the nodes of the text after this builder's, up to a byte. Reserves memory for about as many nodes as the
    /// remaining text will have, since a growing vector is copied repeatedly.
    fn append_all(&mut self, parsed: Vec<Self>, end: usize, text: &str) {
        for builder in parsed {
            self.append(builder);
        }
        let room = self.nodes.capacity() - self.nodes.len();
        let left = self.nodes.len() * (text.len() - end) / end.max(1);
        if room < left / 2 {
            self.nodes.reserve_exact(left + left / 16);
        }
    }

    /// Adds another builder's nodes of the text after this builder's.
    fn append(&mut self, mut later: Self) {
        let offset = self.nodes.len();
        if offset == 0 {
            self.nodes = later.nodes;
        } else {
            self.nodes.extend(later.nodes.into_iter().map(|mut node| {
                node.shift(offset);
                node
            }));
        }
        for (parent, row) in later.raw {
            let row = row.into_iter().map(|index| index + offset);
            let parent = parent.map(|parent| parent + offset);
            self.raw.entry(parent).or_default().extend(row);
        }
        let anchors = later.anchors.into_iter();
        self.anchors
            .extend(anchors.map(|(index, wanted)| (index + offset, wanted)));
        self.flat = self.flat.or(later.flat);
        self.icons.append(later.icons);
        self.diagrams.append(later.diagrams);
        self.formulas.append(later.formulas);
        self.scripts.append(later.scripts);
        self.components.append(later.components);
        self.diagnostics.append(&mut later.diagnostics);
    }
}

/// Cuts a text into parts of at least `shortest` bytes, except the last one.
fn cut(text: &str, shortest: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(next) = next_cut(text, start + shortest) {
        parts.push(start..next);
        start = next;
    }
    parts.push(start..text.len());
    parts
}

/// The first heading at or after a byte at which a text can be cut.
fn next_cut(text: &str, from: usize) -> Option<usize> {
    let mut at = text.floor_char_boundary(from);
    loop {
        let end = at + text[at..].find("\n\n#")?;
        let line = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let heading = end + 2;
        if is_plain(&text[line..end]) && is_heading(&text[heading..]) {
            return Some(heading);
        }
        at = heading;
    }
}

/// Whether a text starts with a heading.
fn is_heading(text: &str) -> bool {
    let words = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - words.len())) && words.starts_with(' ')
}

/// Whether a line is plain words, or an item with words: most other lines may end a fence or raw HTML.
fn is_plain(line: &str) -> bool {
    let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
    let words = item.unwrap_or(line);
    let words = words.strip_prefix("**").unwrap_or(words);
    words.starts_with(|c: char| c.is_alphabetic() || c == '[' && item.is_some())
}

#[cfg(test)]
#[path = "parts/tests.rs"]
mod tests;
