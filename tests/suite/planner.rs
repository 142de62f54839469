//! Planners for tablets, read back from the PDF and the list of its pages.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::Object;

use crate::paper::{Pdf, alone, printed};
use crate::support::{Book, Run, book, plan};

/// 9 mm, in points.
const TOUCH: f32 = 25.5;

const PLAN: &str = "\
# My Plan

Words before all.

## Phase 1: Ground (Weeks 1-2)

### Week 1: Arrays

#### Monday: First (2 hours)

- [ ] alpha one
- [ ] alpha two

#### Tuesday: Second

- [ ] beta one
- [ ] beta two

#### Sunday: Rest

### Week 2: Graphs

#### Monday: Third

- [ ] gamma one

#### Sunday: Rest

## Checklist

- [ ] all is well
";

/// Makes a planner of `text` in `book`; returns its pages.
fn planner(book: &Book, text: &str, arguments: &[&str]) -> Pdf {
    book.write("content/plan.md", text);
    let mut all = vec!["--planner"];
    all.extend(arguments);
    printed(book, &all).1
}

/// Makes the next planner with the pages of the last one.
fn next(book: &Book, text: &str, arguments: &[&str]) -> Pdf {
    let mut all = vec!["--keep", "out.pages"];
    all.extend(arguments);
    planner(book, text, &all)
}

fn list(book: &Book) -> String {
    std::fs::read_to_string(book.path("out.pages")).unwrap()
}

/// The links of a page: what each one says, its page, and the width and height of its area.
fn buttons(pdf: &Pdf, page: usize) -> Vec<(String, usize, (f32, f32))> {
    let page = pdf.document.get_dictionary(pdf.pages[page]).unwrap();
    let links = pdf.entry(page, "Annots").unwrap().as_array().unwrap();
    let button = |link: &Object| {
        let link = pdf.follow(link).as_dict().unwrap();
        let words = lopdf::decode_text_string(link.get(b"Contents").unwrap()).unwrap();
        let rect = pdf.entry(link, "Rect").unwrap().as_array().unwrap();
        let side = |index: usize| rect[index].as_float().unwrap();
        let to = pdf.page_of(pdf.entry(link, "Dest").unwrap());
        (words, to, (side(2) - side(0), side(3) - side(1)))
    };
    links.iter().map(button).collect()
}

/// The same as words: `Week 1 > 3`.
fn said(pdf: &Pdf, page: usize) -> Vec<String> {
    let buttons = buttons(pdf, page).into_iter();
    let words = buttons.map(|(words, to, _)| format!("{} > {to}", words.replace('\u{a0}', " ")));
    words.collect()
}

#[test]
fn a_planner_leads_from_the_plan_to_weeks_days_and_notes_and_back() {
    let (run, pdf) = printed(&alone(plan(PLAN)), &["--planner"]);
    assert!(run.out.starts_with("16 pages, 5 days in "), "{}", run.out);
    assert!(!run.out.contains("not marked"), "{}", run.out);
    assert_eq!(
        pdf.labels(),
        [
            "Plan",
            "Week 1",
            "Week 1 · Review",
            "Week 1 Monday",
            "Week 1 Monday · Notes",
            "Week 1 Tuesday",
            "Week 1 Tuesday · Notes",
            "Week 1 Sunday",
            "Week 1 Sunday · Notes",
            "Week 2",
            "Week 2 · Review",
            "Week 2 Monday",
            "Week 2 Monday · Notes",
            "Week 2 Sunday",
            "Week 2 Sunday · Notes",
            "Checklist",
        ]
    );
    assert_eq!(
        said(&pdf, 0),
        [
            "Week 1: Arrays 2 h > 1",
            "Week 2: Graphs > 9",
            "Checklist 1 task > 15",
            "1 > 1",
            "2 > 9"
        ]
    );
    for (page, links) in [
        (1, "Plan Review>2 Next>9"),
        (2, "Plan Week 1>1 Next>10"),
        (3, "Plan Week 1>1 Notes>4 Next>5"),
        (4, "Plan Week 1>1 Monday>3 Next>6"),
        (7, "Previous>5 Plan Week 1>1 Notes>8 Next>11"),
        (8, "Previous>6 Plan Week 1>1 Sunday>7 Next>12"),
        (9, "Previous>1 Plan Review>10"),
        (15, "My Plan Plan"),
    ] {
        let bar = said(&pdf, page);
        let bar: Vec<String> = bar
            .into_iter()
            .filter(|link| !link.starts_with(char::is_numeric) && !link.contains(": "))
            .map(|link| link.replace(" > ", ">").replace("Plan>0", "Plan"))
            .collect();
        assert_eq!(bar.join(" "), links, "{page}: {:?}", said(&pdf, page));
    }
    assert_eq!(
        pdf.bookmarks()[..4],
        [
            "My Plan 0",
            "Phase 1: Ground 1",
            "  Week 1: Arrays 1",
            "    Review 2"
        ]
    );
    assert!(pdf.text(3).contains("alpha one") && pdf.text(5).contains("beta two"));
    assert!(pdf.text(2).contains("What went well") && pdf.text(4).contains("Notes"));
    assert!(pdf.tags()["Link"] >= 16 * 3, "{:?}", pdf.tags());
}

