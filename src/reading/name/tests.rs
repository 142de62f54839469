//! The names in lines, one line per case.

use super::{Name, OutlineRole, line, name, name_at_end, name_of_heading, names_nothing, read};
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::units::NumberRange;

/// A name as one line: its role, its words and its title.
fn shown(name: &Name) -> String {
    let range = |numbers: NumberRange| match numbers {
        NumberRange { first, last } if first == last => first.to_string(),
        NumberRange { first, last } => format!("{first}-{last}"),
    };
    let role = match &name.role {
        OutlineRole::Phase { numbers, weeks } => {
            let weeks = weeks.map_or(String::new(), |weeks| format!(" of weeks {}", range(weeks)));
            format!("phase {}{weeks}", numbers.map_or(String::new(), range))
        }
        OutlineRole::Week { numbers, letter } => {
            let number = numbers.map_or("?".to_owned(), range);
            format!(
                "week {number}{}",
                letter.map_or(String::new(), String::from)
            )
        }
        OutlineRole::Part(_) => "part".to_owned(),
        OutlineRole::Break => "break".to_owned(),
        OutlineRole::Group => "group".to_owned(),
        OutlineRole::Day(DayName::Weekdays { first, last }) => format!("weekday {first}-{last}"),
        OutlineRole::Day(DayName::Weekend) => "weekend".to_owned(),
        OutlineRole::Day(DayName::Ordinal(numbers)) => format!("day {}", range(*numbers)),
        OutlineRole::Day(DayName::Date(date)) => format!("date {date}"),
    };
    let about = if name.about { " about" } else { "" };
    let inner = name.inner.as_ref();
    let inner = inner.map_or(String::new(), |inner| format!(" > {}", shown(inner)));
    format!("{role}{about} | {} | {}{inner}", name.called, name.title)
}

