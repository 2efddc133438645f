//! What can be done about what is wrong at a place: the text that was meant is put there with one click, and so is what
//! `fix` would do. Nothing is offered that is a guess.

use lsp_types::Range;
use serde_json::{Value, json};

use super::allow::allow;
use super::cursor::TextPosition;
use super::edits::edits;
use super::file_diagnostics;
use super::position_map::Shift;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;
use vertebra_edit::fix::{self, FixContext};
use vertebra_engine::Build;

/// Everything in a file that can be mended without a decision.
const ALL: &str = "source.fixAll.vertebra";

/// The answer to `textDocument/codeAction`.
pub fn actions(spot: &TextPosition, range: Range, params: &Value) -> Value {
    if !spot.client.code_actions {
        return json!([]);
    }
    let only = params.pointer("/context/only").and_then(Value::as_array);
    let wants = |kind: &str| {
        let part = |name: &str| kind == name || kind.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        only.is_none_or(|only| only.iter().any(|name| name.as_str().is_some_and(part)))
    };
    let start = spot.text.offset(range.start, spot.client.encoding);
    let end = spot.text.offset(range.end, spot.client.encoding).max(start);
    let touches = |span: Span| span.start as usize <= end && start <= span.end as usize;
    let mut actions = Vec::new();
    for diagnostic in spot.known.iter().filter(|d| wants("quickfix") && d.span.is_some_and(touches)) {
        actions.extend(meant(spot, diagnostic));
        actions.extend(mended(spot, diagnostic));
        actions.extend(allow(spot, diagnostic));
    }
    // Asked for by name only: nobody wants to see it at every place.
    if only.is_some() && wants(ALL) {
        actions.extend(all(spot));
    }
    Value::Array(actions)
}

/// The text that a message suggests.
fn meant(spot: &TextPosition, diagnostic: &Diagnostic) -> Option<Value> {
    let meant = diagnostic.suggestion.as_ref()?;
    let edit = json!({"range": spot.range(meant.span), "newText": meant.text});
    Some(action(spot, &format!("Write {}", quoted(&meant.text)), diagnostic, vec![edit]))
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("\"{text}\"") }
}

/// What `fix` would do here, if that is proved to change nothing that the text says.
fn mended(spot: &TextPosition, diagnostic: &Diagnostic) -> Option<Value> {
    let subject = subject(spot)?;
    let fix = fix::fixes_for(&subject, spot.text.as_str(), diagnostic).filter(|fix| fix.file.is_none())?;
    let edits = fix.edits.iter().map(|edit| json!({"range": spot.range(edit.span), "newText": edit.text}));
    Some(action(spot, "Fix this without changing the meaning of the text", diagnostic, edits.collect()))
}

fn subject<'a>(spot: &'a TextPosition) -> Option<FixContext<'a>> {
    let build = &spot.desk.build;
    Build::is_page(&spot.path).then(|| FixContext {
        source: &spot.path,
        schema: build.schema(),
        files: build.snapshot(),
        extract_images: false,
    })
}

fn action(spot: &TextPosition, title: &str, diagnostic: &Diagnostic, changes: Vec<Value>) -> Value {
    json!({
        "title": title,
        "kind": "quickfix",
        "isPreferred": true,
        "diagnostics": [file_diagnostics::drawn(spot.desk, spot.client, &spot.text, diagnostic)],
        "edit": edits(spot.desk, spot.client, &[(spot.path.clone(), changes)]),
    })
}

/// All that `fix` would do in this file.
fn all(spot: &TextPosition) -> Option<Value> {
    let text = spot.text.as_str();
    let outcome = fix::mend(&subject(spot)?, text);
    if outcome.text == text || !outcome.files.is_empty() {
        return None;
    }
    let (old, new) = Shift::between(text, &outcome.text).middle();
    let edit = json!({"range": spot.range(old), "newText": outcome.text.get(new.range())?});
    Some(json!({
        "title": "Fix everything in this file that can be fixed automatically",
        "kind": ALL,
        "edit": edits(spot.desk, spot.client, &[(spot.path.clone(), vec![edit])]),
    }))
}
