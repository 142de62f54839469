//! Shapes texts and breaks them into lines of one width. Characters without a font are replaced and recorded.

use std::collections::BTreeMap;
use std::ops::Range;

use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontStyle, FontWeight, Layout, LayoutContext,
    LineHeight, OverflowWrap, StyleProperty,
};

use super::fonts::Fonts;
use super::names;
use super::row::Align;
use super::text::{Emphasis, Style, StyledText};

/// Sets texts.
pub(super) struct Typesetter<'a> {
    pub(super) fonts: Fonts<'a>,
    layouts: LayoutContext<Style>,
    /// Characters without a font, and their replacements.
    pub(super) missing: BTreeMap<String, String>,
    /// Whether text without a direction of its own is read from right to left.
    pub(super) from_the_right: bool,
}

/// How a text is typeset. Lengths are points.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextSetting {
    /// The size of its letters.
    pub(super) size: f32,
    /// The line height.
    pub(super) line: f32,
    /// The maximum width; `None` for no limit.
    pub(super) width: Option<f32>,
    /// How its lines are aligned.
    pub(super) align: Align,
    /// Whether it is a heading.
    pub(super) heading: bool,
}

/// A text in lines.
pub(super) struct Typeset {
    pub(super) layout: Layout<Style>,
    /// The text as it was set.
    pub(super) text: StyledText,
}

impl<'a> Typesetter<'a> {
    pub(super) fn new(fonts: Fonts<'a>, from_the_right: bool) -> Self {
        Self {
            fonts,
            layouts: LayoutContext::new(),
            missing: BTreeMap::new(),
            from_the_right,
        }
    }

    /// Sets a text.
    pub(super) fn set(&mut self, text: &StyledText, setting: TextSetting) -> Typeset {
        let mut layout = self.lay_out(text, setting);
        let mut gaps = gaps(&layout, &text.words);
        while !gaps.is_empty() && self.fonts.load_next() {
            layout = self.lay_out(text, setting);
            gaps = self::gaps(&layout, &text.words);
        }
        if gaps.is_empty() {
            return Typeset {
                layout,
                text: text.clone(),
            };
        }
        let places = self.named(&text.words, gaps);
        let text = text.with_replacements(&places);
        Typeset {
            layout: self.lay_out(&text, setting),
            text,
        }
    }

    fn named(&mut self, words: &str, gaps: Vec<Range<usize>>) -> Vec<(Range<usize>, String)> {
        let places = names::places(words, gaps);
        for (place, name) in &places {
            self.missing
                .insert(words[place.clone()].to_owned(), name.clone());
        }
        places
    }

    fn lay_out(&mut self, text: &StyledText, setting: TextSetting) -> Layout<Style> {
        let for_code = self.fonts.for_code();
        let for_text = if setting.heading {
            self.fonts.for_headings()
        } else {
            self.fonts.for_text()
        };
        let mut builder =
            self.layouts
                .ranged_builder(&mut self.fonts.context, &text.words, 1.0, false);
        if self.from_the_right {
            builder.set_base_direction(BaseDirection::Rtl);
        }
        builder.push_default(StyleProperty::FontFamily(for_text));
        builder.push_default(StyleProperty::FontSize(setting.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(
            setting.line,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        for (range, style) in text.styled() {
            builder.push(StyleProperty::Brush(style), range.clone());
            let marks = style.marks;
            if marks.has(Emphasis::BOLD) {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
            }
            if marks.has(Emphasis::ITALIC) {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
            if marks.has(Emphasis::CODE) {
                builder.push(StyleProperty::FontFamily(for_code.clone()), range.clone());
                builder.push(StyleProperty::FontSize(setting.size * 0.92), range.clone());
            }
            let shift = match marks {
                _ if marks.has(Emphasis::RAISED) => Some(0.33),
                _ if marks.has(Emphasis::LOWERED) => Some(-0.14),
                _ => None,
            };
            if let Some(shift) = shift {
                let align = parley::VerticalAlign::length(setting.size * shift);
                builder.push(StyleProperty::FontSize(setting.size * 0.68), range.clone());
                builder.push(StyleProperty::VerticalAlign(align), range.clone());
                // A smaller line height keeps it from making its line higher.
                builder.push(StyleProperty::LineHeight(LineHeight::Absolute(1.0)), range);
            }
        }
        let mut layout = builder.build(&text.words);
        layout.break_all_lines(setting.width);
        layout.align(self.alignment(setting.align), AlignmentOptions::default());
        layout
    }

    /// Words of either direction begin where the sheet's words do, beside their mark.
    fn alignment(&self, align: Align) -> Alignment {
        match (align, self.from_the_right) {
            (Align::Center, _) => Alignment::Center,
            (Align::Start, false) | (Align::End, true) => Alignment::Left,
            (Align::End, false) | (Align::Start, true) => Alignment::Right,
        }
    }
}

/// The ranges of words without a glyph in any font.
fn gaps(layout: &Layout<Style>, words: &str) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    for line in layout.lines() {
        for run in line.runs() {
            for cluster in run.clusters() {
                let range = cluster.text_range();
                let blank = words[range.clone()].chars().all(char::is_whitespace);
                if !blank && cluster.glyphs().any(|glyph| glyph.id == 0) {
                    gaps.push(range);
                }
            }
        }
    }
    gaps.sort_by_key(|gap| gap.start);
    gaps.dedup();
    gaps
}
