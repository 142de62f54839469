//! The words for language detection match the tables.

use std::fmt::Write;
use std::fs;

use crate::language::signs::SIGNS;
use crate::language::{Vocabulary, WordList, is_unspaced};

/// The single-token words of some lists that `fits` accepts, in lower case; the parts of hyphenated words.
fn single<'a>(
    lists: impl IntoIterator<Item = &'a WordList>,
    fits: impl Fn(&str, usize) -> bool,
) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in lists.into_iter().flatten() {
        let word = word.to_lowercase();
        let parts = word
            .split('-')
            .filter(|part| *part == word || part.chars().count() > 3);
        for part in parts {
            let one = part.chars().all(|c| c.is_alphabetic() || "'’ʼ".contains(c));
            let fits = fits(part, part.chars().count());
            if one && fits && !words.iter().any(|known| known == part) {
                words.push(part.to_owned());
            }
        }
    }
    words.join(" ")
}

/// Whether a word is long enough to indicate a language; a Korean syllable and a Chinese character count more than a
/// letter.
fn is_long(word: &str, letters: usize) -> bool {
    let dense =
        word.starts_with(|c: char| is_unspaced(c) || ('\u{AC00}'..='\u{D7A3}').contains(&c));
    letters > if dense { 1 } else { 3 }
}

/// `PREPBOOK_RENEW=1` regenerates `signs.txt` from the tables.
#[test]
#[expect(clippy::disallowed_methods, reason = "a golden is renewed on demand")]
fn the_signs_of_languages_are_those_of_the_tables() {
    let mut signs = String::new();
    let ordinals: Vec<String> = Vocabulary::tables()
        .flat_map(|(_, words)| words.ordinals)
        .flat_map(|words| words.to_vec())
        .collect();
    // `segunda` is Monday in Portuguese and second in Spanish.
    let clear =
        |word: &str, letters| is_long(word, letters) && !ordinals.iter().any(|known| known == word);
    let dense = |word: &str| word.starts_with(|c: char| !c.is_ascii()) && is_long(word, 2);
    for (language, words) in Vocabulary::tables() {
        let week = single([&words.week], |word, letters| {
            is_long(word, letters) || dense(word)
        });
        let lists = [
            format!("{} {week}", single(&words.weekdays, clear)),
            single([&words.week, &words.day, &words.phase], |word, letters| {
                letters > 1 || dense(word)
            }),
            single(&words.weekdays, |word, letters| !clear(word, letters)),
            single([&words.hours, &words.minutes], |word, letters| {
                letters > 1 || dense(word)
            }),
            single(
                [
                    &words.day,
                    &words.week,
                    &words.columns.time,
                    &words.columns.title,
                ],
                |_, letters| letters > 1,
            ),
        ];
        writeln!(signs, "{language}: {}", lists.join(" | ")).unwrap();
    }
    if std::env::var_os("PREPBOOK_RENEW").is_some() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/language/vocabulary/signs.txt"
        );
        fs::write(path, &signs).unwrap();
        return;
    }
    assert!(SIGNS == signs, "the tables have changed: renew signs.txt");
}
