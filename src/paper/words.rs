//! The words on sheets that are not the author's: the theme's words, with times and dates filled in.

use super::style::SheetStyle;
use crate::theme::{self, Word, fill};
use crate::units::Date;

/// The theme's words in one language.
#[derive(Clone, Debug)]
pub(super) struct SheetWords(theme::Words);

impl SheetWords {
    /// The theme's words; those for sheets in its `theme.yaml` take precedence.
    pub(super) fn new(mut words: theme::Words, look: &SheetStyle, language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        for language in ["en", primary, language] {
            if let Some(own) = look.words.get(language) {
                words.extend(own.clone().of_language(language));
            }
        }
        Self(words)
    }

    /// The word with a name; the name itself if the theme lacks it.
    pub(super) fn get(&self, name: &str) -> String {
        self.0.word(name).map_or(name, Word::plain).to_owned()
    }

    /// The name of a kind of admonition; its id with a capital if the theme has no word for it.
    pub(super) fn kind(&self, name: &str) -> String {
        if let Some(known) = self.0.word(&format!("kind_{name}")) {
            return known.plain().to_owned();
        }
        let mut letters = name.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    }

    /// A sentence with its `{places}` filled in.
    pub(super) fn fill(&self, name: &str, values: &[(&str, &str)]) -> String {
        fill(&self.get(name), values.iter().copied())
    }

    /// A sentence in the form for a count, with its `{places}` filled in.
    pub(super) fn count(&self, name: &str, count: usize, values: &[(&str, &str)]) -> String {
        let sentence = self.0.word(name).map_or(name, |word| word.form(count));
        let number = count.to_string();
        fill(
            sentence,
            values.iter().copied().chain([("count", number.as_str())]),
        )
    }

    /// Minutes as hours and minutes.
    pub(super) fn time(&self, minutes: u32) -> String {
        // A time does not break across lines.
        theme::effort(minutes, &self.get("hours"), &self.get("minutes")).replace(' ', "\u{a0}")
    }

    /// The minimum and the maximum minutes.
    pub(super) fn range(&self, low: u32, high: u32) -> String {
        if low == high {
            self.time(high)
        } else {
            format!("{} – {}", self.time(low), self.time(high))
        }
    }

    /// The time of the core, followed by that of the whole if they differ; empty if there is none.
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

    /// A number of tasks.
    pub(super) fn tasks(&self, count: usize) -> String {
        self.count("tasks", count, &[("tasks", &count.to_string())])
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

    /// The dates from `first` to `last`, or a single date. A shared year is written once: with the first date in
    /// languages that put the year first, otherwise with the last.
    pub(super) fn dates(&self, first: Date, last: Date) -> String {
        if first == last {
            return self.date(first);
        }
        let year_first = self.get("day_date").starts_with("{year}");
        let (of_first, of_last) = match (first.year() == last.year(), year_first) {
            (false, _) => ("day_date", "day_date"),
            (true, false) => ("day_month", "day_date"),
            (true, true) => ("day_date", "day_month"),
        };
        let (first, last) = (self.dated(of_first, first), self.dated(of_last, last));
        self.fill("dates", &[("first", &first), ("last", &last)])
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::SheetWords;
    use crate::paper::style::SheetStyle;
    use crate::theme::Theme;

    fn words(language: &str) -> SheetWords {
        let theme = Theme::load("default", Path::new("")).unwrap();
        let look = SheetStyle::read(&theme).unwrap();
        SheetWords::new(theme.words(language).unwrap(), &look, language)
    }

    /// One language per line: a day, days of one year, and days of two.
    const DATES: &str = "\
ar | 4 يناير 2027 | من 4 يناير إلى 10 مارس 2027 | من 4 يناير 2027 إلى 10 مارس 2028
de | 4. Jan. 2027 | 4. Jan. bis 10. März 2027 | 4. Jan. 2027 bis 10. März 2028
en | 4 Jan 2027 | 4 Jan to 10 Mar 2027 | 4 Jan 2027 to 10 Mar 2028
es | 4 ene 2027 | 4 ene a 10 mar 2027 | 4 ene 2027 a 10 mar 2028
fr | 4 janv. 2027 | du 4 janv. au 10 mars 2027 | du 4 janv. 2027 au 10 mars 2028
he | 4 בינואר 2027 | 4 בינואר עד 10 במרץ 2027 | 4 בינואר 2027 עד 10 במרץ 2028
it | 4 gen 2027 | 4 gen – 10 mar 2027 | 4 gen 2027 – 10 mar 2028
ja | 2027年1月4日 | 2027年1月4日～3月10日 | 2027年1月4日～2028年3月10日
pt | 4 de jan. de 2027 | 4 de jan. a 10 de mar. de 2027 | 4 de jan. de 2027 a 10 de mar. de 2028
ru | 4 янв. 2027 г. | 4 янв. – 10 марта 2027 г. | 4 янв. 2027 г. – 10 марта 2028 г.
zh | 2027年1月4日 | 2027年1月4日至3月10日 | 2027年1月4日至2028年3月10日";

    #[test]
    fn dates_are_in_the_order_and_form_of_their_language() {
        let (first, last, next_year) = (date(2027, 1, 4), date(2027, 3, 10), date(2028, 3, 10));
        for line in DATES.lines() {
            let expected: Vec<&str> = line.split(" | ").collect();
            let words = words(expected[0]);
            assert_eq!(words.dates(first, first), words.date(first));
            let said = [
                words.date(first),
                words.dates(first, last),
                words.dates(first, next_year),
            ];
            let said = said.map(|dates| dates.replace('\u{a0}', " "));
            assert_eq!(said[..], expected[1..]);
        }
    }

    #[test]
    fn counts_have_the_forms_of_their_language() {
        for (language, count, weeks, tasks) in [
            ("ar", 2, "أسبوعان", "مهمتان"),
            ("ar", 3, "3 أسابيع", "3 مهام"),
            ("en", 1, "1 week", "1 task"),
            ("en", 12, "12 weeks", "12 tasks"),
            ("he", 2, "שבועיים", "שתי משימות"),
            ("ja", 1, "1 週間", "課題 1 件"),
            ("ru", 21, "21 неделя", "21 задание"),
            ("ru", 22, "22 недели", "22 задания"),
            ("ru", 25, "25 недель", "25 заданий"),
        ] {
            let words = words(language);
            assert_eq!(words.count("count_weeks", count, &[]), weeks);
            assert_eq!(words.tasks(count), tasks);
        }
    }
}
