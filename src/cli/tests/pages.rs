//! Words of built pages, and what becomes of small plans.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::TestBook;
use crate::diagnostic::{Code, Diagnostic, SeveritySetting};
use crate::span::{FileId, Span};
use crate::{check, pipeline};

/// The pages of a handbook, by their paths.
fn built(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let book = TestBook::new(files);
    let site = pipeline::build(&book.path("")).unwrap().1.unwrap();
    site.iter()
        .filter_map(|(path, bytes)| {
            Some((path.to_owned(), String::from_utf8(bytes.to_vec()).ok()?))
        })
        .collect()
}

/// A plan with one day, and text in it.
fn day(text: &str) -> String {
    format!("# P\n\n## Week 1: W\n\n### Monday: D\n\n{text}\n")
}

#[test]
fn every_page_but_that_for_missing_ones_is_in_the_sitemap() {
    let pages = built(&[
        ("handbook.yaml", "base_url: https://example.org/h/\n"),
        ("content/plan.md", &day("- [ ] a")),
        ("content/notes.md", "# N & M\n"),
    ]);
    let sitemap = &pages["sitemap.xml"];
    for path in pages.keys().filter(|path| crate::site::is_page(path)) {
        let address = format!("<loc>https://example.org/h/{path}</loc>");
        let is_listed = sitemap.contains(&address);
        let is_front =
            path == "index.html" && sitemap.contains("<loc>https://example.org/h/</loc>");
        assert_eq!(
            is_listed || is_front,
            path != "404.html",
            "{path}: {sitemap}"
        );
    }
    assert!(pages["robots.txt"].ends_with("Sitemap: https://example.org/h/sitemap.xml\n"));
}

#[test]
fn headings_in_a_page_have_levels_from_two_to_six() {
    let text = "# Week 1: W\n\n## Monday: D\n\n### a\n\n###### b\n\n> # c\n\n> ###### d\n\n# Week 2\n\n# Notes\n\n> ###### e\n";
    let pages = built(&[("content/plan.md", text)]);
    let pages = pages.iter().filter(|(path, _)| path.starts_with("plan/"));
    let pages: String = pages.map(|(_, page)| page.as_str()).collect();
    let levels = pages.match_indices("<h").filter_map(|(at, _)| {
        let level = pages[at + 2..].chars().next()?.to_digit(10)?;
        Some((level, pages[at..].split(['<', '>']).nth(2)?))
    });
    let levels: Vec<(u32, &str)> = levels.collect();
    assert!(
        levels.contains(&(6, "d")) && levels.contains(&(6, "e")),
        "{levels:?}"
    );
    assert!(levels.contains(&(2, "c")), "{levels:?}");
    assert!(levels.iter().all(|(level, _)| *level <= 6), "{levels:?}");
}

#[test]
fn a_task_in_a_task_is_inside_it() {
    let pages = built(&[(
        "content/plan.md",
        &day("- [ ] outer\n  - [ ] inner one\n  - [ ] inner two\n- [ ] next"),
    )]);
    let page = &pages["plan/week-1-monday.html"];
    let page = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        depth = match name {
            "li" => depth + 1,
            "/li" => depth - 1,
            _ => depth,
        };
        for known in ["outer", "inner one", "inner two", "next"] {
            if depth > 0 && words.trim() == known {
                found.push((known, depth));
            }
        }
    }
    let expected = [
        ("outer", 1),
        ("inner one", 2),
        ("inner two", 2),
        ("next", 1),
    ];
    assert_eq!(found, expected, "{page}");
}

#[test]
fn prose_is_not_repeated_with_tasks_for_which_time_may_be_short() {
    let text = "# P\n\n### Only Track (1 hour/week)\n\n## Week 1: W\n\n### Monday: D\n\n\
        **Part (3 hours)**\n\nProse once.\n\n- [ ] first (1 hour)\n- [ ] second (1 hour)\n\n\
        > Quoted once.\n\n- [ ] third (1 hour)\n";
    let pages = built(&[("content/plan.md", text)]);
    let page = &pages["plan/only/week-1-monday.html"];
    for words in ["Prose once.", "Quoted once.", ">first", "second", "third"] {
        let main = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
        assert_eq!(main.matches(words).count(), 1, "{words}: {main}");
    }
}

