//! Trees of `MkDocs` as their authors left them: what `MkDocs` builds is built, and nothing of it is lost.

use crate::support::{Book, Pages, book, words};

/// A tree with a configuration, `docs/index.md`, and other files below `docs/`.
fn tree(configuration: &str, files: &[(&str, &str)]) -> Book {
    let mut tree = book()
        .file("mkdocs.yml", format!("site_name: Site\n{configuration}"))
        .file("docs/index.md", "# Home\n\nWelcome.\n");
    for (path, text) in files {
        tree = tree.file(&format!("docs/{path}"), text);
    }
    tree
}

/// Builds a tree, which must be told nothing about.
fn quiet(tree: &Book) -> Pages {
    let run = tree.run(&["build"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    Pages::read(&tree.path("output"))
}

/// The tree builds, and all of the words are in what is told.
fn told(tree: &Book, expected: &[&str]) -> Pages {
    tree.run(&["build"]).tells(0, expected);
    Pages::read(&tree.path("output"))
}

#[test]
fn a_repeated_key_matters_only_where_it_is_read() {
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
        let message = format!("error[bad-yaml]: this is not YAML: the key `{key}` is repeated");
        tree(twice, &[]).run(&["build"]).tells(1, &[&message]);
    }
    let own = book()
        .file("handbook.yaml", "title: A\ntitle: B\n")
        .file("content/a.md", "# A\n");
    own.run(&["build"]).tells(1, &["error[bad-yaml]"]);
}

#[test]
fn front_matter_that_is_none_stays_on_the_page() {
    for text in [
        "---\ntitle: [lost, \n---\n\n# Page\n\nText.\n",
        "---\njust words, lost\n---\n\n# Page\n\nText.\n",
        "---\n- lost\n---\n# Page\n\nText.\n",
    ] {
        let tree = tree("", &[("page.md", text), ("other.md", "# Other\n")]);
        let pages = told(&tree, &["warning[bad-yaml]", "docs/page.md:2:1"]);
        let page = words(pages.main("page.html"));
        assert!(page.contains("lost") && page.contains("Text."), "{page}");
        pages.text("other.html");
    }
}

#[test]
fn front_matter_for_another_program_is_no_error() {
    let text = "---\ntitle: [a]\nplan: enterprise\nlevels: 3\ntags: [x]\ntags: [y]\nfit: perhaps\n---\n# Page\n";
    let pages = told(
        &tree("", &[("page.md", text)]),
        &["warning[bad-value]: `title`"],
    );
    assert!(!words(pages.main("page.html")).contains("enterprise"));
}
