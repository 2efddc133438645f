//! Files and folders that get another place: every link to them follows, so do their own links, and pages keep their old
//! addresses as aliases.
//!
//! Only paths are exchanged that name a file or a folder as it stands on disk; links that are written as addresses are left
//! alone, since the old address still leads there.

use serde_json::Value;

use super::alias::alias;
use super::client::Client;
use super::desk::Desk;
use super::faults::Fault;
use super::rename::{Changes, shown};
use super::{remedies, uri};
use crate::config::FILE;
use crate::document::{Link, LinkKind, Page};
use crate::path::{SourcePath, join};
use crate::site::relative;
use crate::span::Span;
use crate::yaml::{Kind, Node};

/// Where files and folders go.
struct Moves(Vec<(String, String)>);

impl Moves {
    /// The new path of a file or folder; none where it stays.
    fn new_path(&self, path: &str) -> Option<String> {
        self.0.iter().find_map(|(old, new)| {
            let rest = path.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
        })
    }
}

/// The answer to `workspace/willRenameFiles`: what has to be changed in texts, before the files are moved.
pub fn will_move(desk: &Desk, client: &Client, params: &Value) -> Result<Value, Fault> {
    let files = params.get("files").and_then(Value::as_array).ok_or_else(Fault::parameters)?;
    let path = |file: &Value, name: &str| {
        let path = uri::to_path(file.get(name)?.as_str()?)?;
        desk.inside(&path).map(|path| path.as_str().trim_end_matches('/').to_owned())
    };
    let both = files.iter().filter_map(|file| Some((path(file, "oldUri")?, path(file, "newUri")?)));
    let moves = Moves(both.filter(|(old, new)| old != new).collect());
    let mut changes = Changes::new();
    for page in desk.build.pages() {
        let Some(text) = desk.text(&page.source) else { continue };
        let page = desk.page(&page.source).unwrap_or_else(|| page.clone());
        let edits = of_page(desk, &page, text.as_str(), &moves);
        if !edits.is_empty() {
            changes.insert(page.source.clone(), edits);
        }
    }
    let settings = SourcePath::new(FILE);
    let text = desk.text(&settings).unwrap_or_default();
    let mut edits = Vec::new();
    in_config(&crate::yaml::parse(text.as_str(), 0, &settings).0, text.as_str(), &moves, &mut edits);
    if !edits.is_empty() {
        changes.insert(settings, edits);
    }
    if changes.is_empty() {
        return Ok(Value::Null);
    }
    Ok(remedies::edits(desk, client, &shown(desk, client, changes)))
}

fn of_page(desk: &Desk, page: &Page, text: &str, moves: &Moves) -> Vec<(Span, String)> {
    let old = page.source.as_str();
    let new = moves.new_path(old);
    let folder = SourcePath::new(new.as_deref().unwrap_or(old));
    let links = page.links.iter().filter(|link| link.kind != LinkKind::Term && !link.address().is_elsewhere());
    let links = links.filter_map(|link| of_link(desk, page, link, text, (moves, folder.folder())));
    let front = &page.front;
    let image = front.image.iter().filter_map(|image| {
        let there = join(page.source.folder(), &image.value)?;
        let path = relative(folder.folder(), &moves.new_path(&there).unwrap_or(there));
        (path != image.value && written(text, image.span, &image.value)).then_some((image.span, path))
    });
    let source = front.translated.as_ref().and_then(|it| it.of.as_ref()).and_then(|of| {
        let new = moves.new_path(&format!("content/{}", of.value))?;
        Some((of.span, new.strip_prefix("content/")?.to_owned()))
    });
    let kept = new.as_deref().and_then(|new| alias(desk, page, text, new));
    links.chain(image).chain(source).chain(kept).collect()
}

/// Whether a text stands at a span as it is, so that it can be exchanged for another.
fn written(text: &str, span: Span, value: &str) -> bool {
    text.get(span.range()) == Some(value)
}

fn of_link(
    desk: &Desk,
    page: &Page,
    link: &Link,
    text: &str,
    (moves, folder): (&Moves, &str),
) -> Option<(Span, String)> {
    let path = link.address().path;
    let span = Span::new(link.span.start as usize, link.span.start as usize + path.len());
    if path.is_empty() || !written(text, span, path) {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let there = match decoded.strip_prefix('/') {
        Some(inside) => format!("content/{inside}"),
        None => join(page.source.folder(), &decoded)?,
    };
    let target = SourcePath::new(&there);
    let is_folder = || desk.build.site().sections.iter().any(|section| section.folder == there);
    if desk.build.page(&target).is_none() && desk.build.snapshot().get(&target).is_none() && !is_folder() {
        return None;
    }
    let moved = moves.new_path(&there).unwrap_or(there);
    let slash = if path.ends_with('/') && path != "/" { "/" } else { "" };
    let new = match decoded.starts_with('/') {
        true => moved.strip_prefix("content")?.to_owned(),
        false => relative(folder, &moved),
    };
    let new = crate::lsp::complete::encoded(&format!("{new}{slash}"));
    // A link that leads where it led, in other words, is left as it is.
    let same = join(folder, &decoded).as_deref() == Some(moved.as_str()) && !decoded.starts_with('/');
    (!same && new != path).then_some((span, new))
}

/// Texts of `site.yaml` that name a page or folder which moves.
fn in_config(node: &Node, text: &str, moves: &Moves, found: &mut Vec<(Span, String)>) {
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| in_config(item, text, moves, found)),
        Kind::Map(entries) => entries.iter().for_each(|entry| in_config(&entry.value, text, moves, found)),
        _ => {
            let value = node.as_text().unwrap_or_default();
            let names = value.ends_with(".md") || value.contains('/') && !value.contains(' ');
            let new = moves.new_path(&format!("content/{}", value.trim_start_matches('/'))).filter(|_| names);
            let new = new.as_deref().and_then(|new| new.strip_prefix("content"));
            if let Some(new) = new {
                let new = if value.starts_with('/') { new } else { new.trim_start_matches('/') };
                let bare = text.get(node.span.range()) == Some(value);
                found.push((node.span, if bare { new.to_owned() } else { format!("\"{new}\"") }));
            }
        }
    }
}
