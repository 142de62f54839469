//! A site written for `MkDocs`, with its extensions of Markdown.

use crate::support::{Book, book, count, plan, tasks, words};

const PLAN: &str = "# Plan\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n";

fn tree() -> Book {
    book()
        .file(
            "mkdocs.yml",
            "site_name: !ENV [NAME, \"Evening study\"]\nsite_author: Rosa\nsite_url: https://example.org/study\ndocs_dir: text\n\
             theme:\n  name: material\n  language: de\nanchor: &a\n  one: 1\nother:\n  <<: *a\nmarkdown_extensions:\n  - pymdownx.emoji:\n      \
             emoji_index: !!python/name:material.extensions.emoji.twemoji\n  - toc:\n      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n\
             nav:\n  - plan.md\n  - Parts:\n      - Zebra: z.md\n      - Ape: a.md\n  - Forum: https://example.org/\n  - \"*\"\n  - ...\n  - All: ... | sec/*.md\n",
        )
        .file("text/plan.md", PLAN)
        .file("text/m.md", "# Middle\n\n[plan](plan.md)\n")
        .file("text/z.md", "---\nhide: [toc]\ntags: [x]\n---\n\nWithout a heading. [m](m.md)\n")
        .file("text/a.md", "# Apes\n\nText.\n")
}

fn day(text: &str) -> String {
    let pages = plan(&format!("{PLAN}\n{text}\n")).rendered();
    pages.main("plan/week-1-monday.html").to_owned()
}

#[test]
fn an_mkdocs_site_is_built_unchanged() {
    let tree = tree();
    let (run, pages) = tree.tried();
    run.reports(0, &[]);
    assert_eq!(run.err, "");
    let cover = pages.text("index.html");
    assert!(cover.contains("<title>Evening study") && cover.contains("lang=\"de\""));
    assert!(
        cover.contains("Rosa")
            && pages
                .text("sitemap.xml")
                .contains("https://example.org/study/")
    );
    let links = words(pages.main("index.html"));
    let order: Vec<_> = ["Zebra", "Apes", "Middle"]
        .map(|title| links.find(title))
        .to_vec();
    assert!(order.is_sorted() && order[0].is_some(), "{links}");
    assert!(!links.contains("Ape "), "a heading wins: {links}");
}

#[test]
fn its_content_folder_can_be_named_and_a_handbook_wins() {
    let tree = tree();
    tree.run(&["build", "text", "-o", "out"]).reports(0, &[]);
    let pages = crate::support::Pages::read(&tree.path("out"));
    assert!(pages.text("index.html").contains("Evening study"));
    tree.write("handbook.yaml", "title: Own\n");
    tree.write("content/plan.md", PLAN);
    assert!(tree.rendered().text("index.html").contains("<title>Own"));
}

#[test]
fn a_content_folder_outside_the_handbook_is_reported() {
    for folder in ["..", "../other", "/tmp", "text/../.."] {
        let tree = book()
            .file("mkdocs.yml", format!("site_name: x\ndocs_dir: {folder}\n"))
            .file("docs/plan.md", PLAN);
        tree.tried().0.reports(
            1,
            &[
                "error[bad-value]: `docs_dir` must be inside",
                "mkdocs.yml:2:1",
            ],
        );
    }
}

#[test]
fn the_navigation_of_a_handbook_orders_its_chapters() {
    let book = plan(PLAN)
        .file(
            "handbook.yaml",
            "nav:\n  - Last: z.md\n  - Deep:\n      - Deeper: [a.md]\n  - Gone: aa.md\n",
        )
        .file("content/a.md", "# Apes\n")
        .file("content/z.md", "Text.\n");
    let (run, pages) = book.tried();
    run.reports(
        0,
        &["missing-page", "handbook.yaml:5:11", "did you mean `a.md`?"],
    );
    let cover = words(pages.main("index.html"));
    assert!(cover.find("Last") < cover.find("Apes"), "{cover}");
}

