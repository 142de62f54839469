//! The words for recognizing a plan's structure, one table per language in `vocabulary/`. English is always understood;
//! the plan's own language takes precedence.

use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::fold;
use super::terms::{Dates, Times};
use super::words::{Beginning, Beginnings, WordList};

/// The words of one plan. All of them are [`fold`]ed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    /// Names of a level above the weeks.
    pub(crate) phase: WordList,
    pub(crate) week: WordList,
    /// Words in front of the date of a week without a number: `week of`.
    pub(crate) week_of: WordList,
    pub(crate) weekend: WordList,
    /// Names of weeks without a number: `final week`.
    pub(crate) named_weeks: WordList,
    /// A week without study, and the word at the end of its name: `break`.
    pub(crate) breaks: WordList,
    /// Units of work in place of weeks: `sprint`.
    pub(crate) sprint: WordList,
    /// Units of a course in place of days: `lesson`.
    pub(crate) lesson: WordList,
    /// Monday's names first.
    pub(crate) weekdays: [WordList; 7],
    /// January's names first.
    pub(crate) months: [WordList; 12],
    pub(crate) day: WordList,
    pub(crate) block: WordList,
    pub(crate) theme: WordList,
    /// A heading with one of these and hours per week defines a track.
    pub(crate) track: WordList,
    /// Words after a track's name that mean `for this track`.
    pub(crate) of_track: WordList,
    pub(crate) hours: WordList,
    pub(crate) minutes: WordList,
    pub(crate) per_week: WordList,
    /// Words between the ends of a range, besides dashes.
    pub(crate) and: WordList,
    /// Words after the first number of an open-ended range.
    pub(crate) onwards: WordList,
    /// Words on a line of their own between two alternatives.
    pub(crate) or: WordList,
    /// Number words, zero first.
    pub(crate) numbers: Vec<String>,
    /// Ordinals in words, those for the first one at the start.
    pub(crate) ordinals: Vec<WordList>,
    /// Signs that make the number after them an ordinal.
    pub(crate) ordinal_before: WordList,
    /// Signs that make the digits in front of them an ordinal.
    pub(crate) ordinal_after: WordList,
    pub(crate) after_number: AfterNumber,
    /// Names of sections that are only about a week.
    pub(crate) about: WordList,
    /// Words at the start of a heading for an alternative way to do the same days.
    pub(crate) alternative: WordList,
    /// Words in an area's name that do not distinguish it from others.
    pub(crate) general: WordList,
    pub(crate) columns: Columns,
    pub(crate) times: Times,
    pub(crate) dates: Dates,
    /// The name of the track that is the plan as written.
    pub(crate) full: String,
    /// Number words with their values, of all languages of the plan.
    #[serde(skip)]
    pub(crate) cardinals: Vec<(String, u32)>,
    /// The beginnings of ordinals in words.
    #[serde(skip)]
    pub(crate) ordinal_beginnings: Beginnings,
    /// The words that the names of phases, weeks and days begin with.
    #[serde(skip)]
    name_words: WordList,
    /// Their beginnings, and those of numbers if a name may begin with one.
    #[serde(skip)]
    name_beginnings: Beginnings,
    /// The length in bytes from which the start of a line has its first word as a whole, even if that is a name's.
    #[serde(skip)]
    long_start: usize,
    /// Whether a name may begin with a number in words or Roman numerals.
    #[serde(skip)]
    has_numbers_first: bool,
}

/// Words that name a day, a week or a phase after a bare number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AfterNumber {
    pub(crate) week: WordList,
    pub(crate) day: WordList,
    pub(crate) phase: WordList,
}

/// Words at the head of a table's column.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    /// The column has dates.
    pub(crate) date: WordList,
    /// The column has numbers.
    pub(crate) number: WordList,
    /// The column has times.
    pub(crate) time: WordList,
    /// The column has boxes.
    pub(crate) done: WordList,
    /// The column has titles.
    pub(crate) title: WordList,
    /// The column has lengths rather than times of day; these are in `time` too.
    pub(crate) length: WordList,
}

