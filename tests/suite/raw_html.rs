//! Authors' raw HTML stays inside of its text, on every page, in whichever way that text is cut.

use prepbook::rooms::site::is_page;
use proptest::prelude::*;

use crate::balance::fault;
use crate::support::{Book, Pages, book, count, plan, tasks, words};

/// Pieces of raw HTML for tests, and Markdown with raw HTML in it.
const PARTS: &[&str] = &[
    "<div>",
    "</div>",
    "<div class=\"x",
    "<p>para",
    "</p>",
    "text <p>in</p> text <hr> more",
    "<b>bold",
    "</b>",
    "*em <b>x*y</b>",
    "<a href=\"https://example.org\">here",
    "[link](https://example.org) <a href=\"b\">raw",
    "</a>",
    "<a href=\"c\">raw[^1] [in[^1]](d)",
    "<table>",
    "<tr><td>",
    "</td></tr></table>",
    "<table><td>a<td>b",
    "<details>",
    "<summary>s</summary>",
    "<details><summary>s</summary>",
    "</details>",
    "<ol>",
    "<li>",
    "</li></ol>",
    "<ul><li>a<li>b",
    "<dl><dt>a<dd>b",
    "<h2>a <h3>b",
    "!!! note\n    <section>in\n\n    more",
    "=== \"T\"\n    <section>\n\n=== \"U\"\n    </section>x",
    "- item <div>x\n- <b>y\n- z</div>",
    "| a | b |\n|---|---|\n| <ul><li>x | <b>y</td> |",
    "> <div>quote\n>\n> more",
    "a\n:   <dd>b",
    "note[^1]\n\n[^1]: <div>below",
    "# Raw <i>in",
    "</p></div></section></main></body>",
    "<body><html><!DOCTYPE html>",
    "<!-- open",
    "<textarea>",
    "<select><option>a",
    "<svg><path d=\"a\"/>",
    "<p/><div/><br/>",
    "<form><form><button><button>",
];

fn trusted() -> Book {
    book().file("handbook.yaml", "html: trusted\n")
}

fn sanitized() -> Book {
    book()
}

#[track_caller]
fn check(files: &Pages) {
    for path in files.pages("") {
        assert_eq!(
            fault(files.text(path)),
            None,
            "{path}:\n{}",
            files.text(path)
        );
    }
}

