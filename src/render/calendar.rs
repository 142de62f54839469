//! The calendar files of an edition: for everybody, if its plan has a start, and for each cohort.

use super::File;
use super::output::{Output, OutputContext};
use crate::error::Error;
use crate::export::calendar;
use crate::view::{EditionViews, Route};

/// `calendar.ics` of an edition, and its files below the folders of cohorts.
pub(super) struct CalendarFile<'a>(pub(super) &'a EditionViews<'a>);

impl Output for CalendarFile<'_> {
    fn locale(&self) -> usize {
        self.0.locale()
    }

    fn routes(&self) -> Vec<Route> {
        let own = self.0.calendar_path();
        let paths = own.into_iter().chain(self.0.cohort_calendar_paths());
        paths.map(|path| Route::generated(&path)).collect()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let own = self.0.calendar_path();
        let own = own.map(|path| (path, self.0.export(self.0.calendar())));
        let calendars = own.into_iter().chain(self.0.cohort_calendars());
        let words = &with.renderer.export_words;
        Ok(calendars
            .map(|(path, edition)| (path, calendar(&edition, words, None).into_bytes()))
            .collect())
    }
}
