//! What may be written at a place.

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Book, book};

const PLAN: &str = "\
---
title: P
tracks:
  - name: Part-Time
    allocation: {System Design: 100}
  - name: Full-Time
levels: [L6, L7]
---
# P 🎯

## Week 1: Ünder

### Monday

- [ ] read

## Week 2

- [ ] more

```
[a](
```
";

fn handbook() -> Book {
    book()
        .file("handbook.yaml", "title: T\n")
        .file("content/plans/p.md", PLAN)
        .file(
            "content/plans/other.md",
            "# Another *plan*\n\n## Tips & tricks\n\ntext\n",
        )
        .file(
            "content/my guide (new).md",
            "# Guide\n\n<a id=\"raw\"></a>\n",
        )
        .file("content/plans/pictures/p.png", crate::png::png(2, 2))
}

/// What may be written at `|` in a text.
fn at(client: &mut Client, path: &str, text: &str) -> Vec<Value> {
    let at = text.find('|').unwrap();
    let before = &text[..at];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    client.retype(path, &text.replacen('|', "", 1));
    let items = client.ask(
        "textDocument/completion",
        &json!({
            "textDocument": {"uri": client.uri(path)},
            "position": {"line": line, "character": column},
        }),
    );
    items.as_array().cloned().unwrap_or_default()
}

fn labels(items: &[Value]) -> String {
    let mut sorted: Vec<&Value> = items.iter().collect();
    sorted.sort_by_key(|item| item["sortText"].as_str().unwrap());
    let labels = sorted.iter().map(|item| item["label"].as_str().unwrap());
    labels.collect::<Vec<_>>().join(" ")
}

/// The column that is replaced from, and the inserted texts.
fn inserted(items: &[Value]) -> (u64, Vec<String>) {
    let start = items[0]["textEdit"]["range"]["start"]["character"].as_u64();
    let texts = items
        .iter()
        .map(|item| item["textEdit"]["newText"].as_str().unwrap());
    (start.unwrap(), texts.map(str::to_owned).collect())
}

#[test]
fn links_complete_to_files_and_headings() {
    let book = handbook();
    let mut client = Client::start(&book);
    let path = "content/plans/p.md";
    client.open(path, PLAN);
    for (typed, expected) in [
        (
            "see 🎯 [a](|)",
            "../my%20guide%20%28new%29.md other.md pictures/p.png",
        ),
        (
            "see [a](oth|",
            "../my%20guide%20%28new%29.md other.md pictures/p.png",
        ),
        (
            "see [a](./|",
            "../my%20guide%20%28new%29.md ./other.md ./pictures/p.png",
        ),
        (
            "see [a](/|",
            "/my%20guide%20%28new%29.md /plans/other.md /plans/pictures/p.png",
        ),
        (
            "see [a](<../my |",
            "../my guide (new).md other.md pictures/p.png",
        ),
        ("![a](|)", "pictures/p.png"),
        (
            "[a]: |",
            "../my%20guide%20%28new%29.md other.md pictures/p.png",
        ),
        ("see [a](other.md#|)", "another-plan tips-tricks"),
        ("see [a](other#ti|)", "another-plan tips-tricks"),
        ("see [a](../my%20guide%20%28new%29.md#|)", "guide raw"),
        ("see [a](gone.md#|)", ""),
        ("see |", ""),
        ("see [a](other.md) |", ""),
    ] {
        let text = PLAN.replace("- [ ] more", typed);
        let found = labels(&at(&mut client, path, &text));
        assert_eq!(found, expected, "{typed}");
    }
    let text = PLAN.replace("- [ ] more", "see 🎯 [a](oth|");
    let items = at(&mut client, path, &text);
    let (start, texts) = inserted(&items);
    assert_eq!(start, 11);
    let end = items[0]["textEdit"]["range"]["end"]["character"].as_u64();
    assert_eq!(end, Some(14));
    assert!(texts.contains(&"other.md".to_owned()));
    let other = items
        .iter()
        .find(|item| item["label"] == "other.md")
        .unwrap();
    assert_eq!(other["detail"], "Another plan");
    // The rest of an address is replaced too, if the address is closed.
    for (typed, end) in [
        ("[a](oth|er.md) b", 12),
        ("[a](oth|er.md#tips) b", 12),
        ("[a](other.md#ti|ps) b", 17),
        ("[a](oth|er.md b", 7),
    ] {
        let items = at(&mut client, path, &PLAN.replace("- [ ] more", typed));
        let range = &items[0]["textEdit"]["range"];
        assert_eq!(range["end"]["character"], end, "{typed}");
    }
    // Anchors of the text as it is typed.
    let text = PLAN.replace("- [ ] more", "[a](#we|)\n\n### Just typed");
    let items = at(&mut client, path, &text);
    assert_eq!(
        labels(&items),
        "p week-1 week-1-ünder monday week-1-monday week-2 just-typed"
    );
    assert_eq!(inserted(&items).0, 5);
    assert_eq!(items[6]["detail"], "Just typed");
    // Nothing in code.
    let text = PLAN.replace("[a](\n```", "[a](|\n```");
    assert_eq!(labels(&at(&mut client, path, &text)), "");
}

