//! UTF-8 that was once read as Windows-1252 (`ðŸŽ¯` for 🎯) is mended where the characters convert
//! back strictly; everything else stays byte for byte (PLAN-FORMAT, section 1).

use crate::diagnostic::{Code, Diagnostic};
use crate::span::{FileId, Span};

use super::places::Rewritten;

/// The text from `body` on, mended; each mended run is told as a note.
pub(super) fn mend(
    file: FileId,
    text: &str,
    body: usize,
    found: &mut Vec<Diagnostic>,
) -> Rewritten {
    let mut mended = Rewritten::default();
    let mut kept = body;
    let mut at = body;
    while at < text.len() {
        // Only a lead byte of three or more can begin a run: U+00E0 to U+00F4, which is C3 A0.. in UTF-8.
        let Some(next) = text.as_bytes()[at..].iter().position(|byte| *byte == 0xC3) else {
            break;
        };
        at += next;
        match damaged_run(&text[at..]) {
            Some((len, right)) => {
                mended.keep(text, kept..at);
                mended.add(&right);
                tell(
                    Span::new(file, at, at + len),
                    &text[at..at + len],
                    &right,
                    found,
                );
                at += len;
                kept = at;
            }
            None => at += 2,
        }
    }
    mended.keep(text, kept..text.len());
    mended
}

fn tell(span: Span, wrong: &str, right: &str, found: &mut Vec<Diagnostic>) {
    found.push(
        Diagnostic::new(
            Code::Mojibake,
            span,
            format!("`{wrong}` was damaged by a wrong encoding; it is read as {right}"),
        )
        .hint(format!("write {right} here and save the file as UTF-8"))
        .fix(span, wrong, right),
    );
}

/// How many bytes at the beginning of `text` are damaged characters, and what they were. Characters
/// that came from two bytes are left alone: `Ã‰` may be meant.
fn damaged_run(text: &str) -> Option<(usize, String)> {
    let mut right = String::new();
    let mut len = 0;
    while let Some((used, character)) = damaged_character(&text[len..]) {
        right.push(character);
        len += used;
    }
    (len > 0).then_some((len, right))
}

fn damaged_character(text: &str) -> Option<(usize, char)> {
    let mut bytes = [0; 4];
    let mut chars = text.char_indices();
    let lead = windows_1252(chars.next()?.1)?;
    let wanted = match lead {
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    bytes[0] = lead;
    for slot in &mut bytes[1..wanted] {
        *slot = windows_1252(chars.next()?.1)?;
    }
    let used = chars.next().map_or(text.len(), |(index, _)| index);
    let character = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    Some((used, character))
}

/// The byte that Windows-1252 shows as this character; its five undefined bytes show as C1 controls.
fn windows_1252(character: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match character {
        '\u{A0}'..='\u{FF}' => u8::try_from(u32::from(character)).ok(),
        _ => HIGH
            .iter()
            .position(|high| *high == character)
            .and_then(|index| u8::try_from(0x80 + index).ok()),
    }
}
