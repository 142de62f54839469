//! Every link of a built handbook works, both from a disk and from a web server.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{OWN, Pages, plan};

/// The dead links of a page.
fn dead(pages: &Pages) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .pages("")
        .into_iter()
        .map(|path| (path, values(pages.text(path), "id=\"").collect()))
        .collect();
    let mut dead = Vec::new();
    for path in pages.pages("") {
        let html = pages.text(path);
        for link in values(html, "href=\"").chain(values(html, "src=\"")) {
            // The page for missing addresses leads to the root of the server.
            let is_root = link == "/" && path == "404.html";
            if link.contains("://") || link.starts_with("mailto:") || is_root {
                continue;
            }
            let (target, anchor) = link
                .split_once('#')
                .map_or((link, None), |(target, anchor)| (target, Some(anchor)));
            let mut parts: Vec<&str> = path.split('/').collect();
            if !target.is_empty() {
                parts.pop();
                for part in target.split('/') {
                    if part == ".." {
                        assert!(
                            parts.pop().is_some(),
                            "{link} on {path} leads above the output"
                        );
                    } else {
                        parts.push(part);
                    }
                }
            }
            let target = parts.join("/").replace("%20", " ");
            let there = pages.files.contains_key(&target);
            let anchored = anchor.is_none_or(|anchor| {
                ids.get(target.as_str())
                    .is_some_and(|ids| ids.contains(anchor))
            });
            if !there || !anchored {
                dead.push(format!("{path}: {link}"));
            }
        }
    }
    dead
}

fn values<'a>(html: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(mark)
        .filter(|(at, _)| html[..*at].ends_with(' '))
        .map(move |(at, mark)| {
            let rest = &html[at + mark.len()..];
            &rest[..rest.find('"').unwrap()]
        })
}

#[test]
fn no_link_of_our_own_handbook_is_dead() {
    assert_eq!(OWN.problems, [], "our own handbook has no problems");
    let pages = Pages::of(&OWN);
    assert!(pages.pages("").len() > 300);
    assert_eq!(dead(&pages), Vec::<String>::new());
}

#[test]
fn links_lead_to_the_page_that_was_made_of_their_target() {
    let text = "# P\n\n### Slow Track (1 hour/week)\n\n### Fast Track (3 hours/week)\n\n## Week 1: One\n\n### Monday: A\n\n- [ ] read [chapter](sub/chapter.md#deep-down), [own](#week-2-two), [day](#week-2-friday), [abs](/sub/chapter.md), [picture](sub/p%20q.png), [section](#notes), [slow only](#slow-track-1-hour-week)\n\n## Week 2: Two\n\n### Friday: B\n\n- [ ] x\n\n## Notes\n\ntext\n";
    let book = plan(text)
        .file("content/sub/chapter.md", "# C\n\n## Deep down\n\n[up](../plan.md), [week](../plan.md#week-2), [friday](/plan.md#week-2-friday), [same](#deep-down), <https://example.org/>, www.example.org/x.\n")
        .file("content/sub/p q.png", "png");
    let pages = book.rendered();
    assert_eq!(dead(&pages), Vec::<String>::new());
    let day = pages.main("plan/fast/week-1-monday.html");
    for address in [
        "../../sub/chapter.html#deep-down",
        "week-2.html",
        "week-2-friday.html",
        "../../sub/chapter.html",
        "../../sub/p%20q.png",
        "notes.html",
        "../slow/",
    ] {
        assert!(
            day.contains(&format!("href=\"{address}")),
            "{address} in {day}"
        );
    }
    let chapter = pages.main("sub/chapter.html");
    for address in [
        "../plan/slow/index.html",
        "../plan/slow/week-2.html",
        "../plan/slow/week-2-friday.html",
        "#deep-down",
        "https://example.org/",
        "http://www.example.org/x",
    ] {
        assert!(
            chapter.contains(&format!("href=\"{address}\"")),
            "{address} in {chapter}"
        );
    }
    assert_eq!(pages.text("sub/p q.png"), "png");
}

#[test]
fn a_missing_heading_is_reported_with_the_nearest_one() {
    let text =
        "# P\n\n## Week 1: One\n\n### Monday: A\n\n- [ ] [x](#weak-1-one)\n- [ ] [y](Other.md)\n";
    let book = plan(text).file("content/other.md", "# O\n");
    book.tried().0.reports(
        0,
        &[
            "warning[dead-anchor]",
            "plan.md:7:7",
            "did you mean `#week-1-one`?",
            "did you mean `/other.md`?",
        ],
    );
}

