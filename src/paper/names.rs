//! Replacements for characters without a font: a pictograph's name, the name of the script for words of a script, and
//! the code point for anything else.

use std::ops::Range;

/// The ranges to replace, each with its replacement. `gaps` are in ascending order; gaps of one script with only white
/// space between them are one range.
pub(super) fn places(words: &str, gaps: Vec<Range<usize>>) -> Vec<(Range<usize>, String)> {
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    for gap in gaps {
        let name = name(&words[gap.clone()]);
        match places.last_mut() {
            Some((last, same)) if *last == gap || joins(words, last, &gap, (same, &name)) => {
                last.end = last.end.max(gap.end);
            }
            _ => places.push((gap, name)),
        }
    }
    places
        .into_iter()
        .map(|(place, name)| (place, format!("[{name}]")))
        .collect()
}

fn joins(words: &str, last: &Range<usize>, gap: &Range<usize>, names: (&str, &str)) -> bool {
    let between = words.get(last.end..gap.start).unwrap_or_default();
    // A font may have the signs and vowels within a word, but none of its letters.
    let inside = between
        .chars()
        .all(|c| c.is_whitespace() && c != '\n' || script(c) == Some(names.0));
    inside && names.0 == names.1 && script_names().any(|script| script == names.0)
}

fn name(gap: &str) -> String {
    let plain = gap.trim_end_matches('\u{fe0f}');
    let emoji = emojis::get(gap).or_else(|| emojis::get(plain));
    if let Some(emoji) = emoji {
        return emoji.name().to_owned();
    }
    let first = gap.chars().next().unwrap_or_default();
    match script(first) {
        Some(script) => script.to_owned(),
        None => format!("U+{:04X}", u32::from(first)),
    }
}

/// The scripts that plans may be written in, by the Unicode blocks of their letters.
const SCRIPTS: &[(u32, u32, &str)] = &[
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Burmese"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Korean"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x3000, 0x303F, "Chinese or Japanese"),
    (0x3040, 0x30FF, "Japanese"),
    (0x3130, 0x318F, "Korean"),
    (0x3400, 0x9FFF, "Chinese or Japanese"),
    (0xA960, 0xA97F, "Korean"),
    (0xAC00, 0xD7FF, "Korean"),
    (0xF900, 0xFAFF, "Chinese or Japanese"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFE, "Arabic"),
    (0xFF00, 0xFFEF, "Chinese or Japanese"),
    (0x20000, 0x3FFFF, "Chinese or Japanese"),
];

fn script(character: char) -> Option<&'static str> {
    let code = u32::from(character);
    SCRIPTS
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&code))
        .map(|(_, _, name)| *name)
}

fn script_names() -> impl Iterator<Item = &'static str> {
    SCRIPTS.iter().map(|(_, _, name)| *name)
}
