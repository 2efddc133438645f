//! Which headers are sent with which addresses.

use super::asked::AskedSources;
use super::pattern::{AddressPattern, HeaderRule};
use super::policy::Policy;
use super::text::plain;
use vertebra_site::Site;

/// Names that are decided for all addresses at once: an answer must have each of them once, and hosts disagree about
/// what becomes of two.
const DECIDED: [&str; 7] = [
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cache-control",
];

/// Whether a header may be given to some addresses and not to others.
pub fn is_decided(name: &str) -> bool {
    DECIDED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The headers of every answer. Sources: OWASP HTTP Headers Cheat Sheet; W3C Referrer Policy (the page that somebody
/// reads is not told to the websites that it links to); W3C Permissions Policy.
pub fn always(site: &Site, asked: &AskedSources) -> Vec<(String, String)> {
    let deploy = &site.config.deploy.headers;
    let mut sources = AskedSources::of_site(site);
    sources.add_all(asked);
    let mut all = vec![("Content-Security-Policy".to_owned(), Policy::of(site, &sources).header())];
    let mut add = |name: &str, value: &str| all.push((name.to_owned(), value.to_owned()));
    let is_secure = site.config.base_url.origin.starts_with("https://");
    if deploy.hsts.unwrap_or(site.config.deploy.target.value.is_always_secure() && is_secure) {
        // RFC 6797. Neither subdomains nor preload: a clinic's other websites may not be ready for it.
        add("Strict-Transport-Security", "max-age=31536000");
    }
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "same-origin");
    add("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
    add("Cross-Origin-Opener-Policy", "same-origin");
    if site.config.noindex {
        // Not in robots.txt: who may not read a page cannot see that it is not to be listed.
        add("X-Robots-Tag", "noindex");
    }
    let everywhere = deploy.extra.iter().filter(|extra| extra.pattern.value == "/*").flat_map(|extra| &extra.headers);
    for (name, value) in everywhere {
        match all.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name.value)) {
            Some((_, old)) => old.clone_from(value),
            None => all.push((name.value.clone(), value.clone())),
        }
    }
    all
}

/// The headers of some addresses: what `site.yaml` adds, and pages that ask search engines to leave them out.
pub fn own(site: &Site) -> Vec<HeaderRule> {
    let base = &site.config.base_url.path;
    let extra = site.config.deploy.headers.extra.iter().filter(|extra| extra.pattern.value != "/*");
    let mut all: Vec<HeaderRule> = extra
        .map(|extra| HeaderRule {
            pattern: AddressPattern::new(base, &extra.pattern.value),
            headers: extra.headers.iter().map(|(name, value)| (name.value.clone(), value.clone())).collect(),
        })
        .collect();
    if site.config.noindex {
        return all;
    }
    let says = |own: &HeaderRule| own.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("x-robots-tag"));
    let asks = |id: &vertebra_site::PageId| {
        let page = site.page(*id);
        page.is_published() && page.page.front.noindex && !site.is_not_found(*id)
    };
    let mut hidden: Vec<String> =
        site.ids().filter(asks).map(|id| format!("{base}{}", plain(site.page(id).url.as_str()))).collect();
    hidden.sort();
    let asked: Vec<HeaderRule> = hidden
        .into_iter()
        .filter(|path| !all.iter().any(|own| own.pattern.holds(path) && says(own)))
        .map(|path| HeaderRule {
            pattern: AddressPattern::Exact(path),
            headers: vec![("X-Robots-Tag".to_owned(), "noindex".to_owned())],
        })
        .collect();
    all.extend(asked);
    all
}
