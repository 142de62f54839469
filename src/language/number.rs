//! Numbers in digits of any script and in Roman numerals.

/// The number in decimal digits, of whatever script, that a text begins with, and what is behind it.
pub(crate) fn digits(text: &str) -> Option<(u32, &str)> {
    let mut number: u32 = 0;
    let mut end = 0;
    for (index, character) in text.char_indices() {
        let Some(digit) = digit(character) else { break };
        number = number.checked_mul(10)?.checked_add(digit)?;
        end = index + character.len_utf8();
    }
    (end > 0).then(|| (number, &text[end..]))
}

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
