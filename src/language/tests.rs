//! Times and dates in all languages, as tables; simple durations are read in every language.

mod dates;
mod signs;

use proptest::prelude::*;

use super::{
    LineReader, TextPosition, Time, Vocabulary, clock_times, date, detect, field, length_at_end,
    numeric_date, read, stated_first, timed, timed_task,
};

/// One line per case: the language, the text, and its minutes, `none` or `unread`.
const DURATIONS: &str = include_str!("tests/durations.txt");

fn shown(time: Time<'_>) -> String {
    match time {
        Time::Read { time, .. } if time.low == time.high => time.low.minutes().to_string(),
        Time::Read { time, .. } => format!("{}-{}", time.low.minutes(), time.high.minutes()),
        Time::Unreadable => "unread".to_owned(),
        Time::None => "none".to_owned(),
    }
}

#[test]
fn durations_are_read_as_people_write_them_and_never_wrongly() {
    let mut count = 0;
    let mut wrong = Vec::new();
    let cases = DURATIONS
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    for line in cases {
        let (language, case) = line.split_once(": ").unwrap();
        let (text, expected) = case.rsplit_once(" = ").unwrap();
        let read = shown(read(text, Vocabulary::of(Some(language))));
        count += 1;
        if read != expected.trim() {
            wrong.push(format!("{line}, not {read}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 220, "{count} cases");
}

#[test]
fn a_script_is_of_the_language_whose_letters_it_has() {
    for (text, language) in [
        ("Сегодня мы читаем книгу и решаем задачи по алгебре", "ru"),
        ("Сьогодні ми читаємо книжку й розв’язуємо її задачі", "uk"),
        ("今天我们读书并且解决许多数学问题", "zh"),
        ("今日は本を読んで数学の問題を解きます", "ja"),
        ("오늘은 책을 읽고 수학 문제를 풉니다", "ko"),
    ] {
        let texts = [(TextPosition::Body, text); 3];
        assert_eq!(detect(texts.into_iter()), Some(language), "{text}");
    }
}

#[test]
fn the_headings_of_weeks_count_more_than_the_labels_of_days() {
    use TextPosition::{Heading, Start};
    for (week, next, language) in [
        ("Woche 1", "Woche 2", "de"),
        ("第一周", "第二周", "zh"),
        ("Semana 1", "Semana 2", "es"),
        ("Неделя 1", "Неделя 2", "ru"),
        ("Week 1", "Week 2", "en"),
        // One heading may be an example, or a translation.
        ("Woche 1", "Recap", "en"),
        ("Woche 1", "Week 2", "en"),
    ] {
        for day in [Heading, Start] {
            let days = ["Day 1", "Day 2", "Day 3"].map(|label| (day, label));
            let texts = [(Heading, week)].into_iter().chain(days);
            let texts = texts.chain([(Heading, next)]).chain(days);
            assert_eq!(detect(texts), Some(language), "{week} {next}");
        }
    }
}

#[test]
fn a_word_of_the_structure_does_not_count_more_than_the_text() {
    use TextPosition::{Body, Heading, Start, TableHead};
    const SPANISH: &str = "Esta es la guía para leer los libros y hacer todos los ejercicios";
    const ENGLISH: &str = "This is how you will read all of the books that are in the list";
    for (place, structure, body, language) in [
        (Heading, &["Semana del 4 de enero"; 3][..], SPANISH, "es"),
        (Heading, &["Del 4 al 10 de enero"; 3], SPANISH, "es"),
        (Start, &["Del 10 al 16 de marzo"; 4], SPANISH, "es"),
        (TableHead, &["Semana", "Fechas", "Foco"], SPANISH, "es"),
        (
            Heading,
            &["Del 1", "Del 2"],
            "Vi läser boken och skriver",
            "sv",
        ),
        (Heading, &["Den 1", "Den 2"], "", "cs"),
        // Two are enough.
        (Heading, &["Woche 1"], ENGLISH, "en"),
        (Heading, &["Woche 1", "Woche 2"], ENGLISH, "de"),
    ] {
        let structure = structure.iter().map(|text| (place, *text));
        let texts = structure.chain([(Body, body); 2]);
        assert_eq!(detect(texts), Some(language), "{place:?} {body}");
    }
}

#[test]
fn numbers_follow_one_another_after_a_comma() {
    for (text, first, last, rest) in [
        ("3: x", 3, 3, ": x"),
        ("1-2: x", 1, 2, ": x"),
        ("1 and 2", 1, 2, ""),
        ("1, 2 and 3", 1, 3, ""),
        ("1, 2", 1, 2, ""),
        ("1, 2 (x)", 1, 2, " (x)"),
        ("1, 3", 1, 1, ", 3"),
        ("1, 3 and 4", 1, 1, ", 3 and 4"),
        ("1, 2 books", 1, 1, ", 2 books"),
        ("2, 1", 2, 2, ", 1"),
    ] {
        let mut reader = LineReader::new(text, Vocabulary::of(None));
        let read = reader.numbers().map(|range| (range.first, range.last));
        assert_eq!(read, Some((first, last)), "{text}");
        assert_eq!(reader.rest, rest, "{text}");
    }
}

#[test]
fn a_field_states_a_time_if_its_whole_line_does() {
    for (language, line, minutes) in [
        ("en", "Time: 3 hours", Some(180)),
        ("en", "⏱️ Time = 45 min.", Some(45)),
        ("en", "Estimated time: about 2 h", Some(120)),
        ("en", "Total duration (est.): 2 h", None),
        ("en", "Time needed: 1.5 hours in total", Some(90)),
        ("en", "Duration: 19:00-20:30", Some(90)),
        ("en", "Time Commitment: 10 hours", Some(600)),
        ("en", "Estimated effort: 2 h", Some(120)),
        ("en", "Total hours: 10", Some(600)),
        ("en", "Minutes: 45", Some(45)),
        ("en", "Time: 10", None),
        ("en", "Difficulty: easy | Time: 2 h", Some(120)),
        ("en", "Time: 2 h · Difficulty: easy", Some(120)),
        ("en", "Runs: 2 | at 2 h", None),
        ("en", "Time target: 2 h, then rest", None),
        ("en", "Time: 2 hours/day", None),
        ("en", "Time: 2 hours per day", None),
        ("en", "Break time: 15 min", None),
        ("en", "Time off: 2 h", None),
        ("en", "Time 2 h", None),
        ("en", "Time:", None),
        ("en", "2 h", None),
        ("de", "Dauer: 90 Minuten", Some(90)),
        ("de", "Stunden: 3", Some(180)),
        ("fr", "Durée : 2 h", Some(120)),
        ("zh", "时间：2小时", Some(120)),
    ] {
        let time = field(line, Vocabulary::of(Some(language)));
        let read = time.map(|time| (time.low.minutes(), time.high.minutes()));
        assert_eq!(read, minutes.map(|minutes| (minutes, minutes)), "{line}");
    }
}

#[test]
fn every_language_has_its_durations_in_the_table() {
    for language in Vocabulary::languages() {
        let start = format!("{language}: ");
        let cases = DURATIONS.lines().filter(|line| line.starts_with(&start));
        assert!(cases.count() >= 10, "{language}");
    }
}

#[track_caller]
fn check_place(line: &str, title: &str, minutes: Option<u32>) {
    let words = Vocabulary::of(None);
    for timed in [timed(line, words), timed_task(line, words)] {
        let read = timed.stated.map(|time| time.high.minutes());
        assert_eq!((timed.title, read), (title, minutes), "{line}");
    }
}

#[test]
fn a_time_counts_at_the_ends_of_a_line() {
    check_place("A - 90 min", "A", Some(90));
    check_place("A – 2 hours", "A", Some(120));
    check_place("Exam - a to 2 hours", "Exam - a to 2 hours", None);
    check_place("Run (30 min)", "Run", Some(30));
    check_place("Run (30 min).", "Run", Some(30));
    check_place("Run [2h]", "Run", Some(120));
    check_place("Run - 30 min", "Run", Some(30));
    check_place("Run – ca. 30 min", "Run", Some(30));
    check_place("Run — 6-7 am", "Run", Some(60));
    check_place("Run (5k, 30 min)", "Run", Some(30));
    check_place(
        "Run (30 min run, 10 min rest)",
        "Run (30 min run, 10 min rest)",
        None,
    );
    check_place("Run ⏱️ 2 hrs", "Run", Some(120));
    check_place("18:00–18:30: Read", "Read", Some(30));
    check_place("30 min: Read", "Read", Some(30));
    check_place("(2 hours): Read", "Read", Some(120));
    check_place("Read 30 min of it", "Read 30 min of it", None);
    check_place(
        "Read - 2 hours of grammar",
        "Read - 2 hours of grammar",
        None,
    );
    check_place("Read - 2 hours/day", "Read - 2 hours/day", None);
    check_place("6:00-7:00: Run (1/7 h)", "6:00-7:00: Run (1/7 h)", None);
}

#[test]
fn a_task_of_a_time_alone_keeps_its_words() {
    let words = Vocabulary::of(None);
    let timed = timed_task("30 min", words);
    assert_eq!(timed.title, "30 min");
    assert_eq!(timed.stated.map(|time| time.high.minutes()), Some(30));
}

#[test]
fn a_time_in_front_of_a_separator_applies_to_the_whole_line() {
    let first = |text| stated_first(text, Vocabulary::of(None)).map(|time| time.high.minutes());
    assert_eq!(
        first("1 hour – 30 min of reading, then 15 min of notes"),
        Some(60)
    );
    assert_eq!(first("1 hour (30 min, 30 min)"), Some(60));
    assert_eq!(first("30 min reading, 15 min writing"), None);
    assert_eq!(first("1 hour/day – reading"), None);
}

#[test]
fn the_length_of_a_week_is_none_by_the_clock() {
    let words = Vocabulary::of(Some("fr"));
    let length =
        |title| length_at_end(title, words).map(|time| (time.low.minutes(), time.high.minutes()));
    assert_eq!(length("Début (5 heures)"), Some((300, 300)));
    assert_eq!(length("Début - 5 h"), Some((300, 300)));
    assert_eq!(length("Début (8h-10h)"), Some((480, 600)));
    assert_eq!(length("Début (2 h par jour)"), None);
}

/// Pieces of times, to make random texts resemble times.
const PIECES: &[&str] = &[
    "1",
    "30",
    "18",
    "½",
    "1/2",
    ":",
    "h",
    " ",
    "-",
    "–",
    "x",
    "(",
    ")",
    "min",
    "hours",
    "half",
    "an",
    "and a half",
    "am",
    "pm",
    "'",
    "+",
    "~",
    "٩",
    "２",
    "時",
    "時間",
    "半",
    "ساعة",
    "שעה",
    "полчаса",
    "до",
    "/",
    "day",
    "a few",
    ".",
    ",",
    "⏱️",
    "m",
    "\u{a0}",
    "99999999999",
    "à",
    "de",
    "tháng",
    "İ",
    "ß",
];

proptest! {
    #[test]
    fn simple_durations_are_read_in_every_language(hours in 1_u32..100, minutes in 1_u32..60, more in 0_u32..9) {
        for language in Vocabulary::languages() {
            let words = Vocabulary::of(Some(language));
            let (hour, minute) = (&words.hours[0], &words.minutes[0]);
            // From five on, two hours may be times of day.
            let first = hours % 4 + 1;
            let last = first + more;
            let range = if more == 0 { format!("{}", first * 60) } else { format!("{}-{}", first * 60, last * 60) };
            let forms = [
                (format!("{hours} {hour}"), (hours * 60).to_string()),
                (format!("{minutes} {minute}"), minutes.to_string()),
                (format!("{hours} {hour} {minutes} {minute}"), (hours * 60 + minutes).to_string()),
                (format!("{hours}:{minutes:02} {hour}"), (hours * 60 + minutes).to_string()),
                (format!("{hours}.5 {hour}"), (hours * 60 + 30).to_string()),
                (format!("{first} {hour} - {last} {hour}"), range),
            ];
            for (text, expected) in forms {
                prop_assert_eq!(shown(read(&text, words)), expected, "{}: {}", language, text);
            }
        }
    }

    #[test]
    fn reading_never_panics(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        other in any::<String>(),
    ) {
        for text in [pieces.concat(), pieces.join(" "), other] {
            for language in Vocabulary::languages() {
                let words = Vocabulary::of(Some(language));
                let _ = (read(&text, words), timed(&text, words), timed_task(&text, words));
                let _ = (length_at_end(&text, words), date(&mut LineReader::new(&text, words)));
                numeric_date(&mut LineReader::new(&text, words));
            }
        }
    }
}

#[test]
fn clock_times_are_read_if_the_half_of_the_day_is_known() {
    let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    for (language, text, expected) in [
        ("en", "19:00-20:30", "19:00-20:30"),
        ("en", "Trees (7–9 am)", "07:00-09:00"),
        ("en", "6-8 PM: Trees", "18:00-20:00"),
        ("en", "Team call, 11:30-1 pm", "11:30-13:00"),
        ("en", "9:00-10:30: Trees (90 min)", "09:00-10:30"),
        ("en", "10-11:30 a.m.", "10:00-11:30"),
        ("en", "06:00-07:00: Run", "06:00-07:00"),
        ("en", "11:00-13:00", "11:00-13:00"),
        // Nobody knows which half of the day this is.
        ("en", "6:00-7:30", "none"),
        ("en", "Evening: 7:00-8:30", "none"),
        ("en", "Trees (90 min)", "none"),
        // A time that is not the length of the range is for something else.
        ("en", "Psalm 9:10-10:20 (30 min)", "none"),
        ("en", "23:00-00:30", "23:00-24:30"),
        ("de", "7:00-8:30", "07:00-08:30"),
        ("de", "von 18 bis 20 Uhr", "18:00-20:00"),
        ("pt", "Leitura: 18h-20h", "18:00-20:00"),
        ("es", "de 18 a 20 h", "18:00-20:00"),
        ("zh", "复习：下午6点-8点", "18:00-20:00"),
        ("ko", "오전 9시-11시", "09:00-11:00"),
    ] {
        let words = Vocabulary::of(Some(language));
        let stated = timed(text, words).stated;
        let times = stated.and_then(|stated| clock_times(text, stated, words));
        let minutes = times.and_then(|times| times.minutes);
        let shown = minutes.map(|(first, last)| format!("{}-{}", time(first), time(last)));
        assert_eq!(
            shown.as_deref().unwrap_or("none"),
            expected,
            "{language}: {text}"
        );
    }
}

#[test]
fn clock_times_are_kept_as_written() {
    for (language, text, expected) in [
        ("en", "Trees (7–9 am)", "7–9 am"),
        ("en", "6:00 pm - 7:30 pm", "6:00 pm - 7:30 pm"),
        ("en", "Evening: 7:00-8:30 and so on (90 min)", "7:00-8:30"),
        ("en", "Trees (90 min)", ""),
        ("de", "von 18 bis 20 Uhr: Lesen", "von 18 bis 20 Uhr"),
        ("zh", "复习：下午6点-8点", "下午6点-8点"),
    ] {
        let words = Vocabulary::of(Some(language));
        let stated = timed(text, words).stated;
        let times = stated.and_then(|stated| clock_times(text, stated, words));
        let written = times.map_or("", |times| times.written);
        assert_eq!(written, expected, "{language}: {text}");
    }
}
