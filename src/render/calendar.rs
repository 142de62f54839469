//! The calendar file of an edition, if its plan has a start.

use super::File;
use super::output::{Output, OutputContext};
use crate::error::Error;
use crate::export::calendar;
use crate::view::{EditionViews, Route};

/// `calendar.ics` of an edition.
pub(super) struct CalendarFile<'a>(pub(super) &'a EditionViews<'a>);

impl Output for CalendarFile<'_> {
    fn routes(&self) -> Vec<Route> {
        let path = self.0.calendar_path();
        path.map(|path| Route::generated(&path))
            .into_iter()
            .collect()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let Some(path) = self.0.calendar_path() else {
            return Ok(Vec::new());
        };
        let edition = self.0.export(self.0.calendar());
        let calendar = calendar(&edition, &with.renderer.export_words, None);
        Ok(vec![(path, calendar.into_bytes())])
    }
}
