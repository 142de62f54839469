//! The content policy of a page allows its author's content, and nothing else.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::support::{Book, Pages, book, plan};
use crate::visitor::Preview;

/// The policy of pages without content that needs more.
const USUAL: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'";

/// The policy of a page, without the hash of the theme's style in its head, which it must allow.
fn policy(page: &str) -> String {
    let between = |start: &str, end: &str| {
        let (_, rest) = page.split_once(start).unwrap();
        &rest[..rest.find(end).unwrap()]
    };
    let own = STANDARD.encode(Sha256::digest(between("<style>", "</style>")));
    let own = format!(" 'sha256-{own}'");
    let whole = between(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"",
        "\"",
    );
    assert!(whole.contains(&own), "{whole}");
    whole.replacen(&own, "", 1)
}

/// The additions of a page's policy to the usual one, in order.
fn more(page: &str) -> Vec<String> {
    let usual: BTreeMap<&str, &str> = USUAL
        .split("; ")
        .filter_map(|directive| directive.split_once(' '))
        .collect();
    let policy = policy(page);
    let more = policy.split("; ").filter(|directive| {
        let (name, sources) = directive.split_once(' ').unwrap();
        usual.get(name) != Some(&sources)
    });
    more.map(str::to_owned).collect()
}

/// The paths of the pages with a policy other than the usual one.
fn opened(pages: &Pages) -> Vec<&str> {
    let all = pages.pages("").into_iter();
    let all = all.filter(|path| policy(pages.text(path)) != USUAL);
    all.collect()
}

fn remote(text: &str) -> Book {
    plan(text).file("handbook.yaml", "remote: [https://example.org]\n")
}

/// A plan with two weeks and content in the first day, the first week and the plan's section.
fn with(day: &str, week: &str, section: &str) -> String {
    format!(
        "# Plan\n\n## Week 1: Go\n\n{week}\n\n### Monday: A\n\n{day}\n\n- [ ] x\n\n### Friday: B\n\n- [ ] z\n\n## Week 2: On\n\n### Monday: C\n\n- [ ] y\n\n## Notes\n\n{section}\n"
    )
}

#[test]
fn a_remote_image_is_refused_in_every_notation() {
    let image = "![words](https://example.org/a.png)";
    for (place, column) in [
        (image.to_owned(), 1),
        (format!("- [ ] look {image}"), 12),
        (format!("- {image}"), 3),
        (format!("| a |\n|---|\n| {image} |"), 3),
        (format!("!!! note \"T {image}\"\n    x"), 13),
        (format!("!!! note\n    {image}"), 5),
        (format!("??? tip\n    {image}"), 5),
        (format!("=== \"Tab\"\n\n    {image}"), 5),
        (format!("> {image}"), 3),
        (format!("x[^1]\n\n[^1]: {image}"), 7),
        (format!("[{image}](#notes)"), 2),
        (format!("**Block (30 min)**\n\n{image}"), 1),
        (format!("#### Inner\n\n{image}"), 1),
        (
            "![words][r]\n\n[r]: https://example.org/a.png".to_owned(),
            1,
        ),
        ("![words](//example.org/a.png)".to_owned(), 1),
        ("![words](HTTPS://EXAMPLE.org/a.png)".to_owned(), 1),
        (
            "<img src=https://example.org/a.png alt=words>".to_owned(),
            1,
        ),
        ("<IMG SRC='//example.org/a.png' ALT=words>".to_owned(), 1),
        (
            "> <p>\n> <img src=https://example.org/a.png alt=words>\n> </p>".to_owned(),
            3,
        ),
        (
            "<img srcset=\"https://example.org/a.png 2x\" alt=words>".to_owned(),
            1,
        ),
    ] {
        let text = with(&place, "", "text");
        let book = plan(&text);
        let help = "copy it into the content folder and write its path, or allow its server with `remote: [https://example.org]` in handbook.yaml";
        let (run, pages) = book.tried();
        run.reports(0, &["warning[remote-file]", help, &format!(":{column}\n")]);
        assert_eq!(run.err.matches("warning[").count(), 1, "{}", run.err);
        let day = pages.main("plan/week-1-monday.html");
        assert!(
            day.contains("words") && !day.contains("<img"),
            "{place}: {day}"
        );
        assert_eq!(opened(&pages), Vec::<&str>::new(), "{place}");
        book.run(&["check", "--strict"]).reports(1, &[]);

        let allowed = remote(&text);
        let (run, pages) = allowed.tried();
        assert_eq!(run.err, "", "{place}");
        let day = pages.text("plan/week-1-monday.html");
        assert_eq!(more(day), ["img-src 'self' https://example.org"], "{place}");
        assert_eq!(
            day.to_lowercase()
                .matches("https://example.org/a.png")
                .count(),
            1,
            "{place}"
        );
        assert_eq!(
            opened(&pages),
            [
                "plan/everything.html",
                "plan/week-1-monday.html",
                "plan/week-1-sheets.html",
                "plan/week-1.html"
            ],
            "{place}"
        );
    }
}

