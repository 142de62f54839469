//! A handbook in four languages, in `tests/translations`: the plan is written in English and translated to German, Arabic
//! and Japanese. The Japanese plan has a task more on one day.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Book, Pages, book, plan, tasks, words};

/// A copy of the handbook with some files removed.
fn without(removed: &[&str]) -> Book {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/translations");
    let mut copy = book().file(
        "handbook.yaml",
        fs::read(from.join("handbook.yaml")).unwrap(),
    );
    for entry in fs::read_dir(from.join("content")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !removed.contains(&name) {
            copy = copy.file(&format!("content/{name}"), fs::read(&path).unwrap());
        }
    }
    copy
}

fn translated() -> Book {
    without(&[])
}

/// The `lang` and the `dir` of a page.
fn language<'a>(pages: &'a Pages, path: &str) -> (&'a str, &'a str) {
    let html = pages.text(path);
    let (_, rest) = html.split_once("<html lang=\"").unwrap();
    let (language, rest) = rest.split_once("\" dir=\"").unwrap();
    (language, rest.split_once('"').unwrap().0)
}

/// The addresses of a page's links to itself in other languages, each with its words.
fn switch(html: &str) -> Vec<(&str, String)> {
    let Some((_, rest)) = html.split_once("<nav class=\"languages\"") else {
        return Vec::new();
    };
    let (nav, _) = rest.split_once("</nav>").unwrap();
    let links = nav.split("<a href=\"").skip(1);
    links
        .map(|link| {
            let (address, rest) = link.split_once('"').unwrap();
            let (_, rest) = rest.split_once('>').unwrap();
            (address, words(rest.split_once("</a>").unwrap().0))
        })
        .collect()
}

#[test]
fn each_page_is_in_the_language_and_the_words_of_its_document() {
    let pages = translated().rendered();
    for (path, expected, said) in [
        ("index.html", ("en", "ltr"), "2 weeks"),
        ("404.html", ("en", "ltr"), "Page not found"),
        ("tips.html", ("en", "ltr"), "Read “slowly” – or twice."),
        (
            "plan/short/week-1-monday.html",
            ("en", "ltr"),
            "4 January 2027",
        ),
        ("de/index.html", ("de", "ltr"), "2 Wochen"),
        (
            "de/tips.html",
            ("de", "ltr"),
            "Lies „langsam“ – oder zweimal.",
        ),
        (
            "de/plan/short/week-1-monday.html",
            ("de", "ltr"),
            "4. Januar 2027",
        ),
        ("ar/index.html", ("ar", "rtl"), "أسبوعان"),
        (
            "ar/plan/standard/week-1.html",
            ("ar", "rtl"),
            "4 يناير 2027",
        ),
        ("ja/index.html", ("ja", "ltr"), "2 週間"),
        (
            "ja/plan/standard/week-1.html",
            ("ja", "ltr"),
            "2027年1月4日",
        ),
    ] {
        assert_eq!(language(&pages, path), expected, "{path}");
        let text = words(pages.text(path)).replace('\u{a0}', " ");
        assert!(text.contains(said), "{path}: no {said} in {text}");
    }
    // Scripts have the words of the page, and load the others from the folder of the language.
    for (path, said) in [
        ("plan/short/week-1.html", "Search"),
        ("de/plan/short/week-1.html", "Suche"),
    ] {
        let html = pages.text(path);
        let (_, script) = html.split_once("assets/words.").unwrap();
        let script = format!("assets/words.{}", script.split_once('"').unwrap().0);
        assert!(pages.text(&script).contains(said), "{path}: {script}");
    }
}

