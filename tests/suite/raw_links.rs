//! Addresses in raw HTML are resolved and checked like those of Markdown, and its ids are anchors.

use crate::support::{Book, Pages, book, plan};

const WEEK: &str = "\n\n## Week 1: Go\n\n### Monday: Read\n\n- [ ] read\n";

/// A chapter in a folder, with a plan and some files.
fn chapter(text: &str) -> Book {
    plan(&format!("# Plan\n\n[n](sub/notes.md){WEEK}"))
        .file("content/sub/notes.md", format!("# Notes\n\n{text}\n"))
        .file("content/img/a.png", "png")
        .file("content/img/b c,d.png", "png")
        .file("content/talk.mp4", "mp4")
        .file("content/frame.html", "<p>x")
        .file("content/run.js", "1")
        .file("content/look.css", "b{}")
}

/// The content of the chapter's page after its heading, if there are no diagnostics.
fn shown(text: &str, configuration: &str) -> String {
    let book = chapter(text).file("handbook.yaml", configuration);
    let (run, pages) = book.tried();
    run.reports(0, &[]);
    assert_eq!(run.err, "", "{text}");
    body(&pages)
}

fn body(pages: &Pages) -> String {
    let main = pages.main("sub/notes.html");
    let start = main.find("<div class=\"text\">").unwrap();
    main[start..].to_owned()
}

#[test]
fn raw_html_links_resolve_like_markdown_links() {
    for (text, expected) in [
        (
            "<a href=\"../plan.md\">x</a>",
            "<a href=\"../plan/index.html\"",
        ),
        (
            "<A HREF=../plan.md#week-1>x</A>",
            "<a href=\"../plan/week-1.html\"",
        ),
        (
            "x <a\n href='../plan.md\n#week-1'\n title=k>y</a>",
            "<a href=\"../plan/week-1.html\"",
        ),
        (
            "<a href=\"/sub/notes.md#notes\">x</a>",
            "<a href=\"#notes\"",
        ),
        ("<a href=\"../talk.mp4\">x</a>", "<a href=\"../talk.mp4\""),
        (
            "<a href=\"https://example.org/?a=1&amp;b\">x</a>",
            "<a href=\"https://example.org/?a=1&amp;b\"",
        ),
        (
            "<a href=\"//example.org/a\">x</a>",
            "<a href=\"//example.org/a\"",
        ),
        (
            "<a href=\"mailto:a@example.org\">x</a>",
            "<a href=\"mailto:a@example.org\"",
        ),
        (
            "<img src=../img/a.png alt=x width=20>",
            "<img src=\"../img/a.png\" alt=\"x\" width=\"20\" loading=\"lazy\" />",
        ),
        (
            "<p>\n<img alt='x' SRC='/img/b%20c,d.png'>\n</p>",
            "src=\"../img/b%20c%2Cd.png\"",
        ),
        (
            "> <p>\n> <img alt=x src=\"../img/b c,d.png\">\n> </p>",
            "src=\"../img/b%20c%2Cd.png\"",
        ),
        (
            "- item <img alt=x src=&#46;&#46;/img/a.png>",
            "src=\"../img/a.png\"",
        ),
        (
            "| a |\n|---|\n| <img alt=x src=../img/a.png> |",
            "<td><img alt=\"x\" src=\"../img/a.png\" loading=\"lazy\" /></td>",
        ),
        (
            "!!! note\n    <img alt=x src=../img/a.png>",
            "src=\"../img/a.png\"",
        ),
        (
            "<img alt=x src=../img/a.png srcset=\"../img/a.png 1x,  /img/b%20c,d.png  2x\">",
            "srcset=\"../img/a.png 1x, ../img/b%20c%2Cd.png 2x\"",
        ),
        (
            "<picture><source srcset=\"../img/a.png\" media=\"(min-width: 9em)\"><img src=\"../img/a.png\" alt=x></picture>",
            "<source srcset=\"../img/a.png\" media=\"(min-width: 9em)\" /><img src=\"../img/a.png\" alt=\"x\" loading=\"lazy\" /></picture>",
        ),
        (
            "<img alt=x src=\"data:image/png;base64,AA==\">",
            "src=\"data:image/png;base64,AA==\"",
        ),
    ] {
        let page = shown(text, "");
        assert!(page.contains(expected), "{text}: no {expected} in {page}");
    }
}