/// Each supported language, with its table.
const TABLES: &[(&str, &str)] = &[
    ("en", include_str!("vocabulary/en.yaml")),
    ("de", include_str!("vocabulary/de.yaml")),
    ("es", include_str!("vocabulary/es.yaml")),
    ("fr", include_str!("vocabulary/fr.yaml")),
    ("pt", include_str!("vocabulary/pt.yaml")),
    ("it", include_str!("vocabulary/it.yaml")),
    ("ru", include_str!("vocabulary/ru.yaml")),
    ("zh", include_str!("vocabulary/zh.yaml")),
    ("ja", include_str!("vocabulary/ja.yaml")),
    ("ar", include_str!("vocabulary/ar.yaml")),
    ("he", include_str!("vocabulary/he.yaml")),
    ("pl", include_str!("vocabulary/pl.yaml")),
    ("ko", include_str!("vocabulary/ko.yaml")),
    ("nl", include_str!("vocabulary/nl.yaml")),
    ("tr", include_str!("vocabulary/tr.yaml")),
    ("uk", include_str!("vocabulary/uk.yaml")),
    ("cs", include_str!("vocabulary/cs.yaml")),
    ("sv", include_str!("vocabulary/sv.yaml")),
    ("vi", include_str!("vocabulary/vi.yaml")),
    ("id", include_str!("vocabulary/id.yaml")),
];

/// A table that is read when it is needed.
type Lazy = OnceLock<Vocabulary>;

static READ: [Lazy; TABLES.len()] = [const { OnceLock::new() }; TABLES.len()];

