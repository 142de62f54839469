//! Dashes, ranges, ellipses and French spacing. Anything that may be code, a date, a number of another kind or a
//! formula stays unchanged.

use std::ops::Range;

use super::language::Rules;
use super::line::{OPAQUE, Replacement, TextLine, is_word};

/// A narrow no-break space.
const NARROW: &str = "\u{202f}";

/// Characters of code, paths and addresses that are rare in words.
const SIGNS: &str = "/\\_=@<>{}$`|~#^&*+";

/// Characters that make a hyphen part of a formula, an option or an arrow.
const OPERATORS: &str = "-–—=<>+*/|\\&;%$#@~^";

/// The replacements of hyphens, dots and spaces.
pub(super) fn changes(line: &TextLine, rules: &Rules, changes: &mut Vec<Replacement>) {
    let mut place = 0;
    while let Some(character) = line.at(place) {
        let mut end = place + 1;
        while matches!(character, '-' | '.') && line.at(end) == Some(character) {
            end += 1;
        }
        let with = match character {
            '-' => dash(line, place..end, rules),
            '.' => is_ellipsis(line, place..end).then_some("…"),
            ' ' if rules.narrow_spaces && is_narrow(line, place) => Some(NARROW),
            _ => None,
        };
        changes.extend(with.map(|with| line.change(place..end, with)));
        place = end;
    }
}

/// The replacement of hyphens at some positions.
fn dash(line: &TextLine, at: Range<usize>, rules: &Rules) -> Option<&'static str> {
    let dash = rules.dash?;
    let (before, after) = (line.before(at.start)?, line.at(at.end));
    let is_spaced = is_gap(before) && after.is_some_and(is_gap);
    match at.len() {
        1 if is_spaced => is_between_words(line, &at).then_some(dash),
        1 => (rules.ranges && is_range(line, at.start)).then_some("–"),
        2 if is_spaced => sides(line, &at).map(|_| dash),
        3 if is_spaced => sides(line, &at).map(|_| "—"),
        2 => is_joining(line, &at).then_some("–"),
        3 => is_joining(line, &at).then_some("—"),
        _ => None,
    }
}

/// How far from a hyphen its neighboring words are searched.
const FAR: usize = 200;

/// Whether a character is a space between words; spaces inside guillemets are not.
fn is_gap(character: char) -> bool {
    character.is_whitespace() && character != '\u{202f}'
}

/// The positions of the characters beside a spaced dash.
fn sides(line: &TextLine, at: &Range<usize>) -> Option<(usize, usize)> {
    let is_space = |place: usize| line.at(place).is_some_and(is_gap);
    let left = (0..at.start).rev().find(|place| !is_space(*place))?;
    let right = (at.end..line.len()).find(|place| !is_space(*place))?;
    let plain = |place| line.at(place).is_some_and(|c| !OPERATORS.contains(c));
    (plain(left) && plain(right)).then_some((left, right))
}

/// Whether a spaced hyphen is between words; `x - y` and `5 - 3` are differences.
fn is_between_words(line: &TextLine, at: &Range<usize>) -> bool {
    let Some((left, right)) = sides(line, at) else {
        return false;
    };
    let inside = |c: char| is_word(c) || "'’".contains(c);
    let is_inside = |place: &usize| line.at(*place).is_some_and(inside);
    let is_sign = |place: &usize| line.at(*place).is_some_and(|c| !inside(c));
    let before = (left.saturating_sub(FAR)..=left)
        .rev()
        .skip_while(is_sign)
        .take_while(is_inside);
    let after = (right..line.len().min(right + FAR))
        .skip_while(is_sign)
        .take_while(is_inside);
    !(is_term(before.filter_map(|place| line.at(place)))
        && is_term(after.filter_map(|place| line.at(place))))
}

