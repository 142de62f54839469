//! Which of the author's files change, told once a burst has settled: an editor that saves writes a file in several
//! steps, and a checkout writes many.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use crate::error::Error;

/// How long nothing may happen before a burst has settled, where every file that changed was closed.
const CLOSED: Duration = Duration::from_millis(3);
/// The same while a file is open for writing, or is gone and may come back, or the system does not say.
const OPEN: Duration = Duration::from_millis(25);
/// The same where many files changed.
const MANY: Duration = Duration::from_millis(60);
/// How many are many.
const MANY_FILES: usize = 8;
/// How long a burst may go on: something that never stops writing must not hold up the preview for ever.
const LONGEST: Duration = Duration::from_secs(2);
/// How often files are looked at where the system does not tell of changes.
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
}

/// Watches folders.
pub(super) struct Watch {
    watcher: Box<dyn Watcher>,
    news: Receiver<notify::Result<Event>>,
    watched: BTreeSet<Root>,
    polls: bool,
}

impl Watch {
    /// Watches nothing yet.
    pub(super) fn new() -> Result<Self, Error> {
        let (sender, news) = mpsc::channel();
        let config = Config::default().with_poll_interval(POLL);
        let (watcher, polls): (Box<dyn Watcher>, bool) =
            match notify::RecommendedWatcher::new(sender.clone(), config) {
                Ok(watcher) => (Box::new(watcher), false),
                Err(_) => (Box::new(poll(sender, config)?), true),
            };
        Ok(Self {
            watcher,
            news,
            watched: BTreeSet::new(),
            polls,
        })
    }

    /// Whether files are looked at again and again, because the system does not tell of changes.
    pub(super) fn polls(&self) -> bool {
        self.polls
    }

    /// Watches `roots`, as far as they are there; says whether one of them is newly watched.
    ///
    /// # Errors
    ///
    /// [`Error::Watch`] where the system refuses and looking again and again is refused, too.
    pub(super) fn follow(&mut self, roots: &BTreeSet<Root>) -> Result<bool, Error> {
        for gone in self.watched.difference(roots) {
            // A folder that is gone is watched no more already.
            let _ = self.watcher.unwatch(&gone.path);
        }
        self.watched = self.watched.intersection(roots).cloned().collect();
        let mut fresh = false;
        for root in roots {
            if self.watched.contains(root) || !root.path.is_dir() {
                continue;
            }
            match self.watcher.watch(&root.path, root.depth.into()) {
                Ok(()) => {
                    self.watched.insert(root.clone());
                    fresh = true;
                }
                // It went away between the look and the watch: its parent tells when it is back.
                Err(_) if !root.path.is_dir() => {}
                Err(_) if !self.polls => {
                    self.fall_back()?;
                    return self.follow(roots).map(|_| true);
                }
                Err(error) => return Err(refused(&root.path, error)),
            }
        }
        Ok(fresh)
    }

    /// Looks again and again from now on: the system has no more watches to give.
    fn fall_back(&mut self) -> Result<(), Error> {
        let (sender, news) = mpsc::channel();
        self.watcher = Box::new(poll(sender, Config::default().with_poll_interval(POLL))?);
        self.news = news;
        self.watched.clear();
        self.polls = true;
        Ok(())
    }

