//! Changes of texts as clients take them. Decides on none of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::Client;
use super::workspace::Workspace;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// Changes of texts by file: a span, and what takes its place.
pub type TextEdits = BTreeMap<SourcePath, Vec<(Span, String)>>;

/// Changes as clients take them.
pub fn shown(desk: &Workspace, client: &Client, changes: TextEdits) -> Vec<(SourcePath, Vec<Value>)> {
    let each = changes.into_iter().map(|(path, mut list)| {
        list.sort_by_key(|(span, _)| *span);
        list.dedup();
        let text = desk.text(&path).unwrap_or_default();
        let edits =
            list.iter().map(|(span, with)| json!({"range": text.range(*span, client.encoding), "newText": with}));
        let edits = edits.collect();
        (path, edits)
    });
    each.collect()
}

/// Changes of texts as clients take them: with the versions of those that are open, where the client knows versions.
pub fn edits(desk: &Workspace, client: &Client, all: &[(SourcePath, Vec<Value>)]) -> Value {
    if client.document_changes {
        let each = all.iter().map(|(path, edits)| {
            let version = desk.buffers.get(path).map(|buffer| buffer.version);
            json!({"textDocument": {"uri": desk.uri_of(path), "version": version}, "edits": edits})
        });
        return json!({"documentChanges": each.collect::<Vec<_>>()});
    }
    let each = all.iter().map(|(path, edits)| (desk.uri_of(path), json!(edits)));
    json!({"changes": each.collect::<serde_json::Map<_, _>>()})
}
