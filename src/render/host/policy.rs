//! The security policy of a site: browsers may load what the pages ask for, from where they have it, and nothing else.
//!
//! One policy for hosts, for pages that carry it themselves, and for the preview.
//! Source of the words: W3C, Content Security Policy Level 3.

use super::asked::{ALL_INLINE, AskedSources, OWN};
use vertebra_base::link::Link;
use vertebra_schema::config::HostTarget;
use vertebra_site::Site;

/// The directives that follow from the pages, in the order in which they are written.
const DERIVED: [&str; 10] = [
    "script-src",
    "style-src",
    "img-src",
    "font-src",
    "media-src",
    "connect-src",
    "manifest-src",
    "frame-src",
    "object-src",
    "form-action",
];

const UPGRADE: &str = "upgrade-insecure-requests";

/// What the preview itself adds to pages.
const OVERLAY: [&str; 4] = ["script-src", "style-src", "img-src", "connect-src"];

/// A policy: the sources of each directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy(Vec<(String, Vec<String>)>);

impl Policy {
    /// The policy of a site whose pages ask for these sources, with what `site.yaml` adds.
    pub fn of(site: &Site, asked: &AskedSources) -> Self {
        let headers = &site.config.deploy.headers;
        let sources = |name: &str| asked.sources(name).map(str::to_owned).collect::<Vec<_>>();
        let mut all: Vec<(String, Vec<String>)> =
            DERIVED.iter().map(|name| ((*name).to_owned(), sources(name))).filter(|(_, it)| !it.is_empty()).collect();
        let mut default = vec!["'none'".to_owned()];
        for (name, sources) in &headers.policy {
            match all.iter_mut().find(|(known, _)| known == name) {
                _ if name == "default-src" => default.clone_from(sources),
                Some((_, known)) => {
                    let new: Vec<_> = sources.iter().filter(|source| !known.contains(source)).cloned().collect();
                    known.extend(new);
                }
                None => all.push((name.clone(), sources.clone())),
            }
        }
        all.iter_mut().for_each(|(_, sources)| {
            // `'none'` beside another source means nothing, and alone it is what was asked for.
            if sources.iter().any(|source| source == "'none'") {
                *sources = vec!["'none'".to_owned()];
            }
            // Browsers take all code or that of the hashes.
            if sources.iter().any(|source| source == ALL_INLINE) {
                sources.retain(|source| !is_hash(source));
            }
        });
        all.insert(0, ("default-src".to_owned(), default));
        all.push(("base-uri".to_owned(), vec!["'none'".to_owned()]));
        let own = asked.sources("frame-ancestors").next().unwrap_or("'none'");
        let frames = headers.frame_ancestors.clone().unwrap_or_else(|| own.to_owned());
        all.push(("frame-ancestors".to_owned(), frames.split(' ').map(str::to_owned).collect()));
        if site.config.base_url.origin.starts_with("https://") {
            all.push((UPGRADE.to_owned(), Vec::new()));
        }
        Policy(all)
    }

    /// Reads a policy that somebody wrote.
    pub fn parse(text: &str) -> Self {
        let one = |directive: &str| {
            let mut words = directive.split_ascii_whitespace().map(str::to_owned);
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        };
        Policy(text.split(';').filter_map(one).collect())
    }

    /// As the value of its header.
    pub fn header(&self) -> String {
        join(self.0.iter())
    }

    /// As a page can carry it itself, without what browsers heed in headers only (section 3.2 of the source).
    pub fn meta(&self) -> String {
        join(self.0.iter().filter(|(name, _)| name != "frame-ancestors"))
    }

    /// As it is sent where there is no https.
    pub fn plain_http(&self) -> String {
        join(self.0.iter().filter(|(name, _)| name != UPGRADE))
    }

