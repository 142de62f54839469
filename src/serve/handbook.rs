//! The files of one build. A page is rendered when it is requested, with the same functions as in a build: so the
//! preview equals the build, and a save costs little more than reading the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::editor::FileLocation;
use super::served::Served;
use crate::error::Error;
use crate::pipeline::{Draft, Renderer};
use crate::site::is_page;
use crate::source::Stamp;
use crate::span::Span;

/// A served handbook.
pub(super) struct ServedHandbook {
    draft: Arc<Draft>,
    renderer: Arc<Renderer>,
    outputs: Vec<LazyFiles>,
    files: BTreeMap<String, FileOrigin>,
    /// Set once the renderer has rendered all outputs without an error.
    proved: OnceLock<()>,
}

/// The files of an output, once they are rendered.
type LazyFiles = OnceLock<BTreeMap<String, Arc<Served>>>;

/// The origin of a file.
enum FileOrigin {
    /// Rendered by the output with this index, from the text at this position.
    Drawn(usize, Option<Span>),
    /// Copied unchanged.
    Copied(Option<Stamp>, Arc<Served>),
}

impl ServedHandbook {
    /// The files of a draft without errors. Unchanged files of `last` are reused.
    ///
    /// # Errors
    ///
    /// [`Error`] if the theme cannot be used, a file cannot be copied, or two pages would be one file.
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
                book.add(route.path, FileOrigin::Drawn(index, route.span))?;
            }
        }
        for path in book.draft.outlined.assets() {
            let origin = book.copied(&path, last)?;
            // An author's own file takes precedence over a generated one.
            book.files.insert(path, origin);
        }
        Ok(book)
    }

    fn add(&mut self, path: String, origin: FileOrigin) -> Result<(), Error> {
        match self.files.insert(path.clone(), origin) {
            Some(_) => Err(Error::TwoOwners { path }),
            None => Ok(()),
        }
    }

    fn copied(&self, path: &str, last: Option<&Self>) -> Result<FileOrigin, Error> {
        let outlined = &self.draft.outlined;
        let own = outlined.source_of(path);
        let stamp = outlined.sources.stamp(own);
        if let (Some(stamp), Some(FileOrigin::Copied(Some(old), served))) =
            (stamp, last.and_then(|last| last.files.get(path)))
            && stamp == *old
        {
            return Ok(FileOrigin::Copied(Some(stamp), Arc::clone(served)));
        }
        let bytes = outlined.sources.asset(own)?;
        Ok(FileOrigin::Copied(
            stamp,
            Arc::new(Served::new(path, bytes)),
        ))
    }

    /// Whether there is a file at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the copied files are unchanged, as far as `matters` is true for their paths.
    pub(super) fn has_its_assets(&self, matters: impl Fn(&Path) -> bool) -> bool {
        let sources = &self.draft.outlined.sources;
        self.files.iter().all(|(path, origin)| match origin {
            FileOrigin::Copied(stamp, _) => {
                let path = self.draft.outlined.source_of(path);
                sources.stamp(path) == *stamp || !matters(&sources.content.join(path))
            }
            FileOrigin::Drawn(..) => true,
        })
    }

    /// The file at a path, rendered if necessary.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the theme cannot render it.
    pub(super) fn file(&self, path: &str) -> Result<Option<Arc<Served>>, Error> {
        let output = match self.files.get(path) {
            None => return Ok(None),
            Some(FileOrigin::Copied(_, served)) => return Ok(Some(Arc::clone(served))),
            Some(FileOrigin::Drawn(output, _)) => *output,
        };
        self.render(&BTreeSet::from([output]))?;
        let rendered = self.outputs[output].get();
        Ok(rendered.and_then(|files| files.get(path)).map(Arc::clone))
    }

    /// Renders the outputs with the files at `paths`, in parallel.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the theme cannot render one of them.
    pub(super) fn render_all<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<(), Error> {
        let outputs = paths.filter_map(|path| match self.files.get(path) {
            Some(FileOrigin::Drawn(output, _)) => Some(*output),
            _ => None,
        });
        self.render(&outputs.collect())
    }

    fn render(&self, outputs: &BTreeSet<usize>) -> Result<(), Error> {
        let missing: Vec<usize> = outputs
            .iter()
            .copied()
            .filter(|index| self.outputs[*index].get().is_none())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        self.draft.with_outputs(&self.renderer, |outputs, input| {
            let render = |index: &usize| {
                let files = outputs.render(*index, input)?.into_iter();
                let served = files.map(|(path, bytes)| {
                    let served = Served::new(&path, bytes);
                    (path, Arc::new(served))
                });
                let served = served.collect();
                // If another thread has rendered it in the meantime, the result is the same.
                self.outputs[*index].get_or_init(|| served);
                Ok(())
            };
            match &missing[..] {
                [one] => render(one),
                several => several.par_iter().try_for_each(render),
            }
        })
    }

    /// The position of a page in the source.
    pub(super) fn written_at(&self, page: &str) -> Option<FileLocation> {
        match self.files.get(page) {
            Some(FileOrigin::Drawn(_, Some(span))) => {
                Some(FileLocation::of(*span, &self.draft.outlined.sources))
            }
            _ => None,
        }
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.files.keys().filter(|path| is_page(path)).count()
    }

    /// The files that differ from those of another build: the copied ones, and those named after their content.
    pub(super) fn files_changed_since(&self, old: &Self) -> BTreeSet<String> {
        let changed =
            self.files
                .iter()
                .filter(|(path, origin)| match (origin, old.files.get(*path)) {
                    (FileOrigin::Copied(_, new), Some(FileOrigin::Copied(_, old))) => {
                        new.etag != old.etag
                    }
                    (_, None) => !is_page(path),
                    _ => false,
                });
        changed.map(|(path, _)| path.clone()).collect()
    }

    /// Whether the renderer has rendered everything without an error.
    pub(super) fn is_proved(&self) -> bool {
        self.proved.get().is_some()
    }

    /// Renders all outputs and discards them, to find errors of the theme, unless it is stopped. It uses one thread, to
    /// keep the others free for requests.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] with the first error.
    pub(super) fn prove(&self, stopped: &dyn Fn() -> bool) -> Result<(), Error> {
        self.draft.with_outputs(&self.renderer, |outputs, input| {
            for index in 0..self.outputs.len() {
                if stopped() {
                    return Ok(());
                }
                outputs.render(index, input)?;
            }
            self.proved.get_or_init(|| ());
            Ok(())
        })
    }

    /// The copied files that differ from those of another build.
    pub(super) fn copies_unlike(&self, old: &Self) -> Vec<String> {
        let changed = self.files_changed_since(old);
        let copied = |path: &String| matches!(self.files.get(path), Some(FileOrigin::Copied(..)));
        changed.into_iter().filter(copied).collect()
    }
}

#[cfg(test)]
#[path = "handbook/tests.rs"]
mod tests;
