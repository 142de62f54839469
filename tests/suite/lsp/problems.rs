//! Diagnostics of the texts as they are typed.

use std::fs;

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Book, book, plan};

const PLAN: &str = "# P\n\n## Week 1\n\n### Monday (1 hour)\n\n- [ ] do it\n";

fn position(line: u32, character: u32) -> Value {
    json!({"line": line, "character": character})
}

fn range(from: (u32, u32), to: (u32, u32)) -> Value {
    json!({"start": position(from.0, from.1), "end": position(to.0, to.1)})
}

#[test]
fn problems_are_those_of_the_text_as_it_is_typed() {
    let book = plan(PLAN).file("handbook.yaml", "title: T\n");
    let mut client = Client::start(&book);
    client.open("content/plan.md", PLAN);
    assert_eq!(client.codes("content/plan.md"), [""; 0]);
    client.edit(
        "content/plan.md",
        &json!([{"range": range((6, 11), (6, 11)), "text": ", see 🎯 [it](plam.md)"}]),
    );
    let problems = client.problems("content/plan.md");
    assert_eq!(
        problems,
        [json!({
            "range": range((6, 20), (6, 33)),
            "severity": 2,
            "code": "dead-link",
            "source": "prepbook",
            "message": "`plam.md` not found; the link is shown as not yet written\nhelp: did you mean `/plan.md`?",
        })]
    );
    // The file on the disk is not changed.
    assert_eq!(
        fs::read_to_string(book.path("content/plan.md")).unwrap(),
        PLAN
    );
    // Each change is about the text after the one before.
    client.edit(
        "content/plan.md",
        &json!([
            {"range": range((6, 13), (6, 33)), "text": ""},
            {"range": range((6, 11), (6, 13)), "text": " [x]("},
            {"range": range((6, 16), (6, 16)), "text": "#week-1)"},
        ]),
    );
    assert_eq!(client.codes("content/plan.md"), [""; 0]);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn problems_have_their_severity_and_their_other_places() {
    let text = "# P\n\n## Week 1\n\n- [ ] a {track=x}\n\n## Week 1\n\n- [ ] b\n";
    let book = plan(text).file("handbook.yaml", "tracks: [fast]\n");
    for has_places in [true, false] {
        let mut client = Client::launch(&book, &[]);
        client.initialize(&json!({"textDocument": {
            "publishDiagnostics": {"relatedInformation": has_places},
        }}));
        client.open("content/plan.md", text);
        let problems = client.problems("content/plan.md");
        let found: Vec<_> = problems
            .iter()
            .map(|problem| {
                (
                    problem["code"].as_str().unwrap(),
                    problem["severity"].clone(),
                )
            })
            .collect();
        assert_eq!(found, [("unknown-name", json!(1)), ("duplicate", json!(2))]);
        let places = &problems[1]["relatedInformation"];
        let message = problems[1]["message"].as_str().unwrap();
        if has_places {
            assert_eq!(places[0]["location"]["uri"], client.uri("content/plan.md"));
            assert_eq!(places[0]["location"]["range"]["start"]["line"], 2);
        } else {
            assert!(places.is_null() && message.contains('\n'), "{message}");
        }
    }
}

#[test]
fn texts_of_one_handbook_are_checked_together() {
    let book = plan("# P\n\n## Week 1\n\n- [ ] [a](guides/a.md#first)\n")
        .file("handbook.yaml", "title: T\n")
        .file(
            "content/guides/a.md",
            "# A\n\n## First\n\n[p](../plan.md)\n",
        );
    let text = fs::read_to_string(book.path("content/plan.md")).unwrap();
    let mut client = Client::start(&book);
    client.open("content/plan.md", &text);
    assert_eq!(client.codes("content/plan.md"), [""; 0]);
    // The plan does not change, but it has a problem now.
    client.shown.clear();
    client.open(
        "content/guides/a.md",
        "# A\n\n## Second\n\n[p](../plan.md)\n",
    );
    assert_eq!(client.codes("content/plan.md"), ["dead-anchor"]);
    client.shown.clear();
    client.close("content/guides/a.md");
    assert_eq!(client.codes("content/plan.md"), [""; 0]);
    // The configuration counts as it is typed, too.
    client.open("handbook.yaml", "titel: T\n");
    let problems = client.problems("handbook.yaml");
    assert_eq!(problems[0]["code"], "unknown-key");
    assert_eq!(problems[0]["range"], range((0, 0), (0, 5)));
    client.retype("handbook.yaml", "title: [T\n");
    assert_eq!(client.codes("handbook.yaml"), ["bad-yaml"]);
    client.shown.clear();
    client.retype("handbook.yaml", "exclude: guides\n");
    assert_eq!(client.codes("handbook.yaml"), [""; 0]);
    assert_eq!(client.codes("content/plan.md"), ["dead-link"]);
}

/// The code, the first line of the message and the line of each diagnostic that a client shows, by path.
fn shown(client: &Client, book: &Book) -> Vec<(String, String, String, u64)> {
    let root = super::client::uri(&book.path(""));
    let mut all = Vec::new();
    for (uri, (_, problems)) in &client.shown {
        let path = uri.strip_prefix(&root).unwrap_or(uri);
        for problem in problems {
            let message = problem["message"].as_str().unwrap();
            all.push((
                path.trim_start_matches('/').to_owned(),
                problem["code"].as_str().unwrap().to_owned(),
                message.lines().next().unwrap().to_owned(),
                problem["range"]["start"]["line"].as_u64().unwrap() + 1,
            ));
        }
    }
    all
}

/// The same from `prepbook check`.
fn checked(book: &Book) -> Vec<(String, String, String, u64)> {
    let run = book.run(&["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let all = found["diagnostics"].as_array().unwrap().iter();
    let mut all: Vec<_> = all
        .map(|problem| {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            (
                super::client::encoded(problem["place"]["file"].as_str().unwrap()),
                word(&problem["code"]),
                word(&problem["message"]),
                problem["place"]["start"]["line"].as_u64().unwrap(),
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_text_that_was_typed_and_saved_has_the_problems_that_check_reports() {
    let text = "\u{feff}# Plän 🎯\r\n\r\n## Week 1\r\n\r\n### Monday (1 hour)\r\n\r\n- [ ] a\r\n";
    let book = book()
        .file("handbook.yaml", "title: T\n")
        .file("content/plan.md", text)
        .file("content/b/über uns.md", "# B\n\n[x](nothing.md)\n");
    let mut client = Client::start(&book);
    client.open("content/plan.md", text);
    client.open("content/b/über uns.md", "# B\n\n[x](nothing.md)\n");
    // A document that is not on the disk yet comes before one that is.
    client.open(
        "content/a new one.md",
        "# New\n\n[x](b/%C3%BCber%20uns.md) [y](../z.md)\n",
    );
    let mut typed = text.to_owned();
    for (at, change) in [
        ((6, 6), "bc [🧭 x](missing.md) [p](#week-1)"),
        ((6, 8), "é\u{301}"),
        ((4, 17), " {track=none}"),
        ((0, 10), " more"),
        (
            (7, 0),
            "\r\n### Monday\r\n\r\n- [x b\r\n- [ ]c\r\n\r\n[l](plam.md) [m](#weak-1)",
        ),
    ] {
        client.edit(
            "content/plan.md",
            &json!([{"range": range(at, at), "text": change}]),
        );
        // The same change of the whole text, line by line.
        let lines: Vec<&str> = typed.split_inclusive('\n').chain([""]).collect();
        let (line, column) = (
            usize::try_from(at.0).unwrap(),
            usize::try_from(at.1).unwrap(),
        );
        let mut units = 0;
        let mut characters = lines[line].char_indices();
        let byte = characters.find(|(_, c)| {
            units += c.len_utf16();
            units > column
        });
        let start: usize = lines[..line].iter().map(|line| line.len()).sum();
        typed.insert_str(start + byte.map_or(lines[line].len(), |(at, _)| at), change);
    }
    client.problems("content/plan.md");
    book.write("content/plan.md", &typed);
    book.write(
        "content/a new one.md",
        "# New\n\n[x](b/%C3%BCber%20uns.md) [y](../z.md)\n",
    );
    let mut found = shown(&client, &book);
    found.sort();
    let expected = checked(&book);
    assert!(expected.len() >= 8, "{expected:?}");
    assert_eq!(found, expected);
}

#[test]
fn a_plan_without_a_handbook_is_checked_alone() {
    let dead = format!("{PLAN}- [ ] [a](a.md)\n");
    let book = book()
        .file("plans/my plan.md", &dead)
        .file("notes.txt", "x");
    let mut client = Client::start(&book);
    client.open("plans/my plan.md", &dead);
    assert_eq!(client.codes("plans/my plan.md"), ["dead-link"]);
    client.open("notes.txt", "[a](b.md)");
    assert_eq!(client.codes("notes.txt"), [""; 0]);
    client.open("plans/unsaved.md", &dead);
    assert_eq!(client.codes("plans/unsaved.md"), ["dead-link"]);
    // It is cleared when the text is closed.
    client.close("plans/my plan.md");
    assert_eq!(client.codes("plans/my plan.md"), [""; 0]);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn texts_that_no_handbook_has_are_answered_too() {
    let book = plan(PLAN)
        .file("handbook.yaml", "")
        .file("README.md", "[a](a.md)\n")
        .file("empty/handbook.yaml", "title: E\n");
    let mut client = Client::start(&book);
    client.open("README.md", "[a](a.md)\n");
    assert_eq!(client.codes("README.md"), [""; 0]);
    client.notify(
        "textDocument/didOpen",
        &json!({"textDocument": {
            "uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": PLAN,
        }}),
    );
    client.open("empty/handbook.yaml", "title: E\n");
    let problems = client.problems("empty/handbook.yaml");
    assert_eq!(problems[0]["severity"], 1);
    let message = problems[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("folder `content/` not found") && message.contains("\nhelp: "),
        "{message}"
    );
    fs::create_dir(book.path("empty/content")).unwrap();
    client.retype("empty/handbook.yaml", "title: F\n");
    let message = client.problems("empty/handbook.yaml")[0]["message"].to_string();
    assert!(message.contains("no Markdown files"), "{message}");
    client.open("empty/content/plan.md", PLAN);
    client.shown.clear();
    client.retype("empty/handbook.yaml", "title: G\n");
    assert_eq!(client.codes("empty/handbook.yaml"), [""; 0]);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn drafts_are_checked_on_request() {
    let text = "---\ndraft: true\n---\n# D\n\n[a](a.md)\n";
    let book = plan(PLAN)
        .file("handbook.yaml", "")
        .file("content/d.md", text);
    for (options, codes) in [
        (&[][..], &[][..]),
        (&["--drafts"], &["dead-link", "orphan-page"]),
    ] {
        let mut client = Client::launch(&book, options);
        client.initialize(&json!({}));
        client.open("content/d.md", text);
        let mut found = client.codes("content/d.md");
        found.sort();
        assert_eq!(found, codes);
    }
}

#[test]
fn of_many_changes_at_once_the_last_text_is_checked() {
    let book = plan(PLAN).file("handbook.yaml", "");
    let mut client = Client::start(&book);
    client.open("content/plan.md", PLAN);
    let mut burst = String::new();
    for number in 0..200 {
        let text = format!("{PLAN}- [ ] [a](a{number}.md)\n");
        burst += &client.change("content/plan.md", &json!([{"text": text}]));
    }
    client.write(&burst);
    let problems = client.problems("content/plan.md");
    assert!(
        problems[0]["message"]
            .as_str()
            .unwrap()
            .contains("`a199.md`")
    );
}
