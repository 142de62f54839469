//! Turns bare addresses in text into links, as in GitHub's Markdown.

use std::ops::Range;

/// The bare addresses in `text`, in order, each with its target.
pub(super) fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut starts = Starts::of(text);
    while let Some((start, scheme)) = starts.next(at) {
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

/// The prefixes of addresses, and the text that is put in front of the target.
const BEGINNINGS: [(&str, &str); 3] = [("http://", ""), ("https://", ""), ("www.", "http://")];

/// Caches the next match of each prefix, so no part of a text is searched twice for it.
struct Starts<'a> {
    text: &'a str,
    next: [Option<usize>; 3],
}

impl<'a> Starts<'a> {
    fn of(text: &'a str) -> Self {
        let next = BEGINNINGS.map(|(beginning, _)| text.find(beginning));
        Self { text, next }
    }

    /// The first match at or after a byte. Bytes must not decrease between calls.
    fn next(&mut self, from: usize) -> Option<(usize, &'static str)> {
        for (next, (beginning, _)) in self.next.iter_mut().zip(BEGINNINGS) {
            if next.is_some_and(|next| next < from) {
                let ahead = self.text[from..].find(beginning);
                *next = ahead.map(|ahead| from + ahead);
            }
        }
        let places = self.next.iter().zip(BEGINNINGS);
        places
            .filter_map(|(next, (_, scheme))| Some(((*next)?, scheme)))
            .min()
    }
}

/// The length of the address at the beginning of `text`, without the punctuation of the surrounding sentence.
fn length(text: &str) -> usize {
    let stop = |c: char| c.is_whitespace() || c == '<' || c.is_control();
    let mut end = text.find(stop).unwrap_or(text.len());
    let opened = text[..end].matches('(').count();
    let mut closed = text[..end].matches(')').count();
    while let Some(last) = text[..end].chars().next_back() {
        let is_closing = last == ')' && closed > opened;
        if !is_closing && !"?!.,:*_~'\";".contains(last) {
            break;
        }
        closed -= usize::from(is_closing);
        end -= last.len_utf8();
    }
    end
}