#[test]
fn addresses_of_trusted_html_are_followed_as_well() {
    for (text, expected) in [
        (
            "<video src=\"../talk.mp4\" poster=\"../img/a.png\"></video>",
            "<video src=\"../talk.mp4\" poster=\"../img/a.png\"></video>",
        ),
        (
            "<audio><source src=/talk.mp4></audio>",
            "<audio><source src=\"../talk.mp4\" /></audio>",
        ),
        (
            "<iframe src=../frame.html></iframe>",
            "<iframe src=\"../frame.html\">",
        ),
        (
            "<iframe src=../plan.md></iframe>",
            "<iframe src=\"../plan/index.html\">",
        ),
        (
            "<object data=../frame.html>x</object>",
            "<object data=\"../frame.html\">x</object>",
        ),
        (
            "<script src=../run.js></script>",
            "<script src=\"../run.js\"></script>",
        ),
        (
            "<link rel=stylesheet href=../look.css>",
            "<link rel=\"stylesheet\" href=\"../look.css\" />",
        ),
        (
            "<link rel=author href=me>",
            "<link rel=\"author\" href=\"me\" />",
        ),
        (
            "<video src=\"../talk.mp4#t=10\"></video> [x](../talk.mp4#t=10)",
            "<video src=\"../talk.mp4#t=10\"></video> <a href=\"../talk.mp4#t=10\">",
        ),
        (
            "<map><area href=../plan.md></map>",
            "<area href=\"../plan/index.html\" />",
        ),
    ] {
        let page = shown(text, "html: trusted");
        assert!(page.contains(expected), "{text}: no {expected} in {page}");
    }
}

#[test]
fn dead_raw_links_are_reported_at_their_tag() {
    for (text, expected, printed) in [
        (
            "x <a href=\"../plam.md\">y</a>",
            "<span class=\"missing\" title=\"../plam.md\">y <small>",
            ":3:3\n",
        ),
        (
            "<p>\n  <a href=none.md>y</a>\n</p>",
            "title=\"none.md\">y <small>",
            ":4:3\n",
        ),
        (
            "> <p>\n> <a href=none.md>y</a>\n> </p>",
            "title=\"none.md\">y <small>",
            ":4:3\n",
        ),
        (
            "<a id=k href=none.md>y</a> [k](#k)",
            "<a id=\"k\"><span class=\"missing\"",
            "dead-link",
        ),
        (
            "<a href=#none>y</a>",
            "<a href=\"notes.html\"",
            "dead-anchor",
        ),
        ("<a href=../../out.md>y</a>", "<p>y</p>", "link-outside"),
        (
            "<a href=\"java&#115;cript:x\">y</a>",
            "<p>y</p>",
            "unsafe-link",
        ),
        ("<a href=\" JavaScript:x\">y</a>", "<p>y</p>", "unsafe-link"),
        (
            "<a href=\"java\nscript:x\">y</a>",
            "<p>y</p>",
            "unsafe-link",
        ),
        ("<img alt=words src=none.png>", "words", "missing-image"),
        ("<img alt=words src=../plan.md>", "words", "missing-image"),
        (
            "<img alt=words src=\"data:text/html,x\">",
            "words",
            "unsafe-link",
        ),
        (
            "<img alt=words src=\"javascript:x\">",
            "words",
            "unsafe-link",
        ),
        (
            "<img alt=x src=../img/a.png srcset=\"../img/a.png 1x, no.png 2x\">",
            "srcset=\"../img/a.png 1x\"",
            "missing-image",
        ),
        (
            "<img alt=words srcset=\"no.png 1x\">",
            "words",
            "missing-image",
        ),
    ] {
        let book = chapter(text);
        let (run, pages) = book.tried();
        run.reports(0, &[printed]);
        let page = body(&pages);
        assert!(page.contains(expected), "{text}: no {expected} in {page}");
        let kept = page.contains("<img") != text.contains("img/a.png");
        assert!(!kept && !page.contains("cript:"), "{text}: {page}");
    }
    for (text, expected) in [
        (
            "<video src=/none.mp4 poster=none.png></video>",
            "<video></video>",
        ),
        ("a <iframe src=none.html>x</iframe> b", "<p>a  b</p>"),
        ("<object data=none.pdf>words</object>", "words"),
        ("a <script src=none.js></script> b", "<p>a  b</p>"),
    ] {
        let book = chapter(text).file("handbook.yaml", "html: trusted");
        let (run, pages) = book.tried();
        run.reports(0, &["[dead-link]", "none."]);
        let page = body(&pages);
        assert!(page.contains(expected), "{text}: no {expected} in {page}");
    }
}

#[test]
fn a_link_that_differs_in_case_alone_is_fixed() {
    let book = chapter("> <p>\n> <a title='../Plan.md' HREF = '../Plan.md'>x</a>\n> </p>");
    book.run(&["fix"]).reports(0, &[]);
    let fixed = std::fs::read_to_string(book.path("content/sub/notes.md")).unwrap();
    assert!(
        fixed.contains("> <a title='../Plan.md' HREF = '../plan.md'>x</a>\n"),
        "{fixed}"
    );
}

#[test]
fn files_in_raw_html_are_copied_with_a_single_plan() {
    let book = book()
        .file(
            "plan.md",
            format!("# Plan\n\n<img src=a.png alt=x> <img alt=y srcset='b.png 2x'>{WEEK}"),
        )
        .file("a.png", "png")
        .file("b.png", "png")
        .file("c.png", "png");
    book.run(&["build", "plan.md", "-o", "out"]).reports(0, &[]);
    let pages = Pages::read(&book.path("out"));
    let has = |path: &str| pages.files.contains_key(path);
    assert!(has("a.png") && has("b.png") && !has("c.png"));
}

#[test]
fn a_page_that_only_raw_html_links_to_has_a_link() {
    let text = format!("# Plan\n\n<a href=notes.md>n</a>{WEEK}");
    let book = plan(&text).file("content/notes.md", "# Notes\n");
    let run = book.tried().0;
    assert_eq!(run.err, "");
}

