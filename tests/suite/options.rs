//! Options of the command line that say what is read, what is built, and how the result is shown.

use std::fs;

use serde_json::Value;

use crate::support::{Pages, Run, book, count, plan};

const PLAN: &str = "\
# My Plan

## Standard Track (5 hours/week)

- Reading: 100%

## Short Track (2 hours/week)

- Reading: 100%

## Week 1: One

### Monday: A (1 hour)

- [ ] do it with the [manual](https://example.org/manual)
- [ ] **Short track:** skim it

*Standard track: read all of it.*

*Short track: read a page.*
";

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out))
}

#[test]
fn a_strict_build_writes_nothing_if_there_is_a_warning() {
    let book = plan(&format!("{PLAN}\n[x](nowhere.md)\n"));
    let run = book.run(&["build", "--strict"]);
    run.reports(1, &["dead-link"]);
    assert_eq!(
        run.out,
        "Nothing was written, because of --strict: 0 errors, 1 warning, 0 notes\n"
    );
    assert!(!book.path("output").exists());
    book.write("content/plan.md", PLAN);
    book.run(&["build", "--strict"]).reports(0, &[]);
    assert!(book.path("output/index.html").exists());
}

#[test]
fn the_address_of_a_build_takes_precedence_over_the_configured_one() {
    let book = plan(PLAN).file("handbook.yaml", "base_url: https://example.org/\n");
    let canonical = "<link rel=\"canonical\" href=\"https://example.org/index.html\">";
    assert!(book.built().text("index.html").contains(canonical));
    book.run(&["build", "--base-url", "http://localhost:8000/a"])
        .reports(0, &[]);
    let pages = Pages::read(&book.path("output"));
    assert!(
        pages
            .text("sitemap.xml")
            .contains("http://localhost:8000/a/plan/")
    );
    assert_eq!(
        count(pages.text("index.html"), "https://example.org/index"),
        0
    );
    for (wrong, why) in [
        ("example.org", "does not begin with `https://`"),
        ("https://example.org/?a", "contains `?`"),
    ] {
        book.run(&["build", "--base-url", wrong])
            .reports(2, &["--base-url <URL>", why]);
    }
}

#[test]
fn a_different_configuration_is_read_on_request() {
    let book = plan(PLAN).file("handbook.yaml", "title: Published\n").file(
        "ci/preview.yaml",
        "title: Preview\noutput: preview\nauthr: X\n",
    );
    let run = book.run(&["build", "--config", "ci/preview.yaml"]);
    run.reports(0, &["unknown key `authr`", "ci/preview.yaml:3:1"]);
    assert!(run.out.contains("preview/index.html"), "{}", run.out);
    let pages = Pages::read(&book.path("preview"));
    assert!(pages.text("index.html").contains("Preview"));
    book.run(&["check", "--config", "ci/missing.yaml"])
        .reports(2, &["cannot read ci/missing.yaml"]);
    // A single plan has no configuration, unless one is named; it never creates a lock.
    let run = book.run(&[
        "build",
        "content/plan.md",
        "-o",
        "one",
        "--config",
        "ci/preview.yaml",
    ]);
    run.reports(0, &["ci/preview.yaml:3:1"]);
    assert!(!run.out.contains("handbook.lock"), "{}", run.out);
    assert!(
        Pages::read(&book.path("one"))
            .text("index.html")
            .contains("Preview")
    );
}

#[test]
fn a_plan_is_read_from_standard_input() {
    let book = book();
    let run = book.piped(&["build", "-", "-o", "site"], PLAN.as_bytes());
    run.reports(0, &[]);
    let pages = Pages::read(&book.path("site"));
    assert!(
        pages
            .main("plan/short/week-1-monday.html")
            .contains("skim it")
    );
    let run = book.piped(
        &["check", "-"],
        b"# A\n\n## Week 1\n\n### Monday\n\n[x](no.md)\n",
    );
    run.reports(0, &["--> <stdin>:7:1"]);
    book.piped(&["check", "-"], b"\xff")
        .reports(1, &["not valid UTF-8", "<stdin>:1:1"]);
    book.piped(&["serve", "-"], PLAN.as_bytes())
        .reports(2, &["cannot be read again", "preview the file"]);
    let broken = "# A\n\n## Week 1\n\n### Monday\n\n- [x ]do it\n- [ ] IΓÇÖll do it\n";
    let run = book.piped(&["fix", "-"], broken.as_bytes());
    assert_eq!(
        run.out,
        broken.replace("ΓÇÖ", "’").replace("[x ]do", "[x] do")
    );
    assert_eq!(book.piped(&["fix", "-"], PLAN.as_bytes()).out, PLAN);
    let left = fs::read_dir(book.path("")).unwrap().count();
    assert_eq!(left, 1, "nothing but the site is written");
}

