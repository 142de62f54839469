//! What stands in a line of text and is no Markdown of its own: icons, emoji by their names, keys, marks, lists of
//! attributes, abbreviations and bare addresses. Code is never read so.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::{attributes, autolink};

/// The sets of icons that come with a theme of `MkDocs`.
const ICONS: &[&str] = &["material-", "fontawesome-", "octicons-", "simple-"];

/// How many bytes a name, a row of keys, a list of attributes or a mark may have. Without an end to the search, a long
/// line of their first signs would be read over and over.
const LONGEST: usize = 600;

/// A part of a text that means something else than its words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A bare address, and what it leads to.
    Link(String),
    /// An icon, which is left out.
    Icon,
    /// A list of attributes, which is left out.
    Attributes,
    /// An emoji.
    Emoji(&'static str),
    /// Keys to be pressed.
    Keys(String),
    /// Words that are marked, without their signs.
    Marked(Range<usize>),
    /// An abbreviation, and what it stands for.
    Abbreviation(String),
}

/// Abbreviations with what they stand for.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    titles: HashMap<String, String>,
    lengths: BTreeSet<usize>,
}

impl Abbreviations {
    /// Adds one; a later one wins.
    pub(super) fn add(&mut self, (short, title): (String, String)) {
        self.lengths.insert(short.len());
        self.titles.insert(short, title);
    }

    /// The length and the meaning of the abbreviation that stands at a byte; the longest where there are several.
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

/// An abbreviation's definition, `*[HTML]: Hyper Text Markup Language`. What is longer than a definition is text.
pub(super) fn definition(line: &str) -> Option<(String, String)> {
    let (short, title) = line.trim().strip_prefix("*[")?.split_once("]:")?;
    let (short, title) = (short.trim(), title.trim());
    let fits = short.len() <= 60 && title.len() <= 300;
    let is_plain = !short.contains(['[', ']', '*']);
    (fits && is_plain && !short.is_empty() && !title.is_empty())
        .then(|| (short.to_owned(), title.to_owned()))
}

/// What a text is read with.
pub(super) struct Around<'a> {
    /// Whether the text begins right behind a link, an image, code or emphasis.
    pub(super) after_inline: bool,
    /// Whether it may hold bare addresses.
    pub(super) links: bool,
    /// Whether a list of attributes at its end belongs to what it stands in.
    pub(super) keeps_last: bool,
    pub(super) abbreviations: &'a Abbreviations,
}

/// The marks of a text, in their order.
pub(super) fn marks(text: &str, around: &Around<'_>) -> Vec<(Range<usize>, Mark)> {
    if around.abbreviations.titles.is_empty() && !may_have_marks(text) {
        return Vec::new();
    }
    let addresses = if around.links && (text.contains("://") || text.contains("www.")) {
        autolink::addresses(text)
    } else {
        Vec::new()
    };
    let mut addresses = addresses.into_iter().peekable();
    let mut marks: Vec<(Range<usize>, Mark)> = Vec::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(next) = text[at..].chars().next() {
        if let Some((range, target)) = addresses.next_if(|(range, _)| range.start <= at) {
            at = range.end;
            before = text[..at].chars().next_back();
            marks.push((range, Mark::Link(target)));
            continue;
        }
        let limit = addresses
            .peek()
            .map_or(text.len(), |(range, _)| range.start);
        let touches = match marks.last() {
            Some((range, mark)) => {
                range.end == at && matches!(mark, Mark::Icon | Mark::Emoji(_) | Mark::Keys(_))
            }
            None => at == 0 && around.after_inline,
        };
        match mark(&text[..limit], (at, before, next), touches, around) {
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

/// Whether a text has anything that a mark may begin with: most texts have not, and are read no further.
fn may_have_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.contains(&b'{')
        || bytes.windows(2).any(|pair| match pair[0] {
            b'+' | b'=' | b'^' | b'w' => pair[1] == pair[0],
            b':' => pair[1].is_ascii_alphanumeric() || matches!(pair[1], b'/' | b'+' | b'-' | b'_'),
            _ => false,
        })
}

/// The mark that begins at a byte, and its length.
fn mark(
    text: &str,
    (at, before, next): (usize, Option<char>, char),
    touches: bool,
    around: &Around<'_>,
) -> Option<(usize, Mark)> {
    let rest = &text[at..];
    let at_word = before.is_none_or(|c| !c.is_alphanumeric());
    match next {
        ':' if at_word && before != Some(':') => named(rest),
        '+' if at_word && before != Some('+') => keys(rest),
        '=' | '^' if at_word && before != Some(next) => {
            marked(rest, next).map(|len| (len, Mark::Marked(at + 2..at + len - 2)))
        }
        '{' if touches => {
            let len = window(rest).find('}')? + 1;
            let is_last = rest[len..].trim().is_empty();
            (attributes::is_list(&rest[..len]) && !(is_last && around.keeps_last))
                .then_some((len, Mark::Attributes))
        }
        _ if at_word && !next.is_whitespace() => {
            let (len, title) = around.abbreviations.at(text, at)?;
            Some((len, Mark::Abbreviation(title.to_owned())))
        }
        _ => None,
    }
}

/// As much of a text as is searched.
fn window(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST.min(text.len()))]
}

/// `:name:`.
fn named(text: &str) -> Option<(usize, Mark)> {
    let rest = window(&text[1..]);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+-_".contains(c);
    let end = rest.find(|c| !is_part(c))?;
    let (name, after) = rest.split_at(end);
    let after = after.strip_prefix(':')?;
    if name.is_empty() || after.starts_with(char::is_alphanumeric) {
        return None;
    }
    if ICONS.iter().any(|set| name.starts_with(set)) {
        return Some((end + 2, Mark::Icon));
    }
    let emoji = emojis::get_by_shortcode(name)?;
    Some((end + 2, Mark::Emoji(emoji.as_str())))
}

/// `++ctrl+alt+del++`, `++"My key"++`.
fn keys(text: &str) -> Option<(usize, Mark)> {
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
    ends.then(|| (end + 4, Mark::Keys(keys.join("+"))))
}

/// `arrow-up` as it stands on a key.
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

/// What is left out takes one of the spaces around it along.
fn settle_spaces(text: &str, marks: &mut [(Range<usize>, Mark)]) {
    for index in 0..marks.len() {
        if marks[index].1 != Mark::Icon {
            continue;
        }
        let last = match marks.get(index + 1) {
            Some((range, Mark::Attributes)) if range.start == marks[index].0.end => index + 1,
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
