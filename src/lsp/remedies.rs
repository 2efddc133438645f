//! What can be done about what is wrong at a place: the text that was meant is put there with one click.

use lsp_types::Range;
use serde_json::{Value, json};

use super::spot::Spot;
use super::tell;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::span::Span;

/// The answer to `textDocument/codeAction`. `known` is what the client shows of the text.
pub fn actions(spot: &Spot, range: Range, known: &[Diagnostic]) -> Value {
    if !spot.client.code_actions {
        return json!([]);
    }
    let start = spot.text.offset(range.start, spot.client.encoding);
    let end = spot.text.offset(range.end, spot.client.encoding).max(start);
    let touches = |span: Span| span.start as usize <= end && start <= span.end as usize;
    let mut actions = Vec::new();
    for diagnostic in known.iter().filter(|d| d.span.is_some_and(touches)) {
        if let Some(meant) = &diagnostic.suggestion {
            let edit = json!({"range": spot.range(meant.span), "newText": meant.text});
            actions.push(json!({
                "title": format!("Write {}", shown(&meant.text)),
                "kind": "quickfix",
                "isPreferred": true,
                "diagnostics": [tell::one(spot.desk, spot.client, &spot.text, diagnostic)],
                "edit": edits(spot, &[(spot.path.clone(), vec![edit])]),
            }));
        }
    }
    Value::Array(actions)
}

fn shown(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("\"{text}\"") }
}

/// Changes of texts as clients take them: with the versions of those that are open, where the client knows versions.
pub fn edits(spot: &Spot, all: &[(SourcePath, Vec<Value>)]) -> Value {
    let desk = spot.desk;
    if spot.client.document_changes {
        let each = all.iter().map(|(path, edits)| {
            let version = desk.buffers.get(path).map(|buffer| buffer.version);
            json!({"textDocument": {"uri": desk.uri_of(path), "version": version}, "edits": edits})
        });
        return json!({"documentChanges": each.collect::<Vec<_>>()});
    }
    let each = all.iter().map(|(path, edits)| (desk.uri_of(path), json!(edits)));
    json!({"changes": each.collect::<serde_json::Map<_, _>>()})
}
