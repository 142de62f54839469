//! Which of the author's files change, told once a burst has settled. The system tells of changes; what it does not
//! tell, a look at sizes and times finds every few seconds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::settling::{OPEN, Settling, concerns};
use crate::source::Glance;

/// How long a burst may go on: something that never stops writing must not hold up the preview for ever.
const LONGEST: Duration = Duration::from_secs(2);
/// How often files are looked at where the system tells of changes.
const GLANCE: Duration = Duration::from_secs(2);
/// How often they are looked at where it does not.
const POLL: Duration = Duration::from_millis(300);

/// A folder to be watched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root {
    pub(super) path: PathBuf,
    pub(super) depth: Depth,
}

/// How much of a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// What lies in it.
    Entries,
    /// All that lies below it.
    Everything,
}

/// What happened in a burst.
#[derive(Debug, Default)]
pub(super) struct Burst {
    /// Whether folders came or moved, or the system lost count: what they hold may have changed unseen.
    pub(super) unsure: bool,
    /// Whether the system told nothing of it although it tells of changes.
    pub(super) missed: bool,
}

/// Watches folders.
pub(super) struct Watch {
    /// None where files are looked at again and again instead.
    watcher: Option<RecommendedWatcher>,
    news: Receiver<notify::Result<Event>>,
    /// Kept so that waiting for news takes its time where nobody tells any.
    _sender: Sender<notify::Result<Event>>,
    roots: BTreeSet<Root>,
    watched: BTreeSet<Root>,
    seen: Glance,
}

impl Watch {
    /// Watches nothing yet. With `polls`, the system is not asked to tell of changes.
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

    /// Whether files are looked at again and again, because the system does not tell of changes.
    pub(super) fn polls(&self) -> bool {
        self.watcher.is_none()
    }

    /// Watches `roots`, as far as they are there; says whether one of them is newly watched.
    pub(super) fn follow(&mut self, roots: &BTreeSet<Root>) -> bool {
        if self.roots != *roots {
            self.roots.clone_from(roots);
            self.seen = self.glance();
        }
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        for gone in self.watched.difference(roots) {
            // A folder that is gone is watched no more already.
            let _ = watcher.unwatch(&gone.path);
        }
        self.watched = self.watched.intersection(roots).cloned().collect();
        let mut fresh = false;
        for root in roots {
            if self.watched.contains(root) || !root.path.is_dir() {
                continue;
            }
            // What was watched at this path before may be elsewhere now.
            let _ = watcher.unwatch(&root.path);
            match watcher.watch(&root.path, root.depth.into()) {
                Ok(()) => {
                    self.watched.insert(root.clone());
                    fresh = true;
                }
                // It went away between the look and the watch.
                Err(_) if !root.path.is_dir() => {}
                // The system has no more watches to give.
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

    /// Waits for the next burst and until it has settled; `None` where there is none within `patience`. What is written
    /// into a file that `matters` is false for is none.
    pub(super) fn burst(
        &mut self,
        patience: Option<Duration>,
        matters: &dyn Fn(&Path) -> bool,
    ) -> Option<Burst> {
        let asked = now();
        loop {
            let rhythm = if self.polls() { POLL } else { GLANCE };
            let left = patience.map(|patience| patience.saturating_sub(asked.elapsed()));
            match self
                .news
                .recv_timeout(left.map_or(rhythm, |left| left.min(rhythm)))
            {
                Ok(news) if concerns(&news, matters) => return Some(self.settle(news, matters)),
                Ok(_) => {}
                Err(_) => {
                    if let Some(burst) = self.missed(matters) {
                        return Some(burst);
                    }
                }
            }
            if patience.is_some_and(|patience| asked.elapsed() >= patience) {
                return None;
            }
        }
    }

    /// Waits until a burst that the system tells of has settled.
    fn settle(&mut self, first: notify::Result<Event>, matters: &dyn Fn(&Path) -> bool) -> Burst {
        let started = now();
        let mut settling = Settling::default();
        settling.take(first);
        while started.elapsed() < LONGEST {
            match self.news.recv_timeout(settling.quiet()) {
                Ok(news) if concerns(&news, matters) => settling.take(news),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        if settling.anywhere {
            self.watched.clear();
        }
        self.seen = self.glance();
        Burst {
            unsure: settling.unsure | self.lose(&settling.moved),
            missed: false,
        }
    }

    /// Forgets the roots that are no more what was watched at their paths; says whether there are any.
    fn lose(&mut self, moved: &BTreeSet<PathBuf>) -> bool {
        let before = self.watched.len();
        self.watched
            .retain(|root| !moved.iter().any(|moved| root.path.starts_with(moved)));
        self.watched.len() < before
    }

    /// Looks whether something changed that the system did not tell, and waits until it has settled.
    fn missed(&mut self, matters: &dyn Fn(&Path) -> bool) -> Option<Burst> {
        let mut seen = self.glance();
        let (changed, mut moved) = seen.since(&self.seen);
        if moved.is_empty() && !changed.iter().any(|path| matters(path)) {
            self.seen = seen;
            return None;
        }
        let started = now();
        while started.elapsed() < LONGEST {
            match self.news.recv_timeout(OPEN) {
                Ok(news) if concerns(&news, matters) => return Some(self.settle(news, matters)),
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

/// What time it is: for how long files may rest, never for what is built.
#[expect(
    clippy::disallowed_methods,
    reason = "a burst has to know how long it goes on"
)]
fn now() -> Instant {
    Instant::now()
}
