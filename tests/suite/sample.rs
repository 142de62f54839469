//! The real plan that the format is based on, built unchanged: its counts must match the output. The plan is not part
//! of the project; `PREPBOOK_SAMPLE` is the path of its folder.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Pages, Run, book, count, tasks, template_tasks, words};

fn sample() -> (PathBuf, Value) {
    let folder = PathBuf::from(
        std::env::var("PREPBOOK_SAMPLE").expect("PREPBOOK_SAMPLE names the sample's folder"),
    );
    let truth = std::fs::read(folder.join("12-week-plan.truth.json")).unwrap();
    (
        folder.join("12-week-plan.md"),
        serde_json::from_slice(&truth).unwrap(),
    )
}

fn build() -> (Value, Pages, Run) {
    let (plan, truth) = sample();
    let book = book();
    let run = book.run(&["build", plan.to_str().unwrap(), "-o", "out"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let pages = Pages::read(&book.path("out"));
    (truth, pages, run)
}

const TRACKS: [(&str, u32); 3] = [("standard", 12), ("part-time", 9), ("minimum-viable", 7)];

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn the_structure_of_the_sample_is_in_its_pages() {
    let (truth, pages, _) = build();
    for (track, _) in TRACKS {
        let folder = format!("12-week-plan/{track}/");
        let plan = pages.main(&format!("{folder}index.html"));
        for phase in truth["phases"]["items"].as_array().unwrap() {
            assert!(words(plan).contains(&format!(
                "Phase {}: {}",
                phase["n"],
                phase["title"].as_str().unwrap()
            )));
        }
        assert_eq!(
            count(plan, "class=\"phase\""),
            number(&truth["phases"]["count"])
        );
        assert_eq!(
            count(plan, "class=\"week-row\""),
            number(&truth["weeks"]["count"])
        );
        let mut days = 0;
        let mut blocks = 0;
        for (week, theme) in (1..=12).zip(truth["weeks"]["themes"].as_array().unwrap()) {
            let page = pages.main(&format!("{folder}week-{week}.html"));
            assert!(
                words(page).contains(theme.as_str().unwrap()),
                "{track} week {week}"
            );
            days += pages.pages(&format!("{folder}week-{week}-")).len() - 1;
            let expected = number(&truth["tasks"]["by_week"][week.to_string()]);
            let unique: BTreeSet<_> = tasks(page).into_iter().collect();
            assert_eq!(
                (tasks(page).len(), unique.len()),
                (expected, expected),
                "{track} week {week}"
            );
            // A block with some stretch tasks appears twice on the page, and counts once.
            blocks += page
                .split("<section class=\"day\"")
                .skip(1)
                .map(|day| {
                    let labels = day.split("class=\"block\"").skip(1).map(|block| {
                        let (_, label) = block.split_once("aria-label=\"").unwrap();
                        label.split_once('"').unwrap().0
                    });
                    labels.collect::<BTreeSet<_>>().len()
                })
                .sum::<usize>();
        }
        assert_eq!(days, number(&truth["days"]["count"]), "{track}");
        assert_eq!(blocks, number(&truth["blocks"]["count"]), "{track}");
    }
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn every_task_of_the_sample_is_in_each_edition_once() {
    let (truth, pages, _) = build();
    let mut first: Option<BTreeSet<String>> = None;
    for (track, _) in TRACKS {
        let everything = pages.main(&format!("12-week-plan/{track}/everything.html"));
        let ids: BTreeSet<String> = tasks(everything).into_iter().map(str::to_owned).collect();
        assert_eq!(
            ids.len(),
            number(&truth["tasks"]["outside_fences"]),
            "{track}"
        );
        assert_eq!(
            tasks(everything).len(),
            ids.len(),
            "{track}: a task stands twice"
        );
        assert_eq!(
            template_tasks(everything).len(),
            number(&truth["tasks"]["inside_fences"]),
            "{track}"
        );
        let same = first.get_or_insert_with(|| ids.clone());
        assert_eq!(*same, ids, "a task has one identity in every edition");
        let checklists = pages.main(&format!(
            "12-week-plan/{track}/12-week-success-validation.html"
        ));
        assert_eq!(
            tasks(checklists).len(),
            number(&truth["tasks"]["in_final_checklists"])
        );
        let details: usize = everything
            .split("<div class=\"details\">")
            .skip(1)
            .map(|d| count(&d[..d.find("</div>").unwrap()], "<li"))
            .sum();
        assert_eq!(
            details,
            number(&truth["nested_bullets"]["in_weeks"]),
            "{track}"
        );
        assert_eq!(
            count(everything, "data-levels=\"l6\""),
            number(&truth["level_items"]["by_level"]["L6"])
        );
        assert_eq!(
            count(everything, "data-levels=\"l7\""),
            number(&truth["level_items"]["by_level"]["L7"])
        );
        assert_eq!(
            count(everything, "class=\"admonition success\""),
            number(&truth["admonitions"]["count"])
        );
    }
}

/// A text with the quotes, dashes and dots as typed by its author.
fn straight(text: &str) -> String {
    text.replace(['‘', '’'], "'")
        .replace(['“', '”'], "\"")
        .replace(['–', '—'], "-")
        .replace('…', "...")
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn the_tracks_of_the_sample_have_their_own_and_nothing_of_the_others() {
    let (truth, pages, _) = build();
    let mut fences = BTreeSet::new();
    for (track, hours) in TRACKS {
        let folder = format!("12-week-plan/{track}/");
        let plan = straight(&words(pages.main(&format!("{folder}index.html"))));
        assert!(plan.contains(&format!("{hours} h per week")), "{plan}");
        for (name, shares) in truth["track_sections"]["allocation"].as_object().unwrap() {
            let own = name
                .to_lowercase()
                .replace([' ', '-'], "")
                .starts_with(&track.replace('-', ""));
            for share in shares.as_array().unwrap() {
                if own {
                    let [area, note] = ["area", "note"].map(|key| share[key].as_str().unwrap());
                    assert!(
                        plan.contains(&format!("{area} {note} {} %", share["percent"])),
                        "{area} in {plan}"
                    );
                } else {
                    let note = share["note"].as_str().unwrap();
                    for (path, bytes) in pages
                        .files
                        .iter()
                        .filter(|(path, _)| path.starts_with(&folder))
                    {
                        assert!(
                            !straight(&String::from_utf8_lossy(bytes)).contains(note),
                            "{note} leaks into {path}"
                        );
                    }
                }
            }
        }
        for note in truth["track_lines"]["items"].as_array().unwrap() {
            let own = note["track"]
                .as_str()
                .unwrap()
                .to_lowercase()
                .replace(' ', "-")
                == track;
            let text = note["text"].as_str().unwrap();
            let day = format!(
                "{folder}week-{}-{}.html",
                note["week"],
                note["day"].as_str().unwrap().to_lowercase()
            );
            assert_eq!(
                straight(&words(pages.main(&day))).contains(text),
                own,
                "{text} in {day}"
            );
            if !own {
                for (path, bytes) in pages
                    .files
                    .iter()
                    .filter(|(path, _)| path.starts_with(&folder))
                {
                    assert!(
                        !straight(&String::from_utf8_lossy(bytes)).contains(text),
                        "{text} leaks into {path}"
                    );
                }
            }
        }
        let everything = pages.main(&format!("{folder}everything.html"));
        fences.extend(
            everything
                .split("<figure class=\"template\"")
                .skip(1)
                .map(|f| words(&f[..f.find("</figure>").unwrap()])),
        );
    }
    assert_eq!(
        fences.len(),
        truth["fences"]["items"].as_array().unwrap().len()
    );
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn the_hours_of_the_sample_are_reported() {
    let (truth, pages, _) = build();
    let by_week = &truth["hours"]["by_week"];
    for week in 1..=12 {
        let page = words(pages.main(&format!("12-week-plan/standard/week-{week}.html")));
        let hours = by_week[week.to_string()].as_f64().unwrap();
        let written = if hours.fract() == 0.0 {
            format!("{hours} h")
        } else {
            format!("{} h 30", hours.floor())
        };
        assert!(
            page.contains(&format!("Written for {written}; this track has 12 h")),
            "{page}"
        );
    }
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn problems_in_the_sample_are_reported_with_their_lines() {
    let (truth, pages, run) = build();
    assert_eq!(
        count(&run.err, "warning[dead-link]"),
        number(&truth["links"]["count"])
    );
    for link in truth["links"]["items"].as_array().unwrap() {
        let place = format!("12-week-plan.md:{}:", link["line"]);
        assert!(run.err.contains(&place), "{place} in {}", run.err);
    }
    // A build shows no notes, and each further dead link on a line of its own.
    assert_eq!(count(&run.err, "note["), 0, "{}", run.err);
    assert!(run.err.lines().count() <= 30, "{}", run.err);
    let (plan, _) = sample();
    let check = book().run(&["check", "--all", plan.to_str().unwrap()]);
    assert_eq!(
        count(&check.err, "note[mojibake]"),
        truth["encoding"]["lines"].as_array().unwrap().len()
    );
    for heading in truth["encoding"]["lines"].as_array().unwrap() {
        let place = format!("12-week-plan.md:{}:", heading["line"]);
        assert!(check.err.contains(&place), "{place} in {}", check.err);
    }
    let everything = pages.text("12-week-plan/standard/everything.html");
    for heading in truth["encoding"]["lines"].as_array().unwrap() {
        let icon = heading["repaired"]
            .as_str()
            .unwrap()
            .trim_start_matches('#')
            .trim()
            .chars()
            .next()
            .unwrap();
        assert!(everything.contains(icon), "{icon}");
    }
    assert!(!everything.contains('ð'));
    for counted in [
        "3 tracks, 12 weeks, 376 tasks in ",
        "0 errors, 17 warnings, 11 notes; ",
    ] {
        assert!(run.out.contains(counted), "{}", run.out);
    }
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn a_check_of_the_sample_reports_exactly_its_problems() {
    let (plan, truth) = sample();
    let place = plan.to_str().unwrap();
    let run = book().run(&["check", "--all", place]);
    run.reports(0, &[]);
    assert_eq!(run.out, "0 errors, 17 warnings, 11 notes in 1 document\n");
    assert_eq!(count(&run.err, "warning[dead-link]"), 17);
    assert_eq!(count(&run.err, "note[mojibake]"), 9);
    // All weeks over budget are reported together.
    assert_eq!(count(&run.err, "note[over-budget]"), 1);
    assert!(run.err.contains(
        "12 of 12 weeks are planned for more than their tracks allow: Week 1 to Week 12"
    ));
    let hours = book().run(&["check", "--hours", place]).out;
    for (week, written) in truth["hours"]["by_week"].as_object().unwrap() {
        let written = written.as_f64().unwrap();
        let written = if written.fract() == 0.0 {
            format!("{written} h")
        } else {
            format!("{} h 30 min", written.floor())
        };
        let is_row = |line: &&str| line.starts_with(&format!("Week {week} "));
        let row = hours.lines().find(is_row).unwrap();
        assert!(row.contains(&written), "week {week}: {row}");
    }
    assert_eq!(count(&run.err, "note[hours-claim]"), 1);
    for words in [
        "the text says 8 h to 12 h per week",
        "this track allows 7 h",
        "total 22 h 30 min; 11 of 12 weeks take more than the text says",
    ] {
        assert!(run.err.contains(words), "{words} in {}", run.err);
    }
    let strict = book().run(&["check", "--strict", plan.to_str().unwrap()]);
    assert_eq!(strict.code, Some(1));
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn fixing_the_sample_changes_nine_headings_and_no_other_byte() {
    let (plan, truth) = sample();
    let before = std::fs::read_to_string(plan).unwrap();
    let book = book().file("12-week-plan.md", &before);
    let run = book.run(&["fix", "12-week-plan.md"]);
    run.reports(0, &[]);
    assert!(
        run.out.starts_with("12-week-plan.md: 9 places fixed\n"),
        "{}",
        run.out
    );
    let mut expected: Vec<&str> = before.split('\n').collect();
    for heading in truth["encoding"]["lines"].as_array().unwrap() {
        let line = number(&heading["line"]) - 1;
        assert_eq!(expected[line], heading["text"].as_str().unwrap());
        expected[line] = heading["repaired"].as_str().unwrap();
    }
    let fixed = || std::fs::read_to_string(book.path("12-week-plan.md")).unwrap();
    assert_eq!(fixed(), expected.join("\n"));
    book.run(&["fix", "12-week-plan.md"]).reports(0, &[]);
    assert_eq!(fixed(), expected.join("\n"));
    let check = book.run(&["check", "12-week-plan.md"]);
    assert_eq!(check.out, "0 errors, 17 warnings, 2 notes in 1 document\n");
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn the_outline_of_the_sample_has_its_counts() {
    let (plan, truth) = sample();
    let run = book().run(&["outline", "--format", "json", plan.to_str().unwrap()]);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    let plan = &read["plans"][0];
    assert_eq!(plan["tasks"], truth["tasks"]["outside_fences"]);
    assert_eq!(plan["tasks_in_fences"], truth["tasks"]["inside_fences"]);
    let weeks = plan["weeks"].as_array().unwrap();
    let mut days = 0;
    let mut blocks = 0;
    for week in weeks {
        let number = week["number"].to_string();
        assert_eq!(week["tasks"], truth["tasks"]["by_week"][&number]);
        assert_eq!(
            week["minutes"].as_f64(),
            truth["hours"]["by_week"][&number]
                .as_f64()
                .map(|hours| hours * 60.0)
        );
        days += week["days"].as_array().unwrap().len();
        let of_day = |day: &Value| day["blocks"].as_array().unwrap().len();
        blocks += week["days"]
            .as_array()
            .unwrap()
            .iter()
            .map(of_day)
            .sum::<usize>();
    }
    assert_eq!(days, number(&truth["days"]["count"]));
    assert_eq!(blocks, number(&truth["blocks"]["count"]));
    for (phase, expected) in plan["phases"]
        .as_array()
        .unwrap()
        .iter()
        .zip(truth["phases"]["items"].as_array().unwrap())
    {
        assert_eq!(
            (
                &phase["number"],
                &phase["title"],
                &phase["promised"],
                &phase["line"]
            ),
            (
                &expected["n"],
                &expected["title"],
                &expected["weeks"],
                &expected["line"]
            )
        );
    }
    assert_eq!(plan["tracks"].as_array().unwrap().len(), 3);
    assert_eq!(plan["levels"].as_array().unwrap().len(), 2);
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn the_sample_has_its_days_in_the_calendar_of_each_track() {
    let (plan, _) = sample();
    crate::export::calendars_have_their_days(&plan, usize::MAX);
}
