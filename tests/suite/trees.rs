//! `MkDocs` sites as their authors left them: they build as in `MkDocs`, and nothing is lost.

use crate::support::{Book, Pages, book, count, words};
use crate::visitor::Preview;

/// A site with a configuration, `docs/index.md`, and other files below `docs/`.
fn tree(configuration: &str, files: &[(&str, &str)]) -> Book {
    let mut tree = book()
        .file("mkdocs.yml", format!("site_name: Site\n{configuration}"))
        .file("docs/index.md", "# Home\n\nWelcome.\n");
    for (path, text) in files {
        tree = tree.file(&format!("docs/{path}"), text);
    }
    tree
}

/// Builds a site, which must not have any diagnostics.
fn quiet(tree: &Book) -> Pages {
    let run = tree.run(&["build"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    Pages::read(&tree.path("output"))
}

/// The site builds, and all of the words are in the error output.
fn printed(tree: &Book, expected: &[&str]) -> Pages {
    tree.run(&["build"]).reports(0, expected);
    Pages::read(&tree.path("output"))
}

#[test]
fn a_repeated_key_is_reported_only_if_it_is_read() {
    let pages = quiet(&tree(
        "plugins:\n  - i18n:\n      names:\n        One: Eins\n        One: Uno\nextra:\n  a: !ENV [A, b]\n  a: {b: 1, b: 2}\nextra:\n  - c\n\
         theme:\n  name: x\n  palette: {a: 1, a: 2}\n  language: de\n",
        &[("other.md", "# Other\n")],
    ));
    assert!(pages.text("index.html").contains("lang=\"de\""));
    for (twice, key) in [
        ("site_name: Other\n", "site_name"),
        ("nav:\n  - Home: index.md\n    Home: index.md\n", "Home"),
        ("theme:\n  language: de\n  language: fr\n", "language"),
        ("theme: x\ntheme: {palette: y}\n", "theme"),
    ] {
        let message = format!("error[bad-yaml]: invalid YAML: duplicate key `{key}`");
        tree(twice, &[]).tried().0.reports(1, &[&message]);
    }
    let own = book()
        .file("handbook.yaml", "title: A\ntitle: B\n")
        .file("content/a.md", "# A\n");
    own.tried().0.reports(1, &["error[bad-yaml]"]);
}

#[test]
fn text_that_only_resembles_front_matter_stays_on_the_page() {
    for text in [
        "---\ntitle: [lost, \n---\n\n# Page\n\nText.\n",
        "---\njust words, lost\n---\n\n# Page\n\nText.\n",
        "---\n- lost\n---\n# Page\n\nText.\n",
    ] {
        let tree = tree("", &[("page.md", text), ("other.md", "# Other\n")]);
        let pages = printed(&tree, &["warning[bad-yaml]", "docs/page.md:2:1"]);
        let page = words(pages.main("page.html"));
        assert!(page.contains("lost") && page.contains("Text."), "{page}");
        pages.text("other.html");
    }
}

#[test]
fn front_matter_for_other_programs_is_allowed() {
    let text = "---\ntitle: [a]\nplan: enterprise\nlevels: 3\ntags: [x]\ntags: [y]\nfit: perhaps\n---\n# Page\n";
    let pages = printed(
        &tree("", &[("page.md", text)]),
        &["warning[bad-value]: `title`"],
    );
    assert!(!words(pages.main("page.html")).contains("enterprise"));
}

#[test]
fn parts_of_a_book_stay_by_themselves() {
    let files = [
        ("sec/ground.md", "# Part I: Ground\n\nSoil and stone.\n"),
        ("sec/network.md", "# Part II: Network\n\nRoots.\n"),
        ("book/part-1.md", "# Seeds\n\nSmall.\n"),
        ("book/part-2.md", "# Trees\n\nTall.\n\n- [ ] water them\n"),
        ("book/01-phase.md", "Early.\n"),
        ("book/02-phase.md", "Late.\n"),
        ("blog/2024-01-05-first.md", "# First news\n\nWe began.\n"),
        (
            "blog/2024-02-05-second.md",
            "# Second news\n\nWe went on.\n",
        ),
        ("blog/2024-03-05-third.md", "# Third news\n\nWe rest.\n"),
        ("terms/semester-1.md", "# Semester 1\n\n## Books\n\nOne.\n"),
        ("terms/semester-2.md", "# Semester 2\n\n## Books\n\nTwo.\n"),
    ];
    let tree = tree("", &files);
    let pages = printed(&tree, &[]);
    for (path, text) in files {
        let page = words(pages.main(&path.replace(".md", ".html")));
        let last = text.split_whitespace().next_back().unwrap();
        assert!(page.contains(last), "{path}: {page}");
    }
    let run = tree.run(&["outline"]);
    assert!(!run.out.contains(" plan "), "{}", run.out);
}

#[test]
fn files_of_weeks_are_one_plan_beside_the_front_page_of_a_site() {
    let week =
        |text: &str| format!("# {text}\n\n## Monday\n\n- [ ] read\n\n## Tuesday\n\n- [ ] write\n");
    let tree = tree(
        "",
        &[
            ("week-1.md", &week("Seeds")),
            ("week-2.md", &week("Trees")),
            (
                "phases/phase-1.md",
                "# Phase 1: Dig\n\n## Week 1\n\n- [ ] dig\n",
            ),
            (
                "phases/phase-2.md",
                "# Phase 2: Sow\n\n## Week 2\n\n- [ ] sow\n",
            ),
            ("plan.md", "# About this plan\n"),
        ],
    );
    let pages = printed(&tree, &[]);
    let front = pages.main("index.html");
    assert!(
        front.find("Welcome.") < front.find("weeks/index.html"),
        "{front}"
    );
    assert!(front.contains("phases/index.html"), "{front}");
    pages.text("plan.html");
    pages.text("weeks/week-2-tuesday.html");
    pages.text("phases/week-2.html");
}

#[test]
fn the_index_of_a_site_stays_its_front_page() {
    let front = "# Course\n\nCome in.\n\n## Week 1\n\n- [ ] [begin](plan.md)\n\n## Week 2\n\n- [ ] [go on](plan.md)\n";
    let plan = "# Plan\n\n## Week 1\n\n- [ ] one\n\n## Week 2\n\n- [ ] two\n";
    for name in ["index.md", "README.md"] {
        let tree = book()
            .file("mkdocs.yml", "site_name: Site\n")
            .file(&format!("docs/{name}"), front)
            .file("docs/plan.md", plan);
        let pages = printed(&tree, &[]);
        let page = pages.main("index.html");
        let place = |text: &str| {
            page.find(text)
                .unwrap_or_else(|| panic!("no {text}: {page}"))
        };
        let card = page.rfind("plan/index.html").unwrap();
        assert!(
            place("Come in.") < place("go on") && place("go on") < card,
            "{page}"
        );
        let out = tree.run(&["outline"]).out;
        let cover =
            format!("cover {name}: Course, 2 tasks, not a plan: it is the front page of the site");
        assert!(out.contains(&cover), "{out}");
        let stated = format!("---\nplan: true\n---\n{front}");
        tree.write(&format!("docs/{name}"), stated);
        assert!(
            tree.run(&["outline"])
                .out
                .contains(&format!("plan {name}: Course"))
        );
    }
}

#[test]
fn a_page_of_a_site_is_a_plan_only_if_it_is_made_like_one() {
    // Weeks with tasks, and weeks with days, as one section of many.
    let weeks: String = (1..5)
        .map(|n| format!("### Week {n}: Step {n}\n\n- [ ] prune\n- [ ] rake\n\n"))
        .collect();
    let more =
        "## Why\n\nIt grew for years, and nobody can find the path to the pond any more.\n\n"
            .repeat(9);
    let pruning = format!("# Pruning the garden\n\n{more}## How\n\n{weeks}");
    let days: String = (1..5)
        .map(|n| {
            format!("### Week {n}\n\n#### Day {n}: Talk\n\nListen first, and take your time.\n\n")
        })
        .collect();
    let talk = format!("# A hard talk\n\n## Steps\n\n{days}{more}- [ ] think it over\n");
    let topics: String = (1..30)
        .map(|n| format!("## Topic {n}\n\nWords on it.\n\n"))
        .collect();
    let tree = tree(
        "",
        &[
            (
                "guide.md",
                &format!(
                    "# Guide\n\n{topics}## How\n\n### Week 1-2: Read\n\nRead.\n\n### Week 3-4: Draw\n\nDraw.\n"
                ),
            ),
            (
                "news.md",
                "# News\n\n## 2024-01-05\n\nOne.\n\n## 2024-01-06\n\nTwo.\n\n## 2024-01-07\n\nThree.\n",
            ),
            (
                "help.md",
                "# Helping\n\nBefore you send a change, please look at these points with some care.\n\n- [ ] tests\n- [ ] docs\n- [ ] style\n",
            ),
            ("pruning.md", &pruning),
            ("talk.md", &talk),
            (
                "list.md",
                "# List\n\n- [ ] the first thing\n- [ ] the second thing\n- [x] the third\n",
            ),
        ],
    );
    let run = tree.run(&["outline"]);
    assert!(!run.out.contains(" plan "), "{}", run.out);
    assert!(!run.err.contains("no-week"), "{}", run.err);
    let only = book()
        .file("mkdocs.yml", "site_name: x\n")
        .file("docs/index.md", "# Home\n\nHello.\n");
    assert!(words(quiet(&only).main("index.html")).contains("Hello."));
}

#[test]
fn an_authors_own_file_is_used_in_place_of_one_that_would_be_made() {
    let own = [
        ("robots.txt", "User-agent: x\n"),
        ("sitemap.xml", "<urlset/>\n"),
        ("service-worker.js", "own()\n"),
        ("manifest.webmanifest", "{}\n"),
        ("search.js", "mine()\n"),
        ("404.html", "<p>Lost</p>\n"),
    ];
    let tree = tree("site_url: https://example.org/x/\n", &own);
    let pages = printed(&tree, &[]);
    tree.run(&["check", "--all"]).reports(
        0,
        &[
            "note[own-file]: `robots.txt` replaces the file",
            "docs/search.js:1:1",
        ],
    );
    for (path, text) in own {
        assert_eq!(pages.text(path), text);
    }
    assert!(words(pages.main("index.html")).contains("Welcome."));
    let run = tree.run(&["check", "--strict"]);
    // One line each but for the first, which is shown in full.
    assert_eq!(count(&run.err, "note[own-file]"), own.len(), "{}", run.err);
    assert_eq!(run.code, Some(0), "{}", run.err);
}

#[test]
fn a_page_for_missing_addresses_can_be_written() {
    let lost = "# Lost?\n\nGo [home](index.md#home) or [up](#lost).\n\n![a map](map.svg)\n";
    let files = [("404.md", lost), ("map.svg", "<svg/>"), ("a.md", "# A\n")];
    let tree = tree("site_url: https://example.org/x/\n", &files);
    let pages = printed(&tree, &[]);
    tree.run(&["check"]).reports(
        0,
        &[
            "note[own-file]: this document replaces the 404 page",
            "docs/404.md:1:1",
        ],
    );
    let page = pages.text("404.html");
    for address in [
        "href=\"https://example.org/x/index.html#home\"",
        "href=\"#lost\"",
        "src=\"https://example.org/x/map.svg\"",
        "href=\"https://example.org/x/index.html\"",
        "src=\"https://example.org/x/assets/",
    ] {
        assert!(page.contains(address), "no {address}: {page}");
    }
    assert!(
        !page.contains("href=\"a.html") && !page.contains("canonical"),
        "{page}"
    );
    assert!(!pages.text("index.html").contains("404.html"));
    assert!(!pages.text("sitemap.xml").contains("404"));
}

const LEFT_OUT: &str = "exclude_docs: |\n  # not for readers\n  secret/    # a folder anywhere\n  *.txt\n  !keep.txt\n  /notes.md\n\
    draft_docs: |\n  draft-*.md\nnot_in_nav: |\n  /hidden.md\n  quiet/*\n\
    nav:\n  - Home: index.md\n  - Notes: notes.md\n  - Open: open.md\n";

fn left_out() -> Book {
    let week = "# Plan\n\n## Week 1\n\n- [ ] one\n\n## Week 2\n\n- [ ] two\n";
    tree(
        LEFT_OUT,
        &[
            (
                "open.md",
                "# Open\n\n[a](notes.md) [b](deep/secret/) [c](draft-1.md) [d](hidden.md)\n\n![e](x.txt)\n\n--8<-- \"deep/secret/part.md\"\n",
            ),
            ("notes.md", "# Notes\n\nzebra\n"),
            ("deep/notes.md", "# Deep notes\n"),
            ("deep/secret/index.md", "# Secret\n\nzebra\n"),
            ("deep/secret/part.md", "From a part.\n"),
            ("deep/secret/week.md", &week.replace("one", "zebra")),
            ("draft-1.md", &week.replace("one", "zebra")),
            ("templates/base.md", "zebra\n"),
            ("x.txt", "zebra"),
            ("keep.txt", "kept"),
            ("hidden.md", "# Hidden\n\n[open](open.md)\n"),
            ("quiet/one.md", "# Quiet one\n"),
            ("quiet/two.md", "# Quiet two\n"),
            ("quiet/plan.md", &week.replace("Plan", "Quiet plan")),
            ("plan.md", week),
        ],
    )
}

#[test]
fn excluded_files_are_in_no_output() {
    let tree = left_out().file(
        "mkdocs.yml",
        format!("site_name: Site\nsite_url: https://example.org/x/\n{LEFT_OUT}"),
    );
    let pages = printed(
        &tree,
        &[
            "warning[missing-page]: `notes.md` is left out by `exclude_docs`",
            "warning[dead-link]: `notes.md` is left out by `exclude_docs`; the link is shown as text",
            "warning[dead-link]: `deep/secret/index.md` is left out",
            "warning[dead-link]: `draft-1.md` is left out by `draft_docs`",
            "warning[missing-image]: `x.txt` is left out",
        ],
    );
    for (path, bytes) in &pages.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("zebra"), "{path}");
        let names = ["secret", "draft-1", "x.txt", "base.html"];
        let is_named = names.iter().any(|name| path.contains(name));
        assert!(!is_named, "{path}");
        let lists = ["sitemap.xml", "service-worker.js", "index.html"].contains(&path.as_str());
        assert!(
            !lists || !names.iter().any(|name| text.contains(name)),
            "{path}"
        );
    }
    assert_eq!(pages.text("keep.txt"), "kept");
    assert!(words(pages.main("deep/notes.html")).contains("Deep notes"));
    assert!(words(pages.main("open.html")).contains("From a part."));
    let run = tree.run(&["outline"]);
    assert!(
        !run.out.contains("secret") && !run.out.contains("draft"),
        "{}",
        run.out
    );
}

