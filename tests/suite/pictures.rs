//! Pictures on pages: their sizes, and when they are loaded.

use crate::png::png;
use crate::support::{Book, plan};

fn book(text: &str) -> Book {
    plan(&format!(
        "# Plan\n\n{text}\n\n## Week 1\n\n### Monday\n\n- [ ] task\n"
    ))
    .file("content/pic ture.png", png(400, 300))
    .file("content/drawing.svg", "<svg viewBox='0 0 30 20'></svg>")
    .file("content/damaged.png", "no picture")
}

#[test]
fn a_picture_keeps_its_place_free_and_is_loaded_when_it_is_about_to_be_seen() {
    let cases = [
        (
            "![a](<pic ture.png>)",
            r#"src="../pic%20ture.png" alt="a" width="400" height="300" loading="lazy""#,
        ),
        (
            "![a](drawing.svg)",
            r#"src="../drawing.svg" alt="a" width="30" height="20" loading="lazy""#,
        ),
        (
            "![a](damaged.png)",
            r#"src="../damaged.png" alt="a" loading="lazy""#,
        ),
        (
            "<img src='pic%20ture.png' alt='b'>",
            r#"width="400" height="300" loading="lazy""#,
        ),
        (
            "<img src='pic%20ture.png' alt='b' width='200'>",
            r#"width="200" height="150" loading="lazy""#,
        ),
        (
            "<img src='pic%20ture.png' alt='b' height='30'>",
            r#"height="30" width="40" loading="lazy""#,
        ),
        (
            "<img src='pic%20ture.png' alt='b' width='50%'>",
            r#"width="50%" loading="lazy""#,
        ),
        (
            "<img src='pic%20ture.png' alt='b' width='7' height='7' loading='eager'>",
            r#"width="7" height="7" loading="eager""#,
        ),
    ];
    for (text, expected) in cases {
        let pages = book(text).rendered();
        let page = pages.text("plan/index.html");
        let picture = page
            .split("<img")
            .nth(1)
            .and_then(|rest| rest.split('>').next());
        let picture = picture.unwrap_or_else(|| panic!("{text}: {page}"));
        let picture = picture.trim_end_matches(['/', ' ']);
        assert!(picture.ends_with(expected), "{text}: {picture}");
    }
}

#[test]
fn the_logo_has_its_size() {
    let book = book("").file("handbook.yaml", "title: A\ntheme:\n  logo: drawing.svg\n");
    let pages = book.rendered();
    let page = pages.text("plan/index.html");
    assert!(
        page.contains(r#"<img src="../drawing.svg" alt="" width="30" height="20">"#),
        "{page}"
    );
}
