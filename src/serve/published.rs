//! The current state as one value: the last good handbook and the problems since. A request takes it once, so it never
//! sees parts of two builds.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::editor::{Editor, FileLocation};
use super::handbook::ServedHandbook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::pipeline::{Draft, Outlined};
use crate::report::{self, ColorMode, Detail};

/// How many open pages are remembered.
const MOST_OPEN: usize = 256;
/// How many problems are shown in the page.
const MOST_SHOWN: usize = 30;

/// A build with its result.
pub(super) struct Published {
    /// Its id, unique among all builds of this and other runs.
    build: String,
    /// The handbook; the last good one if this build failed, or `None` if there is none yet.
    pub(super) book: Option<Arc<ServedHandbook>>,
    problems: Problems,
}

/// The problems of a build.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems {
    /// The reasons why the last good pages are shown instead; empty if they are not.
    errors: Shown,
    /// The warnings.
    warnings: Shown,
}

impl Problems {
    /// The errors and warnings in the content of a draft.
    pub(super) fn of_content(draft: &Draft) -> Self {
        Self {
            errors: Shown::of_content(draft, Severity::Error),
            warnings: Shown::of_content(draft, Severity::Warning),
        }
    }

    /// An error, with the warnings of the last content that was read.
    pub(super) fn of_machine(error: &Error, draft: Option<&Draft>) -> Self {
        let warnings = draft.map(|draft| Shown::of_content(draft, Severity::Warning));
        let error = ShownProblem {
            text: format!("error: {error}"),
            place: None,
        };
        Self {
            errors: Shown {
                first: vec![error],
                more: 0,
                count: 1,
            },
            warnings: warnings.unwrap_or_default(),
        }
    }
}

/// The problems of one severity that a page shows: thousands would make every save slow.
#[derive(Clone, Debug, Default)]
struct Shown {
    first: Vec<ShownProblem>,
    more: usize,
    /// How many problems there are; an entry may represent several.
    count: usize,
}

/// A problem as shown on a page.
#[derive(Clone, Debug)]
struct ShownProblem {
    text: String,
    place: Option<FileLocation>,
}

impl Shown {
    fn of_content(draft: &Draft, severity: Severity) -> Self {
        let Outlined {
            diagnostics,
            sources,
            ..
        } = &draft.outlined;
        let of_severity = |problem: &&Diagnostic| problem.severity == severity;
        let all = diagnostics.iter().filter(of_severity);
        let count = all.clone().count();
        let listed = report::list(all, sources, ColorMode::Plain, Detail::Grouped);
        let more = listed.len().saturating_sub(MOST_SHOWN);
        let first = listed
            .into_iter()
            .take(MOST_SHOWN)
            .map(|entry| ShownProblem {
                text: entry.text,
                place: entry.span.map(|span| FileLocation::of(span, sources)),
            });
        Self {
            first: first.collect(),
            more,
            count,
        }
    }

    fn json(&self, editor: Option<&Editor>) -> serde_json::Value {
        let first = self.first.iter().map(|problem| {
            let address = problem.place.as_ref().zip(editor);
            let address = address.map(|(place, editor)| editor.address(place));
            json!({"text": problem.text, "address": address})
        });
        json!({
            "first": first.collect::<Vec<_>>(),
            "more": self.more,
            "count": self.count,
        })
    }
}

/// The served state, and the pages that are open in browsers.
pub(super) struct PreviewState {
    current: Mutex<Arc<Published>>,
    /// The served pages, each with the tag of its oldest bytes that may still be shown, and its age in requests.
    open: Mutex<OpenPages>,
    editor: Option<Editor>,
    run: u64,
}

#[derive(Default)]
struct OpenPages {
    pages: BTreeMap<String, (u64, String)>,
    asked: u64,
}

/// The changes of a build to the pages in browsers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The changed open pages with their new tags; `None` for pages that no longer exist.
    pages: BTreeMap<String, Option<String>>,
    /// Other changed files.
    files: BTreeSet<String>,
}

impl PreviewState {
    /// A state without a handbook yet.
    pub(super) fn new(editor: Option<Editor>) -> Self {
        let run = RandomState::new().build_hasher().finish();
        Self {
            current: Mutex::new(Arc::new(Published {
                build: format!("{run:x}.0"),
                book: None,
                problems: Problems::default(),
            })),
            open: Mutex::default(),
            editor,
            run,
        }
    }

    /// The current state.
    pub(super) fn current(&self) -> Arc<Published> {
        Arc::clone(&lock(&self.current))
    }

    /// The first event of a stream: the current state.
    pub(super) fn first_event(&self) -> Vec<u8> {
        // A client that lost the stream requests it again soon, since whoever restarts the preview is looking at the
        // page.
        let mut first = b"retry: 400\n".to_vec();
        first.extend(event(&self.current().message(None, self.editor())));
        first
    }

