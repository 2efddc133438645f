//! The theme's components: their names, and what they are called with.

use lsp_types::CompletionItemKind;
use serde_json::Value;

use super::item::{self, Completion, SnippetPart, word};
use super::place::is_name;
use crate::cursor::TextPosition;
use crate::hover;
use crate::names;
use vertebra_base::span::Span;
use vertebra_render::{Parameter, Signature, Wanted};

/// Blocks, from the name to the closing line.
pub fn blocks(spot: &TextPosition, start: usize, colons: usize) -> Vec<Value> {
    let alone = spot.after().trim().is_empty();
    let space = if spot.before().ends_with(':') { " " } else { "" };
    let items = spot.desk.build.components().into_iter().filter(is_block).map(|it| {
        let mut pieces = vec![text(format!("{space}{}", it.name))];
        if alone {
            if let Some(needed) = it.heading {
                pieces.push(text(" "));
                pieces.push(SnippetPart::Stop(if needed { "Heading".to_owned() } else { String::new() }));
            }
            let needed: Vec<&Parameter> = it.parameters.iter().filter(|it| it.is_required).collect();
            for (at, parameter) in needed.iter().enumerate() {
                pieces.push(text(if at == 0 { " {" } else { " " }));
                pieces.push(text(format!("{}=", parameter.name)));
                pieces.push(stop(parameter));
            }
            if !needed.is_empty() {
                pieces.push(text("}"));
            }
            pieces.extend([text("\n"), SnippetPart::End, text(format!("\n{}", ":".repeat(colons)))]);
        }
        Completion { text: pieces, ..named(&it) }
    });
    item::all(spot, word(spot, start, |c| !is_name(c)), items)
}

/// Values, from the name to the closing braces.
pub fn values(spot: &TextPosition, start: usize) -> Vec<Value> {
    let closed = spot.after().trim_start_matches(is_name).trim_start().starts_with("}}");
    let space = if spot.before().ends_with('{') { " " } else { "" };
    let items = spot.desk.build.components().into_iter().filter(|it| !is_block(it)).map(|it| {
        let mut pieces = vec![text(format!("{space}{}", it.name))];
        for parameter in it.parameters.iter().filter(|it| it.is_required) {
            pieces.push(text(" "));
            pieces.push(stop_of(spot, parameter));
        }
        if !closed {
            pieces.push(text(" }}"));
        }
        Completion { text: pieces, ..named(&it) }
    });
    item::all(spot, word(spot, start, |c| !is_name(c)), items)
}

/// Pictures are called by Markdown itself, quotations with a kind too.
fn is_block(it: &Signature) -> bool {
    it.has_body && !it.is_inline && !matches!(it.name.as_str(), "image" | "alert")
}

fn named(it: &Signature) -> Completion {
    let needed = it.parameters.iter().filter(|it| it.is_required).map(|it| it.name.as_str());
    let detail: Vec<_> = it.heading.map(|_| "Heading").into_iter().chain(needed).collect();
    let kind = if is_block(it) { CompletionItemKind::CLASS } else { CompletionItemKind::FUNCTION };
    let detail = Some(detail.join(" ")).filter(|text| !text.is_empty());
    Completion::word(&it.name, kind).with_detail(detail).with_about(Some(hover::signature(it)))
}

fn text(text: impl Into<String>) -> SnippetPart {
    SnippetPart::Text(text.into())
}

fn stop(parameter: &Parameter) -> SnippetPart {
    match &parameter.wanted {
        Wanted::Choice(words) => SnippetPart::Choice(words.clone()),
        Wanted::Boolean => SnippetPart::Choice(vec!["true".to_owned(), "false".to_owned()]),
        _ => SnippetPart::Stop(parameter.name.clone()),
    }
}

/// With the keys to choose from, while they are few.
fn stop_of(spot: &TextPosition, parameter: &Parameter) -> SnippetPart {
    const FEW: usize = 20;
    match &parameter.wanted {
        Wanted::Record(kind) => {
            let keys = spot.desk.build.site().record_keys(kind);
            match keys.len() {
                1..=FEW => SnippetPart::Choice(keys.into_iter().map(str::to_owned).collect()),
                _ => stop(parameter),
            }
        }
        _ => stop(parameter),
    }
}

/// What a component takes at a place behind its name.
pub fn arguments(spot: &TextPosition, name: &str, start: usize, block: bool) -> Vec<Value> {
    let components = spot.desk.build.components();
    let Some(signature) = components.iter().find(|it| it.name == name.replace('_', "-")) else { return Vec::new() };
    given(spot, &signature.parameters, start, !block)
}

