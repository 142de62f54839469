//! Words of times and dates: one part of each language's table.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::words::WordList;

/// Words of durations and times of day, except units, numbers and words of ranges.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    /// Number words and articles in front of units, with their values.
    #[serde(deserialize_with = "word_values")]
    pub(crate) counts: Vec<WordValue>,
    /// Words in front of an hour's unit, with the resulting minutes: `half an` 30.
    #[serde(deserialize_with = "word_values")]
    pub(crate) parts: Vec<WordValue>,
    /// Words that are lengths themselves, with their minutes: `полчаса` 30.
    #[serde(deserialize_with = "word_values")]
    pub(crate) whole: Vec<WordValue>,
    /// Words that add half an hour after hours, or half to a number in front of its unit.
    pub(crate) and_half: WordList,
    /// Words that add a quarter in the same positions.
    pub(crate) and_quarter: WordList,
    /// Words between hours and minutes.
    pub(crate) plus: WordList,
    /// Words in front of the first end of a range.
    pub(crate) from: WordList,
    /// Words that do not change a time.
    pub(crate) about: WordList,
    /// Words for an indefinite number.
    pub(crate) few: WordList,
    /// Units without a fixed length.
    pub(crate) vague: WordList,
    /// Words of multiplication between a number and an amount.
    pub(crate) multiply: WordList,
    /// Words after a repeated time.
    pub(crate) rates: WordList,
    /// Units shorter than a minute.
    pub(crate) seconds: WordList,
    /// Words in front of a time of day.
    pub(crate) at: WordList,
    /// Words after the hour of a time of day.
    pub(crate) oclock: WordList,
    /// Words for the hours before noon.
    pub(crate) am: WordList,
    /// Words for the hours after noon.
    pub(crate) pm: WordList,
    /// Separators of hours and minutes in a time of day, besides the colon.
    pub(crate) clock_separators: WordList,
}

/// Signs and words of dates, except weekdays and months.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dates {
    /// Signs after the day of the month: `th`, `日`.
    pub(crate) day_sign: WordList,
    /// The signs after a year in front of a month.
    #[serde(default)]
    pub(crate) year_sign: WordList,
    /// Words in front of a range of dates, besides those in front of times: `du` of `du 16 au 22 mars`.
    #[serde(default)]
    pub(crate) from: WordList,
    /// Words after the first date of a week: `1月4日の週`.
    #[serde(default)]
    pub(crate) week_after: WordList,
    /// Words between the day and the month: `of`.
    pub(crate) of: WordList,
    /// Whether numeric dates put the month first: `1/6`.
    #[serde(default)]
    pub(crate) month_first: bool,
}

/// Words with a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordValue {
    pub(crate) value: u32,
    pub(crate) words: WordList,
}

/// Deserializes a map from values to words as a list.
fn word_values<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<WordValue>, D::Error> {
    let map = BTreeMap::<u32, WordList>::deserialize(deserializer)?;
    let known = |(value, words)| WordValue { value, words };
    Ok(map.into_iter().map(known).collect())
}

impl Times {
    /// The lists that a plan's own language shares with English.
    pub(crate) fn lists(&mut self) -> [&mut WordList; 15] {
        [
            &mut self.and_half,
            &mut self.and_quarter,
            &mut self.plus,
            &mut self.from,
            &mut self.about,
            &mut self.few,
            &mut self.vague,
            &mut self.multiply,
            &mut self.rates,
            &mut self.seconds,
            &mut self.at,
            &mut self.oclock,
            &mut self.am,
            &mut self.pm,
            &mut self.clock_separators,
        ]
    }

    /// The words with values.
    pub(crate) fn word_values(&mut self) -> [&mut Vec<WordValue>; 3] {
        [&mut self.counts, &mut self.parts, &mut self.whole]
    }
}