/// Builds a plan both ways, and asserts that the tags of every page are balanced.
#[track_caller]
fn built(text: &str) -> [Pages; 2] {
    [sanitized(), trusted()].map(|book| {
        let pages = book.file("content/plan.md", text).rendered();
        check(&pages);
        pages
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_are_balanced(parts in prop::collection::vec(prop::collection::vec(0..PARTS.len(), 0..4), 6), is_trusted in any::<bool>()) {
        let raw = |at: usize| {
            let parts: Vec<&str> = parts[at].iter().map(|part| PARTS[*part]).collect();
            parts.join("\n\n")
        };
        let text = format!(
            "# P\n\n{}\n\n## Week 1: A\n\n{}\n\n### Monday: B\n\n- [ ] t\n\n{}\n\n### Tuesday: C\n\n{}\n\n- [ ] u\n\n## Week 2: D\n\n{}\n\n### Monday: E\n\n- [ ] v\n\n## Notes\n\n{}\n",
            raw(0), raw(1), raw(2), raw(3), raw(4), raw(5)
        );
        let book = if is_trusted { trusted() } else { sanitized() };
        let book = book.file("content/plan.md", &text);
        let site = crate::support::site(&book.path("")).1.unwrap();
        for (path, bytes) in site.iter().filter(|(path, _)| is_page(path)) {
            let page = std::str::from_utf8(bytes).unwrap();
            prop_assert_eq!(fault(page), None, "{}\n{}\n{}", path, text, page);
        }
    }
}

#[test]
fn an_element_around_days_is_complete_on_each_page() {
    let text = "# P\n\n## Week 1: A\n\n<div>\n\n### Monday: B\n\n- [ ] t\n\n</div>\n\n### Tuesday: C\n\n- [ ] u\n";
    for pages in built(text) {
        let week = pages.main("plan/week-1.html");
        let days = &week[week.find("<div class=\"text\">").unwrap()..];
        assert_eq!(count(days, "<section class=\"day\""), 2, "{days}");
        let sheet = pages.text("plan/week-1-monday.html");
        let sheet = &sheet[sheet.find("<article class=\"sheet").unwrap()..];
        let sheet = &sheet[..sheet.find("</article>").unwrap()];
        assert!(sheet.contains("class=\"write\""), "{sheet}");
    }
}

#[test]
fn a_list_around_days_leaves_no_empty_items() {
    let text = "# P\n\n## Week 1: A\n\n<ol>\n<li>\n\n### Monday: B\n\n- [ ] t\n\n</li>\n<li>\n\n### Tuesday: C\n\n- [ ] u\n\n</li>\n</ol>\n";
    for pages in built(text) {
        for path in pages.pages("plan/week-1") {
            let main = pages.main(path);
            assert_eq!(
                count(main, "<li>"),
                count(main, "<li><a"),
                "{path}:\n{main}"
            );
        }
    }
}

#[test]
fn an_open_link_ends_with_its_paragraph() {
    for pages in built("# P\n\n<a href=\"https://example.org\">here\n\n## Week 1: A\n\n- [ ] t\n") {
        for path in ["plan/index.html", "plan/everything.html"] {
            let main = pages.main(path);
            let link = &main[main.find("<a href=\"https://example.org\"").unwrap()..];
            let link = &link[link.find('>').unwrap()..];
            assert!(link.starts_with(">here</a></p>"), "{link}");
        }
    }
}

#[test]
fn a_footnote_in_a_link_does_not_end_it() {
    let text = "# P\n\n<a href=\"https://example.org\">two[^1]</a>\n\n[^1]: n\n\n## Week 1: A\n\n- [ ] t\n";
    for pages in built(text) {
        let main = pages.main("plan/index.html");
        assert!(main.contains(">two</a><sup><a id="), "{main}");
    }
}

#[test]
fn a_block_in_a_paragraph_ends_it() {
    for pages in built("# P\n\none <div>two</div> three\n\n## Week 1: A\n\n- [ ] t\n") {
        let main = pages.main("plan/index.html");
        assert!(main.contains("<p>one </p>\n<div>two</div> three"), "{main}");
    }
}

#[test]
fn elements_with_markdown_in_them_stay() {
    let text = "# P\n\n<table><tr><td>\n\n**one**\n\n</td></tr></table>\n\n<details>\n<summary>two</summary>\n\n- three\n\n</details>\n\n## Week 1: A\n\n- [ ] t\n";
    for pages in built(text) {
        let main: String = pages.main("plan/index.html").split('\n').collect();
        let table = "<p><strong>one</strong></p></td></tr>";
        let folded = "<details><summary>two</summary><ul><li>three</li></ul></details>";
        assert!(main.contains(table) && main.contains(folded), "{main}");
    }
}

#[test]
fn prose_beside_stretch_tasks_is_shown_once() {
    let course = "tracks: [{id: a, name: A, hours_per_week: 1}]\n";
    let text = "# P\n\n## Week 1: A\n\n### Monday: B (2 hours)\n\n<div>once</div>\n\n- [ ] t (1 hour)\n- [ ] u (1 hour)\n";
    let book = book().file("handbook.yaml", course);
    let pages = book.file("content/plan.md", text).rendered();
    let day = pages.main("plan/a/week-1-monday.html");
    assert_eq!(count(day, "once"), 1, "{day}");
}

#[test]
fn a_tag_that_does_not_end_is_text() {
    for pages in built("# P\n\n<div class=\"x\n\nafter\n\n## Week 1: A\n\n- [ ] t\n") {
        let main = pages.main("plan/index.html");
        assert!(
            main.contains("&lt;div class=") && main.contains("after"),
            "{main}"
        );
    }
}

/// The ids of a page.
fn ids(page: &str) -> Vec<&str> {
    let values = page.split(" id=\"").skip(1);
    let mut ids: Vec<&str> = values.filter_map(|value| value.split('"').next()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn no_id_is_on_a_page_twice() {
    let text = "# P\n\n<div id=\"a\"><div id=\"a\">\n\nnote[^1] <b id=\"page--text\">x</b> <b id=\"fn--1\">y</b>\n\n[^1]: z\n\n## Text\n\ntext\n\n## Allocation\n\nx\n\n## Week 1: A\n\n<p id=\"week-1-a\">b</p>\n\n### Monday: B\n\n- [ ] t <span id=\"a\">u</span>\n";
    for pages in built(text) {
        for path in pages.pages("") {
            let ids = ids(pages.text(path));
            let mut once = ids.clone();
            once.dedup();
            assert_eq!(ids, once, "{path}");
        }
        assert!(ids(pages.text("plan/index.html")).contains(&"a-2"));
        assert!(ids(pages.text("plan/week-1-monday.html")).contains(&"a-3"));
    }
}

#[test]
fn links_lead_to_ids_of_raw_html() {
    let plan = "# P\n\n[one](#one), [two](#two), [three](b.md#three)\n\n## Week 1: A\n\n### Monday: B\n\n- [ ] t <span id=\"one\">u</span>\n\n## Notes\n\n<p>x</p><p id=\"two\">y</p>\n";
    let book = book().file("content/plan.md", plan);
    let book = book.file("content/b.md", "# B\n\n<p id=\"three\">z</p>\n");
    let run = book.run(&["check", "--strict"]);
    assert!(!run.err.contains("dead-anchor"), "{}", run.err);
    let pages = book.rendered();
    let main = pages.main("plan/index.html");
    for link in [
        "week-1-monday.html#one",
        "notes.html#two",
        "../b.html#three",
    ] {
        assert!(
            main.contains(&format!("href=\"{link}\"")),
            "{link} in {main}"
        );
    }
}

#[test]
fn literal_text_and_comments_are_not_rewritten() {
    let literal = "<pre>\n      a\n  <div markdown>\n    - b\n  </div>\n</pre>\n<!--\n  <p markdown>\n  </div>\n-->\n<script>\n      if (a < b) '</div>'\n</script>\n<textarea>\n        c\n</textarea>";
    let text = format!(
        "# P\n\n<div markdown>\n\n{literal}\n\n**d**\n\n</div>\n\n## Week 1: A\n\n- [ ] t\n"
    );
    let [_, pages] = built(&text);
    let main = pages.main("plan/index.html");
    // Elements in `<pre>` are like others.
    for part in literal.replace("<div markdown>", "<div>").split('\n') {
        assert!(main.contains(&format!("{part}\n")), "{part}: {main}");
    }
    assert!(main.contains("<p><strong>d</strong></p>"), "{main}");
}

#[test]
fn boxes_of_raw_lists_are_tasks() {
    let text = "# P\n\n## Week 1: A\n\n### Monday: B\n\n<ul id=\"all\">\n  <li><input type=\"checkbox\"> Read <b>one</b> &amp; two (20 min)</li>\n  <li><label><INPUT type=checkbox checked disabled /> three</label>\n    <ul><li><input type=\"checkbox\"> four<li>five</ul>\n  </li>\n</ul>\n\n- <input type=\"checkbox\"> six\n- <input type=\"checkbox\" checked> seven\n\n<ol start=\"3\">\n<li id=\"b\"><input type=\"checkbox\"> eight</li>\n\n<li><input type=\"checkbox\"> nine</li>\n</ol>\n\n| a |\n|---|\n| <input type=\"checkbox\"> ten |\n\n<table><tr><td><input type=\"checkbox\"> eleven</td></tr></table>\n";
    for pages in built(text) {
        let day = pages.main("plan/week-1-monday.html");
        assert_eq!(tasks(day).len(), 8, "{day}");
        assert_eq!(count(day, "<input"), 8, "{day}");
        assert_eq!(count(day, "checked"), 2, "{day}");
        assert!(day.contains("Read <b>one</b> &amp; two (20 min)"), "{day}");
        assert!(
            day.contains("<ol start=\"3\" data-tasks>") && day.contains("☐ eleven"),
            "{day}"
        );
        assert!(
            day.contains("id=\"all\"") && day.contains("id=\"b\""),
            "{day}"
        );
        assert_eq!(words(day).matches("five").count(), 1, "{day}");
    }
    let outline = plan(text).run(&["outline"]).out;
    assert!(outline.contains("8 tasks"), "{outline}");
}

#[test]
fn inert_inputs_are_left_out() {
    let book = plan("# P\n\n## Week 1: A\n\n- [ ] t\n\n<input> <input type=\"text\"> x\n");
    book.run(&["check"])
        .reports(0, &["removed-html", "plan.md:7:1"]);
    let pages = book.rendered();
    assert_eq!(count(pages.main("plan/week-1.html"), "<input"), 1);
}

#[test]
fn an_unclosed_summary_can_name_a_week() {
    for pages in built("# P\n\n<details markdown>-\n<summary>Week 2: B\n\ntext") {
        let week = pages.main("plan/week-2.html");
        assert!(week.contains("<p>text</p>"), "{week}");
        for path in pages.pages("plan/") {
            // The log of a week is a fold of the theme.
            let page = pages.text(path).replace("<details class=\"note log", "");
            assert!(
                !page.contains("<details") && !page.contains("<li></li>"),
                "{path}: {page}"
            );
        }
    }
}

#[test]
fn a_list_in_a_cell_has_the_tasks_that_are_written_in_it() {
    let cell = |html: &str| {
        let text = format!(
            "# P\n\n## Week 1: A\n\n### Monday: B\n\n| a | b |\n|---|---|\n| {html} | c |\n"
        );
        let pages = plan(&text).rendered();
        let main = pages.main("plan/week-1.html").replace('\n', "");
        let start = main.find("<tbody>").unwrap();
        let cell = &main[start..main[start..].find("<td>c</td>").unwrap() + start];
        let mut plain = String::new();
        for part in cell.split(" data-task=\"") {
            let after = part.find("\"><label>").filter(|at| *at < 20);
            plain.push_str(after.map_or(part, |at| &part[at + 1..]));
        }
        plain
            .replace(
                "<li class=\"task\"><label><input type=\"checkbox\"",
                "<TASK",
            )
            .replace("</span></label>", "")
            .replace(" data-tasks", "")
    };
    for (html, expected) in [
        (
            "<ul><li>[ ] one</li></ul>",
            "<ul><TASK> <span>one</li></ul>",
        ),
        (
            "**x** <OL START=3> <LI>[x] *a* `b` <LI>c</OL> after",
            "<strong>x</strong> <ol start=\"3\"><TASK checked> <span><em>a</em> <code>b</code> </li><li>c</li></ol> after",
        ),
        (
            "<ul><li>[ ] a<ul><li>[ ] b</li></ul></li></ul>",
            "<ul><TASK> <span>a<div class=\"details\"><ul><TASK> <span>b</li></ul></div></li></ul>",
        ),
        (
            "<ul id=k>lost <li id=l>[ ] a",
            "<ul><li><span id=\"k\"></span>lost </li><TASK> <span><span id=\"l\"></span>a</li></ul>",
        ),
        ("<ul><li>a</li></ul>", "<ul><li>a</li></ul>"),
    ] {
        let cell = cell(html);
        assert!(cell.contains(expected), "{html}: no {expected} in {cell}");
    }
}
