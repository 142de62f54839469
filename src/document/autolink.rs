//! Bare addresses in text become links, as GitHub's Markdown has them.

use std::ops::Range;

/// The bare addresses in `text`, each with the target it leads to, in their order.
pub(super) fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, scheme)) = next_start(text, at) {
        let end = start + length(&text[start..]);
        at = end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let host = text[start..end]
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        let before_is_word = text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        if !before_is_word
            && host
                .split('/')
                .next()
                .is_some_and(|host| host.contains('.') || host.starts_with("localhost"))
        {
            found.push((start..end, format!("{scheme}{}", &text[start..end])));
        }
    }
    found
}

fn next_start(text: &str, from: usize) -> Option<(usize, &'static str)> {
    [("http://", ""), ("https://", ""), ("www.", "http://")]
        .into_iter()
        .filter_map(|(mark, scheme)| Some((from + text[from..].find(mark)?, scheme)))
        .min()
}

/// How long the address at the beginning of `text` is, without the punctuation of the sentence around it.
fn length(text: &str) -> usize {
    let stop = |c: char| c.is_whitespace() || c == '<' || c.is_control();
    let mut end = text.find(stop).unwrap_or(text.len());
    while let Some(last) = text[..end].chars().next_back() {
        let opened = text[..end].matches('(').count();
        let closed = text[..end].matches(')').count();
        let trailing = "?!.,:*_~'\";".contains(last) || last == ')' && closed > opened;
        if !trailing {
            break;
        }
        end -= last.len_utf8();
    }
    end
}
