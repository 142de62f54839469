//! Processes raw HTML after all of it is read.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::builder::{DEEPEST, TreeBuilder};
use crate::document::balance::{Balancer, Between, Keep, RowContext};
use crate::document::node::{Form, Heading, NodeKind};
use crate::document::raw_part::written;
use crate::document::tags::{Lexeme, Lexer, tags};
use crate::document::{html_depth, ids, lost, raw_anchor, raw_html, raw_mark};
use crate::span::Span;

/// How many bytes of raw HTML are searched for a tag at most, since for each tag the text before it is read.
const LONGEST_SEARCHED: usize = 64 * 1024;

impl TreeBuilder<'_> {
    /// Adds a line to a block of raw HTML. A `<details>` element directly after another one begins a block of its own,
    /// since its summary may name a week, and Markdown may follow.
    pub(super) fn next_line_of_raw(&mut self, line: &str, source: &Range<usize>) {
        if begins_after_fold(self.nodes.last().map(|node| &node.kind), line) {
            let end = self.span(source).start;
            if let Some(node) = self.nodes.last_mut() {
                node.span.end = end.max(node.span.start);
            }
            self.finish_html_block();
            return self.push_raw(line.to_owned(), source);
        }
        self.extend_raw(line, source);
    }

    /// Makes a heading of a block that consists of one: `<h1 align="center">Title</h1>`.
    pub(super) fn finish_html_block(&mut self) {
        let last = self.nodes.len().wrapping_sub(1);
        let Some(NodeKind::Html(html)) = self.nodes.last().map(|node| &node.kind) else {
            return;
        };
        let Some((level, inner)) = heading(html).filter(|_| self.parent().is_none()) else {
            return self.read_boxes();
        };
        let inner = inner.to_owned();
        let place = self.nodes[last].span.range();
        if let Some(row) = self.raw.get_mut(&None) {
            row.pop_if(|index| *index == last);
        }
        self.nodes.pop();
        let kind = NodeKind::Heading(Heading {
            level,
            id: String::new(),
            attributes: None,
            form: Form::Heading,
        });
        self.open(kind, false, &place);
        for (tag, text) in pieces(&inner) {
            if !tag.is_empty() {
                self.push_raw(tag.to_owned(), &place);
            }
            if !text.is_empty() {
                self.push(NodeKind::Text(text), &place);
            }
        }
        self.close();
        self.finish_heading(last);
    }

    /// Makes the ids in raw HTML unique, also among the anchors of headings.
    pub(super) fn settle_ids(&mut self) {
        let clashes = ids::clashes(&self.nodes, &mut self.slugs);
        for clash in &clashes {
            let span = self.place_in(clash.node, &clash.tag);
            self.diagnostics.push(lost::duplicate_id(span, &clash.new));
        }
        ids::rename(&mut self.nodes, &clashes);
    }

    /// Turns the names of links into ids, which links can point to as well.
    pub(super) fn name_links(&mut self) {
        for node in &mut self.nodes {
            if let NodeKind::Html(html) = &mut node.kind
                && let Some(named) = raw_anchor::with_ids(html)
            {
                *html = named;
            }
        }
    }

    /// Marks the addresses in raw HTML with their positions.
    pub(super) fn mark_addresses(&mut self) {
        for index in 0..self.nodes.len() {
            let NodeKind::Html(html) = &self.nodes[index].kind else {
                continue;
            };
            let marked = raw_mark::mark(html, |tag| self.place_in(index, tag));
            if let Some(marked) = marked {
                self.nodes[index].kind = NodeKind::Html(marked);
            }
        }
    }

    /// Reports unclosed comments, which hide everything after them.
    pub(super) fn report_open_comments(&mut self) {
        for index in 0..self.nodes.len() {
            let NodeKind::Html(html) = &self.nodes[index].kind else {
                continue;
            };
            if html.contains("<!--")
                && let Some(Lexeme::Open(comment)) = Lexer::of(html).last()
                && comment.starts_with("<!--")
            {
                let start = html.len() - comment.len();
                let span = self.place_in(index, &(start..start + "<!--".len()));
                self.diagnostics.push(lost::open_comment(span));
            }
        }
    }

    /// Sanitizes raw HTML, and flattens it where it is nested too deep.
    pub(super) fn clean_raw_html(&mut self) {
        for (parent, row) in std::mem::take(&mut self.raw) {
            let pieces = self.flat_pieces(&row);
            let balanced = self.balanced(parent, &row, &pieces);
            for (index, (raw, clean)) in row
                .iter()
                .zip(pieces.iter().zip(raw_html::clean(&balanced)))
            {
                let mut names = lost::removed(raw, &clean);
                let span = self.nodes[*index].span;
                // `Vec<String>` is not a component.
                let before = self.source.get(..span.range().start);
                let in_word = before.is_some_and(|text| text.ends_with(char::is_alphanumeric));
                for component in lost::components(raw).filter(|_| !in_word) {
                    let is_component = |name: &String| *name == lost::named(component);
                    if let Some(at) = names.iter().position(is_component) {
                        names.remove(at);
                        self.components.add(span, component);
                    }
                }
                if !names.is_empty() {
                    self.diagnostics.push(lost::removed_html(span, &names));
                }
                self.nodes[*index].kind = NodeKind::Html(clean);
            }
        }
    }

    /// The raw HTML of one row without elements that are too deep.
    fn flat_pieces(&mut self, row: &[usize]) -> Vec<String> {
        let pieces: Vec<&str> = row
            .iter()
            .map(|index| match &self.nodes[*index].kind {
                NodeKind::Html(html) => html.as_str(),
                _ => "",
            })
            .collect();
        let Some(flattened) = html_depth::flatten(&pieces, DEEPEST) else {
            return pieces.into_iter().map(str::to_owned).collect();
        };
        let (piece, tag) = &flattened.first;
        let span = self.place_in(row[*piece], tag);
        self.flat.get_or_insert(span);
        flattened.pieces
    }

    /// The raw HTML of one row, with elements closed where a browser would close them.
    fn balanced(&self, parent: Option<usize>, row: &[usize], pieces: &[String]) -> Vec<String> {
        let parent = parent.map(|parent| &self.nodes[parent].kind);
        let around = RowContext {
            line: matches!(parent, Some(NodeKind::Heading(_))),
            link: matches!(parent, Some(NodeKind::Link { .. })),
        };
        let mut elements = Balancer::keeping(around, Keep::All);
        let mut next = row.iter().skip(1);
        let all = row.iter().zip(pieces).map(|(index, piece)| {
            let html = written(&elements.html(piece));
            let after = self.nodes[*index].end();
            let between = match next.next() {
                Some(next) if after < *next => &self.nodes[after..*next],
                _ => return html,
            };
            // Nested links do not matter here: this only sanitizes raw HTML.
            html + &written(&elements.before(match between {
                [first, ..] if !first.kind.is_inline() => Between::Block,
                _ => Between::Words,
            }))
        });
        all.collect()
    }

    /// The position of a part of raw HTML, or of the whole if the source spells it differently.
    fn place_in(&self, index: usize, part: &Range<usize>) -> Span {
        let node = &self.nodes[index];
        let place = node.span.range();
        let (NodeKind::Html(html), Some(source)) = (&node.kind, self.source.get(place.clone()))
        else {
            return node.span;
        };
        let start = if source.len() == html.len() {
            Some(part.start)
        } else if html.len() > LONGEST_SEARCHED {
            None
        } else {
            // In a quote, the source has markers at the start of lines that the HTML lacks.
            let words = &html[part.clone()];
            let before = html[..part.start].matches(words).count();
            source.match_indices(words).nth(before).map(|(at, _)| at)
        };
        match start.map(|start| place.start + start) {
            Some(start) if self.source.is_char_boundary(start + part.len()) => {
                self.span(&(start..start + part.len()))
            }
            _ => node.span,
        }
    }

    /// Removes the attributes that declare Markdown in an element, which mean nothing to a browser.
    pub(super) fn unmark_raw_html(&mut self) {
        for row in std::mem::take(&mut self.raw).into_values() {
            for (index, html) in row.iter().zip(self.flat_pieces(&row)) {
                if let Some(base) = tags(&html).find(|tag| tag.name == "base") {
                    let span = self.place_in(*index, &base.range);
                    self.diagnostics.push(lost::removed_base(span));
                }
                self.nodes[*index].kind = NodeKind::Html(raw_html::unmarked(&html));
            }
        }
    }
}

