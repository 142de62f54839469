//! HTML as views carry it, read as a row of [`Token`]s. It was written by this program or went through its sanitizer,
//! unless its author is trusted; whatever stands in it, it is read to its end.

/// One thing in HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// The beginning of an element.
    Open {
        /// Its name, in small letters.
        name: String,
        /// Its attributes, with their entities resolved.
        attributes: Vec<(String, String)>,
    },
    /// The end of an element, by its name.
    Close(String),
    /// Text, with its entities resolved.
    Text(String),
}

/// Reads HTML; comments and declarations are left out.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        push_text(&mut tokens, text);
        rest = match read_tag(tag) {
            Some((token, after)) => {
                tokens.extend(token);
                after
            }
            None => {
                push_text(&mut tokens, "<");
                &tag[1..]
            }
        };
    }
    push_text(&mut tokens, rest);
    tokens
}

fn push_text(tokens: &mut Vec<Token>, text: &str) {
    if !text.is_empty() {
        tokens.push(Token::Text(resolved(text)));
    }
}

/// What stands between `<` and `>`, and the text after it; none where that is no tag.
fn read_tag(tag: &str) -> Option<(Option<Token>, &str)> {
    if let Some(comment) = tag.strip_prefix("<!--") {
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        return Some((None, &comment[end..]));
    }
    let inside = &tag[1..];
    let first = inside.chars().next()?;
    if first == '!' || first == '?' {
        let end = inside.find('>').map_or(inside.len(), |end| end + 1);
        return Some((None, &inside[end..]));
    }
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let end = inside
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(inside.len());
    let name = inside[..end].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (attributes, after) = read_attributes(&inside[end..]);
    let token = if closes {
        Token::Close(name)
    } else {
        Token::Open { name, attributes }
    };
    Some((Some(token), after))
}

/// The attributes of a tag, and what stands behind its `>`.
fn read_attributes(mut rest: &str) -> (Vec<(String, String)>, &str) {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        if rest.is_empty() {
            return (attributes, rest);
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_whitespace() || "=>/".contains(*c))
            .map_or(rest.len(), |(at, _)| at);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let value = match rest.strip_prefix('=') {
            Some(after) => {
                let (value, after) = read_value(after.trim_start());
                rest = after;
                resolved(value)
            }
            None => String::new(),
        };
        attributes.push((name, value));
    }
}

fn read_value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = rest.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || c == '>')
        .unwrap_or(rest.len());
    rest.split_at(end)
}

/// The text with its entities resolved; what is none stays as it stands.
fn resolved(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((character, end)) => {
                resolved.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                resolved.push('&');
                rest = &rest[1..];
            }
        }
    }
    resolved.push_str(rest);
    resolved
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rarr" => '→',
        "larr" => '←',
        "times" => '×',
        "copy" => '©',
        _ => return None,
    })
}
