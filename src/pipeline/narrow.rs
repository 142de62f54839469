//! A handbook with one track of its plans.

use super::export::not_there;
use super::outlined::Outlined;
use crate::error::Error;

impl Outlined {
    /// Leaves out all tracks but one, by its id or name, of the plans that have it. Other plans keep all of theirs.
    ///
    /// # Errors
    ///
    /// [`Error::NotThere`] if no plan has it.
    pub fn narrow_to_track(&mut self, asked: &str) -> Result<(), Error> {
        let tracks = self.handbook.tracks_named(asked).map_err(not_there)?;
        for (plan, track) in self.handbook.plans.iter_mut().zip(tracks) {
            if let Some(track) = track {
                plan.narrow_to_track(track);
            }
        }
        Ok(())
    }
}
