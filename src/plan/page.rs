//! The ids of pages.

use crate::document::slug;
use crate::system::names::is_reserved;

/// How many bytes a name has at most before a number or an ending is added to it: few file systems take more than 255,
/// and some count what they encrypt as more.
const LONGEST: usize = 112;

/// How many digits of the hash end a name that was cut.
const HASH: usize = 10;

/// A name that a file can have. One that Windows keeps for itself is made longer; one that is too long is cut between characters and ends in a hash of all of it.
pub fn file_name(name: String) -> String {
    short_name(name, LONGEST)
}

/// A name for a part of what a file is called.
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

/// A document's path without its ending, in letters that every address can carry.
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
