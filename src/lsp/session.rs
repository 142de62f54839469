//! A session with a client: the open texts, and the answers about them.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use lsp_server::{ErrorCode, Notification, Request, RequestId, ResponseError};
use lsp_types as lsp;
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, LogMessage, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, HoverRequest, InlayHintRequest,
    RegisterCapability, Request as _, WillRenameFiles,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::actions::{fix_all, fixes, wants_all};
use super::addresses::{path_at, path_of, uri_of};
use super::client::ClientAbilities;
use super::client_texts::ClientTexts;
use super::columns::LineColumns;
use super::completion::{complete, is_completed};
use super::context::TextContext;
use super::edits::text_edits;
use super::handbooks::{OpenHandbooks, place_of, places};
use super::hints::hints;
use super::hover::hover;
use super::messages::{Outbox, failure};
use super::problems::{problems, unreadable};
use super::renames::renames;
use super::symbols::symbols;
use super::texts::{OpenText, OpenTexts};
use crate::source::{Selection, home_above, is_markdown};

/// The files whose changes by other programs matter: texts, and what they show or link to.
const WATCHED: &str =
    "**/*.{md,markdown,mdx,qmd,rmd,txt,yaml,yml,lock,png,jpg,jpeg,gif,svg,webp,avif,pdf}";

/// The diagnostics of a file, with the version of the text that they are about.
type FileProblems = (Option<i32>, Vec<lsp::Diagnostic>);

/// A session with a client.
pub(super) struct Session {
    client: ClientAbilities,
    texts: OpenTexts,
    handbooks: OpenHandbooks,
    /// What the client shows, by the paths of the files.
    published: BTreeMap<PathBuf, FileProblems>,
    /// Whether anything has changed that this may depend on.
    is_outdated: bool,
}

impl Session {
    /// Begins with a client.
    pub(super) fn new(client: ClientAbilities, selection: Selection) -> Self {
        Self {
            client,
            texts: OpenTexts::default(),
            handbooks: OpenHandbooks::of(selection),
            published: BTreeMap::new(),
            is_outdated: false,
        }
    }

    /// Forgets everything that was read of the handbooks.
    pub(super) fn forget(&mut self) {
        self.handbooks.forget();
    }

    /// The answer to a request.
    pub(super) fn answer(&mut self, request: Request) -> Result<Value, ResponseError> {
        let Request { method, params, .. } = request;
        match method.as_str() {
            CodeActionRequest::METHOD => {
                let params: lsp::CodeActionParams = read(params)?;
                Ok(self.actions(&params))
            }
            Completion::METHOD => {
                let params: lsp::CompletionParams = read(params)?;
                Ok(json!(self.completion(&params.text_document_position)))
            }
            WillRenameFiles::METHOD => {
                let params: lsp::RenameFilesParams = read(params)?;
                Ok(self.renames(&params.files))
            }
            DocumentSymbolRequest::METHOD => {
                let params: lsp::DocumentSymbolParams = read(params)?;
                let context = self.context(&params.text_document.uri);
                Ok(json!(context.and_then(|mut text| symbols(&mut text))))
            }
            HoverRequest::METHOD => {
                let params: lsp::HoverParams = read(params)?;
                let place = params.text_document_position_params;
                let context = self.context(&place.text_document.uri);
                Ok(json!(
                    context.and_then(|mut text| hover(&mut text, place.position))
                ))
            }
            InlayHintRequest::METHOD => {
                let params: lsp::InlayHintParams = read(params)?;
                let context = self.context(&params.text_document.uri);
                Ok(json!(
                    context.map(|mut text| hints(&mut text, params.range))
                ))
            }
            _ => Err(failure(
                ErrorCode::MethodNotFound,
                format!("unknown method `{method}`"),
            )),
        }
    }