#[test]
fn each_page_allows_the_sources_of_its_content() {
    let image = "![i](https://example.org/a.png)";
    for (text, expected) in [
        (
            with("", image, ""),
            &["plan/everything.html", "plan/week-1.html"][..],
        ),
        (
            with("", "", image),
            &["plan/everything.html", "plan/notes.html"],
        ),
        (
            format!("# Plan\n\n{image}\n\n## Week 1: A\n\n### Monday: B\n\n- [ ] x\n"),
            &["plan/everything.html", "plan/index.html"],
        ),
        (
            format!(
                "# Plan\n\n## Phase 1: P\n\n{image}\n\n### Week 1: A\n\n#### Monday: B\n\n- [ ] x\n"
            ),
            &["plan/everything.html", "plan/index.html"],
        ),
    ] {
        let pages = remote(&text).rendered();
        assert_eq!(opened(&pages), expected, "{text}");
    }
    let pages = remote(&with("", "", ""))
        .file(
            "content/index.md",
            format!("# Cover\n\n[c](c.md)\n\n## More\n\n{image}\n"),
        )
        .file("content/c.md", format!("# C\n\n{image}\n"))
        .file("content/404.md", format!("# Gone\n\n{image}\n"))
        .rendered();
    assert_eq!(opened(&pages), ["404.html", "c.html", "index.html"]);
}

#[test]
fn each_track_allows_the_sources_of_its_own_pages() {
    let text = "---\ntracks:\n  - id: full\n    name: Full\n    budget: 3\n  - id: half\n    name: Half\n    budget: 1\n---\n# Plan\n\n## Week 1: Go\n\n### Monday: A (3 hours)\n\n**One (1 hour)**\n\n- [ ] a {track=full}\n\n**Two (2 hours)**\n\n- [ ] b ![i](https://example.org/a.png) {track=full}\n";
    let pages = remote(text).rendered();
    assert_eq!(
        opened(&pages),
        [
            "plan/full/everything.html",
            "plan/full/week-1-monday.html",
            "plan/full/week-1-sheets.html",
            "plan/full/week-1.html"
        ]
    );
}

#[test]
fn a_task_for_when_time_allows_counts_as_well() {
    let text = "---\ntracks:\n  - id: half\n    name: Half\n    budget: 1\n---\n# Plan\n\n## Week 1: Go\n\n### Monday: A (3 hours)\n\n**One (1 hour)**\n\n- [ ] a\n\n**Two (2 hours)**\n\n- [ ] b ![i](https://example.org/a.png) {.optional}\n";
    let pages = remote(text).rendered();
    for path in pages.pages("plan/") {
        let page = pages.text(path);
        let shows = page.contains("<img src=\"https://example.org");
        assert_eq!(shows, policy(page) != USUAL, "{path}");
    }
    assert!(opened(&pages).len() >= 3);
}

