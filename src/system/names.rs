//! File names that are valid on every system, and the ways in which one name can be encoded.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// The maximum length of a name in bytes: many file systems allow 255, and some of them count the encrypted form.
const LONGEST: usize = 120;

/// How many digits of a hash end a changed name.
const HASH: usize = 10;

/// Characters that Windows does not allow in names.
const REFUSED: &str = "<>:\"|?*\\";

/// A text with each letter and its accents as one character, if there is one (Unicode's NFC).
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The ways in which a path may be encoded on a disk: unchanged, composed, and decomposed, as on older versions of
/// macOS.
pub(crate) fn spellings(path: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_ascii = path.is_ascii();
    let decomposed = move || DecomposingNormalizerBorrowed::new_nfd().normalize(path);
    (0..3)
        .take_while(move |way| *way == 0 || !is_ascii)
        .map(move |way| match way {
            0 => Cow::Borrowed(path),
            1 => composed(path),
            _ => decomposed(),
        })
}

/// Whether a text is a file name, and not a path on any system.
pub(crate) fn is_file_name(name: &str) -> bool {
    let leads = |c: char| c.is_control() || "/\\:".contains(c);
    !name.is_empty() && name != "." && name != ".." && !name.contains(leads)
}

/// Whether Windows reserves a name for a device, with any extension.
pub(crate) fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.trim_end().to_ascii_lowercase();
    let number = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    let is_port = number.is_some_and(|number| {
        let mut characters = number.chars();
        let first = characters.next();
        first.is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c))
            && characters.next().is_none()
    });
    is_port || ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
}

/// The path at which a file is published: its own, composed. A name that some system refuses is changed, and then
/// includes a hash of the original.
pub(crate) fn published(path: &str) -> String {
    let names = path.split('/').map(|name| portable(&composed(name)));
    names.collect::<Vec<_>>().join("/")
}

fn portable(name: &str) -> String {
    let is_refused = |c: char| c.is_control() || REFUSED.contains(c);
    let ends_badly = name.ends_with(['.', ' ']);
    if !name.contains(is_refused) && !ends_badly && !is_reserved(name) && name.len() <= LONGEST {
        return name.to_owned();
    }
    let plain: String = name
        .chars()
        .map(|c| if is_refused(c) { '-' } else { c })
        .collect();
    let plain = plain.trim_end_matches(['.', ' ']);
    // A name that begins with its only dot has no extension.
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= LONGEST / 4 => (stem, ending),
        _ => (plain, ""),
    };
    let hash = &blake3::hash(name.as_bytes()).to_hex()[..HASH];
    let dot = if ending.is_empty() { "" } else { "." };
    let room = LONGEST - HASH - 1 - dot.len() - ending.len();
    let stem = &stem[..stem.floor_char_boundary(room)];
    format!("{stem}-{hash}{dot}{ending}")
}

#[cfg(test)]
mod tests {
    use super::{is_file_name, is_reserved, published, spellings};

    #[test]
    fn names_of_devices_are_reserved() {
        for name in [
            "con",
            "CON",
            "nul",
            "Nul.txt",
            "aux.tar.gz",
            "com1",
            "LPT9.md",
            "com¹",
            "prn .x",
            "conin$",
        ] {
            assert!(is_reserved(name), "{name}");
        }
        for name in [
            "", "cons", "com", "com10", "lpt-1", "a.con", "null", "com٣", "console",
        ] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn a_name_cannot_contain_a_path() {
        for name in ["a", "a.b", "..a", "my theme", "日本"] {
            assert!(is_file_name(name), "{name}");
        }
        for path in [
            "", ".", "..", "../a", "a/b", "/a", "a\\b", "C:", "c:x", "a\0",
        ] {
            assert!(!is_file_name(path), "{path}");
        }
    }

    #[test]
    fn a_name_is_changed_only_if_some_system_refuses_it() {
        for same in [
            "a/b.png",
            "a b.png",
            "a#b.png",
            "100%.png",
            "a'b&c;d+e.png",
            ".well-known/x",
            ".nojekyll",
            "_headers",
        ] {
            assert_eq!(published(same), same);
        }
        assert_eq!(published("a\u{308}.png"), "ä.png");
        for (path, start, end) in [
            ("img/a?b.png", "img/a-b-", ".png"),
            ("a:b|c.png", "a-b-c-", ".png"),
            ("a\"b.png", "a-b-", ".png"),
            ("nul.txt", "nul-", ".txt"),
            ("aux/x.png", "aux-", "/x.png"),
            ("end.", "end-", ""),
            ("end .", "end-", ""),
            ("a\\b.png", "a-b-", ".png"),
            ("a\tb.png", "a-b-", ".png"),
        ] {
            let changed = published(path);
            assert!(
                changed.starts_with(start) && changed.ends_with(end),
                "{changed}"
            );
            assert_eq!(published(&changed), changed);
        }
        assert_ne!(published("a?b.png"), published("a:b.png"));
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        for name in [
            "計".repeat(80) + ".png",
            "x".repeat(250),
            ".".repeat(130) + "png",
        ] {
            let cut = published(&name);
            assert!(cut.len() <= 120, "{cut}");
            assert_eq!(published(&cut), cut);
        }
        let long = published(&("é".repeat(100) + ".jpeg"));
        assert_eq!(
            long.rsplit_once('.').map(|(_, ending)| ending),
            Some("jpeg")
        );
    }

    #[test]
    fn a_path_is_looked_for_in_every_spelling() {
        let all = |path| spellings(path).map(String::from).collect::<Vec<_>>();
        assert_eq!(all("a"), ["a"]);
        assert!(all("\u{e4}").contains(&"a\u{308}".to_owned()));
        assert!(all("a\u{308}").contains(&"\u{e4}".to_owned()));
    }
}