#[test]
fn a_page_leads_to_itself_in_the_other_languages() {
    let book = translated();
    let pages = book.rendered();
    let monday = "plan/short/week-1-monday.html";
    let links = switch(pages.text(&format!("de/{monday}")));
    let known = [
        ("../../../plan/short/week-1-monday.html", "English"),
        ("../../../ar/plan/short/week-1-monday.html", "العربية"),
        ("week-1-monday.html", "Deutsch"),
        ("../../../ja/plan/short/week-1-monday.html", "日本語"),
    ];
    let known = known.map(|(address, name)| (address, name.to_owned()));
    let mut links = links;
    let mut expected = known.to_vec();
    links.sort();
    expected.sort();
    assert_eq!(links, expected);
    // Each of them exists, and names all the others to search engines.
    for path in pages.pages("") {
        let html = pages.text(path);
        for (address, _) in switch(html) {
            let at = url::join(path, address);
            assert!(pages.files.contains_key(&at), "{path} -> {at}");
        }
        for language in html.split("hreflang=\"").skip(1) {
            assert!(
                ["en", "de", "ar", "ja", "x-"].contains(
                    &language
                        .split('"')
                        .next()
                        .unwrap()
                        .trim_end_matches("default")
                )
            );
        }
    }
    let base = "https://example.org/oud/";
    let html = pages.text(&format!("ar/{monday}"));
    for (tag, folder) in [
        ("x-default", ""),
        ("en", ""),
        ("de", "de/"),
        ("ar", "ar/"),
        ("ja", "ja/"),
    ] {
        let link = format!("hreflang=\"{tag}\" href=\"{base}{folder}{monday}\"");
        assert!(html.contains(&link), "{link}");
    }
    let sitemap = pages.text("sitemap.xml");
    let entry = sitemap
        .lines()
        .find(|line| line.contains(&format!("<loc>{base}{monday}<")));
    let entry = entry.unwrap();
    for (tag, folder) in [("en", ""), ("de", "de/"), ("ar", "ar/"), ("ja", "ja/")] {
        let link = format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{base}{folder}{monday}\"/>"
        );
        assert!(entry.contains(&link), "{entry}");
    }
    // The sections of a plan are in the same order, whatever they are called.
    let shop = switch(pages.text("plan/short/what-to-buy.html"));
    let german = shop.iter().find(|(_, name)| name == "Deutsch").unwrap();
    assert_eq!(german.0, "../../de/plan/short/was-man-kauft.html");
    // A chapter is in two languages, and has links to the same two.
    assert_eq!(switch(pages.text("tips.html")).len(), 2);
    assert!(pages.text("de/index.html").contains("href=\"tips.html\""));
    assert!(
        pages
            .text("de/tips.html")
            .contains("href=\"plan/standard/week-1.html\"")
    );
}

