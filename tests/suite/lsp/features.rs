//! Answers about a text: fixes, the outline, hovers and hints.

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Book, plan};

const PLAN: &str = "\
# My plan 🎯

Part-Time (2 hours per week), Full-Time (4 hours per week)

## Phase 1: Begin (Weeks 1-2)

### Week 1: Über 🎯 all

#### Monday: Start

**Morning (1 hour)**

- [ ] a

**Evening (30 min)**

- [ ] b

#### Tuesday (2 hours)

- [ ] c [guide](guide.md#first) [no](gone.md) ![p](p.png)

### Week 2: More (3 hours)

#### Monday (1 hour)

- [ ] d

## Notes

More.
";

fn handbook() -> Book {
    plan(PLAN)
        .file("handbook.yaml", "tracks:\n  - name: Part-Time\n    hours_per_week: 2\n  - name: Full-Time\n    hours_per_week: 4\n")
        .file("content/guide.md", "# The *guide*\n\n## First\n\n### Inner\n\n## Second\n\n[p](plan.md)\n")
        .file("content/p.png", crate::png::png(4, 3))
}

fn opened(book: &Book) -> Client {
    let mut client = Client::start(book);
    client.open("content/plan.md", PLAN);
    client
}

/// The line of a text that begins with some words, and the column of others in it, in UTF-16.
fn position(text: &str, line: &str, words: &str) -> Value {
    let number = text.lines().position(|one| one.starts_with(line)).unwrap();
    let at = text.lines().nth(number).unwrap();
    let column = at[..at.find(words).unwrap()].encode_utf16().count();
    json!({"line": number, "character": column})
}

/// The text in a range.
fn words(text: &str, range: &Value) -> String {
    let byte = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = place["character"].as_u64().unwrap();
        let mut at = start;
        for character in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= character.len_utf16() as u64;
            at += character.len_utf8();
        }
        at
    };
    text[byte(&range["start"])..byte(&range["end"])].to_owned()
}

/// A text with the edits of an answer.
fn edited(text: &str, edits: &Value) -> String {
    let mut edited = text.to_owned();
    let mut edits = edits.as_array().unwrap().clone();
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        (start["line"].as_u64(), start["character"].as_u64())
    });
    for edit in edits.iter().rev() {
        let start = json!({"start": {"line": 0, "character": 0}, "end": edit["range"]["start"]});
        let end = json!({"start": {"line": 0, "character": 0}, "end": edit["range"]["end"]});
        let (start, end) = (words(&edited, &start).len(), words(&edited, &end).len());
        edited.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    edited
}

/// The tree of symbols, one per line: the kind, the words that are selected, the name and the detail.
fn tree(text: &str, symbols: &Value, depth: usize) -> String {
    let mut lines = String::new();
    for symbol in symbols.as_array().unwrap() {
        let (outer, inner) = (&symbol["range"], &symbol["selectionRange"]);
        let key = |place: &Value| (place["line"].as_u64(), place["character"].as_u64());
        assert!(key(&outer["start"]) <= key(&inner["start"]), "{symbol}");
        assert!(key(&outer["end"]) >= key(&inner["end"]), "{symbol}");
        lines += &format!(
            "{}{} {} [{}] {}-{} ({})\n",
            "  ".repeat(depth),
            symbol["kind"],
            symbol["name"].as_str().unwrap(),
            words(text, inner),
            outer["start"]["line"],
            outer["end"]["line"],
            symbol["detail"].as_str().unwrap(),
        );
        lines += &tree(text, &symbol["children"], depth + 1);
    }
    lines
}

