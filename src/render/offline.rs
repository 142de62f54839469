//! What lets a reader keep the handbook: a list of all files for the browser, which keeps them for reading without a
//! connection, and what a phone is told when the handbook is put among its programs. Both are made only where the
//! handbook's address is known, since browsers keep no pages that are opened from a folder.

use std::collections::BTreeMap;

use tera::Context;

use super::theme::Artist;
use crate::error::Error;
use crate::site::Site;

/// Where both are.
pub(super) const PATHS: [&str; 2] = ["service-worker.js", "manifest.webmanifest"];

/// Adds `service-worker.js` and `manifest.webmanifest`, where the author has none. All other files are in `site` already.
pub(super) fn offline(artist: &Artist, site: &mut Site) -> Result<(), Error> {
    let manifest = artist.draw("manifest.webmanifest", &Context::new())?;
    site.add_if_free("manifest.webmanifest", manifest);
    let mut all = blake3::Hasher::new();
    let files: Vec<BTreeMap<&str, String>> = site
        .iter()
        .map(|(path, bytes)| {
            let hash = blake3::hash(bytes);
            all.update(path.as_bytes()).update(hash.as_bytes());
            let hash = hash.to_hex()[..10].to_owned();
            BTreeMap::from([("path", path.to_owned()), ("hash", hash)])
        })
        .collect();
    let mut context = Context::new();
    context.insert("files", &files);
    context.insert("version", &all.finalize().to_hex()[..10]);
    let worker = artist.draw("service-worker.js", &context)?;
    site.add_if_free("service-worker.js", worker);
    Ok(())
}
