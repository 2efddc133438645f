//! Front matter: the fields between the two lines of hyphens, found, typed and checked.
//!
//! `fence` finds them, `reader` knows where they stand, `common` reads those that every page has, `declared` those of the
//! page's type. What depends on other files or on the day is checked elsewhere.

mod common;
mod data_keys;
mod declared;
mod fence;
mod foreign_top;
mod hours;
mod phone;
mod reader;
mod review;
mod shared;
#[cfg(test)]
mod tests;
mod translated;

use std::collections::HashSet;

use crate::page::FrontMatter;
use vertebra_base::diagnostic::{self, Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::codes::{self, Part};
use vertebra_schema::shape::PAGE;
use vertebra_schema::theme::offered_field;
use vertebra_schema::{FolderRole, Schema};
use vertebra_yaml::{self as yaml, YamlNode};

pub use fence::{fence_changes, fence_fault, split};
pub use foreign_top::is_foreign;

use reader::Reader;

/// Types the fields of a page. `out` already holds what was said about its YAML and its fences: a field that may
/// stand on a line that could not be read is not reported as missing.
pub fn read(source: &SourcePath, yaml: YamlNode, schema: &Schema, out: &mut Vec<Diagnostic>) -> FrontMatter {
    let is_broken = |part: Part| {
        out.iter().any(|d| d.severity == Severity::Error && d.file == *source && codes::breaks(d.code, part))
    };
    let complete = !is_broken(Part::Yaml);
    let fenced = !is_broken(Part::Fences);
    let is_fields = yaml.as_map().is_some() || yaml.is_null();
    if !is_fields {
        let message = "only fields are allowed between the two lines of hyphens";
        let fault = Diagnostic::error("field-kind", source, yaml.span, message);
        out.push(fault.with_help("write a name, a colon, a space and a value:\ntitle: Deep tissue massage"));
    }

    let mut reader = Reader::new(source, &yaml, schema, out);
    let kind = page_type(&mut reader);
    let mut front = common::read(&mut reader);
    front.fields = declared::read(&mut reader, &kind, complete && is_fields);
    shared::read(&reader, &kind.value, &mut front);
    front.data_keys = data_keys::read(&reader, &kind.value);
    front.pages_named = declared::pages(&reader, &kind.value);
    front.kind = kind;
    let misspelt = report_unknown(&mut reader, &front.kind.value);
    let lacks_title = front.title.value.is_empty() && reader.get("title").is_none() && !misspelt;
    if lacks_title && complete && fenced && is_fields {
        let title = yaml::typed(&fence::likely_title(source, ""));
        let blank = reader.blank.iter().find(|field| field.name == "title");
        let (at, what) = match blank {
            Some(field) => (field.key_span, "fill it in, for example:"),
            None => (yaml_start(&yaml), "add this line after the first ---"),
        };
        let fault = Diagnostic::error("title-missing", source, at, "this page has no title");
        reader.out.push(fault.with_help(format!("{what}\ntitle: {title}")));
    }
    reader.report_hidden();
    if front.title.value.is_empty() {
        // Menus, lists and links to the page show a text then, and nobody is blamed for one that is missing.
        front.title.value = fence::likely_title(source, "");
    }
    front
}

/// The first field's name: where a line that is missing can go.
fn yaml_start(yaml: &YamlNode) -> Span {
    let first = yaml.as_map().and_then(|entries| entries.first());
    first.map_or(yaml.span, |entry| entry.key_span)
}

/// The type that the page names, or the one of its place.
fn page_type(reader: &mut Reader<'_>) -> Spanned<String> {
    let schema = reader.schema;
    let role = schema.folder_pages.role(reader.source);
    let of_its_place = match role {
        FolderRole::Index | FolderRole::Beside => "section",
        FolderRole::Page | FolderRole::Alone => "page",
    };
    if let Some(field) = reader.get("type")
        && let Some(name) = reader.text_of(field)
    {
        if name.value == "section" && role == FolderRole::Page && field.file == reader.source {
            let stem = reader.source.stem();
            let message = "only an index.md can have the type \"section\"";
            let help = format!("move this file to {stem}/index.md, or write:\ntype: page");
            reader.error(field, name.span, "type-section", message.to_owned(), help);
            return Spanned::new(of_its_place.to_owned(), name.span);
        }
        if schema.types.contains_key(&name.value) || name.value == of_its_place || name.value == "section" {
            return name;
        }
        let names = || schema.types.keys().map(String::as_str);
        let list: Vec<_> = names().collect();
        let near = diagnostic::nearest(&name.value, names());
        let help = near
            .map_or_else(|| format!("write one of: {}", list.join(", ")), |near| format!("did you mean \"{near}\"?"));
        let message = format!("this site has no page type \"{}\"", name.value);
        let fault = Diagnostic::error("type-unknown", field.file, name.span, message).with_help(help);
        reader.out.push(fault.suggesting(near));
    }
    Spanned::new(of_its_place.to_owned(), Span::default())
}

/// The names of the fields that pages of a type have.
pub fn known_fields<'s>(schema: &'s Schema, kind: &str) -> Vec<&'s str> {
    let of_type = schema.types.get(kind).into_iter().flat_map(|found| found.fields.iter());
    let of_type = of_type.map(|field| field.name.as_str());
    PAGE.names().chain(schema.taxonomies.iter().map(String::as_str)).chain(of_type).collect()
}

/// How a theme of one's own gets a field that a theme of the program has.
fn offered(name: &str) -> Option<String> {
    let field = offered_field(name)?;
    Some(format!(
        "the theme \"{}\" has this field; if yours is to have it too, write in its theme.yaml:\nfields:\n  {}",
        field.theme, field.declaration
    ))
}

/// Reports fields that nobody reads. A default of `site.yaml` may be meant for pages of another type. True when one of
/// them was meant to be the title.
fn report_unknown(reader: &mut Reader<'_>, kind: &str) -> bool {
    let mut is_title = false;
    let schema = reader.schema;
    let names = || known_fields(schema, kind).into_iter();
    let known: HashSet<&str> = names().collect();
    let elsewhere =
        |name: &str| schema.types.iter().find(|(_, found)| found.fields.iter().any(|field| field.name == name));
    let unknown: Vec<_> = reader.given.fields.iter().copied().filter(|field| !known.contains(field.name)).collect();
    for field in unknown {
        let other = elsewhere(field.name);
        if field.file != reader.source && other.is_some() {
            continue;
        }
        let lower = field.name.to_lowercase();
        let help = match (known.contains(&lower.as_str()), common::other_name(&lower), other) {
            (true, ..) => format!("did you mean \"{lower}\"?"),
            (_, Some(help), _) => help.to_owned(),
            (_, _, Some((name, _))) => {
                format!("pages of the type \"{name}\" have it; this page has the type \"{kind}\"")
            }
            _ => offered(field.name).or_else(|| diagnostic::did_you_mean(field.name, names())).unwrap_or_else(|| {
                format!("remove this line, or put it under \"extra\":\nextra:\n  {}: …", field.name)
            }),
        };
        let near = match known.contains(&lower.as_str()) {
            true => Some(lower.as_str()),
            false => {
                diagnostic::nearest(field.name, names()).filter(|near| help == format!("did you mean \"{near}\"?"))
            }
        };
        is_title |= near == Some("title");
        let message = format!("\"{}\" is not a known field", field.name);
        let fault = Diagnostic::error("field-unknown", field.file, field.key_span, message).with_help(help);
        reader.out.push(fault.suggesting(near));
    }
    is_title
}