#[test]
fn the_symbols_of_a_plan_are_its_outline() {
    let book = handbook();
    let mut client = opened(&book);
    let of = |path: &str, client: &Client| json!({"textDocument": {"uri": client.uri(path)}});
    let symbols = client.ask(
        "textDocument/documentSymbol",
        &of("content/plan.md", &client),
    );
    assert_eq!(
        tree(PLAN, &symbols, 0),
        "\
2 Phase 1: Begin [Phase 1: Begin (Weeks 1-2)] 4-26 (weeks 1-2)
  5 Week 1: Über 🎯 all [Week 1: Über 🎯 all] 6-20 (3 h 30 min, 3 tasks)
    6 Monday: Start [Monday: Start] 8-16 (1 h 30 min (total of its blocks), 2 tasks)
      8 Morning [**Morning (1 hour)**] 10-12 (1 h, 1 task)
      8 Evening [**Evening (30 min)**] 14-16 (30 min, 1 task)
    6 Tuesday [Tuesday (2 hours)] 18-20 (2 h, 1 task)
  5 Week 2: More (3 hours) [Week 2: More (3 hours)] 22-26 (1 h, 1 task)
    6 Monday [Monday (1 hour)] 24-26 (1 h, 1 task)
15 Notes [Notes] 28-30 ()
"
    );
    let guide = std::fs::read_to_string(book.path("content/guide.md")).unwrap();
    client.open("content/guide.md", &guide);
    let symbols = client.ask(
        "textDocument/documentSymbol",
        &of("content/guide.md", &client),
    );
    assert_eq!(
        tree(&guide, &symbols, 0),
        "\
15 The guide [The *guide*] 0-8 ()
  15 First [First] 2-4 ()
    15 Inner [Inner] 4-4 ()
  15 Second [Second] 6-8 ()
"
    );
    let unknown = of("README.md", &client);
    assert!(
        client
            .ask("textDocument/documentSymbol", &unknown)
            .is_null()
    );
    // A client that shows no trees gets a list.
    let mut client = Client::launch(&book, &[]);
    client.initialize(&json!({}));
    client.open("content/guide.md", &guide);
    let list = client.ask(
        "textDocument/documentSymbol",
        &of("content/guide.md", &client),
    );
    let list = list.as_array().unwrap();
    let names: Vec<_> = list
        .iter()
        .map(|one| (&one["name"], &one["containerName"]))
        .collect();
    assert_eq!(
        json!(names),
        json!([
            ["The guide", null],
            ["First", "The guide"],
            ["Inner", "First"],
            ["Second", "The guide"],
        ])
    );
    assert_eq!(list[1]["location"]["uri"], client.uri("content/guide.md"));
}

#[test]
fn hovering_shows_hours_and_the_targets_of_links() {
    let book = handbook();
    let mut client = opened(&book);
    for (line, at, range, shown) in [
        (
            "### Week 1",
            "all",
            "Week 1: Über 🎯 all",
            "**Week 1: Über 🎯 all**\n\n3 h 30 min, 3 tasks\n\n- Part-Time: 3 h 30 min, 1 h 30 min over\n- Full-Time: 3 h 30 min, 30 min under\n\n`#week-1-über-all`",
        ),
        (
            "#### Monday: S",
            "####",
            "Monday: Start",
            "**Monday: Start**\n\n1 h 30 min (total of its blocks), 2 tasks\n\n- Part-Time: 1 h 30 min\n- Full-Time: 1 h 30 min\n\n`#monday-start`",
        ),
        (
            "**Evening",
            "30",
            "Evening (30 min)",
            "**Evening**\n\n30 min, 1 task",
        ),
        (
            "- [ ] c",
            "guide",
            "[guide](guide.md#first)",
            "**The guide**: First\n\n`guide.md#first`",
        ),
        (
            "- [ ] c",
            "gone",
            "[no](gone.md)",
            "`gone.md` not found; the link is shown as not yet written\n\ncreate `gone.md` in the content folder, or remove the link",
        ),
        ("- [ ] c", "p.png", "![p](p.png)", "`p.png`, 4 × 3 pixels"),
    ] {
        let hover = client.ask(
            "textDocument/hover",
            &json!({
                "textDocument": {"uri": client.uri("content/plan.md")},
                "position": position(PLAN, line, at),
            }),
        );
        assert_eq!(hover["contents"]["value"], shown);
        let found = words(PLAN, &hover["range"]);
        assert_eq!(found.trim_matches('*'), range, "{hover}");
    }
    for (path, line, column) in [
        ("content/plan.md", 30, 1),
        ("content/plan.md", 900, 3),
        ("x.md", 0, 0),
    ] {
        let place = json!({
            "textDocument": {"uri": client.uri(path)},
            "position": {"line": line, "character": column},
        });
        assert!(client.ask("textDocument/hover", &place).is_null());
    }
}

#[test]
fn hints_are_the_hours_that_headings_do_not_state() {
    let book = handbook();
    let mut client = opened(&book);
    let mut hints = |from: u32, to: u32| {
        let range = json!({
            "start": {"line": from, "character": 0},
            "end": {"line": to, "character": 0},
        });
        let uri = client.uri("content/plan.md");
        let hints = client.ask(
            "textDocument/inlayHint",
            &json!({"textDocument": {"uri": uri}, "range": range}),
        );
        let hints = hints.as_array().unwrap().clone();
        let hints = hints.iter().map(|hint| {
            format!(
                "{}:{} {} {}",
                hint["position"]["line"],
                hint["position"]["character"],
                hint["label"].as_str().unwrap(),
                hint["tooltip"].as_str().unwrap()
            )
        });
        hints.collect::<Vec<_>>()
    };
    assert_eq!(
        hints(0, 99),
        [
            "6:23 3 h 30 min total of its days",
            "8:18 1 h 30 min total of its blocks",
            "22:26 1 h total of its days",
        ]
    );
    assert_eq!(hints(7, 9), ["8:18 1 h 30 min total of its blocks"]);
}

