//! What the tags of a page make a browser ask for, found. Judges no address and asks for none.

use std::borrow::Cow;

use super::facts::{Load, LoadKind, PageFacts, TagAddress, TagRange};
use super::srcset::candidates;

/// What a tag makes a browser ask for, and what else it names.
pub fn of_tag<'a>(name: &str, get: &dyn Fn(&str) -> Option<&'a str>, place: &TagRange, facts: &mut PageFacts) {
    let some = |name: &str| get(name).map(str::trim).filter(|value| !value.is_empty());
    let PageFacts { loads, named, .. } = facts;
    let mut load = |url: Option<&str>, kind| {
        loads.extend(url.map(|url| Load { url: url.to_owned(), kind, place: place.clone() }));
    };
    match name {
        "script" => load(some("src"), LoadKind::Script),
        "img" | "source" => {
            // Pictures name their sources in srcset, recordings in src.
            load(some("src"), if name == "img" { LoadKind::Picture } else { LoadKind::Recording });
            candidates(get("srcset").unwrap_or_default()).for_each(|it| load(Some(it.url), LoadKind::Picture));
        }
        "iframe" | "frame" => load(some("src"), LoadKind::Frame),
        "embed" => load(some("src"), LoadKind::Object),
        "object" => load(some("data"), LoadKind::Object),
        "a" | "area" => {
            some("ping").unwrap_or_default().split_ascii_whitespace().for_each(|url| load(Some(url), LoadKind::Data))
        }
        "video" | "audio" | "track" => {
            load(some("src"), LoadKind::Recording);
            load(some("poster"), LoadKind::Picture);
        }
        "input" => {
            load(some("src"), LoadKind::Picture);
            load(some("formaction"), LoadKind::Form);
        }
        "button" => load(some("formaction"), LoadKind::Form),
        "form" => load(some("action"), LoadKind::Form),
        "image" | "use" | "feimage" => {
            load(some("href").or(some("xlink:href")).filter(|url| !url.starts_with('#')), LoadKind::Picture);
        }
        "link" => match kind_of_link(some("rel").unwrap_or_default(), some("as").unwrap_or_default()) {
            Some(kind) => {
                load(some("href"), kind);
                candidates(get("imagesrcset").unwrap_or_default()).for_each(|it| load(Some(it.url), kind));
            }
            None => named.extend(some("href").map(|url| TagAddress { url: url.to_owned(), place: place.clone() })),
        },
        _ => {}
    }
    load(some("background"), LoadKind::Picture);
    of_styles(get("style").unwrap_or_default()).into_iter().for_each(|(url, kind)| load(Some(&url), kind));
}

/// The addresses that a piece of CSS names, and what each is for.
pub fn of_styles(css: &str) -> Vec<(String, LoadKind)> {
    let css = &*without_comments(css);
    let mut urls = Vec::new();
    for (at, _) in css.match_indices("url(") {
        let inside = css[at + 4..].trim_start();
        // An address in quotes may hold brackets: most drawings do.
        let url = match inside.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
            Some(quote) => inside[1..].split(quote).next(),
            None => inside.split(')').next(),
        };
        let before = &css[..at];
        let kind = if before.trim_end().to_ascii_lowercase().ends_with("@import") {
            LoadKind::StyleImport
        } else if is_in_font_face(before) {
            LoadKind::Font
        } else {
            LoadKind::Style
        };
        urls.push((url.unwrap_or_default().trim().to_owned(), kind));
    }
    for (at, _) in css.match_indices("@import") {
        let url = css[at + 7..].trim_start().strip_prefix(['"', '\'']);
        urls.extend(
            url.and_then(|url| url.split(['"', '\'']).next()).map(|url| (url.to_owned(), LoadKind::StyleImport)),
        );
    }
    urls
}

/// CSS with nothing in the place of its comments.
fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let mut parts = css.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| kept.push_str(part.split_once("*/").map_or("", |(_, rest)| rest)));
    Cow::Owned(kept)
}

/// Whether what follows stands in the block of a font.
fn is_in_font_face(before: &str) -> bool {
    let open = before.rfind('{').filter(|open| before.rfind('}').is_none_or(|close| close < *open));
    open.is_some_and(|open| before[..open].trim_end().to_ascii_lowercase().ends_with("@font-face"))
}

/// What a `link` makes a browser ask for; nothing when it only names something. Source: HTML Standard, 4.6.7.
fn kind_of_link(rel: &str, what: &str) -> Option<LoadKind> {
    let rel = rel.to_ascii_lowercase();
    let is = |words: &[&str]| rel.split_ascii_whitespace().any(|it| words.contains(&it));
    if is(&["stylesheet"]) {
        return Some(LoadKind::StyleSheet);
    }
    if is(&["manifest"]) {
        return Some(LoadKind::Manifest);
    }
    if is(&["icon", "apple-touch-icon", "mask-icon"]) {
        return Some(LoadKind::Icon);
    }
    if is(&["modulepreload"]) {
        return Some(LoadKind::Script);
    }
    if is(&["preload"]) {
        return Some(match what.to_ascii_lowercase().as_str() {
            "script" | "worker" => LoadKind::Script,
            "style" => LoadKind::StyleSheet,
            "font" => LoadKind::Font,
            "image" => LoadKind::Picture,
            "audio" | "video" | "track" => LoadKind::Recording,
            "fetch" => LoadKind::Data,
            _ => LoadKind::File,
        });
    }
    is(&["prefetch", "prerender", "preconnect", "dns-prefetch"]).then_some(LoadKind::File)
}