    /// As the preview sends it: without what needs https, and with what the preview adds to pages.
    pub fn preview(&self) -> String {
        let mut all = self.0.clone();
        all.retain(|(name, _)| name != UPGRADE);
        for name in OVERLAY {
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, sources)) if sources.iter().any(|it| it == OWN) => {}
                Some((_, sources)) => {
                    sources.retain(|it| it != "'none'");
                    sources.push(OWN.to_owned());
                }
                None => all.insert(1, (name.to_owned(), vec![OWN.to_owned()])),
            }
        }
        join(all.iter())
    }

    /// Whether a source may be loaded: `'self'`, `data:`, or a scheme with a host.
    pub fn allows(&self, directive: &str, source: &str) -> bool {
        let Some(known) = self.sources(directive) else { return true };
        known.iter().any(|known| matches_source(known, source))
    }

    /// Whether code in a page runs, known by its hash.
    pub fn allows_inline(&self, directive: &str, hash: &str) -> bool {
        let Some(known) = self.sources(directive) else { return true };
        let all = known.iter().any(|it| it == ALL_INLINE) && !known.iter().any(|it| is_hash(it));
        all || known.iter().any(|it| it == hash)
    }

    /// The sources of a directive, or of the one that stands in for it; none where nothing is said. Source: section 6.8.
    fn sources(&self, directive: &str) -> Option<&[String]> {
        let find = |name: &str| self.0.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice());
        let above = || if directive == "frame-src" { find("child-src") } else { None };
        let has_default = !matches!(directive, "form-action" | "frame-ancestors" | "base-uri");
        find(directive).or_else(above).or_else(|| find("default-src").filter(|_| has_default))
    }
}

/// The policy that pages of a site carry themselves, for hosts that send no headers; nothing for other hosts: one policy
/// is enough.
pub fn meta_policy(site: &Site, of_site: &AskedSources) -> Option<String> {
    let is_carried = site.config.deploy.target.value == HostTarget::GithubPages;
    is_carried.then(|| Policy::of(site, of_site).meta())
}

fn join<'a>(directives: impl Iterator<Item = &'a (String, Vec<String>)>) -> String {
    let one = |(name, sources): &(String, Vec<String>)| match sources.is_empty() {
        true => name.clone(),
        false => format!("{name} {}", sources.join(" ")),
    };
    directives.map(one).collect::<Vec<_>>().join("; ")
}

fn is_hash(source: &str) -> bool {
    source.starts_with("'sha") || source.starts_with("'nonce-")
}

/// Whether what a policy says of a source means another one. Source: section 6.7.2.8; a path is not looked at.
fn matches_source(known: &str, source: &str) -> bool {
    if known.eq_ignore_ascii_case(source) {
        return true;
    }
    let is_https = |link: &Link| link.text.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("https:"));
    let source = Link::parse(source);
    let Some((host, _)) = source.host_and_path() else { return false };
    if known == "*" || known.eq_ignore_ascii_case(if is_https(&source) { "https:" } else { "http:" }) {
        return true;
    }
    let whole = Link::parse(known);
    let (is_named, known) = match whole.host_and_path() {
        Some((known, _)) => (true, known),
        None => (false, known.split('/').next().unwrap_or_default()),
    };
    let is_host = match known.strip_prefix("*.") {
        Some(below) => host.to_ascii_lowercase().strip_suffix(below).is_some_and(|rest| rest.ends_with('.')),
        None => known.eq_ignore_ascii_case(host),
    };
    // A policy that names http means https too.
    is_host && (!is_named || is_https(&source) || !is_https(&whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_means_what_browsers_read_in_it() {
        let policy = Policy::parse(
            "default-src 'none'; img-src 'self' https://a.example https://*.b.example/x data:; child-src 'self'; style-src 'unsafe-inline'",
        );
        for (directive, source, is_allowed) in [
            ("img-src", "'self'", true),
            ("img-src", "https://a.example", true),
            ("img-src", "https://x.a.example", false),
            ("img-src", "https://x.b.example", true),
            ("img-src", "https://b.example", false),
            ("img-src", "data:", true),
            ("font-src", "'self'", false),
            ("frame-src", "'self'", true),
            ("form-action", "https://forms.example", true),
        ] {
            assert_eq!(policy.allows(directive, source), is_allowed, "{directive} {source}");
        }
        assert!(policy.allows_inline("style-src", "'sha384-x'") && !policy.allows_inline("script-src", "'sha384-x'"));
        assert!(Policy::parse("script-src 'sha384-x'").allows_inline("script-src", "'sha384-x'"));
        assert!(!Policy::parse("script-src 'unsafe-inline' 'sha384-y'").allows_inline("script-src", "'sha384-x'"));
    }
}
