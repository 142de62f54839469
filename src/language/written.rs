//! The date of a week or a day in the words beside its name: `Jan 18 – 24`, `Trees (18.–24. Januar)`, `10/6/2026`.

use super::date::{WrittenDate, certain_date, date, date_of_weekday, numeric_date};
use super::number::digits;
use super::reader::{LineReader, SEPARATORS};
use super::vocabulary::Vocabulary;

/// Which dates without a month in words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumericDates {
    /// All, as below the header `Date`.
    All,
    /// Those that can hardly be anything else: a range of two, one with a year of four digits, with a number above 12,
    /// or with a period after the month.
    Certain,
}

/// The first day that a title states, and the words that state it: at its beginning, in brackets, or after a separator.
pub(crate) fn date_in_title<'a>(
    title: &'a str,
    words: &Vocabulary,
) -> Option<(WrittenDate, &'a str)> {
    if !title.contains(char::is_numeric) {
        return None;
    }
    let numeric = NumericDates::Certain;
    let starts = title.char_indices().filter_map(|(at, sign)| {
        let is_bracket = matches!(sign, '(' | '[' | '（');
        let is_separator = SEPARATORS.contains(&sign) && title[..at].ends_with(' ') || sign == ',';
        (is_bracket || is_separator).then_some(at + sign.len_utf8())
    });
    [0].into_iter().chain(starts).find_map(|start| {
        let rest = title[start..].trim_start();
        let mut reader = LineReader { rest, words };
        let (date, after) = if reader.word(&words.week_of) {
            (date_after_week_of(&mut reader)?, reader.rest)
        } else {
            first_day(rest, words, numeric)?
        };
        Some((date, rest[..rest.len() - after.len()].trim_end()))
    })
}

/// The first day of a text that is only a date or a range of dates.
pub(crate) fn whole_date(text: &str, words: &Vocabulary) -> Option<WrittenDate> {
    let (date, after) = first_day(text, words, NumericDates::All)?;
    (!after.contains(char::is_alphanumeric)).then_some(date)
}

/// The first day of the date or the range of dates at the start of a text, and the text after it. Words that go on right
/// after a date make it a part of a sentence.
fn first_day<'a>(
    text: &'a str,
    words: &Vocabulary,
    numeric: NumericDates,
) -> Option<(WrittenDate, &'a str)> {
    let reader = LineReader { rest: text, words };
    let days = range_of_days(reader).map(|(first, _, after)| (first, after, true));
    let (mut first, mut after, is_certain) = days.or_else(|| single(reader))?;
    let mut is_range = false;
    let mut ahead = after;
    if joins(&mut ahead)
        && let Some((last, end, _)) = single(ahead).or_else(|| day_of_month(ahead, first))
    {
        is_range = true;
        after = end;
        first = with_year_of(first, last);
    }
    let goes_on = after.rest.trim_start_matches([' ', '.']);
    let ends = goes_on.is_empty() || !goes_on.starts_with(char::is_alphanumeric);
    let counts = is_certain || is_range || numeric == NumericDates::All;
    (ends && counts).then(|| (first, &text[text.len() - after.rest.len()..]))
}

/// Takes the first day of the date or the range of dates after `Week of`: `Jan 4 – 10`, `Mon 4 Jan`, `1/4`, `4 al 10 de
/// enero`.
pub(crate) fn date_after_week_of(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    let mut start = *reader;
    start.rest = start.rest.trim_start_matches([':', ' ']);
    if let Some((first, _, end)) = range_of_days(start).filter(|(.., end)| !goes_on(*end)) {
        *reader = end;
        return Some(first);
    }
    let first = date_of_any_weekday(&mut start)?;
    let mut end = start;
    if joins(&mut end)
        && let Some(last) = date_of_any_weekday(&mut end)
        && !goes_on(end)
    {
        *reader = end;
        return Some(with_year_of(first, last));
    }
    let first = end_of_range(&mut start, first);
    *reader = start;
    Some(first)
}

/// Takes what can only be a date, with its weekday in front of it.
fn date_of_any_weekday(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    let mut ahead = *reader;
    if ahead.one_of(&reader.words.weekdays).is_some() {
        ahead.rest = ahead.rest.trim_start_matches([',', ' ', '.']);
        // `Mar` is a month in one language and a weekday in others.
        if let Some(date) = certain_date(&mut ahead) {
            *reader = ahead;
            return Some(date);
        }
    }
    certain_date(reader)
}

/// Takes the end of a range of dates after its first one, `– 22` of `Mar 16 – 22`, and returns the first one, with the
/// year of the last one if it has none. A number that goes on is not a day: `Jan 4 – 10 push-ups`, `Jan 4 – 5:30`.
pub(crate) fn end_of_range(reader: &mut LineReader<'_>, first: WrittenDate) -> WrittenDate {
    let mut ahead = *reader;
    if !joins(&mut ahead) {
        return first;
    }
    let end = single(ahead)
        .or_else(|| day_of_month(ahead, first).filter(|(last, ..)| last.day > first.day));
    match end {
        Some((last, end, _)) if !goes_on(end) => {
            *reader = end;
            with_year_of(first, last)
        }
        _ => first,
    }
}