#[test]
fn extensions_of_markdown_are_read() {
    let page = day(
        "[x](https://example.org/){ .md-button target=_blank } and ![p](https://example.org/p.png){ width=300 }\n{: .wide #id }\n\n\
         The API of APIs, `API`.\n\n*[API]: Application <Interface>\n\n[TOC]\n\n\
         ++ctrl+arrow-up+\"My key\"++ ==marked== ==**strong** too== ^^new^^ C++ and C++, a == b == c\n\n\
         :smile: `:smile:` :material-clock:{ .lg } late :octicons-x-16:\n",
    );
    assert!(
        !page.contains('{') && !page.contains("[TOC]") && !page.contains("*["),
        "{page}"
    );
    assert_eq!(
        count(
            &page,
            "<abbr title=\"Application &lt;Interface&gt;\">API</abbr>"
        ),
        1,
        "{page}"
    );
    assert!(page.contains("<code>API</code>") && page.contains("APIs"));
    assert!(page.contains("<code>Ctrl+Arrow Up+My key</code>"), "{page}");
    assert!(
        page.contains("<em>marked</em> <strong>strong</strong> too <em>new</em>"),
        "{page}"
    );
    assert!(page.contains("C++ and C++, a == b == c"), "{page}");
    assert!(page.contains("😄 <code>:smile:</code> late</p>"), "{page}");
}

#[test]
fn attributes_of_a_plan_stay_its_own() {
    let book = plan(
        "# P\n\n### Slow Track (2 hours/week)\n\n- **Reading**: 100%\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] read [x](https://example.org/){time=20m area=Reading}\n- [ ] **strong** {level=no}\n",
    );
    book.run(&["check"])
        .reports(1, &["unknown-name", "no level `no`"]);
    let page = plan("# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] [x](https://example.org/){time=20m}\n- [ ] rest\n").rendered();
    assert!(!page.main("plan/week-1-monday.html").contains("{time"));
}

#[test]
fn snippets_are_inserted_in_place() {
    let book = plan(&format!(
        "{PLAN}\n--8<-- \"tip.md\"\n\n!!! note\n    --8<-- \"tip.md:two\"\n\n```text\n--8<-- \"a.txt:2:3\"\n```\n\n--8<--\na.txt:4\n; a.txt\ncontent/tip.md:one\n--8<--\n\n;--8<-- \"shown\"\n"
    ))
    .file("content/tip.md", "---\ntags: x\n---\nFirst *tip*, [gone](gone.md).\n\n<!-- --8<-- [start:one] -->\nuno\n<!-- --8<-- [end:one] -->\n--8<-- [start:two]\ndue\ntre\n--8<-- [end:two]\n\n- [ ] a task of the tip\n")
    .file("content/a.txt", "l1\nl2\nl3\nl4\n");
    let (run, pages) = book.tried();
    run.reports(0, &["dead-link", "plan.md:9:9"]);
    let page = pages.main("plan/week-1-monday.html");
    assert!(
        page.contains("First <em>tip</em>") && page.contains("<p>due\ntre</p>"),
        "{page}"
    );
    assert!(
        page.contains("<code>l2\nl3\n</code>") && page.contains("l4\nuno"),
        "{page}"
    );
    assert!(
        page.contains("--8&lt;-- “shown”") && !page.contains("[start"),
        "{page}"
    );
    assert_eq!(tasks(page).len(), 2, "{page}");
}

#[cfg(unix)]
#[test]
fn a_snippet_reached_by_a_link_out_of_the_content_is_not_read() {
    let book = plan(&format!(
        "{PLAN}\n--8<-- \"in.txt\"\n--8<-- \"folder/secret.txt\"\n"
    ))
    .file("outside/secret.txt", "very secret\n");
    std::os::unix::fs::symlink(book.path("outside/secret.txt"), book.path("content/in.txt"))
        .unwrap();
    std::os::unix::fs::symlink(book.path("outside"), book.path("content/folder")).unwrap();
    for arguments in [
        &["build", "-o", "out"][..],
        &["build", "content/plan.md", "-o", "out"],
    ] {
        book.run(arguments).reports(0, &["missing-snippet"]);
        let pages = crate::support::Pages::read(&book.path("out"));
        let all = pages
            .files
            .values()
            .map(|bytes| String::from_utf8_lossy(bytes));
        assert!(all.into_iter().all(|text| !text.contains("very secret")));
        std::fs::remove_dir_all(book.path("out")).unwrap();
    }
}