#[test]
fn what_is_tapped_is_9_mm_wide_and_high_on_every_screen() {
    let book = alone(plan(PLAN));
    for (paper, (width, height)) in [
        ("remarkable", (447.25, 596.33)),
        ("remarkable-paper-pro", (509.34, 679.13)),
        ("supernote-a5x", (447.25, 596.33)),
        ("supernote-a6x", (336.96, 449.28)),
        ("supernote-nomad", (336.96, 449.28)),
        ("supernote-manta", (460.8, 614.4)),
        ("a5", (419.53, 595.28)),
    ] {
        let name = format!("{paper}.pdf");
        book.run(&["pdf", "--planner", "--paper", paper, "-o", &name])
            .reports(0, &[]);
        let pdf = Pdf::read(&std::fs::read(book.path(&name)).unwrap());
        let mut seen = BTreeSet::new();
        for page in 0..pdf.pages.len() {
            let dictionary = pdf.document.get_dictionary(pdf.pages[page]).unwrap();
            let area = pdf
                .entry(dictionary, "MediaBox")
                .unwrap()
                .as_array()
                .unwrap();
            let size = [&area[2], &area[3]].map(|side| side.as_float().unwrap());
            assert!(
                (size[0] - width).abs() < 0.01 && (size[1] - height).abs() < 0.01,
                "{size:?}"
            );
            for (words, to, size) in buttons(&pdf, page) {
                // The week in the facts of a day is a link in a text.
                let is_text = words.starts_with("Week 1: ") || words.starts_with("Week 2: ");
                let is_text = is_text && page > 0 || words == "My Plan";
                assert!(
                    is_text || size.0 >= TOUCH && size.1 >= TOUCH,
                    "{paper} {page}: {words} {size:?}"
                );
                // On the overview, all of a line is tapped.
                let is_row = page == 0 && words.starts_with("Week ");
                assert!(!is_row || size.0 > width * 0.7, "{paper}: {words} {size:?}");
                seen.insert(to);
            }
        }
        assert_eq!(seen.len(), pdf.pages.len(), "each page has a link to it");
    }
}

/// The pages by the words of the tasks and titles that are on them and on no other page of their kind.
fn pages_with(pdf: &Pdf, words: &[&str]) -> BTreeMap<String, Vec<usize>> {
    let holds = |words: &&str| {
        let pages = 1..pdf.pages.len();
        let labels = pdf.labels();
        let pages = pages.filter(|page| {
            let is_day = labels[*page].contains("day") && !labels[*page].contains(" · ");
            is_day && pdf.text(*page).contains(words)
        });
        ((*words).to_owned(), pages.collect())
    };
    words.iter().map(holds).collect()
}

const MORE: &str =
    "### Week 2: Trees\n\n#### Monday: New\n\n- [ ] delta one\n\n#### Sunday: Rest\n\n";

