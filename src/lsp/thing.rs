//! What stands at a place of a text, and what it means: a page, a file, a term, a key of a data file, a component.

use super::calls;
use super::cursor::{TextPosition, holds};
use super::names;
use super::target::Symbol;
use vertebra_base::link::decoded;
use vertebra_base::path::SourcePath;
use vertebra_base::slug::slugify;
use vertebra_base::span::Span;
use vertebra_markdown::{self as document, Argument, LinkKind, Page, WrittenLink};
use vertebra_render::Wanted;
use vertebra_site::{Destination, NamedTarget};
use vertebra_yaml::{self as yaml, NodeKind, YamlNode};

/// Something in a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Occurrence {
    Link(WrittenLink),
    /// `[[…]]`, or the word that is explained.
    Term(String),
    /// A heading, by its id.
    Heading(String),
    /// The name of a component.
    Call(String),
    /// What a component is called with, and which of the values without a name it is.
    Argument {
        component: String,
        argument: Argument,
        place: usize,
    },
    /// `[^key]`
    Note(String),
    /// The name of a field, with those around it before it.
    Field(Vec<String>),
    /// What stands in a field.
    Value(Vec<String>, String),
}

/// What stands at a place, and the bytes that it takes.
pub fn at(spot: &TextPosition) -> Option<(Occurrence, Span)> {
    let text = spot.text.as_str();
    match spot.path.extension() {
        "md" | "MD" => {
            let (fields, body) = document::parts(text);
            match fields.filter(|fields| (fields.start..=fields.end).contains(&spot.offset) && spot.offset < body) {
                Some(fields) => in_yaml(&yaml::parse(&text[fields.clone()], fields.start, &spot.path).0, spot.offset),
                None => in_body(spot, &*spot.desk.page(&spot.path)?),
            }
        }
        "yaml" | "yml" => in_yaml(&yaml::parse(text, 0, &spot.path).0, spot.offset),
        _ => None,
    }
}

fn in_body(spot: &TextPosition, page: &Page) -> Option<(Occurrence, Span)> {
    let at = spot.offset;
    if let Some(link) = page.links.iter().filter(|link| holds(link.span, at)).min_by_key(|link| length(link.span)) {
        let thing = match link.kind {
            LinkKind::Term => Occurrence::Term(link.target.clone()),
            _ => Occurrence::Link(link.clone()),
        };
        return Some((thing, link.span));
    }
    let calls = calls::all(page);
    let inner = calls.into_iter().filter(|call| holds(call.span, at)).min_by_key(|call| length(call.span));
    if let Some(call) = inner {
        if holds(call.name_span, at) {
            return Some((Occurrence::Call(call.name.clone()), call.name_span));
        }
        let mut place = 0;
        for argument in &call.arguments {
            if holds(argument.span, at) {
                let thing = Occurrence::Argument { component: call.name.clone(), argument: argument.clone(), place };
                return Some((thing, argument.span));
            }
            place += usize::from(argument.name.is_none());
        }
    }
    if let Some(note) = note(spot) {
        return Some(note);
    }
    if let Some(heading) = page.headings.iter().find(|heading| holds(heading.span, at)) {
        return Some((Occurrence::Heading(heading.id.clone()), heading.span));
    }
    page.terms.iter().find(|term| holds(term.span, at)).map(|term| (Occurrence::Term(term.name.clone()), term.span))
}

fn length(span: Span) -> u32 {
    span.end - span.start
}

/// `[^key]` around the place.
fn note(spot: &TextPosition) -> Option<(Occurrence, Span)> {
    let line = spot.text.line_around(spot.offset);
    let text = spot.text.as_str().get(line.clone())?;
    let inside = spot.offset - line.start;
    let open = text.get(..(inside + 2).min(text.len())).unwrap_or(text.get(..inside)?).rfind("[^")?;
    let close = open + text[open..].find(']')?;
    let key = &text[open + 2..close];
    let span = Span::new(line.start + open + 2, line.start + close);
    (inside <= close + 1 && !key.contains(char::is_whitespace)).then(|| (Occurrence::Note(key.to_owned()), span))
}

fn in_yaml(node: &YamlNode, at: usize) -> Option<(Occurrence, Span)> {
    let mut path = Vec::new();
    walk(node, at, &mut path)
}

