//! The fields that every page can have.

use std::collections::HashSet;

use crate::page::FrontMatter;
use vertebra_base::datetime::Moment;
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::link::{AddressKind, Link, is_reserved};
use vertebra_base::path::UrlPath;
use vertebra_base::slug::slugify;
use vertebra_base::span::Spanned;
use vertebra_schema::schema_org::VOCABULARY;
use vertebra_yaml::MapEntry;

use super::reader::Reader;
use super::{review, translated};

/// What other site generators call our fields.
pub(super) fn other_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "published" | "publishdate" | "pubdate" | "created" => "the publication date is called \"date\"",
        "lastmod" | "modified" | "last_modified" | "last_updated" | "lastupdated" => {
            "the date of the last change is called \"updated\""
        }
        "last_reviewed" | "reviewed_by" | "next_review" | "reviewer" => {
            "write it on one line: reviewed: {by: name, on: 2026-11-20, every: 12 months}"
        }
        "layout" | "template" | "kind" => "the page type is called \"type\"",
        "permalink" | "path" => "the whole address is called \"url\", its last part \"slug\"",
        "redirect_from" | "redirects" | "alias" => "old addresses are called \"aliases\"",
        "summary" | "excerpt" | "abstract" => "the summary of the page is called \"description\"",
        "tags" | "categories" | "keywords" => "declare it in site.yaml under \"taxonomies\", or remove this line",
        "expiry" | "expirydate" | "expiry_date" => "the date after which the page expires is called \"expires\"",
        "order" | "position" | "nav_order" => "the order of pages is called \"weight\"",
        _ => return None,
    })
}

pub(super) fn read(reader: &mut Reader<'_>) -> FrontMatter {
    let schema = reader.schema;
    let front = FrontMatter {
        title: reader.text("title").unwrap_or_default(),
        description: reader.text("description"),
        slug: slug(reader, "slug", "slug-invalid"),
        url: reader.text("url"),
        date: reader.date("date"),
        updated: reader.date("updated"),
        publish_at: reader.date("publish_at"),
        expires: reader.date("expires"),
        expires_to: reader.text("expires_to"),
        draft: reader.boolean("draft").unwrap_or(false),
        kind: Spanned::default(),
        weight: reader.get("weight").and_then(|field| field.integer(reader.out)),
        aliases: aliases(reader),
        terms: schema.taxonomies.iter().map(|name| (name.clone(), terms(reader, name))).collect(),
        image: reader.text("image"),
        image_alt: reader.text("image_alt").map(|text| text.value),
        toc: reader.boolean("toc"),
        menus: reader.list("menu"),
        noindex: reader.boolean("noindex").unwrap_or(false),
        author: reader.text("author"),
        reviewed: review::reviewed(reader),
        series: reader.text("series"),
        paginate: reader.get("paginate").and_then(|field| field.count(reader.out)),
        key: slug(reader, "key", "key-invalid"),
        translated: translated::read(reader),
        structured: structured(reader),
        extra: extra(reader),
        ..FrontMatter::default()
    };
    check_order(reader, &front);
    front
}

/// The last part of an address, or a key, which is written in the same letters. One that cannot be is mended.
fn slug(reader: &mut Reader<'_>, name: &str, code: &'static str) -> Option<Spanned<String>> {
    let field = reader.get(name)?;
    let text = reader.text_of(field)?;
    let slug = text.value.as_str();
    let wrong = if slug.contains("..") || slug.starts_with('.') {
        "dots that point elsewhere"
    } else if slug.contains(['/', '\\']) {
        "slashes"
    } else if slug.contains(char::is_whitespace) {
        "spaces"
    } else if slug.chars().any(char::is_uppercase) {
        "capital letters"
    } else if !slug.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~')) {
        "characters that are not allowed in an address"
    } else {
        return Some(text);
    };
    let mended = slugify(slug);
    reader.error(field, text.span, code, format!("this \"{name}\" has {wrong}"), format!("{name}: {mended}"));
    Some(Spanned::new(mended, text.span))
}

/// Old addresses of the page, each beginning with a slash.
fn aliases(reader: &mut Reader<'_>) -> Vec<Spanned<String>> {
    let Some(field) = reader.get("aliases") else { return Vec::new() };
    let mut aliases = Vec::new();
    for alias in reader.list_of(field) {
        let link = Link::parse(&alias.value);
        match UrlPath::new(&alias.value) {
            Ok(url) if is_reserved(url.as_str()) => {
                let message = format!("{url} is in a folder that is never published");
                reader.error(field, alias.span, "alias-invalid", message, "remove this alias".to_owned());
            }
            Ok(url) if !link.is_elsewhere() => aliases.push(Spanned::new(url.as_str().to_owned(), alias.span)),
            _ => {
                let message = "this old address does not belong to this site".to_owned();
                let whole = link.host_and_path().filter(|(_, path)| link.kind == AddressKind::Web && !path.is_empty());
                let path = whole.map(|(_, path)| path.trim_start_matches('/'));
                let help = match path.map(UrlPath::new) {
                    Some(Ok(url)) => format!("leave out the host name:\naliases: [{url}]"),
                    _ => "write only what follows the host name:\naliases: [/old-page/]".to_owned(),
                };
                reader.error(field, alias.span, "alias-invalid", message, help);
            }
        }
    }
    aliases
}

/// The terms of one taxonomy, each once.
fn terms(reader: &mut Reader<'_>, taxonomy: &str) -> Vec<Spanned<String>> {
    let mut known = HashSet::new();
    let mut terms = reader.list(taxonomy);
    terms.retain(|term| known.insert(term.value.clone()));
    terms
}

/// `schema: MedicalWebPage`, `schema: [WebPage, Article]`, `schema: none`.
fn structured(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let field = reader.get("schema")?;
    let mut types = Vec::new();
    for name in reader.list_of(field).into_iter().filter(|name| name.value != "none") {
        if VOCABULARY.has(&name.value) {
            types.push(name.value);
            continue;
        }
        let message = format!("\"{}\" is not a known schema.org type", name.value);
        let help = diagnostic::did_you_mean(&name.value, VOCABULARY.kinds());
        let help = help.unwrap_or_else(|| "remove this line, or write a type such as Article".to_owned());
        reader.error(field, name.span, "schema-type", message, help);
    }
    Some(types)
}

fn extra(reader: &mut Reader<'_>) -> Vec<MapEntry> {
    let entries = reader.get("extra").and_then(|field| field.entries("extra:\n  name: text", reader.out));
    entries.unwrap_or_default().to_vec()
}

/// Days that contradict each other. What is in the future is not for us to say: there is no today here.
fn check_order(reader: &mut Reader<'_>, front: &FrontMatter) {
    let mut check =
        |name: &str, later: &Option<Spanned<Moment>>, earlier: &Option<Spanned<Moment>>, message: &str, help: &str| {
            let (Some(later), Some(earlier), Some(field)) = (later, earlier, reader.get(name)) else { return };
            if later.value.day() < earlier.value.day() {
                reader.out.push(Diagnostic::warning("date-order", field.file, later.span, message).with_help(help));
            }
        };
    let changed = "write the date of the last change, or remove this line";
    check(
        "updated",
        &front.updated,
        &front.date,
        "the date of the last change is before the publication date",
        changed,
    );
    let goes = "write a later date, or remove this line";
    let start = if front.publish_at.is_some() { &front.publish_at } else { &front.date };
    check("expires", &front.expires, start, "the page would expire before it is published", goes);
}
