//! A link on its way to its target.

use crate::diagnostic::Code;
use crate::document::AddressUse;
use crate::span::Span;

/// A link, an image or another address of a document.
pub(super) struct Link<'a> {
    pub(super) document: usize,
    /// What it is to be told as where its target is not there.
    pub(super) missing: Code,
    pub(super) purpose: AddressUse,
    pub(super) from: &'a str,
    pub(super) target: String,
    pub(super) span: Span,
}
