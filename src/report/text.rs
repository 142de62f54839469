//! A diagnostic for people: the message, the position, the source line with a caret below the words, and the help.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use crate::span::Span;

/// Whether a report is colored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorMode {
    /// Plain text.
    Plain,
    /// Text with the escape codes of a terminal.
    Colored,
}

/// One diagnostic as text of several lines, without a line end at the end, with a note.
pub(super) fn full(
    diagnostic: &Diagnostic,
    note: Option<&str>,
    sources: &Sources,
    look: ColorMode,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let main = SourceExcerpt::of(diagnostic.span, sources);
    let title = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.name());
    let (own, others): (Vec<_>, Vec<_>) = diagnostic
        .labels
        .iter()
        .partition(|(span, _)| *span == diagnostic.span);
    let own = own.first().map_or("", |(_, label)| label.as_str());
    let mut group = main.show(Group::with_title(title), own, AnnotationKind::Primary);
    let others: Vec<(SourceExcerpt<'_>, &str)> = others
        .iter()
        .map(|(span, label)| (SourceExcerpt::of(*span, sources), label.as_str()))
        .collect();
    for (place, label) in &others {
        group = place.show(group, label, AnnotationKind::Context);
    }
    if let Some(note) = note {
        group = group.element(Level::NOTE.message(note));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = match look {
        ColorMode::Plain => Renderer::plain(),
        ColorMode::Colored => Renderer::styled(),
    };
    let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    renderer.render(&[group])
}

/// The start of a span: the file's path in the form a user would type, with line and column, both from 1.
pub fn place(span: Span, sources: &Sources) -> (&str, usize, usize) {
    let place = SourceExcerpt::of(span, sources);
    (place.path, place.line, place.column)
}

/// How wide a line is at most; of a longer one, the part with the words is shown.
const WIDTH: usize = 140;
/// How much of a line is looked at before and after the words, in bytes: a document may be one line.
const AROUND: usize = 1000;

/// A position in a source, with the part of its line that is shown.
struct SourceExcerpt<'a> {
    path: &'a str,
    /// The line number, from 1.
    line: usize,
    /// The column of the first character of the words, from 1.
    column: usize,
    shown: &'a str,
    /// Whether `shown` begins at the start of the line.
    whole: bool,
    words: Range<usize>,
}

impl<'a> SourceExcerpt<'a> {
    fn of(span: Span, sources: &'a Sources) -> Self {
        let source = sources.get(span.file);
        let text = source.text.as_str();
        let start = text.floor_char_boundary((span.start as usize).min(text.len()));
        let end = text.ceil_char_boundary((span.end as usize).clamp(start, text.len()));
        let Range {
            start: line_start,
            end: line_end,
        } = source.line(start);
        // A range beyond the line ends with the line; an empty range is shown as one character.
        let end = end.clamp(start.min(line_end), line_end);
        let from = text.ceil_char_boundary(line_start.max(start.saturating_sub(AROUND)));
        let from = if start - line_start <= AROUND {
            line_start
        } else {
            from
        };
        let to = text
            .floor_char_boundary(
                line_end
                    .min(end.max(start) + AROUND)
                    .min(start + 4 * AROUND),
            )
            .max(from);
        let start_shown = start.clamp(from, to);
        let (line, column) = source.place(start);
        Self {
            path: &source.shown,
            line,
            column,
            shown: &text[from..to],
            whole: from == line_start,
            words: start_shown - from..end.clamp(start_shown, to) - from,
        }
    }

    fn show(&self, group: Group<'a>, label: &'a str, kind: AnnotationKind) -> Group<'a> {
        let origin = Origin::path(self.path)
            .line(self.line)
            .char_column(self.column);
        if self.shown.is_empty() {
            return group.element(origin);
        }
        let annotation = kind.span(self.words.clone());
        let annotation = if label.is_empty() {
            annotation
        } else {
            annotation.label(label)
        };
        let snippet = Snippet::source(self.shown)
            .line_start(self.line)
            .annotation(annotation);
        if self.whole {
            group.element(snippet.path(self.path))
        } else {
            // The snippet would count columns from the start of the excerpt.
            group.element(origin).element(snippet)
        }
    }
}