/// Whether a word is a single letter or a number.
fn is_term(word: impl Iterator<Item = char>) -> bool {
    let word: String = word.take(2).collect();
    word.len() == 1 && word != "'" || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether unspaced hyphens join two words, or end a word that breaks off.
fn is_joining(line: &TextLine, at: &Range<usize>) -> bool {
    let word = line.word(at.start);
    let outside = (word.start..at.start).chain(at.end..word.end);
    let has_signs = outside
        .filter_map(|place| line.at(place))
        .any(|c| "-–—".contains(c) || SIGNS.contains(c));
    let before = line.before(at.start);
    let ends = |c: char| is_word(c) || "\"'’”“»‘)…!?.,".contains(c);
    let goes_on = match line.at(at.end) {
        None => at.len() == 3,
        Some(after) => {
            is_word(after) || "\"'“„«‘‚(".contains(after) || at.len() == 3 && after.is_whitespace()
        }
    };
    before.is_some_and(ends) && goes_on && !has_signs
}

/// Whether the hyphen at a position is in a range: two numbers of one kind in ascending order.
fn is_range(line: &TextLine, place: usize) -> bool {
    let is_digit = |place: usize| line.at(place).is_some_and(|c| c.is_ascii_digit());
    let is_part = |place: usize| line.at(place).is_some_and(|c| ".:,".contains(c));
    let mut start = place;
    while start > 0 && (is_digit(start - 1) || is_part(start - 1)) {
        start -= 1;
    }
    let mut end = place + 1;
    while is_digit(end) || is_part(end) && is_digit(end + 1) {
        end += 1;
    }
    let mut unit = end;
    while line.at(unit).is_some_and(char::is_alphabetic) {
        unit += 1;
    }
    let is_free = |c: char| c.is_whitespace() || "([\"'“„«‘‚’€£¥≈".contains(c);
    let is_end = |c: char| c.is_whitespace() || ")],;:.!?%°€£¥\"'“”»‘’…".contains(c);
    let is_version = is_part(unit) && line.at(unit + 1).is_some_and(char::is_alphabetic);
    let mut rest = (unit..line.len()).filter_map(|place| line.at(place));
    line.before(start).is_none_or(is_free)
        && line.at(unit).is_none_or(is_end)
        && !is_version
        && rest.find(|c| !c.is_whitespace()) != Some('=')
        && is_ascending(&line.text(start..place), &line.text(place + 1..end))
}

fn is_ascending(low: &str, high: &str) -> bool {
    if is_clock(low) && is_clock(high) {
        return true;
    }
    // `555-1234` is a telephone number.
    if low.len() == 3 && high.len() == 4 {
        return false;
    }
    match (number(low), number(high)) {
        (Some(low), Some(high)) => low < high,
        _ => false,
    }
}

/// Whether it is a time of day, as in `9:30`.
fn is_clock(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    text.split_once(':').is_some_and(|(hours, minutes)| {
        matches!(hours.len(), 1 | 2) && minutes.len() == 2 && digits(hours) && digits(minutes)
    })
}

/// A number in a range; a leading zero belongs to a date.
fn number(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    let is_padded = whole.len() > 1 && whole.starts_with('0');
    let is_long = whole.len() > 2 && whole.len() < text.len();
    if !digits(whole) || !digits(decimals) || is_padded || is_long {
        return None;
    }
    format!("{whole}.{decimals}").parse().ok()
}

/// Whether dots are an ellipsis; `./...` and `f(...)` are code.
fn is_ellipsis(line: &TextLine, at: Range<usize>) -> bool {
    let word = line.word(at.start);
    let has_signs = word
        .filter_map(|place| line.at(place))
        .any(|c| SIGNS.contains(c));
    let is_call =
        line.before(at.start) == Some('(') && line.before(at.start - 1).is_some_and(is_word);
    at.len() == 3 && !has_signs && !is_call && line.at(at.end) != Some('(')
}

/// Whether the space at a position is in front of a high punctuation mark, or inside guillemets.
fn is_narrow(line: &TextLine, place: usize) -> bool {
    let (before, mut after) = (line.before(place), place + 1);
    let is_text = |c: char| !c.is_whitespace() && !"([{".contains(c);
    if before == Some('«') || line.at(after) == Some('»') {
        return before.is_some_and(|c| !c.is_whitespace())
            && line.at(after).is_some_and(|c| !c.is_whitespace());
    }
    let is_high = |c: char| ";:!?".contains(c);
    while line.at(after).is_some_and(is_high) {
        after += 1;
    }
    let ends = |c: char| c.is_whitespace() || c == OPAQUE || "\"'’”»)].…,".contains(c);
    let is_smiley = ":;".contains(line.before(after).unwrap_or(' ')) && line.at(after) == Some(')');
    before.is_some_and(is_text)
        && after > place + 1
        && !is_smiley
        && line.at(after).is_none_or(ends)
}
