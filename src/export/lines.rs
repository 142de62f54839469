//! Content lines of iCalendar (RFC 5545, 3.1): escaped, folded, and ended by CRLF. The theme's `ics.js` writes the same.

use std::fmt::Write as _;

/// The longest line in octets, without its end.
const LONGEST: usize = 75;

/// Content lines, one after another.
#[derive(Debug, Default)]
pub(super) struct ContentLines(String);

impl ContentLines {
    /// Adds a line: a property with its parameters, and its value as it is.
    pub(super) fn add(&mut self, property: &str, value: &str) {
        let mut length = 0;
        for character in format!("{property}:{value}").chars() {
            if length + character.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line whose value is text.
    pub(super) fn text(&mut self, property: &str, text: &str) {
        self.add(property, &escaped(text));
    }

    /// The lines.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Text as a value (3.3.11). Control characters, which a value must not have, are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// The id of an event: the handbook's, and the path of the page, with a dot between folders. Everything but letters and
/// digits of ASCII, `-` and `.` is written as `_` and the digits of its bytes, so different pages have different ids.
pub(super) fn uid(handbook: &str, path: &str) -> String {
    let mut id = format!("{handbook}.");
    for character in path.chars() {
        match character {
            '/' => id.push('.'),
            '-' => id.push('-'),
            plain if plain.is_ascii_alphanumeric() => id.push(plain),
            other => {
                for byte in other.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(id, "_{byte:02x}");
                }
            }
        }
    }
    id + "@prepbook"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        let a = |count: usize| "a".repeat(count);
        for (value, expected) in [
            (a(73), format!("X:{}\r\n", a(73))),
            (a(74), format!("X:{}\r\n a\r\n", a(73))),
            // The space at its beginning belongs to the next line.
            (a(73 + 74), format!("X:{}\r\n {}\r\n", a(73), a(74))),
            (
                a(73 + 74 + 1),
                format!("X:{}\r\n {}\r\n a\r\n", a(73), a(74)),
            ),
            (a(71) + "é", format!("X:{}é\r\n", a(71))),
            (a(72) + "é", format!("X:{}\r\n é\r\n", a(72))),
            (a(70) + "😀", format!("X:{}\r\n 😀\r\n", a(70))),
            (String::new(), "X:\r\n".to_owned()),
        ] {
            let mut lines = ContentLines::default();
            lines.add("X", &value);
            assert_eq!(lines.finish(), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn folded_lines_are_short_and_unfold_to_the_same(text in "[a-zé日😀,;\\\\\n ]{0,400}") {
            let mut lines = ContentLines::default();
            lines.text("DESCRIPTION", &text);
            let folded = lines.finish();
            proptest::prop_assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST));
            let line = folded.replace("\r\n ", "");
            let value = line.strip_prefix("DESCRIPTION:").unwrap().strip_suffix("\r\n").unwrap();
            proptest::prop_assert!(!value.contains('\n'));
            let (mut read, mut escapes) = (String::new(), false);
            for character in value.chars() {
                match (escapes, character) {
                    (true, 'n') => read.push('\n'),
                    (false, '\\') => {
                        escapes = true;
                        continue;
                    }
                    (_, other) => read.push(other),
                }
                escapes = false;
            }
            proptest::prop_assert_eq!(read, text);
        }
    }

    #[test]
    fn text_is_escaped() {
        for (text, expected) in [
            ("a, b; c", "a\\, b\\; c"),
            ("a\\n", "a\\\\n"),
            ("a\r\nb", "a\\nb"),
            ("a\tb", "a\tb"),
            ("a\u{0}\u{1b}\u{7f}b", "ab"),
            ("a: \"b\"", "a: \"b\""),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn ids_are_plain_and_different() {
        for (path, expected) in [
            (
                "plan/slow/week-3-monday",
                "abc.plan.slow.week-3-monday@prepbook",
            ),
            ("a-b/c/week-1", "abc.a-b.c.week-1@prepbook"),
            ("a/b-c/week-1", "abc.a.b-c.week-1@prepbook"),
            ("é/week-1", "abc._c3_a9.week-1@prepbook"),
            ("a_b.c/week-1", "abc.a_5fb_2ec.week-1@prepbook"),
        ] {
            assert_eq!(uid("abc", path), expected);
        }
    }
}