#[test]
fn attributes_complete_to_the_tracks_levels_and_areas_of_the_plan() {
    let book = handbook();
    let mut client = Client::start(&book);
    let path = "content/plans/p.md";
    client.open(path, PLAN);
    for (typed, expected) in [
        ("- [ ] a {|}", "track level area time core optional review"),
        (
            "- [ ] a {core tr|",
            "track level area time core optional review",
        ),
        ("- [ ] a {track=|}", "part-time full-time"),
        ("- [ ] a {track=\"part-time, fu|\"}", "part-time full-time"),
        ("- [ ] a {level=L|}", "l6 l7"),
        ("- [ ] a {area=|}", "system-design"),
        ("- [ ] a {time=|}", ""),
        ("- [ ] a {track=x} |", ""),
    ] {
        let text = PLAN.replace("- [ ] more", typed);
        assert_eq!(labels(&at(&mut client, path, &text)), expected, "{typed}");
    }
    let items = at(
        &mut client,
        path,
        &PLAN.replace("- [ ] more", "- [ ] a {tr|"),
    );
    assert_eq!(inserted(&items).1[0], "track=");
}

#[test]
fn kinds_of_admonitions_complete() {
    let book = handbook();
    let mut client = Client::start(&book);
    let path = "content/plans/p.md";
    client.open(path, PLAN);
    for (typed, some) in [
        ("!!! |", true),
        ("??? no|", true),
        ("> [!|", true),
        ("> [!no|]", true),
        ("!!! note |", false),
        ("a !!! |", false),
    ] {
        let text = PLAN.replace("- [ ] more", typed);
        let found = labels(&at(&mut client, path, &text));
        assert_eq!(
            found.starts_with("note abstract info"),
            some,
            "{typed} {found}"
        );
    }
}

#[test]
fn keys_and_values_complete_in_front_matter_and_in_the_configuration() {
    let own = handbook();
    let mut client = Client::start(&own);
    let plan = "content/plans/p.md";
    client.open(plan, PLAN);
    client.open("handbook.yaml", "title: T\n");
    for (path, text, expected) in [
        (
            plan,
            "---\nau|\n---\n# A\n",
            "title description language plan draft audience",
        ),
        (
            plan,
            "---\n|",
            "title description language plan draft audience",
        ),
        (
            plan,
            "---\ntitle: A\n|\n\n# A\n",
            "title description language plan draft audience",
        ),
        (plan, "---\naudience: |\n---\n", "everyone coach"),
        (
            plan,
            "---\ntracks:\n  - n|\n---\n",
            "name id aliases hours_per_week allocation level",
        ),
        (plan, "---\ntitle: A\n---\n|\n", ""),
        (plan, "---\ntitle: A\n|---\n", ""),
        (
            "handbook.yaml",
            "title: T\nth|",
            "title author language base_url",
        ),
        ("handbook.yaml", "theme:\n  |", "name accent logo"),
        ("handbook.yaml", "html: |", "sanitized trusted"),
        (
            "handbook.yaml",
            "checks:\n  dead-link: |",
            "allow warn deny",
        ),
        ("handbook.yaml", "fit: o|\n", "on off"),
    ] {
        let found = labels(&at(&mut client, path, text));
        assert!(found.starts_with(expected), "{text}: {found}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{text}: {found}");
    }
    let items = at(&mut client, "handbook.yaml", "ti|");
    let title = items.iter().find(|item| item["label"] == "title").unwrap();
    assert_eq!(title["textEdit"]["newText"], "title: ");
    assert!(
        title["documentation"]
            .as_str()
            .unwrap()
            .starts_with("The name on the cover")
    );
    // A configuration of MkDocs has other keys.
    let foreign = book()
        .file("mkdocs.yml", "site_name: S\n")
        .file("docs/a.md", PLAN);
    let mut client = Client::start(&foreign);
    client.open("mkdocs.yml", "site_name: S\n");
    assert_eq!(
        labels(&at(&mut client, "mkdocs.yml", "site_name: S\n|")),
        ""
    );
}