/// `PLAN` with each of the replacements.
fn edited(replacements: &[(&str, &str)]) -> String {
    replacements
        .iter()
        .fold(PLAN.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
}

#[test]
fn a_week_in_the_middle_is_appended_and_no_page_moves() {
    let book = alone(plan(PLAN));
    let before = planner(&book, PLAN, &[]);
    let text = edited(&[("### Week 2: Graphs", &format!("{MORE}### Week 3: Graphs"))]);
    let after = next(&book, &text, &[]);
    let labels = after.labels();
    assert_eq!(labels[..9], before.labels()[..9]);
    assert_eq!(labels[9..11], ["Week 3", "Week 3 · Review"]);
    assert_eq!(
        labels[16..],
        [
            "Week 2",
            "Week 2 · Review",
            "Week 2 Monday",
            "Week 2 Monday · Notes",
            "Week 2 Sunday",
            "Week 2 Sunday · Notes"
        ]
    );
    assert_eq!(labels[15], "Checklist");
    let words = ["alpha one", "beta two", "gamma one"];
    assert_eq!(pages_with(&after, &words), pages_with(&before, &words));
    // Links lead through the plan in its order, wherever its pages are.
    let bar = |page: usize| {
        let links = said(&after, page).into_iter();
        let ends = links.filter(|link| link.starts_with("Previous") || link.starts_with("Next"));
        ends.collect::<Vec<_>>()
    };
    assert_eq!(bar(1), ["Next > 16"]);
    assert_eq!(bar(16), ["Previous > 1", "Next > 9"]);
    assert_eq!(bar(9), ["Previous > 16"]);
    assert_eq!(bar(18), ["Previous > 7", "Next > 20"]);
    let tabs: Vec<String> = said(&after, 5).into_iter().rev().take(3).collect();
    assert_eq!(tabs, ["3 > 9", "2 > 16", "1 > 1"]);
    // The same again changes nothing.
    let pages = list(&book);
    let pdf = std::fs::read(book.path("out.pdf")).unwrap();
    next(&book, &text, &[]);
    assert_eq!(list(&book), pages);
    assert_eq!(std::fs::read(book.path("out.pdf")).unwrap(), pdf);
}

#[test]
fn a_new_day_and_a_longer_day_take_pages_at_the_end() {
    let book = alone(plan(PLAN));
    planner(&book, PLAN, &[]);
    let long: String = (0..60).map(|n| format!("- [ ] beta more {n}\n")).collect();
    let text = edited(&[
        ("- [ ] beta one\n", &format!("- [ ] beta one\n{long}")),
        ("#### Tuesday", "#### Wednesday"),
        (
            "- [ ] alpha two\n",
            "- [ ] alpha two\n\n#### Tuesday: Between\n\n- [ ] delta\n",
        ),
    ]);
    let after = next(&book, &text, &[]);
    let labels = after.labels();
    assert_eq!(
        labels[5..7],
        ["Week 1 Wednesday", "Week 1 Wednesday · Notes"]
    );
    assert_eq!(
        labels[16..],
        [
            "Week 1 Tuesday",
            "Week 1 Tuesday · Notes",
            "Week 1 Wednesday (2)",
            "Week 1 Wednesday (3)"
        ]
    );
    for n in 0..60 {
        let word = format!("beta more {n}");
        let pages = (0..after.pages.len()).filter(|page| {
            let text = after.text(*page) + " ";
            text.contains(&format!("{word} "))
        });
        assert_eq!(pages.count(), 1, "{word}");
    }
    // From page to page of the day, and on to the next day.
    let ends = |page: usize| {
        let links = said(&after, page).into_iter();
        let ends = links.filter(|link| link.starts_with("Previous") || link.starts_with("Next"));
        ends.collect::<Vec<_>>()
    };
    assert_eq!(ends(5), ["Previous > 16", "Next > 18"]);
    assert_eq!(ends(18), ["Previous > 5", "Next > 19"]);
    assert_eq!(ends(19), ["Previous > 18", "Next > 7"]);
    assert!(after.text(5).contains("1/3 ›"));

    // A day that is short again keeps its pages.
    let short = next(&book, &edited(&[]), &[]);
    let labels = short.labels();
    assert_eq!(labels.len(), 20);
    assert_eq!(labels[18..], ["Week 1 Tuesday (2)", "Week 1 Tuesday (3)"]);
    assert!(
        short
            .text(18)
            .contains("The plan no longer needs this page.")
    );
    assert!(
        said(&short, 18).contains(&"Next > 19".to_owned()),
        "{:?}",
        said(&short, 18)
    );
}

#[test]
fn renamed_weeks_keep_their_pages_and_removed_days_too() {
    let book = alone(plan(PLAN));
    let before = planner(&book, PLAN, &[]);
    let text = edited(&[
        ("### Week 1: Arrays", "### Week 1: Strings and More"),
        (
            "#### Monday: First (2 hours)\n\n- [ ] alpha one\n- [ ] alpha two\n\n",
            "",
        ),
    ]);
    let after = next(&book, &text, &[]);
    let labels = after.labels();
    assert_eq!(labels.len(), before.labels().len());
    assert_eq!(labels[3..5], ["Monday: First", "Monday: First · Notes"]);
    assert_eq!(labels[5], "Week 1 Tuesday");
    assert!(after.text(1).contains("Strings and More") && after.text(5).contains("beta one"));
    assert!(
        after.text(3).contains("No longer in the plan"),
        "{}",
        after.text(3)
    );
    assert!(!after.text(3).contains("alpha"));
    assert!(said(&after, 0).contains(&"Monday: First > 3".to_owned()));
    let bar: Vec<String> = said(&after, 3).into_iter().take(2).collect();
    assert_eq!(bar, ["Plan > 0", "Notes > 4"]);
    let bar: Vec<String> = said(&after, 4).into_iter().take(2).collect();
    assert_eq!(bar, ["Plan > 0", "Monday > 3"]);
    assert!(list(&book).contains("day\t-\t4\t5\tweek-1\tmonday\tMonday\tFirst\t"));
    let bookmarks = after.bookmarks();
    let gone = [
        "No longer in the plan 3",
        "  Monday: First 3",
        "    Notes 4",
    ];
    assert_eq!(bookmarks[bookmarks.len() - 3..], gone);
    // It comes back to its pages.
    assert_eq!(next(&book, PLAN, &[]).labels(), before.labels());
}

#[test]
fn another_start_date_changes_dates_and_no_page() {
    let book = alone(plan(PLAN));
    let undated = planner(&book, PLAN, &[]);
    assert!((0..undated.pages.len()).all(|page| !undated.text(page).contains("2027")));
    let pages = list(&book);
    for (start, day) in [("2027-01-04", "5 Jan 2027"), ("2027-03-01", "2 Mar 2027")] {
        let dated = next(&book, PLAN, &["--start", start]);
        assert_eq!(dated.labels(), undated.labels());
        for page in [1, 5, 6] {
            assert!(dated.text(page).contains(day), "{}", dated.text(page));
        }
        assert_eq!(list(&book), pages);
    }
}

#[test]
fn tasks_with_ids_of_the_lock_keep_their_day_when_they_are_reworded() {
    let book = alone(plan(PLAN));
    let long = edited(&[("gamma one", "Draw the gamma paths of ten large graphs")]);
    book.write("handbook.lock", "prepbook-lock\t1\nhandbook\tabcdefghij\n");
    book.write("content/plan.md", &long);
    book.run(&["build"]).reports(0, &[]);
    planner(&book, &long, &[]);
    let words = "Draw the gamma paths in ten large graphs";
    book.write("content/plan.md", edited(&[("gamma one", words)]));
    book.run(&["fix"]).reports(0, &[]);
    let text = edited(&[
        ("gamma one", words),
        ("### Week 2: Graphs", &format!("{MORE}### Week 3: Nets")),
        ("#### Monday: Third", "#### Monday: Otherwise"),
    ]);
    let after = next(&book, &text, &[]);
    assert_eq!(after.labels()[9], "Week 3");
    assert!(after.text(11).contains(words), "{}", after.text(11));
}

fn refused(book: &Book, arguments: &[&str], words: &[&str]) -> Run {
    let before = std::fs::read(book.path("out.pdf")).unwrap();
    let pages = list(book);
    let mut all = vec!["pdf", "--planner", "-o", "out.pdf"];
    all.extend(arguments);
    let run = book.run(&all);
    run.reports(2, words);
    assert_eq!(std::fs::read(book.path("out.pdf")).unwrap(), before);
    assert_eq!(list(book), pages);
    run
}

#[test]
fn pages_of_another_plan_track_or_size_are_refused_with_the_reason() {
    let text = "---\ntracks: [{id: slow, name: Slow one}, {id: fast, name: Fast one}]\n---\n# P\n\n## Week 1\n\n### Monday\n\n- [ ] a\n";
    let book = alone(
        book()
            .file("content/plan.md", text)
            .file("content/other.md", text.replace("# P", "# Other")),
    );
    let plan = ["--plan", "plan"];
    printed(&book, &["--planner", "--track", "slow", "--plan", "plan"]);
    let keep = ["--keep", "out.pages"];
    let with = |more: &[&'static str]| [&keep[..], more].concat();
    let slow = [&plan[..], &["--track", "slow"]].concat();
    refused(
        &book,
        &with(&["--plan", "plan", "--track", "fast"]),
        &["of another track: `slow`, not `fast`", "--track"],
    );
    refused(
        &book,
        &with(&[&slow[..], &["--paper", "a5"]].concat()),
        &["of another size: `remarkable`, not `a5`", "--paper"],
    );
    refused(
        &book,
        &with(&["--plan", "other", "--track", "slow"]),
        &["of another plan: `plan`, not `other`", "line 2"],
    );
    // The names of one screen are one size.
    let (_, pdf) = printed(
        &book,
        &[&["--planner", "--paper", "supernote-a5x"], &keep[..], &slow].concat(),
    );
    assert_eq!(pdf.labels().len(), 5);
}

#[test]
fn a_list_is_never_lost_and_a_damaged_one_is_refused() {
    let book = alone(plan(PLAN));
    planner(&book, PLAN, &[]);
    refused(
        &book,
        &[],
        &["out.pages", "may have notes on them", "--keep out.pages"],
    );
    book.write(
        "old.pages",
        list(&book).replace("\t15\t", "\t17\t") + "plan\t-\t15\t.\t.\t.\t.\tX\t.\n",
    );
    refused(
        &book,
        &["--keep", "old.pages"],
        &["out.pages", "the pages of another planner"],
    );
    for (damage, words) in [
        (
            list(&book).replace("day\t+\t4\t", "day\t+\t40\t"),
            "line 11: no line has page 4",
        ),
        (
            list(&book).replace("day\t+\t4\t", "day\t+\t6\t"),
            "line 6: page 6 is on line 5 too",
        ),
        (
            list(&book).replace("week\t+", "month\t+"),
            "line 4: this line is not valid",
        ),
        (
            list(&book).replace("planner\t1", "planner\t9"),
            "a newer version of prepbook",
        ),
        (
            PLAN.to_owned(),
            "line 1: this is not the list of a planner's pages",
        ),
        (String::new(), "line 1: this is not the list"),
    ] {
        book.write("bad.pages", damage);
        let run = refused(&book, &["--keep", "bad.pages"], &["bad.pages", words]);
        assert!(run.err.contains("help: "), "{}", run.err);
    }
    refused(
        &book,
        &["--keep", "missing.pages"],
        &["cannot read missing.pages"],
    );
    refused(&book, &["--week", "1"], &["cannot be used with"]);
    book.run(&["pdf", "--keep", "out.pages", "-o", "x.pdf"])
        .reports(2, &["--planner"]);
    // Another name, and a file without an ending.
    book.run(&["pdf", "--planner", "-o", "tablet"])
        .reports(0, &[]);
    assert!(book.path("tablet.pages").exists());
    book.write("mine.pages", "my own list");
    let mine = ["pdf", "--planner", "-o", "mine.pdf"];
    book.run(&mine).reports(2, &["mine.pages"]);
    assert_eq!(
        std::fs::read_to_string(book.path("mine.pages")).unwrap(),
        "my own list"
    );
    assert!(!book.path("mine.pdf").exists());
}

#[test]
fn tabs_are_at_the_end_edge_in_either_direction() {
    for (language, week, next, at_left) in [
        ("en", "Week", "Next", false),
        ("de", "Woche", "Weiter", false),
        ("ar", "الأسبوع", "التالي", true),
        ("he", "שבוע", "הבא", true),
    ] {
        let text = format!(
            "---\nlanguage: {language}\n---\n# P\n\n## {week} 1\n\n- [ ] x\n\n## {week} 2\n\n- [ ] y\n"
        );
        let pdf = planner(&alone(book()), &text, &[]);
        let page = pdf.document.get_dictionary(pdf.pages[1]).unwrap();
        let links = pdf.entry(page, "Annots").unwrap().as_array().unwrap();
        let last = pdf.follow(links.last().unwrap()).as_dict().unwrap();
        let rect = pdf.entry(last, "Rect").unwrap().as_array().unwrap();
        let left = rect[0].as_float().unwrap();
        assert_eq!(left < 1.0, at_left, "{language}: {left}");
        let days = (0..pdf.pages.len()).flat_map(|page| said(&pdf, page));
        assert!(
            days.into_iter().any(|link| link.starts_with(next)),
            "{language}"
        );
    }
}
