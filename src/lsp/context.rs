//! The text that a request is about, in its handbook as it was read.

use std::path::Path;

use lsp_types::Position;

use super::client::ClientAbilities;
use super::client_texts::ClientTexts;
use super::texts::OpenTexts;
use crate::document::Document;
use crate::pipeline::Outlined;
use crate::plan::Plan;
use crate::source::Source;
use crate::span::{FileId, Span};

/// The text that a request is about.
pub(super) struct TextContext<'a> {
    /// Its handbook.
    pub(super) outlined: &'a Outlined,
    /// Its id in the handbook.
    pub(super) file: FileId,
    /// The texts of the handbook as the client has them.
    pub(super) texts: ClientTexts<'a>,
    /// The client.
    pub(super) client: ClientAbilities,
}

impl<'a> TextContext<'a> {
    /// The text at a path in its handbook; `None` if the handbook does not have it.
    pub(super) fn of(
        outlined: &'a Outlined,
        texts: &'a OpenTexts,
        (path, client): (&Path, ClientAbilities),
    ) -> Option<Self> {
        Some(Self {
            outlined,
            file: outlined.sources.read_from(path)?,
            texts: ClientTexts::of(outlined, texts, client.unit),
            client,
        })
    }

    /// The text as a source.
    pub(super) fn source(&self) -> &'a Source {
        self.outlined.sources.get(self.file)
    }

    /// The byte at a position.
    pub(super) fn byte(&mut self, position: Position) -> usize {
        self.texts.columns(self.file).byte(position)
    }

    /// Whether a byte of the text is in a span, or directly after it.
    pub(super) fn is_at(&self, span: Span, byte: usize) -> bool {
        let range = span.range();
        span.file == self.file && range.start <= byte && byte <= range.end
    }

    /// The document that is made of the text, and its index in the handbook.
    pub(super) fn document(&self) -> Option<(usize, &'a Document)> {
        let path = &self.source().path;
        let mut documents = self.outlined.handbook.documents.iter().enumerate();
        documents.find(|(_, document)| document.files().any(|(file, _)| file == path))
    }

    /// The plan that is made of the text.
    pub(super) fn plan(&self) -> Option<&'a Plan> {
        let (document, _) = self.document()?;
        let mut plans = self.outlined.handbook.plans.iter();
        plans.find(|plan| plan.document == document)
    }
}
