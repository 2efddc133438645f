//! What stands at a place, in words: where a link leads, what a source says, what a value prints, what a field takes.

pub mod fields;

use serde_json::{Value, json};

use super::calls;
use super::cursor::{TextPosition, holds};
use super::target::Symbol;
use super::thing::{self, Occurrence};
use super::workspace::Workspace;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_render::{Signature, Wanted};
use vertebra_yaml::YamlNode;

/// The answer to `textDocument/hover`.
pub fn hover(spot: &TextPosition) -> Value {
    let found = thing::at(spot);
    let mut parts: Vec<String> = Vec::new();
    let mut span = None;
    if let Some((thing, place)) = &found
        && let Some(words) = about(spot, thing)
    {
        parts.push(words);
        span = Some(*place);
    }
    for diagnostic in spot.known.iter().filter(|d| d.span.is_some_and(|span| holds(span, spot.offset))) {
        let Some(words) = code(diagnostic.code) else { continue };
        if !parts.contains(&words) {
            parts.push(words);
            span = span.or(diagnostic.span);
        }
    }
    match span {
        Some(span) if !parts.is_empty() => json!({
            "contents": {"kind": "markdown", "value": parts.join("\n\n---\n\n")},
            "range": spot.range(span),
        }),
        _ => Value::Null,
    }
}

/// What a code of a diagnostic means.
fn code(name: &str) -> Option<String> {
    let code = vertebra_schema::codes::find(name)?;
    let why = code.why.as_ref().map(|why| format!("\n\n{}", why.trim())).unwrap_or_default();
    Some(format!("**{}**: {}\n\n{}{why}", code.name, code.means.trim(), code.remedy.trim()))
}

fn about(spot: &TextPosition, thing: &Occurrence) -> Option<String> {
    match thing {
        Occurrence::Field(path) => field(spot, path).or_else(|| target(spot, &thing::means(spot, thing)?)),
        Occurrence::Argument { component, argument, .. } => {
            let printed = printed(spot).map(|text| format!("Output: {text}"));
            let named = thing::means(spot, thing).and_then(|found| target(spot, &found));
            let both: Vec<String> = [printed, named].into_iter().flatten().collect();
            match both.is_empty() {
                true => parameter(spot, component, argument.name.as_deref()?),
                false => Some(both.join("\n\n")),
            }
        }
        Occurrence::Call(name) => {
            let components = spot.desk.build.components();
            let found = components.iter().find(|it| it.name == name.replace('_', "-"))?;
            let printed = printed(spot).map(|text| format!("\n\nOutput: {text}")).unwrap_or_default();
            Some(format!("{}{printed}", signature(found)))
        }
        Occurrence::Heading(id) => {
            let places = super::occurrences::of(spot.desk, &Symbol::Page(spot.path.clone(), Some(id.clone())));
            let links = match places.len() {
                0 => "No links to this.".to_owned(),
                1 => "1 link to this.".to_owned(),
                more => format!("{more} links to this."),
            };
            Some(format!("`#{id}`\n\n{links}"))
        }
        Occurrence::Link(_) | Occurrence::Term(_) | Occurrence::Note(_) | Occurrence::Value(..) => {
            target(spot, &thing::means(spot, thing)?)
        }
    }
}

fn target(spot: &TextPosition, found: &Symbol) -> Option<String> {
    let desk = spot.desk;
    match found {
        Symbol::Page(path, fragment) => page(desk, path, fragment.as_deref()),
        Symbol::File(path) => {
            let site = desk.build.site();
            let file = site.files.iter().find(|file| file.source == *path)?;
            let kilobytes = file.content.size().div_ceil(1000);
            let size = file.looked.as_ref().and_then(|looked| looked.as_ref().as_ref().ok());
            let size = size.map(|it| it.size()).filter(|(width, height)| *width > 0 && *height > 0);
            let size = size.map(|(width, height)| format!(" · {width} × {height} pixels")).unwrap_or_default();
            Some(format!("`{path}`\n\n{kilobytes} KB{size}"))
        }
        Symbol::Term(path, id) => {
            let page = desk.page(path)?;
            let term = page.terms.iter().find(|term| term.id == *id)?;
            let words = definition(desk, path, id).unwrap_or_default();
            Some(format!("**{}**\n\n{words}", term.name))
        }
        Symbol::Datum(file, key) => datum(desk, file, key),
        Symbol::Component(name) => desk.build.components().iter().find(|it| it.name == *name).map(signature),
        Symbol::Type(name) => {
            let kind = desk.build.schema().types.get(name)?;
            let names: Vec<&str> = kind.fields.iter().map(|field| field.name.as_str()).collect();
            let fields = if names.is_empty() { String::new() } else { format!("\n\nIts fields: {}", names.join(", ")) };
            Some(format!("**{}**{fields}", kind.label))
        }
    }
}

/// Title, address, description and state of a page.
fn page(desk: &Workspace, path: &SourcePath, fragment: Option<&str>) -> Option<String> {
    let page = desk.page(path)?;
    let site = desk.build.site();
    let mut text = format!("**{}**", page.front.title.value);
    if let Some(id) = fragment {
        let heading = page.headings.iter().find(|heading| heading.id == id).map(|heading| heading.title.as_str());
        let term = || page.terms.iter().find(|term| term.id == id).map(|term| term.name.as_str());
        text += &heading.or_else(term).map(|title| format!(" · {title}")).unwrap_or_default();
    }
    if let Some(id) = site.find(path.as_str()) {
        let place = site.page(id);
        text += &format!("\n\n`{}`", place.url);
        if let Some(hidden) = &place.hidden {
            text += &format!(" · not published: {}", hidden.reason());
        }
    }
    if let Some(description) = &page.front.description {
        text += &format!("\n\n{}", description.value);
    }
    Some(text)
}

