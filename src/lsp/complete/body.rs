//! What can be written in the text of a page.

use lsp_types::CompletionItemKind;
use serde_json::Value;

use super::item::{self, Completion, word};
use super::place::{self, LinePlace};
use super::{component, links};
use crate::cursor::TextPosition;
use crate::hover;
use crate::names;
use vertebra_base::span::Span;
use vertebra_markdown::{NoteContent, Page};
use vertebra_schema::config::Lang;

/// The items for the place; `body` is the first byte of the text.
pub fn items(spot: &TextPosition, body: usize) -> Vec<Value> {
    let before = spot.before();
    let line = spot.offset - before.len();
    if place::in_code(spot.text.as_str().get(body..spot.offset).unwrap_or_default()) {
        return Vec::new();
    }
    let Some(found) = place::find(before) else { return Vec::new() };
    match found {
        LinePlace::Target { start, picture } => links::targets(spot, line + start, picture),
        LinePlace::Term { start } => terms(spot, line + start),
        LinePlace::Note { start } => notes(spot, line + start),
        LinePlace::Block { start, colons } => component::blocks(spot, line + start, colons),
        LinePlace::Value { start } => component::values(spot, line + start),
        LinePlace::Arguments { name, start, block } => component::arguments(spot, &name, line + start, block),
        LinePlace::Picture { start } => component::of_pictures(spot, line + start),
    }
}

/// Entries of the glossary.
fn terms(spot: &TextPosition, start: usize) -> Vec<Value> {
    let site = spot.desk.build.site();
    let lang = site.find(spot.path.as_str()).map_or(Lang::FIRST, |id| site.page(id).lang);
    let closed = closes(spot, "]]");
    let end = if closed { "" } else { "]]" };
    let entries =
        site.glossary_entries().filter(|(id, _)| site.page(*id).lang == lang || site.page(*id).lang.is_first());
    let mut items: Vec<Completion> = entries
        .map(|(id, term)| {
            let about = hover::definition(spot.desk, &site.page(id).page.source, &term.id);
            Completion::word(&term.name, CompletionItemKind::REFERENCE)
                .writing(format!("{}{end}", term.name))
                .with_about(about)
        })
        .collect();
    items.sort_by_key(|item| item.label.to_lowercase());
    items.dedup_by(|a, b| a.label == b.label);
    // What stands behind the place may be the text of the page, unless the brackets are closed.
    let span = if closed { word(spot, start, |c| matches!(c, ']' | '|')) } else { Span::new(start, spot.offset) };
    item::all(spot, span, items)
}

fn closes(spot: &TextPosition, mark: &str) -> bool {
    spot.after().find(mark).is_some_and(|at| !spot.after()[..at].contains('['))
}

/// Sources that the page names come first, then its footnotes, then all other sources.
fn notes(spot: &TextPosition, start: usize) -> Vec<Value> {
    let closed = spot.after().starts_with(|c: char| place::is_name(c) || c == ']') && closes(spot, "]");
    let end = if closed { "" } else { "]" };
    let page = spot.desk.page(&spot.path);
    let named = |key: &str| page.as_ref().is_some_and(|page| page.front.citable.iter().any(|it| it.key.value == key));
    let mut items = Vec::new();
    let cited = spot.desk.build.site().theme.cited_fields();
    let cited = cited.filter_map(|field| Some((field.name.as_str(), field.keys_of.as_deref()?)));
    let entries =
        cited.flat_map(|(field, file)| names::data(spot.desk, file).iter().map(move |entry| (field, file, entry)));
    for (field, file, entry) in entries {
        let mut item = Completion::word(&entry.key, CompletionItemKind::REFERENCE)
            .writing(format!("{}{end}", entry.key))
            .with_detail(names::about(&entry.value))
            .with_about(hover::datum(spot.desk, file, &entry.key));
        item.rank = if named(&entry.key) { 1 } else { 6 };
        if !named(&entry.key) {
            let words = format!("not one of the sources of this page: add it to `{field}` at the top");
            item.about = Some(match item.about {
                Some(about) => format!("{about}\n\n*{words}*"),
                None => words,
            });
        }
        items.push(item);
    }
    for label in page.iter().flat_map(|page| labels(spot.text.as_str(), page)) {
        let mut item = Completion::word(&label, CompletionItemKind::REFERENCE).writing(format!("{label}{end}"));
        item.rank = 2;
        item.detail = Some("footnote of this page".to_owned());
        items.push(item);
    }
    let span = if closed { word(spot, start, |c| c == ']') } else { Span::new(start, spot.offset) };
    item::all(spot, span, items)
}

/// The names of footnotes that the text explains.
fn labels(text: &str, page: &Page) -> Vec<String> {
    let has_notes = page.notes.iter().any(|note| matches!(note.content, NoteContent::Text(_))) || text.contains("]:");
    let lines = text.lines().filter(|_| has_notes);
    lines.filter_map(|line| Some(line.strip_prefix("[^")?.split_once("]:")?.0.to_owned())).collect()
}
