//! Reading and publishing: excluded content is in no file of the output.

use std::fs;

use crate::support::{Book, Pages, book, words};

const WEEK: &str = "## Week 1: One\n\n### Monday: Read (1 hour)\n\n- [ ] read\n";

/// Text that must not be in any output.
const SECRET: &str = "zebra";

/// A handbook with private content of every excluded kind.
fn guarded() -> Book {
    let hidden = format!("# Hidden {SECRET}\n\n{WEEK}- [ ] {SECRET}\n");
    let book = book()
        .file(
            "handbook.yaml",
            "base_url: https://example.org/\nexclude:\n  - internal/\n  - \"*.key\"\ninclude: .config/site.json\n",
        )
        .file(
            "content/plan.md",
            format!(
                "# Plan\n\n[a](draft.md) [b](internal/notes.md) [c](.env) [d](plan.md~) [e](out.txt) [f](server.key) ![g](.private/g.png)\n\n\
                 --8<-- \"draft.md\"\n\n--8<-- \".env\"\n\n--8<-- \"out.txt\"\n\n--8<-- \"internal/part.md\"\n\n--8<-- \"internal/shared.md\"\n\n[[draft]]\n\n{WEEK}"
            ),
        )
        .file("content/draft.md", format!("---\ndraft: true\n---\n{hidden}"))
        .file("content/week-2.md", format!("---\ndraft: yes\ntitle: {SECRET}\n---\n{hidden}"))
        .file("content/coach.md", format!("---\naudience: coach\n---\n{hidden}"))
        .file("content/internal/notes.md", &hidden)
        .file("content/internal/part.md", format!("---\ndraft: true\n---\n{SECRET}\n"))
        .file("content/internal/shared.md", "Meant to be inserted.\n")
        .file("content/internal/deep/table.txt", SECRET)
        .file("content/server.key", SECRET)
        .file("content/.well-known/security.txt", "Contact")
        .file("content/.nojekyll", "")
        .file("content/.config/site.json", "{}")
        .file("content/CNAME", "example.org")
        .file("content/_headers", "/*")
        .file("content/_redirects", "/a /b")
        .file("private.txt", SECRET);
    for path in [
        ".env",
        ".private/g.png",
        ".config/other.json",
        ".plan.md.swp",
        ".prepbook-manifest.json",
        "plan.md~",
        "#plan.md#",
        "plan.md.bak",
        "plan.md.orig",
        "plan.swp",
        "~$plan.docx",
        "Thumbs.db",
        "plan (conflicted copy 2027-01-04).md",
        "plan.sync-conflict-20270104-120000-ABCDEFG.md",
    ] {
        book.write(&format!("content/{path}"), &hidden);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(book.path("private.txt"), book.path("content/out.txt")).unwrap();
        symlink("draft.md", book.path("content/copy-of-draft.md")).unwrap();
        symlink(".env", book.path("content/env.txt")).unwrap();
        symlink("internal/notes.md", book.path("content/notes.md")).unwrap();
    }
    book
}

/// Asserts that no file of an output and no PDF has the secret text, or the name of a file that has it.
fn is_tight(pages: &Pages, names: &[&str]) {
    for (path, bytes) in &pages.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains(SECRET), "{path}");
        for name in names {
            assert!(!path.contains(name), "{path}");
            let lists = [
                "sitemap.xml",
                "service-worker.js",
                "search.js",
                "index.html",
            ];
            let is_list =
                lists.iter().any(|list| path.ends_with(list)) && path != "plan/index.html";
            assert!(!is_list || !text.contains(name), "{path} names {name}");
        }
    }
}

const NAMES: &[&str] = &[
    "draft",
    "coach",
    "internal",
    "server.key",
    ".env",
    ".private",
    "other.json",
    "swp",
    "~",
    "#plan",
    ".bak",
    ".orig",
    "thumbs",
    "conflict",
    "out.txt",
    "env.txt",
    "notes",
];

/// The text of a PDF, which must contain a word.
fn pdf_words(path: &std::path::Path, word: &str) -> String {
    let document = lopdf::Document::load(path).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap().to_lowercase();
    assert!(text.contains(word), "{text}");
    text
}

