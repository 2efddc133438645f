//! S3 with CloudFront: two functions, what to fill a key-value store with, and three pieces of settings. Source:
//! docs.aws.amazon.com/AmazonCloudFront: "CloudFront Functions event structure", "Quotas", "Response headers policies".
//!
//! A bucket knows neither folders nor redirects: the first function finds `index.html`, adds slashes and leads on. The
//! second one sends what only some addresses have. Functions do not see errors, which have a page of their own.

use serde_json::{Value, json};

use super::class::{CacheClass, DAILY, DAILY_BELOW};
use super::model::Model;
use super::pattern::AddressPattern;
use super::text::{HEAD, json as quoted};

/// Bytes of a function. Source: "Quotas on CloudFront Functions".
pub const FUNCTION: usize = 10 * 1024;
/// Bytes of a key and of a key with its value, in a key-value store. Source: "Quotas on key value stores".
pub const KEY: usize = 512;
pub const PAIR: usize = 1_024;

/// What was asked for, before anything is looked up.
const REQUEST: &str = include_str!("cloudfront/request.js");
/// What was found, before it is sent.
const RESPONSE: &str = include_str!("cloudfront/response.js");

/// The function for requests: with the old addresses in itself while there is room, else with a key-value store.
pub fn viewer_request(model: &Model) -> String {
    let pairs: Vec<String> = pairs(model).iter().map(|(from, to)| format!("{}:{}", quoted(from), quoted(to))).collect();
    let find =
        "function find(path) {\n  return Object.prototype.hasOwnProperty.call(OLD, path) ? OLD[path] : null;\n}\n";
    let inside = format!("// {HEAD}\nconst OLD = {{{}}};\n{find}{}", pairs.join(","), request(model));
    if inside.len() <= FUNCTION {
        return inside;
    }
    let find = "async function find(path) {\n  try {\n    return await store.get(path);\n  } catch (nothing) {\n    return null;\n  }\n}\n";
    format!(
        "// {HEAD}\n// There are too many old addresses to list here: this function needs a key-value store, filled with\n// key-value-store.json.\nimport cf from 'cloudfront';\nconst store = cf.kvs();\n{find}{}",
        request(model)
    )
}

fn request(model: &Model) -> String {
    let bare: Vec<String> = model.bare_files.iter().map(|path| quoted(path)).collect();
    REQUEST.replace("%BASE%", &quoted(&model.base)).replace("%BARE%", &format!("[{}]", bare.join(", ")))
}

/// Old addresses, each with what is answered there: `301 /new/#part`, with a mark where the query goes; or `410`.
fn pairs(model: &Model) -> Vec<(String, String)> {
    let moved = model.moved.iter().map(|moved| (moved.from.clone(), format!("{} {}", moved.status, moved.woven("|"))));
    let gone = model.gone.iter().map(|from| (from.clone(), "410".to_owned()));
    moved.chain(gone).collect()
}

/// The old addresses in the form in which a key-value store is filled from S3.
pub fn key_value_store(model: &Model) -> String {
    let data: Vec<Value> = pairs(model).into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    pretty(&json!({ "data": data }))
}

/// The longest pair of the store in bytes, and the longest key.
pub fn longest_pair(model: &Model) -> (usize, usize) {
    let pairs = pairs(model);
    let longest = pairs.iter().map(|(key, value)| key.len() + value.len()).max();
    (longest.unwrap_or(0), pairs.iter().map(|(key, _)| key.len()).max().unwrap_or(0))
}

/// The function for answers: headers that only some addresses have.
pub fn viewer_response(model: &Model) -> String {
    let rules: Vec<String> = model
        .own
        .iter()
        .map(|own| {
            let (start, below) = match &own.pattern {
                AddressPattern::Exact(path) => (path, false),
                AddressPattern::Below(start) => (start, true),
            };
            let headers: Vec<String> = own
                .headers
                .iter()
                .map(|(name, value)| format!("{}: {}", quoted(&name.to_lowercase()), quoted(value)))
                .collect();
            format!("  [{}, {below}, {{{}}}],\n", quoted(start), headers.join(", "))
        })
        .collect();
    format!("// {HEAD}\nconst RULES = [\n{}];\n{RESPONSE}", rules.concat())
}

/// The headers of every answer, as `aws cloudfront create-response-headers-policy` takes them.
pub fn headers_policy(model: &Model) -> String {
    let mut security = serde_json::Map::new();
    let mut custom = Vec::new();
    for (name, value) in &model.always {
        match name.as_str() {
            "Content-Security-Policy" => {
                security.insert(
                    "ContentSecurityPolicy".into(),
                    json!({ "Override": true, "ContentSecurityPolicy": value }),
                );
            }
            "X-Content-Type-Options" => {
                security.insert("ContentTypeOptions".into(), json!({ "Override": true }));
            }
            "Referrer-Policy" => {
                security.insert("ReferrerPolicy".into(), json!({ "Override": true, "ReferrerPolicy": value }));
            }
            "Strict-Transport-Security" if value == "max-age=31536000" => {
                let year = json!({ "Override": true, "AccessControlMaxAgeSec": 31_536_000, "IncludeSubdomains": false, "Preload": false });
                security.insert("StrictTransportSecurity".into(), year);
            }
            _ => custom.push(json!({ "Header": name, "Value": value, "Override": true })),
        }
    }
    pretty(&json!({
        "Name": format!("vertebra-{}", model.host.replace(|c: char| !c.is_ascii_alphanumeric(), "-")),
        "Comment": HEAD,
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": { "Quantity": custom.len(), "Items": custom },
    }))
}

/// A bucket that may not be listed answers 403 for what is not there.
pub fn error_responses(model: &Model) -> String {
    let page = format!("{}/404.html", model.base);
    let one = |status: u16| json!({ "ErrorCode": status, "ResponsePagePath": page, "ResponseCode": "404", "ErrorCachingMinTTL": 10 });
    pretty(&json!({ "Quantity": 2, "Items": [one(403), one(404)] }))
}

/// With which `Cache-Control` which files are uploaded, in the order in which that is to be done: what pages need first,
/// then the pages.
pub fn cache_control(model: &Model) -> String {
    let daily: Vec<String> = DAILY
        .iter()
        .map(|path| path.trim_start_matches('/').to_owned())
        .chain(DAILY_BELOW.iter().map(|folder| format!("{}*", folder.trim_start_matches('/'))))
        .collect();
    let step = |files: &[String], except: &[String], class: CacheClass| json!({ "files": files, "except": except, "cache-control": class.value() });
    let text = |one: &str| one.to_owned();
    let never = [text(".deploy/*"), text(".vertebra/*"), text(".gitignore")];
    let others = [vec![text("*.html"), text("assets/*")], daily.clone(), never.to_vec()].concat();
    let pages = [vec![text("404.html")], never.to_vec()].concat();
    pretty(&json!({
        "comment": HEAD,
        "steps": [
            step(&[text("assets/*")], &[], CacheClass::Hashed),
            step(&daily, &[], CacheClass::Daily),
            step(&[text("*")], &others, CacheClass::Page),
            step(&[text("404.html")], &[], CacheClass::Error),
            step(&[text("*.html")], &pages, CacheClass::Page),
        ],
        "folder": model.base.trim_start_matches('/'),
    }))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}