#[test]
fn an_edition_links_to_the_same_page_of_the_others() {
    let text = "# P\n\n### Slow Track (1 hour/week)\n\n### Fast Track (3 hours/week)\n\n## Week 1: One\n\n### Monday: A\n\n- [ ] x\n\n## Fast Track Schedule\n\nonly fast\n";
    let pages = plan(text).rendered();
    assert_eq!(dead(&pages), Vec::<String>::new());
    for page in [
        "index",
        "week-1",
        "week-1-monday",
        "week-1-sheets",
        "everything",
    ] {
        assert!(
            pages
                .text(&format!("plan/slow/{page}.html"))
                .contains(&format!("href=\"../fast/{page}.html\"")),
            "{page}"
        );
    }
    assert!(
        !pages
            .files
            .contains_key("plan/slow/fast-track-schedule.html")
    );
    assert!(
        pages
            .text("plan/fast/fast-track-schedule.html")
            .contains("href=\"../slow/index.html\"")
    );
}

/// The list on a sheet: the numbers of marks with their targets.
fn listed(html: &str) -> Vec<(usize, &str)> {
    let list = html
        .split("<ol class=\"listed\"")
        .nth(1)
        .unwrap_or_default();
    let list = list.split("</ol>").next().unwrap_or_default();
    list.match_indices("<li data-mark=\"")
        .map(|(at, mark)| {
            let (number, rest) = list[at + mark.len()..].split_once("\">").unwrap();
            (number.parse().unwrap(), rest.split('<').next().unwrap())
        })
        .collect()
}

/// The links of a page with marks, and those marks.
fn marked(html: &str) -> Vec<(usize, &str)> {
    html.match_indices("<a data-mark=\"")
        .map(|(at, mark)| {
            let (number, rest) = html[at + mark.len()..].split_once("\" href=\"").unwrap();
            (number.parse().unwrap(), rest.split('"').next().unwrap())
        })
        .collect()
}

const LINKED: &str = "# A Plan of Links

## 🧭 Before You Begin

- [ ] Sit down

## Week 1: Words

### Monday: Many (1 hour)

**Reading (30 min)**

- [ ] Read [two](/paths.md), then [a part](/paths.md#second-part), then [two](/paths.md) again
- [ ] See [a page](https://example.org/short/) and [another](https://example.org/a/path/that/no-reader-would-type/off/a-sheet?of=paper&more=1#x)
    - [the day after](/plan.md#week-1-tuesday), [the end](/plan.md#week-2), [before](/plan.md#before-you-begin)
- [ ] Write to <team@example.org>, or look at <https://example.org/written/out>

**Saying (30 min)**

- [ ] [Write](mailto:team@example.org) with [this sheet](files/sheet.pdf), or [look there](https://example.org/top?a=1&b=2) {stretch}
- [ ] Nothing to see

### Tuesday: None (1 hour)

- [ ] No link, but a note[^1]

[^1]: Said below.

## Week 2: End

### Monday: Last (1 hour)

- [ ] See [the part](/paths.md#second-part)
";

fn linked() -> Pages {
    plan(LINKED)
        .file(
            "content/paths.md",
            "# Paths & Ways\n\n## 🧪 Second part\n\nx\n",
        )
        .file("content/files/sheet.pdf", "%PDF-1.4\n")
        .rendered()
}

#[test]
fn a_sheet_lists_the_targets_of_its_links_by_number() {
    let pages = linked();
    let day = pages.main("plan/week-1-monday.html");
    let titles = [
        "Paths &amp; Ways",
        "Paths &amp; Ways: Second part",
        "example.org/short",
        "example.org",
        "Week 1, Tuesday: None",
        "Week 2: End",
        "Before You Begin",
        "team@example.org",
        "sheet.pdf",
        "example.org/top?a=1&amp;b=2",
    ];
    let expected: Vec<(usize, &str)> = (1..).zip(titles).collect();
    assert_eq!(listed(day), expected);
    let marks: Vec<usize> = marked(day).iter().map(|(number, _)| *number).collect();
    assert_eq!(marks, [1, 2, 1, 3, 4, 5, 6, 7, 8, 9, 10]);
    // The set of a week's sheets numbers each sheet on its own.
    let set = pages.main("plan/week-1-sheets.html");
    assert_eq!(listed(set), expected);
    assert_eq!(marked(set), marked(day));
    let last = pages.main("plan/week-2-monday.html");
    assert_eq!(listed(last), [(1, "Paths &amp; Ways: Second part")]);
}

#[test]
fn only_sheets_with_links_list_them() {
    let pages = linked();
    for path in pages.pages("") {
        let sheet = ["week-1-monday", "week-2-monday", "sheets"];
        let html = pages.text(path);
        if !sheet.iter().any(|name| path.contains(name)) {
            assert!(!html.contains("class=\"listed\""), "{path}");
        }
    }
    let set = pages.main("plan/week-1-sheets.html");
    assert_eq!(set.matches("class=\"listed\"").count(), 1);
}

#[test]
fn a_weeks_cover_has_room_to_look_back() {
    let pages = linked();
    let set = pages.main("plan/week-1-sheets.html");
    let cover = set.split("<article").next().unwrap();
    for words in [
        "Review",
        "What went well",
        "What was hard",
        "What to change next week",
    ] {
        assert!(cover.contains(&format!(">{words}</p>")), "{words}: {cover}");
    }
    assert!(!cover.contains(">Notes<"));
}