#[test]
fn excluded_content_is_in_no_output_file() {
    let book = guarded();
    let run = book.run(&["build", "--verbose", "--all"]);
    run.reports(
        0,
        &[
            "`draft.md` is a draft; the link is shown as not yet written",
            "`internal/notes.md` is left out by `exclude`; the link is shown as text",
            "`.env` is hidden",
            "`plan.md~` is a backup or a temporary file",
            "`.private/g.png` is hidden; the alternative text of the image is shown instead",
            "warning[missing-snippet]: snippet `draft.md` is a draft; it is not inserted",
            "warning[missing-snippet]: snippet `.env` is hidden; it is not inserted",
            "warning[missing-snippet]: snippet `internal/part.md` is a draft; it is not inserted",
        ],
    );
    for left_out in [
        "`draft.md` is left out: it is a draft",
        "`week-2.md` is left out: it is a draft",
        "`coach.md` is left out: it is for coaches only",
        "`internal/deep/table.txt` is left out by `exclude`",
        "`server.key` is left out by `exclude`",
        "`.env` is left out: it is hidden",
        "`.private` is left out: it is hidden",
        "`.config/other.json` is left out: it is hidden",
        "`Thumbs.db` is left out: it is a backup or a temporary file",
    ] {
        assert!(
            run.out.contains(left_out),
            "no {left_out:?} in:\n{}",
            run.out
        );
    }
    let pages = Pages::read(&book.path("output"));
    is_tight(&pages, NAMES);
    assert!(words(pages.main("plan/index.html")).contains("Meant to be inserted."));
    for path in [
        ".well-known/security.txt",
        ".nojekyll",
        ".config/site.json",
        "CNAME",
        "_headers",
        "_redirects",
    ] {
        assert!(pages.files.contains_key(path), "no {path}");
    }
    book.run(&["pdf", "-o", "plan.pdf"]).reports(0, &[]);
    assert!(!pdf_words(&book.path("plan.pdf"), "read").contains(SECRET));
    let outline = book.run(&["outline"]);
    assert!(!outline.out.contains(SECRET), "{}", outline.out);
}

#[cfg(unix)]
#[test]
fn a_single_plan_copies_no_file_that_a_folder_would_exclude() {
    let book = guarded();
    std::os::unix::fs::symlink(book.path(""), book.path("content/up")).unwrap();
    book.write(
        "content/plan.md",
        format!("# Plan\n\n[a](up/private.txt) [b](env.txt) [c](.env) ![d](.private/g.png)\n\n--8<-- \"up/private.txt\"\n\n--8<-- \"env.txt\"\n\n{WEEK}"),
    );
    let run = book.run(&["build", "content/plan.md", "-o", "out"]);
    run.reports(
        0,
        &[
            "`up/private.txt` is outside the content folder; the link is shown as not yet written",
            "`env.txt` is hidden; the link is shown as not yet written",
            "`.env` is hidden",
            "warning[missing-snippet]: snippet `up/private.txt` is outside the content folder",
            "warning[missing-snippet]: snippet `env.txt` is hidden",
        ],
    );
    let pages = Pages::read(&book.path("out"));
    is_tight(&pages, NAMES);
    assert!(words(pages.main("plan/index.html")).contains('d'));
    book.run(&["pdf", "content/plan.md", "-o", "plan.pdf"])
        .reports(0, &[]);
    assert!(!pdf_words(&book.path("plan.pdf"), "read").contains(SECRET));
}

#[test]
fn drafts_are_read_when_asked_for() {
    let book = guarded();
    book.run(&["build", "--drafts", "-o", "all"])
        .reports(0, &[]);
    let pages = Pages::read(&book.path("all"));
    assert!(pages.files.contains_key("draft.html") || pages.files.contains_key("draft/index.html"));
    assert!(!pages.files.contains_key("coach.html"));
    let only =
        crate::support::book().file("plan.md", format!("---\ndraft: true\n---\n# P\n\n{WEEK}"));
    only.run(&["build", "plan.md"])
        .reports(2, &["nothing to build", "--drafts"]);
    assert!(!only.path("output").exists());
    only.run(&["build", "plan.md", "--drafts"]).reports(0, &[]);
    only.run(&["check", "plan.md", "--drafts"]).reports(0, &[]);
}

#[test]
fn unread_front_matter_that_mentions_a_draft_is_an_error() {
    for text in [
        "\n---\ndraft: true\n---\n# A\n",
        "+++\ndraft = true\n+++\n# A\n",
        "---\ndraft: true\n\n# A\n",
    ] {
        let book = book()
            .file("content/plan.md", WEEK)
            .file("content/a.md", text);
        book.tried()
            .0
            .reports(1, &["error[unread-front-matter]", "a.md", "`draft: true`"]);
    }
}

