//! The ids of a handbook's tasks, from its lock.

use super::outlined::Outlined;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::ledger::{self, Ledger, Lock};
use crate::site;
use crate::source::SourceKind;
use crate::span::{FileId, Span};
use crate::units::Date;

/// Gives the tasks their ids, and reports open questions about the lock.
pub(super) fn settle(outlined: &mut Outlined) {
    let Outlined {
        sources,
        diagnostics,
        ..
    } = outlined;
    let file = sources.of_kind(SourceKind::Lock).next();
    // An empty file is a lock without content yet.
    let file = file.filter(|(_, source)| !source.text.trim().is_empty());
    let mut reported = Vec::new();
    let lock = file.and_then(|(file, source)| match Lock::parse(&source.text) {
        Ok(lock) => Some((file, lock)),
        Err(damage) => {
            let at = Span::new(file, damage.at.start, damage.at.end);
            reported.push(Diagnostic::new(Code::BadLock, at, damage.message).hint(damage.help));
            None
        }
    });
    diagnostics.append(&mut reported);
    outlined.ledger = ledger(outlined, lock.as_ref().map(|(_, lock)| lock));
    if let Some((file, _)) = lock {
        let reworded = outlined.ledger.reworded.iter();
        let mut reported = reworded
            .map(|task| reworded_task(outlined, file, task))
            .collect();
        outlined.diagnostics.append(&mut reported);
    }
}

fn ledger(outlined: &Outlined, lock: Option<&Lock>) -> Ledger {
    let documents = &outlined.handbook.documents;
    let is_new = |document: usize, item| {
        let document = &documents[document];
        document.allows(Code::TaskReworded, document.node(item).span)
    };
    ledger::settle(&outlined.handbook, lock, &is_new)
}

fn reworded_task(outlined: &Outlined, lock: FileId, task: &ledger::Reworded) -> Diagnostic {
    let document = &outlined.handbook.documents[task.document];
    let before = Span::new(lock, task.at.start, task.at.end);
    Diagnostic::new(
        Code::TaskReworded,
        document.words(task.item),
        format!("this may be a reworded version of the task `{}`", task.before),
    )
    .label(before, "the published task, which readers may have ticked")
    .hint(
        "if it is, run `prepbook fix` to keep readers' ticks; \
         if it is a different task, put `<!-- prepbook: allow task-reworded -->` above it for one build",
    )
    .fix(before, &task.before, &task.words)
}

/// What a build does with the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockChange {
    /// The handbook needs no lock, or its lock is up to date.
    None,
    /// Write the first lock.
    First(String),
    /// Replace the lock.
    Update(String),
}

impl Outlined {
    /// Creates a lock for a handbook that can have one and has none yet. The handbook keeps the id that it had without
    /// one, so readers' ticks stay, and two machines that create the lock agree.
    pub fn begin_lock(&mut self) {
        if self.wants_lock() {
            let lock = Lock::new(self.ledger.ids.handbook());
            self.ledger = ledger(self, Some(&lock));
        }
    }

    /// Whether the handbook can have a lock, and has none yet.
    pub fn wants_lock(&self) -> bool {
        let is_empty = || self.sources.of_kind(SourceKind::Lock).next().is_some();
        !self.ledger.has_lock() && (self.sources.wants_lock() || is_empty())
    }

    /// The change to the lock; `today` is the date of the revision for changed tasks.
    pub fn lock_change(&self, today: Date) -> LockChange {
        let Some(next) = self.ledger.lock(today) else {
            return LockChange::None;
        };
        let text = next.text();
        match self.sources.of_kind(SourceKind::Lock).next() {
            None => LockChange::First(text),
            Some((_, old)) => {
                // Git may have given it the line ends of Windows, which it then keeps.
                let text = if old.text.contains("\r\n") {
                    text.replace('\n', "\r\n")
                } else {
                    text
                };
                if old.text == text {
                    LockChange::None
                } else {
                    LockChange::Update(text)
                }
            }
        }
    }

    /// Writes a changed lock.
    ///
    /// # Errors
    ///
    /// [`Error`] if the file changed since it was read, or if it cannot be written.
    pub fn write_lock(&self, change: &LockChange) -> Result<(), Error> {
        let place = self.sources.lock();
        match (change, self.sources.of_kind(SourceKind::Lock).next()) {
            (LockChange::None, _) => Ok(()),
            (LockChange::Update(text), Some((_, old))) => {
                site::replace(&place, old.written(), text)
            }
            (LockChange::First(text) | LockChange::Update(text), _) => {
                site::write_file(text.as_bytes(), &place, ledger::BEGINNING.as_bytes())
            }
        }
    }
}
