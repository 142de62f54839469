//! Changes that the system reports late, in parts or not at all are still detected.

use std::fs;
use std::io::Write;

use serde_json::Value;

use crate::support::{Book, book, plan};
use crate::visitor::{Events, Preview};

const PLAN: &str = "# P\n\n## Week 1: One\n\n- [ ] do it\n\n## Notes\n\nsome\n";
const NOTES: &str = "/plan/notes.html";

fn plan_with(words: &str) -> String {
    PLAN.replace("some", words)
}

/// Waits until the notes of the plan have some words.
fn shows(preview: &Preview, events: &mut Events, words: &str) {
    events.until(|_| preview.get(NOTES).text().contains(words));
}

fn fails(events: &mut Events) -> String {
    let printed = events.until(|message| message["errors"]["first"] != Value::Array(Vec::new()));
    printed["errors"]["first"][0]["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn fixed(events: &mut Events) {
    events.until(|message| message["errors"]["first"] == Value::Array(Vec::new()));
}

/// A handbook in a folder `own` of its own, served from the folder above.
fn below() -> (Book, Preview) {
    let book = book().file("own/content/plan.md", PLAN);
    let preview = Preview::with(&book, &["own"]);
    (book, preview)
}

#[test]
fn the_folder_is_moved_away_and_back() {
    let (book, preview) = below();
    let mut events = preview.events();
    for round in ["first", "second"] {
        fs::rename(book.path("own"), book.path("elsewhere")).unwrap();
        assert!(fails(&mut events).contains("own"));
        assert_eq!(preview.get(NOTES).status, 200, "the last good page stays");
        fs::rename(book.path("elsewhere"), book.path("own")).unwrap();
        fixed(&mut events);
        book.write("own/content/plan.md", plan_with(round));
        shows(&preview, &mut events, round);
    }
}

#[test]
fn the_folder_is_deleted_and_recreated() {
    let (book, preview) = below();
    let mut events = preview.events();
    for round in ["first", "second"] {
        fs::remove_dir_all(book.path("own")).unwrap();
        assert!(fails(&mut events).contains("own"));
        book.write("own/content/plan.md", plan_with(round));
        shows(&preview, &mut events, round);
    }
}

#[test]
fn the_folder_is_replaced_by_a_different_one() {
    let (book, preview) = below();
    let mut events = preview.events();
    book.write("next/content/plan.md", plan_with("of the next"));
    fs::rename(book.path("own"), book.path("before")).unwrap();
    fs::rename(book.path("next"), book.path("own")).unwrap();
    shows(&preview, &mut events, "of the next");
    book.write("own/content/plan.md", plan_with("edited in the next"));
    shows(&preview, &mut events, "edited in the next");
}

#[test]
fn a_missing_content_folder_does_not_switch_to_a_different_handbook() {
    let book = plan(PLAN).file("README.md", "# Not part of it\n");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    assert!(preview.page(NOTES).contains("some"));
    fs::remove_dir_all(book.path("content")).unwrap();
    assert!(fails(&mut events).contains("content"));
    assert!(
        preview.page(NOTES).contains("some"),
        "the last good page stays"
    );
    assert_eq!(preview.get("/README.html").status, 404);
    book.write("content/plan.md", plan_with("again"));
    shows(&preview, &mut events, "again");
    book.write("content/plan.md", plan_with("and again"));
    shows(&preview, &mut events, "and again");
}

#[cfg(unix)]
#[test]
fn a_linked_content_folder_is_followed() {
    use std::os::unix::fs::symlink;

    let book = book()
        .file("handbook/one/plan.md", PLAN)
        .file("handbook/two/plan.md", plan_with("of two"))
        .file("handbook/handbook.yaml", "title: Linked\n");
    symlink("one", book.path("handbook/content")).unwrap();
    let preview = Preview::with(&book, &["handbook"]);
    let mut events = preview.events();
    book.write("handbook/one/plan.md", plan_with("changed in one"));
    shows(&preview, &mut events, "changed in one");
    symlink("two", book.path("handbook/next")).unwrap();
    fs::rename(book.path("handbook/next"), book.path("handbook/content")).unwrap();
    shows(&preview, &mut events, "of two");
    book.write("handbook/two/plan.md", plan_with("changed in two"));
    shows(&preview, &mut events, "changed in two");
}

#[cfg(unix)]
#[test]
fn changes_that_the_system_does_not_report_are_found_and_reported_once() {
    let book = plan(PLAN);
    fs::hard_link(book.path("content/plan.md"), book.path("outside")).unwrap();
    // A folder of its own is watched, but the link is not followed.
    fs::create_dir(book.path("apart")).unwrap();
    fs::rename(book.path("outside"), book.path("apart/plan")).unwrap();
    let preview = Preview::of(&book);
    let mut events = preview.events();
    preview.line();
    for words in ["through a link", "through it again"] {
        book.write("apart/plan", plan_with(words));
        shows(&preview, &mut events, words);
    }
    let printed: Vec<String> = (0..3).map(|_| preview.line()).collect();
    let found = printed
        .iter()
        .filter(|line| line.contains("did not report"));
    assert_eq!(found.count(), 1, "{printed:?}");
}

#[test]
fn files_are_polled_on_request() {
    let book = plan(PLAN);
    let preview = Preview::with(&book, &[".", "--poll"]);
    let mut events = preview.events();
    for words in ["checked", "checked again"] {
        book.write("content/plan.md", plan_with(words));
        shows(&preview, &mut events, words);
        // Of the same length, within the same second.
        book.write("content/plan.md", plan_with(&words.to_uppercase()));
        shows(&preview, &mut events, &words.to_uppercase());
    }
    fs::remove_dir_all(book.path("content")).unwrap();
    fails(&mut events);
    book.write("content/plan.md", plan_with("anew"));
    shows(&preview, &mut events, "anew");
    let printed: Vec<String> = (0..3).map(|_| preview.line()).collect();
    assert!(!printed.concat().contains("cannot"), "{printed:?}");
}

#[test]
fn a_log_that_grows_causes_no_build() {
    let book = plan(PLAN)
        .file("content/server.log", "begun\n")
        .file("server.log", "begun\n");
    let preview = Preview::of(&book);
    let mut events = preview.events();
    preview.line();
    let append = |path: &str| {
        let mut log = fs::File::options()
            .append(true)
            .open(book.path(path))
            .unwrap();
        log.write_all(b"more\n").unwrap();
    };
    let built = preview.page("/.prepbook/now");
    for _ in 0..5 {
        append("content/server.log");
        append("server.log");
        // Time for a build, if there were one.
        for _ in 0..200 {
            assert_eq!(preview.page("/.prepbook/now"), built);
        }
    }
    book.write("content/plan.md", plan_with("changed"));
    shows(&preview, &mut events, "changed");
    // The log is reported along with the plan; on its own it would have a separate line.
    let printed = preview.line();
    assert!(printed.starts_with("./content/plan.md "), "{printed}");
    assert!(preview.page("/server.log").ends_with("more\n"));
}