#[test]
fn an_unlisted_page_is_published_but_not_listed() {
    let book = book()
        .file(
            "handbook.yaml",
            "base_url: https://example.org/\nnav: [plan.md, quiet.md]\n",
        )
        .file(
            "content/plan.md",
            format!("# Plan\n\n[quiet](quiet.md)\n\n{WEEK}"),
        )
        .file("content/notes.md", "# Notes\n\n[plan](plan.md)\n")
        .file(
            "content/quiet.md",
            "---\nunlisted: true\n---\n# Quiet\n\nzebra\n",
        )
        .file(
            "content/silent.md",
            format!("---\nunlisted: true\n---\n# Silent\n\n{WEEK}- [ ] zebra\n"),
        )
        .file("content/exam/week-1.md", "# Week 1\n\n- [ ] one\n")
        .file("content/exam/week-2.md", "# Week 2\n\n- [ ] two\n")
        .file(
            "content/exam/week-3.md",
            "---\nunlisted: true\n---\n# Week 3\n\n- [ ] zebra\n",
        );
    let (run, pages) = book.tried();
    run.reports(0, &[]);
    for name in ["quiet.md", "silent.md", "week-3.md"] {
        assert!(!run.err.contains(name), "{}", run.err);
    }
    assert!(words(pages.main("quiet.html")).contains("zebra"));
    let noindex = "<meta name=\"robots\" content=\"noindex\">";
    for (path, expected) in [
        ("quiet.html", true),
        ("silent/week-1.html", true),
        ("silent/week-1-monday.html", true),
        ("plan/week-1.html", false),
        ("notes.html", false),
        ("index.html", false),
    ] {
        assert_eq!(pages.text(path).contains(noindex), expected, "{path}");
    }
    assert!(words(pages.main("exam/week-3/week-3.html")).contains("zebra"));
    assert!(
        pages
            .main("plan/index.html")
            .contains("href=\"../quiet.html\"")
    );
    for (path, bytes) in &pages.files {
        let is_own =
            path.starts_with("silent/") || path.starts_with("exam/week-3/") || path == "quiet.html";
        if is_own || path == ".prepbook-manifest.json" {
            let text = String::from_utf8_lossy(bytes);
            assert!(
                !path.ends_with("search.js") || !text.contains("zebra"),
                "{path}"
            );
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let links_to_it = path.starts_with("plan/") && path.ends_with(".html");
        for name in ["zebra", "silent", "Silent", "week-3", "quiet.html"] {
            let may = links_to_it && name == "quiet.html";
            assert!(may || !text.contains(name), "{path} has {name}");
        }
    }
}

#[test]
fn a_pattern_that_cannot_be_read_stops_the_build() {
    let book = book()
        .file("handbook.yaml", "exclude: \"a{b\"\n")
        .file("content/plan.md", WEEK);
    book.tried().0.reports(
        1,
        &[
            "error[bad-value]: invalid pattern in `exclude`: `a{b`",
            "handbook.yaml:1",
        ],
    );
}

#[test]
fn a_pattern_that_is_misspelled_is_reported() {
    let book = book()
        .file(
            "handbook.yml",
            "exclude: [internl/, none/, nots.md, \"*.key\"]\n",
        )
        .file("content/plan.md", WEEK)
        .file("content/internal/notes.md", "# Notes\n");
    let run = book.run(&["build"]);
    run.reports(
        0,
        &[
            "warning[bad-value]: no file matches the pattern in `exclude`: `internl`",
            "did you mean `internal`?",
            "did you mean `notes.md`?",
            "handbook.yml:1:",
        ],
    );
    assert!(!run.err.contains("nothing: `none`"), "{}", run.err);
    book.write("handbook.yml", "exclude: content/internal/\n");
    let run = book.run(&["build", "--verbose"]);
    assert!(
        run.out
            .contains("`internal/notes.md` is left out by `exclude`"),
        "{}",
        run.out
    );
    assert_eq!(run.err, "");
}

#[test]
fn a_plan_that_is_named_and_left_out_does_not_stop_the_build() {
    let book = book()
        .file("handbook.yaml", "plans: [plan.md, content/next.md]\n")
        .file("content/plan.md", WEEK)
        .file(
            "content/next.md",
            format!("---\ndraft: true\n---\n# Next\n\n{WEEK}"),
        );
    book.run(&["build"])
        .reports(0, &["warning[no-plan]: plan `content/next.md` is a draft"]);
    book.run(&["build", "--drafts"]).reports(0, &[]);
    assert!(book.path("output/next/week-1.html").exists());
}

#[test]
fn a_configuration_without_its_content_folder_is_an_error() {
    let book = book()
        .file("handbook.yaml", "title: X\n")
        .file("plan.md", WEEK)
        .file("server.key", SECRET);
    for command in ["build", "check", "outline", "fix"] {
        book.run(&[command])
            .reports(2, &["folder `content/` not found next to ./handbook.yaml"]);
    }
    book.write("contnet/plan.md", WEEK);
    let run = book.run(&["build", "-o", "out"]);
    run.reports(2, &["`content/`", "did you mean `contnet/`?"]);
    assert_eq!(run.err.matches("error").count(), 1, "{}", run.err);
    assert!(!book.path("out").exists());
    fs::write(book.path("content"), "not a folder").unwrap();
    book.run(&["build"])
        .reports(2, &["folder `content/` not found"]);
    let mkdocs = crate::support::book()
        .file("mkdocs.yml", "site_name: X\ndocs_dir: text\n")
        .file("plan.md", WEEK)
        .file("txt/plan.md", WEEK);
    mkdocs.run(&["build"]).reports(
        2,
        &[
            "folder `text/` not found next to ./mkdocs.yml",
            "did you mean `txt/`?",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_content_folder_may_be_a_link_and_its_inside_may_not_lead_out() {
    let book = book()
        .file("elsewhere/plan.md", WEEK)
        .file("private.txt", SECRET)
        .file("handbook/handbook.yaml", "title: X\n");
    std::os::unix::fs::symlink("../elsewhere", book.path("handbook/content")).unwrap();
    std::os::unix::fs::symlink("../private.txt", book.path("elsewhere/out.txt")).unwrap();
    book.run(&["build", "handbook"])
        .reports(0, &["symlink-outside"]);
    let pages = Pages::read(&book.path("handbook/output"));
    assert!(pages.files.contains_key("plan/week-1.html"));
    is_tight(&pages, &["out.txt"]);
    book.run(&["build", "handbook", "-o", "elsewhere/out"])
        .reports(2, &["inside the content folder"]);
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    use std::os::unix::ffi::OsStrExt;
    let pipe = |path: std::path::PathBuf| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    let book = book().file(
        "content/plan.md",
        format!("# P\n\n[a](pipe.txt) [b](pipe.md)\n\n--8<-- \"pipe.txt\"\n\n{WEEK}"),
    );
    pipe(book.path("content/pipe.txt"));
    pipe(book.path("content/pipe.md"));
    std::os::unix::fs::symlink("pipe.txt", book.path("content/link.txt")).unwrap();
    let odd = std::ffi::OsStr::from_bytes(b"odd-\xff.md");
    fs::write(book.path("content").join(odd), WEEK).unwrap();
    book.run(&["build"]).reports(
        0,
        &[
            "warning[unread-file]: this is a pipe, a socket or a device",
            "content/pipe.txt",
            "content/pipe.md",
            "warning[symlink-outside]",
            "warning[unread-file]: the name of this file is not UTF-8",
            "warning[dead-link]: `pipe.txt` is not a regular file",
            "warning[missing-snippet]: snippet `pipe.txt` is not a regular file",
        ],
    );
    book.run(&["build", "content/plan.md", "-o", "bare"])
        .reports(0, &["warning[dead-link]: `pipe.txt` is not a regular file"]);
    book.run(&["build", "content/pipe.md"])
        .reports(2, &["cannot read", "not a regular file"]);
    pipe(book.path("handbook.yaml"));
    book.run(&["build"])
        .reports(2, &["cannot read", "handbook.yaml"]);
}

#[test]
fn an_emptied_plan_does_not_replace_its_pages() {
    let book = book()
        .file("content/plan.md", WEEK)
        .file("content/notes.md", "# Notes\n\n[plan](plan.md)\n");
    book.built();
    let before = Pages::read(&book.path("output"));
    for empty in ["", "\n \n", "---\ntitle: Plan\n---\n"] {
        book.write("content/plan.md", empty);
        book.run(&["build"]).reports(
            2,
            &["plan.md is empty", "pages that the last build made from it"],
        );
        assert_eq!(Pages::read(&book.path("output")).files, before.files);
    }
    book.run(&["build", "-o", "new"]).reports(0, &[]);
    book.run(&["build", "-o", "new"]).reports(0, &[]);
    fs::remove_file(book.path("content/plan.md")).unwrap();
    book.run(&["build"]).reports(0, &[]);
}

/// A handbook with text for coaches in every notation.
fn coached() -> Book {
    let boxes = "!!! coach \"Title quokka\"\n    Body quokka with a note[^c] and [a link](answers.md).\n\n    - [ ] task quokka (30 min)\n\n    ## Heading quokka\n\n\
        ??? coach\n    Folded quokka.\n\n\
        > [!coach] Callout quokka\n> Quoted quokka.\n\n\
        ::: coach\nFenced quokka.\n:::\n\n\
        !!! caoch\n    Misspelled quokka.\n\n\
        - item\n\n    !!! coach\n        Nested quokka.\n\n\
        !!! note \"For everybody\"\n    Shown.\n\n    !!! coach\n        Deep quokka.\n\n\
        === \"Tab\"\n    Tabbed.\n\n    !!! coach\n        In a tab, quokka.\n\n\
        ```markdown\nTo copy.\n\n!!! coach\n    Template quokka.\n\n> [!coach]\n> Quoted template quokka.\n```\n\n\
        [^c]: Footnote quokka, see[^d].\n[^d]: Second footnote quokka.\n";
    book()
        .file("handbook.yaml", "base_url: https://example.org/\n")
        .file(
            "content/plan.md",
            format!("---\nplan: true\n---\n# Plan\n\n{boxes}\n{WEEK}\n!!! coach\n    Monday quokka.\n\n[answers](answers.md)[^e]\n\n[^e]: For everybody.\n"),
        )
        .file("content/notes.md", format!("# Notes\n\n[plan](plan.md)\n\n{boxes}"))
        .file(
            "content/answers.md",
            "---\naudience: coach\ntitle: Answers quokka\n---\n# A\n\nAnswers quokka.\n",
        )
        .file(
            "content/run/week-1.md",
            format!("---\naudience: coach\n---\n# Week 1\n\n{WEEK}- [ ] quokka\n"),
        )
}

#[test]
fn coach_content_is_only_in_the_coach_edition() {
    let book = coached();
    let run = book.run(&["build"]);
    run.reports(
        0,
        &[
            "`answers.md` is for coaches only; the link is shown as not yet written",
            "did you mean `coach`?",
        ],
    );
    assert!(!run.err.contains("note[unused-footnote]"), "{}", run.err);
    let pages = Pages::read(&book.path("output"));
    for (path, bytes) in &pages.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(
            !text.contains("quokka") && !text.contains("answers.html"),
            "{path}"
        );
    }
    let plan = words(pages.main("plan/index.html"));
    for kept in ["For everybody", "Shown.", "Tabbed.", "item", "To copy."] {
        assert!(plan.contains(kept), "no {kept:?} in {plan}");
    }
    book.run(&["pdf", "--plan", "plan", "-o", "plan.pdf"])
        .reports(0, &[]);
    assert!(!pdf_words(&book.path("plan.pdf"), "read").contains("quokka"));
    assert!(!book.run(&["outline"]).out.contains("quokka"));

    book.run(&["build", "--for", "coach", "-o", "coach"])
        .reports(0, &[]);
    let coach = Pages::read(&book.path("coach"));
    let plan = words(coach.main("plan/index.html"));
    for shown in [
        "Title quokka",
        "Body quokka",
        "task quokka",
        "Folded quokka",
        "Callout quokka",
        "Fenced quokka",
        "Misspelled quokka",
        "Nested quokka",
        "Deep quokka",
        "In a tab, quokka",
        "Footnote quokka",
        "Coach",
    ] {
        assert!(plan.contains(shown), "no {shown:?} in {plan}");
    }
    assert!(words(coach.main("answers.html")).contains("Answers quokka"));
    assert!(words(coach.main("plan/week-1-monday.html")).contains("Monday quokka"));
    assert!(coach.files.contains_key("run/week-1/week-1.html"));
}

#[test]
fn a_coachs_edition_has_a_folder_of_its_own() {
    let book = coached();
    book.run(&["build", "--for", "coach"])
        .reports(2, &["--output"]);
    for inside in ["output", "./output", "output/coach"] {
        book.run(&["build", "--for", "coach", "-o", inside])
            .reports(2, &["a separate folder for the coach's edition"]);
    }
    assert!(!book.path("output").exists());
}

#[test]
fn text_that_falls_out_of_a_box_for_coaches_stops_the_build() {
    let book = book().file(
        "content/plan.md",
        format!("# Plan\n\n{WEEK}\n!!! coach\n  Not indented enough, quokka.\n"),
    );
    book.run(&["build"])
        .reports(1, &["error[lost-body]", "plan.md"]);
    assert!(!book.path("output").exists());
    book.run(&["build", "--for", "coach", "-o", "coach"])
        .reports(0, &["warning[lost-body]"]);
    book.write(
        "content/plan.md",
        format!("# Plan\n\n::: coach\nNever closed, quokka.\n\n{WEEK}"),
    );
    book.run(&["build"]).reports(1, &["error[unread-mark]"]);
    book.write(
        "content/plan.md",
        format!("---\naudience: caoch\n---\n# Plan\n\n{WEEK}"),
    );
    book.run(&["build"])
        .reports(1, &["`audience` must be one of `everyone`, `coach`"]);
}
