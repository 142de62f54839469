//! `aliases` in front matter: the addresses that a document had lead to it.

use crate::support::book;

const PLAN: &str = "---\naliases: [course/]\n---\n# Plan\n\n## Week 1: Go\n\n- [ ] Walk\n";

#[test]
fn each_alias_is_a_page_that_leads_on() {
    let page = "---\naliases:\n  - old.md\n  - /Deep/Old%20Page.html\n  - was/here\n  - guide/\n---\n# Page & more\n";
    let book = book()
        .file("handbook.yaml", "base_url: https://example.org/x/\n")
        .file("content/plan.md", PLAN)
        .file("content/new/page.md", page);
    let run = book.run(&["build"]);
    run.reports(0, &[]);
    assert!(!run.err.contains("dead-redirect"), "{}", run.err);
    let pages = crate::support::Pages::read(&book.path("output"));
    for (path, to) in [
        ("old.html", "new/page.html"),
        ("old/index.html", "../new/page.html"),
        ("Deep/Old Page.html", "../new/page.html"),
        ("was/here.html", "../new/page.html"),
        ("was/here/index.html", "../../new/page.html"),
        ("guide/index.html", "../new/page.html"),
        ("course/index.html", "../plan/index.html"),
    ] {
        let text = pages.text(path);
        let script = format!(
            "src=\"{}assets/moved.",
            "../".repeat(path.matches('/').count())
        );
        let canonical = format!("https://example.org/x/{}", to.trim_start_matches("../"));
        for part in [
            format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">"),
            format!("<link rel=\"canonical\" href=\"{canonical}\">"),
            format!("<a href=\"{to}\">"),
            script,
        ] {
            assert!(text.contains(&part), "no {part} in {path}: {text}");
        }
        assert!(
            !pages.text("sitemap.xml").contains(&format!("/x/{path}<")),
            "{path}"
        );
    }
    assert!(!pages.files.contains_key("guide.html"));
}

#[test]
fn parts_of_an_old_page_lead_to_pages_of_their_own() {
    let with = |aliases: &str, title: &str| format!("---\naliases: [{aliases}]\n---\n# {title}\n");
    let book = book()
        .file("content/plan.md", PLAN)
        .file("content/a.md", with("all.html", "A"))
        .file("content/b.md", with("all.html#part-b", "B"))
        .file(
            "content/c.md",
            with("\"all.html#teil-%C3%BC\", \"parts.html#c\"", "C"),
        );
    let pages = book.rendered();
    let all = pages.main("all.html");
    let links: Vec<&str> = all.split("<a ").skip(1).collect();
    let links: Vec<&str> = links
        .iter()
        .filter_map(|link| Some(link.split_once("</a>")?.0))
        .collect();
    assert_eq!(
        links,
        [
            "href=\"a.html\">A",
            "href=\"b.html\" data-anchor=\"part-b\">B",
            "href=\"c.html\" data-anchor=\"teil-ü\">C",
        ]
    );
    // Where no document had the whole page, it leads to the first one that had a part of it.
    assert!(pages.text("parts.html").contains("url=c.html"));
}

#[test]
fn files_of_a_plan_keep_their_own_aliases() {
    let week = |number: u32, alias: &str| {
        format!(
            "---\naliases: [{alias}]\n---\n# Week {number}\n\n## Monday\n\n- [ ] Walk {number}\n"
        )
    };
    let book = book()
        .file("content/plan/week-1.md", week(1, "first.html"))
        .file("content/plan/week-2.md", week(2, "second.html"));
    let pages = book.rendered();
    assert!(
        pages.text("first.html").contains("url=plan/"),
        "{}",
        pages.text("first.html")
    );
    let second = pages.text("second.html");
    assert!(second.contains("url=plan/week-2.html"), "{second}");
}

#[test]
fn what_is_no_address_is_reported_and_left_to_other_programs() {
    let page =
        "---\naliases: [My old name, ../out.html, con.html, 'a:b/']\n---\n# Page\n\n[p](plan.md)\n";
    let book = book()
        .file("handbook.yaml", "")
        .file("content/plan.md", PLAN)
        .file("content/page.md", page);
    let run = book.run(&["build"]);
    run.reports(
        0,
        &[
            "warning[dead-redirect]: the alias `My old name` is not an address",
            "content/page.md:2:11",
            "no page can have the address `../out.html`",
            "no page can have the address `con.html`",
            "no page can have the address `a:b/`",
        ],
    );
    let site = crate::support::book()
        .file("mkdocs.yml", "site_name: Site\n")
        .file("docs/index.md", "# Home\n\n[page](page.md)\n")
        .file(
            "docs/page.md",
            "---\naliases: [My old name, old/page.html]\n---\n# Page\n",
        );
    let run = site.run(&["build"]);
    run.reports(0, &[]);
    assert!(!run.err.contains("alias"), "{}", run.err);
    let pages = crate::support::Pages::read(&site.path("output"));
    assert!(pages.text("old/page.html").contains("url=../page.html"));
}

#[test]
fn an_alias_at_the_address_of_a_page_stops_the_build() {
    let page = "---\naliases: [plan/week-1.html]\n---\n# Page\n\n[p](plan.md)\n";
    let book = book()
        .file("handbook.yaml", "")
        .file("content/plan.md", PLAN)
        .file("content/page.md", page);
    book.run(&["build"]).reports(
        1,
        &[
            "error[same-page]: this alias is the address of another page, `plan/week-1.html`",
            "content/page.md:2:11",
            "content/plan.md:6:1",
        ],
    );
    assert!(!book.path("output").exists());
}
