//! Copies of pages in Markdown, and the list of them.

use std::fmt::Write as _;

use prepbook::rooms::site::Site;
use proptest::prelude::*;

use crate::support::{Book, book, words};

const PLAN: &str = "# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read\n";

/// A handbook with a chapter.
fn chapter(text: &str) -> Book {
    book()
        .file(
            "handbook.yaml",
            "plans: plan.md\nmarkdown_copies: on\ntypography: off\nlevels: [{id: l6, name: L6}, {id: l7, name: L7}]\n\
             checks: {dead-link: allow, missing-image: allow}\n",
        )
        .file("content/plan.md", PLAN)
        .file("content/tips.md", text)
}

fn site(book: &Book) -> Site {
    let (outlined, site) = crate::support::site(&book.path(""));
    site.unwrap_or_else(|| panic!("{:?}", outlined.diagnostics))
}

fn file(site: &Site, path: &str) -> String {
    let mut files = site.iter();
    let (_, bytes) = files.find(|(own, _)| *own == path).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a reader sees of a chapter: its words without spaces, and its tasks with their words and states.
#[derive(Debug, PartialEq)]
struct Seen {
    words: String,
    tasks: Vec<(String, bool, String)>,
}

fn seen(page: &str) -> Seen {
    let start = page.find("<div class=\"text\">").unwrap();
    let end = page.find("</main>").unwrap();
    let main = &page[start..end];
    let mut tasks = Vec::new();
    for task in main.split("<li class=\"task\"").skip(1) {
        let label = &task[..task.find("</label>").unwrap()];
        let state = label.split("data-state=\"").nth(1).unwrap_or_default();
        let state = state.split('"').next().unwrap_or_default();
        let (tag, text) = label.split_once("<input").unwrap();
        let levels = tag.split("data-levels=\"").nth(1).unwrap_or_default();
        let levels = levels.split('"').next().unwrap_or_default();
        tasks.push((
            bare(text.split_once('>').unwrap().1),
            text.contains(" checked"),
            format!("{state} {levels}"),
        ));
    }
    Seen {
        words: bare(main),
        tasks,
    }
}

/// The words of a part of a page, without spaces. What is only to be copied is no part of them.
fn bare(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<template") {
        shown.push_str(before);
        rest = after.split_once("</template>").unwrap().1;
    }
    shown.push_str(rest);
    let mut words = String::new();
    for part in shown.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    for (entity, sign) in [
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&quot;", "\""),
    ] {
        words = words.replace(entity, sign);
    }
    words.split_whitespace().collect()
}

/// A chapter's copy, and what is seen of the chapter and of the copy.
fn both(text: &str) -> (String, Seen, Seen) {
    let first = site(&chapter(text));
    let copy = file(&first, "tips.html.md");
    // Without the line of links to other pages, and with links to the document rather than to the copy.
    let (title, rest) = copy.split_once("\n\n").unwrap();
    let rest = rest.split_once('\n').unwrap().1;
    let again = format!("{title}\n{rest}")
        .replace("plan/index.html.md", "plan.md")
        .replace(".html.md", ".md");
    let second = site(&chapter(&again));
    let (page, again) = (file(&first, "tips.html"), file(&second, "tips.html"));
    (copy, seen(&page), seen(&again))
}

fn check(body: &str) {
    let (copy, page, again) = both(&format!("# Tips\n\n{body}\n"));
    assert_eq!(page, again, "{body}\n---\n{copy}");
}