#[test]
fn one_track_is_built_into_a_folder_of_its_own() {
    let two = "# Two\n\n## Week 1\n\n### Monday\n\n- [ ] [see](plan.md#week-1)\n";
    let book = plan(PLAN)
        .file("content/two.md", two)
        .file("handbook.yaml", "title: T\n");
    let whole = book.built();
    let lock = fs::read(book.path("handbook.lock")).unwrap();
    book.run(&["build", "--track", "Short", "-o", "short", "--locked"])
        .reports(0, &[]);
    assert_eq!(fs::read(book.path("handbook.lock")).unwrap(), lock);
    let pages = Pages::read(&book.path("short"));
    let own = |page: &&str| !page.contains("standard/");
    let expected: Vec<&str> = whole.pages("").into_iter().filter(own).collect();
    assert_eq!(pages.pages(""), expected);
    let day = pages.main("plan/short/week-1-monday.html");
    assert_eq!(day, {
        let day = whole.main("plan/short/week-1-monday.html");
        assert!(
            day.contains("skim it") && day.contains("read a page"),
            "{day}"
        );
        assert!(!day.contains("read all of it"), "{day}");
        day
    });
    for (path, bytes) in &pages.files {
        if path.ends_with(".html") {
            let page = String::from_utf8_lossy(bytes);
            assert!(
                !page.contains("standard/"),
                "{path} links to the other track"
            );
        }
    }
    book.run(&["build", "--track", "Shrt", "-o", "x"])
        .reports(2, &["`--track Shrt`", "did you mean `short`?"]);
    book.run(&["build", "--track", "short"])
        .reports(2, &["--output <DIR>"]);
    book.run(&["build", "--track", "short", "-o", "output"])
        .reports(2, &["the edition for all readers", "separate folder"]);
}

#[test]
fn a_build_reports_its_result_as_json() {
    let book = plan(&format!("{PLAN}\n[x](nowhere.md)\n"))
        .file("content/draft.md", "---\ndraft: true\n---\n")
        .file("handbook.yaml", "title: T\n");
    let run = book.run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let told = json(&run);
    assert_eq!(told["diagnostics"][0]["code"], "dead-link");
    let build = &told["build"];
    let pages = Pages::read(&book.path("output")).pages("").len();
    assert_eq!(build["pages"], pages);
    assert_eq!(build["tracks"], 2);
    assert_eq!(build["lock"], "created");
    assert_eq!(build["left_out"][0]["path"], "draft.md");
    assert!(told["timings"].is_null());
    let again = json(&book.run(&["build", "--format", "json"]));
    assert_eq!(again["build"]["lock"], "unchanged");
    let run = book.run(&["build", "--format", "json", "--strict"]);
    assert_eq!(run.code, Some(1));
    assert!(json(&run)["build"].is_null());
    let run = book.run(&["build", "--format", "github"]);
    assert!(
        run.out.starts_with("::warning file=content/plan.md"),
        "{}",
        run.out
    );
}

#[test]
fn timings_name_every_step() {
    let book = plan(PLAN);
    let steps = [
        "read files",
        "parse documents",
        "read plans",
        "check plans",
        "match ids",
        "render pages",
        "write files",
    ];
    let run = book.run(&["build", "--timings"]);
    let lines: Vec<&str> = run
        .out
        .lines()
        .filter(|line| line.contains(" ms  "))
        .collect();
    let names: Vec<&str> = lines.iter().map(|line| line[14..].trim()).collect();
    assert_eq!(names, steps, "{}", run.out);
    let told = json(&book.run(&["build", "--timings", "--format", "json"]));
    let timings = told["timings"].as_array().unwrap();
    let names: Vec<&str> = timings
        .iter()
        .filter_map(|step| step["step"].as_str())
        .collect();
    assert_eq!(names, steps);
}

#[test]
fn addresses_of_other_sites_are_listed_with_their_places() {
    let book = plan(
        "# A\n\n## Week 1\n\n### Monday\n\n- [ ] see [one](https://example.org/a?b=c#d) and <http://example.net>\n\n\
         ![p](//example.com/p.png) <a href=\"HTTPS://example.org/x\">x</a> [mail](mailto:a@example.org) [in](#week-1)\n\n\
         [ref]: https://example.org/ref\n\n`https://example.org/code` [r][ref] https://example.org/bare\n",
    );
    let run = book.run(&["check", "--external-links"]);
    assert_eq!(
        run.out,
        "content/plan.md:7:11: https://example.org/a?b=c#d\n\
         content/plan.md:7:50: http://example.net\n\
         content/plan.md:9:1: https://example.com/p.png\n\
         content/plan.md:9:27: HTTPS://example.org/x\n\
         content/plan.md:13:28: https://example.org/ref\n\
         content/plan.md:13:37: https://example.org/bare\n"
    );
    let told = json(&book.run(&["check", "--external-links", "--format", "json"]));
    let first = &told["external_links"][0];
    assert_eq!(first["address"], "https://example.org/a?b=c#d");
    assert_eq!(first["place"]["start"]["column"], 11);
    book.run(&["check", "--external-links", "--format", "sarif"])
        .reports(2, &["--external-links supports only", "omit --format"]);
}

