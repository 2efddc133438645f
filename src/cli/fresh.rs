//! The text of a page that is begun: every field of its type, each explained, and no reviewer.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::failure::Failure;
use vertebra_base::diagnostic::nearest;
use vertebra_base::path::{SourcePath, UrlPath, unusable};
use vertebra_base::slug::slugify;
use vertebra_engine::{Now, Options};
use vertebra_schema::{ContentType, Field, FieldKind, Schema};

/// A page to be begun.
pub struct NewPageText<'a> {
    pub title: &'a str,
    /// The name of its type, and what the theme says of it.
    pub kind: (&'a str, &'a ContentType),
    /// What is known of its fields already, as it is typed behind the colon.
    pub values: &'a BTreeMap<String, String>,
    /// The text; a word on where to write, if there is none.
    pub body: &'a str,
}

/// The type of a name, or the names that there are.
pub fn find_type<'a>(name: &str, schema: &'a Schema) -> Result<&'a ContentType, Failure> {
    schema.types.get(name).ok_or_else(|| {
        let names: Vec<_> = schema.types.keys().map(String::as_str).collect();
        let near =
            nearest(name, names.iter().copied()).map(|near| format!("did you mean {near}?\n")).unwrap_or_default();
        let help = format!("{near}the page types of this site's theme are: {}", names.join(", "));
        Failure::Usage { message: format!("there is no page type \"{name}\""), help }
    })
}

/// `guides` for a folder as it was typed: `content/guides/`, `/guides`.
pub fn folder_of(typed: &str) -> Result<String, Failure> {
    let folder = typed.trim().trim_matches('/');
    let folder =
        folder.strip_prefix("content").filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(folder);
    let folder = folder.trim_matches('/');
    if UrlPath::new(folder).is_err() {
        return Err(Failure::Usage {
            message: format!("\"{typed}\" is not a folder in content/"),
            help: "write the path of a folder in content/, such as: --in guides".to_owned(),
        });
    }
    Ok(folder.to_owned())
}

/// `content/guides/your-first-visit.md`, in a folder of the site if there is one of that name, in whatever letters: `site` knows.
pub fn path_of(site: &dyn Fn(&str) -> String, title: &str, kind: &str, folder: &str) -> Result<String, Failure> {
    let folder = folder_of(folder)?;
    if title.trim().is_empty() {
        return Err(Failure::Usage {
            message: "a page needs a title".to_owned(),
            help: format!("write it in quotation marks: vertebra new page {kind} \"Your first visit\""),
        });
    }
    let name = slugify(title);
    let slash = if folder.is_empty() { "" } else { "/" };
    // A section is a folder, and its page is the folder's index.
    let end = if kind == "section" { "/index.md" } else { ".md" };
    let path = site(&format!("content/{folder}{slash}{name}{end}"));
    match unusable(&SourcePath::new(&path)) {
        None => Ok(path),
        Some(why) => Err(Failure::Usage {
            message: format!("{path} is not a valid page name: {why}"),
            help: "choose another title or another folder".to_owned(),
        }),
    }
}

/// The type that `site.yaml` gives to the pages of a folder, if it does.
pub fn usual_type(schema: &Schema, folder: &str) -> Option<String> {
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{slash}a-new-page.md");
    let given = schema.defaults.iter().filter(|defaults| defaults.glob.is_match(&path));
    let mut kinds = given.filter_map(|defaults| defaults.fields.get("type")?.as_text());
    kinds.find(|kind| schema.types.contains_key(*kind)).map(str::to_owned)
}

/// The day that is today for the site.
pub fn today(options: &Options, schema: &Schema) -> Date {
    match options.now {
        Now::Day(day) => day,
        Now::System(instant) => instant.to_zoned(schema.time_zone.clone()).date(),
    }
}

/// The fields without which the page cannot be shown, and that nobody but its author can fill in.
pub fn to_fill_in(fresh: &NewPageText) -> String {
    let open = |field: &&Field| {
        field.required
            && field.default.is_none()
            && !fresh.values.contains_key(&field.name)
            && matches!(value_of(field).as_str(), "" | "\"\"" | "[]" | "{}")
    };
    let names: Vec<_> = fresh.kind.1.fields.iter().filter(open).map(|field| field.name.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("Fill in first: {}.\n", names.join(", ")) }
}

/// The whole file.
pub fn page(fresh: &NewPageText, schema: &Schema, today: Date) -> String {
    let title = quoted(fresh.title);
    let description = fresh.values.get("description").map_or("\"\"", String::as_str);
    let mut text = format!(
        "---
title: {title}
# One or two sentences, for lists of pages and for search engines.
description: {description}
type: {}
date: {today}
draft: true # To publish the page, delete this line.
",
        fresh.kind.0
    );
    if !schema.taxonomies.is_empty() {
        text.push_str("# Topics, separated by commas: [posture, stretching]\n");
    }
    schema.taxonomies.iter().for_each(|name| text.push_str(&format!("{name}: []\n")));
    // What every page can have is not the business of a new one, unless it needs it.
    let asked = fresh.kind.1.fields.iter().filter(|field| field.shared.is_none() || field.required);
    asked.for_each(|field| text.push_str(&line_of(field, fresh.values.get(&field.name))));
    text.push_str("---\n");
    text.push_str(match fresh.body {
        "" => "Write your text here. The title is shown above it; start further headings with ##.\n",
        body => body,
    });
    text
}

/// A field that must be filled in, or one that is only offered, behind a `#`.
fn line_of(field: &Field, known: Option<&String>) -> String {
    let mut about: Vec<String> = field.help.iter().map(|help| help.trim().replace('\n', " ")).collect();
    if let FieldKind::Choice(names) = &field.kind {
        about.push(format!("One of: {}.", names.join(", ")));
    }
    if field.stated {
        about.push("If it is not known, write: unknown. If there is none, write: none.".to_owned());
    }
    about.push(if field.required { "Required." } else { "Optional: to use it, remove the #." }.to_owned());
    let offered = if field.required || known.is_some() { "" } else { "# " };
    let value = known.cloned().unwrap_or_else(|| value_of(field));
    let space = if value.starts_with('\n') { "" } else { " " };
    let line = format!("{offered}{}:{space}{value}", field.name);
    format!("# {}\n{}\n", about.join(" "), line.trim_end())
}

/// What a field starts with: nothing that reads like a fact, since nobody has looked at it yet.
fn value_of(field: &Field) -> String {
    if let Some(default) = field.default.as_ref().and_then(|node| node.as_text()) {
        return match field.kind {
            FieldKind::Integer | FieldKind::Boolean | FieldKind::Date => default.to_owned(),
            _ => quoted(default),
        };
    }
    match &field.kind {
        _ if field.stated => "unknown",
        FieldKind::Choice(names) if names.iter().any(|name| name == "unknown") => "unknown",
        FieldKind::Text | FieldKind::Page | FieldKind::Color | FieldKind::Phone | FieldKind::Any => "\"\"",
        FieldKind::List | FieldKind::Pages => "[]",
        FieldKind::Hours | FieldKind::Map => "{}",
        FieldKind::Choice(_) | FieldKind::Integer | FieldKind::Boolean | FieldKind::Date => "",
    }
    .to_owned()
}

/// In straight quotes, so that no character in it has a meaning of its own.
pub fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
#[path = "fresh_tests.rs"]
mod tests;
