//! The similarity of the words of two tasks.

use crate::language::{LineReader, Vocabulary, is_unspaced};

/// How similar words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Similarity {
    /// The same: only typos were fixed, or a few of many words were added or removed.
    Same,
    /// Most words stay, and others replace the rest: the same task, if it is in the same position.
    Close,
    /// Possibly the same.
    Doubtful,
    /// Different.
    Other,
}

/// The similarity of the normalized words of a task to those that it may have had before.
pub(super) fn near(old: &str, new: &str, words: &Vocabulary) -> Similarity {
    let (old, new) = (units(old), units(new));
    let longest = old.len().max(new.len());
    let kept = kept_words((&old, &new), is_same);
    if longest == 0 || 2 * kept < longest {
        return Similarity::Other;
    }
    let is_number = |unit: &str| {
        let mut reader = LineReader::new(unit, words);
        has_digit(unit) || reader.number().is_some() && reader.rest.is_empty()
    };
    let numbers = |units: &[&str]| -> Vec<String> {
        let numbers = units.iter().filter(|unit| is_number(unit));
        numbers.map(|unit| (*unit).to_owned()).collect()
    };
    // A typo and other words at once are more than a change of words.
    let unchanged = || kept_words((&old, &new), |old, new| old == new);
    // `Chapter 3` and `chapter 4` differ in a single character, and are two tasks.
    let is_whole = kept == old.len().min(new.len());
    if numbers(&old) != numbers(&new) {
        Similarity::Doubtful
    } else if kept == longest || is_whole && kept >= 3 {
        Similarity::Same
    } else if kept >= 3 && 4 * unchanged() >= 3 * longest {
        Similarity::Close
    } else {
        Similarity::Doubtful
    }
}

/// Words, or the characters of a script without spaces between words.
pub(super) fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut start = 0;
        for (at, sign) in word.char_indices() {
            if is_unspaced(sign) {
                if start < at {
                    units.push(&word[start..at]);
                }
                start = at + sign.len_utf8();
                units.push(&word[at..start]);
            }
        }
        if start < word.len() {
            units.push(&word[start..]);
        }
    }
    units
}

fn has_digit(unit: &str) -> bool {
    unit.contains(|sign: char| sign.is_numeric())
}

/// How many words stay in order: those that are the same by `is_same`.
fn kept_words((old, new): (&[&str], &[&str]), is_same: impl Fn(&str, &str) -> bool) -> usize {
    let mut row = vec![0; new.len() + 1];
    for before in old {
        let mut diagonal = 0;
        for (at, now) in new.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if is_same(before, now) {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row[new.len()]
}

/// Whether two words are equal except for typos.
fn is_same(old: &str, new: &str) -> bool {
    if old == new {
        return true;
    }
    if has_digit(old) || has_digit(new) {
        return false;
    }
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (old_count, new_count) = (old.chars().count(), new.chars().count());
    let allowed = match old_count.max(new_count) {
        0..=3 => return false,
        // Many words of four letters differ in one, so only a transposition is a typo.
        4 if letters(old) != letters(new) => return false,
        4..=8 => 1,
        _ => 2,
    };
    // An edit adds a letter, removes one, or does both: most words differ too much to need counting edits.
    let differing = (letter_bits(old) ^ letter_bits(new)).count_ones() as usize;
    old_count.abs_diff(new_count) <= allowed
        && differing <= 2 * allowed
        && strsim::damerau_levenshtein(old, new) <= allowed
}

/// A bit for each letter that a word has; some letters share one.
fn letter_bits(word: &str) -> u64 {
    let bit = |letter: char| 1 << (u32::from(letter) % u64::BITS);
    word.chars().map(bit).fold(0, |bits, bit: u64| bits | bit)
}

#[cfg(test)]
mod tests {
    use super::{Similarity, near};
    use crate::language::Vocabulary;

    const CASES: &[(&str, &str, Similarity)] = &[
        // Typos.
        ("read the chapter", "read the chapter", Similarity::Same),
        ("raed the chapter", "read the chapter", Similarity::Same),
        ("shedule", "schedule", Similarity::Same),
        (
            "solve two aray problems",
            "solve two array problems",
            Similarity::Same,
        ),
        ("team", "tear", Similarity::Other),
        // One of several words.
        (
            "solve two array problems",
            "solve two graph problems",
            Similarity::Close,
        ),
        (
            "slove two array problems of a kind",
            "solve two graph problems of a kind",
            Similarity::Doubtful,
        ),
        (
            "write a story on ownership",
            "write one story on ownership",
            Similarity::Doubtful,
        ),
        (
            "write the story on ownership",
            "write my story on ownership",
            Similarity::Close,
        ),
        ("write a story", "write a short story", Similarity::Same),
        (
            "write down questions",
            "write down questions about the first chapter",
            Similarity::Other,
        ),
        (
            "write down your questions",
            "write down your questions about it all",
            Similarity::Same,
        ),
        // Too few words to decide.
        ("read one", "read two", Similarity::Doubtful),
        ("read it twice", "read it aloud", Similarity::Doubtful),
        // A different number means a different task.
        (
            "read chapter 3 of the book",
            "read chapter 4 of the book",
            Similarity::Doubtful,
        ),
        (
            "read chapter one of the book",
            "read chapter two of the book",
            Similarity::Doubtful,
        ),
        (
            "read pages 3 to 9",
            "read pages 3 to 9 again",
            Similarity::Same,
        ),
        ("run 5 km", "run 6 km", Similarity::Doubtful),
        // A different task.
        ("read the chapter", "go for a run", Similarity::Other),
        (
            "write a story on ownership",
            "solve a problem on graphs",
            Similarity::Other,
        ),
        ("", "", Similarity::Other),
        // Scripts without spaces.
        ("第三章を全部読む", "第三章を全部読もう", Similarity::Close),
        ("第三章を読む", "走る", Similarity::Other),
    ];

    #[test]
    fn most_words_must_stay_and_all_numbers() {
        for (old, new, expected) in CASES {
            let words = Vocabulary::of(None);
            assert_eq!(near(old, new, words), *expected, "{old} -> {new}");
        }
    }
}
