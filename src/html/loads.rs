//! What the tags of a page make a browser ask for, found. Judges no address and asks for none.

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
            load(some("src"), LoadKind::Picture);
            candidates(get("srcset").unwrap_or_default()).for_each(|it| load(Some(it.url), LoadKind::Picture));
        }
        "iframe" => load(some("src"), LoadKind::Frame),
        "embed" => load(some("src"), LoadKind::Frame),
        "object" => load(some("data"), LoadKind::Frame),
        "video" | "audio" | "track" => {
            load(some("src"), LoadKind::Recording);
            load(some("poster"), LoadKind::Picture);
        }
        "input" => load(some("src").or(some("formaction")), LoadKind::Form),
        "button" => load(some("formaction"), LoadKind::Form),
        "form" => load(some("action"), LoadKind::Form),
        "image" | "use" | "feimage" => {
            load(some("href").or(some("xlink:href")).filter(|url| !url.starts_with('#')), LoadKind::Picture);
        }
        "link" => match kind_of_link(some("rel").unwrap_or_default()) {
            Some(kind) => {
                load(some("href"), kind);
                candidates(get("imagesrcset").unwrap_or_default()).for_each(|it| load(Some(it.url), kind));
            }
            None => named.extend(some("href").map(|url| TagAddress { url: url.to_owned(), place: place.clone() })),
        },
        _ => {}
    }
    of_styles(get("style").unwrap_or_default()).into_iter().for_each(|url| load(Some(&url), LoadKind::Style));
}

/// The addresses that a piece of CSS in the page names.
pub fn of_styles(css: &str) -> Vec<String> {
    let mut urls = Vec::new();
    for (at, _) in css.match_indices("url(") {
        let inside = css[at + 4..].split(')').next().unwrap_or_default();
        urls.push(inside.trim().trim_matches(['"', '\'']).to_owned());
    }
    for (at, _) in css.match_indices("@import") {
        let url = css[at + 7..].trim_start().strip_prefix(['"', '\'']);
        urls.extend(url.and_then(|url| url.split(['"', '\'']).next()).map(str::to_owned));
    }
    urls
}

/// What a `link` makes a browser ask for; nothing when it only names something.
fn kind_of_link(rel: &str) -> Option<LoadKind> {
    let rel = rel.to_ascii_lowercase();
    let is = |words: &[&str]| rel.split_ascii_whitespace().any(|it| words.contains(&it));
    if is(&["stylesheet"]) {
        return Some(LoadKind::StyleSheet);
    }
    let asks = ["preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"];
    let shows = ["icon", "apple-touch-icon", "mask-icon", "manifest"];
    (is(&asks) || is(&shows)).then(|| if is(&shows) { LoadKind::Icon } else { LoadKind::File })
}
