//! The preview's reactions to changes of the author's files.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{Book, book, plan};
use crate::visitor::Preview;

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n\n## Notes\n\nsome\n";
const NOTES: &str = "/plan/notes.html";

fn pages(message: &Value) -> Vec<&str> {
    message["pages"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Changes the plan in the way of an editor, and asserts that the page follows and that there is one message.
fn follows(change: impl Fn(&Book)) {
    let book = plan(PLAN).file("content/other.md", "# Other\n");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    assert!(preview.page(NOTES).contains("some"));
    assert!(preview.page("/other.html").contains("Other"));
    change(&book);
    let message = events.until(|message| !pages(message).is_empty());
    assert_eq!(
        pages(&message),
        ["plan/notes.html"],
        "only changes are reported"
    );
    assert!(preview.page(NOTES).contains("changed"));
    // The next message is about the next change, so there was only one about the previous change.
    book.write("content/other.md", "# Another\n");
    let message = events.until(|message| !pages(message).is_empty());
    assert_eq!(pages(&message), ["other.html"]);
}

fn changed() -> String {
    PLAN.replace("some", "changed")
}

#[test]
fn a_file_is_written_in_place() {
    follows(|book| book.write("content/plan.md", changed()));
}

#[test]
fn a_file_is_written_beside_and_moved_over() {
    follows(|book| {
        book.write("content/.plan.md.swp", changed());
        fs::rename(
            book.path("content/.plan.md.swp"),
            book.path("content/plan.md"),
        )
        .unwrap();
    });
    follows(|book| {
        book.write("content/plan.md.new", changed());
        fs::rename(
            book.path("content/plan.md.new"),
            book.path("content/plan.md"),
        )
        .unwrap();
    });
}

#[test]
fn a_file_is_moved_away_and_written_anew() {
    follows(|book| {
        fs::rename(book.path("content/plan.md"), book.path("content/plan.md~")).unwrap();
        book.write("content/plan.md", changed());
        fs::remove_file(book.path("content/plan.md~")).unwrap();
    });
}

#[test]
fn a_file_is_deleted_and_created() {
    follows(|book| {
        fs::remove_file(book.path("content/plan.md")).unwrap();
        book.write("content/plan.md", changed());
    });
}

#[test]
fn changes_without_effect_are_not_reported() {
    follows(|book| {
        let plan = fs::File::options()
            .append(true)
            .open(book.path("content/plan.md"))
            .unwrap();
        plan.set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
        book.write("content/plan.md", PLAN);
        book.write("content/.hidden", "x");
        book.write("content/plan.md", changed());
    });
}

#[test]
fn files_and_folders_come_move_and_go() {
    let book = plan(PLAN);
    let preview = Preview::of(&book);
    let mut events = preview.events();
    book.write("content/a/b/new.md", "# New\n");
    events.until(|_| preview.get("/a/b/new.html").status == 200);
    book.write("content/a/b/newer.md", "# Newer\n");
    events.until(|_| preview.get("/a/b/newer.html").status == 200);
    assert_eq!(preview.get("/a/c/new.html").status, 404);
    fs::rename(book.path("content/a/b"), book.path("content/a/c")).unwrap();
    let message = events.until(|_| preview.get("/a/c/new.html").status == 200);
    assert_eq!(message["pages"]["a/b/new.html"], Value::Null, "{message}");
    assert!(pages(&message).contains(&"a/b/new.html"));
    assert_eq!(preview.get("/a/b/new.html").status, 404);
    // A folder that was moved is still watched.
    book.write("content/a/c/new.md", "# New\n\nin its new place\n");
    events.until(|_| preview.page("/a/c/new.html").contains("in its new place"));
    fs::remove_dir_all(book.path("content/a")).unwrap();
    events.until(|_| preview.get("/a/c/newer.html").status == 404);
    assert_eq!(preview.get("/a/c/new.html").status, 404);
}

#[test]
fn a_checkout_is_followed_to_its_end() {
    let mut book = plan(PLAN);
    for number in 0..60 {
        book = book.file(&format!("content/c/{number}.md"), "# Old\n");
    }
    let preview = Preview::of(&book);
    let mut events = preview.events();
    for number in 0..60 {
        assert!(preview.page(&format!("/c/{number}.html")).contains("Old"));
    }
    // The whole folder is replaced, as when switching branches. The new one is written where nobody watches.
    let next = plan(&changed());
    for number in 0..60 {
        next.write(&format!("content/c/{number}.md"), "# New\n");
    }
    fs::rename(book.path("content"), next.path("before")).unwrap();
    fs::rename(next.path("content"), book.path("content")).unwrap();
    // Files may be read between the two steps, so there may be several changes; together they name each page.
    let mut named = BTreeSet::new();
    let is_new = |number| {
        let page = preview.get(&format!("/c/{number}.html"));
        page.status == 200 && page.text().contains("New")
    };
    while !(0..60).all(is_new) || named.len() < 60 {
        let message = events.until(|message| !pages(message).is_empty());
        let chapters = pages(&message).into_iter();
        named.extend(
            chapters
                .filter(|path| path.starts_with("c/"))
                .map(str::to_owned),
        );
    }
    assert!(preview.page(NOTES).contains("changed"));
    // The new folder is watched.
    book.write("content/c/7.md", "# Newest\n");
    events.until(|message| pages(message).contains(&"c/7.html"));
}

#[test]
fn configuration_and_theme_are_followed() {
    let book = plan(PLAN).file("handbook.yaml", "title: First\n");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    assert!(preview.page("/").contains("First"));
    book.write("handbook.yaml", "title: Second\ntheme: own\n");
    events.until(|message| message["errors"]["first"].to_string().contains("theme own"));
    assert!(
        preview.page("/").contains("First"),
        "the last good page stays"
    );
    book.write("themes/own/assets/style.css", "body { color: red }\n");
    events.until(|_| preview.page("/").contains("Second"));
    let style = |page: &str| {
        let link = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
        format!("/{}", &link[..link.find('"').unwrap()])
    };
    let red = style(&preview.page("/"));
    assert_eq!(preview.page(&red), "body { color: red }\n");
    book.write("themes/own/assets/style.css", "body { color: blue }\n");
    let message = events.until(|_| style(&preview.page("/")) != red);
    let blue = style(&preview.page("/"));
    assert!(
        message["files"]
            .to_string()
            .contains(blue.trim_start_matches('/')),
        "{message}"
    );
    assert_eq!(preview.page(&blue), "body { color: blue }\n");
    fs::remove_file(book.path("handbook.yaml")).unwrap();
    events.until(|_| !preview.page("/").contains("Second"));
}

#[test]
fn a_broken_theme_keeps_the_last_good_page() {
    let book = plan(PLAN)
        .file("handbook.yaml", "theme: own\n")
        .file("themes/own/assets/x.txt", "x");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    assert!(preview.page(NOTES).contains("some"));
    for fault in ["{% if %}", "{{ nothing.at.all }}"] {
        book.write("themes/own/templates/section.html", fault);
        let message =
            events.until(|message| message["errors"]["first"] != Value::Array(Vec::new()));
        assert!(
            message["errors"]["first"][0]["text"]
                .as_str()
                .unwrap()
                .contains("theme own"),
            "{message}"
        );
        preview.problems_until("theme own");
        book.write(
            "themes/own/templates/section.html",
            "<html><head></head>repaired {{ page.title }}",
        );
        events.until(|_| preview.get(NOTES).text().contains("repaired"));
    }
    assert_eq!(preview.get(NOTES).status, 200);
}

#[test]
fn theme_errors_are_found_before_the_page_is_requested() {
    let book = plan(PLAN)
        .file("handbook.yaml", "theme: own\n")
        .file("themes/own/templates/sheets.html", "{{ nothing.at.all }}");
    let preview = Preview::of(&book);
    preview.problems_until("sheets.html");
    assert_eq!(preview.get(NOTES).status, 200);
}

#[test]
fn with_errors_the_last_good_page_stays_under_a_report() {
    let book = plan(PLAN);
    let preview = Preview::of(&book);
    let mut events = preview.events();
    let good = preview.page(NOTES);
    book.write(
        "content/plan.md",
        format!("---\ntracks: [\n---\n{}", changed()),
    );
    let message = events.until(|message| message["errors"]["first"] != Value::Array(Vec::new()));
    let problem = &message["errors"]["first"][0];
    let text = problem["text"].as_str().unwrap();
    for words in ["error[bad-yaml]", "./content/plan.md:", "tracks: [", "^"] {
        assert!(text.contains(words), "no {words:?} in:\n{text}");
    }
    assert!(
        preview.problems_until("^").contains("error[bad-yaml]"),
        "the terminal says the same"
    );
    let address = problem["address"].as_str().unwrap();
    let file = fs::canonicalize(book.path("content/plan.md")).unwrap();
    assert!(address.starts_with("vscode://file/"), "{address}");
    assert!(
        address.contains(&format!("{}:", file.display())),
        "{address}"
    );
    assert_eq!(preview.page(NOTES), good);
    // A browser that connects later gets the message too.
    assert!(preview.page("/.prepbook/now").contains("bad-yaml"));
    book.write("content/plan.md", changed());
    let message = events.until(|message| message["errors"]["first"] == Value::Array(Vec::new()));
    assert_eq!(pages(&message), ["plan/notes.html"]);
    assert!(preview.page(NOTES).contains("changed"));
}

#[test]
fn warnings_are_listed_in_the_page_as_in_the_terminal() {
    let book = plan(&format!("{PLAN}\n[x](nowhere.md)\n"));
    let preview = Preview::of(&book);
    let mut events = preview.events();
    let message: Value = serde_json::from_str(&preview.page("/.prepbook/now")).unwrap();
    assert_eq!(message["errors"]["first"], Value::Array(Vec::new()));
    let warning = &message["warnings"]["first"][0];
    let text = warning["text"].as_str().unwrap();
    let terminal = preview.problems_until("help");
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(2) {
        assert!(terminal.contains(line), "no {line:?} in:\n{terminal}");
    }
    assert!(warning["address"].as_str().unwrap().contains("plan.md:"));
    let many: String = (0..40).map(|n| format!("[x](no-{n}.md) ")).collect();
    book.write("content/plan.md", format!("{PLAN}\n{many}\n"));
    let message = events.until(|message| message["warnings"]["count"] == 40);
    let listed = message["warnings"]["first"].as_array().unwrap();
    let last = listed.last().unwrap();
    assert_eq!(
        last["text"],
        "… and 19 more of dead-link; `prepbook check --all` shows them"
    );
    assert_eq!((listed.len(), &last["address"]), (22, &Value::Null));
    // Along with an error, the warnings stay.
    book.write(
        "content/plan.md",
        format!("---\ntracks: [\n---\n{PLAN}\n[x](nowhere.md)\n"),
    );
    events.until(|message| message["errors"]["first"] != Value::Array(Vec::new()));
    book.write("content/plan.md", PLAN);
    let none = Value::Array(Vec::new());
    events.until(|message| {
        message["warnings"]["first"] == none && message["errors"]["first"] == none
    });
}

#[test]
fn reverting_to_the_last_good_build_is_reported_as_no_change() {
    let book = plan(PLAN);
    let preview = Preview::of(&book);
    let mut events = preview.events();
    preview.page(NOTES);
    book.write("content/plan.md", format!("---\ntracks: [\n---\n{PLAN}"));
    events.until(|message| message["errors"]["first"] != Value::Array(Vec::new()));
    book.write("content/plan.md", PLAN);
    let message = events.until(|message| message["errors"]["first"] == Value::Array(Vec::new()));
    assert!(pages(&message).is_empty(), "{message}");
}

#[test]
fn it_starts_with_errors_and_shows_the_pages_once_they_are_fixed() {
    let book = plan("---\ntracks: [\n---\n# P\n");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    let waiting = preview.until("/", |reply| reply.status == 503);
    assert!(waiting.text().contains("\".prepbook/live.js"));
    assert!(preview.page("/.prepbook/now").contains("bad-yaml"));
    book.write("content/plan.md", PLAN);
    events.until(|_| preview.get(NOTES).status == 200);
}

#[test]
fn a_single_plan_is_watched_along_with_its_images() {
    let book = book()
        .file("plan.md", PLAN.replace("some", "some ![p](img/p.png)"))
        .file("img/p.png", "one")
        .file("unread.md", "# Other\n");
    let preview = Preview::with(&book, &["plan.md"]);
    let mut events = preview.events();
    assert!(preview.page(NOTES).contains("some"));
    assert_eq!(preview.page("/img/p.png"), "one");
    assert_eq!(preview.get("/unread.html").status, 404);
    book.write("img/p.png", "another");
    let message = events.next();
    assert_eq!(message["files"], serde_json::json!(["img/p.png"]));
    assert!(pages(&message).is_empty(), "{message}");
    assert_eq!(preview.page("/img/p.png"), "another");
    book.write("plan.md", PLAN.replace("some", "changed"));
    let message = events.until(|message| pages(message) == ["plan/notes.html"]);
    assert_eq!(message["errors"]["first"], Value::Array(Vec::new()));
    assert!(preview.page(NOTES).contains("changed"));
}

#[test]
fn the_terminal_shows_one_line_per_build() {
    let book = plan(&format!("{PLAN}\n[x](nowhere.md)\n"));
    let preview = Preview::of(&book);
    assert!(
        preview.url.starts_with("http://127.0.0.1:"),
        "{}",
        preview.url
    );
    let first = preview.line();
    assert!(
        first.starts_with("8 pages, 1 warning, ") && first.ends_with(" ms"),
        "{first}"
    );
    assert!(preview.problems_until("help").contains("dead-link"));
    book.write(
        "content/plan.md",
        format!("{}\n[x](nowhere.md)\n[y](nothing.md)\n", changed()),
    );
    let second = preview.line();
    assert!(
        second.starts_with("./content/plan.md: 8 pages, 2 warnings, "),
        "{second}"
    );
    let message = preview.problems_until("nothing.md");
    assert!(
        !message.contains("nowhere"),
        "what was reported is not reported again:\n{message}"
    );
    book.write("content/plan.md", "---\ntracks: [\n---\n");
    let third = preview.line();
    assert!(
        third.contains(" error") && third.contains("showing the last good pages"),
        "{third}"
    );
}

#[test]
fn a_page_links_to_its_source_text() {
    let book = plan(PLAN).file("content/a b.md", "# A b\n");
    let preview = Preview::of(&book);
    let to = |preview: &Preview, page: &str| {
        let reply = preview.get(&format!("/.prepbook/edit?page={page}"));
        (
            reply.status,
            reply.header("Location").unwrap_or_default().to_owned(),
        )
    };
    let (status, address) = to(&preview, "plan%2Fweek-1-monday.html");
    assert_eq!(status, 302);
    assert!(
        address.starts_with("vscode://file/") && address.ends_with("content/plan.md:5:1"),
        "{address}"
    );
    assert!(
        to(&preview, "plan/week-1.html")
            .1
            .ends_with("content/plan.md:3:1")
    );
    assert!(to(&preview, "a-b.html").1.ends_with("content/a%20b.md:1:1"));
    assert_eq!(to(&preview, "nowhere.html").0, 404);
    assert_eq!(to(&preview, "").0, 404);
    let own = Preview::with(&book, &[".", "--editor", "edit://{path}#{line}.{column}"]);
    assert!(
        to(&own, "plan/week-1.html")
            .1
            .ends_with("content/plan.md#3.1")
    );
    let none = Preview::with(&book, &[".", "--editor", "none"]);
    assert_eq!(to(&none, "plan/week-1.html").0, 404);
    assert!(none.page("/.prepbook/now").contains("\"edit\":false"));
}

#[test]
fn each_run_has_its_own_build_id() {
    let book = plan(PLAN);
    let build = || {
        let preview = Preview::of(&book);
        let now: Value = serde_json::from_str(&preview.page("/.prepbook/now")).unwrap();
        now["build"]
            .as_str()
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_ne!(build(), build());
}

#[test]
fn a_tree_of_mkdocs_is_followed_with_its_snippets() {
    let book = book()
        .file("mkdocs.yml", "site_name: First\n")
        .file("docs/plan.md", format!("{PLAN}\n--8<-- \"part.txt\"\n"))
        .file("docs/part.txt", "old part\n");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    assert!(preview.page("/").contains("First"));
    book.write("mkdocs.yml", "site_name: Second\n");
    events.until(|_| preview.page("/").contains("Second"));
    let shows = |words: &str| preview.page("/plan/everything.html").contains(words);
    assert!(shows("old part"));
    book.write("docs/part.txt", "new part\n");
    events.until(|_| shows("new part"));
}
