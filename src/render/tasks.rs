//! Renders tasks. A task is in every edition of its plan, so its HTML is rendered once and reused if it is the same.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

use super::html;
use super::renderer::Renderer;
use crate::error::Error;
use crate::view::TaskNode;

/// Renders tasks and caches their HTML.
pub(super) struct Tasks<'a> {
    /// The theme.
    pub(super) renderer: &'a Renderer,
    /// The rendered tasks, by all the data they are rendered from; `None` if there is only one edition, which renders
    /// each of its days once.
    drawn: Option<RwLock<HashMap<Key, Arc<str>>>>,
}

/// The data of a task, as bytes.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Key(Vec<u8>);

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    // Keys are compared as a whole.
    fn finish(&self) -> u64 {
        0
    }
}

impl<'a> Tasks<'a> {
    /// An empty cache, for this many editions.
    pub(super) fn of(renderer: &'a Renderer, editions: usize) -> Self {
        Self {
            renderer,
            drawn: (editions > 1).then(RwLock::default),
        }
    }

    /// Appends a task to HTML.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the theme's component fails.
    pub(super) fn draw(&self, task: &TaskNode<'_>, html: &mut String) -> Result<(), Error> {
        let Some(drawn) = &self.drawn else {
            return html::draw_task(task, self, html);
        };
        let mut key = Key::default();
        task.hash(&mut key);
        // A thread that panicked left complete entries.
        let known = drawn.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&key) {
            html.push_str(known);
            return Ok(());
        }
        drop(known);
        let start = html.len();
        html::draw_task(task, self, html)?;
        let mut known = drawn.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, html[start..].into());
        Ok(())
    }
}
