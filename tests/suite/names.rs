//! Names of files and headings, and the addresses derived from them.

use std::fs;

use crate::support::{Book, Pages, book, count, plan};
#[cfg(unix)]
use crate::visitor::Preview;

const WEEK: &str = "## Week 1\n\n### Monday: Read (1 hour)\n\n- [ ] Read\n";

/// Builds a handbook, which must not have any diagnostics.
fn quiet(book: &Book) -> Pages {
    let run = book.run(&["build"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    let pages = Pages::read(&book.path("output"));
    resolve(&pages);
    pages
}

/// Decodes `%XX` in an address.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The relative addresses on a page.
fn addresses(html: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for mark in [" href=\"", " src=\""] {
        let values = html.split(mark).skip(1);
        all.extend(values.filter_map(|value| value.split('"').next()));
    }
    // The root of the server, on the page for missing addresses.
    all.retain(|address| !address.contains(':') && *address != "/");
    all
}

/// Asserts that every relative address leads to a file, and an anchor to an id in it.
fn resolve(pages: &Pages) {
    for page in pages.pages("") {
        for address in addresses(pages.text(page)) {
            assert!(
                !address.contains(['"', ' ', '?', '<', '\\']) && count(address, "#") < 2,
                "{page}: {address}"
            );
            let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
            let mut parts: Vec<&str> = page.split('/').collect();
            let path = decoded(path);
            if !path.is_empty() {
                parts.pop();
                for part in path.split('/') {
                    match part {
                        ".." => assert!(parts.pop().is_some(), "{page}: {address}"),
                        part => parts.push(part),
                    }
                }
            }
            let target = parts.join("/");
            let file = pages.files.get(&target);
            let file = file.unwrap_or_else(|| panic!("{page}: {address} leads to no file"));
            if !anchor.is_empty() {
                let id = format!("id=\"{}\"", decoded(anchor));
                let text = std::str::from_utf8(file).unwrap();
                assert!(text.contains(&id), "{page}: {address} leads to no place");
            }
        }
    }
}

const COMPOSED: [&str; 3] = ["\u{fc}bung", "bild-\u{e9}.png", "\u{e4}rger"];
const APART: [&str; 3] = ["u\u{308}bung", "bild-e\u{301}.png", "a\u{308}rger"];

#[test]
fn a_name_is_one_name_in_every_spelling() {
    let mut outputs = Vec::new();
    for [document, picture, _] in [COMPOSED, APART] {
        for [heading, ..] in [["\u{c4}rger"], ["A\u{308}rger"]] {
            let links: Vec<String> = [COMPOSED, APART]
                .iter()
                .map(|[document, picture, anchor]| {
                    format!(
                        "[a]({document}.md) [b]({document}.md#{anchor}) ![c]({picture}) [[{document}]]\n\n"
                    )
                })
                .collect();
            let book = plan(&format!("# Plan\n\n{}{WEEK}", links.concat()))
                .file(
                    &format!("content/{document}.md"),
                    format!("# One\n\n## {heading}\n\nText.\n"),
                )
                .file(&format!("content/{picture}"), "picture");
            let pages = quiet(&book);
            book.run(&["check", "--strict"]).reports(0, &[]);
            let names: Vec<String> = pages.files.keys().cloned().collect();
            assert!(names.contains(&"\u{fc}bung.html".to_owned()), "{names:?}");
            assert!(names.contains(&"bild-\u{e9}.png".to_owned()), "{names:?}");
            let main = pages.main("plan/index.html");
            assert_eq!(count(main, "href=\"../%C3%BCbung.html\""), 4, "{main}");
            assert_eq!(
                count(main, "href=\"../%C3%BCbung.html#%C3%A4rger\""),
                2,
                "{main}"
            );
            assert_eq!(count(main, "src=\"../bild-%C3%A9.png\""), 2, "{main}");
            outputs.push(names);
        }
    }
    assert!(outputs.iter().all(|names| *names == outputs[0]));
}

#[test]
fn a_configuration_may_name_files_in_either_spelling() {
    for [document, picture, _] in [COMPOSED, APART] {
        let book = book()
            .file(
                "handbook.yaml",
                format!(
                    "plans: [{0}.md]\nnav: [{0}.md]\ntheme: {{logo: {1}}}\n",
                    COMPOSED[0], APART[1]
                ),
            )
            .file(
                &format!("content/{document}.md"),
                format!("# Plan\n\n{WEEK}"),
            )
            .file(&format!("content/{picture}"), "picture");
        quiet(&book).text("\u{fc}bung/week-1.html");
        let bare = crate::support::book()
            .file("plan.md", format!("# Plan\n\n![a]({})\n\n{WEEK}", APART[1]))
            .file(picture, "picture");
        bare.run(&["build", "plan.md"]).reports(0, &[]);
        let pages = Pages::read(&bare.path("output"));
        pages.files.get("bild-\u{e9}.png").unwrap();
        resolve(&pages);
    }
}

/// File names that are valid on Unix.
#[cfg(unix)]
const ODD: [&str; 15] = [
    "a#b.png",
    "a?b.png",
    "100%.png",
    "a%20b.png",
    "a b.png",
    "a'b.png",
    "a\"b.png",
    "a&b.png",
    "a;b.png",
    "a+b.png",
    "a:b.png",
    "a|b.png",
    "nul.png",
    "end.",
    "a<b>*.png",
];

#[cfg(unix)]
#[test]
fn a_file_with_any_name_is_published_and_linked() {
    let encoded = |name: &str| {
        let bytes = name.bytes();
        bytes.map(|byte| format!("%{byte:02X}")).collect::<String>()
    };
    let links: Vec<String> = ODD
        .iter()
        .map(|name| format!("![x](img/{0}) [y](img/{0})\n", encoded(name)))
        .collect();
    let mut book = plan(&format!("# Plan\n\n{}\n{WEEK}", links.concat()))
        .file("handbook.yaml", "base_url: https://example.org/\n")
        .file("content/aux/x.png", "x");
    for name in ODD {
        book = book.file(&format!("content/img/{name}"), name);
    }
    let pages = quiet(&book);
    let main = pages.main("plan/index.html");
    assert_eq!(count(main, " src=\"../img/"), ODD.len(), "{main}");
    assert!(
        pages
            .main("plan/everything.html")
            .contains(" src=\"../img/")
    );
    for name in ODD {
        let copies = pages
            .files
            .iter()
            .filter(|(path, bytes)| path.starts_with("img/") && *bytes == name.as_bytes());
        assert_eq!(copies.count(), 1, "{name}");
    }
    let refused = |path: &&String| path.contains(['<', '>', ':', '"', '|', '?', '*', '\\']);
    assert_eq!(pages.files.keys().find(refused), None);
    for path in pages.files.keys() {
        for name in path.split('/') {
            assert!(!name.ends_with(['.', ' ']), "{path}");
            let stem = name.split('.').next().unwrap();
            assert!(!["nul", "aux"].contains(&stem), "{path}");
        }
    }
    assert!(pages.files.contains_key("img/a#b.png"));
    let worker = pages.text("service-worker.js");
    assert!(worker.contains("map(encodeURIComponent)"), "{worker}");
    // The preview serves them under the same names.
    let preview = Preview::of(&book);
    for path in pages.files.keys().filter(|path| path.contains(".png")) {
        let folders: Vec<String> = path.split('/').map(encoded).collect();
        let reply = preview.get(&format!("/{}", folders.join("/")));
        assert_eq!(reply.status, 200, "{path}");
    }
    // The second build leaves everything unchanged.
    assert_eq!(quiet(&book).files, pages.files);
}

#[test]
fn no_page_has_a_name_that_windows_keeps() {
    let book = plan(&format!(
        "---\ntracks: [{{name: Aux, hours_per_week: 1}}]\n---\n# Plan\n\n[a](nul.md) [b](con/com1.md)\n\n{WEEK}\n## Con\n\nText.\n"
    ))
    .file("content/nul.md", "# Nul\n")
    .file("content/con/com1.md", "# Com\n");
    let pages = quiet(&book);
    for path in [
        "nul-page.html",
        "con-page/com1-page.html",
        "plan/aux-page/con-page.html",
    ] {
        pages.text(path);
    }
    let plan = crate::support::book().file("content/nul.md", format!("# Nul\n\n{WEEK}"));
    quiet(&plan).text("nul-page/week-1.html");
}

#[test]
fn two_files_of_one_name_have_a_page_each() {
    let book = plan(&format!(
        "# Plan\n\n[a](Notes.md) [b](notes.md) [c](no-tes.md) [d](no%20tes.md) [e](notes-2.md)\n\n{WEEK}"
    ))
    .file("content/Notes.md", "# Upper\n")
    .file("content/notes.md", "# Lower\n")
    .file("content/no tes.md", "# Space\n")
    .file("content/no-tes.md", "# Line\n")
    .file("content/notes-2.md", "# Second\n");
    book.run(&["check"]).reports(
        0,
        &[
            "note[renamed-page]: this document is published as `notes-3.html`, because `notes.md` is already `notes.html`",
            "note[renamed-page]: this document is published as `no-tes-2.html`, because `no-tes.md` is already `no-tes.html`",
        ],
    );
    let pages = book.rendered();
    resolve(&pages);
    for (path, title) in [
        ("notes.html", "Lower"),
        ("notes-3.html", "Upper"),
        ("notes-2.html", "Second"),
        ("no-tes.html", "Line"),
        ("no-tes-2.html", "Space"),
    ] {
        assert!(
            pages.text(path).contains(&format!("<h1>{title}</h1>")),
            "{path}"
        );
        assert!(
            pages
                .main("plan/index.html")
                .contains(&format!("href=\"../{path}\""))
        );
    }
    let long = "x".repeat(130);
    let book = plan(&format!(
        "# Plan\n\n[a]({long}.md) [b](X{}.md)\n\n{WEEK}",
        &long[1..]
    ))
    .file(&format!("content/{long}.md"), "# One\n")
    .file(&format!("content/X{}.md", &long[1..]), "# Two\n");
    let pages = book.rendered();
    resolve(&pages);
    assert_eq!(pages.pages("x").len(), 2);
    assert!(pages.files.keys().all(|path| path.len() <= 125));
}

#[test]
fn no_heading_has_the_address_of_another_page() {
    let headings = [
        ("Sheets", " {#week-1-sheets}"),
        ("Monday's rest", " {#week-1-monday}"),
        ("Index", ""),
        ("Everything", ""),
        ("Notes", ""),
        ("Notes", ""),
        ("Search", ""),
    ];
    let sections = headings.map(|(title, id)| format!("## {title}{id}\n\nText of {title}.\n\n"));
    let sections = sections.concat();
    for text in [
        format!("# Plan\n\n{sections}{WEEK}"),
        format!("# Plan\n\n{WEEK}\n{sections}"),
        format!("---\ntracks: [Index, Everything]\n---\n# Plan\n\n{WEEK}\n{sections}"),
    ] {
        let pages = plan(&text).rendered();
        resolve(&pages);
        for (title, _) in headings {
            let own = format!(">{}</h1>", title.replace('\'', "’"));
            let mut texts = pages.pages("").into_iter().map(|page| pages.text(page));
            assert!(
                texts.any(|page| page.contains(&own)),
                "no page of {title}: {text}"
            );
        }
        let week = pages
            .files
            .iter()
            .find(|(path, _)| path.ends_with("/week-1-monday.html"));
        assert!(String::from_utf8_lossy(week.unwrap().1).contains("data-task"));
    }
}

#[cfg(unix)]
#[test]
fn files_that_cannot_both_be_published_are_named() {
    for (files, printed) in [
        (
            &["content/\u{e9}.png", "content/e\u{301}.png"][..],
            "would be published at the same path",
        ),
        (
            &["content/plan"],
            "`plan` is a folder of pages in the handbook",
        ),
        (
            &["content/notes.html/a.png"],
            "has the path of the page `notes.html`",
        ),
    ] {
        let mut book = plan(&format!("# Plan\n\n{WEEK}")).file("content/notes.md", "# Notes\n");
        for file in files {
            book = book.file(file, "x");
        }
        for verb in ["check", "build"] {
            book.run(&[verb])
                .reports(1, &["error[same-page]", printed, files[0]]);
        }
        assert!(!book.path("output").exists());
    }
}

#[test]
fn authors_can_write_files_that_the_handbook_would_generate() {
    let book = plan(&format!(
        "# Plan\n\n[a](404.md) [d](search.md) [e](assets/notes.md) [f](robots.md)\n\n{WEEK}"
    ))
    .file("handbook.yaml", "base_url: https://example.org/\n")
    .file("content/robots.txt", "user")
    .file("content/404.md", "# Lost\n")
    .file("content/search.md", "# Search\n")
    .file("content/robots.md", "# Robots\n")
    .file("content/assets/notes.md", "# Notes\n")
    .file("content/assets/style.css", "a{}");
    let run = book.run(&["check"]);
    run.reports(0, &["content/robots.txt", "content/404.md"]);
    assert_eq!(count(&run.err, "note[own-file]"), 2, "{}", run.err);
    book.built();
    let pages = Pages::read(&book.path("output"));
    assert_eq!(pages.text("robots.txt"), "user");
    assert_eq!(pages.text("assets/style.css"), "a{}");
    for (page, title) in [
        ("404.html", "Lost"),
        ("search.html", "Search"),
        ("robots.html", "Robots"),
        ("assets/notes.html", "Notes"),
    ] {
        assert!(pages.text(page).contains(title), "{page}");
    }
}

#[test]
fn absolute_addresses_are_percent_encoded() {
    let pages = plan(&format!(
        "# Plan\n\n[a](\u{fc}b/n\u{f6}.md)\n\n{WEEK}\n## \u{8a08}\u{753b}\n\nText.\n"
    ))
    .file(
        "handbook.yaml",
        "base_url: https://b\u{fc}cher.example/\u{e4}\n",
    )
    .file("content/\u{fc}b/n\u{f6}.md", "# N\n")
    .rendered();
    resolve(&pages);
    let base = "https://xn--bcher-kva.example/%C3%A4/";
    let own = format!("{base}%C3%BCb/n%C3%B6.html");
    let page = pages.text("\u{fc}b/n\u{f6}.html");
    assert!(
        page.contains(&format!("<link rel=\"canonical\" href=\"{own}\">")),
        "{page}"
    );
    assert!(page.contains(&format!("<meta property=\"og:url\" content=\"{own}\">")));
    let sitemap = pages.text("sitemap.xml");
    assert!(
        sitemap.is_ascii() && sitemap.contains(&format!("<loc>{own}</loc>")),
        "{sitemap}"
    );
    assert!(sitemap.contains("/plan/%E8%A8%88%E7%94%BB.html</loc>"));
    assert!(
        pages
            .text("robots.txt")
            .contains(&format!("Sitemap: {base}sitemap.xml"))
    );
    for page in pages.pages("") {
        for whole in pages.text(page).split(base).skip(1) {
            let address = whole.split('"').next().unwrap();
            assert!(address.is_ascii(), "{page}: {address}");
        }
    }
}

#[test]
fn an_address_that_is_none_is_reported() {
    for (written, why) in [
        ("example.org", "does not begin with"),
        ("https:///a", "has no host"),
        ("https://exa mple.org/", "contains a space"),
        ("https://example.org/?a=b", "contains `?`"),
        ("\"https://example.org/#a\"", "contains `#`"),
        ("https://me:it@example.org/", "contains a user name"),
        ("https://example.org:99999/", "is not a URL"),
    ] {
        let book = plan(WEEK).file("handbook.yaml", format!("title: T\nbase_url: {written}\n"));
        book.run(&["build"])
            .reports(1, &["error[bad-value]", "handbook.yaml:2:", why, "help: "]);
        assert!(!book.path("output").exists());
    }
}

#[test]
fn a_theme_is_a_folder_below_themes() {
    let name = |name: &str| {
        plan(WEEK)
            .file("handbook.yaml", format!("theme:\n  name: {name}\n"))
            .file("other/templates/base.html", "stolen")
    };
    for path in [
        "../other",
        "../../etc",
        "/etc",
        "a/b",
        "..",
        ".",
        "'a\\b'",
        "'C:'",
        "themes/../../x",
    ] {
        for verb in ["check", "build"] {
            name(path).run(&[verb]).reports(
                1,
                &[
                    "error[bad-value]",
                    "handbook.yaml:2:",
                    "a theme must be `default` or the name of a folder in `themes/`",
                ],
            );
        }
    }
    name("default").run(&["build"]).reports(0, &[]);
    name("missing").run(&["build"]).reports(2, &["missing"]);
    #[cfg(unix)]
    {
        let book = name("mine");
        fs::create_dir(book.path("themes")).unwrap();
        std::os::unix::fs::symlink("../other", book.path("themes/mine")).unwrap();
        book.run(&["build"])
            .reports(2, &["themes/mine", "points outside"]);
    }
}

#[test]
fn a_style_sheet_leads_to_published_names() {
    let style = "@import \"more/x.css\";\n@import url(gone.css);\nbody{background:url(bg.png)} /* url(no.png) */\na{b:url('data:x,y')}\n";
    let book = plan(WEEK)
        .file(
            "handbook.yaml",
            "theme:\n  name: mine\n  accent: \"#aa3355\"\n",
        )
        .file("themes/mine/assets/style.css", style)
        .file(
            "themes/mine/assets/more/x.css",
            "p{a:url(\"../bg.png?v#x\");b:url(../odd%20name.svg)}",
        )
        .file("themes/mine/assets/bg.png", "picture")
        .file("themes/mine/assets/odd name.svg", "<svg/>")
        .file("themes/mine/assets/odd-name.svg", "<svg/>")
        .file(&format!("themes/mine/assets/{}", "x".repeat(250)), "long")
        .file("themes/mine/assets/LICENSE", "free");
    book.run(&["check"]).reports(
        0,
        &[
            "warning[dead-link]",
            "`gone.css` not found in the theme",
            "themes/mine/assets/style.css:2:9",
        ],
    );
    let before = book.rendered();
    let style = |pages: &Pages| {
        let mut paths = pages.files.keys();
        let path = paths
            .find(|path| path.starts_with("assets/style."))
            .unwrap();
        (path.clone(), pages.text(path).to_owned())
    };
    let (path, text) = style(&before);
    let published: Vec<&str> = before
        .files
        .keys()
        .filter_map(|path| path.strip_prefix("assets/"))
        .collect();
    let named = |start: &str| {
        *published
            .iter()
            .find(|name| name.starts_with(start))
            .unwrap()
    };
    assert!(
        text.contains(&format!("@import \"{}\";", named("more/x."))),
        "{text}"
    );
    assert!(
        text.contains(&format!("url(\"{}\")}} /* url(no.png) */", named("bg."))),
        "{text}"
    );
    assert!(
        text.contains("url(gone.css)") && text.contains("url('data:x,y')"),
        "{text}"
    );
    let more = before
        .text(&format!("assets/{}", named("more/x.")))
        .to_owned();
    assert!(
        more.contains(&format!("url(\"../{}?v#x\")", named("bg."))),
        "{more}"
    );
    let odd = published
        .iter()
        .filter(|name| name.starts_with("odd-name."));
    let odd: Vec<String> = odd.map(|name| format!("url(\"../{name}\")")).collect();
    assert_eq!(odd.len(), 2, "{published:?}");
    assert!(odd.iter().any(|url| more.contains(url)), "{more}");
    for (start, length) in [("LICENSE.", 18), ("xxx", 91)] {
        assert_eq!(named(start).len(), length, "{published:?}");
    }
    // A style sheet's name depends on all files that it refers to.
    book.write("themes/mine/assets/bg.png", "another picture");
    let (changed, _) = style(&book.rendered());
    assert_ne!(path, changed);
    let default = plan(WEEK).run(&["check"]);
    assert!(!default.err.contains("theme"), "{}", default.err);
}
