//! Every word of every document is on a page, or a diagnostic reports that no reader sees it.

use std::fmt::Write;

use prepbook::rooms::diagnostic::Code;
use prepbook::rooms::site::is_page;
use proptest::prelude::*;

use crate::support::plan;

const COURSE: &str = "\
tracks:
  - {id: standard, name: Standard, hours_per_week: 12}
  - {id: part-time, name: Part-time, hours_per_week: 9}
levels: [{id: l6, name: L6}, {id: l7, name: L7}]
";

/// Parts of a document; `#` in a text becomes a unique word.
const HEADINGS: &[&str] = &[
    "#",
    "Week 1: #",
    "Week 2: #",
    "Week 3 #",
    "Weeks 4-5: #",
    "Monday: # (1 hour)",
    "Tuesday #",
    "Day 1: #",
    "Day 2 #",
    "Weekend: #",
    "Phase 1: # (Weeks 1-2)",
    "Phase 2: #",
    "Module 3: #",
    "Lesson 1: #",
    "Standard Track # (12 hours/week)",
    "Part-Time Track # (9 hours/week)",
    "Part-time: #",
    "Morning Block # (30 min)",
    "# checklist for Week 1",
    "# (Week 2)",
    "Day 1 checklist #",
    "Final checklists #",
    "[#](https://example.org/a)",
    "`#`",
    "[x] Tuesday #",
    "# {track=standard}",
    "# {level=L7}",
];
const BLOCKS: &[&str] = &[
    "#\n",
    "**#**\n",
    "**Week 2: #**\n",
    "**Monday (1 hour)** #\n",
    "**Evening Block # (45 min)**\n",
    "*Part-time: 1 hour, # only*\n",
    "Week 3: #\n",
    "- [ ] #\n- [x] # (20 min)\n",
    "- #\n  - [ ] #\n    - #\n",
    "- **Week 1: #** #\n- **Week 2: #**\n",
    "- Monday: #\n- Tuesday: # (30 min)\n- Wednesday: #\n",
    "- [ ] # {track=part-time}\n- [ ] # {level=L6}\n- **L7:** #\n",
    "1. #\n\n   #\n2. #\n",
    "| Day | What |\n|---|---|\n| 1 | # |\n| 2 | # |\n",
    "| Week | Topic | Done |\n|---|---|---|\n| 1 | # | [ ] |\n| 2 | # | [ ] # |\n",
    "| Week | Monday | Tuesday |\n|---|---|---|\n| Week 1 | # | # |\n| Week 2 | # | # |\n",
    "| Day | Time | Topic |\n|---|---|---|\n| Monday | 1 h | # |\n| Wednesday | 30 min | # |\n| Sunday | - | # |\n",
    "| # | # |\n|---|---|\n| # | [ ] # |\n",
    "> #\n>\n> - [ ] #\n",
    "!!! note \"#\"\n    #\n\n    - [ ] #\n",
    "??? tip \"Week 3: #\"\n    #\n",
    "!!! track \"Standard\"\n    #\n\n    - [ ] # {track=part-time}\n",
    "=== \"#\"\n    #\n\n=== \"Monday #\"\n    #\n",
    "<details><summary>#</summary>\n\n#\n\n</details>\n",
    "<h2 align=\"center\">#</h2>\n",
    "<p>#</p>\n",
    "```markdown\n- [ ] #\n```\n",
    "```\n#\n```\n",
    "#[^a]\n\n[^a]: #\n",
    "[^b]: - [ ] #\n",
    "[^c]: #\n",
    "#\n: #\n",
    "![#](https://example.org/x.png)\n",
    "***\n",
    "OR\n",
    "| # |\n|---|\n| # | # | # |\n| # |\n",
    "::: note #\n#\n\n- [ ] #\n:::\n",
    "::: {.callout-tip title=\"#\"}\n#\n:::\n",
    "::: tip\n#\n",
    ":::\n",
    "- #\n\n    === \"#\"\n\n        #\n\n    !!! tip \"#\"\n        - [ ] #\n",
    "> === \"#\"\n>\n>     #\n",
    "#\n#\n:   !!! tip \"#\"\n        #\n",
    "#[^d]\n\n[^d]:\n    #\n\n    ??? \"#\"\n        #\n",
    "> [!tip]- # **#**\n> #\n",
    "[[#]] and [[#|#]] and $# + #$ and \\(#_1\\)\n",
    "x^#^ H~#~ ==#== [#]{.x} `#!py #`\n",
    "```py title=\"#\"\n#\n```\n",
    "```{note} #\n#\n```\n",
    "!!! note \"#\n#\n",
];

