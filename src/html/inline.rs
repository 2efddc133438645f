//! Code that stands in a page itself: scripts, styles and attributes that run. Judges nothing.
//!
//! Sources: HTML Standard, 4.12.1.1 (which scripts browsers run) and 8.1.8.1 (attributes that run); W3C, Content Security
//! Policy Level 3, section 4.2.

use super::facts::{InlineCode, InlineKind, PageFacts, TagAddress, TagRange};
use html5ever::tokenizer::Tag;

/// Notes what a start tag holds of code, and what the page is said to forbid.
pub fn of_tag(tag: &Tag, place: &TagRange, facts: &mut PageFacts) {
    let get = |name: &str| tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| it.value.trim());
    let name = &*tag.name;
    for attribute in &tag.attrs {
        let (key, value) = (&*attribute.name.local, attribute.value.trim());
        let kind = match key {
            _ if value.is_empty() => continue,
            "style" => InlineKind::Style,
            "href" if name == "base" => InlineKind::Base,
            _ if is_handler(key) => InlineKind::Handler(key.to_owned()),
            _ => continue,
        };
        facts.inline.push(InlineCode { kind, text: attribute.value.to_string(), place: place.clone() });
    }
    let is_policy = |it: &str| it.eq_ignore_ascii_case("content-security-policy");
    if name == "meta" && get("http-equiv").is_some_and(is_policy) {
        let url = get("content").unwrap_or_default().to_owned();
        facts.policies.push(TagAddress { url, place: place.clone() });
    }
}

/// The kind of code that an element holds; none for elements without, and for data that stand in a `script`.
pub fn holds(tag: &Tag) -> Option<InlineKind> {
    let get = |name: &str| tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| it.value.trim());
    match &*tag.name {
        "style" => Some(InlineKind::StyleSheet),
        "script" if get("src").is_none() => {
            let kind = get("type").unwrap_or_default().to_ascii_lowercase();
            let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
            let runs = matches!(&*kind, "" | "module" | "importmap" | "speculationrules")
                || kind.ends_with("/javascript")
                || kind.ends_with("/ecmascript")
                || kind.ends_with("/x-javascript")
                || kind.ends_with("/jscript");
            runs.then_some(InlineKind::Script)
        }
        _ => None,
    }
}

fn is_handler(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|rest| rest.len() > 2 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}
