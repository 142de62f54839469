//! Links are kept when files and folders are renamed.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Book, book};

const PLAN: &str = "\
# P 🎯

## Week 1

- [ ] 🎯 [a](guides/a.md#first), [b](/guides/a.md), [c](./guides/b.md) and [d](guides/a)
- [ ] [reference][r], <a href=\"guides/a.md\">raw</a>, ![p](guides/p.png) and [f](guides/)

[r]: guides/a.md \"Title\"

--8<-- \"guides/part.txt\"

```
[r]: guides/a.md
```
";

fn handbook() -> Book {
    book()
        .file(
            "handbook.yaml",
            "# T\nplans: [plan.md]\nnav:\n  - plan.md\n  - Guide A: guides/a.md\n  - guides/ba.md\n",
        )
        .file("content/plan.md", PLAN)
        .file("content/guides/a.md", "# A\n\n## First\n\n[p](../plan.md#week-1) [b](b.md) [q](p.png)\n")
        .file("content/guides/b.md", "# B\n\n[a](a.md)\n")
        .file("content/guides/ba.md", "# BA\n\n[a](a.md#first)\n")
        .file("content/guides/index.md", "# Guides\n")
        .file("content/guides/part.txt", "part\n")
        .file("content/guides/p.png", crate::png::png(2, 2))
}

/// Renames a file or a folder as an editor does, with the changes of the server.
fn rename(book: &Book, client: &mut Client, from: &str, to: &str) -> BTreeMap<String, String> {
    let answer = client.ask(
        "workspace/willRenameFiles",
        &json!({"files": [{"oldUri": client.uri(from), "newUri": client.uri(to)}]}),
    );
    let mut changed = BTreeMap::new();
    let root = client.uri("");
    for (uri, edits) in answer["changes"].as_object().into_iter().flatten() {
        let path = uri
            .strip_prefix(&root)
            .unwrap()
            .trim_start_matches('/')
            .to_owned();
        let text = fs::read_to_string(book.path(&path)).unwrap();
        let new = edited(&text, edits);
        book.write(&path, &new);
        changed.insert(path, new);
    }
    fs::create_dir_all(book.path(to).parent().unwrap()).unwrap();
    fs::rename(book.path(from), book.path(to)).unwrap();
    changed
}

fn edited(text: &str, edits: &Value) -> String {
    let mut lines: Vec<Vec<u16>> = text
        .split('\n')
        .map(|line| line.encode_utf16().collect())
        .collect();
    let mut edits: Vec<&Value> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        (start["line"].as_u64(), start["character"].as_u64())
    });
    for edit in edits.into_iter().rev() {
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
        assert_eq!(start["line"], end["line"]);
        let new = edit["newText"].as_str().unwrap().encode_utf16();
        lines[number(&start["line"])]
            .splice(number(&start["character"])..number(&end["character"]), new);
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|line| String::from_utf16(line).unwrap())
        .collect();
    lines.join("\n")
}

/// The problems with links that are left.
fn broken(book: &Book) -> Vec<String> {
    let run = book.run(&["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let all = found["diagnostics"].as_array().unwrap().iter();
    let links = [
        "dead-link",
        "dead-anchor",
        "missing-image",
        "missing-page",
        "missing-snippet",
        "no-plan",
    ];
    all.filter(|problem| links.contains(&problem["code"].as_str().unwrap()))
        .map(ToString::to_string)
        .collect()
}

#[test]
fn links_to_a_renamed_file_and_its_own_links_are_changed() {
    let book = handbook();
    assert_eq!(broken(&book), [""; 0]);
    let mut client = Client::start(&book);
    client.open("content/plan.md", PLAN);
    let changed = rename(
        &book,
        &mut client,
        "content/guides/a.md",
        "content/new/über a.md",
    );
    let plan = PLAN
        .replace("guides/a.md#first", "new/über%20a.md#first")
        .replace("(/guides/a.md)", "(/new/über%20a.md)")
        .replace("(guides/a)", "(new/über%20a)")
        .replace("\"guides/a.md\"", "\"new/über%20a.md\"")
        .replace("[r]: guides/a.md \"", "[r]: new/über%20a.md \"");
    assert_eq!(changed["content/plan.md"], plan);
    assert_eq!(
        changed["content/guides/a.md"],
        "# A\n\n## First\n\n[p](../plan.md#week-1) [b](../guides/b.md) [q](../guides/p.png)\n"
    );
    assert_eq!(
        changed["content/guides/b.md"],
        "# B\n\n[a](../new/über%20a.md)\n"
    );
    assert_eq!(
        changed["handbook.yaml"],
        "# T\nplans: [plan.md]\nnav:\n  - plan.md\n  - Guide A: new/über a.md\n  - guides/ba.md\n"
    );
    assert_eq!(broken(&book), [""; 0]);
}

#[test]
fn links_into_a_renamed_folder_are_changed() {
    let book = handbook();
    let mut client = Client::start(&book);
    client.open("content/plan.md", PLAN);
    let changed = rename(&book, &mut client, "content/guides", "content/help/all");
    assert!(!changed.contains_key("content/guides/b.md"), "{changed:?}");
    assert!(changed["content/guides/a.md"].contains("[p](../../plan.md#week-1) [b](b.md)"));
    let plan = &changed["content/plan.md"];
    for link in [
        "![p](help/all/p.png)",
        "[f](help/all/)",
        "--8<-- \"help/all/part.txt\"",
        "[c](./help/all/b.md)",
    ] {
        assert!(plan.contains(link), "{plan}");
    }
    assert!(plan.contains("```\n[r]: guides/a.md"), "{plan}");
    assert!(changed["handbook.yaml"].contains("  - help/all/ba.md\n"));
    assert_eq!(broken(&book), [""; 0]);
}

#[test]
fn renaming_other_files_changes_nothing() {
    let book = handbook().file("notes.md", "[a](content/plan.md)\n");
    let mut client = Client::start(&book);
    for (from, to) in [
        ("notes.md", "other.md"),
        ("content/guides/a.md", "content/guides/a.md"),
        ("gone.md", "x.md"),
    ] {
        let files = json!([{"oldUri": client.uri(from), "newUri": client.uri(to)}]);
        let answer = client.ask("workspace/willRenameFiles", &json!({"files": files}));
        assert!(answer.is_null(), "{from} {answer}");
    }
    for (old, new) in [("untitled:a", "untitled:b"), ("nothing", "")] {
        let files = json!([{"oldUri": old, "newUri": new}]);
        let answer = client.ask("workspace/willRenameFiles", &json!({"files": files}));
        assert!(answer.is_null());
    }
}