#[test]
fn pages_outside_the_navigation_are_built_without_a_note() {
    let tree = left_out();
    let pages = printed(&tree, &[]);
    let run = tree.run(&["check"]);
    for name in ["hidden.md", "quiet/one.md", "quiet/two.md", "quiet/plan.md"] {
        assert!(!run.err.contains(&format!("docs/{name}")), "{}", run.err);
    }
    assert!(
        run.err
            .contains("note[orphan-page]: no document links to `deep/notes.md`"),
        "{}",
        run.err
    );
    let front = words(pages.main("index.html"));
    assert!(
        front.contains("Deep notes") && front.contains("Plan"),
        "{front}"
    );
    assert!(
        !front.contains("Hidden") && !front.contains("Quiet"),
        "{front}"
    );
    for path in ["hidden.html", "quiet/one.html", "quiet/two.html"] {
        let page = pages.text(path);
        assert!(
            !page.contains("rel=\"next\"") && !page.contains("rel=\"prev\""),
            "{page}"
        );
        assert!(pages.text("search.js").contains(path));
    }
    pages.text("quiet/plan/week-1.html");
    assert!(pages.main("open.html").contains("href=\"hidden.html\""));
    for path in ["open.html", "deep/notes.html"] {
        let page = pages.text(path);
        assert!(
            !page.contains("Quiet") && !page.contains("Hidden"),
            "{page}"
        );
    }
}

