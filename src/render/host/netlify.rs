//! Netlify: `_headers` and `_redirects`. Source: docs.netlify.com, "Custom headers", "Redirects and rewrites", "Redirect
//! options".
//!
//! A file wins over a redirect unless the rule is forced with `!`; an old page may still be there, so all are. Paths are
//! matched with and without a slash at their end, and queries go along by themselves.

use super::class::{ASSETS, CacheClass, DAILY, DAILY_BELOW};
use super::model::Model;
use super::pattern::AddressPattern;
use super::text::{HEAD, as_sent};

/// `_redirects`.
pub fn redirects(model: &Model) -> String {
    let mut text = format!("# {HEAD}\n");
    for moved in &model.moved {
        for from in written(&moved.from) {
            text += &format!("{from} {} {}!\n", moved.woven(""), moved.status);
        }
    }
    for gone in &model.gone {
        for from in written(gone) {
            text += &format!("{from} {}/404.html 410!\n", model.base);
        }
    }
    text
}

/// A path as it may be matched: encoded, as browsers send it; and in plain letters, where those can stand in a line. What
/// Netlify compares is not documented; a rule that never matches harms nobody.
fn written(path: &str) -> Vec<String> {
    if is_pattern(path) {
        return Vec::new();
    }
    let sent = as_sent(path);
    let plain = (sent != path && !path.contains(char::is_whitespace)).then(|| path.to_owned());
    std::iter::once(sent).chain(plain).collect()
}

/// Whether a path would be read as one that stands for many.
pub fn is_pattern(path: &str) -> bool {
    path.contains('*') || path.contains("/:") || path.contains(" #")
}

/// `_headers`, for all who read them in this form. Each header stands once for each address, since hosts put several of
/// one name together or take one of them. Pages have the host's own `Cache-Control`, which is the one they should have:
/// `public, max-age=0, must-revalidate`.
pub fn headers(model: &Model) -> String {
    let base = &model.base;
    let mut text = format!("# {HEAD}\n");
    let mut rule = |pattern: &str, headers: &mut dyn Iterator<Item = (&str, &str)>| {
        text += &format!("{pattern}\n");
        headers.for_each(|(name, value)| text += &format!("  {name}: {value}\n"));
    };
    let cache = |class: CacheClass| ("Cache-Control", class.value());
    rule(
        &format!("{}/*", as_sent(base)),
        &mut model.always.iter().map(|(name, value)| (name.as_str(), value.as_str())),
    );
    rule(&format!("{}{ASSETS}*", as_sent(base)), &mut std::iter::once(cache(CacheClass::Hashed)));
    for path in DAILY {
        rule(&format!("{}{path}", as_sent(base)), &mut std::iter::once(cache(CacheClass::Daily)));
    }
    for folder in DAILY_BELOW {
        rule(&format!("{}{folder}*", as_sent(base)), &mut std::iter::once(cache(CacheClass::Daily)));
    }
    for own in &model.own {
        let pattern = match &own.pattern {
            AddressPattern::Exact(path) => as_sent(path),
            AddressPattern::Below(start) => format!("{}*", as_sent(start)),
        };
        rule(&pattern, &mut own.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    }
    text
}
