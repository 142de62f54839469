//! Invisible characters that prevent Markdown from being read: a no-break space after a list marker, a zero-width space
//! around a word, NUL. In code, only NUL is changed.

use std::ops::Range;

use super::rewrite::marker::{closes_fence, fence};

/// Shown in place of NUL.
const REPLACEMENT: &str = "\u{fffd}";

/// The ranges of a text with their replacements, in order.
pub(super) fn changes(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut changes = Vec::new();
    if !may_change(text) {
        return changes;
    }
    let mut code: Option<(u8, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches([' ', '\t', '>']);
        let is_code = match code {
            Some(open) => {
                if closes_fence(trimmed, open) {
                    code = None;
                }
                true
            }
            None => {
                code = fence(trimmed);
                code.is_some()
            }
        };
        read_line((start, line), is_code, &mut changes);
        start += line.len();
    }
    changes
}

/// Whether a text has any of the characters; most do not. Only the bytes that these characters begin with are examined
/// further, and parts of a text without any of those are skipped many bytes at a time.
fn may_change(text: &str) -> bool {
    const MANY: usize = 64;
    let begins = |byte: u8| matches!(byte, 0 | 0xc2 | 0xe1..=0xe3 | 0xef);
    let mut start = 0;
    for part in text.as_bytes().chunks(MANY) {
        let is_candidate = part.iter().fold(false, |any, byte| any | begins(*byte));
        let candidates = part.iter().enumerate().filter(|_| is_candidate);
        let mut found = candidates.filter(|(_, byte)| begins(**byte));
        let is_one = |c: char| c == '\0' || is_space(c) || is_empty(c);
        if found.any(|(at, _)| text[start + at..].starts_with(is_one)) {
            return true;
        }
        start += part.len();
    }
    false
}

fn read_line(
    (start, line): (usize, &str),
    is_code: bool,
    changes: &mut Vec<(Range<usize>, &'static str)>,
) {
    // Most lines, at a glance.
    if line.bytes().all(|byte| byte != 0 && byte.is_ascii()) {
        return;
    }
    let marks = if is_code { 0 } else { marks(line) };
    let may_have_code = line.contains('`');
    let mut before = None;
    for (at, c) in line.char_indices() {
        let place = start + at..start + at + c.len_utf8();
        if c == '\0' {
            changes.push((place, REPLACEMENT));
        } else if at < marks && is_space(c) {
            changes.push((place, " "));
        } else if is_empty(c) && !is_code {
            let after = line[at..].chars().find(|c| !is_empty(*c));
            let is_inside = [before, after]
                .iter()
                .all(|side| side.is_some_and(char::is_alphanumeric));
            if at < marks || !is_inside && !may_have_code {
                changes.push((place, ""));
            }
            continue;
        }
        before = Some(c);
    }
}

/// The length in bytes of the markers at the start of a line, with the space after them: of quotes, headings, list
/// items and boxes.
fn marks(line: &str) -> usize {
    let is_gap = |c: char| c == ' ' || c == '\t' || is_space(c) || is_empty(c);
    let gap = |rest: &str| rest.len() - rest.trim_start_matches(is_gap).len();
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let own = gap(rest);
        let inner = &rest[own..];
        let mark = mark(inner);
        let after = inner.get(mark..).unwrap_or_default();
        if mark == 0 || !after.starts_with(is_gap) && !inner.starts_with(['>', '[']) {
            // Text indented by other spaces is code, or intended.
            return if at == 0 { 0 } else { at + own };
        }
        at += own + mark;
        if inner.starts_with(['#', '[']) {
            return at + gap(&line[at..]);
        }
    }
}

/// The length of the marker at the start of a text.
fn mark(text: &str) -> usize {
    let run = |of: fn(char) -> bool| text.len() - text.trim_start_matches(of).len();
    match text.chars().next() {
        // Two of them may be emphasis with a star that was not meant as a bullet.
        Some('*') if text[1..].contains('*') && !text[1..].starts_with(' ') => 0,
        Some('>' | '-' | '*' | '+') => 1,
        Some('#') => Some(run(|c| c == '#')).filter(|run| *run <= 6).unwrap_or(0),
        Some('0'..='9') => {
            let digits = run(|c| c.is_ascii_digit());
            if text[digits..].starts_with(['.', ')']) {
                digits + 1
            } else {
                0
            }
        }
        Some('[') => box_length(text),
        _ => 0,
    }
}

/// The length of a box such as `[ ]` with one of these characters in it.
fn box_length(text: &str) -> usize {
    let Some(end) = text.find(']') else {
        return 0;
    };
    let inner = &text[1..end];
    let is_mark = |c: char| c == ' ' || "xX".contains(c) || is_space(c) || is_empty(c);
    let fits = !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(is_mark);
    if fits { end + 1 } else { 0 }
}

/// Whether a character is a space that Markdown does not treat as one.
fn is_space(c: char) -> bool {
    !c.is_ascii() && c.is_whitespace() && !"\u{85}\u{2028}\u{2029}".contains(c)
}

/// Whether a character has zero width and only allows or forbids a line break.
fn is_empty(c: char) -> bool {
    "\u{200b}\u{2060}\u{feff}".contains(c)
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn each_of_the_characters_is_found_anywhere() {
        let invisible = |c: &char| *c == '\0' || super::is_space(*c) || super::is_empty(*c);
        let all: Vec<char> = ('\0'..=char::MAX).filter(invisible).collect();
        assert_eq!(all.len(), 20, "{all:?}");
        for character in all {
            for before in [0, 1, 63, 64, 70] {
                let text = format!("{}é–{character}a", "-".repeat(before));
                assert!(super::may_change(&text), "{character:?} after {before}");
            }
        }
        assert!(!super::may_change(&"é – ’ 第 \u{85}🎯".repeat(20)));
    }

    #[test]
    fn marks_are_read_with_any_following_space() {
        for (text, expected) in [
            ("##\u{a0} Week\u{a0}1", "##  Week\u{a0}1"),
            ("##\u{a0}Week 1", "## Week 1"),
            ("##\u{3000}第1週", "## 第1週"),
            ("-\u{a0} [ ] one", "-  [ ] one"),
            ("*\u{a0}one", "* one"),
            ("*\u{a0}a\u{a0}*", "*\u{a0}a\u{a0}*"),
            ("* \u{a0}*one*", "*  *one*"),
            ("- [\u{a0}] one", "- [ ] one"),
            ("- [x]\u{a0}one", "- [x] one"),
            ("> 1.\u{a0}[ ]\u{202f}one", "> 1. [ ] one"),
            ("## \u{200b}Week 1\u{200b}: Go", "## Week 1: Go"),
            ("\u{feff}# H", "# H"),
            ("- [\u{200b} ] one", "- [ ] one"),
            ("o\0ne\n```\n\0\n```", "o\u{fffd}ne\n```\n\u{fffd}\n```"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
        for text in [
            "10\u{a0}km, 5\u{202f}%",
            "\u{a0}text",
            "\u{3000}段落",
            "ก\u{200b}ข",
            "```\n-\u{a0}a \u{200b}b\n```",
            "~~~\n##\u{a0}a\n",
            "`a\u{200b} b`",
            "a -\u{a0}b",
            "[a\u{a0}b]",
        ] {
            assert_eq!(read(text), text);
        }
    }

    fn read(text: &str) -> String {
        let mut read = String::new();
        let mut kept = 0;
        for (place, right) in changes(text) {
            read.push_str(&text[kept..place.start]);
            read.push_str(right);
            kept = place.end;
        }
        read + &text[kept..]
    }
}