#[test]
fn a_pattern_that_cannot_be_read_is_reported() {
    let tree = tree(
        "exclude_docs: |\n  a{b\n  gone.md\n",
        &[("gone.md", "# Gone\n"), ("a.md", "# A\n")],
    );
    let pages = printed(
        &tree,
        &[
            "warning[bad-value]: invalid pattern in `exclude_docs`: `a{b`",
            "mkdocs.yml:2:1",
        ],
    );
    assert!(!pages.files.contains_key("gone.html"));
}

#[test]
fn pages_excluded_from_search_are_not_in_the_index() {
    let week = "# Plan\n\n## Week 1\n\n- [ ] zebra\n\n## Week 2\n\n- [ ] two\n";
    let unsearched = |text: &str| format!("---\nsearch:\n  exclude: true\n  boost: 2\n---\n{text}");
    let searched = |text: &str| format!("---\nsearch:\n  boost: 2\n  exclude: false\n---\n{text}");
    let tree = tree(
        "",
        &[
            ("a.md", &unsearched("# A\n\nzebra\n")),
            ("b.md", &searched("# B\n\ncamel\n")),
            ("plan.md", &unsearched(week)),
        ],
    );
    let pages = printed(&tree, &[]);
    for path in ["search.js", "plan/search.js"] {
        assert!(!pages.text(path).contains("zebra"), "{path}");
    }
    assert!(pages.text("search.js").contains("camel"));
    assert!(words(pages.main("a.html")).contains("zebra"));
    let own = book()
        .file(
            "content/a.md",
            "---\nsearch: {exclude: true, other: 1}\n---\n# A\n\nzebra\n",
        )
        .file("content/b.md", week);
    own.run(&["build"]).reports(0, &["unknown-key", "`other`"]);
    assert!(
        !Pages::read(&own.path("output"))
            .text("search.js")
            .contains("zebra")
    );
}

