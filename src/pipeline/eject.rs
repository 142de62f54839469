//! Where the files of an author's own theme are.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::config::Config;
use crate::error::Error;
use crate::source::{Input, Sources};
use crate::theme;

/// The theme of the handbook at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTheme {
    /// Its name: a new one if the handbook uses the default theme.
    pub name: String,
    /// Its folder, which may not exist yet.
    pub folder: PathBuf,
    /// Whether the handbook uses it already.
    pub is_used: bool,
}

/// The author's own theme of the handbook at a place; `mine` if it has none yet.
///
/// # Errors
///
/// [`Error`] if the handbook cannot be read.
pub fn own_theme<'a>(input: impl Into<Input<'a>>) -> Result<OwnTheme, Error> {
    let sources = Sources::read(input, &mut Vec::new())?;
    let used = Config::read(&sources, &mut Vec::new()).theme.name;
    let is_used = used != "default";
    let name = if is_used { used } else { "mine".to_owned() };
    Ok(OwnTheme {
        folder: sources.home.join("themes").join(&name),
        name,
        is_used,
    })
}

/// The files of the default theme as its authors wrote them, by their paths, in order.
pub fn default_theme() -> Vec<(String, Cow<'static, [u8]>)> {
    theme::originals()
}
