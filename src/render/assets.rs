//! The theme's own files, each published under a name with a hash of its content.

use std::collections::{BTreeMap, BTreeSet};

use crate::theme::{StyleAddress, Theme, Word, Words};

/// How many bytes of a name are kept in front of the hash.
const LONGEST: usize = 80;

/// A file that pages use unchanged.
#[derive(Debug)]
pub(super) struct Asset {
    /// Its name in templates.
    pub(super) name: String,
    /// Its path; the content is part of the name, so a browser may keep it forever.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// The files that pages use unchanged. Three of them are generated, the words of the scripts: `words.js` for those that
/// every page has, `today-words.js` for the one of covers and plans, and `more-words.js` for those that are loaded on
/// demand, with the addresses of these and of their styles. `folder` is that of the pages in their language.
pub(super) fn assets(theme: &Theme, words: &Words, folder: &str) -> Vec<Asset> {
    // Scripts load files from the folder of their language on.
    let root = "../".repeat(folder.matches('/').count());
    let first = format!("self.prepbookWords={};\n", words_of(words, "js_", &[]));
    let today = words_of(words, "today_", DATES);
    let today = format!("Object.assign(self.prepbookWords,{today});\n");
    let more = words_of(words, "more_", &[DATES, AMOUNTS].concat());
    let made = [
        ("words.js", first.as_bytes()),
        ("today-words.js", today.as_bytes()),
    ];
    let own = theme.assets();
    let own = own.map(|file| Original::of(file, &theme.addresses(file.0)));
    let made = made.into_iter().map(|file| Original::of(file, &[]));
    let mut files: Vec<Original<'_>> = own.chain(made).collect();
    let mut paths = paths(&files);
    let is_later = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        ending == Some("js") || name == LATER
    };
    let places: BTreeMap<&str, String> = paths
        .iter()
        .filter(|(name, _)| is_later(name))
        .map(|(name, path)| (*name, format!("{root}assets/{path}")))
        .collect();
    // Serializing plain strings cannot fail.
    let places = serde_json::to_string(&places).unwrap_or_default();
    let more =
        format!("Object.assign(self.prepbookWords,{more});\nself.prepbookAssets={places};\n");
    files.push(Original::of((MORE, more.as_bytes()), &[]));
    paths.insert(MORE, path(MORE, &blake3::hash(more.as_bytes())));
    let asset = |file: &Original<'_>| Asset {
        name: file.name.to_owned(),
        path: format!("assets/{}", paths[file.name]),
        bytes: file.linked(&paths),
    };
    files.iter().map(asset).collect()
}

/// Words without a prefix that covers and plans need, and scripts that are loaded later too.
const DATES: &[&str] = &[
    "all_weeks",
    "begin_on",
    "catch_up",
    "count_days",
    "hours",
    "hours_minutes",
    "minutes",
    "moved_here",
    "passes",
    "runs",
    "start_with",
    "tasks",
];

/// Words without a prefix that only scripts that are loaded later need.
const AMOUNTS: &[&str] = &["count_weeks", "kind_track", "per_week", "stretch"];

/// The styles of what scripts that are loaded later show. A preview swaps other styles without a reload, so no script
/// has their names.
const LATER: &str = "dialog.css";

/// The words of scripts that are loaded later, with the list of assets.
const MORE: &str = "more-words.js";

/// Where files are, below `assets/`, by their names.
fn paths<'a>(files: &[Original<'a>]) -> BTreeMap<&'a str, String> {
    let by_name: BTreeMap<&str, &Original<'_>> =
        files.iter().map(|file| (file.name, file)).collect();
    let path = |file: &Original<'a>| (file.name, path(file.name, &hash(file, &by_name)));
    files.iter().map(path).collect()
}

/// The words whose names begin with `prefix`, without it, and those named in `also`, as JSON.
fn words_of(words: &Words, prefix: &str, also: &[&str]) -> String {
    let scripts: BTreeMap<&str, &Word> = words
        .iter()
        .filter_map(|(name, word)| match name {
            name if also.contains(&name) => Some((name, word)),
            name => Some((name.strip_prefix(prefix)?, word)),
        })
        .collect();
    // Serializing plain strings cannot fail.
    serde_json::to_string(&scripts).unwrap_or_default()
}

/// A file of the theme.
struct Original<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// The addresses in it, if it is a style sheet, each with the path of its file.
    addresses: Vec<(StyleAddress, String)>,
}

impl<'a> Original<'a> {
    fn of((name, bytes): (&'a str, &'a [u8]), addresses: &[StyleAddress]) -> Self {
        let addresses = addresses.iter().filter_map(|address| {
            let path = address.path(name)?;
            Some((address.clone(), path))
        });
        Self {
            name,
            bytes,
            addresses: addresses.collect(),
        }
    }

    /// Its bytes, with the published addresses of the theme's files.
    fn linked(&self, paths: &BTreeMap<&str, String>) -> Vec<u8> {
        let mut linked = Vec::with_capacity(self.bytes.len());
        let mut end = 0;
        for (address, path) in &self.addresses {
            let Some(published) = paths.get(path.as_str()) else {
                continue;
            };
            linked.extend_from_slice(&self.bytes[end..address.range.start]);
            linked.extend_from_slice(address.renamed(file_name(published)).as_bytes());
            end = address.range.end;
        }
        linked.extend_from_slice(&self.bytes[end..]);
        linked
    }
}

/// A hash of a file and of all files that it refers to: it contains their names, so it changes with them.
fn hash(file: &Original<'_>, files: &BTreeMap<&str, &Original<'_>>) -> blake3::Hash {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(next) = open.pop() {
        let targets = next.addresses.iter();
        let targets = targets.filter_map(|(_, path)| files.get(path.as_str()));
        open.extend(targets.filter(|target| reached.insert(target.name)));
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.bytes);
    for name in reached {
        hasher.update(name.as_bytes());
        hasher.update(blake3::hash(files[name].bytes).as_bytes());
    }
    hasher.finalize()
}

/// The path of a file with a hash in its name, below `assets/`.
fn path(name: &str, hash: &blake3::Hash) -> String {
    let own = file_name(name);
    let folder = &name[..name.len() - own.len()];
    let (own_stem, ending) = own.rsplit_once('.').unwrap_or((own, ""));
    let stem = plain(&own_stem[..own_stem.floor_char_boundary(LONGEST)]);
    let mut hash = *hash;
    if stem != own_stem {
        // Names that were different may be equal after the change.
        let both = [hash.as_bytes(), own.as_bytes()].concat();
        hash = blake3::hash(&both);
    }
    let hash = &hash.to_hex()[..10];
    match ending {
        "" => format!("{folder}{stem}.{hash}"),
        ending => format!("{folder}{stem}.{hash}.{}", plain(ending)),
    }
}

/// A part of a name with only characters that are the same in an address.
fn plain(part: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let characters = part.chars();
    characters
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
