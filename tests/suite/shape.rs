//! A plan as people really write it, including damaged emoji and missing pages: all its content is on the pages.

use crate::support::{Book, Pages, book, count, tasks, template_tasks, words};

const PLAN: &str = include_str!("../fixtures/same-shape/plan.md");

fn built() -> (Book, Pages, String) {
    let book = book().file("plan.md", PLAN);
    let run = book.run(&["build", "plan.md", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let pages = Pages::read(&book.path("out"));
    (book, pages, run.err)
}

#[test]
fn each_part_of_the_plan_has_its_page() {
    let (_book, pages, _) = built();
    for track in ["full", "lunch-break"] {
        let plan = words(pages.main(&format!("plan/{track}/index.html")));
        assert!(
            plan.contains("Phase 1: Warm Up") && plan.contains("Phase 2: Run"),
            "{plan}"
        );
        for (week, days, theme) in [
            (1, 3, "Start Where You Are"),
            (2, 2, "Again, a Little Better"),
            (3, 1, "Run Your Own Race"),
        ] {
            let page = pages.main(&format!("plan/{track}/week-{week}.html"));
            assert!(words(page).contains(theme));
            assert_eq!(count(page, "<section class=\"day\""), days);
            assert_eq!(
                pages.pages(&format!("plan/{track}/week-{week}-")).len(),
                days + 1
            );
        }
        for section in [
            "before-you-start",
            "day-templates",
            "ready",
            "when-life-happens",
            "everything",
        ] {
            pages.text(&format!("plan/{track}/{section}.html"));
        }
    }
    for page in ["index.html", "404.html", "search.js", "plan/full/search.js"] {
        pages.text(page);
    }
}

#[test]
fn every_task_is_in_each_edition_once_and_templates_are_counted_apart() {
    let (_book, pages, _) = built();
    let mut editions = Vec::new();
    for track in ["full", "lunch-break"] {
        let by_week: Vec<usize> = (1..=3)
            .map(|week| tasks(pages.main(&format!("plan/{track}/week-{week}.html"))).len())
            .collect();
        assert_eq!(by_week, [12, 5, 3]);
        assert_eq!(
            tasks(pages.main(&format!("plan/{track}/ready.html"))).len(),
            2
        );
        let mut all = tasks(pages.main(&format!("plan/{track}/everything.html")));
        assert_eq!(all.len(), 22);
        assert_eq!(
            template_tasks(pages.main(&format!("plan/{track}/everything.html"))).len(),
            1
        );
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 22);
        editions.push(all.join(" "));
    }
    assert_eq!(editions[0], editions[1]);
}

#[test]
fn days_are_fitted_and_say_so() {
    let (_book, pages, _) = built();
    // 2 + 2 + 2.5 hours against 6: Monday 2 x 6 / 6.5 is 110 minutes, as is Tuesday, and the weekend gets 140. The tasks
    // that fit take 90 + 15, 2 x 40 and 2 x 60 of them.
    let week = words(pages.main("plan/full/week-1.html"));
    assert!(
        week.contains(
            "Written for 6 h 30; this track has 6 h: 9 tasks are core, 3 are for when time allows."
        ),
        "{week}"
    );
    assert!(
        week.contains("Monday 1 h 45 Tuesday 1 h 20 Weekend 2 h"),
        "{week}"
    );
    // The note's own 45 minutes for Monday; Tuesday's note states none, so it has 2 x 3 / 6.5 hours, which are 55 minutes
    // and enough for one task. So are the 70 minutes of the weekend.
    let week = words(pages.main("plan/lunch-break/week-1.html"));
    assert!(
        week.contains("Monday 45 min Tuesday 40 min Weekend 1 h"),
        "{week}"
    );
    let day = words(pages.main("plan/lunch-break/week-1-monday.html"));
    assert!(
        day.contains("Lunch-Break: 45 min, the first two puzzles only"),
        "{day}"
    );
    let (core, later) = day.split_once("If time allows").unwrap();
    assert!(
        core.contains("Write down where you got stuck")
            && !core.contains("Choose your puzzle shelf"),
        "{day}"
    );
    assert!(
        later.contains("Choose your puzzle shelf") && later.contains("one medium and one hard"),
        "{day}"
    );
}

#[test]
fn a_note_without_a_time_leaves_the_time_as_it_is() {
    let (_book, pages, _) = built();
    let day = words(pages.main("plan/lunch-break/week-1-tuesday.html"));
    assert!(day.contains("one recording, then a walk"), "{day}");
}

#[test]
fn an_edition_has_nothing_of_the_other_tracks() {
    let (_book, pages, _) = built();
    let only_full = [
        "everything on the page",
        "the full voice",
        "the full head",
        "the long block",
    ];
    let only_lunch = [
        "the first two puzzles only",
        "then a walk",
        "the midday voice",
        "the only block",
    ];
    for (folder, own, others) in [
        ("plan/full/", only_full, only_lunch),
        ("plan/lunch-break/", only_lunch, only_full),
    ] {
        let files: Vec<_> = pages
            .files
            .iter()
            .filter(|(path, _)| path.starts_with(folder))
            .collect();
        for words in own {
            assert!(
                files
                    .iter()
                    .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words)),
                "{words} is lost"
            );
        }
        for words in others {
            for (path, bytes) in &files {
                assert!(
                    !String::from_utf8_lossy(bytes).contains(words),
                    "{words} leaks into {path}"
                );
            }
        }
    }
}

