//! Lets readers keep the handbook: a service worker with the list of all files for offline reading, and a manifest for
//! installing the handbook on a phone. Both are made only if the handbook's address is known, since browsers do not
//! keep pages opened from a folder.

use std::collections::BTreeMap;

use super::File;
use super::output::{Output, OutputContext, Turn};
use crate::error::Error;
use crate::view::{HandbookViews, Route};

/// `service-worker.js` and `manifest.webmanifest`.
pub(super) struct Offline<'a>(pub(super) &'a HandbookViews<'a>);

const WORKER: &str = "service-worker.js";
const MANIFEST: &str = "manifest.webmanifest";

impl Output for Offline<'_> {
    fn turn(&self) -> Turn {
        Turn::Offline
    }

    fn routes(&self) -> Vec<Route> {
        [WORKER, MANIFEST].map(Route::generated).into()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let manifest = with.renderer.render(MANIFEST, &tera::Context::new())?;
        let mut listed = with.earlier.hashes();
        let unlisted = self.0.unlisted_pages();
        listed.retain(|path, _| !unlisted.has(path));
        // An author's own file takes precedence.
        listed
            .entry(MANIFEST)
            .or_insert_with(|| blake3::hash(&manifest));
        let mut all = blake3::Hasher::new();
        let files: Vec<BTreeMap<&str, String>> = listed
            .into_iter()
            .map(|(path, hash)| {
                all.update(path.as_bytes()).update(hash.as_bytes());
                let hash = hash.to_hex()[..10].to_owned();
                BTreeMap::from([("path", path.to_owned()), ("hash", hash)])
            })
            .collect();
        let mut context = tera::Context::new();
        context.insert("files", &files);
        context.insert("version", &all.finalize().to_hex()[..10]);
        let worker = with.renderer.render(WORKER, &context)?;
        Ok(vec![
            (WORKER.to_owned(), worker),
            (MANIFEST.to_owned(), manifest),
        ])
    }
}
