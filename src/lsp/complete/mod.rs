//! What can be written at a place. `place` finds out what is being typed there, the other rooms know what there is.

mod allowed;
mod body;
mod component;
mod fields;
mod item;
mod links;
mod place;

use serde_json::{Value, json};

use super::cursor::TextPosition;
use vertebra_markdown as document;

/// The answer to `textDocument/completion`.
pub fn complete(spot: &TextPosition) -> Value {
    let items = match spot.path.extension() {
        _ if allowed::start(spot).is_some() => allowed::items(spot),
        "md" | "MD" => page(spot),
        "yaml" | "yml" => fields::all(spot, 0..spot.text.as_str().len()),
        _ => Vec::new(),
    };
    json!({"isIncomplete": false, "items": items})
}

fn page(spot: &TextPosition) -> Vec<Value> {
    let text = spot.text.as_str();
    let (mut fields, mut body) = document::parts(text);
    // The second line of hyphens is still to be written.
    if let Some(open) =
        fields.as_mut().filter(|fields| !text[fields.start..].lines().any(|line| line.trim_end() == "---"))
    {
        open.end = text.len();
        body = text.len() + 1;
    }
    match fields {
        Some(fields)
            if (fields.start..=fields.end).contains(&spot.offset) && spot.offset < body.max(fields.end + 1) =>
        {
            fields::all(spot, fields)
        }
        _ if spot.offset >= body => body::items(spot, body),
        _ => Vec::new(),
    }
}