/// Parts of a text; `#` stands for words.
const BLOCKS: &[&str] = &[
    "#\n",
    "#\\\n#  \n#\n",
    "## #\n",
    "##### # \\#\n",
    "- #\n- #\n",
    "- #\n\n  #\n\n- #\n",
    "* #\n\n+ #\n",
    "- #\n  - #\n    1. #\n    2. #\n",
    "7. #\n8. #\n\n1) #\n",
    "- # {level=L6}\n",
    "- [ ] #\n- [x] # (20 min)\n- [/] #\n- [-] #\n- [>] #\n- [?] #\n- [!] #\n",
    "- [ ] # {level=L6}\n  - [x] #\n    #\n\n    > #\n",
    "1. [ ] #\n",
    "> #\n>\n> - [ ] #\n>\n> > #\n",
    "!!! note \"#\"\n    #\n\n    - [ ] #\n",
    "!!! warning\n    #\n",
    "??? tip\n    #\n",
    "!!! danger \"\"\n    #\n",
    "=== \"#\"\n    #\n\n    - [ ] #\n\n=== \"#\"\n    #\n",
    "| # | # |\n|:--|--:|\n| # | `a\\|b` |\n| [ ] # | #<br>#\n",
    "| # |\n|---|\n| # | # |\n",
    "<table><tr><td>#</td><td><b>#</b></td></tr></table>\n",
    "<ul><li>#</li><li>[ ] #</li></ul>\n",
    "| a |\n|---|\n| <ul><li>[ ] #</li><li>[x] #</li></ul> |\n",
    "<details><summary>#</summary>\n\n#\n\n- [ ] #\n\n</details>\n",
    "<div align=\"center\">\n<h3>#</h3>\n<p>#</p>\n</div>\n",
    "<pre>\n#\n\n  #\n</pre>\n",
    "<dl><dt>#</dt><dd>#</dd></dl>\n",
    "```markdown\n- [ ] #\n\n## #\n```\n",
    "```py title=\"#\"\nx = [1]\n\n```\n",
    "~~~\n``` #\n~~~\n",
    "    #\n\n    #\n",
    "#[^a] # [^a]\n\n[^a]: #\n\n    #\n",
    "[#[^b]](https://example.org/)\n\n[^b]: #\n",
    "#\n: #\n: #\n\n    #\n",
    "#\n#\n:   - #\n    - #\n",
    "***\n",
    "[#](https://example.org/a_b?c=1&copy=2 \"#\") https://example.org/x www.example.org\n",
    "[#](plan.md) [#](tips.md) [#](missing.md) [#](<https://example.org/a (b)>)\n",
    "![#](https://example.org/x.png \"#\")\n",
    "*[QZ]: meaning\n\nQZ #\n",
    "x^#^ H~#~ ==#== ++ctrl+a++ $a_1$ :smile: [[tips|#]]\n",
    "<kbd>#</kbd> <u>#</u>\n",
    "<br>#<br><br>#<br>\n",
    "<p align=\"center\">#<b>#</b></p>\n",
    "<!-- # -->\n",
];

/// Words with signs that mean something somewhere. They are escaped in the source.
const SIGNS: &[&str] = &[
    "a",
    "b c",
    "1. ",
    "12) ",
    "# ",
    "#",
    "- ",
    "+ ",
    "+",
    "* ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "[ ] ",
    "[x] ",
    "(",
    ")",
    "](",
    "<",
    ">",
    "> ",
    "<b>",
    "</p>",
    "&",
    "&amp;",
    "&#42;",
    "|",
    "~",
    "~~",
    "$",
    "$a$",
    "^",
    "=",
    "==",
    "===",
    "---",
    ":",
    ": ",
    "::: ",
    ":smile:",
    "!",
    "![",
    "!!! note",
    "??? ",
    "%%",
    "{",
    "{{",
    "\\",
    "\\\\",
    "\"",
    "'",
    "/",
    "//",
    "http://a.b",
    "https://example.org",
    "www.a.b",
    "[[a]]",
    "[^a]",
    "[^1]",
    "[TOC]",
    "--8<--",
    "é",
    "“",
    "”",
    "…",
    "日本",
    "ع",
    " ",
    "  ",
    ".",
    ",",
    "@",
    "a@b.c",
    "☐ ",
    "🙂",
    "QZ",
    "~a~",
    "Note:",
    "Week 2: ",
];

/// Inline Markdown around words.
const AROUND: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    ("", ""),
    ("*", "*"),
    ("**", "**"),
    ("~~", "~~"),
    ("<em>", "</em>"),
    ("<strong>", "</strong>"),
    ("<kbd>", "</kbd>"),
    ("[", "](plan.md)"),
    ("***", "***"),
    ("<span title=\"a b\">", "</span>"),
    ("`", "`"),
    ("<sup>", "</sup>"),
];

fn signs() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SIGNS), 1..5).prop_map(|signs| signs.concat())
}

