//! `vertebra new page`: a file whose front matter has every field of its type, each explained.

use jiff::civil::Date;

use super::arguments::{NewPageArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use super::work::{self, Clock};
use crate::build::{Now, Options};
use crate::diagnostic::nearest;
use crate::disk::create::create_file;
use crate::path::UrlPath;
use crate::schema::{ContentType, Field, FieldKind, Schema};
use crate::slug::slugify;

/// Writes the file of a new page.
pub fn run(site: &SiteArguments, asked: &NewPageArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = work::plain_options(&asked.day);
    let build = work::open(site, &options, &mut Clock::start())?;
    let schema = build.schema();
    let Some(kind) = schema.types.get(&asked.kind) else { return Err(unknown_type(&asked.kind, schema)) };

    let path = path_of(asked)?;
    let text = page(asked, kind, schema, today(&options, schema));
    create_file(&site.root.join(&path), &text)?;
    if !terminal.quiet {
        terminal.result(&format!(
            "{path} is ready to be written. It is a draft until you remove the line draft: true.\n{}To see it, run: vertebra build --drafts\n",
            to_fill_in(kind)
        ));
    }
    Ok(Exit::Fine)
}

fn unknown_type(kind: &str, schema: &Schema) -> Failure {
    let names: Vec<_> = schema.types.keys().map(String::as_str).collect();
    let near = nearest(kind, names.iter().copied()).map(|near| format!("did you mean {near}?\n")).unwrap_or_default();
    let help = format!("{near}this site's theme knows: {}", names.join(", "));
    Failure::Asked { message: format!("there is no type of page called \"{kind}\""), help }
}

/// `content/guides/your-first-visit.md`.
fn path_of(asked: &NewPageArguments) -> Result<String, Failure> {
    let folder = asked.folder.trim_matches('/');
    let folder =
        folder.strip_prefix("content").filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(folder);
    let folder = folder.trim_matches('/');
    if UrlPath::new(folder).is_err() {
        return Err(Failure::Asked {
            message: format!("\"{}\" is not a folder inside content", asked.folder),
            help: "write the folder as it stands inside content, such as: --in guides".to_owned(),
        });
    }
    if asked.title.trim().is_empty() {
        return Err(Failure::Asked {
            message: "a page needs a title".to_owned(),
            help: format!("write it in quotation marks: vertebra new page {} \"Your first visit\"", asked.kind),
        });
    }
    let name = slugify(&asked.title);
    let slash = if folder.is_empty() { "" } else { "/" };
    // A section is a folder, and its page is the folder's index.
    let end = if asked.kind == "section" { "/index.md" } else { ".md" };
    Ok(format!("content/{folder}{slash}{name}{end}"))
}

fn today(options: &Options, schema: &Schema) -> Date {
    match options.now {
        Now::Day(day) => day,
        Now::System(instant) => instant.to_zoned(schema.time_zone.clone()).date(),
    }
}

/// The fields without which the page cannot be shown, and that nobody but its author can fill in.
fn to_fill_in(kind: &ContentType) -> String {
    let open = |field: &&Field| {
        field.required && field.default.is_none() && matches!(value_of(field).as_str(), "" | "\"\"" | "[]" | "{}")
    };
    let names: Vec<_> = kind.fields.iter().filter(open).map(|field| field.name.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("Fill in first: {}.\n", names.join(", ")) }
}

fn page(asked: &NewPageArguments, kind: &ContentType, schema: &Schema, today: Date) -> String {
    let title = quoted(&asked.title);
    let mut text = format!(
        "---
title: {title}
# One or two sentences, for lists of pages and for search engines.
description: \"\"
type: {}
date: {today}
# The page is published when this line is gone.
draft: true
",
        asked.kind
    );
    if !schema.taxonomies.is_empty() {
        text.push_str("# Subjects, with commas between them: [posture, stretching]\n");
    }
    schema.taxonomies.iter().for_each(|name| text.push_str(&format!("{name}: []\n")));
    kind.fields.iter().for_each(|field| text.push_str(&line_of(field)));
    text.push_str("---\nWrite your text here. The title is printed above it; start further headings with ##.\n");
    text
}

/// A field that must be filled in, or one that is only offered, behind a `#`.
fn line_of(field: &Field) -> String {
    let mut about: Vec<String> = field.help.iter().map(|help| help.trim().replace('\n', " ")).collect();
    if let FieldKind::Choice(names) = &field.kind {
        about.push(format!("One of: {}.", names.join(", ")));
    }
    if field.stated {
        about.push("Write unknown if nobody knows, none if there is none.".to_owned());
    }
    about.push(if field.required { "Required." } else { "Optional: remove the # to use it." }.to_owned());
    let offered = if field.required { "" } else { "# " };
    let line = format!("{offered}{}: {}", field.name, value_of(field));
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
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
#[path = "new_page_tests.rs"]
mod tests;
