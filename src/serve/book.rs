//! The files of one build. A page is drawn when somebody asks for it, by what a build would draw it by: so what is
//! served equals what is built, and a save costs little more than reading the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::editor::Place;
use super::served::Served;
use crate::error::Error;
use crate::pipeline::{Draft, Renderer};
use crate::site::is_page;
use crate::source::Stamp;
use crate::span::Span;

/// A handbook that is served.
pub(super) struct Book {
    draft: Arc<Draft>,
    renderer: Arc<Renderer>,
    outputs: Vec<Drawn>,
    files: BTreeMap<String, Origin>,
    /// Set when the renderer was seen to draw all outputs.
    proved: OnceLock<()>,
}

/// The files of an output, if they are drawn already.
type Drawn = OnceLock<BTreeMap<String, Arc<Served>>>;

/// Where a file comes from.
enum Origin {
    /// It is drawn with the output at this place of the list, from what is written there.
    Drawn(usize, Option<Span>),
    /// It is copied as it is.
    Copied(Option<Stamp>, Arc<Served>),
}

impl Book {
    /// The files of a draft without errors. What `last` holds and is still the same is taken from there.
    ///
    /// # Errors
    ///
    /// [`Error`] where the theme cannot be used, a file that is to be copied cannot be read, or two pages want to be
    /// one file.
    pub(super) fn new(draft: Arc<Draft>, last: Option<&Self>) -> Result<Self, Error> {
        let renderer = draft.renderer(last.map(|last| (&*last.draft, &last.renderer)))?;
        let routes = draft.with_outputs(&renderer, |outputs, _| outputs.routes(Some(&renderer)));
        let same_renderer = last.filter(|last| Arc::ptr_eq(&last.renderer, &renderer));
        let mut book = Self {
            renderer,
            outputs: routes.iter().map(|_| OnceLock::new()).collect(),
            files: BTreeMap::new(),
            proved: same_renderer.map_or_else(OnceLock::new, |last| last.proved.clone()),
            draft,
        };
        for (index, routes) in routes.into_iter().enumerate() {
            for route in routes {
                book.add(route.path, Origin::Drawn(index, route.span))?;
            }
        }
        for path in book.draft.outlined.assets() {
            let origin = book.copied(&path, last)?;
            // A file of the author's own stays in the place of one that would be drawn.
            book.files.insert(path, origin);
        }
        Ok(book)
    }

    fn add(&mut self, path: String, origin: Origin) -> Result<(), Error> {
        match self.files.insert(path.clone(), origin) {
            Some(_) => Err(Error::TwoOwners { path }),
            None => Ok(()),
        }
    }

    fn copied(&self, path: &str, last: Option<&Self>) -> Result<Origin, Error> {
        let outlined = &self.draft.outlined;
        let own = outlined.source_of(path);
        let stamp = outlined.sources.stamp(own);
        if let (Some(stamp), Some(Origin::Copied(Some(old), served))) =
            (stamp, last.and_then(|last| last.files.get(path)))
            && stamp == *old
        {
            return Ok(Origin::Copied(Some(stamp), Arc::clone(served)));
        }
        let bytes = outlined.sources.asset(own)?;
        Ok(Origin::Copied(stamp, Arc::new(Served::new(path, bytes))))
    }

    /// Whether there is a file at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the files that are copied are as they were, as far as `matters` is true for their places.
    pub(super) fn has_its_assets(&self, matters: impl Fn(&Path) -> bool) -> bool {
        let sources = &self.draft.outlined.sources;
        self.files.iter().all(|(path, origin)| match origin {
            Origin::Copied(stamp, _) => {
                let path = self.draft.outlined.source_of(path);
                sources.stamp(path) == *stamp || !matters(&sources.content.join(path))
            }
            Origin::Drawn(..) => true,
        })
    }

    /// The file at a path, drawn where it is not yet.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where the theme cannot draw it.
    pub(super) fn file(&self, path: &str) -> Result<Option<Arc<Served>>, Error> {
        let output = match self.files.get(path) {
            None => return Ok(None),
            Some(Origin::Copied(_, served)) => return Ok(Some(Arc::clone(served))),
            Some(Origin::Drawn(output, _)) => *output,
        };
        self.draw(&BTreeSet::from([output]))?;
        let drawn = self.outputs[output].get();
        Ok(drawn.and_then(|files| files.get(path)).map(Arc::clone))
    }

    /// Draws all that the files at `paths` are in, at once.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where the theme cannot draw one of them.
    pub(super) fn draw_all<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<(), Error> {
        let outputs = paths.filter_map(|path| match self.files.get(path) {
            Some(Origin::Drawn(output, _)) => Some(*output),
            _ => None,
        });
        self.draw(&outputs.collect())
    }

    fn draw(&self, outputs: &BTreeSet<usize>) -> Result<(), Error> {
        let missing: Vec<usize> = outputs
            .iter()
            .copied()
            .filter(|index| self.outputs[*index].get().is_none())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        self.draft.with_outputs(&self.renderer, |outputs, drawing| {
            let draw = |index: &usize| {
                let files = outputs.draw(*index, drawing)?.into_iter();
                let served = files.map(|(path, bytes)| {
                    let served = Served::new(&path, bytes);
                    (path, Arc::new(served))
                });
                let served = served.collect();
                // Where another thread drew it meanwhile, it drew the same.
                self.outputs[*index].get_or_init(|| served);
                Ok(())
            };
            match &missing[..] {
                [one] => draw(one),
                several => several.par_iter().try_for_each(draw),
            }
        })
    }

    /// Where the text of a page begins.
    pub(super) fn written_at(&self, page: &str) -> Option<Place> {
        match self.files.get(page) {
            Some(Origin::Drawn(_, Some(span))) => {
                Some(Place::of(*span, &self.draft.outlined.sources))
            }
            _ => None,
        }
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.files.keys().filter(|path| is_page(path)).count()
    }

    /// The files that are not as they were in another book, as far as they are copied or named by what is in them.
    pub(super) fn files_changed_since(&self, old: &Self) -> BTreeSet<String> {
        let changed =
            self.files
                .iter()
                .filter(|(path, origin)| match (origin, old.files.get(*path)) {
                    (Origin::Copied(_, new), Some(Origin::Copied(_, old))) => new.etag != old.etag,
                    (_, None) => !is_page(path),
                    _ => false,
                });
        changed.map(|(path, _)| path.clone()).collect()
    }

    /// Whether the renderer was seen to draw everything.
    pub(super) fn is_proved(&self) -> bool {
        self.proved.get().is_some()
    }

    /// Draws all outputs and keeps none, to find what the theme cannot draw, unless it is stopped. It is done on one
    /// thread, so that the others are free for what is asked for.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] with the first fault.
    pub(super) fn prove(&self, stopped: &dyn Fn() -> bool) -> Result<(), Error> {
        self.draft.with_outputs(&self.renderer, |outputs, drawing| {
            for index in 0..self.outputs.len() {
                if stopped() {
                    return Ok(());
                }
                outputs.draw(index, drawing)?;
            }
            self.proved.get_or_init(|| ());
            Ok(())
        })
    }

    /// The files that are copied and are not as they were in another book.
    pub(super) fn copies_unlike(&self, old: &Self) -> Vec<String> {
        let changed = self.files_changed_since(old);
        let copied = |path: &String| matches!(self.files.get(path), Some(Origin::Copied(..)));
        changed.into_iter().filter(copied).collect()
    }
}
