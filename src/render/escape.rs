//! Escapes text and addresses for HTML.

use std::fmt::Write as _;

/// Adds text to HTML.
pub(super) fn escape_into(html: &mut String, text: &str) {
    escape_all_into(html, text, false);
}

/// Adds text to an attribute's value, which is in double quotes.
pub(super) fn escape_value_into(html: &mut String, text: &str) {
    escape_all_into(html, text, true);
}

fn escape_all_into(html: &mut String, text: &str, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escaped);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// Adds an address to an attribute's value: characters that are not allowed in addresses become `%XX`.
pub(super) fn escape_address_into(html: &mut String, address: &str) {
    for character in address.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '\'' => html.push_str("&#x27;"),
            c if c.is_ascii_alphanumeric() || "-_.+!*(),%#@?=;:/$~".contains(c) => html.push(c),
            other => {
                let mut bytes = [0; 4];
                for byte in other.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(html, "%{byte:02X}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{escape_address_into, escape_into, escape_value_into};

    #[test]
    fn text_is_escaped() {
        for (text, in_text, in_value) in [
            (
                "a < b & \"c\" > 'd'",
                "a &lt; b &amp; \"c\" &gt; 'd'",
                "a &lt; b &amp; &quot;c&quot; &gt; 'd'",
            ),
            ("é&", "é&amp;", "é&amp;"),
            ("", "", ""),
        ] {
            let mut html = String::new();
            escape_into(&mut html, text);
            assert_eq!(html, in_text);
            html.clear();
            escape_value_into(&mut html, text);
            assert_eq!(html, in_value);
        }
    }

    #[test]
    fn addresses_are_escaped() {
        for (address, expected) in [
            ("a b?c=1&d='e'", "a%20b?c=1&amp;d=&#x27;e&#x27;"),
            ("ü.html#\"", "%C3%BC.html#%22"),
            ("https://e.org/%20", "https://e.org/%20"),
        ] {
            let mut html = String::new();
            escape_address_into(&mut html, address);
            assert_eq!(html, expected);
        }
    }
}
