//! What all pages of a handbook use.

use super::address::HeadingPages;
use super::languages::PageLanguages;
use crate::ledger::Ledger;

/// The tables of a handbook.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    /// The pages of the plans' headings, in the order of the plans.
    pub(super) places: &'a [HeadingPages],
    pub(super) ledger: &'a Ledger,
    pub(super) languages: &'a PageLanguages,
    /// Where the handbook is published, if it is known.
    pub(super) base_url: Option<&'a str>,
    /// Whether pages have copies in Markdown.
    pub(super) has_copies: bool,
    /// The pages that links lead to.
    pub(super) form: PageForm,
}

/// The form of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageForm {
    /// The page itself.
    Html,
    /// Its copy in Markdown.
    Markdown,
}