    /// The text at an address in its handbook; `None` if no handbook has it, or it cannot be read.
    fn context(&mut self, uri: &lsp::Uri) -> Option<TextContext<'_>> {
        let path = path_of(uri)?;
        let place = place_of(&path, &self.texts)?;
        let outlined = self.handbooks.read(&place, &self.texts).ok()?;
        let (texts, client) = (&self.texts, self.client);
        TextContext::of(outlined, texts, (&path, client))
    }

    /// What may be written at a place. The handbook is read again only if the text there can be completed, and if more
    /// than the line of the place has changed, since what can be written in a line does not depend on the rest of it.
    fn completion(
        &mut self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<Vec<lsp::CompletionItem>> {
        let path = path_of(&place.text_document.uri)?;
        let open = self.texts.get(&path)?;
        let columns = LineColumns::of(&open.text, self.client.unit);
        if !is_completed(&columns, place.position, !is_markdown(&path)) {
            return None;
        }
        let line = columns.line(columns.byte(place.position));
        let handbook = place_of(&path, &self.texts)?;
        let last = self.handbooks.last(&handbook, &path);
        let is_current = last.is_some_and(|last| {
            let file = last.sources.read_from(&path);
            file.is_some_and(|file| {
                differs_at_most_in(line, columns.text(), last.sources.get(file).written())
            })
        });
        let outlined = if is_current {
            self.handbooks.last(&handbook, &path)?
        } else {
            self.handbooks.read(&handbook, &self.texts).ok()?
        };
        let mut text = TextContext::of(outlined, &self.texts, (&path, self.client))?;
        Some(complete(&mut text, place.position))
    }

    /// The changes of links if files or folders are renamed, in all handbooks that they may be in.
    fn renames(&mut self, files: &[lsp::FileRename]) -> Value {
        let moves = files.iter().filter_map(|file| {
            let from = path_at(&file.old_uri)?;
            Some((from, path_at(&file.new_uri)?))
        });
        let moves: Vec<(PathBuf, PathBuf)> = moves.collect();
        let above = moves.iter();
        let mut places = places(&self.texts);
        places.extend(above.filter_map(|(from, _)| home_above(from, self.texts.unsaved())));
        let mut all = Map::new();
        for place in &places {
            if let Ok(outlined) = self.handbooks.read(place, &self.texts) {
                let changes = renames(outlined, &moves);
                let mut texts = ClientTexts::of(outlined, &self.texts, self.client.unit);
                all.extend(text_edits(changes, &mut texts));
            }
        }
        if all.is_empty() {
            return Value::Null;
        }
        json!({"changes": all})
    }

    fn actions(&mut self, params: &lsp::CodeActionParams) -> Value {
        let uri = &params.text_document.uri;
        let mut fixed = Vec::new();
        if wants_all(&params.context)
            && let Some(place) = path_of(uri).and_then(|path| place_of(&path, &self.texts))
        {
            fixed = self.handbooks.fixed(&place, &self.texts);
        }
        let Some(mut text) = self.context(uri) else {
            return Value::Null;
        };
        let mut actions = fixes(&mut text, params);
        actions.extend(fix_all(&mut text, &fixed));
        Value::Array(actions)
    }

    /// Takes notice of something.
    pub(super) fn note(
        &mut self,
        notification: Notification,
        outbox: &mut Outbox<'_>,
    ) -> io::Result<()> {
        let Notification { method, params } = notification;
        let noted = match method.as_str() {
            "initialized" => return self.watch(outbox),
            DidOpenTextDocument::METHOD => read(params).map(|params| self.open(params)),
            DidChangeTextDocument::METHOD => read(params).map(|params| self.change(params)),
            DidCloseTextDocument::METHOD => read(params).map(|params| self.close(&params)),
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => {
                self.changed();
                Ok(())
            }
            _ => Ok(()),
        };
        match noted {
            Ok(()) => Ok(()),
            Err(error) => log(&format!("{method}: {}", error.message), outbox),
        }
    }

    /// Sends the client the diagnostics that differ from those that it shows.
    pub(super) fn publish(&mut self, outbox: &mut Outbox<'_>) -> io::Result<()> {
        if !std::mem::take(&mut self.is_outdated) {
            return Ok(());
        }
        let places = places(&self.texts);
        self.handbooks.keep(&places);
        let mut all: BTreeMap<PathBuf, FileProblems> = BTreeMap::new();
        for (path, text) in self.texts.all() {
            all.insert(path.to_owned(), (Some(text.version), Vec::new()));
        }
        for place in &places {
            for (path, problems) in self.problems_at(place) {
                let (_, known) = all.entry(path).or_default();
                known.extend(problems);
            }
        }
        let gone = self
            .published
            .keys()
            .filter(|path| !all.contains_key(*path));
        let gone: Vec<PathBuf> = gone.cloned().collect();
        for path in gone {
            self.send(&path, &(None, Vec::new()), outbox)?;
        }
        for (path, problems) in &all {
            if self.published.get(path) != Some(problems) {
                self.send(path, problems, outbox)?;
            }
        }
        self.published = all;
        Ok(())
    }

    /// The diagnostics of the handbook at a place. If it cannot be read, each of its open texts has the reason.
    fn problems_at(&mut self, place: &Path) -> BTreeMap<PathBuf, Vec<lsp::Diagnostic>> {
        match self.handbooks.read(place, &self.texts) {
            Ok(outlined) => {
                let mut texts = ClientTexts::of(outlined, &self.texts, self.client.unit);
                problems(outlined, &mut texts, self.client)
            }
            Err(error) => {
                let paths = self.texts.all().map(|(path, _)| path);
                let own =
                    paths.filter(|path| place_of(path, &self.texts).as_deref() == Some(place));
                own.map(|path| (path.to_owned(), vec![unreadable(error)]))
                    .collect()
            }
        }
    }

    fn send(
        &self,
        path: &Path,
        (version, problems): &FileProblems,
        outbox: &mut Outbox<'_>,
    ) -> io::Result<()> {
        let open = self.texts.get(path).map(|open| open.uri.clone());
        let Some(uri) = open.or_else(|| uri_of(path)) else {
            return Ok(());
        };
        let params = lsp::PublishDiagnosticsParams::new(uri, problems.clone(), *version);
        outbox.send(Notification::new(
            PublishDiagnostics::METHOD.to_owned(),
            params,
        ))
    }

    /// Asks the client to report changes of files by other programs.
    fn watch(&self, outbox: &mut Outbox<'_>) -> io::Result<()> {
        if !self.client.watches_files {
            return Ok(());
        }
        let watching = json!({"registrations": [{
            "id": "files",
            "method": DidChangeWatchedFiles::METHOD,
            "registerOptions": {"watchers": [{"globPattern": WATCHED}]},
        }]});
        let id = RequestId::from("files".to_owned());
        let method = RegisterCapability::METHOD.to_owned();
        outbox.send(Request::new(id, method, watching))
    }

    /// Notes that any file may have changed.
    fn changed(&mut self) {
        self.handbooks.changed();
        self.is_outdated = true;
    }

    fn open(&mut self, params: lsp::DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = path_of(&document.uri) else {
            return;
        };
        let text = OpenText {
            uri: document.uri,
            version: document.version,
            text: document.text.into(),
        };
        self.texts.open(path, text);
        self.changed();
    }

    fn change(&mut self, params: lsp::DidChangeTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = path_of(&document.uri) else {
            return;
        };
        let version = document.version;
        self.texts
            .change((&path, version), params.content_changes, self.client.unit);
        self.handbooks.changed_text(&path);
        self.is_outdated = true;
    }

    fn close(&mut self, params: &lsp::DidCloseTextDocumentParams) {
        if let Some(path) = path_of(&params.text_document.uri) {
            self.texts.close(&path);
            self.changed();
        }
    }
}