#[test]
fn redirects_lead_from_old_addresses_to_new_ones() {
    let maps = "plugins:\n  - search\n  - redirects:\n      redirect_maps:\n        old.md: new/page.md\n        'deep/old page.md': new/page.md#a-part\n        \
         home.md: index.md\n        old.md#b: new/index.md\n        out.md: https://example.org/a?b=1&c=2\n        new.md: new/index.md\n        was/index.md: plan.md#week-2\n        same.md: new/page.md\n";
    let files = [
        ("new/page.md", "# A <page>\n\n## A part\n"),
        ("new/index.md", "# New\n"),
        (
            "plan.md",
            "# Plan\n\n## Week 1\n\n- [ ] one\n\n## Week 2\n\n- [ ] two\n",
        ),
        ("same.html", "<p>mine</p>\n"),
    ];
    let configuration = format!("site_url: https://example.org/x\n{maps}");
    let pages = printed(&tree(&configuration, &files), &[]);
    for (path, to, canonical) in [
        (
            "old.html",
            "new/page.html",
            "https://example.org/x/new/page.html",
        ),
        (
            "old/index.html",
            "../new/page.html",
            "https://example.org/x/new/page.html",
        ),
        (
            "deep/old-page.html",
            "../new/page.html#a-part",
            "https://example.org/x/new/page.html#a-part",
        ),
        (
            "deep/old page/index.html",
            "../../new/page.html#a-part",
            "https://example.org/x/new/page.html#a-part",
        ),
        (
            "home.html",
            "index.html",
            "https://example.org/x/index.html",
        ),
        (
            "out/index.html",
            "https://example.org/a?b=1&amp;c=2",
            "https://example.org/a?b=1&amp;c=2",
        ),
        (
            "new.html",
            "new/index.html",
            "https://example.org/x/new/index.html",
        ),
        (
            "was/index.html",
            "../plan/week-2.html",
            "https://example.org/x/plan/week-2.html",
        ),
    ] {
        let page = pages.text(path);
        for part in [
            format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">"),
            format!("<link rel=\"canonical\" href=\"{canonical}\">"),
            format!("<a href=\"{to}\">"),
        ] {
            assert!(page.contains(&part), "no {part} in {path}: {page}");
        }
        assert!(page.len() < 1200, "{page}");
        assert!(
            !pages.text("sitemap.xml").contains(&format!("/x/{path}<")),
            "{path}"
        );
        assert!(
            !pages.text("search.js").contains(&format!("\"{path}")),
            "{path}"
        );
    }
    assert!(pages.main("new/index.html").contains("New"));
    let place = "<a href=\"../new/index.html\" data-anchor=\"b\">New</a>";
    assert!(pages.main("old/index.html").contains(place));
    assert_eq!(pages.text("same.html"), "<p>mine</p>\n");
    let here = printed(&tree(maps, &files), &[]);
    assert!(
        here.text("old/index.html")
            .contains("<link rel=\"canonical\" href=\"../new/page.html\">")
    );
}