    /// Waits for the next burst and until it has settled; `None` where there is none within `patience`.
    ///
    /// # Errors
    ///
    /// [`Error::Watch`] where the watch has ended.
    pub(super) fn burst(&mut self, patience: Option<Duration>) -> Result<Option<Burst>, Error> {
        let Some(first) = self.first(patience)? else {
            return Ok(None);
        };
        let started = now();
        let mut settling = Settling::default();
        settling.take(first, &mut self.watched);
        while now().duration_since(started) < LONGEST {
            match self.news.recv_timeout(settling.quiet()) {
                Ok(news) if concerns(&news) => settling.take(news, &mut self.watched),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Ok(Some(Burst {
            unsure: settling.unsure,
        }))
    }

    /// The first thing that happens and matters.
    fn first(&self, patience: Option<Duration>) -> Result<Option<notify::Result<Event>>, Error> {
        loop {
            let news = match patience {
                Some(patience) => self.news.recv_timeout(patience),
                None => self.news.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match news {
                Ok(news) if concerns(&news) => return Ok(Some(news)),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(RecvTimeoutError::Disconnected) => {
                    let ended = std::io::Error::other("the watch has ended");
                    return Err(refused(Path::new("."), notify::Error::io(ended)));
                }
            }
        }
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

fn poll(sender: mpsc::Sender<notify::Result<Event>>, config: Config) -> Result<PollWatcher, Error> {
    PollWatcher::new(sender, config).map_err(|error| refused(Path::new("."), error))
}

fn refused(path: &Path, error: notify::Error) -> Error {
    let source = match error.kind {
        notify::ErrorKind::Io(source) => source,
        _ => std::io::Error::other(error.to_string()),
    };
    Error::Watch {
        path: path.to_owned(),
        source,
    }
}

/// Whether something happened to the author's files. That they are read does not matter, nor does what happens to
/// hidden files, as version control and editors keep for themselves.
fn concerns(news: &notify::Result<Event>) -> bool {
    let Ok(event) = news else { return true };
    let read_only = match event.kind {
        EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
        _ => false,
    };
    let hidden = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    event.need_rescan() || !read_only && !event.paths.iter().all(hidden)
}

/// What time it is: for how long files may rest, never for what is built.
#[expect(
    clippy::disallowed_methods,
    reason = "a burst has to know how long it goes on"
)]
fn now() -> Instant {
    Instant::now()
}

/// A burst that goes on.
#[derive(Debug, Default)]
struct Settling {
    paths: BTreeSet<PathBuf>,
    /// Files that came up in this burst.
    born: BTreeSet<PathBuf>,
    /// Files that are open for writing, or are gone and may come back: nobody leaves a file so for long.
    open: BTreeSet<PathBuf>,
    unsure: bool,
}

impl Settling {
    /// How long nothing must happen for the burst to have settled.
    fn quiet(&self) -> Duration {
        if self.paths.len() > MANY_FILES {
            MANY
        } else if self.open.is_empty() {
            CLOSED
        } else {
            OPEN
        }
    }

    /// Takes in what happened. A root that is gone is taken out of `watched`, to be watched anew.
    fn take(&mut self, news: notify::Result<Event>, watched: &mut BTreeSet<Root>) {
        let Ok(event) = news else {
            self.unsure = true;
            watched.clear();
            return;
        };
        if event.need_rescan() {
            self.unsure = true;
        }
        for (index, path) in event.paths.iter().enumerate() {
            self.paths.insert(path.clone());
            self.take_one(event.kind, (index, path));
            let moved = matches!(
                event.kind,
                EventKind::Remove(_)
                    | EventKind::Create(_)
                    | EventKind::Modify(ModifyKind::Name(_))
            );
            if moved && watched.iter().any(|root| root.path.starts_with(path)) {
                watched.retain(|root| !root.path.starts_with(path));
                self.unsure = true;
            }
        }
    }

    fn take_one(&mut self, kind: EventKind, (index, path): (usize, &PathBuf)) {
        match kind {
            EventKind::Access(_) => {
                self.open.remove(path);
            }
            EventKind::Create(CreateKind::Folder) => self.unsure = true,
            EventKind::Create(_) => {
                self.born.insert(path.clone());
                self.open.insert(path.clone());
            }
            EventKind::Modify(ModifyKind::Metadata(_)) => {}
            EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                self.born.insert(path.clone());
                self.open.remove(path);
                self.unsure |= path.is_dir();
            }
            // The old name and the new one were told already.
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if index < 2 => {}
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
                if self.born.remove(path) {
                    self.open.remove(path);
                } else {
                    self.open.insert(path.clone());
                }
            }
            _ => {
                self.unsure |= path.is_dir();
                self.open.insert(path.clone());
            }
        }
    }
}
