//! Escapes words and addresses for Markdown, including the signs that handbooks know beyond Markdown's own. What is
//! written reads back as the same words.

use std::fmt::Write as _;

/// Where words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinePlace {
    /// In a paragraph, which may have several lines.
    Paragraph,
    /// In a line that must not end.
    Line,
    /// In the cell of a table.
    Cell,
    /// In raw HTML, which may be read as Markdown too.
    Html,
}

/// Words in the middle of a line, after a space.
pub(crate) fn escape_words(words: &str, place: LinePlace) -> String {
    let mut line = String::from(" ");
    escape_into(&mut line, words, place);
    line.split_off(1)
}

/// Adds words to a line.
pub(crate) fn escape_into(line: &mut String, words: &str, place: LinePlace) {
    let mut rest = words.chars();
    let mut before = line.chars().next_back().filter(|c| *c != '\n');
    while let Some(sign) = rest.next() {
        let after = rest.as_str();
        let starts_line = line.is_empty() || line.ends_with('\n');
        let sign = if sign.is_control() || sign.is_whitespace() && sign.is_ascii() {
            ' '
        } else {
            sign
        };
        if sign == ' ' {
            // Two spaces in a row look like one, and a line begins without any.
            if !starts_line && before != Some(' ') {
                line.push(' ');
            }
        } else if place == LinePlace::Html && is_special(sign) {
            let _ = write!(line, "&#{};", u32::from(sign));
        } else if sign == '%' && (before == Some('%') || after.starts_with('%')) {
            line.push_str("&#37;");
        } else {
            let begins = starts_line && begins_block(sign);
            let is_item = ends_number(sign, line) && is_end(after);
            let is_read = begins || is_item || is_mark(sign, (before, after), place);
            if is_read && place != LinePlace::Html {
                line.push('\\');
            }
            line.push(sign);
        }
        before = Some(sign);
    }
}

/// Whether a sign means something in HTML or in Markdown.
fn is_special(sign: char) -> bool {
    "\\`*_[]<>&$~^{}|\"!=+:%#".contains(sign)
}

/// Whether a sign would be read as a mark wherever it is in a line.
fn is_mark(sign: char, (before, after): (Option<char>, &str), place: LinePlace) -> bool {
    let next = after.chars().next();
    let is_in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match sign {
        '\\' | '`' | '*' | '[' | ']' | '<' | '$' | '~' | '^' | '{' => true,
        '_' => !(is_in_word(before) && is_in_word(next)),
        '|' => place == LinePlace::Cell,
        '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
        '=' | '+' => next == Some(sign) || before == Some(sign) || next.is_none(),
        '!' | '#' => next.is_none() || next == Some('['),
        ':' => {
            let name = after.trim_start_matches(|c: char| c.is_alphanumeric() || "_+-".contains(c));
            after.starts_with("//") || name.len() < after.len() && name.starts_with(':')
        }
        '.' => before == Some('w') && next.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// Whether a sign at the start of a line would begin a block.
fn begins_block(sign: char) -> bool {
    "-+#>=:!?|@%/".contains(sign)
}

/// Whether a sign follows the number at the start of a line, so it would begin an item.
fn ends_number(sign: char, line: &str) -> bool {
    let start = line.rfind('\n').map_or(0, |end| end + 1);
    let number = &line[start..];
    ".)".contains(sign) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether nothing or a space follows.
fn is_end(after: &str) -> bool {
    after.chars().next().is_none_or(char::is_whitespace)
}

/// The target of a link.
pub(crate) fn address(address: &str, place: LinePlace) -> String {
    let mut escaped = String::with_capacity(address.len());
    let mut needs_brackets = address.is_empty();
    let mut rest = address.chars();
    while let Some(sign) = rest.next() {
        let next = rest.as_str().chars().next();
        match sign {
            '(' | ')' => {
                needs_brackets = true;
                escaped.push(sign);
            }
            '&' if next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#') => {
                escaped.push_str("&amp;");
            }
            '|' if place != LinePlace::Cell => escaped.push('|'),
            // Two percent signs would begin or end a comment.
            '%' if next == Some('%') || escaped.ends_with("&#37;") => escaped.push_str("&#37;"),
            '<' | '>' | '\\' | '{' | '}' | '|' | '`' | '$' | '*' | '"' => {
                percent(sign, &mut escaped);
            }
            sign if sign.is_whitespace() || sign.is_control() => percent(sign, &mut escaped),
            sign => escaped.push(sign),
        }
    }
    if needs_brackets {
        return format!("<{escaped}>");
    }
    escaped
}

fn percent(sign: char, escaped: &mut String) {
    for byte in sign.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(escaped, "%{byte:02X}");
    }
}

/// The value of an attribute, in double quotes.
pub(crate) fn value(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '\\' | '&' | '"' | '<' | '>' | '|' | '`' | '$' | '{' => {
                let _ = write!(escaped, "&#{};", u32::from(sign));
            }
            '\n' | '\r' => escaped.push(' '),
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{LinePlace, address};

    #[test]
    fn addresses_are_read_again_as_they_were() {
        for (written, expected) in [
            ("a/b_c.md#d", "a/b_c.md#d"),
            ("", "<>"),
            ("a (b)", "<a%20(b)>"),
            ("?a=1&copy=2", "?a=1&amp;copy=2"),
            ("?a=1& b", "?a=1&%20b"),
            ("<{`$*\"}>", "%3C%7B%60%24%2A%22%7D%3E"),
            ("a%20b%", "a%20b%"),
            ("%%a%%%", "&#37;&#37;a&#37;&#37;&#37;"),
        ] {
            assert_eq!(address(written, LinePlace::Line), expected);
        }
        assert_eq!(address("a|b", LinePlace::Line), "a|b");
        assert_eq!(address("a|b", LinePlace::Cell), "a%7Cb");
    }
}
