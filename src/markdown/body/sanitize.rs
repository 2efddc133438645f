//! What HTML an editor may write, and the last pass that makes sure of it.
//!
//! `raw` leaves out what is not on these lists and reports it. A page that holds raw HTML then goes through ammonia
//! as a whole, which parses it as browsers do: unclosed tags cannot swallow what follows, and no trick of nesting gets
//! past the lists. Holes travel through it as characters that no text can hold.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::writer::Writer;
use crate::page::{Body, Deferred, Filling};

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "map",
    "mark",
    "menu",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "search",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Attributes of every element; those that begin with `aria-` belong to them.
const ATTRIBUTES: &[&str] = &[
    "class",
    "dir",
    "hidden",
    "id",
    "itemid",
    "itemprop",
    "itemref",
    "itemscope",
    "itemtype",
    "lang",
    "role",
    "tabindex",
    "title",
    "translate",
];

const ATTRIBUTES_OF: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "name", "rel", "type", "download"]),
    ("area", &["alt", "coords", "href", "shape"]),
    ("audio", &["controls", "loop", "muted", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["name", "open"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "usemap", "width"]),
    ("input", &["checked", "disabled", "type"]),
    ("ins", &["cite", "datetime"]),
    ("label", &["for"]),
    ("li", &["value"]),
    ("map", &["name"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("source", &["height", "media", "src", "type", "width"]),
    ("td", &["colspan", "data-label", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["default", "kind", "label", "src", "srclang"]),
    ("ul", &["type"]),
    ("video", &["controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"]),
];

/// Elements that are never closed. Source: HTML Standard, "Void elements"; and those that browsers still read so.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

/// A hole inside the text that ammonia reads: these around its number. Neither may occur in a text (Unicode 23.7).
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// True when editors may use the element.
pub fn allows_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok()
}

/// True when editors may use the attribute on the element.
pub fn allows_attribute(element: &str, name: &str) -> bool {
    ATTRIBUTES.binary_search(&name).is_ok()
        || name.starts_with("aria-")
        || ATTRIBUTES_OF.iter().any(|(of, names)| *of == element && names.contains(&name))
}

/// True for elements that have no end tag.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(cleaner);

/// As `CLEANER`, for HTML whose tags say where they come from. What an editor writes of that kind is gone by then.
static MARKED_CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = cleaner();
    builder.add_generic_attributes(["data-source"]);
    builder
});

fn cleaner() -> ammonia::Builder<'static> {
    let attributes: HashMap<_, HashSet<_>> =
        ATTRIBUTES_OF.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect();
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .generic_attribute_prefixes(["aria-"].into_iter().collect())
        .tag_attributes(attributes)
        .tag_attribute_values(
            [("input", [("type", ["checkbox"].into_iter().collect())].into_iter().collect())].into_iter().collect(),
        )
        .url_schemes(["http", "https", "mailto", "tel", "sms", "geo"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
}

/// Makes HTML safe; its holes stay where they are.
pub fn clean(mut html: Writer) -> Body {
    let cleaner = if html.marks.is_empty() { &CLEANER } else { &MARKED_CLEANER };
    html.write_marks();
    let marked = mark_holes(&html);
    let safe = cleaner.clean(&marked).to_string();
    restore_holes(&safe, html.holes)
}

fn mark_holes(html: &Writer) -> String {
    let mut out = String::with_capacity(html.len() + html.holes.len() * 10);
    let mut done = 0;
    for (number, hole) in html.holes.iter().enumerate() {
        push_unmarked(&mut out, &html.html[done..hole.at]);
        out.push(OPEN);
        out.push_str(&number.to_string());
        out.push(CLOSE);
        done = hole.at;
    }
    push_unmarked(&mut out, &html.html[done..]);
    out
}

/// Adds HTML without characters that would be taken for a hole. Spelled as entities (`&#xfdd0;`) they are caught by
/// `raw`, which resolves the entities of what editors write.
fn push_unmarked(out: &mut String, html: &str) {
    if html.contains([OPEN, CLOSE]) {
        out.push_str(&html.replace([OPEN, CLOSE], "\u{fffd}"));
    } else {
        out.push_str(html);
    }
}

fn restore_holes(html: &str, holes: Vec<Deferred>) -> Body {
    let mut fillings: Vec<Option<Filling>> = holes.into_iter().map(|hole| Some(hole.filling)).collect();
    let mut body = Body { html: String::with_capacity(html.len()), holes: Vec::new() };
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(OPEN) {
        body.html.push_str(before);
        let Some((number, after)) = after.split_once(CLOSE) else { break };
        rest = after;
        let slot = number.parse::<usize>().ok().and_then(|number| fillings.get_mut(number));
        let filling = match slot {
            // Browsers double a link that is closed too late, and its address with it.
            Some(Some(Filling::Address(link))) => Some(Filling::Address(*link)),
            Some(slot) => slot.take(),
            None => None,
        };
        body.holes.extend(filling.map(|filling| Deferred { at: body.html.len(), filling }));
    }
    body.html.push_str(rest);
    body
}

/// False for elements that have no end tag or end when the next one begins.
pub fn nests(name: &str) -> bool {
    !is_void(name) && !matches!(name, "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        assert!(ELEMENTS.is_sorted() && ATTRIBUTES.is_sorted(), "they are searched by halves");
    }

    #[test]
    fn holes_survive_cleaning() {
        let mut html = Writer::default();
        html.push("<div><a href=\"");
        html.hole(Filling::Address(7));
        html.push("\">x\u{fdd0}0\u{fdd1}</a><script>");
        html.hole(Filling::Address(8));
        html.push("</script><iframe></iframe> <b onclick=\"x\">b");
        let body = clean(html);
        assert_eq!(body.html, "<div><a href=\"\">x\u{fffd}0\u{fffd}</a> <b>b</b></div>");
        assert_eq!(body.holes, [Deferred { at: 14, filling: Filling::Address(7) }]);
    }
}
