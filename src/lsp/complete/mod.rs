//! What can be written at a place. `place` finds out what is being typed there, the other rooms know what there is.

mod body;
mod component;
mod fields;
mod item;
mod links;
mod place;
mod yaml;

use serde_json::{Value, json};

use super::spot::Spot;
use crate::document;
use crate::path::SourcePath;

/// The answer to `textDocument/completion`.
pub fn complete(spot: &Spot) -> Value {
    let items = match spot.path.extension() {
        "md" | "MD" => page(spot),
        "yaml" | "yml" if spot.path == SourcePath::new(crate::config::FILE) => fields::of_site(spot),
        _ => Vec::new(),
    };
    json!({"isIncomplete": false, "items": items})
}

fn page(spot: &Spot) -> Vec<Value> {
    let text = spot.text.as_str();
    let (fields, body) = document::parts(text);
    match fields {
        Some(fields)
            if (fields.start..=fields.end).contains(&spot.offset) && spot.offset < body.max(fields.end + 1) =>
        {
            fields::of_page(spot, fields)
        }
        _ if spot.offset >= body => body::items(spot, body),
        _ => Vec::new(),
    }
}
