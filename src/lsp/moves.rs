//! Files, folders and headings that get another name in the editor: what has to change in texts, as the command `rename` does it.
//! Knows nothing of links or addresses itself.

use serde_json::{Value, json};

use super::client::Client;
use super::edits::{edits, shown};
use super::faults::RequestError;
use super::uri;
use super::workspace::Workspace;
use vertebra_base::path::SourcePath;
use vertebra_engine::refactor::{MoveRefusal, MoveRequest, Proposal};

/// The answer to `workspace/willRenameFiles`: what has to be changed before the files are moved.
///
/// # Errors
/// When `rename` would refuse it, with its words; nothing is to be changed then.
pub fn will_move(desk: &mut Workspace, client: &Client, params: &Value) -> Result<Value, RequestError> {
    let files = params.get("files").and_then(Value::as_array).ok_or_else(RequestError::parameters)?;
    let path = |file: &Value, name: &str| {
        let path = uri::to_path(file.get(name)?.as_str()?)?;
        desk.inside(&path).map(|path| path.as_str().trim_end_matches('/').to_owned())
    };
    let both = files.iter().filter_map(|file| Some((path(file, "oldUri")?, path(file, "newUri")?)));
    let asked: Vec<(String, String)> = both.filter(|(old, new)| old != new && is_ours(desk, old)).collect();
    if asked.is_empty() {
        return Ok(Value::Null);
    }
    let wishes: Vec<MoveRequest> =
        asked.iter().map(|(from, to)| MoveRequest::Rename { from: from.clone(), to: to.clone() }).collect();
    let proposal = desk.propose(&wishes).map_err(refused)?;
    // The command completes names and puts files into folders; the editor moves a file to the very place it names.
    let planned = |from: &String| proposal.moves.iter().find(|(it, _)| it.as_str() == from);
    if let Some((from, to)) = asked.iter().find_map(|(from, to)| planned(from).filter(|(_, it)| it.as_str() != to)) {
        return Err(RequestError::refused(format!("{from} must be renamed to {to}: use that name")));
    }
    let is_asked = |from: &SourcePath| {
        let within = |old: &String| {
            from.as_str().strip_prefix(old.as_str()).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        asked.iter().any(|(old, _)| within(old))
    };
    let company: Vec<_> = proposal.moves.iter().filter(|(from, _)| !is_asked(from)).collect();
    if !client.file_operations && (!company.is_empty() || !proposal.created.is_empty()) {
        let names: Vec<String> = company.iter().map(|(from, _)| from.to_string()).collect();
        let names = if names.is_empty() { proposal.created.keys().map(ToString::to_string).collect() } else { names };
        let command = asked.iter().map(|(from, to)| format!("vertebra rename {} {}", short(from), short(to)));
        let command = command.collect::<Vec<_>>().join(" && ");
        return Err(RequestError::refused(format!(
            "this also changes {}; run this command instead: {command}",
            names.join(", ")
        )));
    }
    Ok(as_edit(desk, client, &proposal, &company))
}

/// What one wish comes to that moves no file.
///
/// # Errors
/// When the command would refuse it, with its words.
pub fn fulfilled(desk: &mut Workspace, client: &Client, wish: MoveRequest) -> Result<Value, RequestError> {
    let proposal = desk.propose(&[wish]).map_err(refused)?;
    Ok(as_edit(desk, client, &proposal, &[]))
}

/// Whether a file or folder is a part of the content that the site reads.
fn is_ours(desk: &Workspace, path: &str) -> bool {
    let source = SourcePath::new(path);
    let below = format!("{path}/");
    let files = &desk.build.snapshot().files;
    path.starts_with("content/")
        && (files.contains_key(&source) || files.keys().any(|file| file.as_str().starts_with(&below)))
}

fn short(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// The changes as clients take them: texts first, by the names of before, then the files that come along.
fn as_edit(desk: &Workspace, client: &Client, proposal: &Proposal, company: &[&(SourcePath, SourcePath)]) -> Value {
    let changes = proposal
        .edits
        .iter()
        .map(|(path, edits)| (path.clone(), edits.iter().map(|edit| (edit.span, edit.text.clone())).collect()));
    let changes = shown(desk, client, changes.collect());
    if changes.is_empty() && company.is_empty() && proposal.created.is_empty() {
        return Value::Null;
    }
    let mut answer = edits(desk, client, &changes);
    let Some(all) = answer.get_mut("documentChanges").and_then(Value::as_array_mut) else { return answer };
    for (path, text) in &proposal.created {
        let uri = desk.uri_of(path);
        let start = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
        all.push(json!({"kind": "create", "uri": uri}));
        all.push(json!({
            "textDocument": {"uri": uri, "version": null},
            "edits": [{"range": start, "newText": text}],
        }));
    }
    all.extend(
        company
            .iter()
            .map(|(from, to)| json!({"kind": "rename", "oldUri": desk.uri_of(from), "newUri": desk.uri_of(to)})),
    );
    answer
}

/// The words of the command for what it refuses.
fn refused(refusal: MoveRefusal) -> RequestError {
    RequestError::refused(match refusal {
        MoveRefusal::Asked { message, help } => format!("{message}: {help}"),
        MoveRefusal::Linked(links) => {
            let places: Vec<String> = links.iter().map(|link| format!("{}:{}", link.file, link.line)).collect();
            format!("these lines link to this page: {}", places.join(", "))
        }
        MoveRefusal::Told(told) => {
            let first = told.first().map(|it| format!("{}: {}", it.file, it.message)).unwrap_or_default();
            format!("nothing was changed, because it would cause this problem: {first}")
        }
    })
}
