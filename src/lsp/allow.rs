//! One case of a message that is right here: a remark that says so. The reason is left for the editor, who is told that it
//! is missing until it is written.

use serde_json::{Value, json};

use super::cursor::TextPosition;
use super::edits::edits;
use super::file_diagnostics;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;
use vertebra_markdown as document;
use vertebra_schema::codes;

/// The remark as an action; none for codes that nobody may allow.
pub fn allow(spot: &TextPosition, diagnostic: &Diagnostic) -> Option<Value> {
    let code = codes::find(diagnostic.code).filter(|code| code.is_allowable())?;
    let (at, text) = remark(spot, diagnostic.span?, &code.name)?;
    let edit = json!({"range": spot.range(Span::at(at)), "newText": text});
    Some(json!({
        "title": format!("Turn off this message here ({}): you add the reason", code.name),
        "kind": "quickfix",
        "diagnostics": [file_diagnostics::drawn(spot.desk, spot.client, &spot.text, diagnostic)],
        "edit": edits(spot.desk, spot.client, &[(spot.path.clone(), vec![edit])]),
    }))
}

/// Where the remark goes, and how it is written there.
fn remark(spot: &TextPosition, span: Span, name: &str) -> Option<(usize, String)> {
    let text = spot.text.as_str();
    let line = spot.text.line_around(span.start as usize);
    let words = text.get(line.clone())?;
    let indent = &words[..words.len() - words.trim_start().len()];
    let newline = vertebra_base::span::line_ending(text);
    let (_, body) = document::parts(text);
    let is_page = matches!(spot.path.extension(), "md" | "MD");
    let is_yaml = matches!(spot.path.extension(), "yaml" | "yml") || is_page && line.start < body;
    if is_yaml && words.trim_end() != "---" {
        return Some((line.start, format!("{indent}# allow: {name} \"\"{newline}")));
    }
    if !is_page || is_yaml {
        return None;
    }
    let remark = format!("<!-- allow: {name} \"\" -->");
    // Behind these the remark would be read as a part of the heading, the block's name or the cell.
    let alone = words.trim_start().starts_with(['#', ':', '|', '!', '<']);
    match alone {
        true => Some((line.start, format!("{indent}{remark}{newline}"))),
        false => Some((line.start + words.trim_end().len(), format!(" {remark}"))),
    }
}