#[test]
fn markdown_in_raw_html_is_read() {
    let book = plan(&format!(
        "{PLAN}\n<div class=\"grid cards\" markdown>\n- [ ] one\n</div>\n\n<details markdown=\"1\"><summary>More</summary>\n    - [ ] two\n\n        - [ ] three\n    <section markdown=\"block\">\n    - [ ] four\n    </section>\n</details>\n<div markdown>**bold** <div>x</div></div>\nafter *all*\n\n```text\n<div markdown>\n```\n"
    ));
    let (run, pages) = book.tried();
    run.reports(0, &[]);
    assert!(!run.err.contains("removed-html"), "{}", run.err);
    let page = pages.main("plan/week-1-monday.html");
    assert_eq!(tasks(page).len(), 5, "{page}");
    assert!(
        page.contains("<summary>More</summary>") && page.contains("<strong>bold</strong>"),
        "{page}"
    );
    assert!(
        page.contains("after <em>all</em>") && page.contains("&lt;div markdown&gt;"),
        "{page}"
    );
    book.write("handbook.yaml", "html: trusted\n");
    let page = book.rendered();
    let page = page.main("plan/week-1-monday.html");
    assert!(
        page.contains("<div class=\"grid cards\">") && !page.contains("<section markdown"),
        "{page}"
    );
}

#[test]
fn an_explained_word_in_a_template_is_marked_there() {
    let page = day("```markdown\nSQL here :smile:\n\n*[SQL]: Structured\n```\n\nSQL there\n");
    assert!(
        page.contains("<abbr title=\"Structured\">SQL</abbr> here"),
        "{page}"
    );
}

#[test]
fn escaped_signs_around_other_marks_are_words() {
    let page = day("\\=\\=**a**\\=\\= and ==**b**== and \\[**c**]{.d} and [**e**]{.f}\n");
    for part in [
        "==<strong>a</strong>==",
        " and <strong>b</strong> and ",
        "[<strong>c</strong>]{.d}",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("{.f}"), "{page}");
}

#[test]
fn pages_link_to_their_sources_by_the_rules_of_mkdocs() {
    let own = "https://github.com/me/exam";
    for (keys, expected) in [
        (
            format!("repo_url: {own}"),
            Some(format!("{own}/edit/master/docs/plan.md")),
        ),
        (
            format!("repo_url: {own}/"),
            Some(format!("{own}/edit/master/docs/plan.md")),
        ),
        (
            "repo_url: https://gitlab.com/me/exam".to_owned(),
            Some("https://gitlab.com/me/exam/edit/master/docs/plan.md".to_owned()),
        ),
        (
            "repo_url: https://bitbucket.org/me/exam".to_owned(),
            Some("https://bitbucket.org/me/exam/src/default/docs/plan.md".to_owned()),
        ),
        ("repo_url: https://example.org/me/exam".to_owned(), None),
        (format!("repo_url: {own}\nedit_uri: ''"), None),
        (
            format!("repo_url: {own}\nedit_uri: blob/main/text"),
            Some(format!("{own}/blob/main/text/plan.md")),
        ),
        (
            "repo_url: https://example.org/me/exam\nedit_uri: ?file=root/docs/".to_owned(),
            Some("https://example.org/me/exam?file=root/docs/plan.md".to_owned()),
        ),
        (
            format!("repo_url: {own}\nedit_uri: https://example.org/docs/"),
            Some("https://example.org/docs/plan.md".to_owned()),
        ),
        (
            format!(
                "repo_url: {own}\nedit_uri: a/\nedit_uri_template: 'raw/{{path_noext}}/{{path!q}}'"
            ),
            Some(format!("{own}/raw/plan/plan.md")),
        ),
        ("edit_uri: edit/main/docs/".to_owned(), None),
        ("repo_url: nothing\nedit_uri: edit/".to_owned(), None),
        ("repo_url: [1]\nedit_uri: {}".to_owned(), None),
    ] {
        let tree = book()
            .file("mkdocs.yml", format!("site_name: x\n{keys}\n"))
            .file("docs/plan.md", PLAN);
        let pages = tree.rendered();
        let page = pages.text("plan/week-1.html");
        let link = page
            .split("<a href=\"")
            .find(|part| part.contains("Edit this page"));
        let link = link.and_then(|part| part.split('"').next());
        assert_eq!(link, expected.as_deref(), "{keys}");
    }
}
