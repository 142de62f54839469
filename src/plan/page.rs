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
