//! The ids of pages.

use crate::document::slug;
use crate::system::names::is_reserved;

/// The maximum length of a name in bytes before a number or an extension is added: many file systems allow 255, and
/// some of them count the encrypted form.
const LONGEST: usize = 112;

/// How many digits of a hash end a shortened name.
const HASH: usize = 10;

/// A valid file name. A name reserved by Windows is extended; a long name is cut between characters and ends in a hash
/// of the whole.
pub fn file_name(name: String) -> String {
    short_name(name, LONGEST)
}

/// A valid part of a file name.
pub fn part_name(name: String) -> String {
    short_name(name, LONGEST / 2)
}

fn short_name(name: String, longest: usize) -> String {
    if is_reserved(&name) {
        return format!("{name}-page");
    }
    if name.len() <= longest {
        return name;
    }
    let cut = name.floor_char_boundary(longest - HASH - 1);
    let hash = blake3::hash(name.as_bytes()).to_hex();
    format!("{}-{}", name[..cut].trim_end_matches('-'), &hash[..HASH])
}

/// A document's path without its extension, in characters that every address can contain.
pub fn page_id(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let parts: Vec<String> = stem
        .split('/')
        .map(|part| match slug(part) {
            slug if slug.is_empty() => "page".to_owned(),
            slug => file_name(slug),
        })
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{file_name, page_id, part_name};

    #[test]
    fn pages_have_names_that_every_system_accepts() {
        for (path, expected) in [
            ("12-week-plan.md", "12-week-plan"),
            ("My Plan.md", "my-plan"),
            ("a/B c/d.e.md", "a/b-c/de"),
            ("Übung.md", "übung"),
            ("🎯.md", "page"),
            ("con.md", "con-page"),
            ("a/aux.md", "a/aux-page"),
            ("noextension", "noextension"),
        ] {
            assert_eq!(page_id(path), expected, "{path}");
        }
    }

    #[test]
    fn long_names_are_cut_between_characters_and_end_in_a_hash() {
        assert_eq!(file_name("a".repeat(112)), "a".repeat(112));
        assert_eq!(part_name("a".repeat(56)), "a".repeat(56));
        for (name, start) in [
            ("a".repeat(113), "a".repeat(101)),
            ("é".repeat(60), "é".repeat(50)),
            (
                format!("{}-{}", "a".repeat(100), "b".repeat(20)),
                "a".repeat(100),
            ),
        ] {
            let cut = file_name(name.clone());
            let hash = cut.strip_prefix(&format!("{start}-")).map(str::len);
            assert_eq!(hash, Some(10), "{cut}");
            assert_ne!(cut, file_name(format!("{name}x")));
        }
        assert_eq!(part_name("a".repeat(57)).len(), 56);
    }
}
