//! A page to draw on: lines, boxes, codes and glyphs. Lengths are points from the upper corner at which reading begins;
//! here they are converted to the PDF's, which are measured from the left.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::KrillaGlyph;
use parley::FontData;

use super::place::Tone;
use super::qr::Squares;
use super::style::{Ink, SheetStyle};
use super::text::{Emphasis, Style};
use super::typeset::Typesetter;

/// A page to draw on.
pub(super) struct Canvas<'s, 'd, 'f> {
    pub(super) surface: Surface<'s>,
    pub(super) look: &'d SheetStyle,
    pub(super) setter: &'d mut Typesetter<'f>,
    /// The width of the paper.
    pub(super) width: f32,
}

/// Consecutive glyphs of one font and one style.
pub(super) struct Stretch {
    pub(super) font: FontData,
    pub(super) size: f32,
    pub(super) style: Style,
    /// From the left end of the line.
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl Canvas<'_, '_, '_> {
    /// The left edge of a box of some width that begins at `x`.
    pub(super) fn left(&self, x: f32, width: f32) -> f32 {
        if self.setter.from_the_right {
            self.width - x - width
        } else {
            x
        }
    }

    /// Draws a straight line.
    pub(super) fn line(&mut self, (from, to): ((f32, f32), (f32, f32)), weight: f32, tone: Tone) {
        let ends = (self.left(from.0, 0.0), self.left(to.0, 0.0));
        let mut path = PathBuilder::new();
        path.move_to(ends.0, from.1);
        path.line_to(ends.1, to.1);
        self.stroke(path.finish(), weight, tone);
    }

    fn stroke(&mut self, path: Option<Path>, width: f32, tone: Tone) {
        let Some(path) = path else {
            return;
        };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: self.color(tone).into(),
            width,
            ..Stroke::default()
        }));
        self.surface.draw_path(&path);
        self.surface.set_stroke(None);
    }

    fn fill(&mut self, tone: Tone) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: self.color(tone).into(),
            opacity: NormalizedF32::ONE,
            ..Fill::default()
        }));
    }

    fn color(&self, tone: Tone) -> rgb::Color {
        let Ink { red, green, blue } = match tone {
            Tone::Ink => self.look.ink,
            Tone::Accent => self.look.accent,
            Tone::Faint => self.look.faint,
            Tone::Rule => self.look.rule,
        };
        rgb::Color::new(red, green, blue)
    }

    /// Draws a tick box in front of words; `size` is the words' size, and the place is the start of their line.
    pub(super) fn tick_box(&mut self, (x, y): (f32, f32), (size, height): (f32, f32), done: bool) {
        let width = size * 0.82;
        let left = self.left(x - size * 1.3, width);
        let top = y + (height - width) / 2.0;
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(left, top, width, width) {
            path.push_rect(rect);
        }
        if done {
            path.move_to(left + width * 0.2, top + width * 0.55);
            path.line_to(left + width * 0.42, top + width * 0.78);
            path.line_to(left + width * 0.82, top + width * 0.22);
        }
        self.stroke(path.finish(), 0.9, Tone::Ink);
    }

    /// Draws a QR code in a square.
    pub(super) fn code(&mut self, squares: &Squares, (x, y): (f32, f32), width: f32) {
        let square = width / f32::from(squares.size().max(1));
        let left = self.left(x, width);
        let mut path = PathBuilder::new();
        for (column, row, count) in squares.stretches() {
            let rect = Rect::from_xywh(
                left + f32::from(column) * square,
                y + f32::from(row) * square,
                f32::from(count) * square,
                square,
            );
            if let Some(rect) = rect {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.fill(Tone::Ink);
            self.surface.draw_path(&path);
        }
    }

    /// Draws glyphs of a text; their baseline begins at a place measured from the left.
    pub(super) fn glyphs(
        &mut self,
        (stretch, words): (&Stretch, &str),
        (left, baseline): (f32, f32),
        tone: Tone,
    ) {
        let Some(font) = self.setter.fonts.ready(&stretch.font) else {
            return;
        };
        let marks = stretch.style.marks;
        let raised = marks.has(Emphasis::RAISED);
        let tone = match tone {
            _ if marks.has(Emphasis::FAINT) => Tone::Faint,
            Tone::Ink if stretch.style.link > 0 && !raised => Tone::Accent,
            tone => tone,
        };
        let above = match marks {
            _ if raised => stretch.size * 0.48,
            _ if marks.has(Emphasis::LOWERED) => stretch.size * -0.2,
            _ => 0.0,
        };
        let (x, y) = (left + stretch.x, baseline - above);
        self.fill(tone);
        self.surface.draw_glyphs(
            Point::from_xy(x, y),
            &stretch.glyphs,
            font,
            words,
            stretch.size,
            false,
        );
        if marks.has(Emphasis::STRUCK) {
            let y = y - stretch.size * 0.28;
            let mut path = PathBuilder::new();
            path.move_to(x, y);
            path.line_to(x + stretch.width, y);
            self.stroke(path.finish(), 0.7, tone);
        }
    }
}