/// Words in source form: a word, then pieces with inline marks around them.
fn line() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(AROUND), signs(), any::<bool>());
    prop::collection::vec(piece, 1..4).prop_map(|pieces| {
        let mut line = String::new();
        for ((open, close), signs, is_apart) in pieces {
            if is_apart {
                line.push(' ');
            }
            // As entities, signs are words wherever they are.
            let mut plain = String::new();
            for sign in signs.chars() {
                if sign.is_ascii_punctuation() && open != "`" {
                    write!(plain, "&#{};", u32::from(sign)).unwrap();
                } else if sign != '`' && sign != '|' {
                    plain.push(sign);
                }
            }
            if plain.trim().is_empty() {
                plain.push('z');
            }
            write!(line, "{open}{plain}{close}").unwrap();
        }
        line
    })
}

fn text() -> impl Strategy<Value = String> {
    let block = prop::sample::select(BLOCKS);
    let lines = prop::collection::vec(line(), 8);
    prop::collection::vec((block, lines), 1..5).prop_map(|blocks| {
        let mut text = String::new();
        for (block, lines) in blocks {
            let mut lines = lines.iter();
            for (index, piece) in block.split('#').enumerate() {
                // Signs of headings, anchors and escapes stay.
                let is_sign = piece.is_empty() || piece.starts_with(' ') && text.ends_with('#');
                if index > 0 {
                    if block.starts_with("##") && is_sign && index < 6
                        || text.ends_with(['(', '\\'])
                    {
                        text.push('#');
                    } else {
                        text.push_str(lines.next().map_or("w", String::as_str).trim());
                    }
                }
                text.push_str(piece);
            }
            text.push('\n');
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_copy_has_the_words_and_the_tasks_of_its_page(body in text()) {
        let (copy, page, again) = both(&format!("# Tips\n\n{body}\n"));
        prop_assert_eq!(page, again, "{}\n---\n{}", body, copy);
    }
}

#[test]
fn every_block_is_read_again_as_it_was() {
    for block in BLOCKS {
        let body = match block.strip_prefix("## ") {
            Some(rest) => format!("## {}", rest.replace('#', "word")),
            None if block.starts_with("##") => (*block).to_owned(),
            None => block.replace('#', "word"),
        };
        check(&body);
    }
}

#[test]
fn raw_html_that_begins_with_a_box_is_no_task() {
    for body in [
        "<p>☐ a</p>",
        "<p>&#91; &#93; a</p>",
        "<p align=\"center\">&#91; &#93;<b>a</b></p>",
        "<div>\n ☐ a\n<p>☑ b</p>\n</div>",
        "![☐ a](https://example.org/x.png)",
        "<section>☐ a<ul><li>b</li></ul></section>",
        "<details><summary>a</summary>\n☐ b\n</details>",
        "<details><summary>a</summary>\n\n- b\n\n</details>",
    ] {
        check(body);
    }
}

#[test]
fn signs_that_would_be_read_as_others_are_kept() {
    for body in [
        "<pre>\n&#37;&#37;\n</pre>\n\n<pre>\n&#37;&#37;\n</pre>",
        "http&#58;&#47;&#47;a&#46;b&#126;a&#126;&#47; <http://a.b/~a~/>",
    ] {
        check(body);
    }
}

/// A handbook with two tracks in a folder, its plan's days, a section, a chapter in a folder and a cohort.
fn handbook(settings: &str) -> Book {
    book()
        .file(
            "handbook.yaml",
            format!(
                "title: My Exam\ntracks: [{{name: Full, hours_per_week: 10}}, {{name: Short, hours_per_week: 1}}]\n\
                 cohorts: [{{id: may, title: May, start: 2027-05-03}}]\n{settings}"
            ),
        )
        .file(
            "content/index.md",
            "---\ndescription: All for the exam.\n---\n# My Exam\n\nHello.\n",
        )
        .file(
            "content/plan.md",
            "---\ndescription: Two weeks.\n---\n# The Plan\n\nBegin.\n\n## Week 1: Start\n\n### Monday: Read (2 hours)\n\n\
             **Morning (2 hours)**\n\n- [ ] Read [the tips](more/tips.md#two) (50 min)\n- [x] Write *it* (70 min)\n\n\
             ## Checklist\n\n- [ ] See [Monday](#monday-read-2-hours)\n",
        )
        .file(
            "content/more/tips.md",
            "---\ndescription: \"Short [ones].\"\n---\n# Tips\n\n## Two\n\n[plan](../plan.md) ![x](x.png) [web](https://example.org/a.html)\n",
        )
        .file("content/more/x.png", "x")
        .file("content/hidden.md", "---\nunlisted: true\n---\n# Hidden\n\nText.\n")
}

#[test]
fn without_a_setting_there_are_no_copies() {
    let pages = handbook("base_url: https://example.org/\n").rendered();
    let mut names = pages.files.keys();
    assert!(!names.any(|name| name.ends_with(".md") || name == "llms.txt"));
    assert!(!pages.text("index.html").contains("text/markdown"));
}

#[test]
fn each_page_has_a_copy_that_its_head_names() {
    let pages = handbook("markdown_copies: on\nbase_url: https://example.org/\n").built();
    for page in pages.pages("") {
        let has_copy = pages.files.contains_key(&format!("{page}.md"));
        let is_other = page == "404.html" || page.ends_with("-sheets.html");
        assert_eq!(has_copy, !is_other, "{page}");
        let name = page.rsplit('/').next().unwrap();
        let link = format!("<link rel=\"alternate\" type=\"text/markdown\" href=\"{name}.md\">");
        assert_eq!(pages.text(page).contains(&link), has_copy, "{page}");
    }
    let all = [pages.text("sitemap.xml"), pages.text("service-worker.js")].concat();
    assert!(!all.contains(".html.md") && all.contains("plan/full/week-1.html"));
    assert!(!pages.files.contains_key("llms.txt"));
    assert!(
        pages
            .text(".prepbook-manifest.json")
            .contains("index.html.md")
    );
}

#[test]
fn a_copy_says_what_its_page_says() {
    let pages = handbook("markdown_copies: on\n").rendered();
    assert_eq!(
        pages.text("plan/short/week-1-monday.html.md"),
        "# Monday: Read\n\n\
         [My Exam](../../index.html.md) › [The Plan](index.html.md) › [Week 1](week-1.html.md)\n\n\
         50 min of 2 h in the plan\n\n**Morning** 50 min\n\n\
         - [ ] Read [the tips](../../more/tips.html.md#two) (50 min)\n\n\
         ## If time allows\n\n**Morning** 1 h 10\n\n- [x] Write *it* (70 min)\n"
    );
    assert_eq!(
        pages.text("plan/full/index.html.md"),
        "# The Plan\n\n[My Exam](../../index.html.md)\n\n\
         **Full** · 10 h per week · 1 week · 1 day · 3 tasks · 2 h\n\nBegin.\n\n\
         - [Week 1: Start](week-1.html.md): 2 h · 2 tasks\n\n\
         + [Checklist](checklist.html.md) · 1 task\n+ [Everything on one page](everything.html.md)\n"
    );
    assert_eq!(
        pages.text("more/tips.html.md"),
        "# Tips\n\n[My Exam](../index.html.md) › [More](../index.html.md#page--chapters)\n\n## Two\n\n\
         [plan](../plan/full/index.html.md) ![x](x.png) [web](https://example.org/a.html)\n"
    );
    assert_eq!(
        pages.text("plan/full/checklist.html.md"),
        "# Checklist\n\n[My Exam](../../index.html.md) › [The Plan](index.html.md)\n\n\
         - [ ] See [Monday](week-1-monday.html.md)\n"
    );
    let cover = pages.text("index.html.md");
    assert!(cover.starts_with("# My Exam\n\n## Plans\n\n### The Plan\n\nTwo weeks.\n"));
    assert!(cover.contains("- [Short](plan/short/index.html.md): 1 h per week\n"));
    assert!(cover.contains("\n\nHello.\n"), "{cover}");
    assert!(cover.contains("- [May](c/may/index.html.md)\n"), "{cover}");
    assert!(
        cover.contains("### More\n\n- [Tips](more/tips.html.md)\n"),
        "{cover}"
    );
    let cohort = pages.text("c/may/index.html.md");
    assert!(cohort.contains("3 May 2027"), "{cohort}");
    assert!(cohort.contains("[Full](plan/full.ics)"), "{cohort}");
    let everything = pages.text("plan/full/everything.html.md");
    for part in [
        "### Week 1: Start\n",
        "#### Monday: Read\n",
        "## Checklist\n",
        "Write *it*",
    ] {
        assert!(everything.contains(part), "{part} in {everything}");
    }
}

#[test]
fn a_list_of_pages_is_made_for_language_models() {
    let pages = handbook("llms_txt: on\n").rendered();
    assert_eq!(
        pages.text("llms.txt"),
        "# My Exam\n\n> All for the exam.\n\n## Plans\n\n\
         - [The Plan (Full)](plan/full/index.html): Two weeks.\n\
         - [The Plan (Full): Everything on one page](plan/full/everything.html)\n\
         - [The Plan (Short)](plan/short/index.html): Two weeks.\n\
         - [The Plan (Short): Everything on one page](plan/short/everything.html)\n\n\
         ## More\n\n- [Tips](more/tips.html): Short \\[ones\\].\n"
    );
    let pages =
        handbook("llms_txt: on\nmarkdown_copies: on\nbase_url: https://example.org/x\n").rendered();
    let list = pages.text("llms.txt");
    assert!(
        list.contains("- [Tips](https://example.org/x/more/tips.html.md)"),
        "{list}"
    );
    assert!(!list.contains("idden"), "{list}");
}

#[test]
fn copies_are_in_the_language_of_their_pages() {
    let book = handbook("llms_txt: on\nmarkdown_copies: on\n").file(
        "content/plan.de.md",
        "# Der Plan\n\n## Woche 1: Anfang\n\n### Montag: Lesen (2 Stunden)\n\n!!! tip\n    Bald.\n\n- [ ] Lies (50 Min.)\n- [ ] Schreib (70 Min.)\n",
    );
    let pages = book.rendered();
    let day = pages.text("de/plan/short/week-1-monday.html.md");
    assert!(day.contains("50 Min. von 2 Std. im Plan"), "{day}");
    assert!(day.contains("> **Tipp**\n>\n> Bald."), "{day}");
    assert!(day.contains("## Wenn Zeit bleibt"), "{day}");
    let list = pages.text("llms.txt");
    assert!(
        list.contains("\n## Deutsch: Pläne\n\n- [Der Plan (Full)](de/plan/full/index.html.md)"),
        "{list}"
    );
}

#[test]
fn footnotes_of_several_texts_on_a_page_have_numbers_of_their_own() {
    let book = book()
        .file("handbook.yaml", "markdown_copies: on\n")
        .file(
            "content/plan.md",
            "# Plan\n\n## Week 1\n\nAll[^a].\n\n### Monday\n\nOne[^b].\n\n- [ ] Read\n\n### Tuesday\n\nTwo[^c], again[^c].\n\n- [ ] Read on\n\n\
             [^a]: Note A\n[^b]: Note B\n[^c]: Note C\n",
        );
    let week = book.rendered().text("plan/week-1.html.md").to_owned();
    for part in [
        "All[^1].\n\n[^1]: Note A",
        "One[^2].",
        "[^2]: Note B",
        "Two[^3], again[^3].",
        "[^3]: Note C",
    ] {
        assert!(week.contains(part), "{part} in {week}");
    }
}

#[test]
fn clock_times_of_days_and_blocks_are_on_their_pages() {
    let text = "# P\n\n## Week 1\n\n### Monday: Start (6:00 pm - 7:30 pm)\n\n- [ ] Read\n\n### Tuesday\n\n\
                **Evening (19:00-20:30, if you can)**\n\n- [ ] Write\n\n**7:00-8:00**\n\n- [ ] Run\n";
    let book = book()
        .file("handbook.yaml", "markdown_copies: on\n")
        .file("content/plan.md", text);
    let pages = book.rendered();
    let copy = pages.text("plan/week-1.html.md");
    for part in ["6:00 pm – 7:30 pm", "19:00–20:30"] {
        assert!(copy.contains(part), "{part} in {copy}");
        let page = words(pages.text("plan/week-1.html"));
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(copy.matches("7:00").count(), 1, "{copy}");
}
