//! The texts that were parsed before, so one that did not change is not parsed again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::front::OtherKeys;
use super::snippet::Missing;
use super::tree::Document;
use super::wiki::Notes;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceKind, Sources};
use crate::span::FileId;
use crate::units::RawHtml;

/// The settings for parsing texts: everything that their trees depend on besides themselves and their snippets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParseSettings {
    pub(super) keys: OtherKeys,
    pub(super) html: RawHtml,
    /// Whether content for coaches is left out.
    pub(super) is_public: bool,
    /// The files that wiki links can name, if there are such links.
    pub(super) notes: Option<Arc<Notes>>,
}

impl ParseSettings {
    pub(super) fn of(sources: &Sources, html: RawHtml) -> Self {
        Self {
            keys: if sources.is_mkdocs() {
                OtherKeys::Foreign
            } else {
                OtherKeys::Reported
            },
            html,
            is_public: !sources.selection.coach,
            notes: Notes::of(sources).map(Arc::new),
        }
    }
}

/// A parsed text.
pub(super) struct ParsedSource {
    pub(super) document: Document,
    /// The problems in it.
    pub(super) reported: Vec<Diagnostic>,
    /// Its missing snippets.
    pub(super) missing: Vec<Missing>,
    /// Whether it has no snippets, so it does not depend on other texts.
    pub(super) is_alone: bool,
    /// The same text as it is kept, if it was parsed before.
    pub(super) known: Option<Arc<KeptText>>,
}

/// Texts with their documents. Copies share the documents.
#[derive(Clone, Debug, Default)]
pub struct ParsedTexts {
    settings: Option<ParseSettings>,
    files: BTreeMap<FileId, Arc<KeptText>>,
}

/// A text with its document.
#[derive(Debug)]
pub(super) struct KeptText {
    path: String,
    text: String,
    document: Document,
    reported: Vec<Diagnostic>,
}

impl ParsedTexts {
    /// The texts of sources that depend on no others.
    pub(super) fn new(settings: ParseSettings, sources: &Sources, parsed: &[ParsedSource]) -> Self {
        let texts = sources.of_kind(SourceKind::Markdown).zip(parsed);
        let alone = texts.filter(|(_, parsed)| parsed.is_alone);
        let files = alone.map(|((file, source), parsed)| {
            let kept = parsed.known.clone().unwrap_or_else(|| {
                Arc::new(KeptText {
                    path: source.path.clone(),
                    text: source.text.clone(),
                    document: parsed.document.clone(),
                    reported: parsed.reported.clone(),
                })
            });
            (file, kept)
        });
        Self {
            settings: Some(settings),
            files: files.collect(),
        }
    }

    /// Whether they were parsed with these settings.
    pub(super) fn are_with(&self, settings: &ParseSettings) -> bool {
        self.settings.as_ref() == Some(settings)
    }

    /// A text as it was parsed, if it is unchanged.
    pub(super) fn of(&self, file: FileId, source: &Source) -> Option<ParsedSource> {
        let kept = self.files.get(&file)?;
        let is_same = kept.path == source.path && kept.text == source.text;
        is_same.then(|| ParsedSource {
            document: kept.document.clone(),
            reported: kept.reported.clone(),
            missing: Vec::new(),
            is_alone: true,
            known: Some(Arc::clone(kept)),
        })
    }
}
