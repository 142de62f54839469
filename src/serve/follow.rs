//! Watches the author's files: detects changes, rebuilds the handbook and serves it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::event::Event;
use super::handbook::ServedHandbook;
use super::parts::Parts;
use super::published::{Changes, PreviewState, Problems, event};
use super::streams::Streams;
use super::watch::FolderWatcher;
use crate::error::Error;
use crate::pipeline::{Draft, Outlined};
use crate::source::Input;

/// The delay before files are checked again if a change may have been missed.
const AGAIN: Duration = Duration::from_millis(80);
/// How often this is repeated for a file that cannot be read or is suddenly empty: while files are being written, one
/// may be missing for a moment or still be empty.
const MOST_TRIES: u32 = 3;
/// How long nothing must happen before pages without a request are rendered.
const REST: Duration = Duration::from_millis(500);

/// The place, the state and the callbacks of the preview.
pub(super) struct Follower<'a> {
    /// The plan or the folder that is served.
    pub(super) place: Input<'a>,
    /// Whether its files are polled rather than watched by the system.
    pub(super) polls: bool,
    pub(super) state: &'a PreviewState,
    pub(super) streams: Streams,
    pub(super) report: &'a (dyn Fn(Event<'_>) + Sync),
}

/// The result of the last check.
#[derive(Default)]
struct LastBuild {
    /// The content as it was read.
    draft: Option<Arc<Draft>>,
    /// Its files.
    parts: Parts,
    /// The served handbook.
    book: Option<Arc<ServedHandbook>>,
    /// The error of the last build.
    fault: Option<String>,
    /// Whether that error came from reading.
    unread: bool,
    builds: u64,
    tries: u32,
    proof: Option<Proof>,
}

/// The result of a build.
struct BuildResult {
    changed: Vec<String>,
    draft: Arc<Draft>,
    /// How many pages are served now, if the build succeeded.
    pages: Option<usize>,
    /// The error, if it failed.
    failed: Option<Error>,
}