fn walk(node: &YamlNode, at: usize, path: &mut Vec<String>) -> Option<(Occurrence, Span)> {
    match &node.kind {
        NodeKind::Map(entries) => entries.iter().find_map(|entry| {
            path.push(entry.key.clone());
            if holds(entry.key_span, at) {
                return Some((Occurrence::Field(path.clone()), entry.key_span));
            }
            let found = walk(&entry.value, at, path);
            path.pop();
            found
        }),
        NodeKind::List(items) => items.iter().find_map(|item| walk(item, at, path)),
        _ => {
            let text = node.as_text().filter(|_| holds(node.span, at))?;
            Some((Occurrence::Value(path.clone(), text.to_owned()), node.span))
        }
    }
}

/// What a thing on a page stands for.
pub fn means(spot: &TextPosition, thing: &Occurrence) -> Option<Symbol> {
    let (desk, site) = (spot.desk, spot.desk.build.site());
    match thing {
        Occurrence::Link(link) => leads_to(spot, link),
        Occurrence::Term(name) => {
            let found = match site.find(spot.path.as_str()) {
                Some(id) => site.term(name, id),
                None => {
                    let slug = slugify(name);
                    site.glossary_entries().find(|(_, term)| slugify(&term.name) == slug)
                }
            };
            let (id, term) = found?;
            Some(Symbol::Term(site.page(id).page.source.clone(), term.id.clone()))
        }
        Occurrence::Heading(id) => Some(Symbol::Page(spot.path.clone(), Some(id.clone()))),
        Occurrence::Call(name) => Some(Symbol::Component(name.replace('_', "-"))),
        Occurrence::Argument { component, argument, place } => {
            let wanted = wanted(spot, component, argument, *place)?;
            names::named(desk, &wanted, &argument.value)
        }
        Occurrence::Note(key) => {
            // What the page names itself comes first; what it does not name yet is meant all the same.
            let page = desk.page(&spot.path);
            let own = page.iter().flat_map(|page| &page.front.citable).find(|entry| entry.key.value == *key);
            let own = own.map(|entry| entry.file.trim_end_matches(".yaml").to_owned());
            let mut files = own.into_iter().chain(site.theme.cited_fields().filter_map(|field| field.keys_of.clone()));
            let file = files.find(|file| site.datum(&format!("{file}.yaml"), key).is_some())?;
            Some(Symbol::Datum(file, key.clone()))
        }
        Occurrence::Field(path) if path.len() == 1 => {
            let file = spot.path.as_str().strip_prefix("content/data/")?.strip_suffix(".yaml")?;
            Some(Symbol::Datum(file.to_owned(), path[0].clone()))
        }
        Occurrence::Field(_) => None,
        Occurrence::Value(path, text) => names::in_field(spot, path, text),
    }
}

/// What a component takes at a place.
fn wanted(spot: &TextPosition, component: &str, argument: &Argument, place: usize) -> Option<Wanted> {
    let components = spot.desk.build.components();
    let signature = components.into_iter().find(|it| it.name == component.replace('_', "-"))?;
    let parameter = match &argument.name {
        Some(name) => signature.parameters.into_iter().find(|it| it.name == name.replace('-', "_")),
        None => signature.parameters.into_iter().nth(place),
    };
    parameter.map(|parameter| parameter.wanted)
}

fn leads_to(spot: &TextPosition, link: &WrittenLink) -> Option<Symbol> {
    let site = spot.desk.build.site();
    let address = link.address();
    let fragment = address.fragment.filter(|id| !id.is_empty()).map(|id| decoded(id).into_owned());
    // A page that is not part of the site yet has its own headings all the same.
    if address.path.is_empty() {
        return Some(Symbol::Page(spot.path.clone(), fragment));
    }
    let resolved = site.resolve(&site.referrer(&spot.path), link);
    let file = site.file_found(&resolved.found).cloned();
    // A file that is not part of the site yet is there all the same.
    let file = file.or_else(|| match (resolved.named, resolved.found) {
        (NamedTarget::Source(source), Destination::Missing) => Some(SourcePath::new(source)),
        _ => None,
    })?;
    match spot.desk.page(&file) {
        Some(_) => Some(Symbol::Page(file, fragment)),
        None => spot.desk.is_file(&file).then_some(Symbol::File(file)),
    }
}