/// Joins relative addresses.
mod url {
    pub fn join(from: &str, address: &str) -> String {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in address.split('/') {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}

#[test]
fn ticks_are_shared_on_each_day_with_the_same_tasks() {
    let book = translated();
    let pages = book.built();
    let on = |folder: &str, page: &str| -> Vec<String> {
        let html = pages.text(&format!("{folder}plan/standard/{page}.html"));
        tasks(html).into_iter().map(str::to_owned).collect()
    };
    for page in ["week-1-monday", "week-1-thursday", "week-2-saturday"] {
        let own = on("", page);
        assert!(!own.is_empty(), "{page}");
        for folder in ["de/", "ar/", "ja/"] {
            assert_eq!(on(folder, page), own, "{folder}{page}");
        }
    }
    let (own, japanese) = (on("", "week-2-tuesday"), on("ja/", "week-2-tuesday"));
    assert_eq!(on("de/", "week-2-tuesday"), own);
    assert_eq!((own.len(), japanese.len()), (2, 3));
    assert!(japanese.iter().all(|id| !own.contains(id)));
    // The same store: what scripts keep is kept for the original.
    for folder in ["", "de/", "ja/"] {
        let html = pages.text(&format!("{folder}plan/short/week-1.html"));
        assert!(html.contains("data-plan=\"plan\" data-track=\"short\""));
    }
    // The lock has each shared task once, and builds of the same text are the same.
    let lock = fs::read_to_string(book.path("handbook.lock")).unwrap();
    assert_eq!(
        lock.lines()
            .filter(|line| line.starts_with("task\t"))
            .count(),
        11 + 3 + 1,
        "{lock}"
    );
    let again = book.built();
    assert_eq!(
        fs::read_to_string(book.path("handbook.lock")).unwrap(),
        lock
    );
    assert!(again.files == pages.files);
}

#[test]
fn a_translation_changes_no_address_and_no_id_of_its_original() {
    let removed = [
        "index.de.md",
        "plan.de.md",
        "plan.ar.md",
        "plan.ja.md",
        "tips.de.md",
    ];
    let (alone, together) = (without(&removed).rendered(), translated().rendered());
    for (path, bytes) in &alone.files {
        assert!(
            together.files.contains_key(path) || path.starts_with("assets/"),
            "{path}"
        );
        if path.ends_with("tasks.js") || path.ends_with("search.js") || path.ends_with(".ics") {
            assert!(together.files.get(path) == Some(bytes), "{path}");
        }
    }
    for path in alone.pages("") {
        assert_eq!(
            tasks(alone.text(path)),
            tasks(together.text(path)),
            "{path}"
        );
    }
    // Also if the lock is older than the translation.
    let book = without(&removed);
    let before = book.rendered();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/translations/content");
    for name in removed {
        book.write(
            &format!("content/{name}"),
            fs::read(from.join(name)).unwrap(),
        );
    }
    let after = book.rendered();
    let day = "plan/short/week-1-monday.html";
    assert_eq!(tasks(before.text(day)), tasks(after.text(day)));
    assert_eq!(
        tasks(before.text(day)),
        tasks(after.text(&format!("ar/{day}")))
    );
    assert_eq!(
        after.text("ledger.js").matches("\"revisions\":[]").count(),
        1
    );
}

#[test]
fn search_finds_pages_of_its_own_language() {
    let pages = translated().rendered();
    for (path, has, lacks) in [
        ("search.js", "tips.html", "Hinweise"),
        ("de/search.js", "Hinweise", "Tips"),
        (
            "plan/short/search.js",
            "\"plan/short/week-1.html\"",
            "Spiegel",
        ),
        (
            "de/plan/short/search.js",
            "\"plan/short/week-1.html\"",
            "mirror",
        ),
    ] {
        let index = pages.text(path);
        assert!(
            index.contains(has) && !index.contains(lacks),
            "{path}: {index}"
        );
    }
}

#[test]
fn prints_and_exports_are_in_the_language_of_the_plan() {
    let book = translated();
    let calendar = book.rendered();
    let german = calendar
        .text("de/plan/short/calendar.ics")
        .replace("\r\n ", "");
    assert!(german.contains("Wie man die Oud hält"), "{german}");
    for (plan, said) in [("plan", "(30 min)"), ("de/plan", "(30 Min.)")] {
        let run = book.run(&[
            "export", "--plan", plan, "--track", "short", "--format", "md",
        ]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let text = run.out.replace('\u{a0}', " ");
        assert!(text.contains(said), "{plan}: {text}");
    }
    // Only one plan has no translation named in its place.
    let run = book.run(&["export", "--track", "short", "--format", "csv"]);
    assert!(
        run.out.contains("Sit in front of the mirror"),
        "{}{}",
        run.out,
        run.err
    );
    for (plan, tag) in [
        ("plan", "en"),
        ("de/plan", "de"),
        ("ar/plan", "ar"),
        ("ja/plan", "ja"),
    ] {
        let run = book.run(&["pdf", "--plan", plan, "--track", "short", "-o", "out.pdf"]);
        assert_eq!(run.code, Some(0), "{plan}: {}", run.err);
        let pdf = lopdf::Document::load(book.path("out.pdf")).unwrap();
        let root = pdf.catalog().unwrap();
        let language = root.get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(String::from_utf8_lossy(language), tag);
    }
}

#[test]
fn progress_counts_a_plan_once_in_the_language_with_the_most_ticks() {
    let book = translated();
    let pages = book.rendered();
    let own = tasks(pages.text("ja/plan/standard/week-2-tuesday.html"));
    let shared = tasks(pages.text("plan/standard/week-1-thursday.html"));
    let html = pages.text("index.html");
    let (_, rest) = html.split_once("data-handbook=\"").unwrap();
    let ticks: serde_json::Map<String, Value> = own
        .iter()
        .chain(&shared)
        .map(|id| ((*id).to_owned(), json!(["2027-01-05", 1])))
        .collect();
    let copy = json!({
        "prepbook": 3,
        "handbook": rest.split_once('"').unwrap().0,
        "plans": {"plan": {"track": "standard", "start": "2027-01-04"}},
        "ticks": ticks,
    });
    book.write("reader.json", copy.to_string());
    let run = book.run(&[
        "progress",
        "--on",
        "2027-01-06",
        "--format",
        "json",
        "reader.json",
    ]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    let plans = value["readers"][0]["plans"].as_array().unwrap();
    assert_eq!(plans.len(), 1, "{value}");
    assert_eq!(plans[0]["id"], "plan");
    assert_eq!(value["readers"][0]["unknown_ticks"], 0);
    assert_eq!(plans[0]["done"].as_u64(), Some(5), "{value}");
}

#[test]
fn plans_in_several_languages_need_not_be_translations() {
    let text = "# Lernplan\n\n## Woche 1\n\n### Montag\n\n- [ ] Lesen und schreiben\n\n### Dienstag\n\n- [ ] Noch einmal lesen\n";
    let english = "# Study plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read and write\n\n### Tuesday\n\n- [ ] Read again\n";
    let chapter = "# Hiragana\n\nあ い う え お か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の\n";
    let pages = plan(english)
        .file("content/zwei.md", text)
        .file("content/kana.md", chapter)
        .file("content/v2.es.md", "# Old\n\nThis has no original.\n")
        .rendered();
    assert_eq!(language(&pages, "plan/week-1.html").0, "en");
    assert_eq!(language(&pages, "zwei/week-1.html").0, "de");
    assert!(
        pages.text("zwei/week-1.html").contains("1 Woche")
            || pages.text("zwei/index.html").contains("1 Woche")
    );
    // A chapter about Japanese is still a page of an English handbook.
    assert_eq!(language(&pages, "kana.html").0, "en");
    assert!(switch(pages.text("zwei/week-1.html")).is_empty());
    assert!(!pages.files.keys().any(|path| path.starts_with("es/")));
    // A stated language comes before that of the configuration.
    let pages = plan(english)
        .file("handbook.yaml", "language: fr\n")
        .file(
            "content/he.md",
            format!("---\nlanguage: he\n---\n{english}"),
        )
        .rendered();
    assert_eq!(language(&pages, "plan/week-1.html"), ("fr", "ltr"));
    assert_eq!(language(&pages, "he/week-1.html"), ("he", "rtl"));
}

#[test]
fn only_a_language_makes_a_translation_of_a_name() {
    let text = "# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read and write\n\n### Tuesday\n\n- [ ] Read again\n";
    let stated = |language: &str| format!("---\nlanguage: {language}\n---\n{text}");
    let pages = plan(text)
        .file("content/plan.ml.md", text)
        .file("content/plan.cs.md", stated("en"))
        .file("content/plan.fa.md", stated("fa"))
        .file("content/plan.pt-BR.md", text)
        .file("content/plan.pt.md", text)
        .rendered();
    let folders: Vec<&str> = pages
        .files
        .keys()
        .filter_map(|path| path.strip_suffix("/week-1.html"))
        .collect();
    assert_eq!(folders.len(), 6, "{folders:?}");
    for folder in ["fa/plan", "plan", "pt-br/plan"] {
        assert!(folders.contains(&folder), "{folders:?}");
    }
    assert_eq!(language(&pages, "fa/plan/week-1.html"), ("fa", "rtl"));
    assert_eq!(language(&pages, "pt-br/plan/week-1.html"), ("pt-BR", "ltr"));
    // A language without words in the theme is named by its tag, and so are two with the same name.
    let names: Vec<String> = switch(pages.text("plan/week-1.html"))
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert!(
        names.contains(&"fa".to_owned()) && names.contains(&"Português (pt-BR)".to_owned()),
        "{names:?}"
    );
}

#[test]
fn a_plan_of_several_files_is_translated_file_by_file() {
    let week = |number: u32, word: &str, day: &str| {
        format!(
            "# {word} {number}\n\n## {day}\n\n- [ ] Task one of {number}\n- [ ] Task two of {number}\n"
        )
    };
    let mut book = book().file("content/course/index.md", "# The course\n");
    book = book.file("content/course/index.de.md", "# Der Kurs\n");
    for number in 1..4 {
        book = book
            .file(
                &format!("content/course/week-{number}.md"),
                week(number, "Week", "Monday"),
            )
            .file(
                &format!("content/course/week-{number}.de.md"),
                week(number, "Woche", "Montag"),
            );
    }
    let pages = book.rendered();
    assert_eq!(language(&pages, "de/course/week-2.html").0, "de");
    assert_eq!(
        tasks(pages.text("course/week-2-monday.html")),
        tasks(pages.text("de/course/week-2-monday.html"))
    );
    assert_eq!(switch(pages.text("course/week-3.html")).len(), 2);
}

#[test]
fn a_handbook_is_called_what_its_cover_or_its_plan_is_called_in_each_language() {
    let title = |pages: &Pages, path: &str| {
        let (_, rest) = pages.text(path).split_once("<title>").unwrap();
        rest.split_once("</title>").unwrap().0.to_owned()
    };
    let pages = translated().rendered();
    assert_eq!(title(&pages, "de/index.html"), "Die Oud in vier Sprachen");
    assert_eq!(title(&pages, "ja/index.html"), "The oud in four languages");
    let pages = without(&["index.md"]).rendered();
    assert_eq!(title(&pages, "index.html"), "Learn the oud in two weeks");
    assert_eq!(title(&pages, "de/index.html"), "Die Oud in vier Sprachen");
    assert_eq!(title(&pages, "ja/index.html"), "二週間で学ぶウード");
}

#[test]
fn the_day_that_differs_is_named() {
    let run = translated().run(&["check"]);
    run.reports(
        0,
        &["`火曜日` has 3 tasks, but `Tuesday` in `plan.md` has 2"],
    );
    assert_eq!(
        run.err.matches("[outdated-translation]").count(),
        1,
        "{}",
        run.err
    );
}
