//! A link before it is resolved.

use crate::diagnostic::Code;
use crate::document::AddressUse;
use crate::span::Span;

/// A link, an image or another address of a document.
pub(super) struct UnresolvedLink<'a> {
    pub(super) document: usize,
    /// The code to report if its target is missing.
    pub(super) missing: Code,
    pub(super) purpose: AddressUse,
    pub(super) from: &'a str,
    pub(super) target: String,
    pub(super) span: Span,
}
