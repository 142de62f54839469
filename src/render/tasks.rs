//! Renders tasks. A task is in every edition of its plan, so its HTML is rendered once and reused if it is the same.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

use tera::Context;

use super::renderer::Renderer;
use crate::error::Error;
use crate::view::{PageView, PolicyView, TaskNode};

/// Renders tasks and caches their HTML.
pub(super) struct TaskRenderer<'a> {
    /// The theme.
    pub(super) renderer: &'a Renderer,
    /// Where the sources of pages can be edited, by the paths of the pages.
    edit: &'a HashMap<String, String>,
    /// The rendered tasks, by all the data they are rendered from; `None` if there is only one edition, which renders
    /// each of its days once.
    rendered: Option<RwLock<HashMap<Key, Arc<str>>>>,
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

impl<'a> TaskRenderer<'a> {
    /// An empty cache, for this many editions.
    pub(super) fn of(
        (renderer, edit): (&'a Renderer, &'a HashMap<String, String>),
        editions: usize,
    ) -> Self {
        Self {
            renderer,
            edit,
            rendered: (editions > 1).then(RwLock::default),
        }
    }

    /// The context of a page: its frame, the content of its head, and where its source can be edited. `policy` has the
    /// needs of its text.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the template of the head fails.
    pub(super) fn page(&self, page: &PageView, policy: &PolicyView) -> Result<Context, Error> {
        let mut context = self.renderer.page(page, policy)?;
        context.insert("edit", &self.edit.get(&page.path));
        Ok(context)
    }

    /// Appends a task to HTML; `render` does so if it is not rendered yet.
    ///
    /// # Errors
    ///
    /// Those of `render`.
    pub(super) fn append(
        &self,
        task: &TaskNode<'_>,
        html: &mut String,
        render: impl FnOnce(&mut String) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let Some(rendered) = &self.rendered else {
            return render(html);
        };
        let mut key = Key::default();
        task.hash(&mut key);
        // A thread that panicked left complete entries.
        let known = rendered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&key) {
            html.push_str(known);
            return Ok(());
        }
        drop(known);
        let start = html.len();
        render(html)?;
        let mut known = rendered.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, html[start..].into());
        Ok(())
    }
}
