//! Dates and months, one line per case.

use crate::language::{LineReader, Vocabulary, date, day_comes_first, month_in, numeric_date};

#[track_caller]
fn check_date(language: &str, text: &str, expected: &str) {
    let mut reader = LineReader::new(text, Vocabulary::of(Some(language)));
    let written = date(&mut reader).map(|date| date.to_string());
    assert_eq!(written.as_deref(), Some(expected), "{text}");
    assert_eq!(reader.rest, "", "{text}");
}

#[test]
fn dates_are_read_in_every_language() {
    check_date("en", "2027-01-04", "2027-01-04");
    check_date("en", "January 4", "01-04");
    check_date("en", "4th of January 2027", "2027-01-04");
    check_date("en", "30 Aug 22", "2022-08-30");
    check_date("en", "30-Aug-22", "2022-08-30");
    check_date("en", "30 Aug '22", "2022-08-30");
    check_date("de", "4. Januar 2027", "2027-01-04");
    check_date("es", "4 de enero", "01-04");
    check_date("es", "4 de enero de 2027", "2027-01-04");
    check_date("pt", "4 de janeiro de 2027", "2027-01-04");
    check_date("ru", "4 января 2027", "2027-01-04");
    check_date("ja", "2027年1月4日", "2027-01-04");
    check_date("zh", "2027年1月4日", "2027-01-04");
    check_date("ko", "2027년 1월 4일", "2027-01-04");
    check_date("fr", "1er janvier", "01-01");
    check_date("pt", "4 de janeiro", "01-04");
    check_date("it", "1º gennaio", "01-01");
    check_date("ru", "4 января", "01-04");
    check_date("zh", "1月4日", "01-04");
    check_date("ja", "1月4日", "01-04");
    check_date("ar", "4 يناير", "01-04");
    check_date("he", "4 בינואר", "01-04");
    check_date("pl", "4 stycznia", "01-04");
    check_date("ko", "1월 4일", "01-04");
    check_date("nl", "4 januari", "01-04");
    check_date("tr", "4 Ocak 2027", "2027-01-04");
    check_date("uk", "4 січня", "01-04");
    check_date("cs", "4. ledna", "01-04");
    check_date("sv", "4 januari", "01-04");
    check_date("vi", "4 tháng 10", "10-04");
    check_date("id", "4 Januari", "01-04");
}

#[test]
fn a_number_behind_a_date_is_a_year_only_if_it_can_hardly_be_anything_else() {
    for (text, expected) in [
        ("30 Aug 22: Loops", "2022-08-30, : Loops"),
        ("30 Aug 22 - Loops", "2022-08-30,  - Loops"),
        ("30 Aug 22)", "2022-08-30, )"),
        ("30 Aug 22 pages", "08-30, 22 pages"),
        ("30 Aug 19", "08-30, 19"),
        ("30 Aug - 22 Sep", "08-30, - 22 Sep"),
        ("Aug 20 - 24", "08-20,  - 24"),
        ("Aug 20 24", "08-20,  24"),
    ] {
        let mut reader = LineReader::new(text, Vocabulary::of(Some("en")));
        let date = date(&mut reader).unwrap();
        assert_eq!(format!("{date}, {}", reader.rest), expected, "{text}");
    }
}

#[test]
fn months_are_found_in_text_with_their_years() {
    for (language, text, expected) in [
        ("en", "October 2026", Some((10, Some(2026)))),
        ("en", "Calendar, Oct. 2026:", Some((10, Some(2026)))),
        ("en", "2026 (October)", Some((10, None))),
        ("en", "Octoberfest 2026", None),
        ("en", "October 20267", Some((10, None))),
        ("es", "Octubre de 2026", Some((10, Some(2026)))),
        ("ja", "2026年10月", Some((10, Some(2026)))),
        ("de", "März", Some((3, None))),
    ] {
        let found = month_in(text, Vocabulary::of(Some(language)));
        let found = found.map(|found| (found.month, found.year));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn the_order_of_days_and_months_is_seen() {
    for (texts, day_first) in [
        (&["06/08/2026", "13/08/2026"][..], true),
        (&["6/8", "8/13"], false),
        (&["13/8", "8/13"], false),
        (&["1/2", "and/or 30/40 chance"], false),
        (&["W/C 04/01"], true),
        (&["w/c 1/18"], false),
        (&["raw/c 04/01"], false),
    ] {
        assert_eq!(
            day_comes_first(texts.iter().copied()),
            day_first,
            "{texts:?}"
        );
    }
}

#[track_caller]
fn check_figures(language: &str, text: &str, expected: Option<&str>) {
    let mut reader = LineReader::new(text, Vocabulary::of(Some(language)));
    let written = numeric_date(&mut reader).map(|date| date.to_string());
    assert_eq!(written.as_deref(), expected, "{text}");
}

#[test]
fn dates_in_figures_are_read() {
    check_figures("en", "10/6", Some("10-06"));
    check_figures("de", "10/6", Some("06-10"));
    check_figures("en", "30/8", Some("08-30"));
    check_figures("en", "8/30", Some("08-30"));
    check_figures("en", "6.10.", Some("10-06"));
    check_figures("en", "26/02/2026", Some("2026-02-26"));
    check_figures("en", "06-08-2026", Some("2026-06-08"));
    check_figures("en", "1.5", None);
    check_figures("en", "1-5", None);
    check_figures("en", "1/2/3", None);
}
