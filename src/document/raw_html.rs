//! Sanitizes raw HTML. Adjacent fragments in one parent are sanitized together, since an element may begin in one and
//! end in another with Markdown between them.

use std::sync::LazyLock;

use ammonia::Builder;

use super::tags::{Lexeme, Lexer};

/// The separator of fragments while they are sanitized; it is allowed anywhere, and fragments have no comments.
const BETWEEN: &str = "<!---->";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags([
            "section",
            "main",
            "figure",
            "figcaption",
            "label",
            "picture",
            "source",
        ])
        .rm_tags(["center"])
        .add_tag_attributes("img", ["srcset", "sizes", "loading"])
        .add_tag_attributes("source", ["srcset", "sizes", "media", "type"])
        .add_tag_attributes("details", ["open"])
        .add_generic_attributes(["dir", "lang", "title", "id"])
        .strip_comments(false)
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

/// Balanced fragments, sanitized one by one. Elements that are open at the end stay open.
pub(super) fn clean(pieces: &[String]) -> Vec<String> {
    let joined: String = pieces
        .iter()
        .flat_map(|piece| [piece.as_str(), BETWEEN])
        .collect();
    let cleaned = CLEANER.clean(&joined).to_string();
    let mut parts: Vec<String> = cleaned.split(BETWEEN).map(str::to_owned).collect();
    if parts.len() == pieces.len() + 1 {
        parts.pop();
        return parts;
    }
    // A text that swallows the separator: each fragment on its own, then.
    pieces
        .iter()
        .map(|piece| CLEANER.clean(piece).to_string().replace(BETWEEN, ""))
        .collect()
}

/// HTML without the attribute `markdown` in its tags.
pub(super) fn unmarked(html: &str) -> String {
    let mut whole = String::with_capacity(html.len());
    for lexeme in Lexer::of(html) {
        match lexeme {
            Lexeme::Tag(tag) if !tag.closes && tag.source.contains(" markdown") => {
                whole.push_str(&without_mark(tag.source));
            }
            lexeme => whole.push_str(lexeme.source()),
        }
    }
    whole
}

/// A tag without the attribute `markdown`.
fn without_mark(tag: &str) -> String {
    let marks = [
        " markdown=\"1\"",
        " markdown='1'",
        " markdown=\"block\"",
        " markdown=\"span\"",
        " markdown=1",
        " markdown",
    ];
    let mut marks = marks.into_iter().filter_map(|mark| {
        let (before, after) = tag.split_once(mark)?;
        let ends = after.starts_with([' ', '>']);
        ends.then(|| format!("{before}{after}"))
    });
    marks.next().unwrap_or_else(|| tag.to_owned())
}
