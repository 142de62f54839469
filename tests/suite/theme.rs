//! Themes: what an author can change without a theme, what a theme of their own replaces, and how its faults are told.

use crate::support::{Book, book, plan, words};

const PLAN: &str = "# P\n\n## Week 1: W\n\n### Tuesday: D (1 hour)\n\n- [ ] x\n\n```rust\n// why\nfn f() -> u8 { 1 }\n```\n\n```unheard-of\nfn f()\n```\n";

fn themed(files: &[(&str, &str)]) -> Book {
    files.iter().fold(
        plan(PLAN).file("handbook.yaml", "theme: mine\n"),
        |book, (path, text)| book.file(&format!("themes/mine/{path}"), text),
    )
}

#[test]
fn a_theme_replaces_single_files_and_has_the_rest_from_the_default() {
    let book = themed(&[(
        "templates/day.html",
        "{% extends \"base.html\" %}{% block main %}<h1>My {{ day.view.called }}</h1>{{ day.sheet }}{% endblock main %}",
    )]);
    let pages = book.built();
    assert!(
        pages
            .main("plan/week-1-tuesday.html")
            .contains("<h1>My Tuesday</h1>")
    );
    assert!(
        pages
            .main("plan/week-1.html")
            .contains("<section class=\"day\"")
    );
    assert!(!pages.main("plan/week-1.html").contains("My Tuesday"));
}

#[test]
fn what_a_template_lacks_is_told_with_file_line_and_the_fields_there_are() {
    let book = themed(&[("templates/parts/sheet.html", "{# one #}\n{{ day.lator }}\n")]);
    book.run(&["build"]).tells(
        2,
        &[
            "mine/templates/parts/sheet.html",
            ":2:",
            "lator",
            "core, later",
        ],
    );
    assert!(!book.path("output").exists());
}

#[test]
fn a_template_that_cannot_be_read_is_told_with_its_line() {
    let book = themed(&[("templates/day.html", "a\n{% if %}\n")]);
    book.run(&["build"]).tells(2, &["day.html", ":2:"]);
}

#[test]
fn a_theme_that_is_not_there_is_told() {
    plan(PLAN)
        .file("handbook.yaml", "theme: mien\n")
        .run(&["build"])
        .tells(2, &["theme mien", "themes/mien"]);
}

#[test]
fn accent_and_logo_need_no_theme() {
    let book = plan(PLAN)
        .file(
            "handbook.yaml",
            "theme:\n  accent: \"#aa3355\"\n  logo: pictures/mark.svg\n",
        )
        .file(
            "content/pictures/mark.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        );
    let pages = book.built();
    let style = pages
        .files
        .keys()
        .find(|path| path.starts_with("assets/style."));
    assert!(
        pages
            .text(style.unwrap())
            .starts_with(":root{--brand:#aa3355}")
    );
    let day = pages.text("plan/week-1-tuesday.html");
    assert!(
        day.contains("<img src=\"../pictures/mark.svg\" alt=\"\""),
        "{day}"
    );
}

#[test]
fn values_that_no_theme_can_use_are_told() {
    let told = |configuration: &str, words: &[&str]| {
        plan(PLAN)
            .file("handbook.yaml", configuration)
            .run(&["build"])
            .tells(1, words);
    };
    told(
        "theme:\n  accent: red\n",
        &["handbook.yaml:2:", "takes a colour"],
    );
    told("theme: {logo: x.png}\n", &["there is no picture `x.png`"]);
    told("start_date: 2027-02-30\n", &["takes a day of the calendar"]);
}

#[test]
fn a_cohorts_dates_are_in_the_pages() {
    // The sixth is a Wednesday: the plan begins on the Monday of its week.
    let book = plan(PLAN).file("handbook.yaml", "start_date: 2027-01-06\n");
    let pages = book.built();
    let day = pages.main("plan/week-1-tuesday.html");
    assert!(day.contains("datetime=\"2027-01-05\""), "{day}");
    assert!(words(day).contains("5 January 2027"));
    let week = words(pages.main("plan/week-1.html"));
    assert!(
        week.contains("4 January 2027") && week.contains("10 January 2027"),
        "{week}"
    );
    let mine = plan(&format!("---\nstart_date: 2028-02-28\n---\n{PLAN}"));
    let pages = mine
        .file("handbook.yaml", "start_date: 2027-01-06\nlanguage: de\n")
        .built();
    // What a plan states wins, and a leap year has a 29th.
    assert!(words(pages.main("plan/week-1-tuesday.html")).contains("29. Februar 2028"));
}

#[test]
fn code_is_told_apart_where_its_language_is_known() {
    let pages = plan(PLAN).built();
    let day = pages.main("plan/week-1-tuesday.html");
    for (kind, text) in [
        ("comment", "// why"),
        ("keyword", "fn"),
        ("function", "f"),
        ("constant", "1"),
    ] {
        assert!(
            day.contains(&format!("<span class=\"t-{kind}\">{text}")),
            "{kind} {text}: {day}"
        );
    }
    assert!(day.contains("<code>fn f()\n</code>"), "{day}");
    assert!(
        words(day).contains("fn f ()") || words(day).contains("fn f()"),
        "{day}"
    );
}

#[test]
fn pages_speak_their_language_and_run_its_way() {
    for (language, direction, later) in [
        ("de", "ltr", "Suchen"),
        ("ar", "rtl", "بحث"),
        ("pt-BR", "ltr", "Buscar"),
        ("tlh", "ltr", "Search"),
    ] {
        let book = plan(PLAN).file("handbook.yaml", format!("language: {language}\n"));
        let pages = book.built();
        let page = pages.text("plan/week-1.html");
        assert!(
            page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\"")),
            "{page}"
        );
        let script = pages
            .files
            .keys()
            .find(|path| path.starts_with("assets/words."));
        let script = pages.text(script.unwrap());
        assert!(
            script.contains(&format!("\"search\":\"{later}")),
            "{language}: {script}"
        );
    }
}

#[test]
fn a_published_handbook_can_be_kept_and_lists_every_file() {
    let published = plan(PLAN)
        .file("handbook.yaml", "base_url: https://example.org/h\n")
        .built();
    let worker = published.text("service-worker.js");
    for path in published.files.keys() {
        let kept = worker.contains(&format!("[\"{path}\", \""));
        let about_it = [
            "service-worker.js",
            "sitemap.xml",
            "robots.txt",
            ".prepbook-manifest.json",
        ];
        assert!(
            kept || about_it.contains(&path.as_str()),
            "{path} is not kept"
        );
    }
    assert!(
        published
            .text("robots.txt")
            .contains("Sitemap: https://example.org/h/sitemap.xml")
    );
    let manifest: serde_json::Value =
        serde_json::from_str(published.text("manifest.webmanifest")).unwrap();
    assert_eq!(manifest["name"], "P");
    let page = published.text("plan/week-1.html");
    assert!(page.contains("href=\"../manifest.webmanifest\"") && page.contains("data-offline"));
    let private = book().file("content/plan.md", PLAN).built();
    assert!(!private.files.contains_key("service-worker.js"));
    assert!(!private.text("plan/week-1.html").contains("data-offline"));
}