#[track_caller]
fn check(language: &str, text: &str, expected: &str) {
    let words = Vocabulary::of(Some(language));
    let found = name_of_heading(text, words).or_else(|| name_at_end(text, words));
    let found = found.map_or("nothing".to_owned(), |name| shown(&name));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn weeks_are_named() {
    check("en", "Week 1: Start", "week 1 | Week 1 | Start");
    check("en", "🚀 Week 2 – Go on", "week 2 | Week 2 | Go on");
    check(
        "en",
        "Week 2 (Dec 19-25) 🎄",
        "week 2 | Week 2 | Dec 19-25 🎄",
    );
    check("en", "Weeks 5-6-7", "week 5-7 | Weeks 5-6-7 | ");
    check(
        "en",
        "Week 1 – Week 4: Base",
        "week 1-4 | Week 1 – Week 4 | Base",
    );
    check(
        "en",
        "Week 1 — 3x3 structure",
        "week 1 | Week 1 | 3x3 structure",
    );
    check("en", "Week 8a: Rest", "week 8a | Week 8a | Rest");
    check("en", "[x] Week 3", "week 3 | Week 3 | ");
    check(
        "en",
        "Pre-Course Week 1: Tools",
        "week 1 | Pre-Course Week 1 | Tools",
    );
    check("en", "Final week: exam", "week ? | Final week | exam");
    check(
        "en",
        "Week 1 - 10 problems",
        "week 1 | Week 1 | 10 problems",
    );
    check("en", "Week 1 - 10", "week 1-10 | Week 1 - 10 | ");
    check("en", "Spring Break", "break | Spring Break | ");
    check("en", "Arrays (Week 3)", "week 3 | Week 3 | Arrays");
    check("en", "Trees | Week 3", "week 3 | Week 3 | Trees");
    check(
        "en",
        "Week 3 Checklist",
        "week 3 about | Week 3 | Checklist",
    );
    check("de", "KW 3: Anfang", "week 3 | KW 3 | Anfang");
    check("de", "Fuenfte Woche", "week 5 | Fuenfte Woche | ");
    check("ja", "1週目（10/1〜10/9）", "week 1 | 1週目 | 10/1〜10/9");
}

#[test]
fn words_that_resemble_a_week_name_nothing() {
    for text in [
        "Week goal: ship",
        "Week 2.5 thoughts",
        "Weekly review",
        "Goals for week 3",
        "Review Week 3",
        "Last words",
    ] {
        check("en", text, "nothing");
    }
}

#[test]
fn days_are_named() {
    check(
        "en",
        "Monday: Read (2 hours)",
        "weekday 0-0 | Monday | Read",
    );
    check("en", "Sun Nov 2", "weekday 6-6 | Sun Nov 2 | ");
    check("en", "Sun 11/2: Run", "weekday 6-6 | Sun 11/2 | Run");
    check("en", "Mon (Nov 3)", "weekday 0-0 | Mon (Nov 3) | ");
    check(
        "en",
        "Thursday & Friday: Make",
        "weekday 3-4 | Thursday & Friday | Make",
    );
    check("en", "Day 3 — Trees", "day 3 | Day 3 | Trees");
    check("en", "Trees | Day 3", "day 3 | Day 3 | Trees");
    check("en", "Heaps - Day 2", "day 2 | Day 2 | Heaps");
    check("en", "Day 1 Checklist", "day 1 about | Day 1 | Checklist");
    check("en", "8/30 Graphs", "date 08-30 | 8/30 | Graphs");
    check("en", "26/02/2026: Go", "date 2026-02-26 | 26/02/2026 | Go");
    check("en", "10-Feb-2027", "date 2027-02-10 | 10-Feb-2027 | ");
    check(
        "pt",
        "quinta-feira 15-02",
        "weekday 3-3 | quinta-feira 15-02 | ",
    );
    check("es", "Sabado: correr", "weekday 5-5 | Sabado | correr");
    check("en", "Day 5. Trees", "day 5 | Day 5 | Trees");
    check("en", "Day 5 ~ Trees", "day 5 | Day 5 | Trees");
    check("en", "Day 5 .5", "day 5 | Day 5 | .5");
}

#[test]
fn words_that_resemble_a_day_name_nothing() {
    for text in [
        "Weekend Time: 2 hours",
        "Monday's notes",
        "Sun exposure",
        "24/7 support",
        "1/2 done",
        "Day rate",
    ] {
        check("en", text, "nothing");
    }
}

#[test]
fn several_things_are_named_at_once() {
    check(
        "en",
        "Week 1, Day 2: Go",
        "week 1 | Week 1 | Day 2: Go > day 2 | Day 2 | Go",
    );
    check(
        "en",
        "W1D1: Arrays",
        "week 1 | W1 | D1: Arrays > day 1 | D1 | Arrays",
    );
    check(
        "en",
        "W15-Mon",
        "week 15 | W15 | Mon > weekday 0-0 | Mon | ",
    );
    check(
        "en",
        "Day 1 (Week 2): Go",
        "week 2 | Week 2 | Go > day 1 | Day 1 | Go",
    );
    check(
        "en",
        "Module 1 - Week 2: Go",
        "phase 1 | Module 1 | Week 2: Go > week 2 | Week 2 | Go",
    );
    check(
        "en",
        "Phase 2: Build (Weeks 5-8)",
        "phase 2 of weeks 5-8 | Phase 2 | Build",
    );
}

#[test]
fn only_the_start_of_a_line_is_a_name() {
    let words = Vocabulary::of(None);
    assert!(name("Arrays (Week 3)", words).is_none());
    assert!(name("Pre-Course Week 1", words).is_none());
}

#[test]
fn every_name_is_recognized_by_its_first_word() {
    let forms: [fn(&str) -> String; 8] = [
        |word| word.to_owned(),
        |word| format!("{word} 3: Trees"),
        |word| format!("{word}3"),
        |word| format!("3 {word}"),
        |word| format!("{word} 4"),
        |word| format!("IV {word}"),
        |word| format!("{word} B: Trees"),
        |word| format!("*{word}* 2"),
    ];
    let (mut tried, mut ruled_out) = (0, 0);
    for language in Vocabulary::languages() {
        let words = Vocabulary::of(Some(language));
        let after = &words.after_number;
        let lists = [
            &words.phase,
            &words.week,
            &words.week_of,
            &words.weekend,
            &words.day,
            &words.sprint,
            &words.lesson,
            &words.breaks,
            &words.ordinal_before,
            &after.week,
            &after.day,
            &after.phase,
        ];
        let dates = words.weekdays.iter().chain(&words.months);
        let lists = lists.into_iter().chain(dates).chain(&words.ordinals);
        let cardinals = words.cardinals.iter().map(|(word, _)| word);
        let all: Vec<&String> = lists.flatten().chain(cardinals).collect();
        let ends = words.week.iter().chain(&words.day).take(3);
        let ends: Vec<&String> = ends.chain(&after.week).chain(&after.day).collect();
        let ended = all.iter().flat_map(|word| {
            let ended = ends.iter().map(move |end| format!("{word} {end}"));
            ended.chain(ends.iter().map(move |end| format!("{word}{end}")))
        });
        let signed = words.ordinal_before.iter().flat_map(|sign| {
            let numbers = words.cardinals.iter().map(|(number, _)| number);
            let signed = numbers.map(move |number| format!("{sign}{number}"));
            signed.flat_map(|word| ends.iter().map(move |end| format!("{word} {end}")))
        });
        let texts = all.iter().flat_map(|word| forms.map(|form| form(word)));
        for text in texts.chain(ended).chain(signed) {
            for text in [text.to_uppercase(), text] {
                let line = line(&text);
                tried += 1;
                if !words.has_name_word(line) {
                    ruled_out += 1;
                    assert!(read(line, words).is_none(), "{language}: {text}");
                }
            }
        }
        for prose in ["Build a queue", "Run", "Key ideas"] {
            assert!(language != "en" || !words.has_name_word(prose), "{prose}");
        }
    }
    assert!(tried > 10_000 && ruled_out > 100, "{tried}, {ruled_out}");
}

#[test]
fn the_first_words_of_a_line_can_rule_out_a_name() {
    let words = Vocabulary::of(None);
    for (start, nothing) in [
        ("Read the chapter", true),
        ("Weak points of the last two lists", true),
        ("Weak", false),
        ("Weekly reading, and what it is for", true),
        ("Week of the second big project", false),
        ("🎯 Key ideas: ", true),
        ("(Big) ", true),
        ("Week ", false),
        ("  Mon", false),
        ("[x] Read", false),
        ("W", false),
        ("3. Read", false),
        ("…", false),
        ("", false),
        ("Été", false),
    ] {
        assert_eq!(names_nothing(start, words), nothing, "{start}");
        for rest in ["", "1", "1: Trees", "eek 2", " day"] {
            let whole = format!("{start}{rest}");
            assert!(!nothing || name(&whole, words).is_none(), "{whole}");
        }
    }
}

#[test]
fn a_day_keeps_the_words_of_its_time() {
    let words = Vocabulary::of(Some("en"));
    for (text, expected) in [
        ("Monday", "Monday"),
        ("Monday: Read", "Monday: Read"),
        ("Mon 1h", "Mon (1h)"),
        (
            "Mon: Read (about 2 hours, with breaks)",
            "Mon: Read (about 2 hours, with breaks)",
        ),
        ("Mon (2 hours): Read", "Mon: Read (2 hours)"),
        ("Tue - Read - 90 min", "Tue: Read (90 min)"),
        ("Wed: Run (5k, 30 min)", "Wed: Run (5k, 30 min)"),
        ("D2-0m", "D2 (0m)"),
    ] {
        let found = name(text, words).map(|name| name.line());
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_range_of_dates_is_one_name() {
    for (text, expected) in [
        ("Mar 16-22", "date 03-16 | Mar 16-22 | "),
        (
            "March 16 – March 22: Trees",
            "date 03-16 | March 16 – March 22 | Trees",
        ),
        ("Mar 16 & 17", "date 03-16 | Mar 16 & 17 | "),
        (
            "March 16–22, 2027",
            "date 2027-03-16 | March 16–22, 2027 | ",
        ),
        (
            "Dec 28 – Jan 3, 2027",
            "date 2026-12-28 | Dec 28 – Jan 3, 2027 | ",
        ),
        ("Week of Mar 16-22", "week ? | Week of Mar 16-22 | "),
        // Numbers that go on, or come earlier, are words of the title.
        ("Jan 4 – 10 push-ups", "date 01-04 | Jan 4 | 10 push-ups"),
        ("Jan 4 – 5:30", "date 01-04 | Jan 4 | 5:30"),
        ("Jan 4 – 5.5 km", "date 01-04 | Jan 4 | 5.5 km"),
        ("Jan 10 – 4", "date 01-10 | Jan 10 | 4"),
        ("Jan 4 – Trees", "date 01-04 | Jan 4 | Trees"),
    ] {
        check("en", text, expected);
    }
}

/// Weeks with their language, and their first date in front of a colon.
const WEEKS_OF_DATES: &str = "\
en: 01-04: Week of 1/4
en: 01-18: Week of 1/18
en: 01-04: Week of Mon 4 Jan
en: 01-04: Week of Jan 4 - Jan 10
en: 01-04: Week of 1/4 - 1/10
en: 01-04: Week commencing 4 January
en: 2027-01-04: Week of 4-10 January 2027
en: 01-04: W/C 4 Jan
en: 04-01: w/c 04/01
en: 01-04: WC 4th January
fr: 06-30: Semaine du 30/06
fr: 06-30: Semaine du 30.06 - 06.07
fr: 12-02: Semaine du 2 au 6 décembre
fr: 09-08: Semaine du lundi 8 septembre
es: 01-04: Semana del 4 al 10 de enero
pt: 01-04: Semana de 4 a 10 de janeiro
de: 01-04: Woche vom 4.1
de: 01-04: Woche vom 04.01. bis 10.01
ja: 01-04: 1月4日の週";

#[test]
fn a_week_of_a_date_is_named_by_it() {
    for line in WEEKS_OF_DATES.lines() {
        let mut parts = line.splitn(3, ": ");
        let [language, date, called] = [(); 3].map(|()| parts.next().unwrap());
        let signed = if language == "de" { "." } else { "" };
        for title in ["", "Trees"] {
            let text = match title {
                "" => format!("{called}{signed}"),
                title => format!("{called}{signed}: {title}"),
            };
            let found = name(&text, Vocabulary::of(Some(language)));
            let found = found.unwrap_or_else(|| panic!("{text}"));
            assert!(found.is_week(), "{text}");
            assert_eq!(
                (found.called.as_str(), found.title.as_str()),
                (called, title)
            );
            let own = found.date.map(|date| date.to_string());
            assert_eq!(own.as_deref(), Some(date), "{text}");
        }
    }
    for (language, text) in [
        ("en", "Week of rest"),
        ("en", "Week of 3.5 miles"),
        ("en", "Week of 30/40 splits"),
        ("en", "Week of 2 exams"),
        ("en", "WC 2026"),
        ("en", "w/c goals"),
        ("fr", "Semaine de 35 heures"),
        ("es", "Semana de 4 a 6 horas"),
        ("ja", "1月4日"),
    ] {
        let found = name(text, Vocabulary::of(Some(language)));
        assert!(found.is_none_or(|name| !name.is_week()), "{text}");
    }
}