/// Takes the dates of a week, five to seven days: `Mar 16–22`, `16–22 March`, `from March 16 to 20`. Returns the first
/// one.
pub(crate) fn dates_of_week(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    let mut start = *reader;
    let Vocabulary { times, dates, .. } = reader.words;
    let _ = start.word(&times.from) || start.word(&dates.from);
    let (first, last, end) = range_of_days(start).or_else(|| {
        let (first, mut ahead, _) = single(start)?;
        let joined = ahead.range_sign();
        let (last, end, _) = single(ahead).or_else(|| day_of_month(ahead, first))?;
        joined.then_some((with_year_of(first, last), last, end))
    })?;
    let days = last.day_of_year() - first.day_of_year() + 1;
    // A week may contain the end of the year.
    let is_week = (5..=7).contains(&days) || (5..=7).contains(&(days + 365));
    if !is_week || goes_on(end) {
        return None;
    }
    *reader = end;
    Some(first)
}

/// Whether words or further digits follow a date.
fn goes_on(after: LineReader<'_>) -> bool {
    let rest = after.rest.trim_start();
    let beyond = rest.strip_prefix(['.', ':', ',', '/', '-', '–']);
    rest.starts_with(char::is_alphanumeric)
        || beyond.is_some_and(|beyond| beyond.starts_with(|c: char| c.is_ascii_digit()))
}

/// The first date of a range, with the year that only its last one states: `Dec 28 – Jan 3, 2027`.
fn with_year_of(first: WrittenDate, last: WrittenDate) -> WrittenDate {
    let year = last
        .year
        .map(|year| year - u32::from(last.month < first.month));
    WrittenDate {
        year: first.year.or(year),
        ..first
    }
}

/// Takes the sign or the word between the first date and the next one: `–`, `&`, `and`.
fn joins(reader: &mut LineReader<'_>) -> bool {
    let rest = reader.rest.trim_start();
    if let Some(after) = rest.strip_prefix(['&', '+']) {
        reader.rest = after.trim_start();
        return true;
    }
    reader.range_sign()
}

/// Takes one date, with its weekday in front of it; whether it is certain that it is a date.
fn single(mut reader: LineReader<'_>) -> Option<(WrittenDate, LineReader<'_>, bool)> {
    let mut ahead = reader;
    if ahead.one_of(&reader.words.weekdays).is_some() {
        ahead.rest = ahead.rest.trim_start_matches([',', ' ', '.']);
        // `Mar` is a month in one language and a weekday in others.
        if let Some(date) = date_of_weekday(&mut ahead) {
            return Some((date, ahead, true));
        }
    }
    let mut ahead = reader;
    let Some(figures) = numeric_date(&mut ahead) else {
        let date = date(&mut reader)?;
        return Some((date, reader, true));
    };
    let written = &reader.rest[..reader.rest.len() - ahead.rest.len()];
    let mut parts = written.trim_end_matches('.').split(['/', '.', '-']);
    let year = parts.nth(2).map(str::len);
    // `23.10.14` may begin with its year.
    let is_certain = match year {
        Some(digits) => digits == 4,
        None => figures.day > 12 || written.ends_with('.'),
    };
    let is_date = year == Some(4) || (1..=12).contains(&figures.month) && written != "24/7";
    is_date.then_some((figures, ahead, is_certain))
}

/// Takes a range of days with the month after it, or in front of it in some languages: `18–24 January`, `18.–24.
/// Januar`. Returns both dates.
fn range_of_days(mut reader: LineReader<'_>) -> Option<(WrittenDate, WrittenDate, LineReader<'_>)> {
    let (day, rest) = digits(reader.rest).filter(|(day, _)| (1..=31).contains(day))?;
    reader.rest = rest.trim_start_matches('.');
    if !reader.range_sign() {
        return None;
    }
    let last = date(&mut reader)?;
    // `28–3 January` begins in December.
    let (month, year) = match last.month {
        month if day <= last.day => (month, last.year),
        1 => (12, last.year.map(|year| year - 1)),
        month => (month - 1, last.year),
    };
    Some((WrittenDate { year, month, day }, last, reader))
}

