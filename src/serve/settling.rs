//! A burst of changes: an editor that saves writes a file in several steps, and a checkout writes many files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::Event;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};

/// How long nothing must happen for a burst to settle, if every changed file was closed.
const CLOSED: Duration = Duration::from_millis(3);
/// The same while a file is open for writing, or is missing and may come back, or the system does not report closing.
pub(super) const OPEN: Duration = Duration::from_millis(25);
/// The same if many files changed.
const MANY: Duration = Duration::from_millis(60);
/// How many files count as many.
const MANY_FILES: usize = 8;

/// The events so far.
#[derive(Debug, Default)]
pub(super) struct Settling {
    paths: BTreeSet<PathBuf>,
    /// Files that were created in this burst.
    born: BTreeSet<PathBuf>,
    /// Files that are open for writing, or are missing and may come back: both last only briefly.
    open: BTreeSet<PathBuf>,
    /// Created, removed or renamed paths.
    pub(super) moved: BTreeSet<PathBuf>,
    /// Whether folders were created or moved, or the system lost events: their content may have changed unseen.
    pub(super) unsure: bool,
    /// Whether the system could not report the path of a change.
    pub(super) anywhere: bool,
}

/// Whether an event may change the handbook. Reading files does not matter, nor do hidden files, which version control
/// and editors keep for themselves, nor writes to files for which `matters` is false.
pub(super) fn concerns(news: &notify::Result<Event>, matters: &dyn Fn(&Path) -> bool) -> bool {
    let Ok(event) = news else { return true };
    let is_hidden = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    let is_written = match event.kind {
        EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write) => {
            return event.need_rescan();
        }
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Name(_)),
        EventKind::Access(_) => true,
        _ => false,
    };
    let mut paths = event.paths.iter().filter(|path| !is_hidden(path));
    event.need_rescan() || paths.any(|path| !is_written || matters(path))
}

impl Settling {
    /// How long nothing must happen for the burst to settle.
    pub(super) fn quiet(&self) -> Duration {
        if self.paths.len() > MANY_FILES {
            MANY
        } else if self.open.is_empty() {
            CLOSED
        } else {
            OPEN
        }
    }

    /// Whether few files changed, and all of them were closed.
    pub(super) fn is_closed(&self) -> bool {
        self.quiet() == CLOSED
    }

    /// Adds an event.
    pub(super) fn take(&mut self, news: notify::Result<Event>) {
        let Ok(event) = news else {
            self.unsure = true;
            self.anywhere = true;
            return;
        };
        if event.need_rescan() {
            self.unsure = true;
        }
        let moves = matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        for (index, path) in event.paths.iter().enumerate() {
            self.paths.insert(path.clone());
            self.take_one(event.kind, (index, path));
            if moves {
                self.moved.insert(path.clone());
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
            // The old name and the new one were reported already.
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

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, Flag, MetadataKind, RemoveKind};

    use super::*;

    #[test]
    fn only_events_of_the_handbook_are_relevant() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let touched = EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime));
        let read = EventKind::Access(AccessKind::Read);
        let created = EventKind::Create(CreateKind::File);
        let removed = EventKind::Remove(RemoveKind::File);
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        for (kind, path, expected) in [
            (written, "plan.md", true),
            (written, "x.log", false),
            (written, ".hidden", false),
            (closed, "plan.md", true),
            (closed, "x.log", false),
            (touched, "plan.md", true),
            (touched, "x.log", false),
            (read, "plan.md", false),
            (created, "x.log", true),
            (created, ".hidden", false),
            (removed, "x.log", true),
            (renamed, "x.log", true),
        ] {
            let event = Event::new(kind).add_path(path.into());
            let matters = |path: &Path| path.ends_with("plan.md");
            assert_eq!(concerns(&Ok(event), &matters), expected, "{kind:?} {path}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(concerns(&Ok(lost), &|_| false), "the system lost count");
        let failed = Err(notify::Error::generic("failed"));
        assert!(concerns(&failed, &|_| false));
    }
}
