//! The old address of a page that moves: it becomes an alias, so that links from elsewhere still arrive.

use super::desk::Desk;
use crate::document::{self, Page};
use crate::path::SourcePath;
use crate::span::Span;
use crate::yaml;

/// The line that keeps the old address, if readers know it and the page gets another one. What the address will be is
/// known only where it follows from the path.
pub fn alias(desk: &Desk, page: &Page, text: &str, new: &str) -> Option<(Span, String)> {
    let site = desk.build.site();
    let place = site.page(site.find(page.source.as_str())?);
    if !place.is_published() {
        return None;
    }
    let (old, new) = (tail(place.base().as_str(), page)?, tail(&without_mark(new, place.base(), &page.source), page)?);
    let url = place.url.as_str();
    if old == new || !url.ends_with(&old) || page.front.aliases.iter().any(|alias| alias.value == url) {
        return None;
    }
    written(page, text, url)
}

/// The end of an address that follows from a path and the slug of the page.
fn tail(path: &str, page: &Page) -> Option<String> {
    let inside = path.strip_prefix("content/")?;
    let (folder, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    let name = name.strip_suffix(".md")?;
    let folder = if folder.is_empty() { String::new() } else { format!("/{folder}") };
    Some(match (name, &page.front.slug) {
        ("index", None) => format!("{folder}/"),
        (_, Some(slug)) => format!("{folder}/{}/", slug.value),
        (name, None) => format!("{folder}/{name}/"),
    })
}

/// A new path without the mark of the language that the old one has: `page.es.md` is `page.md`.
fn without_mark(new: &str, base: &SourcePath, source: &SourcePath) -> String {
    let mark = source.stem().strip_prefix(base.stem()).filter(|mark| mark.starts_with('.')).unwrap_or_default();
    new.replace(&format!("{mark}.md"), ".md")
}

fn written(page: &Page, text: &str, url: &str) -> Option<(Span, String)> {
    let (fields, _) = document::parts(text);
    let fields = fields?;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (node, _) = yaml::parse(text.get(fields.clone())?, fields.start, &page.source);
    let known = node.as_map()?.iter().find(|entry| entry.key == "aliases");
    let Some(known) = known else {
        return Some((Span::at(fields.end), format!("aliases: [{url}]{newline}")));
    };
    let last = known.value.as_list()?.last()?.span;
    let after = text.get(last.end as usize..)?.trim_start_matches(['"', '\'']);
    let end = text.len() - after.len();
    if after.trim_start().starts_with([']', ',']) {
        return Some((Span::at(end), format!(", {url}")));
    }
    let line = text.get(..last.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..last.start as usize)?;
    let dash = before.trim_end_matches(['"', '\'']);
    Some((Span::at(end), format!("{newline}{dash}{url}")))
}
