//! Splits a text into words and numbers.

use super::fold::is_unspaced;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    /// Characters of a script without spaces between words.
    Unspaced,
}

/// A run of characters of one kind, with its byte offset in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    pub(crate) start: usize,
}

impl Token<'_> {
    /// The end of the token.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c| kind(c).is_some())?;
        let rest = &text[start..];
        let first = rest.chars().next().and_then(kind)?;
        let len = rest
            .char_indices()
            .find(|(index, c)| {
                let inner = first == TokenKind::Word && is_apostrophe(*c) && {
                    let after = rest[index + c.len_utf8()..].chars().next();
                    after.and_then(kind) == Some(TokenKind::Word)
                };
                kind(*c) != Some(first) && !inner && !is_mark(*c)
            })
            .map_or(rest.len(), |(index, _)| index);
        at = start + len;
        Some(Token {
            kind: first,
            text: &rest[..len],
            start,
        })
    })
}

fn kind(character: char) -> Option<TokenKind> {
    if is_unspaced(character) {
        Some(TokenKind::Unspaced)
    } else if character.is_numeric() {
        Some(TokenKind::Number)
    } else if character.is_alphabetic() {
        Some(TokenKind::Word)
    } else {
        None
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

/// Whether a character is a combining mark.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}')
}
