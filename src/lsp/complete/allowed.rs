//! The codes of messages, where a remark allows one: `<!-- allow: …`.

use lsp_types::CompletionItemKind;
use serde_json::Value;

use super::item::{self, Completion, SnippetPart};
use super::place::is_name;
use crate::cursor::TextPosition;
use vertebra_base::span::Span;
use vertebra_schema::codes;

/// Where the code begins, if one is being typed.
pub fn start(spot: &TextPosition) -> Option<usize> {
    let before = spot.before();
    let remark = ["<!--", "{#", "#"].iter().find_map(|mark| {
        let at = before.rfind(mark)?;
        before[at + mark.len()..].trim_start().strip_prefix("allow:")
    })?;
    let typed = remark.trim_start();
    typed.chars().all(is_name).then(|| spot.offset - typed.len())
}

/// Every code that may be allowed; those of messages about this text first.
pub fn items(spot: &TextPosition) -> Vec<Value> {
    let Some(start) = start(spot) else { return Vec::new() };
    let here: Vec<&str> = spot.known.iter().map(|told| told.code).collect();
    let bare = !spot.after().contains('"');
    let items = codes::allowable().map(|code| {
        let mut item =
            Completion::word(&code.name, CompletionItemKind::ENUM_MEMBER).with_about(Some(code.means.trim()));
        item.rank = if here.contains(&code.name.as_str()) { 1 } else { 5 };
        if bare {
            let text = |text: &str| SnippetPart::Text(text.to_owned());
            item.text = vec![text(&format!("{} \"", code.name)), SnippetPart::Stop(String::new()), text("\"")];
        }
        item
    });
    let rest = spot.after().find(|c: char| !is_name(c)).unwrap_or(spot.after().len());
    item::all(spot, Span::new(start, spot.offset + rest), items)
}
