//! Inline syntax that is not Markdown: icons, emoji by name, keys, marks, lists of attributes, abbreviations and bare
//! addresses. Code is left unchanged.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::{attributes, autolink, wiki};

/// The icon sets of `MkDocs` themes.
const ICONS: &[&str] = &["material-", "fontawesome-", "octicons-", "simple-"];

/// How many bytes a name, a row of keys, a list of attributes or a mark may have. Without a limit, a long line of
/// opening signs would take quadratic time.
const LONGEST: usize = 600;

/// A part of a text with a special meaning.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum InlineMark {
    /// A bare address, and its target.
    Link(String),
    /// An icon, which is removed.
    Icon,
    /// A list of attributes, which is removed.
    Attributes,
    /// An emoji.
    Emoji(&'static str),
    /// Keys to be pressed.
    Keys(String),
    /// Highlighted words, without their signs.
    Marked(Range<usize>),
    /// Superscript words, without their signs.
    Superscript(Range<usize>),
    /// Subscript words, without their signs.
    Subscript(Range<usize>),
    /// Words in brackets with presentational attributes only.
    Plain(Range<usize>),
    /// A wiki link.
    Wiki(wiki::WikiLink),
    /// An abbreviation, and its meaning.
    Abbreviation(String),
}

/// Abbreviations with their meanings.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    titles: HashMap<String, String>,
    lengths: BTreeSet<usize>,
}

impl Abbreviations {
    /// Whether there never was one.
    pub(super) fn is_empty(&self) -> bool {
        self.lengths.is_empty() && self.titles.is_empty()
    }

    /// Adds one; later ones take precedence.
    pub(super) fn add(&mut self, (short, title): (String, String)) {
        if matches!(title.as_str(), "\"\"" | "''") {
            self.titles.remove(&short);
            return;
        }
        self.lengths.insert(short.len());
        self.titles.insert(short, title);
    }

    /// The length and the meaning of the abbreviation at a byte; the longest if there are several.
    fn at(&self, text: &str, at: usize) -> Option<(usize, &str)> {
        self.lengths.iter().rev().find_map(|len| {
            let short = text.get(at..at + len)?;
            let title = self.titles.get(short)?;
            let ends = text[at + len..].chars().next();
            ends.is_none_or(|c| !c.is_alphanumeric())
                .then_some((*len, title.as_str()))
        })
    }
}

/// Parses an abbreviation's definition, `*[HTML]: Hyper Text Markup Language`; `""` removes it. The meaning is empty if
/// it is on the line below. Longer lines are text.
pub(super) fn definition(line: &str) -> Option<(&str, &str)> {
    let (short, rest) = line.trim_start().strip_prefix("*[")?.split_once(']')?;
    let title = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(':')?;
    let (short, title) = (short.trim(), title.trim());
    let fits = short.len() <= 60 && title.len() <= 300;
    let is_plain = !short.contains(['[', '*', '\\']);
    (fits && is_plain && !short.is_empty()).then_some((short, title))
}

/// What is directly in front of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum After {
    /// A link or an image.
    Link,
    /// Code or emphasis.
    Inline,
    /// Anything else, or nothing.
    #[default]
    Other,
}

/// The context of a text.
pub(super) struct InlineContext<'a> {
    /// What is directly in front of the text.
    pub(super) after: After,
    /// Whether bare addresses become links.
    pub(super) links: bool,
    /// Whether a list of attributes at its end belongs to its container.
    pub(super) keeps_last: bool,
    /// The known abbreviations.
    pub(super) abbreviations: &'a Abbreviations,
}

/// The marks of a text, in order. `masked` is the text with its escaped signs masked.
pub(super) fn marks(
    text: &str,
    masked: &str,
    around: &InlineContext<'_>,
) -> Vec<(Range<usize>, InlineMark)> {
    let explains = !around.abbreviations.titles.is_empty();
    if !explains && !may_have_marks(masked) {
        return Vec::new();
    }
    let addresses = if around.links && (text.contains("://") || text.contains("www.")) {
        autolink::addresses(text)
    } else {
        Vec::new()
    };
    let mut addresses = addresses.into_iter().peekable();
    let mut marks: Vec<(Range<usize>, InlineMark)> = Vec::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(next) = masked[at..].chars().next() {
        if let Some((range, target)) = addresses.next_if(|(range, _)| range.start <= at) {
            at = range.end;
            before = text[..at].chars().next_back();
            marks.push((range, InlineMark::Link(target)));
            continue;
        }
        let limit = addresses
            .peek()
            .map_or(text.len(), |(range, _)| range.start);
        let touches = match marks.last() {
            Some((range, InlineMark::Icon | InlineMark::Emoji(_) | InlineMark::Keys(_)))
                if range.end == at =>
            {
                After::Inline
            }
            None if at == 0 => around.after,
            _ => After::Other,
        };
        let whole = (&text[..limit], &masked[..limit]);
        match mark(whole, (at, before, next), touches, around) {
            Some((len, mark)) => {
                marks.push((at..at + len, mark));
                at += len;
                before = text[..at].chars().next_back();
            }
            None => {
                at += next.len_utf8();
                before = Some(next);
            }
        }
    }
    settle_spaces(text, &mut marks);
    marks
}

