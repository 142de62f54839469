//! The language that a document is in, where it does not state it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How many words of a document are looked at.
const WORDS: usize = 2_000;
/// How many of them must tell a language from English.
const FEWEST: usize = 3;

/// The languages, English first, each with frequent words that tell it from the others.
const COMMON: &str = include_str!("vocabulary/common.txt");

/// Languages, and for each word the places of those that it tells.
type Known = (Vec<&'static str>, HashMap<&'static str, Vec<usize>>);

/// The languages, and for each word the places among them of those that it tells.
static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let lines = COMMON.lines().filter_map(|line| line.split_once(':'));
    let mut languages = Vec::new();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, (language, words)) in lines.enumerate() {
        languages.push(language);
        for word in words.split_whitespace() {
            places.entry(word).or_default().push(place);
        }
    }
    (languages, places)
});

/// The language other than English that a document is in: that of the script of most of its letters, or else the one
/// of which it has the most words; nothing where that is English or cannot be told.
pub(crate) fn detect<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let (languages, common) = &*KNOWN;
    let mut letters = 0_usize;
    let mut scripts: HashMap<&str, usize> = HashMap::new();
    let mut words = vec![0_usize; languages.len()];
    let mut seen = 0;
    for text in texts {
        if text.is_ascii() {
            letters += text.len() / 2;
        } else {
            for character in text.chars().filter(|c| c.is_alphabetic()) {
                letters += 1;
                if let Some(language) = script(character) {
                    *scripts.entry(language).or_default() += 1;
                }
            }
        }
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'') {
            seen += usize::from(!word.is_empty());
            for place in common
                .get(word.to_lowercase().as_str())
                .into_iter()
                .flatten()
            {
                words[*place] += 1;
            }
        }
        if seen > WORDS {
            break;
        }
    }
    // Japanese writes Chinese characters between its own.
    let kana = scripts.get("ja").copied().unwrap_or_default();
    if let Some(chinese) = scripts.get_mut("zh")
        && kana * 8 > *chinese
    {
        let both = kana + std::mem::take(chinese);
        scripts.insert("ja", both);
    }
    let by_script = scripts
        .into_iter()
        .max_by_key(|(language, count)| (*count, *language));
    if let Some((language, count)) = by_script
        && count * 2 > letters
    {
        return Some(language);
    }
    let (best, count) = words
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, count)| **count)?;
    (best > 0 && *count >= FEWEST && *count > words[0]).then(|| languages[best])
}

/// The language of the plans that we read in a script, as far as a character tells it.
fn script(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{590}'..='\u{5FF}' => "he",
        '\u{600}'..='\u{6FF}' => "ar",
        '\u{400}'..='\u{4FF}' => "ru",
        '\u{3040}'..='\u{30FF}' => "ja",
        '\u{4E00}'..='\u{9FFF}' => "zh",
        _ => return None,
    })
}
