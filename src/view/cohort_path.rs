//! Where the files of cohorts are.

use super::address::COVER;
use crate::units::Cohort;

/// The folder of a cohort's files, with a `/` at its end.
pub(super) fn cohort_folder(cohort: &Cohort) -> String {
    format!("c/{}/", cohort.id)
}

/// The page of a cohort in the folder of a language.
pub(super) fn cohort_page(folder: &str, cohort: &Cohort) -> String {
    format!("{folder}{}{COVER}", cohort_folder(cohort))
}