#[test]
fn shells_complete_every_command_and_every_command_has_a_manual_page() {
    let book = book();
    let help = book.run(&["--help"]).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() > 10, "{help}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = book.run(&["completions", shell]);
        script.reports(0, &[]);
        for word in commands.iter().chain(&["base-url", "external-links"]) {
            assert!(script.out.contains(word), "{shell}: {word}");
        }
    }
    book.run(&["completions", "fsh"])
        .reports(2, &["invalid value 'fsh'", "fish"]);
    book.run(&["man", "-o", "man"]).reports(0, &[]);
    assert!(book.path("man/prepbook.1").is_file());
    for command in commands {
        let page = fs::read_to_string(book.path(&format!("man/prepbook-{command}.1"))).unwrap();
        assert_eq!(page, book.run(&["man", command]).out);
        assert!(
            page.contains(&format!("prepbook\\-{command} \\- ")),
            "{page}"
        );
    }
    book.run(&["man", "-o", "man"]).reports(0, &[]);
    book.write("man/prepbook.1", "my own notes");
    book.run(&["man", "-o", "man"]).reports(2, &["prepbook.1"]);
    book.run(&["man", "biuld"])
        .reports(2, &["unknown command `biuld`", "did you mean `build`?"]);
}

#[test]
fn each_page_links_to_its_source() {
    let form = "https://example.org/edit/{path}#L{line}";
    let book = plan(PLAN)
        .file("content/a b/ü.md", "# Notes\n\nText\n")
        .file(
            "content/two/week-1.md",
            "# Week 1\n\n## Monday\n\n- [ ] a\n",
        )
        .file(
            "content/two/week-2.md",
            "---\ntitle: W\n---\n# Week 2\n\n## Monday\n\n- [ ] b\n",
        )
        .file("handbook.yaml", format!("edit_url: {form}\n"));
    let pages = book.built();
    for (page, source) in [
        ("plan/short/week-1.html", "content/plan.md#L11"),
        ("plan/short/week-1-monday.html", "content/plan.md#L13"),
        ("a-b/ü.html", "content/a%20b/%C3%BC.md#L1"),
    ] {
        let link = format!(
            "<a href=\"https://example.org/edit/{source}\" rel=\"nofollow\">Edit this page</a>"
        );
        assert!(
            pages.text(page).contains(&link),
            "{page}: {}",
            pages.text(page)
        );
    }
    let all: String = pages
        .pages("two")
        .iter()
        .map(|page| pages.text(page))
        .collect();
    for source in ["content/two/week-1.md#L3", "content/two/week-2.md#L6"] {
        assert!(all.contains(source), "{source}");
    }
    assert!(!pages.text("404.html").contains("Edit this page"));
    book.write("handbook.yaml", "title: T\n");
    assert!(!book.built().text("index.html").contains("Edit this page"));
    for (wrong, why) in [
        ("https://example.org/edit/", "has no `{path}`"),
        ("example.org/{path}", "must be an absolute URL"),
    ] {
        book.write("handbook.yaml", format!("edit_url: {wrong}\n"));
        book.run(&["build"])
            .reports(1, &["bad-value", why, "handbook.yaml:1:11"]);
    }
}

#[test]
fn files_of_the_default_theme_are_copied_into_an_own_theme() {
    let book = plan(PLAN).file("handbook.yaml", "title: T\n");
    let listed = book.run(&["theme", "eject"]);
    listed.reports(0, &[]);
    let names: Vec<&str> = listed.out.lines().collect();
    assert!(names.contains(&"templates/parts/head.html") && names.contains(&"theme.yaml"));
    assert!(!book.path("themes").exists());
    let run = book.run(&["theme", "eject", "day.html", "parts/head.html", "./words/"]);
    run.reports(0, &[]);
    assert!(
        run.out.contains("themes/mine/templates/day.html"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("Copied 13 files into the theme `mine`; to use it, write `theme: mine`"),
        "{}",
        run.out
    );
    let own = |path: &str| fs::read(book.path("themes/mine").join(path)).unwrap();
    let original = |path: &str| {
        let themes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        fs::read(themes.join(path)).unwrap()
    };
    assert_eq!(own("words/de.yaml"), original("words/de.yaml"));
    book.write("themes/mine/templates/day.html", "mine");
    book.run(&["theme", "eject", "day.html"])
        .reports(2, &["themes/mine/templates/day.html", "it already exists"]);
    assert_eq!(own("templates/day.html"), b"mine");
    for (asked, hint) in [
        ("dya.html", "did you mean `day.html`?"),
        (
            "week.html",
            "templates/parts/week.html, templates/week.html",
        ),
        ("../../etc/passwd", "run `prepbook theme eject`"),
    ] {
        book.run(&["theme", "eject", asked])
            .reports(2, &[asked, hint]);
    }
    // The theme that the handbook uses, complete: nothing in it differs from what pages use.
    book.write("handbook.yaml", "theme: other\n");
    let run = book.run(&["theme", "eject", "--all"]);
    assert!(run.out.ends_with("into the theme `other`\n"), "{}", run.out);
    let style = fs::read(book.path("themes/other/assets/style.css")).unwrap();
    assert_eq!(style, original("assets/style.css"));
    let run = book.run(&["check"]);
    assert_eq!(run.err, "");
    book.run(&["build", "--strict"]).reports(0, &[]);
}
