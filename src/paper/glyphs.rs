//! Draws lines of text glyph by glyph, in pieces of one kind: plain words, a link, or replacements for other words.

use std::ops::Range;

use krilla::geom::{Point, Quadrilateral};
use krilla::tagging::{ContentTag, Identifier, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use parley::{Cluster, Line, Run};

use super::canvas::Stretch;
use super::drawing::{DrawnLink, PageContext, TaggedContent};
use super::measure::count;
use super::place::{Item, Tone};
use super::row::RowRole;
use super::text::Style;
use super::typeset::Typeset;

/// A placed line of a row's text.
struct PositionedLine<'a> {
    /// Its row and its column.
    place: (usize, usize),
    set: &'a Typeset,
    /// Its left end and its baseline.
    at: (f32, f32),
    /// Its top and its height.
    span: (f32, f32),
    /// The corner and the size of its whole row, if that is to be tapped.
    touch: Option<((f32, f32), (f32, f32))>,
    tone: Tone,
    stretches: Vec<Stretch>,
}

impl<'a> PageContext<'a, '_, '_, '_> {
    fn placed(&self, item: &Item) -> Option<PositionedLine<'a>> {
        let Item::Words {
            row,
            column,
            line,
            x,
            y,
            ..
        } = item
        else {
            return None;
        };
        let laid = self.laid;
        let measured = &laid.measured[*row];
        let own = &measured.columns[*column];
        let role = laid.rows[*row].role;
        let line = own.set.layout.get(*line)?;
        let baseline = y + line.metrics().baseline - line.metrics().block_min_coord;
        let left = self.canvas.left(*x, own.width);
        let touch = || {
            let height = measured.line * count(measured.lines);
            ((left, *y), (own.width, height))
        };
        Some(PositionedLine {
            place: (*row, *column),
            set: &own.set,
            at: (left, baseline),
            span: (*y, measured.line),
            touch: (role == RowRole::Touch).then(touch),
            tone: match role {
                RowRole::Heading(_) => Tone::Accent,
                RowRole::Facts | RowRole::Running => Tone::Faint,
                RowRole::Body | RowRole::Label | RowRole::Code | RowRole::Touch => Tone::Ink,
            },
            stretches: stretches(&line, &own.set.text.words),
        })
    }

    /// Draws one line of a row's text without a tag of its own.
    pub(super) fn untagged(&mut self, item: &Item) {
        if let Some(placed) = self.placed(item) {
            self.draw(&placed, &placed.stretches);
        }
    }

    fn draw(&mut self, placed: &PositionedLine<'_>, stretches: &[Stretch]) {
        let words = placed.set.text.words.as_str();
        for stretch in stretches {
            self.canvas.glyphs((stretch, words), placed.at, placed.tone);
        }
    }

    /// Draws one line of a row's text.
    pub(super) fn words(&mut self, item: &Item) {
        let Some(placed) = self.placed(item) else {
            return;
        };
        let thing = |stretch: &Stretch| (stretch.style.link, stretch.style.original);
        let pieces = placed
            .stretches
            .chunk_by(|one, other| thing(one) == thing(other));
        for piece in pieces {
            let (link, original) = piece.first().map(thing).unwrap_or_default();
            let text = &placed.set.text;
            let original = usize::from(original).wrapping_sub(1);
            let original = text.originals.get(original).map(String::as_str);
            let span = SpanTag::empty().with_actual_text(original);
            let id = self.canvas.surface.start_tagged(ContentTag::Span(span));
            self.draw(&placed, piece);
            self.canvas.surface.end_tagged();
            match text.links.get(usize::from(link).wrapping_sub(1)) {
                Some(to) => self.linked(&placed, (piece, id), to),
                None => {
                    let drawn = self.traces.columns.entry(placed.place).or_default();
                    drawn.push(TaggedContent::Words(id));
                }
            }
        }
    }

    /// Records that a piece is part of a link; a link may span several lines.
    fn linked(
        &mut self,
        placed: &PositionedLine<'_>,
        (piece, id): (&[Stretch], Identifier),
        to: &str,
    ) {
        let from = placed.at.0 + piece.first().map_or(0.0, |first| first.x);
        let width = piece.iter().map(|stretch| stretch.width).sum();
        let own = ((from, placed.span.0), (width, placed.span.1));
        let (corner, size) = placed.touch.unwrap_or(own);
        let quad = quad(corner, size);
        let words: String = piece
            .iter()
            .flat_map(|stretch| &stretch.glyphs)
            .filter_map(|glyph| placed.set.text.words.get(glyph.text_range.clone()))
            .collect();
        let drawn = self.traces.columns.entry(placed.place).or_default();
        match (drawn.last_mut(), self.links.last_mut()) {
            (Some(TaggedContent::Link { words: parts, .. }), Some(last))
                if last.place == Some(placed.place) && last.to == to =>
            {
                parts.push(id);
                // The first piece of a row to tap has all of its area.
                last.quads.extend(placed.touch.is_none().then_some(quad));
                if placed.touch.is_some() && !last.words.ends_with(char::is_whitespace) {
                    last.words.push(' ');
                }
                last.words.push_str(&words);
            }
            _ => {
                self.links.push(DrawnLink {
                    place: Some(placed.place),
                    index: drawn.len(),
                    to: to.to_owned(),
                    words,
                    quads: vec![quad],
                });
                drawn.push(TaggedContent::Link {
                    words: vec![id],
                    link: None,
                });
            }
        }
    }
}