#[derive(Clone, Debug)]
enum Part {
    Heading(u8, &'static str),
    Block(&'static str),
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        2 => (1u8..6, prop::sample::select(HEADINGS)).prop_map(|(level, text)| Part::Heading(level, text)),
        3 => prop::sample::select(BLOCKS).prop_map(Part::Block),
    ]
}

/// The document, and its words.
fn document(title: Option<u8>, parts: &[Part]) -> (String, Vec<String>) {
    let mut words = Vec::new();
    let mut filled = |text: &str| {
        let mut filled = String::new();
        for (index, piece) in text.split('#').enumerate() {
            if index > 0 {
                words.push(format!("zq{}x", words.len()));
                filled.push_str(words.last().unwrap());
            }
            filled.push_str(piece);
        }
        filled
    };
    let mut text = String::new();
    match title {
        Some(0) => text.push_str("---\ntitle: Stated\n---\n\n"),
        Some(1) => writeln!(text, "# {}\n", filled("The # Plan")).unwrap(),
        Some(2) => writeln!(
            text,
            "---\ntitle: Stated\n---\n\n# {}\n",
            filled("The # Plan")
        )
        .unwrap(),
        _ => {}
    }
    for part in parts {
        match part {
            Part::Heading(level, heading) => {
                writeln!(
                    text,
                    "{} {}\n",
                    "#".repeat(usize::from(*level)),
                    filled(heading)
                )
                .unwrap();
            }
            Part::Block(block) => writeln!(text, "{}\n", filled(block)).unwrap(),
        }
    }
    (text, words)
}

/// The words of a document that are on no page, unless a diagnostic covers their paragraphs.
fn lost(text: &str, words: &[String]) -> Vec<String> {
    let book = plan(text).file("handbook.yaml", COURSE);
    let (outlined, site) = crate::support::site(&book.path(""));
    let site = site.unwrap_or_else(|| panic!("{:?}\n{text}", outlined.diagnostics));
    let pages: String = site
        .iter()
        .filter(|(path, _)| is_page(path))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    let named: String = outlined
        .diagnostics
        .iter()
        .filter(|problem| [Code::MissingImage, Code::NeverShown].contains(&problem.code))
        .map(|problem| {
            let range = problem.span.range();
            let end = text[range.end..].find("\n\n\n");
            &text[range.start..end.map_or(text.len(), |end| range.end + end)]
        })
        .collect();
    words
        .iter()
        .filter(|word| !pages.contains(*word) && !named.contains(*word))
        .cloned()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost(title in prop::option::of(0u8..3), parts in prop::collection::vec(part(), 1..14)) {
        let (text, words) = document(title, &parts);
        let lost = lost(&text, &words);
        prop_assert!(lost.is_empty(), "{:?} of\n{}", lost, text);
    }
}

/// The words on the pages of a single plan, by path, and the diagnostics.
fn built(text: &str) -> (crate::support::Pages, String) {
    let (run, pages) = plan(text).tried();
    assert_eq!(run.code, Some(0), "{}", run.err);
    (pages, run.err)
}

#[test]
fn headings_without_text_are_on_pages() {
    let (pages, _) = built(
        "# Course\n\n## Part one\n\n### Lesson 1: Nouns\n\n### Lesson 2: Verbs\n\n## Part two\n\n#### Books\n\n##### [Grammar](https://example.org/g)\n\n## Alone\n",
    );
    let one = pages.main("plan/part-one.html");
    assert!(one.contains("Lesson 1: Nouns") && one.contains("Lesson 2: Verbs"));
    assert!(pages.main("plan/part-two.html").contains("Grammar"));
    assert!(pages.main("plan/index.html").contains("Alone"));
    assert!(!pages.files.contains_key("plan/alone.html"));
}

#[test]
fn a_table_without_a_list_of_days_stays_a_table() {
    let (pages, _) =
        built("# T\n\n## One\n\n| Day | What |\n|---|---|\n| 1 | Read |\n| 2 | Write |\n");
    let one = pages.main("plan/one.html");
    assert!(
        one.contains("<table>") && one.contains("Read") && one.contains("Write"),
        "{one}"
    );
}

#[test]
fn cells_after_the_last_column_are_kept_in_weeks_and_beside_boxes() {
    let (pages, err) = built(
        "# T\n\n## One\n\n| Week | Topic |\n|---|---|\n| 1 | Read | further |\n| 2 | Write |\n\n## Two\n\n| a | b |\n|---|---|\n| [ ] c | d | beside |\n",
    );
    let everything = pages.main("plan/everything.html");
    for word in ["further", "beside"] {
        assert!(everything.contains(word), "{word}: {everything}");
    }
    assert!(pages.main("plan/week-1.html").contains("further"));
    assert!(err.contains("extra-cell"), "{err}");
}

#[test]
fn words_beside_the_name_of_a_repeated_day_are_kept() {
    let (pages, _) = built(
        "# T\n\n## Week 1\n\n| Day | What |\n|---|---|\n| Tuesday morning | read |\n| Tuesday evening | write |\n| Tue | rest |\n",
    );
    let day = pages.main("plan/week-1-tuesday.html");
    for words in ["morning", "read", "Tuesday evening", "write", "rest"] {
        assert!(day.contains(words), "{words}: {day}");
    }
}

#[test]
fn titles_are_kept() {
    let week = "\n\n## Week 1: A\n\n- [ ] a\n\n## Week 2: B\n\n- [ ] b\n";
    for (head, title, shown) in [
        ("# Weekend plan", "Weekend plan", ""),
        ("# 6 January 2027: a start", "6 January 2027: a start", ""),
        (
            "<h1 align=\"center\">My <b>own</b> plan &amp; yours</h1>",
            "My own plan &amp; yours",
            "",
        ),
        (
            "---\ntitle: Short\n---\n\n# The long one",
            "Short",
            "The long one",
        ),
        ("---\ntitle: Same\n---\n\n# Same", "Same", ""),
        ("## Before\n\n# After", "Plan", ""),
    ] {
        let (pages, _) = built(&format!("{head}{week}"));
        let main = pages.main("plan/index.html");
        assert!(
            main.contains(&format!("<h1>{title}</h1>")),
            "{head}: {main}"
        );
        assert!(main.contains(shown), "{head}: {main}");
        assert_eq!(main.matches("Same").count(), usize::from(title == "Same"));
    }
    let (pages, _) = built("# P\n\n## Week 1\n\n- [ ] a\n");
    assert!(pages.main("plan/index.html").contains("<h1>P</h1>"));
    let book = plan("# P\n\n## Week 1\n\n- [ ] a\n").file(
        "content/page.md",
        "---\ntitle: Short\n---\n\n# The long one\n\nText.\n",
    );
    let pages = book.rendered();
    let page = pages.main("page.html");
    assert!(
        page.contains("<h1>Short</h1>") && page.contains("The long one"),
        "{page}"
    );
}

#[test]
fn a_section_for_one_track_in_a_section_for_another_is_shown_to_its_own_readers() {
    let (pages, err) = built(
        "# P\n\n## Full Track (12 hours/week)\n\nFor most.\n\n### Slim Track (9 hours/week)\n\n- [ ] only the slim do this\n\nSlim prose.\n\n### Shared\n\nStill the full one's.\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] t\n",
    );
    assert!(!err.contains("never-shown"), "{err}");
    let slim = pages.main("plan/slim/slim-track-9-hours-week.html");
    assert!(slim.contains("Slim prose.") && slim.contains("only the slim do this"));
    let full = pages.main("plan/full/full-track-12-hours-week.html");
    assert!(
        full.contains("For most.") && full.contains("Still the full one"),
        "{full}"
    );
    for (folder, others) in [("plan/full/", "lim prose"), ("plan/slim/", "For most")] {
        for path in pages.pages(folder) {
            assert!(!pages.text(path).contains(others), "{path}");
        }
        assert!(!pages.text(&format!("{folder}search.js")).contains(others));
    }
    assert!(pages.main("plan/slim/index.html").contains("2 tasks"));
    assert!(pages.main("plan/full/index.html").contains("1 task"));
}

#[test]
fn a_footnote_that_nothing_refers_to_is_shown_at_the_end() {
    let (pages, err) = built(
        "# P\n\n## Week 1: One\n\n### Monday: A[^title] (1 hour)\n\n- [ ] t[^used]\n\n[^lost]: - [ ] lost task\n\n[^used]: Used.\n\n[^used]: Used twice.\n\n[^title]: Of the title.\n",
    );
    for page in [
        "plan/week-1-monday.html",
        "plan/week-1.html",
        "plan/everything.html",
    ] {
        let main = pages.main(page);
        let notes = &main[main.find("class=\"footnotes\"").unwrap()..];
        for words in ["lost task", "Used.", "Used twice.", "Of the title."] {
            assert_eq!(notes.matches(words).count(), 1, "{page}: {words}");
        }
        assert_eq!(main.matches("data-task=").count(), 2, "{page}");
    }
    assert!(
        err.contains("unused-footnote") && err.contains("also at 13:1 and 15:1"),
        "{err}"
    );
}

#[test]
fn an_allocation_may_have_fractions() {
    for (language, share) in [("en", "33.3"), ("de", "33,3")] {
        let (pages, err) = built(&format!(
            "---\nlanguage: {language}\n---\n# P\n\n## Full Track (12 hours/week)\n\n- **Coding**: 33.3% (4 hours)\n- **Design**: 66.7% (8 hours)\n\n## Week 1: One\n\n- [ ] t\n"
        ));
        assert!(!err.contains("[allocation]"), "{err}");
        let plan = pages.main("plan/full/index.html");
        assert!(plan.contains(&format!("{share} %")), "{plan}");
    }
}
