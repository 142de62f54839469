//! Removes comments and insignificant spaces from the default theme's styles and scripts for browsers.

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

/// A style sheet without comments, and without spaces around the marks between its rules and values.
fn strip_css(text: &str) -> String {
    let mut rest = text;
    let mut stripped = String::with_capacity(text.len());
    let mut quote = None;
    loop {
        let is_mark =
            |byte: &u8| matches!(byte, b'/' | b'"' | b'\'' | b'}') || byte.is_ascii_whitespace();
        let mark = rest.as_bytes().iter().position(is_mark);
        let (kept, marked) = rest.split_at(mark.unwrap_or(rest.len()));
        stripped.push_str(kept);
        rest = marked;
        let Some(character) = rest.chars().next() else {
            return stripped;
        };
        if quote.is_none() && rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            rest = &rest[end..];
            continue;
        }
        match quote {
            Some(open) if open == character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            _ => {}
        }
        rest = &rest[character.len_utf8()..];
        let is_space = quote.is_none() && character.is_ascii_whitespace();
        if quote.is_none() && character == '}' && stripped.ends_with(';') {
            stripped.pop();
        }
        if !is_space || !is_spare(&stripped, rest) {
            stripped.push(character);
        }
    }
}

/// Whether a space in a style sheet, between `before` and `after`, is insignificant.
fn is_spare(before: &str, after: &str) -> bool {
    // The value of a variable may be a space alone.
    let is_value = before.ends_with(':') && after.starts_with([';', '}']);
    let ends = before.is_empty() || before.ends_with([':', ';', ',', '{', '}', ' ', '\n']);
    !is_value && (ends || after.starts_with(['{', '}']))
}

/// A script without the lines that are comments, and without what indents the others. No string of the default theme goes
/// over two lines.
fn strip_js(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    let lines = lines.map(|line| line.trim_start_matches(' '));
    lines.filter(|line| !line.starts_with("//")).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{strip_css, strip_js};
    use crate::theme::Theme;

    #[test]
    fn styles_lose_comments_and_spaces_that_mean_nothing() {
        for (text, stripped) in [
            ("/* a\n b */\np { color: red; }\n", "p{color:red}"),
            ("p { /* a */ color: red; }", "p{color:red}"),
            (
                "a b, c > d:not(e) :is(f) { x: y z; }",
                "a b,c > d:not(e) :is(f){x:y z}",
            ),
            (
                "@media (x: 1) and (y) { p { --a: ; --b: c; } }",
                "@media (x:1) and (y){p{--a: ;--b:c}}",
            ),
            (
                "p { content: \"/* a */  { \"; } /* b */",
                "p{content:\"/* a */  { \"}",
            ),
            (
                "a::after { content: '\"'; } /* b */x",
                "a::after{content:'\"'}x",
            ),
            ("p {} /* open", "p{}"),
        ] {
            assert_eq!(strip_css(text), stripped);
        }
    }

    #[test]
    fn scripts_lose_comments_and_indentation() {
        for (text, stripped) in [
            (
                "// a\nlet x = 'http://b'; // c\n  // d\n",
                "let x = 'http://b'; // c\n",
            ),
            ("if (x) {\n  // a\n    y  ();\n}\n", "if (x) {\ny  ();\n}\n"),
            ("x // 1", "x // 1"),
        ] {
            assert_eq!(strip_js(text), stripped);
        }
    }

    #[test]
    fn no_string_of_the_theme_goes_over_two_lines() {
        let theme = Theme::load("default", Path::new("themes")).unwrap();
        let scripts = theme.assets().filter(|(name, _)| name.contains(".js"));
        for (name, bytes) in scripts {
            for line in str::from_utf8(bytes).unwrap().lines() {
                assert!(line.matches('`').count() % 2 == 0, "{name}: {line}");
            }
        }
    }
}
