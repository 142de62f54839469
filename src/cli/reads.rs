//! What the commands read: a place, or standard input.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::Args;

use super::terminal;
use crate::error::Error;
use crate::source::{Input, Selection};

/// The place that means standard input.
pub(super) const STDIN: &str = "-";

/// Which documents are read.
#[derive(Clone, Debug, Args)]
pub(super) struct Reads {
    /// Also read documents with `draft: true` in their front matter.
    #[arg(long)]
    drafts: bool,
    /// Read this file in place of handbook.yaml; its paths are still relative to the handbook's folder.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The text of standard input, once it is read.
    #[arg(skip)]
    text: OnceLock<Vec<u8>>,
}

impl Reads {
    /// What is read at a place: `-` is a plan from standard input.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if standard input cannot be read.
    pub(super) fn at<'a>(&'a self, place: &'a Path) -> Result<Input<'a>, Error> {
        let mut text = None;
        if place == Path::new(STDIN) {
            let read = match self.text.get() {
                Some(read) => read.clone(),
                None => terminal::input()?,
            };
            text = Some(self.text.get_or_init(|| read).as_slice());
        }
        Ok(Input {
            text,
            configuration: self.config.as_deref(),
            selection: Selection {
                drafts: self.drafts,
                ..Selection::default()
            },
            ..Input::from(place)
        })
    }
}
