//! The texts of a handbook as the client has them, to give it positions in them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types as lsp;

use super::addresses::uri_of;
use super::columns::{ColumnUnit, LineColumns};
use super::texts::OpenTexts;
use crate::pipeline::Outlined;
use crate::report::Position;
use crate::source::Sources;
use crate::span::{FileId, Span};

/// The texts of a handbook as the client has them.
pub(super) struct ClientTexts<'a> {
    sources: &'a Sources,
    texts: &'a OpenTexts,
    unit: ColumnUnit,
    known: BTreeMap<FileId, LineColumns<'a>>,
}

impl<'a> ClientTexts<'a> {
    /// The texts of a handbook that was read.
    pub(super) fn of(outlined: &'a Outlined, texts: &'a OpenTexts, unit: ColumnUnit) -> Self {
        Self {
            sources: &outlined.sources,
            texts,
            unit,
            known: BTreeMap::new(),
        }
    }

    /// The lines of a file.
    pub(super) fn columns(&mut self, file: FileId) -> &LineColumns<'a> {
        self.known.entry(file).or_insert_with(|| {
            let open = self.texts.get(&self.sources.place_of(file));
            let text = match open {
                Some(open) => &open.text,
                None => self.sources.get(file).written(),
            };
            LineColumns::of(text, self.unit)
        })
    }

    /// The range of a span, without the line ends after a block.
    pub(super) fn range(&mut self, span: Span) -> lsp::Range {
        let bytes = Position::of(span, self.sources).bytes;
        self.columns(span.file).range(bytes)
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> PathBuf {
        self.sources.place_of(file)
    }

    /// The address of a file, as the client writes it if it has the file open.
    pub(super) fn uri(&self, file: FileId) -> Option<lsp::Uri> {
        let path = self.sources.place_of(file);
        match self.texts.get(&path) {
            Some(open) => Some(open.uri.clone()),
            None => uri_of(&path),
        }
    }

    /// The place of a span.
    pub(super) fn location(&mut self, span: Span) -> Option<lsp::Location> {
        let uri = self.uri(span.file)?;
        Some(lsp::Location::new(uri, self.range(span)))
    }
}
