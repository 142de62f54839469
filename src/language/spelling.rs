//! Misspelled words: which known word was probably meant.

use super::fold::fold;

/// The minimum length of a word that is compared: shorter words differ by one letter from too many others.
const FEWEST_LETTERS: usize = 4;
/// The minimum length of a known word for two edits.
const FEWEST_FOR_TWO: usize = 7;

/// The word of `known`, which are folded, that a word was probably meant to be: one edit away, or two for words of at
/// least seven letters; a transposition is one edit. `None` for a known word or its plural.
pub(crate) fn nearest<'a>(
    word: &str,
    known: impl Iterator<Item = &'a String> + Clone,
) -> Option<&'a str> {
    let word = fold(word);
    let is_known = |known: &String| *known == word || word.strip_suffix('s') == Some(known);
    if word.chars().count() < FEWEST_LETTERS || known.clone().any(is_known) {
        return None;
    }
    known
        .filter(|known| known.chars().count() >= FEWEST_LETTERS)
        .filter_map(|known| {
            let most = if known.chars().count() < FEWEST_FOR_TWO {
                1
            } else {
                2
            };
            let distance = strsim::osa_distance(&word, known);
            (distance <= most).then_some((distance, known))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.as_str())
}

/// The unit of `known` that a word was probably meant to be: with a transposition (`mni`), or, in a long word, with a
/// letter missing or added (`minuts`). A replaced letter does not count: `(3 tours)` are not hours.
pub(crate) fn nearest_unit<'a>(
    word: &str,
    mut known: impl Iterator<Item = &'a String> + Clone,
) -> Option<&'a str> {
    let word = fold(word);
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    if known.clone().any(|known| *known == word) {
        return None;
    }
    known
        .find(|known| {
            let is_swap = sorted(known) == sorted(&word);
            let is_long = known.chars().count() > FEWEST_LETTERS;
            let differs = known.chars().count() != word.chars().count();
            (is_swap || is_long && differs) && strsim::osa_distance(&word, known) == 1
        })
        .map(String::as_str)
}

/// A folded word in the case of another one: all capitals, or one initial capital.
pub(crate) fn cased_like(typed: &str, word: &str) -> String {
    let mut letters = typed.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    if first && letters.clone().next().is_some() && letters.all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut rest = word.chars();
    match rest.next() {
        Some(begins) if first => begins.to_uppercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{cased_like, nearest, nearest_unit};

    #[test]
    fn words_match_within_one_or_two_edits() {
        let known = ["phase", "week", "wednesday", "day", "module", "sunday"].map(str::to_owned);
        for (word, meant) in [
            ("Wensday", Some("wednesday")),
            ("Wendesday", Some("wednesday")),
            ("Phse", Some("phase")),
            ("Phsae", Some("phase")),
            ("Wekk", Some("week")),
            ("week", None),
            ("Weeks", None),
            ("Sundays", None),
            ("Weekly", None),
            ("Dya", None),
            ("Models", None),
            ("Phrases", None),
        ] {
            assert_eq!(nearest(word, known.iter()), meant, "{word}");
        }
    }

    #[test]
    fn units_match_only_if_no_other_word_is_likely() {
        let known = ["h", "hour", "hours", "min", "minutes"].map(str::to_owned);
        for (word, meant) in [
            ("mni", Some("min")),
            ("nim", None),
            ("horus", Some("hours")),
            ("hous", Some("hours")),
            ("minuts", Some("minutes")),
            ("minutees", Some("minutes")),
            ("tours", None),
            ("men", None),
            ("mini", None),
            ("min", None),
            ("hours", None),
        ] {
            assert_eq!(nearest_unit(word, known.iter()), meant, "{word}");
        }
    }

    #[test]
    fn a_correction_keeps_capitals() {
        for (typed, word, cased) in [
            ("Wensday", "wednesday", "Wednesday"),
            ("WENSDAY", "wednesday", "WEDNESDAY"),
            ("wensday", "wednesday", "wednesday"),
        ] {
            assert_eq!(cased_like(typed, word), cased);
        }
    }
}