#[test]
fn levels_and_details_and_blocks_are_kept() {
    let (_book, pages, _) = built();
    let everything = pages.main("plan/full/everything.html");
    assert_eq!(count(everything, "data-levels=\"s1\""), 2);
    assert_eq!(count(everything, "data-levels=\"s2\""), 2);
    assert!(words(everything).contains("Morning Block after coffee 1 h 30"));
    assert!(words(everything).contains("voice pace"));
    assert_eq!(count(everything, "class=\"admonition success\""), 1);
    assert_eq!(count(everything, "class=\"admonition warning\""), 1);
}

#[test]
fn damage_and_missing_pages_are_reported_with_their_lines() {
    let (_book, pages, printed) = built();
    let noted = book()
        .file("plan.md", PLAN)
        .run(&["check", "plan.md", "--all"]);
    assert_eq!(count(&noted.err, "note[mojibake]"), 6, "{}", noted.err);
    assert_eq!(count(&printed, "warning[dead-link]"), 3, "{printed}");
    for target in ["puzzles/warm-up.md", "/puzzles/notes.md", "two-days.md"] {
        let line = PLAN.lines().position(|text| text.contains(target)).unwrap() + 1;
        assert!(
            printed.contains(&format!("plan.md:{line}:")),
            "{target}: {printed}"
        );
    }
    let page = pages.text("plan/full/before-you-start.html");
    assert!(page.contains('🎯') && !page.contains('ð'));
    assert!(
        words(pages.main("plan/full/week-1-monday.html"))
            .contains("warm-up puzzle (not yet written)")
    );
}

const ID: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn names_of_an_export_of_notion_lose_their_digits() {
    let book = book()
        .file(
            &format!("content/Exam {ID}.md"),
            format!("# Exam\n\nText.\n\n- [First](Exam%20{ID}/Week%201%20{ID}.md)\n"),
        )
        .file(
            &format!("content/Exam {ID}/Week 1 {ID}.md"),
            "# Week 1\n\n## Monday\n\n- [ ] a\n",
        )
        .file(
            &format!("content/Exam {ID}/Week 2 {ID}.md"),
            "## Monday\n\n- [ ] b\n",
        )
        .file(&format!("content/Notes {ID}.md"), "Text.\n")
        .file(&format!("content/Twice {ID}.md"), "Text.\n")
        .file(
            &format!("content/Twice {}.md", ID.replace('0', "1")),
            "Text.\n",
        );
    let pages = book.rendered();
    assert!(pages.text("exam/week-2-monday.html").contains("Week 2"));
    assert!(
        pages
            .main("exam/index.html")
            .contains("href=\"week-1.html\">First")
    );
    assert!(pages.text("notes.html").contains("<h1>Notes</h1>"));
    assert!(
        pages
            .text(&format!("twice-{ID}.html"))
            .contains("Twice 0123")
    );
}

#[test]
fn a_plan_of_an_export_and_a_page_in_a_folder_of_its_name_have_a_page_each() {
    let pages = book()
        .file(
            &format!("content/Exam {ID}.md"),
            "# Exam\n\n## Week 1: One\n\n- [ ] a\n\n## Week 2: Two\n\n- [ ] b\n",
        )
        .file(
            &format!("content/Exam {ID}/index.md"),
            "# Rules\n\nText alone.\n",
        )
        .rendered();
    assert!(pages.main("exam/index.html").contains("Text alone."));
    assert!(pages.files.contains_key("exam-plan/week-2.html"));
}

#[test]
fn an_index_of_an_export_is_the_cover() {
    let pages = book()
        .file(&format!("content/index {ID}.md"), "# Front\n\nWelcome.\n")
        .file("content/plan.md", "# Plan\n\n## Week 1: One\n\n- [ ] a\n")
        .rendered();
    assert!(pages.main("index.html").contains("Welcome."));
}

#[test]
fn a_file_beside_a_folder_of_its_name_is_the_beginning_of_its_plan() {
    let pages = book()
        .file("content/exam.md", "# Exam\n\nBefore all weeks.\n")
        .file("content/exam/week-1.md", "# Week 1\n\n- [ ] a\n")
        .file("content/exam/week-2.md", "- [ ] b\n")
        .rendered();
    assert!(pages.main("exam/index.html").contains("Before all weeks."));
    assert!(pages.files.contains_key("exam/week-2.html"));
}
