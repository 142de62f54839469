//! Buttons on a page: links at fixed places, large enough to tap.

use krilla::tagging::{ArtifactType, ContentTag, SpanTag};

use super::drawing::{DrawnLink, PageContext, TaggedContent};
use super::glyphs::{quad, stretches};
use super::place::Tone;
use super::row::Align;
use super::text::{Emphasis, Style, StyledText};
use super::typeset::{TextSetting, Typeset};

/// A button. Lengths are points, from the corner at which reading begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Button {
    pub(super) label: String,
    /// The words for a label that is only a sign.
    pub(super) meaning: Option<String>,
    /// The name of the page that it leads to; `None` for that of the current page.
    pub(super) to: Option<String>,
    pub(super) corner: (f32, f32),
    pub(super) size: (f32, f32),
}

/// A line between buttons: its ends and its weight.
pub(super) type ButtonLine = ((f32, f32), (f32, f32), f32);

/// The buttons of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageButtons {
    pub(super) buttons: Vec<Button>,
    pub(super) lines: Vec<ButtonLine>,
    /// The size of their labels.
    pub(super) text_size: f32,
}

impl PageContext<'_, '_, '_, '_> {
    /// Draws the buttons of the page.
    pub(super) fn buttons(&mut self, page: &PageButtons) {
        for (from, to, weight) in &page.lines {
            self.artifact(ArtifactType::Layout, |page| {
                page.canvas.line((*from, *to), *weight, Tone::Rule);
            });
        }
        for button in &page.buttons {
            self.button(button, page.text_size);
        }
    }

    fn button(&mut self, button: &Button, text_size: f32) {
        let set = self.label(button, text_size);
        let Some(line) = set.layout.get(0) else {
            return;
        };
        let (x, y) = button.corner;
        let left = self.canvas.left(x, button.size.0);
        let baseline = y + line.metrics().baseline - line.metrics().block_min_coord;
        let span = SpanTag::empty().with_actual_text(button.meaning.as_deref());
        let id = self.canvas.surface.start_tagged(ContentTag::Span(span));
        for stretch in stretches(&line, &set.text.words) {
            let words = set.text.words.as_str();
            self.canvas
                .glyphs((&stretch, words), (left, baseline), Tone::Ink);
        }
        self.canvas.surface.end_tagged();
        let Some(to) = &button.to else {
            self.traces.buttons.push(TaggedContent::Words(id));
            return;
        };
        self.links.push(DrawnLink {
            place: None,
            index: self.traces.buttons.len(),
            to: to.clone(),
            words: button.meaning.as_ref().unwrap_or(&button.label).clone(),
            quads: vec![quad((left, y), button.size)],
        });
        self.traces.buttons.push(TaggedContent::Link {
            words: vec![id],
            link: None,
        });
    }

    /// The label in one line; the page that a long one leads to has it in full.
    fn label(&mut self, button: &Button, text_size: f32) -> Typeset {
        let marks = match button.to {
            Some(_) => Emphasis::NONE,
            None => Emphasis::BOLD,
        };
        let setting = TextSetting {
            size: text_size,
            line: button.size.1,
            width: Some(button.size.0 - 2.0),
            align: Align::Center,
            heading: false,
        };
        let mut words = button.label.clone();
        loop {
            let mut text = StyledText::default();
            text.push(&words, Style::of(marks));
            let set = self.canvas.setter.set(&text, setting);
            // Characters without a font were replaced by longer words.
            let shown = set.text.words.trim_end_matches('…');
            let kept = shown.chars().count();
            if set.layout.len() <= 1 || kept <= 1 {
                return set;
            }
            words = shown.chars().take(kept - 1).chain(['…']).collect();
        }
    }
}
