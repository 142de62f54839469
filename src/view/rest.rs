//! What is left out on paper: what an author marks with `no-print`, and the sheets of days with nothing to do.

use super::piece::Piece;
use super::week::{DayContentView, DayView, ItemView};

/// The class of an admonition that is not printed.
const NO_PRINT: &str = "no-print";

/// The most lines of text on a day that needs no sheet of its own.
const FEW: usize = 2;

/// The elements of plain text.
const WORDS: &[&str] = &[
    "a", "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "p", "q", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

/// Pieces without the admonitions that are not printed.
pub fn printed(pieces: &[Piece]) -> impl Iterator<Item = &Piece> {
    // How deep in admonitions the piece is, from the one that is left out.
    let mut depth = 0_usize;
    pieces.iter().filter(move |piece| match piece {
        Piece::Admonition { classes, .. } => {
            let starts = classes.iter().any(|class| class == NO_PRINT);
            depth += usize::from(depth > 0 || starts);
            depth == 0
        }
        Piece::AdmonitionEnd { .. } if depth > 0 => {
            depth -= 1;
            false
        }
        _ => depth == 0,
    })
}

impl DayContentView {
    /// Whether a day has nothing to do: no time, no task, no block, and at most a few lines of plain text. Such a day
    /// has no sheet of its own; its text is on the cover of its week.
    pub fn is_rest(&self, day: &DayView) -> bool {
        let has_time = [day.given, day.written]
            .iter()
            .any(|time| time.is_some_and(|time| time > 0));
        !has_time
            && self.later.is_empty()
            && self.marks.is_empty()
            && self.items.iter().all(is_plain)
            && self.lines() <= FEW
    }
}

fn is_plain(item: &ItemView) -> bool {
    match item {
        ItemView::Prose { body } => printed(body).all(|piece| match piece {
            Piece::Html { html } => is_words(html),
            _ => false,
        }),
        ItemView::Block { .. } | ItemView::Note { .. } | ItemView::Section(_) => false,
    }
}

/// Whether HTML has the elements of plain text only.
fn is_words(html: &str) -> bool {
    html.split('<').skip(1).all(|tag| {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
        WORDS.contains(&&tag[..end.unwrap_or(tag.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::{is_words, printed};
    use crate::view::{Piece, Titled};

    #[test]
    fn an_admonition_of_the_class_is_left_out_with_all_in_it() {
        let html = |text: &str| Piece::Html {
            html: text.to_owned(),
        };
        let begin = |class: &str| Piece::Admonition {
            kind: "note",
            name: "note".to_owned(),
            title: Titled::Not,
            classes: vec![class.to_owned()],
            folds: false,
            open: true,
        };
        let end = || Piece::AdmonitionEnd { folds: false };
        let pieces = [
            html("before"),
            begin("no-print"),
            html("left out"),
            begin("inner"),
            html("left out, too"),
            end(),
            html("left out"),
            end(),
            begin("other"),
            html("kept"),
            end(),
            html("after"),
        ];
        let left: Vec<&Piece> = printed(&pieces).collect();
        let kept = [
            html("before"),
            begin("other"),
            html("kept"),
            end(),
            html("after"),
        ];
        assert_eq!(left, kept.iter().collect::<Vec<_>>());
    }

    #[test]
    fn plain_text_has_words_only() {
        for (html, expected) in [
            ("<p>Sleep <em>well</em>.<br></p>", true),
            ("words", true),
            ("<p><img src=\"a.png\" alt=\"\"></p>", false),
            ("<ul><li>one</li></ul>", false),
            ("<p>1 < 2</p>", false),
        ] {
            assert_eq!(is_words(html), expected, "{html}");
        }
    }
}
