//! Where a link can lead: pages and files by their way from the page, headings behind a `#`.

use lsp_types::CompletionItemKind;
use serde_json::Value;

use super::item::{self, Completion, word};
use crate::cursor::TextPosition;
use crate::target::Symbol;
use crate::thing::{self, Occurrence};
use vertebra_base::link::Link as Address;
use vertebra_base::span::Span;
use vertebra_markdown::{LinkKind, WrittenLink};
use vertebra_media::image_file::is_picture_name;
use vertebra_schema::config::Lang;
use vertebra_site::{PageId, SitePage, relative};

/// What can stand between the round brackets that open before `start`.
pub fn targets(spot: &TextPosition, start: usize, picture: bool) -> Vec<Value> {
    let typed = spot.text.as_str().get(start..spot.offset).unwrap_or_default();
    let bare = typed.strip_prefix('<').unwrap_or(typed);
    let start = start + typed.len() - bare.len();
    let address = Address::parse(bare);
    if address.fragment.is_some() {
        let hash = address.path.len() + address.query.len();
        return anchors(spot, &bare[..hash], start + hash + 1);
    }
    let span = word(spot, start, |c| matches!(c, ')' | '>' | '#' | ' ' | '\t'));
    let rooted = bare.starts_with('/');
    let mut items = if picture { Vec::new() } else { pages(spot, rooted) };
    items.extend(files(spot, rooted, picture));
    item::all(spot, span, items)
}

/// Pages, each once: a link to a page leads to its version in the language of the page that has the link.
fn pages(spot: &TextPosition, rooted: bool) -> Vec<Completion> {
    let site = spot.desk.build.site();
    let lang = site.find(spot.path.as_str()).map_or(Lang::FIRST, |id| site.page(id).lang);
    let is_first_version = |id: PageId| {
        let page = site.page(id);
        page.lang.is_first() || site.versions_of(id).first().is_none_or(|first| first.is_none())
    };
    let meant = |id: PageId| {
        let version = site.versions_of(id).get(lang.index()).copied().flatten();
        site.page(version.unwrap_or(id))
    };
    let ids = site.ids().filter(|id| is_first_version(*id) && !site.is_not_found(*id));
    ids.map(|id| {
        let path = written(spot, site.page(id).page.source.as_str(), rooted);
        let shown = meant(id);
        let title = &shown.page.front.title.value;
        Completion {
            detail: Some(detail(shown)),
            about: shown.page.front.description.as_ref().map(|text| text.value.clone()),
            filter: Some(format!("{path} {title}")),
            rank: if shown.is_published() { 3 } else { 7 },
            ..Completion::word(path, CompletionItemKind::FILE)
        }
    })
    .collect()
}

fn detail(page: &SitePage) -> String {
    let title = &page.page.front.title.value;
    page.hidden.as_ref().map_or_else(|| title.clone(), |hidden| format!("{title} · {}", hidden.reason()))
}

fn files(spot: &TextPosition, rooted: bool, picture: bool) -> Vec<Completion> {
    let files = spot.desk.build.site().files.iter().filter(|file| !picture || is_picture_name(file.source.as_str()));
    files
        .map(|file| {
            let path = written(spot, file.source.as_str(), rooted);
            let kilobytes = file.content.size().div_ceil(1000);
            Completion {
                detail: Some(format!("{kilobytes} KB")),
                rank: if picture { 3 } else { 8 },
                ..Completion::word(path, CompletionItemKind::FILE)
            }
        })
        .collect()
}

fn written(spot: &TextPosition, source: &str, rooted: bool) -> String {
    encoded(&match rooted {
        true => source.strip_prefix("content").unwrap_or(source).to_owned(),
        false => relative(spot.path.folder(), source),
    })
}

/// A path as it is written in a link: what Markdown or addresses could mistake is encoded.
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' => text += "%20",
            '(' => text += "%28",
            ')' => text += "%29",
            '#' => text += "%23",
            '?' => text += "%3F",
            '%' => text += "%25",
            c => text.push(c),
        }
    }
    text
}

/// The headings and terms of the page that stands before the `#`.
fn anchors(spot: &TextPosition, path: &str, start: usize) -> Vec<Value> {
    let link = WrittenLink { target: path.to_owned(), kind: LinkKind::Link, span: Span::default() };
    let page = match path {
        "" => spot.desk.page(&spot.path),
        _ => match thing::means(spot, &Occurrence::Link(link)) {
            Some(Symbol::Page(path, _)) => spot.desk.page(&path),
            _ => None,
        },
    };
    let Some(page) = page else { return Vec::new() };
    let headings = page.headings.iter().map(|heading| {
        Completion::word(&heading.id, CompletionItemKind::REFERENCE).with_detail(Some(format!(
            "{} {}",
            "#".repeat(heading.level.into()),
            heading.title
        )))
    });
    let terms = page
        .terms
        .iter()
        .map(|term| Completion::word(&term.id, CompletionItemKind::REFERENCE).with_detail(Some(term.name.clone())));
    let mut items: Vec<Completion> = headings.chain(terms).collect();
    // Nobody links to the marks of footnotes.
    let of_notes = |id: &str| page.notes.iter().any(|note| note.id == id || note.marks.iter().any(|mark| mark == id));
    let others = page.anchors.iter().filter(|id| !of_notes(id) && !items.iter().any(|item| item.label == **id));
    let others = others.cloned();
    let others: Vec<Completion> = others.map(|id| Completion::word(id, CompletionItemKind::REFERENCE)).collect();
    items.extend(others);
    item::all(spot, word(spot, start, |c| matches!(c, ')' | '>' | ' ' | '\t')), items)
}