/// The level and content of a heading element, if a text consists of it.
fn heading(html: &str) -> Option<(u8, &str)> {
    let html = html.trim();
    let rest = html
        .strip_prefix("<h")
        .or_else(|| html.strip_prefix("<H"))?;
    let level = rest.bytes().next().filter(u8::is_ascii_digit)? - b'0';
    let attributes = &rest[1..];
    let open = attributes.find('>').filter(|_| (1..=6).contains(&level))?;
    if !attributes.starts_with([' ', '\n', '\t', '>']) {
        return None;
    }
    let inner = &attributes[open + 1..];
    let end = inner.len().checked_sub("</h1>".len())?;
    let (inner, closing) = inner.split_at_checked(end)?;
    let closes = closing.eq_ignore_ascii_case(&format!("</h{level}>"));
    (closes && !inner.contains("</h") && !inner.contains("</H")).then_some((level, inner))
}

/// The tags of a text, each with the words after it; the first words have no tag.
fn pieces(inner: &str) -> Vec<(&str, String)> {
    let mut pieces = Vec::new();
    let mut rest = inner.trim();
    let mut tag = "";
    loop {
        let open = rest.find('<').unwrap_or(rest.len());
        let Some(close) = rest[open..].find('>') else {
            pieces.push((tag, words(rest)));
            return pieces;
        };
        pieces.push((tag, words(&rest[..open])));
        (tag, rest) = rest[open..].split_at(close + 1);
    }
}

