//! What `site.yaml` says of weights: how much a page may weigh, and which copies of files are made for hosts.

use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_media::compress::Method;
use vertebra_yaml::Fields;

/// How much a page may weigh, and how often it may make the browser ask. Bytes on the way, compressed as hosts do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budgets {
    pub html: usize,
    pub css: usize,
    pub js: usize,
    /// Any one picture.
    pub image: usize,
    /// All that is loaded before the reader scrolls.
    pub page: usize,
    pub requests: usize,
    /// Other hosts that the browser is made to ask.
    pub third_parties: usize,
}

/// In `site.yaml`, 1 stands for so many bytes.
pub const KILOBYTE: usize = 1024;

impl Default for Budgets {
    /// A page that a phone with a weak signal shows in two and a half seconds (Core Web Vitals, largest contentful
    /// paint), with something to spare.
    fn default() -> Self {
        let kilobytes = |number: usize| number * KILOBYTE;
        Budgets {
            html: kilobytes(25),
            css: kilobytes(12),
            js: kilobytes(8),
            image: kilobytes(120),
            page: kilobytes(200),
            requests: 12,
            third_parties: 0,
        }
    }
}

/// Reads `budgets:`, which is `true` for the usual ones, or names those that are others.
pub fn budgets(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> Option<Budgets> {
    let entry = fields.value("budgets")?;
    match (entry.as_boolean(), entry.node.as_map()) {
        (Some(wanted), _) => wanted.then(Budgets::default),
        (None, Some(_)) => {
            let usual = Budgets::default();
            let mut inner = Fields::of(entry.node, fields.file, out);
            let mut size = |name, usual| inner.count(name, out).map_or(usual, |number| number.saturating_mul(KILOBYTE));
            let (html, css, js) = (size("html", usual.html), size("css", usual.css), size("js", usual.js));
            let (image, page) = (size("image", usual.image), size("page", usual.page));
            let requests = inner.count("requests", out).unwrap_or(usual.requests);
            let third_parties = inner.count("third_parties", out).unwrap_or(usual.third_parties);
            inner.finish(out);
            Some(Budgets { html, css, js, image, page, requests, third_parties })
        }
        _ => entry.wrong_kind("true or false, or a group of fields", "budgets: true", out),
    }
}

/// Reads `precompress:`, a list of methods.
pub fn precompress(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> Vec<Method> {
    let mut methods = Vec::new();
    for name in fields.texts("precompress", out) {
        match Method::parse(&name.value) {
            Some(method) => methods.push(method),
            None => {
                let message = format!("\"{}\" is not a supported compression", name.value);
                let help = did_you_mean(&name.value, Method::NAMES)
                    .unwrap_or_else(|| "write one or both of: [gzip, brotli]".to_owned());
                out.push(Diagnostic::error("field-choice", fields.file, name.span, message).with_help(help));
            }
        }
    }
    methods.sort();
    methods.dedup();
    methods
}
