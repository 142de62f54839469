//! Themes: changes that need no theme, files that an author's own theme replaces, and reports of its errors.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use prepbook::rooms::theme::{Plural, Word, Words};

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
    let pages = book.rendered();
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
fn an_unknown_template_field_is_reported_with_file_line_and_known_fields() {
    let book = themed(&[("templates/parts/sheet.html", "{# one #}\n{{ day.lator }}\n")]);
    book.run(&["build"]).reports(
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
fn a_template_syntax_error_is_reported_with_its_line() {
    let book = themed(&[("templates/day.html", "a\n{% if %}\n")]);
    book.run(&["build"]).reports(2, &["day.html", ":2:"]);
}

#[test]
fn a_missing_theme_is_reported() {
    plan(PLAN)
        .file("handbook.yaml", "theme: mien\n")
        .run(&["build"])
        .reports(2, &["theme mien", "themes/mien"]);
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
    let pages = book.rendered();
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
fn invalid_theme_values_are_reported() {
    let printed = |configuration: &str, words: &[&str]| {
        plan(PLAN)
            .file("handbook.yaml", configuration)
            .run(&["build"])
            .reports(1, words);
    };
    printed(
        "theme:\n  accent: red\n",
        &["handbook.yaml:2:", "must be a color"],
    );
    printed("theme: {logo: x.png}\n", &["image `x.png` not found"]);
    printed("start_date: 2027-02-30\n", &["must be a date"]);
}

#[test]
fn a_cohorts_dates_are_in_the_pages() {
    // The sixth is a Wednesday: the plan begins on the Monday of its week.
    let book = plan(PLAN).file("handbook.yaml", "start_date: 2027-01-06\n");
    let pages = book.rendered();
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
        .rendered();
    // A value in a plan takes precedence, and a leap year has a February 29.
    assert!(words(pages.main("plan/week-1-tuesday.html")).contains("29. Februar 2028"));
}

#[test]
fn code_is_highlighted_if_its_language_is_known() {
    let pages = plan(PLAN).rendered();
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
        let pages = book.rendered();
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
        .rendered();
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
    let private = book().file("content/plan.md", PLAN).rendered();
    assert!(!private.files.contains_key("service-worker.js"));
    assert!(!private.text("plan/week-1.html").contains("data-offline"));
}

/// The theme's words, by language.
fn tables() -> BTreeMap<String, Words> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/words");
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let language = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let table = std::fs::read_to_string(path).unwrap();
            let words: Words = serde_yaml::from_str(&table).unwrap();
            let words = words.of_language(&language);
            (language, words)
        })
        .collect()
}

fn forms(word: &Word) -> Vec<&str> {
    match word {
        Word::Plain(word) => vec![word],
        Word::Counted { forms, .. } => forms.values().map(String::as_str).collect(),
    }
}

/// The `{places}` of a word, in any of its forms.
fn places(word: &Word) -> BTreeSet<&str> {
    let parts = forms(word)
        .into_iter()
        .flat_map(|form| form.split('{').skip(1));
    parts.map(|part| part.split('}').next().unwrap()).collect()
}

#[test]
fn every_language_has_every_word_of_pages_scripts_and_paper() {
    let tables = tables();
    assert!(tables.len() >= 11, "{:?}", tables.keys());
    let english = &tables["en"];
    for (language, table) in &tables {
        for (name, word) in english.iter() {
            let own = table.word(name);
            let own = own.unwrap_or_else(|| panic!("{language}: no word `{name}`"));
            assert_eq!(places(own), places(word), "{language}: {name}");
            assert!(!own.plain().is_empty(), "{language}: {name}");
        }
        assert_eq!(table.iter().count(), english.iter().count(), "{language}");
    }
}

#[test]
fn a_word_that_counts_has_every_form_of_its_language() {
    let tables = tables();
    for (language, table) in &tables {
        // No language needs the form for zero, so it may be missing.
        let needed: BTreeSet<Plural> = (1..200).map(|count| Plural::of(language, count)).collect();
        let mut counted = 0;
        for (name, word) in table.iter() {
            let Word::Counted { forms, .. } = word else {
                continue;
            };
            counted += 1;
            for form in &needed {
                assert!(
                    forms.contains_key(form),
                    "{language}: `{name}` lacks {form:?}"
                );
            }
        }
        let has_one_form = needed.len() == 1;
        assert_eq!(counted == 0, has_one_form, "{language}: {counted}");
    }
}

#[test]
fn counts_on_pages_are_said_as_the_language_counts() {
    let one = "# P\n\n## Week 1: W\n\n### Tuesday: D (1 hour)\n\n- [ ] x\n";
    for (language, said) in [
        ("en", ["1 week · 1 day · 1 task", "its only task is core"]),
        (
            "de",
            [
                "1 Woche · 1 Tag · 1 Aufgabe",
                "Die einzige Aufgabe ist Kern",
            ],
        ),
        (
            "ru",
            ["1 неделя · 1 день · 1 задание", "Все задания основные: 1"],
        ),
        (
            "ar",
            [
                "أسبوع واحد · يوم واحد · مهمة واحدة",
                "المهمة الوحيدة أساسية",
            ],
        ),
    ] {
        let text = format!("---\ntracks: [{{name: T, hours_per_week: 3}}]\n---\n{one}");
        let book = plan(&text).file("handbook.yaml", format!("language: {language}\n"));
        let pages = book.rendered();
        let plan = words(pages.main("plan/t/index.html"));
        assert!(plan.contains(said[0]), "{language}: {plan}");
        let week = words(pages.main("plan/t/week-1.html"));
        assert!(week.contains(said[1]), "{language}: {week}");
    }
}

#[test]
fn a_theme_with_one_form_of_a_word_uses_it_for_every_count() {
    let own = "tasks: \"{tasks} things to do\"\none_task: A single task\n";
    let pages = themed(&[("words/en.yaml", own)]).rendered();
    let plan = words(pages.main("plan/index.html"));
    assert!(plan.contains("1 week · 1 day · 1 things to do"), "{plan}");
    themed(&[("words/en.yaml", "tasks: {one: 1 thing}\n")])
        .run(&["build"])
        .reports(2, &["mine/words/en.yaml", "missing field `other`"]);
}
