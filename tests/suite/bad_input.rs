//! Bad input of every kind: a clear message with file and line, nothing lost or half-written, and never a panic.

use std::fs;

use crate::support::{book, plan, tasks, words};

const PLAN: &str = "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n";

#[test]
fn a_file_that_is_not_utf8_is_named_with_its_byte() {
    let book = plan(PLAN).file("content/old.md", b"# Caf\xe9\n");
    book.run(&["build"]).reports(
        1,
        &[
            "error[not-utf8]",
            "old.md:1:6",
            "byte 5 is 0xe9",
            "save it as UTF-8",
        ],
    );
    assert!(!book.path("output").exists());
}

#[test]
fn a_missing_path_is_named() {
    book()
        .run(&["build", "nowhere.md"])
        .reports(2, &["cannot read nowhere.md"]);
    book()
        .run(&["build", "nowhere"])
        .reports(2, &["cannot read nowhere"]);
}

#[cfg(unix)]
#[test]
fn a_file_or_folder_that_cannot_be_read_is_named() {
    let book = plan(PLAN);
    // Nobody can read a socket, not even root.
    let _socket = std::os::unix::net::UnixListener::bind(book.path("handbook.yaml")).unwrap();
    book.run(&["build"])
        .reports(2, &["cannot read", "handbook.yaml", "not a regular file"]);
    let book = plan(PLAN);
    fs::create_dir(book.path("handbook.yaml")).unwrap();
    book.run(&["build"])
        .reports(2, &["cannot read", "handbook.yaml"]);
}

#[test]
fn a_folder_without_markdown_is_reported() {
    book()
        .file("content/picture.png", "x")
        .run(&["build"])
        .reports(2, &["nothing to build", "no Markdown file"]);
    book()
        .file("notes.txt", "x")
        .run(&["build", "notes.txt"])
        .reports(2, &["notes.txt", "a Markdown file"]);
}

#[test]
fn a_document_without_weeks_is_reported_and_built() {
    let book = book().file("content/a.md", "# A\n\n## Some day\n\n- [ ] x\n");
    book.run(&["build"]).reports(0, &[]);
    book.run(&["check"])
        .reports(0, &["note[no-week]", "a.md:1:3", "## Week 1: Title"]);
    assert!(book.path("output/a/some-day.html").is_file());
}

#[test]
fn invalid_front_matter_is_reported_with_its_line() {
    let book = plan(&format!(
        "---\ntitle: x\nlevels: [a, b\nfit: off\n---\n{PLAN}"
    ));
    book.tried().0.reports(1, &["error[bad-yaml]", "plan.md:"]);
    let book = plan(&format!("---\njust words\n---\n{PLAN}"));
    book.tried()
        .0
        .reports(1, &["error[bad-yaml]", "plan.md:2:1", "key: value"]);
}

#[test]
fn front_matter_nested_a_thousand_deep_is_reported() {
    let deep = format!(
        "---\ntracks: {}{}\n---\n{PLAN}",
        "[".repeat(1000),
        "]".repeat(1000)
    );
    plan(&deep)
        .tried()
        .0
        .reports(1, &["error[bad-yaml]", "plan.md:"]);
    let deep: String = (0..1000)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    plan(&format!("---\n{deep}---\n{PLAN}"))
        .tried()
        .0
        .reports(1, &["error[bad-yaml]", "plan.md:"]);
}

#[test]
fn characters_that_nobody_sees_do_not_hide_a_plan() {
    let text = "---\ntitle: T\n---\n\n##\u{a0} \u{200b}Week\u{a0}1\u{200b}:\u{a0} Go\n\n### Monday: Read (1 hour)\n\n-\u{a0}[ ] o\0ne\n- [\u{a0}] two\n";
    let book = plan(text);
    let (run, pages) = book.tried();
    run.reports(0, &[]);
    assert_eq!(run.err, "");
    let week = words(pages.main("plan/week-1.html"));
    assert!(week.contains("Week 1: Go"), "{week}");
    let monday = pages.main("plan/week-1-monday.html");
    assert_eq!(tasks(monday).len(), 2, "{monday}");
    assert!(monday.contains("o\u{fffd}ne"), "{monday}");
    for (path, bytes) in &pages.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains('\0') && !text.contains("\\u0000"), "{path}");
    }
}

