//! Detects changes of the author's files, and reports them once a burst has settled. The system reports changes; those
//! that it misses are found by comparing sizes and times every few seconds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::settling::{OPEN, Settling, concerns};
use crate::source::Glance;

/// The maximum length of a burst, since continuous writes must not block the preview forever.
const LONGEST: Duration = Duration::from_secs(2);
/// How often files are checked if the system reports changes.
const GLANCE: Duration = Duration::from_secs(2);
/// How often they are checked if it does not.
const POLL: Duration = Duration::from_millis(300);

/// A watched folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root {
    pub(super) path: PathBuf,
    pub(super) depth: Depth,
}

/// How much of a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Its direct entries.
    Entries,
    /// Everything below it.
    Everything,
}

/// The changes in a burst.
#[derive(Debug)]
pub(super) struct Burst<R> {
    /// The result of reading the files, if nothing changed since reading began.
    pub(super) read: Option<R>,
    /// Whether folders were created or moved, or the system lost events: their content may have changed unseen.
    pub(super) unsure: bool,
    /// Whether the system did not report it although it reports changes.
    pub(super) missed: bool,
}

/// Watches folders.
pub(super) struct FolderWatcher {
    /// `None` if files are polled instead.
    watcher: Option<RecommendedWatcher>,
    news: Receiver<notify::Result<Event>>,
    /// Kept so that receiving blocks if there is no watcher.
    _sender: Sender<notify::Result<Event>>,
    roots: BTreeSet<Root>,
    watched: BTreeSet<Root>,
    seen: Glance,
}

impl FolderWatcher {
    /// Watches nothing yet. With `polls`, the system's watcher is not used.
    pub(super) fn new(polls: bool) -> Self {
        let (sender, news) = mpsc::channel();
        let watcher = (!polls).then(|| notify::recommended_watcher(sender.clone()));
        Self {
            watcher: watcher.and_then(Result::ok),
            news,
            _sender: sender,
            roots: BTreeSet::new(),
            watched: BTreeSet::new(),
            seen: Glance::default(),
        }
    }

    /// Whether files are polled, because the system does not report changes.
    pub(super) fn polls(&self) -> bool {
        self.watcher.is_none()
    }

    /// Watches `roots`, as far as they exist; returns whether one of them is newly watched.
    pub(super) fn follow(&mut self, roots: &BTreeSet<Root>) -> bool {
        if self.roots != *roots {
            self.roots.clone_from(roots);
            self.seen = self.glance();
        }
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        for gone in self.watched.difference(roots) {
            // A folder that was removed is no longer watched.
            let _ = watcher.unwatch(&gone.path);
        }
        self.watched = self.watched.intersection(roots).cloned().collect();
        let mut fresh = false;
        for root in roots {
            if self.watched.contains(root) || !root.path.is_dir() {
                continue;
            }
            // The folder that was watched at this path may have moved.
            let _ = watcher.unwatch(&root.path);
            match watcher.watch(&root.path, root.depth.into()) {
                Ok(()) => {
                    self.watched.insert(root.clone());
                    fresh = true;
                }
                // It was removed in the meantime.
                Err(_) if !root.path.is_dir() => {}
                // The system has no more watches available.
                Err(_) => {
                    self.watcher = None;
                    self.watched.clear();
                    return true;
                }
            }
        }
        fresh
    }

    fn glance(&self) -> Glance {
        let roots = self.roots.iter();
        Glance::at(roots.map(|root| (root.path.as_path(), root.depth == Depth::Everything)))
    }

    /// Waits for the next burst and until it has settled; `None` if there is none within `patience`. Writes to files
    /// for which `matters` is false are ignored. Once every changed file is closed, `read` is called, to use the time
    /// that is waited for further changes.
    pub(super) fn burst<R>(
        &mut self,
        patience: Option<Duration>,
        matters: &dyn Fn(&Path) -> bool,
        read: &mut dyn FnMut() -> R,
    ) -> Option<Burst<R>> {
        let asked = now();
        loop {
            let rhythm = if self.polls() { POLL } else { GLANCE };
            let left = patience.map(|patience| patience.saturating_sub(asked.elapsed()));
            match self
                .news
                .recv_timeout(left.map_or(rhythm, |left| left.min(rhythm)))
            {
                Ok(news) if concerns(&news, matters) => {
                    return Some(self.settle(news, matters, read));
                }
                Ok(_) => {}
                Err(_) => {
                    if let Some(burst) = self.missed(matters, read) {
                        return Some(burst);
                    }
                }
            }
            if patience.is_some_and(|patience| asked.elapsed() >= patience) {
                return None;
            }
        }
    }