/// The words of a text in HTML, with entities resolved and line ends as spaces.
pub(super) fn words(html: &str) -> String {
    let mut escaped = String::new();
    for character in html.chars() {
        // Markdown's marks mean nothing in HTML; entities are the same in both.
        let in_entity = match character {
            '&' | ';' => true,
            '#' => escaped.ends_with('&'),
            _ => false,
        };
        if character.is_ascii_punctuation() && !in_entity {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    let inner = escaped.trim();
    let text: String = Parser::new(inner)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    let space = |is_there| if is_there { " " } else { "" };
    let before = space(escaped.starts_with(' '));
    if text.is_empty() {
        return before.to_owned();
    }
    format!("{before}{text}{}", space(escaped.ends_with(' ')))
}

/// Whether a line begins a `<details>` element, and raw HTML in front of it ends with one.
fn begins_after_fold(before: Option<&NodeKind>, line: &str) -> bool {
    const OPENS: &str = "<details";
    const CLOSES: &str = "</details>";
    let line = line.trim_start().as_bytes();
    let begins = line.get(..OPENS.len());
    let Some(NodeKind::Html(before)) = before else {
        return false;
    };
    let before = before.trim_end().as_bytes();
    let end = before.len().checked_sub(CLOSES.len());
    let ends = end.map(|end| &before[end..]);
    begins.is_some_and(|begins| begins.eq_ignore_ascii_case(OPENS.as_bytes()))
        && ends.is_some_and(|ends| ends.eq_ignore_ascii_case(CLOSES.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{heading, pieces};

    #[test]
    fn a_heading_is_all_of_its_block() {
        for (html, expected) in [
            ("<h1>A</h1>", Some((1, "A"))),
            (
                "<h1 align=\"center\">\n  A <b>B</b>\n</h1>\n",
                Some((1, "\n  A <b>B</b>\n")),
            ),
            ("<H2 id='x'>A</H2>", Some((2, "A"))),
            ("<h1>A</h1> b", None),
            ("<h1>A</h2>", None),
            ("<h7>A</h7>", None),
            ("<hr>", None),
            ("<header>A</header>", None),
            ("<h1>A</h1>\n<h1>B</h1>", None),
            ("<h1", None),
            ("<h1>", None),
        ] {
            assert_eq!(heading(html), expected, "{html}");
        }
    }

    #[test]
    fn the_words_of_a_heading_are_read_as_html() {
        let all = |inner| -> Vec<(&str, String)> { pieces(inner) };
        let piece = |tag, words: &str| (tag, words.to_owned());
        assert_eq!(
            all(" Caf&eacute; &amp; *two* "),
            [piece("", "Café & *two*")]
        );
        assert_eq!(
            all("A <img src=\"x\">\n B # 1. <b>C</b>"),
            [
                piece("", "A "),
                piece("<img src=\"x\">", " B # 1. "),
                piece("<b>", "C"),
                piece("</b>", "")
            ]
        );
        assert_eq!(all("# a < b &#33;"), [piece("", "# a < b !")]);
    }
}