#[test]
fn a_table_of_places_in_a_plan_makes_no_plan_of_a_chapter() {
    let text =
        "A story has a beginning, a middle and an end, and the end is what is remembered.\n\n"
            .repeat(20);
    let places = "## Where the plan uses this\n\n| Week | Day | What |\n|---|---|---|\n| Week 1 | Monday | the start |\n| Week 1 | Friday | again |\n| Week 2 | Monday | the end |\n";
    let week = "# Plan\n\n## Week 1\n\n- [ ] one\n\n## Week 2\n\n- [ ] two\n";
    let tree = book()
        .file("content/plan.md", week)
        .file("content/story.md", format!("# Stories\n\n{text}\n{places}"));
    let run = tree.run(&["outline"]);
    assert!(
        run.out
            .contains("chapter story.md: Stories, not a plan: most of it"),
        "{}",
        run.out
    );
    assert!(
        tree.rendered()
            .main("story.html")
            .contains("<td>Week 2</td>")
    );
}

#[test]
fn a_plan_and_the_pages_beside_it_have_addresses_of_their_own() {
    let week =
        "# Plan\n\n## Week 1\n\n- [ ] one\n\n## Week 2\n\n- [ ] two\n\n## Books\n\nA list.\n";
    let tree = tree(
        "",
        &[
            ("garden.md", week),
            ("garden/index.md", "# The garden\n\n[plan](../garden.md)\n"),
            ("pond.md", week),
            ("pond/books.md", "# Books on ponds\n"),
            ("path.md", week),
            ("path/stones.md", "# Stones\n"),
        ],
    );
    let pages = printed(&tree, &[]);
    tree.run(&["check"]).reports(
        0,
        &[
            "because `garden/index.md` is already `garden/index.html`",
            "because `pond/books.md` is already `pond/books.html`",
        ],
    );
    assert!(
        pages
            .main("garden/index.html")
            .contains("href=\"../garden-plan/index.html\"")
    );
    assert!(pages.main("pond/books.html").contains("on ponds"));
    for path in [
        "garden-plan/week-1.html",
        "pond-plan/books.html",
        "path/week-2.html",
        "path/stones.html",
    ] {
        pages.text(path);
    }
}

