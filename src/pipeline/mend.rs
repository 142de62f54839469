//! The way back to the text: what has one right answer is mended until nothing more comes to light.

use std::collections::BTreeMap;

use super::{Outlined, understand};
use crate::error::Error;
use crate::fix;
use crate::source::{Input, Sources};
use crate::span::FileId;

/// A text that was mended.
pub struct Mended {
    /// The file.
    pub file: FileId,
    /// What it was.
    pub before: String,
    /// What it is to be.
    pub after: String,
    /// How many places were mended.
    pub places: usize,
}

/// How often the mended texts are looked at again: what is mended may bring something else to light.
const ROUNDS: usize = 8;

/// Mends what has one right answer in the handbook at a place, in memory. What is told is what is left.
///
/// # Errors
///
/// [`Error`] where the machine could not do it.
pub fn mend<'a>(input: impl Into<Input<'a>>) -> Result<(Outlined, Vec<Mended>), Error> {
    let mut told = Vec::new();
    let sources = Sources::read(input, &mut told)?;
    let mut outlined = understand(sources, told.clone());
    let mut mended: BTreeMap<FileId, Mended> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let wanted = fix::by_file(&outlined.found);
        let mut sources = outlined.sources;
        let mut changed = false;
        for (file, fixes) in wanted {
            let before = sources.get(file).written();
            let (after, places) = fix::apply(before, &fixes);
            if places == 0 {
                continue;
            }
            changed = true;
            let whole = mended.entry(file).or_insert_with(|| Mended {
                file,
                before: before.to_owned(),
                after: String::new(),
                places: 0,
            });
            whole.after.clone_from(&after);
            whole.places += places;
            sources.replace(file, after);
        }
        outlined = understand(sources, told.clone());
        if !changed {
            break;
        }
    }
    Ok((outlined, mended.into_values().collect()))
}
