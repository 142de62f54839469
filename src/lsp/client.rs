//! The abilities of the client and of this server.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CompletionOptions, FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions,
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, PositionEncodingKind,
    SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceServerCapabilities,
};

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
    /// Those that a client states.
    pub(super) fn of(client: &InitializeParams) -> Self {
        let ClientCapabilities {
            general,
            text_document,
            workspace,
            ..
        } = &client.capabilities;
        let encodings = general.as_ref();
        let encodings = encodings.and_then(|general| general.position_encodings.as_ref());
        let has_utf8 = encodings.is_some_and(|all| all.contains(&PositionEncodingKind::UTF8));
        let documents = text_document.as_ref();
        let diagnostics = documents.and_then(|documents| documents.publish_diagnostics.as_ref());
        let symbols = documents.and_then(|documents| documents.document_symbol.as_ref());
        let trees = symbols.and_then(|all| all.hierarchical_document_symbol_support);
        let watching = workspace.as_ref();
        let watching = watching.and_then(|workspace| workspace.did_change_watched_files);
        Self {
            unit: if has_utf8 {
                ColumnUnit::Utf8
            } else {
                ColumnUnit::Utf16
            },
            has_related_places: diagnostics.and_then(|all| all.related_information) == Some(true),
            has_symbol_trees: trees == Some(true),
            watches_files: watching.and_then(|files| files.dynamic_registration) == Some(true),
        }
    }

    /// The answer to the client's first request.
    pub(super) fn answer(self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                include_text: Some(false),
            })),
            ..TextDocumentSyncOptions::default()
        };
        let encoding = match self.unit {
            ColumnUnit::Utf8 => PositionEncodingKind::UTF8,
            ColumnUnit::Utf16 => PositionEncodingKind::UTF16,
        };
        InitializeResult {
            capabilities: ServerCapabilities {
                position_encoding: Some(encoding),
                text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
                code_action_provider: Some(CodeActionProviderCapability::Options(
                    CodeActionOptions {
                        code_action_kinds: Some(vec![
                            CodeActionKind::QUICKFIX,
                            CodeActionKind::SOURCE_FIX_ALL,
                        ]),
                        ..CodeActionOptions::default()
                    },
                )),
                completion_provider: Some(CompletionOptions {
                    trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
                    ..CompletionOptions::default()
                }),
                document_symbol_provider: Some(OneOf::Left(true)),
                hover_provider: Some(HoverProviderCapability::Simple(true)),
                inlay_hint_provider: Some(OneOf::Left(true)),
                workspace: Some(WorkspaceServerCapabilities {
                    file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                        will_rename: Some(all_files()),
                        ..WorkspaceFileOperationsServerCapabilities::default()
                    }),
                    workspace_folders: None,
                }),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }
}

/// Files and folders of any name.
fn all_files() -> FileOperationRegistrationOptions {
    FileOperationRegistrationOptions {
        filters: vec![FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: FileOperationPattern {
                glob: "**/*".to_owned(),
                ..FileOperationPattern::default()
            },
        }],
    }
}
