//! Vercel: `vercel.json`. Source: vercel.com/docs, "Static configuration with vercel.json", "Configuration redirects".
//!
//! Without `trailingSlash` an address answers with and without its slash. With it, the slash is added first (308), so
//! that each redirect needs one form only. The status is written out: `permanent` would be 308.

use serde_json::{Value, json};

use super::class::{ASSETS, CacheClass, DAILY, DAILY_BELOW};
use super::model::Model;
use super::pattern::AddressPattern;
use super::text::as_sent;

/// Redirects in `vercel.json`. Source: "Configuration redirects", limits.
pub const REDIRECTS: usize = 2_048;
/// Characters of the source or the destination of one.
pub const LENGTH: usize = 4_096;

/// `vercel.json`.
pub fn config(model: &Model) -> String {
    let redirects: Vec<Value> = model
        .moved
        .iter()
        .map(|moved| {
            json!({ "source": source(&moved.from), "destination": moved.woven(""), "statusCode": moved.status })
        })
        .collect();
    let config = json!({
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "trailingSlash": true,
        "redirects": redirects,
        "headers": headers(model),
    });
    serde_json::to_string_pretty(&config).map(|text| text + "\n").unwrap_or_default()
}

fn headers(model: &Model) -> Vec<Value> {
    let base = literal(&model.base);
    let rule = |source: String, headers: &[(String, String)]| {
        let headers: Vec<Value> = headers.iter().map(|(name, value)| json!({ "key": name, "value": value })).collect();
        json!({ "source": source, "headers": headers })
    };
    let cache = |class: CacheClass| [("Cache-Control".to_owned(), class.value().to_owned())];
    // Of several rules with one header the last one counts.
    let mut all = vec![
        rule(format!("{base}/(.*)"), &model.always),
        rule(format!("{base}/(.*)"), &cache(CacheClass::Page)),
        rule(format!("{base}{ASSETS}(.+\\.[0-9a-f]{{8}}\\.[a-z0-9]+)"), &cache(CacheClass::Hashed)),
    ];
    all.extend(DAILY.iter().map(|path| rule(format!("{base}{}", literal(path)), &cache(CacheClass::Daily))));
    all.extend(
        DAILY_BELOW.iter().map(|folder| rule(format!("{base}{}(.*)", literal(folder)), &cache(CacheClass::Daily))),
    );
    for own in &model.own {
        let source = match &own.pattern {
            AddressPattern::Exact(path) => literal(path),
            AddressPattern::Below(start) => format!("{}(.*)", literal(start)),
        };
        all.push(rule(source, &own.headers));
    }
    all
}

/// What a redirect stands for. Vercel adds no slash to an address whose last part has a dot, which it takes for a file, so
/// that the slash is left open there. Source: "Configuration", `trailingSlash`.
fn source(from: &str) -> String {
    let folder = from.strip_suffix('/').filter(|it| it.rsplit('/').next().is_some_and(|name| name.contains('.')));
    folder.map_or_else(|| literal(from), |folder| format!("{}{{/}}?", literal(folder)))
}

/// A path that means just itself, in the language of path-to-regexp.
fn literal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in as_sent(path).chars() {
        if "():*+?{}\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
