//! The abilities of the client and of this server.

use lsp_types::{CodeActionKind, PositionEncodingKind, TextDocumentSyncKind};
use serde_json::{Value, json};

use super::columns::ColumnUnit;

/// The characters after which clients ask what may be written.
const TRIGGERS: [&str; 10] = ["(", "/", "#", "!", "[", "{", "=", ",", ":", " "];

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClientAbilities {
    /// What it counts columns in.
    pub(super) unit: ColumnUnit,
    /// Whether it shows the other places of a diagnostic.
    pub(super) has_related_places: bool,
    /// Whether it shows the outline of a text as a tree.
    pub(super) has_symbol_trees: bool,
    /// Whether it watches files for the server.
    pub(super) watches_files: bool,
}

impl ClientAbilities {
    /// Those that a client states in the parameters of `initialize`. Only these are read: with code for all that the
    /// protocol has, this crate took a quarter longer to compile.
    pub(super) fn of(params: &Value) -> Self {
        let can = |path: &str| params["capabilities"].pointer(path) == Some(&Value::Bool(true));
        let encodings = params["capabilities"]["general"]["positionEncodings"].as_array();
        let is_utf8 = |encoding: &Value| *encoding == PositionEncodingKind::UTF8.as_str();
        Self {
            unit: if encodings.is_some_and(|all| all.iter().any(is_utf8)) {
                ColumnUnit::Utf8
            } else {
                ColumnUnit::Utf16
            },
            has_related_places: can("/textDocument/publishDiagnostics/relatedInformation"),
            has_symbol_trees: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            watches_files: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }

    /// The answer to the client's first request.
    pub(super) fn answer(self) -> Value {
        let encoding = match self.unit {
            ColumnUnit::Utf8 => PositionEncodingKind::UTF8,
            ColumnUnit::Utf16 => PositionEncodingKind::UTF16,
        };
        json!({
            "capabilities": {
                "positionEncoding": encoding,
                "textDocumentSync": {
                    "openClose": true,
                    "change": TextDocumentSyncKind::INCREMENTAL,
                    "save": {"includeText": false},
                },
                "codeActionProvider": {
                    "codeActionKinds": [CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL],
                },
                "completionProvider": {"triggerCharacters": TRIGGERS},
                "documentSymbolProvider": true,
                "hoverProvider": true,
                "inlayHintProvider": true,
                // Files and folders of any name.
                "workspace": {"fileOperations": {"willRename": {
                    "filters": [{"scheme": "file", "pattern": {"glob": "**/*"}}],
                }}},
            },
            "serverInfo": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        })
    }
}
