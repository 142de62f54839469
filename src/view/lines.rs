//! How long a day is on paper, so that a theme can set a full one smaller before it spills onto a second sheet.

use super::mark::MarkView;
use super::piece::Piece;
use super::rest::printed;
use super::section::SectionView;
use super::week::{DayContentView, ItemView};

/// How many letters a line of a sheet holds: a little fewer than fit, since words do not break.
const LETTERS: usize = 92;

/// What stands beside the letters, in tenths of a line: the air around a task, around other text, around a block with
/// its label, around a note for a track, and the head of what is done if time allows.
const TASK: usize = 5;
const TEXT: usize = 2;
const BLOCK: usize = 26;
const NOTE: usize = 20;
const LATER: usize = 30;
/// The air around the list of links, and what stands beside each title in it.
const LIST: usize = 12;
const BESIDE: usize = 11;
/// A row of code or of a table.
const ROW: usize = 12;

impl DayContentView {
    /// The lines that it takes on a sheet of paper, rounded up.
    pub fn lines(&self) -> usize {
        let later = if self.later.is_empty() { 0 } else { LATER };
        let items = self.items.iter().chain(&self.later);
        (items.map(of_item).sum::<usize>() + later + of_marks(&self.marks)).div_ceil(10)
    }
}

/// The tenths of lines that the list of links takes.
fn of_marks(marks: &[MarkView]) -> usize {
    let letters = marks.iter().map(|mark| mark.title.chars().count() + BESIDE);
    match letters.sum::<usize>() {
        0 => 0,
        letters => LIST + letters.div_ceil(LETTERS) * 10,
    }
}

fn of_item(item: &ItemView) -> usize {
    match item {
        ItemView::Prose { body } => of_row(body),
        ItemView::Block { body, .. } => BLOCK + of_row(body),
        ItemView::Note { body, .. } => NOTE + of_row(body),
        ItemView::Section(section) => of_section(section),
    }
}

fn of_section(section: &SectionView) -> usize {
    let inner = section.sections.iter().map(of_section);
    10 + TEXT + of_row(&section.body) + inner.sum::<usize>()
}

/// The tenths of lines that a row of pieces takes.
fn of_row(row: &[Piece]) -> usize {
    let mut tenths = 0;
    let mut letters = 0;
    let mut air = TEXT;
    let mut end = |letters: &mut usize, air: usize| {
        if *letters > 0 {
            tenths += letters.div_ceil(LETTERS) * 10 + air;
        }
        *letters = 0;
    };
    let mut code = 0;
    for piece in printed(row) {
        match piece {
            Piece::Html { html } => {
                for (index, part) in html.split('<').enumerate() {
                    let (tag, text) = match part.split_once('>') {
                        Some(parts) if index > 0 => parts,
                        _ => ("", part),
                    };
                    let name = tag.split([' ', '/']).next().unwrap_or_default();
                    // A link has a mark behind it, small and in brackets.
                    letters += 3 * usize::from(name == "a");
                    if matches!(name, "p" | "li" | "br" | "dt" | "dd" | "blockquote") {
                        end(&mut letters, air);
                        air = TEXT;
                    } else if name == "tr" {
                        end(&mut letters, ROW - 10);
                    }
                    letters += text.trim().chars().count();
                }
            }
            Piece::Code { text, .. } => code += text.lines().count() * ROW,
            Piece::MissingLink { .. } | Piece::MissingLinkEnd => {}
            other => {
                end(&mut letters, air);
                air = if matches!(other, Piece::Task(_)) {
                    TASK
                } else {
                    TEXT
                };
            }
        }
    }
    end(&mut letters, air);
    tenths + code
}
