//! Applies fixes to the text, until no more problems with a single possible fix are left.

use std::collections::BTreeMap;

use super::{Outlined, outline_sources};
use crate::error::Error;
use crate::fix;
use crate::source::{Input, Sources};
use crate::span::FileId;

/// A text that was fixed.
pub struct FixedText {
    /// The file.
    pub file: FileId,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
    /// How many places were fixed.
    pub places: usize,
}

/// How often the fixed texts are checked again: a fix may reveal further problems.
const ROUNDS: usize = 8;

/// Fixes the problems with only one possible fix in the handbook at a place, in memory. The returned diagnostics are
/// the remaining ones.
///
/// # Errors
///
/// [`Error`] if the handbook cannot be read.
pub fn fix<'a>(input: impl Into<Input<'a>>) -> Result<(Outlined, Vec<FixedText>), Error> {
    let mut diagnostics = Vec::new();
    let sources = Sources::read(input, &mut diagnostics)?;
    let mut outlined = outline_sources(sources, diagnostics.clone());
    let mut fixed: BTreeMap<FileId, FixedText> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let wanted = fix::by_file(&outlined.diagnostics);
        let mut sources = outlined.sources;
        let mut changed = false;
        for (file, fixes) in wanted {
            let before = sources.get(file).written();
            let (after, places) = fix::apply(before, &fixes);
            if places == 0 {
                continue;
            }
            changed = true;
            let whole = fixed.entry(file).or_insert_with(|| FixedText {
                file,
                before: before.to_owned(),
                after: String::new(),
                places: 0,
            });
            whole.after.clone_from(&after);
            whole.places += places;
            sources.replace(file, after);
        }
        outlined = outline_sources(sources, diagnostics.clone());
        if !changed {
            break;
        }
    }
    Ok((outlined, fixed.into_values().collect()))
}