#[test]
fn sections_never_take_the_address_of_another_page() {
    let plan = "# P\n\n## Week 1: W\n\n### Monday\n\n- [ ] a\n\n## Index\n\nwords\n\n\
        ## Everything\n\nwords\n\n## Week 1 Monday\n\nwords\n\n## Week 1 sheets\n\nwords\n";
    let pages = built(&[("content/plan.md", plan)]);
    for path in ["plan/index-2.html", "plan/everything-2.html"] {
        assert!(pages.contains_key(path), "{path}: {:?}", pages.keys());
    }
    assert!(pages["plan/index-2.html"].contains("words"));
}

/// The codes of the problems in a handbook, in order.
fn codes(files: &[(&str, &str)]) -> String {
    let book = TestBook::new(files);
    let outlined = pipeline::outline(&book.path("")).unwrap();
    let codes = outlined.diagnostics.iter();
    let codes: Vec<String> = codes
        .map(|problem| format!("{} {}", problem.severity.name(), problem.code.name()))
        .collect();
    codes.join(", ")
}

#[test]
fn a_day_is_missing_if_three_of_four_other_weeks_have_it() {
    for (weeks, missing) in [
        ("MTW MTW MTW MW", 1),
        ("MTW MTW MW", 0),
        ("MTW MTW MTW MW MW", 2),
        ("MTW MTW MTW MTW MW", 1),
        ("MTW MTW MTW MW MW MW", 0),
        ("MTW MTW MTW MTW MW MW", 2),
        ("MTW MTW MTW MTW MTW MTW MW MW MW", 3),
        ("MTW MTW MTW MTW MTW MW MW MW", 0),
        // Only between two days.
        ("MTW MTW MTW TW", 0),
        ("MTW MTW MTW MT", 0),
    ] {
        let mut plan = "# P\n".to_owned();
        for (number, days) in weeks.split(' ').enumerate() {
            let _ = writeln!(plan, "\n## Week {}: W", number + 1);
            for day in days.chars() {
                let name = match day {
                    'M' => "Monday",
                    'T' => "Tuesday",
                    _ => "Wednesday",
                };
                let _ = writeln!(plan, "\n### {name}\n\n- [ ] {number} {name}");
            }
        }
        let codes = codes(&[("content/plan.md", &plan)]);
        let found = codes.matches("missing-day").count();
        assert_eq!(found, missing, "{weeks}: {codes}");
    }
}

#[test]
fn settings_change_the_severity_of_checks_but_not_of_errors_that_stop_every_build() {
    let dead = "# P\n\n## Week 1: W\n\n- [ ] [a](b.md)\n";
    for (setting, plan, expected) in [
        ("", dead, "warning dead-link"),
        ("checks: {dead-link: warn}\n", dead, "warning dead-link"),
        ("checks: {dead-link: deny}\n", dead, "error dead-link"),
        ("checks: {dead-link: allow}\n", dead, ""),
        ("checks: {missing-day: deny}\n", dead, "warning dead-link"),
    ] {
        let found = codes(&[("handbook.yaml", setting), ("content/plan.md", plan)]);
        assert_eq!(found, expected, "{setting}");
    }
    let book = TestBook::new(&[("content/plan.md", dead)]);
    let outlined = pipeline::outline(&book.path("")).unwrap();
    for code in Code::ALL {
        let problem = Diagnostic::new(*code, Span::new(FileId(0), 0, 1), "a message");
        let mut problems = vec![problem];
        let severities = [(*code, SeveritySetting::Allow)].into();
        check::settle(&mut problems, &severities, &outlined.handbook);
        assert_eq!(
            problems.len(),
            usize::from(code.is_firm()),
            "{}",
            code.name()
        );
    }
    for code in ["bad-yaml", "bad-value", "no-plan", "not-utf8"] {
        let is_firm = |known: &&Code| known.name() == code && known.is_firm();
        assert!(Code::ALL.iter().any(|known| is_firm(&known)), "{code}");
    }
}

#[test]
fn fixes_that_other_fixes_reveal_are_made_too() {
    let plan = "# P\n\n## Week 1: W\n\n- [ ] a cafÃ©\n\n```\ncode\n";
    let book = TestBook::new(&[("content/plan.md", plan)]);
    let (outlined, fixed) = pipeline::fix(&book.path("")).unwrap();
    let left: Vec<&str> = outlined
        .diagnostics
        .iter()
        .map(|problem| problem.code.name())
        .collect();
    assert_eq!(fixed[0].before, plan);
    assert!(
        fixed[0].after.ends_with("```\ncode\n```\n"),
        "{}",
        fixed[0].after
    );
    assert!(!left.contains(&"unclosed-fence"), "{left:?}");
}