    pub(super) fn editor(&self) -> Option<&Editor> {
        self.editor.as_ref()
    }

    /// Serves a new handbook from now on, or the same one with new problems.
    pub(super) fn publish(
        &self,
        number: u64,
        book: Option<Arc<ServedHandbook>>,
        problems: Problems,
    ) {
        let mut current = lock(&self.current);
        *current = Arc::new(Published {
            build: format!("{:x}.{number}", self.run),
            book,
            problems,
        });
    }

    /// Remembers that a page was sent to a browser.
    pub(super) fn opened(&self, path: &str, etag: &str) {
        let mut open = lock(&self.open);
        open.asked += 1;
        let asked = open.asked;
        match open.pages.get_mut(path) {
            Some((last, _)) => *last = asked,
            None => {
                open.pages.insert(path.to_owned(), (asked, etag.to_owned()));
            }
        }
        if open.pages.len() > MOST_OPEN {
            let oldest = open.pages.iter().min_by_key(|(_, (asked, _))| *asked);
            let oldest = oldest.map(|(path, _)| path.clone());
            open.pages.retain(|path, _| Some(path) != oldest.as_ref());
        }
    }

    /// Renders the pages that browsers may show; returns which of them changed, and the first error.
    pub(super) fn render_again(&self, book: &ServedHandbook) -> (Changes, Vec<Error>) {
        let open: Vec<(String, String)> = lock(&self.open)
            .pages
            .iter()
            .map(|(path, (_, etag))| (path.clone(), etag.clone()))
            .collect();
        let mut changes = Changes::default();
        let mut failed = Vec::new();
        // All in parallel; errors are reported with their own page.
        let _ = book.render_all(open.iter().map(|(path, _)| path.as_str()));
        for (path, etag) in open {
            match book.file(&path) {
                Ok(Some(file)) if file.etag == etag => {}
                Ok(Some(file)) => {
                    changes.pages.insert(path, Some(file.etag.clone()));
                }
                Ok(None) => {
                    changes.pages.insert(path, None);
                }
                Err(error) => failed.push(error),
            }
        }
        let mut open = lock(&self.open);
        for (path, etag) in &changes.pages {
            match (open.pages.get_mut(path), etag) {
                (Some((_, shown)), Some(etag)) => shown.clone_from(etag),
                _ => {
                    open.pages.remove(path);
                }
            }
        }
        (changes, failed)
    }
}

impl Changes {
    /// Adds changed files other than pages.
    #[must_use]
    pub(super) fn with_files(mut self, files: BTreeSet<String>) -> Self {
        self.files = files;
        self
    }
}

impl Published {
    /// The message for browsers, as JSON. `since` is the build that `changes` are relative to; a browser with a
    /// different build checks for itself.
    pub(super) fn message(
        &self,
        changes: Option<(&Self, &Changes)>,
        editor: Option<&Editor>,
    ) -> String {
        let (since, pages, files) = match changes {
            Some((before, changes)) => (Some(&before.build), &changes.pages, &changes.files),
            None => (None, &BTreeMap::new(), &BTreeSet::new()),
        };
        json!({
            "build": self.build,
            "since": since,
            "pages": pages,
            "files": files,
            "errors": self.problems.errors.json(editor),
            "warnings": self.problems.warnings.json(editor),
            "edit": editor.is_some(),
        })
        .to_string()
    }
}

/// A message as an event of a stream.
pub(super) fn event(message: &str) -> Vec<u8> {
    // JSON on one line contains no line end that would end the event.
    format!("data: {message}\n\n").into_bytes()
}

/// A value held by a thread that panicked is still complete, since values are only replaced.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Changes, PreviewState, Problems, event};

    #[test]
    fn a_message_names_its_build_and_the_one_that_it_follows() {
        let state = PreviewState::new(None);
        state.publish(1, None, Problems::default());
        let before = state.current();
        state.publish(2, None, Problems::default());
        let now = state.current();
        let changes = Changes::default().with_files(["a.css".to_owned()].into());
        let read = |message: &str| serde_json::from_str::<Value>(message).unwrap();
        let message = read(&now.message(Some((&before, &changes)), None));
        assert_eq!(message["build"].as_str(), Some(now.build.as_str()));
        assert_eq!(message["since"].as_str(), Some(before.build.as_str()));
        assert_ne!(message["build"], message["since"]);
        assert_eq!(message["files"][0], "a.css");
        assert_eq!(message["errors"]["count"], 0);
        assert_eq!(message["edit"], false);
        assert!(read(&now.message(None, None))["since"].is_null());
        assert_eq!(event("{}"), b"data: {}\n\n");
        assert!(state.first_event().starts_with(b"retry: 400\ndata: {"));
    }
}