/// The possible first bytes of a mark.
const FIRST_BYTES: [bool; 256] = {
    let mut set = [false; 256];
    let mut all: &[u8] = b"{^~+=w[:";
    while let [first, rest @ ..] = all {
        set[*first as usize] = true;
        all = rest;
    }
    set
};

/// Whether a text contains a possible start of a mark: most texts do not, and are read no further.
fn may_have_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |(at, byte): (usize, &u8)| {
        if !FIRST_BYTES[usize::from(*byte)] {
            return false;
        }
        let next = bytes.get(at + 1).copied();
        match byte {
            b'+' | b'=' | b'w' | b'[' => next == Some(*byte),
            b':' => next.is_some_and(|next| {
                next.is_ascii_alphanumeric() || matches!(next, b'/' | b'+' | b'-' | b'_')
            }),
            _ => true,
        }
    };
    bytes.iter().enumerate().any(begins)
}

/// The mark that begins at a byte, and its length.
fn mark(
    (text, masked): (&str, &str),
    (at, before, next): (usize, Option<char>, char),
    touches: After,
    around: &InlineContext<'_>,
) -> Option<(usize, InlineMark)> {
    let rest = &masked[at..];
    let at_word = before.is_none_or(|c| !c.is_alphanumeric());
    match next {
        ':' if at_word && before != Some(':') => named(rest),
        '+' if at_word && before != Some('+') => keys(rest),
        '=' | '^' if at_word && before != Some(next) && rest[1..].starts_with(next) => {
            marked(rest, next).map(|len| (len, InlineMark::Marked(at + 2..at + len - 2)))
        }
        '^' if before != Some('^') => match block_id(rest) {
            Some(len) if before.is_none_or(char::is_whitespace) => {
                Some((len, InlineMark::Attributes))
            }
            _ => {
                let len = scripted(rest, '^')?;
                // `x^2+y^2` is text.
                let goes_on = rest[len..].starts_with(char::is_alphanumeric);
                (!goes_on).then_some((len, InlineMark::Superscript(at + 1..at + len - 1)))
            }
        },
        '~' if before.is_some_and(|c| c.is_alphanumeric() || c == ')') => {
            let len = scripted(rest, '~')?;
            // `9~12, 13~17` are ranges.
            let is_range =
                before.is_some_and(char::is_numeric) && rest[len..].starts_with(char::is_numeric);
            (!is_range).then_some((len, InlineMark::Subscript(at + 1..at + len - 1)))
        }
        '!' | '[' if around.links => wiki::link(&text[at..])
            .map(|(len, link)| (len, InlineMark::Wiki(link)))
            .or_else(|| {
                let (len, words) = bracketed(rest)?;
                Some((len, InlineMark::Plain(at + 1..at + 1 + words)))
            }),
        '{' if touches != After::Other => {
            let len = window(rest).find('}')? + 1;
            let is_look = match touches {
                After::Link => attributes::is_list_of_link(&rest[..len]),
                _ => attributes::is_list(&rest[..len]),
            };
            let is_kept = around.keeps_last && rest[len..].trim().is_empty();
            (is_look && !is_kept).then_some((len, InlineMark::Attributes))
        }
        _ if at_word && !next.is_whitespace() => {
            let (len, title) = around.abbreviations.at(text, at)?;
            Some((len, InlineMark::Abbreviation(title.to_owned())))
        }
        _ => None,
    }
}

/// The length of `^sup^` or `~sub~`; with a space in it, it is text.
fn scripted(text: &str, sign: char) -> Option<usize> {
    let inner = window(&text[1..]);
    let end = inner.find(|c: char| c == sign || c.is_whitespace())?;
    let is_closed = end > 0 && inner[end..].starts_with(sign);
    (is_closed && !inner[end + 1..].starts_with(sign)).then_some(end + 2)
}

