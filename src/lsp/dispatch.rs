//! Hands every question to the room that answers it, and every notice of the client to the desk.

use lsp_server::ErrorCode;
use lsp_types::Range;
use serde_json::Value;

use super::buffer::Buffer;
use super::client::Client;
use super::complete;
use super::cursor::TextPosition;
use super::faults::RequestError;
use super::sent_diagnostics::Board;
use super::text::DocumentText;
use super::workspace::Workspace;
use super::{code_actions, goto, hover, moves, outline, references, rename};

/// Whether the answer to a request speaks of other texts to the letter, so that all that was typed has to be taken in first.
pub fn is_exact(method: &str) -> bool {
    const EXACT: [&str; 5] = [
        "textDocument/references",
        "textDocument/rename",
        "textDocument/prepareRename",
        "textDocument/codeAction",
        "workspace/willRenameFiles",
    ];
    EXACT.contains(&method)
}

/// The answer to a request. Where there is no site, nothing is known, which is an answer too.
pub fn answer(
    desk: Option<&mut Workspace>,
    (client, board): (&Client, &Board),
    method: &str,
    params: &Value,
) -> Result<Value, RequestError> {
    if !is_known(method) {
        return Err(RequestError::new(ErrorCode::MethodNotFound, format!("there is no request {method}")));
    }
    let Some(desk) = desk else { return Ok(Value::Null) };
    if method == "workspace/willRenameFiles" {
        return moves::will_move(desk, client, params);
    }
    if method == "workspace/symbol" {
        let query = params.get("query").and_then(Value::as_str).ok_or_else(RequestError::parameters)?;
        return Ok(outline::pages(desk, client, query));
    }
    let Some(spot) = TextPosition::read((&*desk, client, board), params)? else { return Ok(Value::Null) };
    if method == "textDocument/rename" {
        let name = params.get("newName").and_then(Value::as_str).ok_or_else(RequestError::parameters)?;
        let wish = rename::wish(&spot, name)?;
        return moves::fulfilled(desk, client, wish);
    }
    Ok(match method {
        "textDocument/completion" => complete::complete(&spot),
        "textDocument/hover" => hover::hover(&spot),
        "textDocument/definition" => goto::definition(&spot),
        "textDocument/references" => {
            let with = params.pointer("/context/includeDeclaration").and_then(Value::as_bool).unwrap_or(false);
            references::references(&spot, with)
        }
        "textDocument/documentLink" => outline::links(&spot),
        "textDocument/documentSymbol" => outline::symbols(&spot),
        "textDocument/foldingRange" => outline::folds(&spot),
        "textDocument/prepareRename" => rename::prepare(&spot),
        "textDocument/codeAction" => {
            let range = params.get("range").cloned().map(serde_json::from_value::<Range>);
            let range = range.and_then(Result::ok).ok_or_else(RequestError::parameters)?;
            code_actions::actions(&spot, range, params)
        }
        _ => Value::Null,
    })
}

fn is_known(method: &str) -> bool {
    const KNOWN: [&str; 12] = [
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentLink",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/prepareRename",
        "textDocument/rename",
        "textDocument/codeAction",
        "workspace/symbol",
        "workspace/willRenameFiles",
    ];
    KNOWN.contains(&method)
}

/// Takes a notice of the client in. True when there may be something else to tell now. What cannot be read is passed
/// over: notices have no answer.
pub fn hear(desk: &mut Workspace, client: &Client, method: &str, params: &Value) -> bool {
    let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default();
    let path = desk.path_of(uri);
    match (method, path) {
        ("textDocument/didOpen", Some(path)) => {
            let Some(text) = params.pointer("/textDocument/text").and_then(Value::as_str) else { return false };
            let version = params.pointer("/textDocument/version").and_then(Value::as_i64).unwrap_or_default();
            let buffer =
                Buffer { uri: uri.to_owned(), version, text: DocumentText::new(text), is_saved: true, page: None };
            desk.opened(path, buffer);
            true
        }
        ("textDocument/didChange", Some(path)) => {
            let Some(buffer) = desk.buffers.get_mut(&path) else { return false };
            buffer.version = params.pointer("/textDocument/version").and_then(Value::as_i64).unwrap_or(buffer.version);
            let changes = params.get("contentChanges").and_then(Value::as_array);
            for change in changes.into_iter().flatten() {
                let Some(text) = change.get("text").and_then(Value::as_str) else { continue };
                let range = change.get("range").cloned().map(serde_json::from_value::<Range>).and_then(Result::ok);
                match range {
                    Some(range) => buffer.text.replace(range, text, client.encoding),
                    None => buffer.text = DocumentText::new(text),
                }
            }
            desk.typed(&path);
            true
        }
        ("textDocument/didSave", Some(path)) => {
            desk.saved(&path);
            false
        }
        ("textDocument/didClose", Some(path)) => {
            desk.closed(&path);
            false
        }
        ("workspace/didChangeWatchedFiles", _) => {
            let changes = params.get("changes").and_then(Value::as_array);
            let uris = changes.into_iter().flatten().filter_map(|change| change.get("uri")?.as_str());
            let paths = uris.filter_map(|uri| desk.path_of(uri)).collect();
            desk.look_again(paths);
            false
        }
        _ => false,
    }
}