#[test]
fn a_repeated_key_is_reported_with_both_places() {
    let repeated = plan(&format!(
        "---\ntitle: One\ntitle: Two\nstart_date: 2027-01-04\n---\n{PLAN}"
    ));
    let run = repeated.run(&["build"]);
    run.reports(
        1,
        &[
            "error[bad-yaml]: invalid YAML: duplicate key `title`",
            "plan.md:3:1",
            "2 | title: One\n  | ----- first used here",
            "help: remove one of them",
        ],
    );
    assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
    assert!(!repeated.path("output").exists());
    plan(PLAN)
        .file(
            "handbook.yaml",
            "tracks:\n  - name: A\n    level: x\n    name: B\n",
        )
        .run(&["check"])
        .reports(1, &["duplicate key `name`", "handbook.yaml:4:5"]);
}

#[test]
fn unread_front_matter_is_reported_and_thematic_breaks_are_not() {
    for (front, place, why, title) in [
        ("\n---\ntitle: X\n---\n", "2:1", "on the first line", "H"),
        (
            "<!-- a -->\n---\ntitle: X\n---\n",
            "2:1",
            "on the first line",
            "H",
        ),
        ("---\ntitle: X\n\n", "1:1", "it has no closing `---`", "H"),
        (
            "+++\ntitle = \"X\"\n+++\n",
            "1:1",
            "TOML (`+++`) is not supported",
            "H",
        ),
    ] {
        let book = plan(&format!("{front}# H\n\n{PLAN}"));
        let (run, pages) = book.tried();
        run.reports(
            0,
            &[
                "warning[unread-front-matter]",
                why,
                &format!("plan.md:{place}\n"),
            ],
        );
        let page = pages.text("plan/index.html");
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{page}");
        let stays = front.starts_with("---\ntitle: X\n\n");
        assert_eq!(
            pages.main("plan/index.html").contains("title: X"),
            stays,
            "{front:?}"
        );
        assert!(!book.run(&["outline"]).out.contains("+++"));
    }
    let rule = plan("---\n\n# H\n\ntext\n\n---\n\n## Week 1\n\n- [ ] one\n");
    let (run, pages) = rule.tried();
    run.reports(0, &[]);
    assert_eq!(run.err, "");
    assert!(pages.main("plan/index.html").contains("text"));
}

#[test]
fn unknown_keys_and_wrong_values_are_reported_with_their_places() {
    let book = plan(PLAN).file("handbook.yaml", "titel: X\nfit: maybe\ntracks:\n  - name: A\n    hours_per_weak: 3\n  - name: B\n    hours_per_week: lots\n");
    book.tried().0.reports(
        1,
        &[
            "warning[unknown-key]: unknown key `titel`",
            "handbook.yaml:1:1",
            "did you mean `title`?",
            "error[bad-value]: `fit` must be `on` or `off`",
            "handbook.yaml:2:6",
            "handbook.yaml:5:5",
            "did you mean `hours_per_week`?",
            "handbook.yaml:7:21",
            "not `lots`",
        ],
    );
    let book = plan(PLAN).file("handbook.yaml", "title: A\ntitle: B\n");
    book.tried()
        .0
        .reports(1, &["error[bad-yaml]", "handbook.yaml", "duplicate key"]);
}

#[test]
fn a_line_of_two_megabytes_is_built() {
    let long = format!(
        "{PLAN}\n## Notes\n\n{} [x](nowhere.md)\n",
        "long words ".repeat(200_000)
    );
    let book = plan(&long);
    let run = book.tried().0;
    run.reports(0, &["dead-link", "plan.md:11:2200002"]);
    assert!(run.err.len() < 2000, "the whole line was printed");
}

#[test]
fn lists_and_quotes_nested_a_thousand_deep_lose_nothing() {
    let lists: String = (0..1000)
        .map(|depth| format!("{}- item{depth}\n", "  ".repeat(depth)))
        .collect();
    let quotes = format!("{} deepest\n", ">".repeat(1000));
    let book = plan(&format!(
        "{PLAN}\n## Notes\n\n{lists}\n\n## More\n\n{quotes}"
    ));
    let (run, pages) = book.tried();
    run.reports(0, &["warning[nested-too-deep]", "plan.md:"]);
    let notes = words(pages.main("plan/notes.html"));
    for depth in [0, 50, 100, 999] {
        assert!(notes.contains(&format!("item{depth}")), "item{depth}");
    }
    assert!(words(pages.main("plan/more.html")).contains("deepest"));
}