fn actions(client: &mut Client, path: &str, range: &Value, context: Value) -> Vec<Value> {
    let uri = client.uri(path);
    let mut context = context;
    context["diagnostics"] = json!([]);
    let actions = client.ask(
        "textDocument/codeAction",
        &json!({"textDocument": {"uri": uri}, "range": range, "context": context}),
    );
    actions.as_array().unwrap().clone()
}

#[test]
fn fixes_are_offered_where_their_problems_are() {
    let text = "# P 🎯\r\n\r\n## Week 1\r\n\r\n- [ ] 🎯 [a](Guide) x\r\n-[ ] b\r\n- [] c\r\n\r\n!!! tipp\r\n    x\r\n\r\n[b](gone.md)\r\n";
    let book = plan(text)
        .file("handbook.yaml", "")
        .file("content/guide.md", "# G\n\n[p](plan.md)\n");
    let mut client = Client::start(&book);
    client.open("content/plan.md", text);
    let uri = client.uri("content/plan.md");
    let codes = client.codes("content/plan.md");
    let line = |line: u32| {
        json!({
            "start": {"line": line, "character": 0}, "end": {"line": line, "character": 50},
        })
    };
    for (number, title, wrong, right) in [
        (
            4,
            "Replace `Guide` with `guide.md`",
            "(Guide)",
            "(guide.md)",
        ),
        (5, "Replace `-[ ]` with `- [ ]`", "-[ ] b", "- [ ] b"),
    ] {
        let found = actions(
            &mut client,
            "content/plan.md",
            &line(number),
            json!({"only": ["quickfix"]}),
        );
        assert_eq!(found.len(), 1, "{codes:?} {found:?}");
        assert_eq!(found[0]["title"], title);
        assert_eq!(found[0]["kind"], "quickfix");
        let problem = &found[0]["diagnostics"][0];
        assert_eq!(problem["range"]["start"]["line"], number);
        assert_eq!(
            edited(text, &found[0]["edit"]["changes"][&uri]),
            text.replace(wrong, right)
        );
    }
    // There is no single fix for a link without a target.
    let none = actions(
        &mut client,
        "content/plan.md",
        &line(11),
        json!({"only": ["quickfix"]}),
    );
    assert_eq!(none, [Value::Null; 0]);
    // Everything at once, the same as `prepbook fix`.
    for (context, count) in [
        (json!({"only": ["source.fixAll"]}), 1),
        (json!({"only": ["source"]}), 1),
        (json!({"only": ["refactor"]}), 0),
        (json!({"only": ["quickfix.other"]}), 0),
        (json!({"triggerKind": 2}), 0),
        (json!({"triggerKind": 1}), 1),
        (json!({}), 1),
    ] {
        let found = actions(&mut client, "content/plan.md", &line(0), context);
        assert_eq!(found.len(), count, "{found:?}");
        if let [all] = &found[..] {
            assert_eq!(all["kind"], "source.fixAll");
            let fixed = edited(text, &all["edit"]["changes"][&uri]);
            book.run(&["fix"]).reports(0, &[]);
            assert_eq!(
                fixed,
                std::fs::read_to_string(book.path("content/plan.md")).unwrap()
            );
            assert!(
                fixed.contains("- [ ] b\r\n") && fixed.contains("](guide.md)"),
                "{fixed}"
            );
        }
    }
}

#[test]
fn a_task_with_new_words_keeps_its_id_by_a_fix_in_the_lock() {
    let text = "# Plan\n\n## Week 1: Start\n\n- [ ] Read chapter two of the book\n";
    let book = plan(text).file("handbook.yaml", "");
    book.built();
    let reworded = text.replace("two", "three");
    let mut client = Client::start(&book);
    client.open("content/plan.md", &reworded);
    assert_eq!(client.codes("content/plan.md"), ["task-reworded"]);
    let range = json!({"start": {"line": 4, "character": 8}, "end": {"line": 4, "character": 8}});
    let found = actions(
        &mut client,
        "content/plan.md",
        &range,
        json!({"triggerKind": 2}),
    );
    let uri = client.uri("handbook.lock");
    let lock = std::fs::read_to_string(book.path("handbook.lock")).unwrap();
    let fixed = edited(&lock, &found[0]["edit"]["changes"][&uri]);
    assert!(fixed.contains("Read chapter three of the book"), "{fixed}");
}

#[test]
fn answers_are_about_the_text_as_it_is_typed() {
    let book = handbook();
    let mut client = opened(&book);
    client.retype(
        "content/plan.md",
        &PLAN.replace("Week 1: Über", "Week 1: Ganz"),
    );
    let place = json!({
        "textDocument": {"uri": client.uri("content/plan.md")},
        "position": position(PLAN, "### Week 1", "all"),
    });
    let hover = client.ask("textDocument/hover", &place);
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("Ganz"),
        "{hover}"
    );
}