impl Follower<'_> {
    /// Builds the handbook and watches its files from then on.
    ///
    /// # Errors
    ///
    /// [`Error`] if the handbook cannot be read the first time.
    pub(super) fn run(&self) -> Result<(), Error> {
        let mut watch = FolderWatcher::new(self.polls);
        let mut last = LastBuild::default();
        let Some(draft) = Draft::read(self.place, None)? else {
            return Ok(());
        };
        watch.follow(&Parts::of(&draft, self.place.path).roots);
        let first = self.make(Arc::new(draft), &mut last);
        // The handbook is available at the address from here on.
        (self.report)(Event::Following);
        let mut polls = self.polls;
        self.report_polling(&watch, &mut polls);
        self.say(&first, &mut last);
        // Files may have been saved before watching began.
        let mut unsure = true;
        let mut is_missed = false;
        loop {
            let again = unsure || last.tries > 0;
            let patience = last.patience(again);
            let LastBuild {
                parts,
                proof,
                draft,
                ..
            } = &mut last;
            let mut burst = watch.burst(patience, &|path| parts.matter(path), &mut || {
                *proof = None;
                self.read(draft.as_deref())
            });
            if burst.is_some() || again {
                last.proof = None;
                let builds = last.builds;
                let early = burst.as_mut().and_then(|burst| burst.read.take());
                let read = early.unwrap_or_else(|| self.read(last.draft.as_deref()));
                self.look(read, &mut last);
                let was_missed = burst.as_ref().is_some_and(|burst| burst.missed);
                if was_missed && last.builds > builds && !is_missed {
                    is_missed = true;
                    (self.report)(Event::Missed);
                }
            } else {
                self.prove(&mut last);
            }
            unsure = burst.is_some_and(|burst| burst.unsure);
            unsure |= watch.follow(&last.parts.roots);
            self.report_polling(&watch, &mut polls);
        }
    }

    /// Reports once that the system does not report changes, unless polling was requested.
    fn report_polling(&self, watch: &FolderWatcher, known: &mut bool) {
        if watch.polls() && !*known {
            *known = true;
            (self.report)(Event::Polling);
        }
    }

    /// Reads the files; `None` if they are unchanged since `last`.
    fn read(&self, last: Option<&Draft>) -> Result<Option<Draft>, Error> {
        (self.report)(Event::Noticed);
        Draft::read(self.place, last)
    }

    /// Rebuilds the handbook if its files, which were just read, changed.
    fn look(&self, read: Result<Option<Draft>, Error>, last: &mut LastBuild) {
        match read {
            Ok(Some(draft)) if last.tries < MOST_TRIES && last.is_unfinished(&draft) => {
                last.tries += 1;
            }
            Ok(draft) => {
                last.tries = 0;
                let read = draft.map(Arc::new);
                let moved = last
                    .book
                    .as_ref()
                    .is_some_and(|book| !book.has_its_assets(|path| last.parts.matter(path)));
                let old = last.draft.clone().filter(|_| moved || last.unread);
                last.unread = false;
                if let Some(draft) = read.or(old) {
                    self.build(draft, last);
                }
            }
            Err(_) if last.tries < MOST_TRIES => last.tries += 1,
            Err(error) => {
                last.tries = 0;
                last.unread = true;
                if last.fault.as_ref() != Some(&error.to_string()) {
                    self.fail(&error, last);
                }
            }
        }
    }

    fn build(&self, draft: Arc<Draft>, last: &mut LastBuild) {
        let made = self.make(draft, last);
        self.say(&made, last);
    }

    /// Builds the handbook and serves it, as far as possible.
    fn make(&self, draft: Arc<Draft>, last: &mut LastBuild) -> BuildResult {
        last.parts = Parts::of(&draft, self.place.path);
        let old = last.draft.replace(Arc::clone(&draft));
        let mut made = BuildResult {
            changed: old.map_or_else(Vec::new, |old| draft.changed_since(&old)),
            draft,
            pages: None,
            failed: None,
        };
        last.fault = None;
        let problems = Problems::of_content(&made.draft);
        if made.draft.outlined.is_broken() {
            self.publish(last, last.book.clone(), problems);
            return made;
        }
        match ServedHandbook::new(Arc::clone(&made.draft), last.book.as_deref()) {
            Ok(book) => {
                let before = last.book.as_ref();
                let copies = before.into_iter().flat_map(|old| book.copies_unlike(old));
                made.changed.extend(copies);
                made.pages = Some(book.pages());
                made.failed = self.publish(last, Some(Arc::new(book)), problems);
            }
            Err(error) => made.failed = Some(error),
        }
        made
    }

    fn say(&self, made: &BuildResult, last: &mut LastBuild) {
        if made.pages.is_some() || made.failed.is_none() {
            (self.report)(Event::Built {
                changed: &made.changed,
                draft: &made.draft,
                pages: made.pages,
            });
        }
        if let Some(error) = &made.failed {
            self.fail(error, last);
        }
    }

    /// Serves the result of a build and notifies the browsers; errors while rendering their pages are returned.
    fn publish(
        &self,
        last: &mut LastBuild,
        book: Option<Arc<ServedHandbook>>,
        problems: Problems,
    ) -> Option<Error> {
        let before = self.state.current();
        last.builds += 1;
        self.state.publish(last.builds, book.clone(), problems);
        let (changes, failed) = match &book {
            Some(book) => {
                let (changes, failed) = self.state.render_again(book);
                let files = last.book.as_ref().map(|old| book.files_changed_since(old));
                (changes.with_files(files.unwrap_or_default()), failed)
            }
            None => (Changes::default(), Vec::new()),
        };
        last.book = book;
        let message = self
            .state
            .current()
            .message(Some((&before, &changes)), self.state.editor());
        self.streams.send(event(&message));
        failed.into_iter().next()
    }

    /// Reports an error; the previous handbook is still served.
    fn fail(&self, error: &Error, last: &mut LastBuild) {
        last.fault = Some(error.to_string());
        let problems = Problems::of_machine(error, last.draft.as_deref());
        self.publish(last, last.book.clone(), problems);
        (self.report)(Event::Failed(error));
    }

    /// Renders pages that were not requested yet, to find errors of the theme, and processes the results.
    fn prove(&self, last: &mut LastBuild) {
        match &last.proof {
            Some(proof) => match proof.end.try_recv() {
                Ok(Err(error)) => {
                    last.proof = None;
                    self.fail(&error, last);
                }
                Ok(Ok(())) => last.proof = None,
                Err(_) => {}
            },
            None => last.proof = last.unproved().map(Proof::begin),
        }
    }
}