#[test]
fn the_preview_serves_own_files_and_redirects_as_a_build_does() {
    let maps = "plugins:\n  - redirects:\n      redirect_maps:\n        old.md: a.md\n        b.md: a.md\n";
    let configuration = format!("site_url: https://example.org/x/\n{maps}");
    let files = [
        ("robots.txt", "User-agent: x\n"),
        ("a.html", "<p>mine</p>\n"),
        ("a.md", "# A\n"),
        ("b.md", "# B\n"),
        ("404.md", "# Lost\n"),
    ];
    let tree = tree(&configuration, &files);
    let pages = printed(&tree, &[]);
    let preview = Preview::of(&tree);
    for path in [
        "robots.txt",
        "a.html",
        "old.html",
        "old/index.html",
        "b.html",
        "b/index.html",
        "404.html",
    ] {
        let built = pages
            .files
            .get(path)
            .map(|bytes| String::from_utf8_lossy(bytes));
        let reply = preview.get(&format!("/{path}"));
        // The preview adds a script of its own to pages.
        let main = |page: &str| {
            let start = page.find("<main").unwrap_or_default();
            page[start..page.find("</main").unwrap_or(page.len())].to_owned()
        };
        match built {
            Some(text) => assert!(reply.text().contains(&main(&text)), "{path}"),
            None => assert_eq!(reply.status, 404, "{path}"),
        }
    }
}