/// The addresses of the links whose words are `to`, on a chapter's page.
fn leads(pages: &Pages, path: &str) -> Vec<String> {
    let main = pages.main(path);
    let links = main.split("<a href=\"").skip(1);
    let links = links.filter(|link| link.contains(">to</a>"));
    links
        .map(|link| link[..link.find('"').unwrap()].to_owned())
        .collect()
}

#[test]
fn ids_and_names_of_links_are_anchors() {
    let text = "<a id=\"one\"></a>text <A NAME='two'>x</A> <a name=three id=three>y</a> <a id=four name=five>z</a>\n\n<p id=six>p</p>\n\n[to](#one) [to](#two) [to](#three) [to](#four) [to](#five) [to](#six)";
    let book = chapter(text);
    let (run, pages) = book.tried();
    assert_eq!(run.err, "");
    let anchors = ["#one", "#two", "#three", "#four", "#five", "#six"];
    assert_eq!(leads(&pages, "sub/notes.html"), anchors);
    for anchor in anchors {
        let id = format!("id=\"{}\"", &anchor[1..]);
        assert_eq!(crate::support::count(pages.text("sub/notes.html"), &id), 1);
    }
}

#[test]
fn an_anchor_at_a_heading_leads_to_the_heading() {
    let text = "# Plan\n\n[to](#in) [to](#before) [to](#day) [to](#mid) [to](#end)\n\n## <a name=\"in\"></a>Week 1: Go\n\ntext <a id=end></a>\n\n### Monday: Read <a id=\"day\"></a>\n\n- [ ] read\n\n<a id=\"mid\"></a>\n\ntext\n\n<a name=\"before\"></a>\n\n## Week 2: On\n\n### Monday: More\n\n- [ ] more\n";
    let book = plan(text);
    let (run, pages) = book.tried();
    assert_eq!(run.err, "");
    assert_eq!(
        leads(&pages, "plan/index.html"),
        [
            "week-1.html",
            "week-2.html",
            "week-1-monday.html",
            "week-1-monday.html#mid",
            "week-1.html#end"
        ]
    );
    assert!(pages.main("plan/week-1-monday.html").contains("id=\"mid\""));
    assert!(pages.main("plan/week-1.html").contains("id=\"end\""));
}

#[test]
fn a_name_that_a_heading_has_becomes_another() {
    let book = chapter("## One\n\n<a name=one>x</a> [to](#one-2)");
    let (run, pages) = book.tried();
    run.reports(0, &["[duplicate-id]", "`one-2`", ":5:1\n"]);
    assert_eq!(leads(&pages, "sub/notes.html"), ["#one-2"]);
}

#[test]
fn a_script_in_a_line_of_text_is_one() {
    for (text, expected) in [
        (
            "a <kbd>K</kbd> <script>x*y*z</script> b",
            "<p>a <kbd>K</kbd>  b</p>",
        ),
        ("a <style>b{c:d}</style> e", "<p>a  e</p>"),
        (
            "a <iframe>*b*</iframe> [c](#notes)",
            "<a href=\"#notes\">c</a></p>",
        ),
        ("- [ ] a <script>x</script> b", "<span>a  b</span>"),
        ("| a |\n|---|\n| b <script>x</script> c |", "<td>b  c</td>"),
    ] {
        let book = chapter(text);
        let (run, pages) = book.tried();
        run.reports(0, &["[removed-html]"]);
        let page = body(&pages);
        assert!(page.contains(expected), "{text}: no {expected} in {page}");
        assert!(!page.contains("*y*") && !page.contains("c:d"), "{page}");
        assert!(!pages.text("search.js").contains("x*y"));
    }
    let book = plan(&format!("# Plan\n\n--8<-- \"tip.md\"{WEEK}"))
        .file("content/tip.md", "a <script>f(1)</script> b\n")
        .file("handbook.yaml", "html: trusted\nplans: [plan.md]");
    let pages = book.rendered();
    let page = pages.main("plan/index.html");
    assert!(page.contains("<p>a <script>f(1)</script> b</p>"), "{page}");
    let page = shown(
        "> a <script>f()\n>   g('*a*') // h\n> </script> b",
        "html: trusted",
    );
    assert!(
        page.contains("<p>a <script>f()\ng('*a*') // h\n</script> b</p>"),
        "{page}"
    );
    let page = shown("a <script>b*c*d < \"e\"</script> *f*", "html: trusted");
    assert!(
        page.contains("<p>a <script>b*c*d < \"e\"</script> <em>f</em></p>"),
        "{page}"
    );
}

#[test]
fn a_base_of_all_links_is_left_out() {
    let book = chapter("<p><base href=\"https://example.org/\">x</p>\n\n[to](../plan.md)")
        .file("handbook.yaml", "html: trusted");
    let (run, pages) = book.tried();
    run.reports(
        0,
        &[
            "[removed-html]",
            "`<base>` is removed from the page",
            ":3:4\n",
        ],
    );
    assert!(!pages.text("sub/notes.html").contains("<base"));
}