#[test]
fn raw_html_nested_a_thousand_deep_loses_no_words() {
    let open: String = (0..1000)
        .map(|depth| format!("<div>\n\nitem{depth}\n\n"))
        .collect();
    let close = "</div>\n\n".repeat(1000);
    let book = plan(&format!("{PLAN}\n## Notes\n\n{open}{close}the end\n"));
    let (run, pages) = book.tried();
    run.reports(0, &["warning[nested-too-deep]", "plan.md:331:1"]);
    let notes = words(pages.main("plan/notes.html"));
    for word in ["item0", "item79", "item80", "item999", "the end"] {
        assert!(notes.contains(word), "{word}");
    }
}

#[test]
fn an_admonition_nested_two_hundred_deep_loses_nothing() {
    let mut text = String::new();
    for depth in 0..200 {
        text.push_str(&format!(
            "{}!!! note \"level{depth}\"\n",
            "    ".repeat(depth)
        ));
    }
    text.push_str(&format!("{}the core of it\n", "    ".repeat(200)));
    let book = plan(&format!("{PLAN}\n## Notes\n\n{text}"));
    let (run, pages) = book.tried();
    run.reports(0, &["warning[nested-too-deep]"]);
    assert!(words(pages.main("plan/notes.html")).contains("the core of it"));
}

#[test]
fn a_link_out_of_the_content_is_shown_as_text() {
    let book = plan(&format!(
        "{PLAN}\n[secret](../../etc/passwd) ![x](/../../etc/shadow) [y](%2e%2e/%2e%2e/etc/hosts)\n"
    ));
    let (run, pages) = book.tried();
    run.reports(
        0,
        &[
            "warning[link-outside]",
            "plan.md:9:1",
            "is outside the content folder",
        ],
    );
    assert_eq!(run.err.matches("link-outside").count(), 3);
    let page = pages.text("plan/week-1-monday.html");
    assert!(
        words(page).contains("secret") && !page.contains("passwd\"") && !page.contains("shadow\""),
        "{page}"
    );
}