/// What an entry of a data file says: its citation, or its texts line by line.
pub fn datum(desk: &Workspace, file: &str, key: &str) -> Option<String> {
    let node = desk.build.site().datum(&format!("{file}.yaml"), key)?;
    if let Some(citation) = node.get("citation").and_then(YamlNode::as_text) {
        let says = node.get("says").and_then(YamlNode::as_text).map(|says| format!("\n\n{says}")).unwrap_or_default();
        let certainty = node.get("certainty").and_then(YamlNode::as_text);
        let certainty = certainty.map(|word| format!("\n\nCertainty: {word}")).unwrap_or_default();
        return Some(format!("{citation}{says}{certainty}"));
    }
    let Some(entries) = node.as_map() else { return node.as_text().map(str::to_owned) };
    let lines = entries.iter().filter_map(|entry| {
        let text = match entry.value.as_list() {
            Some(items) => items.iter().filter_map(YamlNode::as_text).collect::<Vec<_>>().join(", "),
            None => entry.value.as_text()?.to_owned(),
        };
        Some(format!("- {}: {text}", entry.key))
    });
    Some(format!("**{key}**\n\n{}", lines.collect::<Vec<_>>().join("\n")))
}

/// How an entry of the glossary is explained: the lines behind the colon.
pub fn definition(desk: &Workspace, path: &SourcePath, id: &str) -> Option<String> {
    let page = desk.page(path)?;
    let term = page.terms.iter().find(|term| term.id == id)?;
    let text = desk.text(path)?;
    let after = text.as_str().get(term.span.end as usize..)?;
    let mut words = String::new();
    for line in after.lines().skip_while(|line| !line.starts_with(':')) {
        let inside = line.strip_prefix(':').or_else(|| line.strip_prefix("  ")).filter(|_| !line.trim().is_empty());
        let Some(inside) = inside else { break };
        words += &format!("{} ", inside.trim());
    }
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// A component: what it is for and how it is written.
pub fn signature(it: &Signature) -> String {
    let needed = it.parameters.iter().filter(|it| it.is_required);
    let form = match it.has_body && !it.is_inline {
        true => {
            let heading = it.heading.map(|_| " Heading").unwrap_or_default();
            let all: Vec<String> = needed.map(|it| format!("{}=…", it.name)).collect();
            let all = if all.is_empty() { String::new() } else { format!(" {{{}}}", all.join(" ")) };
            format!("::: {}{heading}{all}\n…\n:::", it.name)
        }
        false => {
            let all: String = needed.map(|it| format!(" {}", it.name)).collect();
            format!("{{{{ {}{all} }}}}", it.name)
        }
    };
    let mut text = format!("```\n{form}\n```");
    text += &it.about.as_ref().map(|about| format!("\n\n{about}")).unwrap_or_default();
    for parameter in &it.parameters {
        text += &format!("\n- `{}`{}", parameter.name, described(parameter));
    }
    text
}

fn described(parameter: &vertebra_render::Parameter) -> String {
    let wanted = match &parameter.wanted {
        Wanted::Text => String::new(),
        Wanted::Number => ": a number".to_owned(),
        Wanted::Boolean => ": true or false".to_owned(),
        Wanted::Choice(words) => format!(": {}", words.join(", ")),
        Wanted::Record(kind) => format!(": the key of a page of the type \"{kind}\""),
        Wanted::Section => ": a folder of pages".to_owned(),
        Wanted::Page => ": a page by its path".to_owned(),
        Wanted::Datum(file) => format!(": a key of content/data/{file}.yaml"),
    };
    let default = parameter.default.as_ref().map(|default| format!(", default: {default}"));
    let needed = if parameter.is_required { ", required" } else { "" };
    format!("{wanted}{}{needed}", default.unwrap_or_default())
}

fn parameter(spot: &TextPosition, component: &str, name: &str) -> Option<String> {
    let components = spot.desk.build.components();
    let signature = components.iter().find(|it| it.name == component.replace('_', "-"))?;
    let parameter = signature.parameters.iter().find(|it| it.name == name.replace('-', "_"))?;
    Some(format!("`{}`{}", parameter.name, described(parameter)))
}

/// What the value around the place prints.
fn printed(spot: &TextPosition) -> Option<String> {
    let page = spot.desk.page(&spot.path)?;
    let length = |span: Span| span.end - span.start;
    let calls = calls::all(&page).into_iter().filter(|call| call.body.is_none() && holds(call.span, spot.offset));
    let call = calls.min_by_key(|call| length(call.span))?;
    spot.desk.build.printed(&spot.path, call.clone())
}

fn field(spot: &TextPosition, path: &[String]) -> Option<String> {
    let known = fields::find(spot, path)?;
    let mut text = format!("`{}`{}", known.name, known.detail().map(|it| format!(": {it}")).unwrap_or_default());
    text += &known.help.as_ref().map(|help| format!("\n\n{help}")).unwrap_or_default();
    if let [fields::Takes::Choice(words)] = known.takes.as_slice() {
        text += &format!("\n\nOne of: {}", words.join(", "));
    }
    if known.is_stated {
        text += "\n\nIf it is not known, write `unknown`. If there is none, write `none`.";
    }
    Some(text)
}