/// The length of a block id at the end of a block, as in Obsidian: `^a1b2c3`.
fn block_id(text: &str) -> Option<usize> {
    let id = &text[1..];
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (id.len() >= 3 && id.chars().all(is_plain) && id.contains(|c: char| c.is_ascii_alphabetic()))
        .then_some(text.len())
}

/// The length of `[words]{.class}`, and of the words.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    let inner = window(text.strip_prefix('[')?);
    let end = inner.find(['[', ']'])?;
    let after = inner[end..].strip_prefix("]{")?;
    let close = after.find('}')? + 1;
    let list = &inner[end + 1..end + 2 + close];
    attributes::is_list(list).then_some((end + 3 + close, end))
}

/// The part of a text that is searched.
fn window(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST.min(text.len()))]
}

/// `:name:`.
fn named(text: &str) -> Option<(usize, InlineMark)> {
    let rest = window(&text[1..]);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+-_".contains(c);
    let end = rest.find(|c| !is_part(c))?;
    let (name, after) = rest.split_at(end);
    after.strip_prefix(':')?;
    if name.is_empty() {
        return None;
    }
    if ICONS.iter().any(|set| name.starts_with(set)) {
        return Some((end + 2, InlineMark::Icon));
    }
    let emoji = emojis::get_by_shortcode(name).or_else(|| by_words(name))?;
    Some((end + 2, InlineMark::Emoji(emoji.as_str())))
}

/// The emoji with these words in its Unicode name: `man_raising_hand`, a name that GitHub does not have.
fn by_words(name: &str) -> Option<&'static emojis::Emoji> {
    static NAMES: LazyLock<HashMap<String, &'static emojis::Emoji>> = LazyLock::new(|| {
        let names = emojis::iter().map(|emoji| {
            let name = emoji.name().to_lowercase().replace([' ', '-'], "_");
            (name.replace([':', ',', '.', '’'], ""), emoji)
        });
        names.collect()
    });
    NAMES.get(name).copied()
}

/// `++ctrl+alt+del++`, `++"My key"++`.
fn keys(text: &str) -> Option<(usize, InlineMark)> {
    let inner = window(text.strip_prefix("++")?);
    let end = inner.find("++")?;
    let mut keys = Vec::new();
    for key in inner[..end].split('+') {
        let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        match quoted {
            Some(words) if !words.trim().is_empty() => keys.push(words.to_owned()),
            None if !key.is_empty() && key.chars().all(is_plain) => keys.push(named_key(key)),
            _ => return None,
        }
    }
    let after = inner[end + 2..].chars().next();
    let ends = after.is_none_or(|c| c != '+' && !c.is_alphanumeric());
    ends.then(|| (end + 4, InlineMark::Keys(keys.join("+"))))
}

/// The label of `arrow-up` on a key.
fn named_key(name: &str) -> String {
    let words = name.split(['-', '_']).map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The length of `==words==` or `^^words^^`.
fn marked(text: &str, sign: char) -> Option<usize> {
    let signs: String = [sign, sign].iter().collect();
    let inner = window(text.strip_prefix(signs.as_str())?);
    if inner.starts_with(|c: char| c.is_whitespace() || c == sign) {
        return None;
    }
    let mut ends = inner.match_indices(signs.as_str()).map(|(end, _)| end);
    let end = ends.find(|end| {
        let last = inner[..*end].chars().next_back();
        let after = inner[end + 2..].chars().next();
        last.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| c != sign && !c.is_alphanumeric())
    })?;
    Some(end + 4)
}

/// A removed mark takes one of the spaces around it along.
fn settle_spaces(text: &str, marks: &mut [(Range<usize>, InlineMark)]) {
    for index in 0..marks.len() {
        let is_last = marks[index].0.end == text.len() && marks[index].1 == InlineMark::Attributes;
        if marks[index].1 != InlineMark::Icon && !is_last {
            continue;
        }
        let last = match marks.get(index + 1) {
            Some((range, InlineMark::Attributes)) if range.start == marks[index].0.end => index + 1,
            _ => index,
        };
        let (start, end) = (marks[index].0.start, marks[last].0.end);
        let is_free = |at: usize| marks.get(last + 1).is_none_or(|(next, _)| at < next.start);
        let at_start = text[..start]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        if at_start && text[end..].starts_with(' ') && is_free(end) {
            marks[last].0.end += 1;
        } else if text[end..].trim().is_empty() {
            let before = index.checked_sub(1).map_or(0, |before| marks[before].0.end);
            let kept = text[before..start].trim_end_matches(' ').len();
            marks[index].0.start = before + kept;
        }
    }
}
