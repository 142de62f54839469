//! Quotes and dashes on pages, on sheets and in search, by the handbook's language, or as written.

use lopdf::Document;

use crate::support::{Book, Pages, plan};

const PLAN: &str = "# The \"big\" plan

Don't rush -- `run --strict \"now\"`... <kbd>\"a\"</kbd> *\"so* it's\"

## Phase 1: \"Go\" (Week 1)

### Week 1: Start - \"slow\"

#### Monday: It's \"on\" (1 hour)

**\"Warm\" up (1 hour)**

- [ ] Read \"one\" at https://example.org/a--b

```sh
echo \"b\" -- 'c'
```

```markdown
Say \"yes\"
```
";

fn book(configuration: &str) -> Book {
    plan(PLAN).file("handbook.yaml", configuration)
}

fn holds(pages: &Pages, path: &str, texts: &[&str]) {
    let page = pages.text(path);
    for text in texts {
        assert!(page.contains(text), "no {text} in {path}:\n{page}");
    }
}

#[test]
fn pages_show_the_signs_of_the_language() {
    let pages = book("language: en\n").rendered();
    holds(
        &pages,
        "plan/index.html",
        &[
            "<title>The “big” plan",
            "Don’t rush – <code>run --strict \"now\"</code>… <kbd>\"a\"</kbd> <em>“so</em> it’s”",
            "“Go”",
            "Start – “slow”",
        ],
    );
    holds(
        &pages,
        "plan/week-1-monday.html",
        &[
            "It’s “on”",
            "<strong>“Warm” up</strong>",
            "Read “one” at",
            "https://example.org/a--b</a>",
            "Say “yes”",
            "Say &quot;yes&quot;",
        ],
    );
    let code = pages.text("plan/week-1-monday.html").replace("<span", "<");
    assert!(!code.contains("‘c’") && !code.contains("echo “"));
    holds(&pages, "plan/names.js", &["Read “one”"]);
    holds(
        &pages,
        "plan/search.js",
        &["Start – “slow”", "Read “one”", "-- 'c'"],
    );
    let german = book("language: de\n").rendered();
    holds(&german, "plan/index.html", &["The „big“ plan", "it’s"]);
}

#[test]
fn task_and_heading_ids_keep_their_characters() {
    let (on, off) = (
        book("typography: on\n").rendered(),
        book("typography: off\n").rendered(),
    );
    let page = "plan/week-1-monday.html";
    let marks = |pages: &Pages| -> Vec<String> {
        let attributes = pages.text(page).split(['<', ' ', '>']).filter(|part| {
            ["id=", "data-task=", "href="]
                .iter()
                .any(|name| part.starts_with(name))
        });
        attributes.map(str::to_owned).collect()
    };
    assert_eq!(marks(&on), marks(&off));
    assert!(marks(&on).iter().any(|mark| mark.starts_with("data-task=")));
    assert!(on.files.keys().eq(off.files.keys()));
    holds(&off, page, &["It&#39;s &quot;on&quot;"]);
}

#[test]
fn sheets_show_them_too() {
    for (configuration, shown) in [
        ("typography: on\n", ["“Warm” up", "Start – “slow”"]),
        ("typography: off\n", ["\"Warm\" up", "Start - \"slow\""]),
        (
            "language: fr\n",
            [
                "«\u{202f}Warm\u{202f}» up",
                "Start – «\u{202f}slow\u{202f}»",
            ],
        ),
    ] {
        let book = book(configuration);
        book.run(&["pdf", "-o", "out.pdf"]).reports(0, &[]);
        let pdf = Document::load(book.path("out.pdf")).unwrap();
        let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
        let text = pdf.extract_text(&pages).unwrap();
        for words in shown {
            assert!(text.contains(words), "no {words} in {text}");
        }
    }
}

#[test]
fn the_switch_is_on_or_off() {
    for word in ["off", "no", "false", "on", "yes", "true"] {
        book(&format!("typography: {word}\n"))
            .run(&["check"])
            .reports(0, &[]);
    }
    book("typography: never\n")
        .run(&["check"])
        .reports(1, &["`typography` must be `on` or `off`"]);
}
