//! Snippet files that documents insert.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk::slashed;
use super::sources::Sources;
use super::text::{Source, SourceKind};
use super::{front, snippet};
use crate::error::Error;

impl Sources {
    /// Reads the files that documents insert, and those that these insert in turn.
    pub(super) fn add_snippets(&mut self) -> Result<(), Error> {
        let mut next = 0;
        while let Some(source) = self.files.get(next) {
            let wanted: BTreeSet<String> = snippet::names(&source.text)
                .into_iter()
                .filter_map(|name| self.snippet_path(snippet::part(name).0))
                .filter(|path| self.named(path).is_none() && self.may_put_in(path))
                .collect();
            for path in wanted {
                let place = self.content.join(&path);
                // Files that are not text cannot be inserted, which is reported where they are named.
                if let Ok(text) = String::from_utf8(self.unsaved.bytes_of(&place)?) {
                    let source = Source::new(&path, &place, text, SourceKind::Snippet);
                    match front::withheld(&source.text, self.selection) {
                        Some(why) => self.leave_out(&path, why),
                        None => {
                            self.add(source);
                        }
                    }
                }
            }
            next += 1;
        }
        Ok(())
    }

    /// The path below the content folder for a snippet's name: relative to that folder, or to the folder of the
    /// configuration. `None` if it is outside.
    pub fn snippet_path(&self, name: &str) -> Option<String> {
        let plain = name.strip_prefix("./").unwrap_or(name);
        let leads_out = plain.split(['/', '\\']).any(|part| part == "..")
            || plain.contains("://")
            || plain.starts_with(['/', '\\'])
            || Path::new(plain).is_absolute();
        if leads_out {
            return None;
        }
        let folder = self.content.strip_prefix(&self.home).map(slashed);
        let below = folder.ok().filter(|folder| !folder.is_empty());
        let below = below.and_then(|folder| plain.strip_prefix(&folder)?.strip_prefix('/'));
        let is_there = |path: &str| self.may_put_in(path) || self.named(path).is_some();
        match below {
            Some(below) if !is_there(plain) => Some(below.to_owned()),
            _ => Some(plain.to_owned()),
        }
    }

    /// The paths of everything below the content folder.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let texts = self.paths.keys().map(String::as_str);
        texts.chain(self.assets.iter().map(String::as_str))
    }
}