/// Takes the day of the month at the end of a range: `24` of `Jan 18 – 24`, with the year after it.
fn day_of_month(
    mut reader: LineReader<'_>,
    first: WrittenDate,
) -> Option<(WrittenDate, LineReader<'_>, bool)> {
    let (day, mut rest) = digits(reader.rest).filter(|(day, _)| (1..=31).contains(day))?;
    for sign in &*reader.words.dates.day_sign {
        rest = rest.strip_prefix(sign.as_str()).unwrap_or(rest);
    }
    let year = digits(rest.trim_start_matches([',', ' ']));
    let year = year.filter(|(year, _)| (1000..10_000).contains(year));
    reader.rest = year.map_or(rest, |(_, rest)| rest);
    let last = WrittenDate {
        year: year.map(|(year, _)| year),
        day,
        ..first
    };
    Some((last, reader, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_weeks_and_days_have_dates() {
        for (language, title, expected) in [
            ("en", "Jan 18 – 24", "01-18: Jan 18 – 24"),
            ("en", "Trees (Jan 18 – 24)", "01-18: Jan 18 – 24"),
            (
                "en",
                "January 4 – January 10",
                "01-04: January 4 – January 10",
            ),
            ("en", "Dec 19-25 🎄", "12-19: Dec 19-25"),
            (
                "en",
                "Dec 28 – Jan 3, 2027",
                "2026-12-28: Dec 28 – Jan 3, 2027",
            ),
            ("en", "Jan 18–24, 2027", "2027-01-18: Jan 18–24, 2027"),
            ("en", "Jan 18th to 24th", "01-18: Jan 18th to 24th"),
            ("en", "10/6/2026", "2026-10-06: 10/6/2026"),
            ("en", "9/8 – 9/14: Trees", "09-08: 9/8 – 9/14"),
            ("en", "9/22", "09-22: 9/22"),
            ("en", "Mon 9/7", "09-07: Mon 9/7"),
            (
                "en",
                "Trees – Monday, January 4, 2027",
                "2027-01-04: Monday, January 4, 2027",
            ),
            ("en", "18–24 January 2027", "2027-01-18: 18–24 January 2027"),
            ("en", "2027-01-18", "2027-01-18: 2027-01-18"),
            ("de", "18.–24. Januar", "01-18: 18.–24. Januar"),
            ("de", "Bäume (18.1.–24.1.)", "01-18: 18.1.–24.1."),
            ("de", "28.–3. Januar 2027", "2026-12-28: 28.–3. Januar 2027"),
            ("en", "28–3 March 2027", "2027-02-28: 28–3 March 2027"),
            ("fr", "du code – 4 janvier", "01-04: 4 janvier"),
            ("ja", "10/1〜10/9", "10-01: 10/1〜10/9"),
            ("en", "March 1 deadline", "none"),
            ("en", "Review, exam Feb 3", "none"),
            ("en", "Part (1/2)", "none"),
            ("en", "8/27 & 8/29", "08-27: 8/27 & 8/29"),
            ("ko", "23.10.14", "none"),
            ("en", "24/7", "none"),
            ("en", "13/14", "none"),
            ("en", "13/14/2027", "2027-13-14: 13/14/2027"),
            ("en", "3x3 structure", "none"),
            ("en", "Chapters 3–5", "none"),
            ("en", "1-2 May problems", "none"),
            ("en", "May the force", "none"),
        ] {
            let found = date_in_title(title, Vocabulary::of(Some(language)));
            let shown = found.map(|(date, words)| format!("{date}: {words}"));
            assert_eq!(shown.as_deref().unwrap_or("none"), expected, "{title}");
        }
    }

    #[test]
    fn dates_of_a_week_are_five_to_seven_days() {
        for (language, text, expected) in [
            ("en", "Mar 16–22: Trees", "03-16, then `: Trees`"),
            ("en", "16–20 March", "03-16, then ``"),
            ("en", "March 16 to March 22, 2026", "2026-03-16, then ``"),
            (
                "en",
                "from 23 to 29 March (5 hours)",
                "03-23, then `(5 hours)`",
            ),
            ("en", "Mon Mar 16 – Fri Mar 20", "03-16, then ``"),
            ("en", "3/16 - 3/22", "03-16, then ``"),
            ("en", "2026-03-16 – 2026-03-22", "2026-03-16, then ``"),
            ("en", "Feb 23 – Mar 1", "02-23, then ``"),
            ("en", "Dec 28 – Jan 3, 2027", "2026-12-28, then ``"),
            ("de", "vom 16. bis 22. März", "03-16, then ``"),
            ("fr", "du 16 au 22 mars", "03-16, then ``"),
            ("es", "del 16 al 22 de marzo", "03-16, then ``"),
            ("ru", "с 16 по 22 марта", "03-16, then ``"),
            ("ja", "3月16日〜22日", "03-16, then ``"),
            ("en", "Mar 16–19", "none"),
            ("en", "Mar 16–23", "none"),
            ("en", "Mar 22–16", "none"),
            ("en", "Mar 16", "none"),
            ("en", "Mar 16–20 are holidays", "none"),
            ("en", "16–20 problems", "none"),
            ("en", "Mar 16 and Trees", "none"),
        ] {
            let mut reader = LineReader::new(text, Vocabulary::of(Some(language)));
            let found = dates_of_week(&mut reader);
            let shown = found.map_or("none".to_owned(), |date| {
                format!("{date}, then `{}`", reader.rest)
            });
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn cells_below_a_header_for_dates_may_be_ambiguous() {
        for (text, expected) in [
            ("9/8", "09-08"),
            ("9/8 - 9/12", "09-08"),
            ("08/27 & 08/29", "08-27"),
            ("1/5/26", "2026-01-05"),
            ("Sep 8", "09-08"),
            ("Mon, Sep 8", "09-08"),
            ("Sep 8, quiz", "none"),
            ("TBA", "none"),
        ] {
            let date = whole_date(text, Vocabulary::of(None));
            let shown = date.map_or("none".to_owned(), |date| date.to_string());
            assert_eq!(shown, expected, "{text}");
        }
    }
}
