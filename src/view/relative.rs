//! Relative addresses between the files of a handbook, and their absolute ones.

use std::fmt::Write as _;

/// The relative address from the page at `from` to the page at `to`, both below the output folder; `to` may end in an
/// anchor.
pub(super) fn relative(from: &str, to: &str) -> String {
    let Some((path, anchor)) = to.split_once('#') else {
        return to_file(from, to);
    };
    let anchor = encode(anchor);
    if path == from {
        return format!("#{anchor}");
    }
    format!("{}#{anchor}", to_file(from, path))
}

/// The absolute address of the file at `path` in a handbook published at `base`, in characters that every program
/// accepts.
pub fn on_the_web(base: &str, path: &str) -> String {
    format!("{base}{}", ascii(&to_file("", path)))
}

/// An address with the bytes of all non-ASCII characters as `%XX`.
pub fn ascii(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    for character in address.chars() {
        if character.is_ascii() {
            plain.push(character);
        } else {
            escape(character, &mut plain);
        }
    }
    plain
}

/// The relative address from the page at `from` to the file at `path`, with any characters in its name.
pub(super) fn to_file(from: &str, path: &str) -> String {
    let mut here: Vec<&str> = from.split('/').collect();
    here.pop();
    let mut there: Vec<&str> = path.split('/').collect();
    let file = there.pop().unwrap_or_default();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let mut address = "../".repeat(here.len() - shared);
    for folder in &there[shared..] {
        address.push_str(&encode(folder));
        address.push('/');
    }
    address.push_str(&encode(file));
    address
}

/// Keeps letters of every script and characters that are safe in a path; encodes all others as `%XX`.
fn encode(part: &str) -> String {
    let mut encoded = String::with_capacity(part.len());
    for character in part.chars() {
        if character.is_alphanumeric() || "-._~".contains(character) {
            encoded.push(character);
        } else {
            escape(character, &mut encoded);
        }
    }
    encoded
}

fn escape(character: char, encoded: &mut String) {
    let mut bytes = [0; 4];
    for byte in character.encode_utf8(&mut bytes).bytes() {
        let _ = write!(encoded, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn links_are_relative_and_their_anchors_encoded() {
        for (from, to, expected) in [
            ("a.html", "a.html#x", "#x"),
            ("a.html", "a.html#über uns", "#über%20uns"),
            ("p/a.html", "p/b.html#x", "b.html#x"),
            ("p/a.html", "q/b.html", "../q/b.html"),
            ("p/a.html", "q/b.html#é", "../q/b.html#é"),
            ("a.html", "p/b c.html", "p/b%20c.html"),
            ("p/q/a.html", "b.html", "../../b.html"),
        ] {
            assert_eq!(relative(from, to), expected, "{from} to {to}");
        }
    }
}
