//! What the tags of a page make a browser ask for.

use super::reading::{Load, Reading};

/// What a tag makes a browser ask for, and what else it names.
pub fn of_tag<'a>(name: &str, get: &dyn Fn(&str) -> Option<&'a str>, reading: &mut Reading) {
    let some = |name: &str| get(name).map(str::trim).filter(|value| !value.is_empty());
    let mut load = |url: Option<&str>, what| {
        reading.loads.extend(url.map(|url| Load { url: url.to_owned(), what }));
    };
    match name {
        "script" => load(some("src"), "a script"),
        "img" | "source" => {
            load(some("src"), "a picture");
            for candidate in some("srcset").unwrap_or_default().split(',') {
                load(candidate.split_ascii_whitespace().next(), "a picture");
            }
        }
        "iframe" => load(some("src"), "a frame"),
        "embed" => load(some("src"), "a frame"),
        "object" => load(some("data"), "a frame"),
        "video" | "audio" | "track" => {
            load(some("src"), "a recording");
            load(some("poster"), "a picture");
        }
        "input" => load(some("src").or(some("formaction")), "a form"),
        "button" => load(some("formaction"), "a form"),
        "form" => load(some("action"), "a form"),
        "image" | "use" | "feimage" => {
            load(some("href").or(some("xlink:href")).filter(|url| !url.starts_with('#')), "a picture");
        }
        "link" => match kind_of_link(some("rel").unwrap_or_default()) {
            Some(what) => load(some("href"), what),
            None => reading.named.extend(some("href").map(str::to_owned)),
        },
        _ => {}
    }
    if let Some(style) = get("style") {
        of_styles(style, &mut reading.loads);
    }
}

/// What a piece of CSS in the page asks for.
pub fn of_styles(css: &str, loads: &mut Vec<Load>) {
    for (at, _) in css.match_indices("url(") {
        let inside = css[at + 4..].split(')').next().unwrap_or_default();
        let url = inside.trim().trim_matches(['"', '\'']).to_owned();
        loads.push(Load { url, what: "a style" });
    }
    for (at, _) in css.match_indices("@import") {
        let url = css[at + 7..].trim_start().strip_prefix(['"', '\'']);
        let url = url.and_then(|url| url.split(['"', '\'']).next());
        loads.extend(url.map(|url| Load { url: url.to_owned(), what: "a style" }));
    }
}

/// What a `link` makes a browser ask for; nothing when it only names something.
fn kind_of_link(rel: &str) -> Option<&'static str> {
    let rel = rel.to_ascii_lowercase();
    let is = |words: &[&str]| rel.split_ascii_whitespace().any(|it| words.contains(&it));
    if is(&["stylesheet"]) {
        return Some("a style sheet");
    }
    let asks = ["preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"];
    let shows = ["icon", "apple-touch-icon", "mask-icon", "manifest"];
    (is(&asks) || is(&shows)).then(|| if is(&shows) { "an icon" } else { "a file" })
}