#[test]
fn servers_are_compared_as_browsers_do() {
    for (allowed, address, is_allowed) in [
        ("https://example.org", "https://example.org/a.png", true),
        (
            "https://Example.ORG/",
            "https://EXAMPLE.org:443/a.png",
            true,
        ),
        ("https://example.org", "//example.org/a.png", true),
        (
            "https://example.org:8443",
            "https://example.org:8443/a.png",
            true,
        ),
        (
            "https://bücher.example",
            "https://xn--bcher-kva.example/a.png",
            true,
        ),
        ("http://example.org", "http://example.org/a.png", true),
        (
            "https://example.org",
            "https://example.org:8443/a.png",
            false,
        ),
        ("https://example.org", "http://example.org/a.png", false),
        (
            "https://example.org",
            "https://www.example.org/a.png",
            false,
        ),
        (
            "https://example.org",
            "https://example.org.evil/a.png",
            false,
        ),
        (
            "https://example.org",
            "https://example.org@evil.example/a.png",
            false,
        ),
    ] {
        let book = plan(&with(&format!("![i]({address})"), "", ""))
            .file("handbook.yaml", format!("remote:\n  - {allowed}\n"));
        let (run, pages) = book.tried();
        run.reports(0, &[]);
        assert_eq!(
            run.err.contains("[remote-file]"),
            !is_allowed,
            "{allowed} {address}"
        );
        assert_eq!(
            opened(&pages).is_empty(),
            !is_allowed,
            "{allowed} {address}"
        );
        let text = pages.text("plan/week-1-monday.html");
        assert!(
            !text.contains("src=\"//"),
            "a page on a disk has no scheme to add"
        );
    }
}

#[test]
fn an_entry_that_names_no_server_is_reported() {
    for (entry, help) in [
        (
            "https://example.org/pictures",
            "only the scheme and the host: `https://example.org`",
        ),
        (
            "example.org",
            "only the scheme and the host: `https://example.org`",
        ),
        (
            "https://me@example.org",
            "only the scheme and the host: `https://example.org`",
        ),
        ("https://*.example.org", "such as `https://example.org`"),
        ("\"*\"", "such as `https://example.org`"),
        ("\"'unsafe-inline'\"", "such as `https://example.org`"),
        ("\"data:\"", "such as `https://example.org`"),
        ("\"https://a;script-src\"", "such as `https://example.org`"),
        ("ftp://example.org", "such as `https://example.org`"),
    ] {
        let book = plan(&with("", "", "")).file(
            "handbook.yaml",
            format!("title: T\nremote:\n  - https://ok.example\n  - {entry}\n"),
        );
        book.run(&["check"]).reports(
            1,
            &[
                "error[bad-value]",
                "`remote` must be a list of servers",
                "handbook.yaml:4:5",
                help,
            ],
        );
    }
    let book = plan(&with("", "", "")).file("handbook.yaml", "remote: {a: b}\n");
    book.run(&["check"])
        .reports(1, &["error[bad-value]", "handbook.yaml:1:1"]);
    let one = plan(&with("![i](https://example.org/a.png)", "", ""))
        .file("handbook.yaml", "remote: https://example.org\n");
    assert_eq!(one.tried().0.err, "");
}

/// A plan of trusted HTML, and its files.
fn trusted(html: &str) -> Book {
    plan(&with(html, "", ""))
        .file("handbook.yaml", "html: trusted\n")
        .file("content/talk.mp4", "mp4")
        .file("content/run.js", "1")
        .file("content/a.png", "png")
}

