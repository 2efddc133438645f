//! Other websites that a browser is made to ask: each learns who reads the page. And what is asked for without a lock.
//!
//! Sources: W3C Mixed Content; for health sites, requests to others tell them who reads about what.

use super::local;
use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_base::link::{LinkPlace, place};
use vertebra_html::{Load, LoadKind};

/// Looks at everything that is loaded without a click, and at where forms send what was typed.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let base = subject.base;
    let is_secure = base.origin.starts_with("https://");
    for load in &subject.facts.loads {
        let host = match place(&load.url, subject.output, base) {
            LinkPlace::Host(host) => Some(host),
            // This site, named by its whole address and without the lock.
            LinkPlace::Here(_) | LinkPlace::Beside(_) | LinkPlace::Nowhere => None,
        };
        let Some(host) = host else { continue };
        // What lies on the writer's own computer is another fault, which is told.
        if local::is_local(&host) {
            continue;
        }
        let own = base.host() == host;
        let trace = Trace::Text(vec![load.url.clone(), host.clone()]);
        if !own && !subject.checks.allows(&host) {
            push(out, foreign(load, &host).at(&load.place));
        } else if is_secure && load.url.starts_with("http://") {
            let message = "this loads over http instead of https, so browsers block it or warn";
            let help = format!("write {}", load.url.replacen("http://", "https://", 1));
            push(out, UnplacedFault::error("load-insecure", trace, message, help).at(&load.place));
        }
    }
}

/// Another host that nobody has allowed.
pub fn foreign(load: &Load, host: &str) -> UnplacedFault {
    let trace = Trace::Text(vec![load.url.clone(), host.to_owned()]);
    let message = match load.kind {
        LoadKind::Form => format!("a form sends what people type to {host}"),
        kind => format!("this page loads {} from {host}, which can then track every reader", words(kind)),
    };
    let help = format!(
        "copy it to this site, or use a link instead\nif it is really needed, write in content/site.yaml: allowed_hosts: [{host}]"
    );
    UnplacedFault::error("host-foreign", trace, message, help)
}

/// What is asked for, in words.
pub fn words(kind: LoadKind) -> &'static str {
    match kind {
        LoadKind::Script => "a script",
        LoadKind::Picture => "a picture",
        LoadKind::Frame | LoadKind::Object => "a frame",
        LoadKind::Recording => "a recording",
        LoadKind::Form => "a form",
        LoadKind::StyleSheet => "a style sheet",
        LoadKind::Style | LoadKind::StyleImport => "a style",
        LoadKind::Font => "a font",
        LoadKind::Icon => "an icon",
        LoadKind::Manifest => "a manifest",
        LoadKind::Data | LoadKind::File => "a file",
    }
}

/// A host is told once for each kind of thing.
pub fn push(out: &mut Vec<UnplacedFault>, found: UnplacedFault) {
    if !out.iter().any(|known| known.code == found.code && known.message == found.message) {
        out.push(found);
    }
}
