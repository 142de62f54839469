//! What is served now, as one value: the last good handbook and what is wrong since. A request takes it once, so that
//! it never sees half of two builds.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::book::Book;
use super::editor::{Editor, Place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::pipeline::{Draft, Outlined};
use crate::report::{self, Detail, Look};

/// How many pages are remembered as open.
const MOST_OPEN: usize = 256;
/// How many problems are shown in the page.
const MOST_SHOWN: usize = 30;

/// One build, with what became of it.
pub(super) struct Published {
    /// Names it among all builds of this run and of others.
    build: String,
    /// The handbook; the last good one where this build went wrong, and `None` where none was good yet.
    pub(super) book: Option<Arc<Book>>,
    problems: Problems,
}

/// The problems of a build.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems {
    /// Why the last good pages are shown instead; empty if they are not.
    errors: Shown,
    /// What may be wrong.
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

    /// What the machine could not do, with the warnings of what was read last.
    pub(super) fn of_machine(error: &Error, draft: Option<&Draft>) -> Self {
        let warnings = draft.map(|draft| Shown::of_content(draft, Severity::Warning));
        let error = Problem {
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

/// The problems of one severity, as far as a page shows them: thousands would make every save slow.
#[derive(Clone, Debug, Default)]
struct Shown {
    first: Vec<Problem>,
    more: usize,
    /// How many problems there are; an entry may stand for several.
    count: usize,
}

/// A problem, as a page shows it.
#[derive(Clone, Debug)]
struct Problem {
    text: String,
    place: Option<Place>,
}

impl Shown {
    fn of_content(draft: &Draft, severity: Severity) -> Self {
        let Outlined { found, sources, .. } = &draft.outlined;
        let of_severity = |problem: &&Diagnostic| problem.severity == severity;
        let all = found.iter().filter(of_severity);
        let count = all.clone().count();
        let listed = report::list(all, sources, Look::Plain, Detail::Grouped);
        let more = listed.len().saturating_sub(MOST_SHOWN);
        let first = listed.into_iter().take(MOST_SHOWN).map(|entry| Problem {
            text: entry.text,
            place: entry.span.map(|span| Place::of(span, sources)),
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

/// Holds what is served now, and which pages are open in browsers.
pub(super) struct Stand {
    current: Mutex<Arc<Published>>,
    /// The pages that were served, each with the tag of its oldest bytes that may still be shown, and how long ago
    /// it was asked for in requests.
    open: Mutex<Open>,
    editor: Option<Editor>,
    run: u64,
}

#[derive(Default)]
struct Open {
    pages: BTreeMap<String, (u64, String)>,
    asked: u64,
}

/// What a build changed of what browsers show.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The open pages that changed with their new tags; `None` for those that are no more.
    pages: BTreeMap<String, Option<String>>,
    /// The other files that changed.
    files: BTreeSet<String>,
}

impl Stand {
    /// With nothing to be served yet.
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

    /// What is served now.
    pub(super) fn current(&self) -> Arc<Published> {
        Arc::clone(&lock(&self.current))
    }

    /// What a stream of events begins with: the state that is served now.
    pub(super) fn first_event(&self) -> Vec<u8> {
        // A client that lost the stream asks for it again soon: whoever restarts the preview looks at the page.
        let mut first = b"retry: 400\n".to_vec();
        first.extend(event(&self.current().message(None, self.editor())));
        first
    }

    pub(super) fn editor(&self) -> Option<&Editor> {
        self.editor.as_ref()
    }

    /// Serves another handbook from now on, or the same with other problems.
    pub(super) fn publish(&self, number: u64, book: Option<Arc<Book>>, problems: Problems) {
        let mut current = lock(&self.current);
        *current = Arc::new(Published {
            build: format!("{:x}.{number}", self.run),
            book,
            problems,
        });
    }

    /// Remembers that a browser was given a page.
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

    /// The pages that browsers may show, drawn anew: which of them changed, and what went wrong on the way.
    pub(super) fn redraw(&self, book: &Book) -> (Changes, Vec<Error>) {
        let open: Vec<(String, String)> = lock(&self.open)
            .pages
            .iter()
            .map(|(path, (_, etag))| (path.clone(), etag.clone()))
            .collect();
        let mut changes = Changes::default();
        let mut failed = Vec::new();
        // All at once; what cannot be drawn is told with its own page.
        let _ = book.draw_all(open.iter().map(|(path, _)| path.as_str()));
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
    /// Adds files that are no pages.
    #[must_use]
    pub(super) fn with_files(mut self, files: BTreeSet<String>) -> Self {
        self.files = files;
        self
    }
}

impl Published {
    /// What browsers are told of it, as JSON. `since` is the build that `changes` are counted from; a browser that
    /// knows another one looks for itself.
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
    // JSON on one line has no line end that would end the event.
    format!("data: {message}\n\n").into_bytes()
}

/// What was held by a thread that panicked is still whole: it is only ever replaced.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
