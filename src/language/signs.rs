//! The words that indicate the language of a text, in an index that is small enough to read for every plan: `signs.txt`
//! has structural words, taken from the tables, and `common.txt` the most frequent words.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One line per language: names of weeks and weekdays, words beside numbers, short names, units and heads of columns,
/// divided by bars.
pub(crate) const SIGNS: &str = include_str!("vocabulary/signs.txt");

/// One line per language, with frequent words; a word may be in several lines.
const COMMON: &str = include_str!("vocabulary/common.txt");

/// The languages with a word in each role, as bits by the index of the language in the list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Roles {
    /// A name of the week or of a weekday.
    pub(crate) name: u32,
    /// A word that counts only beside a number: `Tag 3`, `KW 3`.
    pub(crate) numbered: u32,
    /// A short name of a weekday.
    pub(crate) short: u32,
    /// A unit of time.
    pub(crate) unit: u32,
    /// A head of a column.
    pub(crate) head: u32,
    /// A frequent word.
    pub(crate) common: u32,
}

/// All words with their languages.
pub(crate) struct Signs {
    /// English first.
    pub(crate) languages: Vec<&'static str>,
    pub(crate) roles: HashMap<&'static str, Roles>,
}

/// The index, which is read once.
pub(crate) static INDEX: LazyLock<Signs> = LazyLock::new(|| {
    let lines = |text: &'static str| text.lines().filter_map(|line| line.split_once(": "));
    let mut languages = Vec::new();
    let mut roles: HashMap<&'static str, Roles> = HashMap::with_capacity(4096);
    for (place, (language, words)) in lines(SIGNS).enumerate() {
        languages.push(language);
        let bit = 1 << place;
        for (role, list) in words.split('|').enumerate() {
            for word in list.split_whitespace() {
                let known = roles.entry(word).or_default();
                match role {
                    0 => known.name |= bit,
                    1 => known.numbered |= bit,
                    2 => known.short |= bit,
                    3 => known.unit |= bit,
                    _ => known.head |= bit,
                }
            }
        }
    }
    for (language, words) in lines(COMMON) {
        let Some(place) = languages.iter().position(|known| *known == language) else {
            continue;
        };
        for word in words.split_whitespace() {
            roles.entry(word).or_default().common |= 1 << place;
        }
    }
    Signs { languages, roles }
});