#[test]
fn trusted_html_is_allowed_by_the_pages_that_show_it() {
    // `printf %s 'f()' | openssl dgst -sha256 -binary | base64`
    let hash = "'sha256-GcEEE0IkDzIP5EQ6DXZaDPORqT5RTBELX8Fyzyg9yvo='";
    for (html, expected) in [
        ("<script>f()</script>", format!("script-src 'self' {hash}")),
        (
            "a <script>f()</script> b",
            format!("script-src 'self' {hash}"),
        ),
        (
            "<p><script type=module>f()</script></p>",
            format!("script-src 'self' {hash}"),
        ),
        (
            "<p onclick=\"f()\">x</p>",
            format!("script-src 'self' 'unsafe-hashes' {hash}"),
        ),
        (
            "<p ONCLICK='f&lpar;&#41;'>x</p>",
            format!("script-src 'self' 'unsafe-hashes' {hash}"),
        ),
        (
            "<p style=f()>x</p>",
            format!("style-src 'self' 'unsafe-hashes' {hash}"),
        ),
        ("<style>f()</style>", format!("style-src 'self' {hash}")),
        ("<script src=run.js></script>", String::new()),
        (
            "<iframe src=https://Video.Example:8443/embed/x></iframe>",
            "frame-src https://video.example:8443".to_owned(),
        ),
        (
            "<iframe src=\"//video.example/x\"></iframe>",
            "frame-src https://video.example".to_owned(),
        ),
        (
            "<iframe src=plan.md></iframe>",
            "frame-src 'self'".to_owned(),
        ),
        (
            "<video src=talk.mp4></video>",
            "media-src 'self'".to_owned(),
        ),
        (
            "<audio src=https://a.example/b.mp3></audio>",
            "media-src 'self' https://a.example".to_owned(),
        ),
        (
            "<video><source src=https://a.example/b.mp4></video>",
            "media-src 'self' https://a.example".to_owned(),
        ),
        (
            "<object data=https://a.example/b.pdf>x</object>",
            "object-src https://a.example".to_owned(),
        ),
        (
            "<img src=\"data:image/png;base64,AA==\" alt=x>",
            "img-src 'self' data:".to_owned(),
        ),
        (
            "<img srcset=\"data:image/png;base64,AA== 2x, a.png\" alt=x>",
            "img-src 'self' data:".to_owned(),
        ),
        (
            "<form action=https://a.example/send><p>x</p></form>",
            "form-action https://a.example".to_owned(),
        ),
        ("<form><p>x</p></form>", "form-action 'self'".to_owned()),
        (
            "<form action=a><p><button formaction=https://b.example>x</button></p></form>",
            "form-action 'self' https://b.example".to_owned(),
        ),
        (
            "<svg><style>f()</style></svg>",
            format!("style-src 'self' {hash}"),
        ),
    ] {
        let book = trusted(html);
        let (run, pages) = book.tried();
        assert_eq!(run.err, "", "{html}");
        for path in [
            "plan/week-1-monday.html",
            "plan/week-1.html",
            "plan/week-1-sheets.html",
            "plan/everything.html",
        ] {
            let page = pages.text(path);
            assert_eq!(more(page).join("; "), expected, "{html} on {path}");
            assert!(!page.contains("unsafe-inline") && !page.contains("unsafe-eval"));
        }
        let others = opened(&pages).len();
        assert_eq!(others, if expected.is_empty() { 0 } else { 4 }, "{html}");
    }
}

#[test]
fn scripts_and_styles_of_other_servers_need_to_be_allowed() {
    for (html, kind, expected) in [
        (
            "<script src=https://example.org/a.js></script>",
            "script",
            "script-src 'self' https://example.org",
        ),
        (
            "<link rel=stylesheet href=https://example.org/a.css>",
            "style sheet",
            "style-src 'self' https://example.org",
        ),
        (
            "<video poster=https://example.org/a.png></video>",
            "image",
            "img-src 'self' https://example.org; media-src 'self'",
        ),
    ] {
        let book = trusted(html);
        let printed = format!("warning[remote-file]: the {kind} `https://example.org/a.");
        let (run, pages) = book.tried();
        run.reports(0, &[&printed]);
        let week = pages.text("plan/week-1.html");
        assert!(!week.contains("https://example.org"));
        let book = book.file(
            "handbook.yaml",
            "html: trusted\nremote: [https://example.org]\n",
        );
        let (run, pages) = book.tried();
        assert_eq!(run.err, "");
        assert_eq!(more(pages.text("plan/week-1.html")).join("; "), expected);
    }
}

