//! Removes comments from the default theme's styles and scripts for browsers.

use std::borrow::Cow;

/// A file of the default theme in the form that browsers get, by its path.
pub(super) fn without(path: &str, bytes: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    let strip = match path.rsplit_once('.') {
        Some((_, "css")) => strip_css,
        Some((_, "js")) => strip_js,
        _ => return bytes,
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Cow::Owned(strip(text).into_bytes()),
        Err(_) => bytes,
    }
}

/// A style sheet without comments, and without lines that only had comments.
fn strip_css(text: &str) -> String {
    let mut rest = text;
    let mut stripped = String::new();
    let mut quote = None;
    while let Some(character) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            rest = &rest[end..];
            if stripped.ends_with('\n') || stripped.is_empty() {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            continue;
        }
        match quote {
            Some(open) if open == character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            _ => {}
        }
        stripped.push(character);
        rest = &rest[character.len_utf8()..];
    }
    stripped
}

/// A script without lines that are comments.
fn strip_js(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{strip_css, strip_js};

    #[test]
    fn styles_lose_their_comments_only() {
        for (text, stripped) in [
            ("/* a\n b */\np { color: red; }\n", "p { color: red; }\n"),
            ("p { /* a */ color: red; }", "p {  color: red; }"),
            (
                "p { content: \"/* a */\"; } /* b */",
                "p { content: \"/* a */\"; } ",
            ),
            (
                "a::after { content: '\"'; } /* b */x",
                "a::after { content: '\"'; } x",
            ),
            ("p {} /* open", "p {} "),
        ] {
            assert_eq!(strip_css(text), stripped);
        }
    }

    #[test]
    fn scripts_lose_the_lines_that_are_comments() {
        for (text, stripped) in [
            (
                "// a\nlet x = 'http://b'; // c\n  // d\n",
                "let x = 'http://b'; // c\n",
            ),
            ("x // 1", "x // 1"),
        ] {
            assert_eq!(strip_js(text), stripped);
        }
    }
}
