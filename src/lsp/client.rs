//! What the client can do, as it said when it came.

use serde_json::Value;

use super::text::Encoding;

/// What was agreed on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client {
    pub encoding: Encoding,
    /// It knows places to jump to in what a completion inserts.
    pub snippets: bool,
    /// It shows second places of diagnostics.
    pub related: bool,
    /// It takes changes of texts with their versions, and of files.
    pub document_changes: bool,
    /// It makes and renames files as a part of a change.
    pub file_operations: bool,
    /// It takes symbols inside symbols.
    pub nested_symbols: bool,
    /// It takes code actions that are no commands.
    pub code_actions: bool,
    /// It can be asked to tell of changed files.
    pub watches: bool,
    /// It shows the text of a link that a definition was asked for as one piece.
    pub location_links: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub fn new(params: &Value) -> Self {
        let is = |path: &str| params.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        let has = |path: &str| params.pointer(path).is_some_and(|value| !value.is_null());
        let encodings = params.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let operations =
            params.pointer("/capabilities/workspace/workspaceEdit/resourceOperations").and_then(Value::as_array);
        let utf8 = encodings.is_some_and(|all| all.iter().any(|name| name == "utf-8"));
        Client {
            encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            snippets: is("/capabilities/textDocument/completion/completionItem/snippetSupport"),
            related: is("/capabilities/textDocument/publishDiagnostics/relatedInformation"),
            document_changes: is("/capabilities/workspace/workspaceEdit/documentChanges"),
            file_operations: is("/capabilities/workspace/workspaceEdit/documentChanges")
                && ["create", "rename"]
                    .iter()
                    .all(|name| operations.is_some_and(|all| all.iter().any(|it| it == name))),
            nested_symbols: is("/capabilities/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            code_actions: has("/capabilities/textDocument/codeAction/codeActionLiteralSupport"),
            watches: is("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            location_links: is("/capabilities/textDocument/definition/linkSupport"),
        }
    }
}
