//! What is being typed at the end of an unfinished line.

/// A part of a line that can be completed, with the characters of it that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypedPart<'l> {
    /// The address of a link.
    Link(&'l str),
    /// The address of an image.
    Image(&'l str),
    /// A key or a word among attributes in braces.
    Attribute(&'l str),
    /// The value of the key of an attribute.
    Value(&'l str, &'l str),
    /// The kind of an admonition.
    Kind(&'l str),
}

/// The part that is being typed at the end of `line`; `None` if it is only text.
pub(super) fn typed(line: &str) -> Option<TypedPart<'_>> {
    attribute(line)
        .or_else(|| address(line))
        .or_else(|| definition(line))
        .or_else(|| kind(line))
}

/// The address of an inline link: `[words](addr`, or `[words](<my addr`.
fn address(line: &str) -> Option<TypedPart<'_>> {
    let open = line.rfind("](")?;
    let inner = &line[open + 2..];
    let written = match inner.strip_prefix('<') {
        Some(inner) => Some(inner).filter(|inner| !inner.contains('>')),
        None => Some(inner).filter(|inner| !inner.contains([' ', ')'])),
    };
    let written = written?;
    let mut depth = 0;
    let label = line[..open].rfind(|c| {
        depth += match c {
            ']' => 1,
            '[' => -1,
            _ => 0,
        };
        depth < 0
    })?;
    Some(if line[..label].ends_with('!') {
        TypedPart::Image(written)
    } else {
        TypedPart::Link(written)
    })
}

/// The address of a definition: `[label]: addr`.
fn definition(line: &str) -> Option<TypedPart<'_>> {
    let line = line.trim_start();
    let (label, rest) = line.strip_prefix('[')?.split_once("]: ")?;
    let written = rest.trim_start();
    let is_one = !label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
    (is_one && !written.contains(' ')).then_some(TypedPart::Link(written))
}

/// An attribute in braces at the end of a heading or a task: `{track=part-time core`.
fn attribute(line: &str) -> Option<TypedPart<'_>> {
    let open = line.rfind('{')?;
    let inner = &line[open + 1..];
    let before = &line[..open];
    let is_list = before.is_empty() || before.ends_with([' ', '\t', '\n']);
    if !is_list || inner.contains(['}', '%']) {
        return None;
    }
    let mut quote = None;
    let mut start = 0;
    for (at, character) in inner.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, ' ' | '\t' | ':') => start = at + 1,
            _ => {}
        }
    }
    let token = &inner[start..];
    if let Some((key, value)) = token.split_once('=') {
        let value = value.trim_start_matches(['"', '\'']);
        // A value may be a list.
        let written = value.rsplit(',').next().unwrap_or_default().trim_start();
        return Some(TypedPart::Value(key, written));
    }
    token
        .chars()
        .all(char::is_alphabetic)
        .then_some(TypedPart::Attribute(token))
}

/// The kind of an admonition: `!!! no`, `??? no`, `> [!NO`.
fn kind(line: &str) -> Option<TypedPart<'_>> {
    let words = line.trim_start_matches([' ', '\t', '>']);
    let has_quote = line[..line.len() - words.len()].contains('>');
    let marks = ["!!! ", "???+ ", "??? "];
    let after_mark = marks.iter().find_map(|mark| words.strip_prefix(mark));
    let in_quote = words.strip_prefix("[!").filter(|_| has_quote);
    let written = after_mark.or(in_quote)?.trim_start();
    let is_word = written.chars().all(|c| c.is_alphanumeric() || c == '-');
    is_word.then_some(TypedPart::Kind(written))
}

#[cfg(test)]
mod tests {
    use super::TypedPart::{Attribute, Image, Kind, Link, Value};
    use super::typed;

    #[test]
    fn the_end_of_a_line_shows_what_is_typed() {
        for (line, expected) in [
            ("see [a](", Some(Link(""))),
            ("see [a](gui", Some(Link("gui"))),
            ("see [a [b] c](../x/gui#fi", Some(Link("../x/gui#fi"))),
            ("see [a](<my gui", Some(Link("my gui"))),
            ("see [a](gui) and [b](#", Some(Link("#"))),
            ("- [ ] ![a [b] c](pi", Some(Image("pi"))),
            ("[![a](b.png)](c", Some(Link("c"))),
            ("see [a](gui)", None),
            ("see [a](gui \"t", None),
            ("see [a](<b> ", None),
            ("a](b", None),
            ("[a]: gui", Some(Link("gui"))),
            ("  [a b]: ", Some(Link(""))),
            ("[^1]: gui", None),
            ("[a]: gui 't", None),
            ("text", None),
            ("", None),
            ("## Week 1 {", Some(Attribute(""))),
            ("## Week 1 {tr", Some(Attribute("tr"))),
            ("## Week 1 {#id .c core ti", Some(Attribute("ti"))),
            ("## Week 1 {track=", Some(Value("track", ""))),
            ("- [ ] a {core track=part-t", Some(Value("track", "part-t"))),
            ("- [ ] a {track=\"part time, fu", Some(Value("track", "fu"))),
            ("- [ ] a {track=x,y", Some(Value("track", "y"))),
            ("- [ ] a {: area=Sy", Some(Value("area", "Sy"))),
            ("- [ ] a {track=x} ", None),
            ("a b{tr", None),
            ("{% tr", None),
            ("!!! ", Some(Kind(""))),
            ("    ??? no", Some(Kind("no"))),
            ("???+ no", Some(Kind("no"))),
            ("> > !!! no", Some(Kind("no"))),
            ("> [!", Some(Kind(""))),
            (">[!NO", Some(Kind("NO"))),
            ("[!NO", None),
            ("!!! note \"T", None),
            ("!!!", None),
            ("a !!! no", None),
        ] {
            assert_eq!(typed(line), expected, "{line}");
        }
    }
}