impl Vocabulary {
    /// The tags of all languages with a table, English first.
    pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
        TABLES.iter().map(|(language, _)| *language)
    }

    /// The source of the tables, each with the tag of its language.
    #[cfg(test)]
    pub(crate) fn tables() -> impl Iterator<Item = (&'static str, Self)> {
        TABLES.iter().map(|(language, table)| {
            let read = serde_yaml::from_str(table);
            let read = read.unwrap_or_else(|error| panic!("{language}: {error}"));
            (*language, read)
        })
    }

    /// Whether there is a table for a language tag.
    pub(crate) fn knows(language: &str) -> bool {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        let mut known = TABLES.iter();
        known.any(|(language, _)| language.eq_ignore_ascii_case(primary))
    }

    /// The words for a language tag such as `de` or `es-MX`; English for an unknown one.
    pub(crate) fn of(language: Option<&str>) -> &'static Self {
        let tag = language.unwrap_or("en");
        let primary = tag.split(['-', '_']).next().unwrap_or("en");
        let known = TABLES
            .iter()
            .position(|(language, _)| language.eq_ignore_ascii_case(primary));
        Self::at(known.unwrap_or_default())
    }

    /// The words for a language tag, with numeric dates that put the day first.
    pub(crate) fn with_day_first(language: Option<&str>) -> &'static Self {
        static ENGLISH: OnceLock<Vocabulary> = OnceLock::new();
        let words = Self::of(language);
        // Only English has both orders.
        if !std::ptr::eq(words, Self::at(0)) {
            return words;
        }
        ENGLISH.get_or_init(|| {
            let mut words = words.clone();
            words.dates.month_first = false;
            words
        })
    }

    fn at(place: usize) -> &'static Self {
        READ[place].get_or_init(|| {
            // A test below finds unreadable tables, so users never see one.
            let read: Self = serde_yaml::from_str(TABLES[place].1).unwrap_or_default();
            let own = read.folded();
            if place == 0 {
                own
            } else {
                own.and(Self::at(0))
            }
        })
    }

    /// The lists that a plan's own language shares with English.
    fn lists(&mut self) -> Vec<&mut WordList> {
        let mut lists = vec![
            &mut self.phase,
            &mut self.week,
            &mut self.week_of,
            &mut self.weekend,
            &mut self.named_weeks,
            &mut self.breaks,
            &mut self.sprint,
            &mut self.lesson,
            &mut self.day,
            &mut self.block,
            &mut self.theme,
            &mut self.track,
            &mut self.of_track,
            &mut self.hours,
            &mut self.minutes,
            &mut self.per_week,
            &mut self.and,
            &mut self.onwards,
            &mut self.or,
            &mut self.ordinal_before,
            &mut self.ordinal_after,
            &mut self.after_number.week,
            &mut self.after_number.day,
            &mut self.after_number.phase,
            &mut self.about,
            &mut self.alternative,
            &mut self.general,
            &mut self.columns.date,
            &mut self.columns.number,
            &mut self.columns.time,
            &mut self.columns.done,
            &mut self.columns.title,
            &mut self.columns.length,
        ];
        lists.extend([
            &mut self.dates.day_sign,
            &mut self.dates.year_sign,
            &mut self.dates.from,
            &mut self.dates.week_after,
            &mut self.dates.of,
        ]);
        lists.extend(self.times.lists());
        lists.extend(&mut self.weekdays);
        lists.extend(&mut self.months);
        lists
    }

    fn folded(mut self) -> Self {
        for list in self.lists() {
            *list = list.iter().flat_map(|word| spellings(word)).collect();
        }
        for words in &mut self.ordinals {
            *words = words.iter().flat_map(|word| spellings(word)).collect();
        }
        for valued in self.times.word_values().into_iter().flatten() {
            valued.words = valued.words.iter().map(|word| fold(word)).collect();
        }
        self.cardinals = (0..)
            .zip(&self.numbers)
            .map(|(number, word)| (fold(word), number))
            .collect();
        self.index();
        self
    }

    fn and(mut self, english: &Self) -> Self {
        let mut other = english.clone();
        for (own, more) in self.lists().into_iter().zip(other.lists()) {
            own.append(more);
        }
        for (own, more) in self
            .times
            .word_values()
            .into_iter()
            .zip(other.times.word_values())
        {
            own.append(more);
        }
        let longer = self.ordinals.len().max(other.ordinals.len());
        self.ordinals.resize(longer, WordList::default());
        for (own, more) in self.ordinals.iter_mut().zip(&mut other.ordinals) {
            own.append(more);
        }
        self.cardinals.append(&mut other.cardinals);
        self.index();
        self
    }

    fn index(&mut self) {
        self.ordinal_beginnings = Beginnings::default();
        for list in &self.ordinals {
            self.ordinal_beginnings.add(*list.beginnings());
        }
        let names = [&self.phase, &self.week, &self.week_of, &self.weekend];
        let names = names.into_iter().chain([&self.day, &self.ordinal_before]);
        let names = names.chain([&self.times.from, &self.dates.from]);
        let names = names.chain(&self.weekdays);
        let names = names.chain(&self.months).chain(&self.ordinals);
        self.name_words = names.flatten().cloned().collect();
        self.name_beginnings = *self.name_words.beginnings();
        // Words may have hyphens and spaces in them.
        self.long_start = 2 * self.name_words.iter().map(String::len).max().unwrap_or(0);
        let after = &self.after_number;
        let after = [&after.week, &after.day, &after.phase];
        let is_letter = |sign: &String| sign.starts_with(|c: char| c.is_ascii_alphabetic());
        // A sign and its number may be one word.
        self.has_numbers_first = self.ordinal_before.iter().any(is_letter);
        if after.iter().any(|list| !list.is_empty()) {
            self.has_numbers_first = true;
            // In these lists, any number may begin a name, and so may the capitals of Roman numerals.
            let numbers = self.cardinals.iter().map(|(word, _)| word.clone());
            let roman = ["i", "v", "x"].map(str::to_owned);
            let numbers: WordList = numbers.chain(roman).collect();
            self.name_beginnings.add(*numbers.beginnings());
        }
    }

    /// Whether a line with this start may begin with the name of a phase, a week or a day. The first word may be cut.
    pub(crate) fn may_begin_name(&self, start: &str) -> bool {
        if start.len() > self.long_start {
            self.has_name_word(start)
        } else {
            self.begins_name(start, |_| true)
        }
    }

    /// Whether a line may begin with the name of a phase, a week or a day, judged by its first word.
    pub(crate) fn has_name_word(&self, line: &str) -> bool {
        self.begins_name(line, |beginning| {
            self.has_numbers_first || self.name_words.longest(line, beginning).is_some()
        })
    }

    fn begins_name(&self, line: &str, is_known: impl FnOnce(Beginning) -> bool) -> bool {
        if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return true;
        }
        Beginning::of(line)
            .is_some_and(|line| self.name_beginnings.may_begin(line) && is_known(line))
    }
}

