//! A handbook that is rendered on demand, and read again after each change.

use std::sync::Arc;

use super::outlined::Outlined;
use super::{Past, Renderer, outline_with, theme};
use crate::config::Config;
use crate::error::Error;
use crate::plan::{Handbook, shown_pictures};
use crate::render::{Outputs, RenderInput, Templates};
use crate::source::{Input, Sources};
use crate::theme::Theme;
use crate::view::SiteView;

/// A handbook that is read but not rendered yet.
pub struct Draft {
    /// The content as it was read.
    pub outlined: Outlined,
    past: Past,
    theme: Theme,
    sites: Vec<SiteView>,
}

impl Draft {
    /// Reads the handbook at a place; `None` if it is unchanged since `last`, whose unchanged parts are shared. Of files
    /// that are only copied, the sizes of pictures count.
    ///
    /// # Errors
    ///
    /// [`Error`] if it cannot be read; problems in the content are in [`Outlined::diagnostics`].
    pub fn read(input: Input<'_>, last: Option<&Self>) -> Result<Option<Self>, Error> {
        if let Some(last) = last {
            last.outlined.sources.still_there()?;
        }
        let mut diagnostics = Vec::new();
        let sources = Sources::read(input, &mut diagnostics)?;
        let config = Config::read(&sources, &mut diagnostics);
        let theme = theme(&config, &sources)?;
        let same = last.is_some_and(|last| {
            last.outlined.sources.has_texts_of(&sources)
                && last.theme == theme
                && last.has_picture_sizes_of(&sources)
        });
        if same {
            return Ok(None);
        }
        let mut past = last.map(|last| last.past.clone()).unwrap_or_default();
        let outlined = outline_with(config, (sources, diagnostics), Some(&mut past), &|_| ());
        let sites = outlined.sites(&outlined.views());
        Ok(Some(Self {
            outlined,
            past,
            theme,
            sites,
        }))
    }

    /// Whether the pictures that pages show have the same sizes in other sources.
    fn has_picture_sizes_of(&self, sources: &Sources) -> bool {
        let Handbook {
            links, pictures, ..
        } = &self.outlined.handbook;
        let logo = self.outlined.config.theme.logo.as_deref();
        let logo = logo.and_then(|path| sources.picture_size(path));
        let logo = (logo.map(|size| size.width), logo.map(|size| size.height));
        let is_same = |path| sources.picture_size(path) == pictures.get(path).copied();
        self.sites
            .iter()
            .all(|site| (site.logo_width, site.logo_height) == logo)
            && shown_pictures(links).into_iter().all(is_same)
    }

    /// The files that differ from another draft, in the form a user would type. Files that are only copied are ignored.
    pub fn changed_since(&self, old: &Self) -> Vec<String> {
        let sources = &self.outlined.sources;
        let mut changed = sources.changed_since(&old.outlined.sources);
        let folder = sources.home.join("themes");
        let files = self.theme.changed_since(&old.theme);
        changed.extend(
            files
                .iter()
                .map(|file| folder.join(file).display().to_string()),
        );
        changed
    }

    /// The renderer: the one of `last`, if the theme and the content of every page frame are the same.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template or a table of words cannot be read.
    pub fn renderer(&self, last: Option<(&Self, &Arc<Renderer>)>) -> Result<Arc<Renderer>, Error> {
        match last {
            Some((last, renderer)) if last.theme == self.theme && last.sites == self.sites => {
                Ok(Arc::clone(renderer))
            }
            _ => {
                let templates = Templates::of(self.theme.clone())?;
                Ok(Arc::new(Renderer::new(templates, &self.sites)?))
            }
        }
    }

    /// Calls `work` with its outputs, and with the input for rendering them.
    pub fn with_outputs<R>(
        &self,
        renderer: &Renderer,
        work: impl FnOnce(&Outputs<'_>, &RenderInput<'_>) -> R,
    ) -> R {
        let views = self.outlined.views();
        self.outlined.with_outputs((&views, renderer), work)
    }
}
