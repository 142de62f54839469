//! Numbers: digits of any script, fractions, decimals and Roman numerals.

/// The number in decimal digits of any script at the start of a text, and the text after it. `None` if it exceeds
/// `u32`.
pub(crate) fn digits(text: &str) -> Option<(u32, &str)> {
    // Most texts begin with a letter.
    if text.starts_with(|c: char| c.is_ascii() && !c.is_ascii_digit()) {
        return None;
    }
    let mut number: u32 = 0;
    let mut end = 0;
    for (index, character) in text.char_indices() {
        let Some(digit) = digit(character) else { break };
        number = number.checked_mul(10)?.checked_add(digit)?;
        end = index + character.len_utf8();
    }
    (end > 0).then(|| (number, &text[end..]))
}

/// The value of a decimal digit: ASCII, Arabic-Indic, Persian, Devanagari or full-width.
fn digit(character: char) -> Option<u32> {
    const ZEROS: [char; 4] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{FF10}'];
    character.to_digit(10).or_else(|| {
        ZEROS.iter().find_map(|zero| {
            let value = u32::from(character).checked_sub(u32::from(*zero))?;
            (value < 10).then_some(value)
        })
    })
}

/// Roman numerals up to XXXIX, in capitals.
pub(crate) fn roman(word: &str) -> Option<u32> {
    let value = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let digits: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let total = digits.iter().enumerate().fold(0i64, |sum, (index, digit)| {
        let less = digits.get(index + 1).is_some_and(|next| next > digit);
        sum + if less {
            -i64::from(*digit)
        } else {
            i64::from(*digit)
        }
    });
    u32::try_from(total).ok().filter(|total| *total > 0)
}

/// A number with its fraction at the start of a text, and the text after it: `3`, `1.5`, `1,5`, `½`, `1½`, `1/2`, `1
/// 1/2`. It is less than a million. Three decimals may be a thousands group, and `2/3` may be a choice of two numbers,
/// so neither is accepted.
pub(crate) fn decimal(text: &str) -> Option<(f64, &str)> {
    if let Some((value, rest)) = vulgar(text) {
        return Some((value, rest));
    }
    if let Some((value, rest)) = quotient(text) {
        return value.map(|value| (value, rest));
    }
    let (whole, rest) = digits(text).filter(|(whole, _)| *whole < 1_000_000)?;
    let whole = f64::from(whole);
    if let Some((part, rest)) = decimals(rest) {
        return part.map(|part| (whole + part, rest));
    }
    let apart = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if let Some((part, rest)) = vulgar(apart) {
        return Some((whole + part, rest));
    }
    if apart.len() < rest.len()
        && let Some((Some(part), rest)) = quotient(apart)
    {
        return Some((whole + part, rest));
    }
    Some((whole, rest))
}

/// The decimals after a whole number, if there are any; the inner `None` means that they may be a thousands group.
fn decimals(rest: &str) -> Option<(Option<f64>, &str)> {
    let after = rest.strip_prefix(['.', ',', '٫'])?;
    let (value, rest) = digits(after)?;
    let places = after[..after.len() - rest.len()].chars().count();
    let part = match places {
        1 => Some(f64::from(value) / 10.0),
        2 => Some(f64::from(value) / 100.0),
        _ => None,
    };
    Some((part, rest))
}

/// A sign such as `½`.
fn vulgar(text: &str) -> Option<(f64, &str)> {
    const SIGNS: [(char, f64); 5] = [
        ('½', 0.5),
        ('¼', 0.25),
        ('¾', 0.75),
        ('⅓', 1.0 / 3.0),
        ('⅔', 2.0 / 3.0),
    ];
    let sign = text.chars().next()?;
    let (_, value) = SIGNS.iter().find(|(known, _)| *known == sign)?;
    Some((*value, &text[sign.len_utf8()..]))
}

/// Two numbers with a slash between them; the inner `None` means that they may not be a fraction.
fn quotient(text: &str) -> Option<(Option<f64>, &str)> {
    let (top, rest) = digits(text)?;
    let (bottom, rest) = digits(rest.strip_prefix(['/', '⁄'])?)?;
    let value = match (top, bottom) {
        (1, 2..=4) | (3, 4) => Some(f64::from(top) / f64::from(bottom)),
        _ => None,
    };
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::{decimal, roman};

    #[test]
    fn roman_numerals_are_read_up_to_39() {
        for (word, number) in [
            ("I", Some(1)),
            ("III", Some(3)),
            ("IV", Some(4)),
            ("VI", Some(6)),
            ("IX", Some(9)),
            ("XIV", Some(14)),
            ("XXXIX", Some(39)),
            ("iv", None),
            ("L", None),
            ("", None),
        ] {
            assert_eq!(roman(word), number, "{word}");
        }
    }

    #[test]
    fn numbers_are_read_with_their_fractions() {
        for (text, number) in [
            ("3 h", Some((3.0, " h"))),
            ("1.5", Some((1.5, ""))),
            ("1,25 h", Some((1.25, " h"))),
            ("½ h", Some((0.5, " h"))),
            ("1½", Some((1.5, ""))),
            ("1 1/2 h", Some((1.5, " h"))),
            ("3/4", Some((0.75, ""))),
            ("٣ x", Some((3.0, " x"))),
            ("999999", Some((999_999.0, ""))),
            ("1000000", None),
            ("1.500", None),
            ("2/3", None),
            ("x", None),
        ] {
            assert_eq!(decimal(text), number, "{text}");
        }
    }
}
