//! What the server can do, as it says when a client comes.

use serde_json::{Value, json};

use super::client::Client;
use super::text::Encoding;

/// The answer to `initialize`.
pub fn initialize(client: &Client) -> Value {
    let encoding = match client.encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16 => "utf-16",
    };
    let moved = json!({"filters": [{"scheme": "file", "pattern": {"glob": "**/content/**"}}]});
    json!({
        "capabilities": {
            "positionEncoding": encoding,
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "completionProvider": {
                "triggerCharacters": ["(", "/", "#", "[", "^", ":", "{", " ", "=", ",", "\""],
                "resolveProvider": false,
            },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentLinkProvider": {"resolveProvider": false},
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "foldingRangeProvider": true,
            "renameProvider": {"prepareProvider": true},
            "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll.vertebra"]},
            "workspace": {
                "workspaceFolders": {"supported": true, "changeNotifications": true},
                "fileOperations": {"willRename": moved},
            },
        },
        "serverInfo": {"name": "vertebra", "version": env!("CARGO_PKG_VERSION")},
    })
}

/// Asks the client to tell of files that change outside of it.
pub fn watched_files() -> Value {
    let watchers = [json!({"globPattern": "**/content/**"}), json!({"globPattern": "**/themes/**"})];
    json!({"registrations": [{
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    }]})
}
