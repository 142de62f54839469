//! Whether characters that convert back were damaged, or are intended.

use super::codec::{Codec, Damaged, DamagedRun};

/// Whether a run is damage, because nobody would write it. `before` is the character in front of it.
pub(super) fn speaks_for(codec: Codec, run: &DamagedRun<'_>, before: Option<char>) -> bool {
    let Some(first) = run.characters.first() else {
        return false;
    };
    if in_capitals(first, before) {
        return false;
    }
    let sure = |damaged: &Damaged<'_>| is_sure(codec, damaged);
    if is_certain(codec, run) {
        return true;
    }
    // A run that converts only in part was probably written this way.
    if !run.is_whole || run.characters.len() < 2 {
        return false;
    }
    let unsure = || run.characters.iter().filter(|damaged| !sure(damaged));
    let first_script = unsure().next().map(|damaged| script(damaged.right));
    let one_script = unsure().all(|damaged| Some(script(damaged.right)) == first_script);
    let mixed = run
        .characters
        .iter()
        .any(|other| other.right != first.right);
    mixed
        && one_script
        && match codec {
            Codec::Western => {
                // `É…Ê“` has punctuation that no word has.
                let odd = |c| !"€‘’“”…–—•".contains(c);
                unsure().any(|damaged| damaged.wrong.chars().skip(1).any(odd))
            }
            Codec::Macintosh => run.characters.iter().any(|damaged| {
                let odd = |c| "†‡¢£§•¶®©™¥◊ﬁﬂ⁄ˆ˜¯˘˙˚¸˝˛ˇ".contains(c);
                sure(damaged) || damaged.wrong.contains(odd)
            }),
            Codec::Dos => {
                let drawn = |damaged: &Damaged<'_>| {
                    damaged.wrong.chars().count() == 2 && has_frame(damaged.wrong, 1)
                };
                !run.characters.iter().any(drawn)
            }
        }
}

/// A number for the script of a character: a word has letters of one script only.
fn script(character: char) -> u32 {
    match u32::from(character) {
        0..=0x24F => 0,
        0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => 1,
        // Greek, Cyrillic, Hebrew, Arabic and those of India have blocks of their own.
        code @ 0x370..=0xFFF => 2 + code / 0x100,
        code => 0x100 + code / 0x100,
    }
}

/// Whether each character of a run is certain to be damaged on its own.
pub(super) fn is_certain(codec: Codec, run: &DamagedRun<'_>) -> bool {
    let mut characters = run.characters.iter();
    characters.all(|damaged| is_sure(codec, damaged))
}

/// Whether a run of capitals would become a quotation mark or a no-break space: `«IRMû`.
fn in_capitals(damaged: &Damaged<'_>, before: Option<char>) -> bool {
    let ends = damaged
        .wrong
        .ends_with(['«', '»', '\u{A0}', '´', '¨', '¸', '·']);
    damaged.wrong.chars().count() == 2 && ends && before.is_some_and(char::is_uppercase)
}

/// Whether there are box-drawing characters among the characters from `skip` on.
fn has_frame(text: &str, skip: usize) -> bool {
    text.chars()
        .skip(skip)
        .any(|c| ('\u{2500}'..='\u{259F}').contains(&c))
}

/// Whether one damaged character is certain to be damaged on its own.
fn is_sure(codec: Codec, damaged: &Damaged<'_>) -> bool {
    let mut shown = damaged.wrong.chars();
    let Some(lead) = shown.next() else {
        return false;
    };
    let rest = shown.as_str();
    let sign = rest.chars().next().filter(|_| rest.chars().count() == 1);
    match (codec, sign) {
        (Codec::Western, Some(sign)) => {
            let is_sign = ('\u{A0}'..='\u{BF}').contains(&sign) && !sign.is_alphabetic();
            "ÃÂ".contains(lead) && is_sign
        }
        (Codec::Macintosh, Some(sign)) => "√¬".contains(lead) && !"∞±≤≥∂∑∏π∫Ω≠≈∆µ√¬".contains(sign),
        (Codec::Dos, Some(sign)) => {
            "├┬".contains(lead) && !sign.is_alphabetic() && !has_frame(rest, 0)
        }
        (Codec::Western, None) => match damaged.right {
            '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{30FF}' | '\u{FE00}'..='\u{FFEF}' => true,
            right => is_emoji(right),
        },
        (Codec::Macintosh, None) => match damaged.right {
            '\u{2010}'..='\u{205E}' | '\u{2190}'..='\u{21FF}' | '\u{2500}'..='\u{27BF}' => true,
            '\u{20A0}'..='\u{214F}' | '\u{2200}'..='\u{24FF}' | '\u{2900}'..='\u{2BFF}' => {
                !rest.chars().all(char::is_alphabetic)
            }
            right => is_emoji(right),
        },
        (Codec::Dos, None) => {
            ('\u{2000}'..='\u{2BFF}').contains(&damaged.right) || is_emoji(damaged.right)
        }
    }
}

/// Whether a character is an emoji, or a letter used in mathematics.
fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{1D400}'..='\u{1D7FF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}'
    )
}
