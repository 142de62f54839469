//! Raw HTML is made safe. The pieces that stand beside each other in one parent are cleaned together,
//! so that an element may be opened in one piece and closed in another with Markdown between them.

use std::sync::LazyLock;

use ammonia::Builder;

/// Stands between two pieces while they are cleaned; a private-use character that is taken out of the pieces.
const BETWEEN: char = '\u{F8FE}';

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(["input", "section", "main", "figure", "figcaption", "label"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_generic_attributes(["dir", "lang", "title", "id"])
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

/// The pieces as they may be shown, one for each that was given.
pub(super) fn clean(pieces: &[&str]) -> Vec<String> {
    let joined: Vec<String> = pieces
        .iter()
        .map(|piece| piece.replace(BETWEEN, ""))
        .collect();
    let cleaned = CLEANER
        .clean(&joined.join(&BETWEEN.to_string()))
        .to_string();
    let parts: Vec<String> = cleaned.split(BETWEEN).map(str::to_owned).collect();
    if parts.len() == pieces.len() {
        return parts;
    }
    // A table or a comment that is left open swallows what is between: each piece for itself, then.
    joined
        .iter()
        .map(|piece| CLEANER.clean(piece).to_string())
        .collect()
}

/// HTML without the attribute `markdown` in the tags that begin it.
pub(super) fn unmarked(html: &str) -> String {
    let mut whole = html.to_owned();
    for mark in [
        " markdown=\"1\"",
        " markdown='1'",
        " markdown=\"block\"",
        " markdown=\"span\"",
        " markdown=1",
        " markdown",
    ] {
        if let Some(end) = whole.find('>')
            && let Some(at) = whole[..end].find(mark)
            && whole[at + mark.len()..].starts_with([' ', '>'])
        {
            whole.replace_range(at..at + mark.len(), "");
        }
    }
    whole
}
