//! The output of the theme's own files.

use std::collections::BTreeSet;

use super::File;
use super::assets::Asset;
use super::output::{Output, OutputContext};
use super::renderer::Renderer;
use crate::error::Error;
use crate::view::Route;

/// The theme's own files.
pub(super) struct AssetFiles<'a>(pub(super) &'a Renderer);

impl AssetFiles<'_> {
    /// The files for all languages, each once: most are the same.
    fn all(&self) -> Vec<&Asset> {
        let mut paths = BTreeSet::new();
        let all = self.0.all().flat_map(|renderer| &renderer.assets);
        all.filter(|asset| paths.insert(&asset.path)).collect()
    }
}

impl Output for AssetFiles<'_> {
    fn routes(&self) -> Vec<Route> {
        let assets = self.all().into_iter();
        assets.map(|asset| Route::generated(&asset.path)).collect()
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let assets = self.all().into_iter();
        Ok(assets
            .map(|asset| (asset.path.clone(), asset.bytes.clone()))
            .collect())
    }
}
