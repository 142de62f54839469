//! What sheets say that is not the author's: the theme's words, with times and dates put into them.

use std::collections::BTreeMap;

use super::look::Look;
use crate::units::Date;

/// The theme's words in one language.
#[derive(Clone, Debug)]
pub(super) struct Words(BTreeMap<String, String>);

impl Words {
    /// The words of the theme's pages, and over them those of its sheets: English for what a language lacks.
    pub(super) fn new(pages: BTreeMap<String, String>, look: &Look, language: &str) -> Self {
        let mut words = pages;
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        for language in ["en", primary, language] {
            if let Some(own) = look.words.get(language) {
                words.extend(own.iter().map(|(key, word)| (key.clone(), word.clone())));
            }
        }
        Self(words)
    }

    /// The word of that name; the name itself where a theme lacks it.
    pub(super) fn get(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// What a kind of admonition is called; its own name, with a capital, where a theme has no word for it.
    pub(super) fn kind(&self, name: &str) -> String {
        let known = self.0.get(&format!("kind_{name}")).cloned();
        known.unwrap_or_else(|| {
            let mut letters = name.chars();
            let first = letters.next().map(char::to_uppercase);
            first.into_iter().flatten().chain(letters).collect()
        })
    }

    /// A sentence with values in its `{places}`.
    pub(super) fn fill(&self, name: &str, values: &[(&str, &str)]) -> String {
        let mut sentence = self.get(name);
        for (place, value) in values {
            sentence = sentence.replace(&format!("{{{place}}}"), value);
        }
        sentence
    }

    /// Minutes as hours and minutes.
    pub(super) fn time(&self, minutes: u32) -> String {
        // A time stands on one line.
        crate::view::effort(minutes, &self.get("hours"), &self.get("minutes"))
            .replace(' ', "\u{a0}")
    }

    /// The least and the most minutes.
    pub(super) fn range(&self, low: u32, high: u32) -> String {
        if low == high {
            self.time(high)
        } else {
            format!("{} – {}", self.time(low), self.time(high))
        }
    }

    /// The time of a core, beside that of the whole where the two are apart; nothing where there is none.
    pub(super) fn of_written(&self, core: Option<u32>, written: Option<u32>) -> String {
        let Some(core) = core else {
            return String::new();
        };
        let time = self.time(core);
        match written {
            Some(written) if written != core => {
                let of = self.fill("of_written", &[("written", &self.time(written))]);
                format!("{time} {of}")
            }
            _ => time,
        }
    }

    /// So many tasks.
    pub(super) fn tasks(&self, count: usize) -> String {
        if count == 1 {
            self.get("one_task")
        } else {
            self.fill("tasks", &[("tasks", &count.to_string())])
        }
    }

    /// A date in words.
    pub(super) fn date(&self, date: Date) -> String {
        self.dated("day_date", date)
    }

    fn dated(&self, name: &str, date: Date) -> String {
        let months = self.get("months");
        let index = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let month = months.split_whitespace().nth(index).unwrap_or_default();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill(name, &[("day", &day), ("month", month), ("year", &year)])
            .replace(' ', "\u{a0}")
    }

    /// The dates from `first` to `last`, or the one that both are.
    pub(super) fn dates(&self, first: Date, last: Date) -> String {
        if first == last {
            return self.date(first);
        }
        let year = if first.year() == last.year() {
            "day_month"
        } else {
            "day_date"
        };
        let (first, last) = (self.dated(year, first), self.date(last));
        self.fill("dates", &[("first", &first), ("last", &last)])
    }
}