/// Whether two texts are the same but for a line, whose range is that in the first of them.
fn differs_at_most_in(line: Range<usize>, one: &str, other: &str) -> bool {
    let (before, after) = (&one[..line.start], &one[line.end..]);
    let inside = other.strip_prefix(before);
    let inside = inside.and_then(|rest| rest.strip_suffix(after));
    inside.is_some_and(|inside| !inside.contains(['\n', '\r']))
}

/// The parameters of a message.
fn read<P: DeserializeOwned>(params: Value) -> Result<P, ResponseError> {
    serde_json::from_value(params).map_err(|error| {
        failure(
            ErrorCode::InvalidParams,
            format!("invalid parameters: {error}"),
        )
    })
}

/// Writes a line into the client's log.
pub(super) fn log(line: &str, outbox: &mut Outbox<'_>) -> io::Result<()> {
    let message = lsp::LogMessageParams {
        typ: lsp::MessageType::WARNING,
        message: line.to_owned(),
    };
    outbox.send(Notification::new(LogMessage::METHOD.to_owned(), message))
}

#[cfg(test)]
mod tests {
    use super::differs_at_most_in;

    #[test]
    fn texts_are_the_same_but_for_a_line() {
        for (one, line, other, same) in [
            ("a\nbc\nd", 2..4, "a\nx\nd", true),
            ("a\nbc\nd", 2..4, "a\n\nd", true),
            ("a\nbc\nd", 2..4, "a\nbc\nd", true),
            ("a\nbc\nd", 2..4, "a\nx\ny\nd", false),
            ("a\nbc\nd", 2..4, "a\nd", false),
            ("a\nbc\nd", 2..4, "x\nbc\nd", false),
            ("a\nbc\nd", 2..4, "a\nbc\nx", false),
            ("", 0..0, "x", true),
            ("", 0..0, "x\ry", false),
        ] {
            assert_eq!(
                differs_at_most_in(line, one, other),
                same,
                "{one:?} {other:?}"
            );
        }
    }
}