pub(super) fn quad((x, y): (f32, f32), (width, height): (f32, f32)) -> Quadrilateral {
    Quadrilateral([
        Point::from_xy(x, y + height),
        Point::from_xy(x + width, y + height),
        Point::from_xy(x + width, y),
        Point::from_xy(x, y),
    ])
}

/// The glyphs of a line from left to right.
pub(super) fn stretches(line: &Line<'_, Style>, words: &str) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut x = line.metrics().offset + line.metrics().inline_min_coord;
    for run in line.runs() {
        x = add_run(&run, words, x, &mut stretches);
    }
    stretches.retain(|stretch| !stretch.glyphs.is_empty());
    stretches
}

/// Adds the glyphs of a run that begins at `x`, and returns its end.
fn add_run(run: &Run<'_, Style>, words: &str, mut x: f32, stretches: &mut Vec<Stretch>) -> f32 {
    // In right-to-left text, the part of a ligature before its first letter.
    let mut ahead: Option<Range<usize>> = None;
    let first = stretches.len();
    for cluster in run.visual_clusters() {
        let range = cluster.text_range();
        if cluster.is_hard_line_break() || words[range.clone()].starts_with(['\n', '\r']) {
            continue;
        }
        if cluster.is_ligature_continuation() {
            let glyph = stretches.last_mut().and_then(|last| last.glyphs.last_mut());
            match glyph.filter(|_| !cluster.is_rtl()) {
                Some(glyph) => glyph.text_range = both(glyph.text_range.clone(), range),
                None => ahead = Some(ahead.map_or(range.clone(), |ahead| both(ahead, range))),
            }
            continue;
        }
        let range = ahead
            .take()
            .map_or(range.clone(), |ahead| both(ahead, range));
        let style = cluster.style().brush;
        let own = stretches.len() > first;
        if !own || stretches.last().is_some_and(|last| last.style != style) {
            stretches.push(Stretch {
                font: run.font().clone(),
                size: run.font_size(),
                style,
                x,
                width: 0.0,
                glyphs: Vec::new(),
            });
        }
        if let Some(stretch) = stretches.last_mut() {
            let before = stretch.width;
            add_glyphs(&cluster, &range, stretch);
            x += stretch.width - before;
        }
    }
    x
}

fn add_glyphs(cluster: &Cluster<'_, Style>, range: &Range<usize>, stretch: &mut Stretch) {
    for glyph in cluster.glyphs() {
        stretch.glyphs.push(KrillaGlyph {
            glyph_id: GlyphId::new(glyph.id),
            text_range: range.clone(),
            x_advance: glyph.advance / stretch.size,
            x_offset: glyph.x / stretch.size,
            y_offset: -glyph.y / stretch.size,
            y_advance: 0.0,
            location: None,
        });
        stretch.width += glyph.advance;
    }
}

fn both(one: Range<usize>, other: Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}
