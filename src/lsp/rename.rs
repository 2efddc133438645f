//! New names of headings: which one is meant, and what it is called now. What has to change is for `moves`.

use serde_json::{Value, json};

use super::cursor::TextPosition;
use super::faults::RequestError;
use super::target::Symbol;
use super::thing;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_engine::refactor::{HeadingName, MoveRequest};
use vertebra_markdown::Heading;

/// The answer to `textDocument/prepareRename`: the name as it is; nothing where nothing has one.
pub fn prepare(spot: &TextPosition) -> Value {
    let Some((found, _)) = thing::at(spot) else { return Value::Null };
    let Some(Symbol::Page(path, Some(id))) = thing::means(spot, &found) else { return Value::Null };
    if heading(spot, &path, &id).is_none() {
        return Value::Null;
    }
    let span = match &found {
        thing::Occurrence::Link(link) => {
            let start = link.span.end as usize - link.address().fragment.map_or(0, str::len);
            Span::new(start, link.span.end as usize)
        }
        thing::Occurrence::Heading(_) => heading(spot, &path, &id).map(|heading| heading.span).unwrap_or_default(),
        _ => return Value::Null,
    };
    json!({"range": spot.range(span), "placeholder": id})
}

/// What `textDocument/rename` asks for: the heading gets another name in links, which it has in braces.
///
/// # Errors
/// Where no heading is meant.
pub fn wish(spot: &TextPosition, name: &str) -> Result<MoveRequest, RequestError> {
    let found = thing::at(spot).and_then(|(found, _)| thing::means(spot, &found));
    let Some(Symbol::Page(path, Some(id))) = found else {
        return Err(RequestError::refused(
            "only headings can be renamed here: place the cursor on a heading, or on a link to one",
        ));
    };
    match heading(spot, &path, &id) {
        Some(_) => Ok(MoveRequest::Heading { page: path.to_string(), id, name: HeadingName::Id(name.to_owned()) }),
        None => Err(RequestError::refused(format!("#{id} is not the id of a heading"))),
    }
}

fn heading(spot: &TextPosition, path: &SourcePath, id: &str) -> Option<Heading> {
    spot.desk.page(path)?.headings.iter().find(|heading| heading.id == id).cloned()
}