#[test]
fn a_link_with_a_script_is_shown_as_text() {
    let book = plan(&format!(
        "{PLAN}\n[a](javascript:alert(1)) [b](JaVaScript:x) [c](data:text/html,x) <javascript:y>\n"
    ));
    let (run, pages) = book.tried();
    run.reports(0, &["warning[unsafe-link]"]);
    assert!(
        !pages
            .text("plan/week-1-monday.html")
            .to_lowercase()
            .contains("href=\"javascript")
    );
    assert!(
        !pages
            .text("plan/week-1-monday.html")
            .contains("href=\"data")
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_out_of_the_content_is_left_out() {
    let book = plan(PLAN)
        .file("secret/plan.md", "# Secret\n")
        .file("secret.md", "# Secret too\n");
    std::os::unix::fs::symlink(book.path("secret"), book.path("content/folder")).unwrap();
    std::os::unix::fs::symlink(book.path("secret.md"), book.path("content/file.md")).unwrap();
    std::os::unix::fs::symlink(book.path("gone.md"), book.path("content/gone.md")).unwrap();
    let (run, pages) = book.tried();
    run.reports(
        0,
        &[
            "warning[symlink-outside]",
            "content/folder",
            "content/file.md",
            "content/gone.md",
            "is broken",
        ],
    );
    assert!(
        !pages
            .files
            .values()
            .any(|bytes| String::from_utf8_lossy(bytes).contains("Secret"))
    );
}

#[test]
fn raw_html_is_made_safe_unless_it_is_trusted() {
    let text = format!(
        "{PLAN}\n<script>alert(1)</script>\n\n<p onclick=\"x()\">hello <kbd>`K`</kbd></p>\n\n<details><summary>more</summary>\n\n**inside**\n\n</details>\n"
    );
    let safe = plan(&text).rendered();
    let page = safe.main("plan/week-1-monday.html");
    assert!(
        !page.contains("<script") && !page.contains("onclick"),
        "{page}"
    );
    assert!(
        page.contains("<summary>more</summary>") && page.contains("<kbd>"),
        "{page}"
    );
    let inside = page.find("<strong>inside</strong>").unwrap();
    assert!(
        page[..inside].rfind("<details").unwrap() > page[..inside].rfind("</details>").unwrap_or(0),
        "{page}"
    );
    let trusted = plan(&text)
        .file("handbook.yaml", "html: trusted\n")
        .rendered();
    assert!(trusted.main("plan/week-1-monday.html").contains("onclick"));
}

#[test]
fn unknown_names_are_reported() {
    let book = plan(
        "# P\n\n### Slow Track (2 hours/week)\n\n- **Reading**: 100%\n\n## Week 1: One {track=slo}\n\n### Monday: A (1 hour)\n\n- [ ] do {area=readin level=L9}\n",
    );
    book.tried().0.reports(
        1,
        &[
            "error[unknown-name]: this plan has no track `slo`",
            "did you mean `slow`?",
            "plan.md:7:1",
            "no area `readin`",
            "no level `L9`",
            "plan.md:11:1",
        ],
    );
}

#[test]
fn odd_but_harmless_content_is_built() {
    for text in [
        "\u{feff}# P\r\n\r\n## Week 1: One\r\n\r\n### Monday (1 hour)\r\n\r\n- [ ] a\r\n- [X] b\r\n",
        "## Week 1\n### Monday\n- [ ] a\n\n\ttabbed\n- [x] b\n",
        "# Week 1 – One\n# Monday: x\n1. [ ] a\n2. [x] b\n",
        "## WK 1: x\n#### Day 1: y\n* [ ] a\n+ [x] b\n```\nunclosed\n",
        "## Week One · x\n### Sat–Sun\n- [ ] a\n\n- [x] b",
    ] {
        let pages = plan(text).rendered();
        assert_eq!(tasks(pages.main("plan/week-1.html")).len(), 2, "{text:?}");
    }
}

/// Texts that a parser may read repeatedly, each of about the size of a very long page.
#[test]
fn long_rows_of_signs_are_read_in_linear_time() {
    const PAGE: usize = 100_000;
    let row = |piece: &str| piece.repeat(PAGE / piece.len());
    let rows = [
        row("word "),
        ">".repeat(50_000),
        "- ".repeat(50_000),
        "1. ".repeat(50_000),
        row("["),
        row("!["),
        row("*["),
        row("*[a]: b\n"),
        format!("{}{}", row("*[ab]: b\n"), row("ab ")),
        row("--8<--"),
        row("--8<--\n"),
        row("--8<-- \"x\"\n"),
        row("{:"),
        row("{: .x }\n"),
        row("[x](y){ "),
        row(":a"),
        row("=="),
        row("==a "),
        row("++a+"),
        row("^^"),
        row("<div markdown>"),
        row("<div markdown>\n"),
        row("</div>"),
        row("<div markdown><!-- "),
        row("```\n"),
        row("É…"),
        row("√π"),
        row("├┤"),
        row("Ã"),
    ];
    for text in rows {
        let book = plan(&format!("{PLAN}\n## Notes\n\n{text}\n\nThe end.\n"));
        let mut diagnostics = Vec::new();
        let sources =
            prepbook::rooms::source::Sources::read(&book.path(""), &mut diagnostics).unwrap();
        let html = prepbook::rooms::units::RawHtml::Sanitized;
        let documents = prepbook::rooms::document::parse(&sources, html, None, &mut diagnostics);
        let start: String = text.chars().take(12).collect();
        // The output is proportional to the text, and includes its end.
        let nodes = documents[0].all().count();
        assert!(nodes <= text.len() + 100, "{start}: {nodes} nodes");
        let last = documents[0].all().last().unwrap();
        assert!(
            documents[0].node(last).span.range().end > text.len(),
            "{start}"
        );
    }
}

#[test]
fn snippets_that_name_each_other_come_to_an_end() {
    let many = |name: &str| format!("--8<-- \"{name}\"\n").repeat(40);
    let book = plan(&format!("{PLAN}\n--8<-- \"a.txt\"\n"))
        .file("content/a.txt", many("b.txt"))
        .file("content/b.txt", many("c.txt"))
        .file("content/c.txt", many("d.txt"))
        .file("content/d.txt", many("a.txt"));
    book.run(&["check"]).reports(
        0,
        &[
            "unread-snippet",
            "plan.md:9:9",
            "includes itself",
            "too many snippets",
        ],
    );
}
