//! What all pages of a handbook use.

use super::address::{HeadingPages, Links};
use super::copy::PageForm;
use super::highlight::Highlighter;
use super::languages::PageLanguages;
use crate::edition::Edition;
use crate::ledger::Ledger;

/// The tables of a handbook.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    /// The pages of the plans' headings, in the order of the plans.
    pub(super) places: &'a [HeadingPages],
    pub(super) ledger: &'a Ledger,
    pub(super) languages: &'a PageLanguages,
    pub(super) highlighter: &'a Highlighter,
    /// Where the handbook is published, if it is known.
    pub(super) base_url: Option<&'a str>,
    /// Whether pages have copies in Markdown.
    pub(super) has_copies: bool,
    /// The pages that links lead to.
    pub(super) form: PageForm,
}

impl<'a> Tables<'a> {
    /// The links of an edition. All its pages are in one folder, so prose is the same on each of them.
    pub(super) fn links_of<'l>(&self, edition: &'l Edition<'l>, folder: &'l str) -> Links<'l>
    where
        'a: 'l,
    {
        Links {
            handbook: edition.handbook,
            places: self.places,
            edition: Some(edition),
            page: folder,
            base: "",
            form: self.form,
        }
    }
}