/// What stands in braces behind a picture.
pub fn of_pictures(spot: &TextPosition, start: usize) -> Vec<Value> {
    let components = spot.desk.build.components();
    let Some(signature) = components.iter().find(|it| it.name == "image") else { return Vec::new() };
    // What Markdown says itself, and what follows from the file.
    const OWN: [&str; 8] = ["src", "alt", "title", "alone", "width", "height", "picture", "first"];
    let open = signature.parameters.iter().filter(|it| !OWN.contains(&it.name.as_str()));
    given(spot, &open.cloned().collect::<Vec<_>>(), start, false)
}

/// Parameters that are not given yet; behind `name=`, or where a value without a name belongs, what they take.
fn given(spot: &TextPosition, parameters: &[Parameter], start: usize, bare: bool) -> Vec<Value> {
    let written = spot.text.as_str().get(start..spot.offset).unwrap_or_default();
    let begun = written.rfind([' ', '\t', ',', '{']).map_or(0, |at| at + 1);
    let (done, typed) = written.split_at(begun);
    let words: Vec<&str> = done.split([' ', '\t', ',']).filter(|word| !word.is_empty()).collect();
    let at = start + begun;
    if let Some((name, value)) = typed.split_once('=') {
        let Some(parameter) = parameters.iter().find(|it| it.name == name.replace('-', "_")) else { return Vec::new() };
        let quote = usize::from(value.starts_with('"'));
        let span = value_span(spot, at + name.len() + 1 + quote);
        return item::all(spot, span, taken(spot, &parameter.wanted));
    }
    let named = |it: &Parameter| words.iter().any(|word| word.split('=').next() == Some(it.name.as_str()));
    let place = words.iter().filter(|word| !word.contains('=')).count();
    let mut items = Vec::new();
    if bare && let Some(parameter) = parameters.get(place) {
        items = taken(spot, &parameter.wanted);
    }
    let known = if bare { place + usize::from(!items.is_empty()) } else { 0 };
    for parameter in parameters.iter().skip(known).filter(|it| !named(it)) {
        items.push(parameter_item(parameter, !bare || place > 0 || !parameter.is_required));
    }
    item::all(spot, value_span(spot, at), items)
}

fn value_span(spot: &TextPosition, start: usize) -> Span {
    word(spot, start.min(spot.offset), |c| c.is_whitespace() || matches!(c, '}' | ',' | '"'))
}

/// `name=`; a yes or no needs no value in the braces of a picture.
fn parameter_item(parameter: &Parameter, first: bool) -> Completion {
    let name = parameter.name.replace('_', "-");
    let mut item = Completion::word(format!("{name}="), CompletionItemKind::PROPERTY);
    item.text = match &parameter.wanted {
        Wanted::Boolean => vec![text(name)],
        Wanted::Text => vec![text(format!("{name}=\"")), SnippetPart::Stop(String::new()), text("\"")],
        _ => vec![text(format!("{name}="))],
    };
    item.rank = if first { 6 } else { 8 };
    let default = parameter.default.as_ref().map(|default| format!("default: {default}"));
    item.with_detail(default.or_else(|| parameter.is_required.then(|| "required".to_owned())))
}

/// The values of a parameter.
fn taken(spot: &TextPosition, wanted: &Wanted) -> Vec<Completion> {
    let site = spot.desk.build.site();
    match wanted {
        Wanted::Choice(words) => words.iter().map(|it| Completion::word(it, CompletionItemKind::ENUM_MEMBER)).collect(),
        Wanted::Boolean => ["true", "false"].map(|it| Completion::word(it, CompletionItemKind::VALUE)).into(),
        Wanted::Record(kind) => {
            let keys = site.record_keys(kind);
            let record = |key: &str| site.record(kind, key).map(|id| site.page(id).page.front.title.value.clone());
            keys.into_iter()
                .map(|it| Completion::word(it, CompletionItemKind::REFERENCE).with_detail(record(it)))
                .collect()
        }
        Wanted::Datum(file) => {
            let entries = names::data(spot.desk, file);
            let item = |key: &str, about| Completion::word(key, CompletionItemKind::REFERENCE).with_detail(about);
            entries.iter().map(|entry| item(&entry.key, names::about(&entry.value))).collect()
        }
        Wanted::Section => super::fields::sections(spot),
        Wanted::Page => super::fields::pages(spot),
        Wanted::Text | Wanted::Number => Vec::new(),
    }
}
