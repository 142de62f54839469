//! What a preview reports while it runs.

use crate::error::Error;
use crate::pipeline::Draft;

/// An event of the preview.
#[derive(Clone, Copy)]
pub enum Event<'a> {
    /// The handbook was read, and its files are watched.
    Following,
    /// Files are polled, because the system does not report changes.
    Polling,
    /// The system did not report a change, which was found by polling.
    Missed,
    /// Something changed; a build begins.
    Noticed,
    /// A build has ended.
    Built {
        /// The changed files, in the form a user would type; empty for the first build.
        changed: &'a [String],
        /// The content as it was read.
        draft: &'a Draft,
        /// How many pages are served now; `None` if the content has errors and the previous ones stay.
        pages: Option<usize>,
    },
    /// A build failed; the previous handbook is still served.
    Failed(&'a Error),
    /// A request named this host and was refused; each host is reported once.
    Refused(&'a str),
}