impl LastBuild {
    /// The served handbook, if its theme has not rendered everything yet.
    fn unproved(&self) -> Option<Arc<ServedHandbook>> {
        let book = self.book.as_ref().filter(|book| !book.is_proved());
        book.filter(|_| self.fault.is_none()).map(Arc::clone)
    }

    /// Whether a text became empty, or a plan is missing: a file may be in the middle of being written.
    fn is_unfinished(&self, draft: &Draft) -> bool {
        self.draft.as_ref().is_some_and(|old| {
            let (new, old) = (&draft.outlined, &old.outlined);
            let weeks = |of: &Outlined| {
                of.handbook
                    .plans
                    .iter()
                    .filter(|p| !p.weeks.is_empty())
                    .count()
            };
            new.sources.emptied_since(&old.sources) || weeks(new) < weeks(old)
        })
    }

    /// How long to wait for a change before the next task is due.
    fn patience(&self, again: bool) -> Option<Duration> {
        if again || self.proof.is_some() {
            Some(AGAIN)
        } else {
            self.unproved().map(|_| REST)
        }
    }
}

/// A background check that renders all parts of a handbook; dropping it stops it.
struct Proof {
    stop: Arc<AtomicBool>,
    end: Receiver<Result<(), Error>>,
}

impl Proof {
    fn begin(book: Arc<ServedHandbook>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, end) = mpsc::channel();
        let stopped = Arc::clone(&stop);
        std::thread::spawn(move || {
            let proved = book.prove(&|| stopped.load(Ordering::Relaxed));
            // If it was stopped, the receiver is gone.
            let _ = sender.send(proved);
        });
        Self { stop, end }
    }
}

impl Drop for Proof {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Follower, LastBuild, MOST_TRIES};
    use crate::pipeline::Draft;
    use crate::serve::published::PreviewState;
    use crate::serve::streams::streams;
    use crate::source::Input;

    #[expect(clippy::disallowed_methods, reason = "an author saves a file")]
    fn save(path: &Path, text: &str) {
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn a_plan_that_is_being_written_is_read_again_before_it_is_served() {
        let folder = tempfile::tempdir().unwrap();
        let week = "# P\n\n## Week 1: W\n\n- [ ] a\n";
        for (name, text, is_finished) in [
            ("plan.md", week.replace("a\n", "b\n"), true),
            ("plan.md", format!("{week}\n## Week 2: X\n"), true),
            ("plan.md", String::new(), false),
            ("plan.md", "# P\n".to_owned(), false),
            ("notes.md", "# N\n".to_owned(), true),
            ("notes.md", String::new(), false),
        ] {
            save(&folder.path().join("plan.md"), week);
            save(&folder.path().join("notes.md"), "# N\n\nwords\n");
            let state = PreviewState::new(None);
            let follower = Follower {
                place: Input::from(folder.path()),
                polls: false,
                state: &state,
                streams: streams().0,
                report: &|_| (),
            };
            let mut last = LastBuild::default();
            let draft = Draft::read(follower.place, None).unwrap().unwrap();
            follower.make(draft.into(), &mut last);
            assert_eq!(last.builds, 1);
            save(&folder.path().join(name), &text);
            for tries in 1..=MOST_TRIES {
                let expected = if is_finished { (2, 0) } else { (1, tries) };
                let read = follower.read(last.draft.as_deref());
                follower.look(read, &mut last);
                assert_eq!((last.builds, last.tries), expected, "{name}: {text}");
            }
            // An author may want an empty file.
            let read = follower.read(last.draft.as_deref());
            follower.look(read, &mut last);
            assert_eq!((last.builds, last.tries), (2, 0), "{name}: {text}");
        }
    }
}