    /// Waits until a burst that the system reports has settled.
    fn settle<R>(
        &mut self,
        first: notify::Result<Event>,
        matters: &dyn Fn(&Path) -> bool,
        read: &mut dyn FnMut() -> R,
    ) -> Burst<R> {
        let started = now();
        let mut settling = Settling::default();
        settling.take(first);
        let mut early = None;
        let mut quiet = settling.quiet();
        // Files are read early only once, since a checkout of a branch writes one after another.
        let mut may_read = true;
        while started.elapsed() < LONGEST {
            if may_read && settling.is_closed() {
                may_read = false;
                let seen = self.glance();
                let begun = now();
                early = Some((seen, read()));
                quiet = quiet.saturating_sub(begun.elapsed());
            }
            match self.news.recv_timeout(quiet) {
                Ok(news) if concerns(&news, matters) => {
                    settling.take(news);
                    early = None;
                    quiet = settling.quiet();
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        if settling.anywhere {
            self.watched.clear();
        }
        let (seen, read) = match early {
            Some((seen, read)) => (seen, Some(read)),
            None => (self.glance(), None),
        };
        self.seen = seen;
        Burst {
            read,
            unsure: settling.unsure | self.lose(&settling.moved),
            missed: false,
        }
    }

    /// Drops the roots that are no longer the folders watched at their paths; returns whether there are any.
    fn lose(&mut self, moved: &BTreeSet<PathBuf>) -> bool {
        let before = self.watched.len();
        self.watched
            .retain(|root| !moved.iter().any(|moved| root.path.starts_with(moved)));
        self.watched.len() < before
    }

    /// Checks for changes that the system did not report, and waits until they have settled.
    fn missed<R>(
        &mut self,
        matters: &dyn Fn(&Path) -> bool,
        read: &mut dyn FnMut() -> R,
    ) -> Option<Burst<R>> {
        let mut seen = self.glance();
        let (changed, mut moved) = seen.since(&self.seen);
        if moved.is_empty() && !changed.iter().any(|path| matters(path)) {
            self.seen = seen;
            return None;
        }
        let started = now();
        while started.elapsed() < LONGEST {
            match self.news.recv_timeout(OPEN) {
                Ok(news) if concerns(&news, matters) => {
                    return Some(self.settle(news, matters, read));
                }
                Ok(_) => {}
                Err(_) => {
                    let next = self.glance();
                    let (changed, more) = next.since(&seen);
                    let still = more.is_empty() && !changed.iter().any(|path| matters(path));
                    moved.extend(more);
                    seen = next;
                    if still {
                        break;
                    }
                }
            }
        }
        self.seen = seen;
        self.lose(&moved);
        Some(Burst {
            read: None,
            unsure: true,
            missed: !self.polls(),
        })
    }
}

impl From<Depth> for RecursiveMode {
    fn from(depth: Depth) -> Self {
        match depth {
            Depth::Entries => Self::NonRecursive,
            Depth::Everything => Self::Recursive,
        }
    }
}

/// The current time: for measuring how long files have rested, never for the content of a build.
#[expect(
    clippy::disallowed_methods,
    reason = "a burst has to know how long it goes on"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, DataChange, EventKind, ModifyKind};

    use super::*;

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

    #[test]
    fn what_was_read_while_waiting_counts_if_nothing_changed_since() {
        // The events before reading, those during it, whether files are read, and whether the result counts.
        for (before, during, reads, counts) in [
            (&[CLOSED][..], &[][..], 1, true),
            (&[WRITTEN, CLOSED], &[], 1, true),
            (&[WRITTEN], &[], 0, false),
            (&[CLOSED], &[CLOSED], 1, false),
            (&[CLOSED], &[WRITTEN, CLOSED], 1, false),
        ] {
            let (sender, news) = mpsc::channel();
            let mut watch = FolderWatcher {
                news,
                ..FolderWatcher::new(true)
            };
            let send = |kind: &EventKind| {
                let event = Event::new(*kind).add_path("plan.md".into());
                sender.send(Ok(event)).unwrap();
            };
            before.iter().for_each(send);
            let mut read = 0;
            let burst = watch.burst(None, &|_| true, &mut || {
                during.iter().for_each(send);
                read += 1;
            });
            let burst = burst.unwrap();
            assert_eq!(
                (read, burst.read.is_some()),
                (reads, counts),
                "{before:?} {during:?}"
            );
        }
    }
}