#[test]
fn files_of_styles_are_followed_as_well() {
    for (html, shown, expected) in [
        (
            "<p style=\"background: url(a.png)\">x</p>",
            "url(../a.png)",
            "",
        ),
        (
            "<style>p { background: URL( '/a.png' ) }</style>",
            "URL( '../a.png' )",
            "",
        ),
        (
            "<style>@import \"s.css\";</style>",
            "@import \"../s.css\"",
            "",
        ),
        (
            "<style>@font-face { src: url(f.woff2) }</style>",
            "url(../f.woff2)",
            "",
        ),
        (
            "<p style='b: url(data:image/png;base64,AA==)'>x</p>",
            "url(data:image/png;base64,AA==)",
            "img-src 'self' data:",
        ),
    ] {
        let book = trusted(html)
            .file("content/s.css", "p{}")
            .file("content/f.woff2", "f");
        let (run, pages) = book.tried();
        assert_eq!(run.err, "", "{html}");
        let page = pages.text("plan/week-1.html");
        assert!(page.contains(shown), "{html}: {page}");
        let more = more(page);
        assert!(
            more.iter().any(|directive| directive.contains("'sha256-")),
            "{more:?}"
        );
        let others: Vec<&str> = more
            .iter()
            .map(String::as_str)
            .filter(|it| !it.contains("'sha256-"))
            .collect();
        assert_eq!(others.join("; "), expected, "{html}");
    }
    let html = "<p style=\"background: url(https://example.org/a.png)\">x</p>\n\n<style>@import 'https://example.org/a.css'; @font-face { src: url(//example.org/a.woff) } p { b: url(none.png) }</style>";
    let book = trusted(html);
    let (run, pages) = book.tried();
    run.reports(
        0,
        &[
            "warning[remote-file]: the image `https://example.org/a.png`",
            "warning[remote-file]: the style sheet `https://example.org/a.css`",
            "warning[remote-file]: the font `//example.org/a.woff`",
            "warning[dead-link]: file `none.png` not found; it is left out",
        ],
    );
    let page = pages.text("plan/week-1.html");
    assert!(
        page.contains("background: url()") && page.contains("@import '';"),
        "{page}"
    );
    let book = book.file(
        "handbook.yaml",
        "html: trusted\nremote: [https://example.org]\n",
    );
    let pages = book.rendered();
    let more = more(pages.text("plan/week-1.html"));
    assert!(
        more[0].starts_with("style-src 'self' 'unsafe-hashes' https://example.org 'sha256-"),
        "{more:?}"
    );
    assert_eq!(
        more[1..],
        [
            "img-src 'self' https://example.org",
            "font-src 'self' https://example.org"
        ]
    );
}

#[test]
fn line_ends_count_in_a_hash_as_browsers_read_them() {
    let unix = "<script>\nf();\n\ng();\n</script>\n\na <script>h();\ni()</script> b\n\n<p title=x\nstyle='a:b;\nc:d'>x</p>";
    let windows = trusted(&unix.replace('\n', "\r\n")).rendered();
    let unix = trusted(unix).rendered();
    let path = "plan/week-1-monday.html";
    assert_eq!(policy(unix.text(path)), policy(windows.text(path)));
    assert_ne!(policy(unix.text(path)), USUAL);
}

#[test]
fn sanitized_html_opens_no_page() {
    for html in [
        "<script>f()</script>",
        "<p onclick=f() style=f()>x</p>",
        "<style>f()</style>",
        "<iframe src=https://video.example/x></iframe>",
        "<video src=https://video.example/x></video>",
        "<form action=https://a.example>x</form>",
        "<p style='&quot;; script-src *'>x</p>",
    ] {
        let book = plan(&with(html, "", ""));
        let (run, pages) = book.tried();
        run.reports(0, &["[removed-html]"]);
        assert_eq!(opened(&pages), Vec::<&str>::new(), "{html}");
    }
}

#[test]
fn a_site_of_mkdocs_allows_servers_below_extra() {
    let book = book()
        .file(
            "mkdocs.yml",
            "site_name: S\nextra:\n  prepbook:\n    remote:\n      - https://example.org\n",
        )
        .file("docs/index.md", "# S\n\n![i](https://example.org/a.png)\n");
    let (run, pages) = book.tried();
    assert_eq!(run.err, "");
    assert_eq!(
        more(pages.text("index.html")),
        ["img-src 'self' https://example.org"]
    );
    let wrong = book.file(
        "mkdocs.yml",
        "site_name: S\nextra:\n  prepbook:\n    remote: [https://example.org/a]\n",
    );
    wrong
        .run(&["build"])
        .reports(1, &["error[bad-value]", "mkdocs.yml:4:14"]);
    let none = wrong.file(
        "mkdocs.yml",
        "site_name: S\nextra: {remote: 1, prepbook: x}\n",
    );
    let help = "`remote: [https://example.org]` under `extra: prepbook:` in mkdocs.yml";
    none.run(&["build"])
        .reports(0, &["warning[remote-file]", help]);
}

#[test]
fn the_preview_has_the_policies_of_a_build() {
    let book = trusted("<script>f()</script>\n\n<iframe src=https://video.example/x></iframe>");
    let pages = book.rendered();
    let preview = Preview::of(&book);
    for path in ["plan/week-1-monday.html", "plan/week-1.html", "index.html"] {
        let served = preview.page(&format!("/{path}"));
        assert_eq!(policy(&served), policy(pages.text(path)), "{path}");
        assert!(served.contains(".prepbook/live.js\""));
    }
}