/// A normalized word, and its spellings on a keyboard without its letters: `fuenfte` or `funfte` for `fünfte`, `sabado`
/// for `sábado`.
fn spellings(word: &str) -> Vec<String> {
    const PAIRS: &[(char, &str)] = &[('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss")];
    const MARKED: &str = "áàâãäåāăąạảấầẩẫậắằẳẵặčçćďđéèêëěęēẹẻẽếềểễệíìîïīịỉĩıłñńňóòôõöőøọỏốồổỗộớờởỡợơřśšşťúùûüůűūụủũứừửữựưýỳỵỷỹźžżğ";
    const PLAIN: &str = "aaaaaaaaaaaaaaaaaaaaacccddeeeeeeeeeeeeeeeiiiiiiiiilnnnoooooooooooooooooooorssstuuuuuuuuuuuuuuuuyyyyyzzzg";
    let word = fold(word);
    if word.is_ascii() {
        return vec![word];
    }
    let paired: String = word
        .chars()
        .map(|letter| {
            let pair = PAIRS.iter().find(|(marked, _)| *marked == letter);
            pair.map_or_else(|| letter.to_string(), |(_, plain)| (*plain).to_owned())
        })
        .collect();
    let bare: String = word
        .chars()
        .map(|letter| {
            let place = MARKED.chars().position(|marked| marked == letter);
            place
                .and_then(|place| PLAIN.chars().nth(place))
                .unwrap_or(letter)
        })
        .collect();
    let mut spellings = vec![word];
    for other in [paired, bare] {
        if !spellings.contains(&other) {
            spellings.push(other);
        }
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_without_their_letters() {
        assert_eq!(spellings("Fünfte"), ["fünfte", "fuenfte", "funfte"]);
        assert_eq!(spellings("sábado"), ["sábado", "sabado"]);
        assert_eq!(spellings("Đường"), ["đường", "duong"]);
        assert_eq!(spellings("day"), ["day"]);
    }

    #[test]
    fn every_table_can_be_read_and_names_every_thing() {
        for (language, mut read) in Vocabulary::tables() {
            assert!(
                read.weekdays.iter().all(|day| !day.is_empty()),
                "{language}"
            );
            assert!(
                read.months.iter().all(|month| !month.is_empty()),
                "{language}"
            );
            assert!(
                !read.week.is_empty() && !read.hours.is_empty(),
                "{language}"
            );
            assert!(read.numbers.len() > 10, "{language}");
            assert!(
                read.ordinals.len() > 10 || !read.ordinal_before.is_empty(),
                "{language}"
            );
            assert!(!read.full.is_empty(), "{language}");
            let lists = [
                &read.sprint,
                &read.named_weeks,
                &read.breaks,
                &read.lesson,
                &read.columns.date,
            ];
            assert!(lists.iter().all(|list| !list.is_empty()), "{language}");
            for list in read.lists() {
                assert!(
                    list.iter().all(|word| !fold(word).is_empty()),
                    "{language}: {list:?}"
                );
            }
        }
    }
}
