//! Wiki links, as in Obsidian: `[[Note]]`, `[[folder/Note#Heading|words]]`, `![[picture.png]]`. They refer to a file by
//! its name alone, in any folder.

use std::collections::HashMap;

use super::published::plain;
use super::slug::slug;
use crate::source::{SourceKind, Sources};
use crate::system::names::composed;

/// How many bytes such a link may have.
const LONGEST: usize = 600;

/// The extensions of files that are embedded as images.
const IMAGES: &[&str] = &["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// The files that links can name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// The paths by name, both in lower case and without a text's extension; the shortest path comes first.
    paths: HashMap<String, Vec<String>>,
}

impl Notes {
    /// The files of a content folder; `None` if no text has such a link.
    pub(super) fn of(sources: &Sources) -> Option<Self> {
        let texts = sources.of_kind(SourceKind::Markdown);
        let mut all = texts.chain(sources.of_kind(SourceKind::Snippet));
        if !all.any(|(_, text)| text.text.contains("[[")) {
            return None;
        }
        let mut notes = Self::default();
        let mut paths: Vec<&str> = sources.paths().collect();
        paths.sort_by_key(|path| (path.matches('/').count(), *path));
        for path in paths {
            let key = key(path);
            let name = key.rsplit('/').next().unwrap_or(&key).to_owned();
            notes.paths.entry(name).or_default().push(path.to_owned());
        }
        Some(notes)
    }

    /// The file with a name: the one at that path, or else the first one whose path ends in it.
    fn find(&self, name: &str) -> Option<&str> {
        let key = key(name.trim_start_matches('/'));
        let paths = self.paths.get(key.rsplit('/').next()?)?;
        let ends = |path: &&String| {
            let whole = self::key(path);
            whole
                .strip_suffix(&key)
                .is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        paths.iter().find(ends).map(String::as_str)
    }
}

/// A path or a name in the form that is compared.
fn key(path: &str) -> String {
    let path = composed(&plain(path)).to_lowercase();
    path.strip_suffix(".md").map(str::to_owned).unwrap_or(path)
}

/// The content of a wiki link.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WikiLink {
    /// The name of a file; empty for the file that contains the link.
    name: String,
    /// The words of a heading in that file.
    heading: Option<String>,
    /// The words to show in place of the name.
    words: Option<String>,
    /// Whether the file is embedded rather than linked to.
    embeds: bool,
}

/// The link at the start of a text, and its length.
pub(super) fn link(text: &str) -> Option<(usize, WikiLink)> {
    let embeds = text.starts_with('!');
    let inner = text[usize::from(embeds)..].strip_prefix("[[")?;
    let inner = &inner[..inner.floor_char_boundary(LONGEST.min(inner.len()))];
    let end = inner.find(['[', ']', '\n'])?;
    let inner = inner[..end].strip_suffix('\\').unwrap_or(&inner[..end]);
    let is_closed = text[usize::from(embeds) + 2 + end..].starts_with("]]");
    let says = |c: char| c.is_alphabetic() || c == '#';
    if !is_closed || !inner.contains(says) {
        return None;
    }
    let (target, words) = match inner.split_once('|') {
        Some((target, words)) => (target, Some(words.trim().to_owned())),
        None => (inner, None),
    };
    let target = target.trim().trim_end_matches('\\');
    let (name, heading) = match target.split_once('#') {
        Some((name, heading)) => (name.trim(), Some(heading.trim().to_owned())),
        None => (target, None),
    };
    let link = WikiLink {
        name: name.to_owned(),
        heading: heading.filter(|heading| !heading.is_empty() && !heading.starts_with('^')),
        words: words.filter(|words| !words.is_empty()),
        embeds,
    };
    Some((usize::from(embeds) + 2 + end + 2, link))
}

impl WikiLink {
    /// Whether it embeds an image.
    pub(super) fn is_image(&self) -> bool {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending);
        self.embeds
            && ending.is_some_and(|ending| {
                IMAGES
                    .iter()
                    .any(|image| image.eq_ignore_ascii_case(ending))
            })
    }

    /// The words it shows; for an image whose link states only a size, its name.
    pub(super) fn words(&self) -> String {
        let is_size = |words: &str| words.chars().all(|c| c.is_ascii_digit() || c == 'x');
        match &self.words {
            Some(words) if !(self.is_image() && is_size(words)) => words.clone(),
            _ if self.is_image() => {
                let name = self.name.rsplit('/').next().unwrap_or(&self.name);
                name.rsplit_once('.')
                    .map_or(name, |(stem, _)| stem)
                    .to_owned()
            }
            _ => match (&self.name, &self.heading) {
                (name, None) => name.clone(),
                (name, Some(heading)) if name.is_empty() => heading.clone(),
                (name, Some(heading)) => format!("{name} > {heading}"),
            },
        }
    }

    /// Its target, in the form of a Markdown link from the content folder.
    pub(super) fn target(&self, notes: Option<&Notes>) -> String {
        let found = notes.and_then(|notes| notes.find(&self.name));
        let mut target = match found {
            _ if self.name.is_empty() => String::new(),
            Some(path) => format!("/{}", encoded(path)),
            None if self.name.contains('.') => encoded(&self.name),
            None => format!("{}.md", encoded(&self.name)),
        };
        if let Some(heading) = &self.heading {
            // `Note#Chapter#Section` leads to the section.
            let last = heading.rsplit('#').next().unwrap_or(heading);
            target.push('#');
            target.push_str(&slug(last.trim()));
        }
        target
    }
}

/// A path with its special characters encoded.
fn encoded(path: &str) -> String {
    path.replace('%', "%25")
        .replace('#', "%23")
        .replace('?', "%3F")
}
