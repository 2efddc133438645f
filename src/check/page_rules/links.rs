//! The words of links: they must make sense without the sentence around them, and promise one thing.
//!
//! Sources: WCAG 2.2, 2.4.4; technique F84. Which words say nothing is data: `vague.yaml` and `site.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_base::path::SourcePath;
use vertebra_html::PageLink;
use vertebra_yaml::{self as yaml, YamlNode};

/// Words that say nothing, by language.
static VAGUE: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let (node, _) = yaml::parse(include_str!("vague.yaml"), 0, &SourcePath::new("builtin/vague.yaml"));
    let texts = |node: &YamlNode| {
        let items = node.as_list().unwrap_or_default().iter();
        items.filter_map(YamlNode::as_text).map(str::to_owned).collect()
    };
    let entries = node.as_map().unwrap_or_default().iter();
    entries.map(|entry| (entry.key.clone(), texts(&entry.value))).collect()
});

/// Looks at links inside the page that lead nowhere, then at the words of links.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    for (id, link) in subject.facts.lost_fragments() {
        let trace = Trace::Text(vec![format!("\"#{id}\""), format!("(#{id})"), format!("#{id}")]);
        let message = format!("a link goes to #{id}, but nothing on this page has this id");
        let help = format!("give the target the id \"{id}\", or remove the link");
        out.push(UnplacedFault::error("anchor-broken", trace, message, help).at(&link.place));
    }
    words(subject, out);
}

/// Looks at the links of the main part: those around it are the theme's, and the same on every page.
fn words(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let language = subject.language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let vague = VAGUE.get(&language).map_or(&[][..], Vec::as_slice);
    let own = &subject.checks.vague;
    let mut seen: BTreeMap<String, &PageLink> = BTreeMap::new();
    for link in subject.facts.links.iter().filter(|link| link.in_main) {
        let Some(name) = link.name.as_deref().filter(|name| !name.is_empty()) else { continue };
        let bare = bare(name);
        let trace = || Trace::Link { href: link.href.clone(), name: name.to_owned() };
        if vague.iter().chain(own).any(|word| *word == bare) {
            let message = format!("the link text \"{name}\" does not say where the link goes");
            let help =
                "say what the reader will find there; many people jump from link to link and hear only the link text";
            out.push(UnplacedFault::warning("link-vague", trace(), message, help).at(&link.place));
        } else if let Some(first) = seen.get(bare.as_str()).copied() {
            // A list of what the page holds names its headings, which others may be called after. And a link without a
            // target has been told.
            let inside = |href: &str| href.starts_with('#') || href.is_empty();
            let elsewhere = target(&first.href) != target(&link.href) && !inside(&first.href) && !inside(&link.href);
            if elsewhere && first.context == link.context {
                let message = format!("another link on this page has the same text, \"{name}\", but goes elsewhere");
                let help = "give each link a text that says where it goes";
                out.push(UnplacedFault::warning("link-alike", trace(), message, help).at(&link.place));
            } else {
                seen.insert(bare, link);
            }
        } else {
            seen.insert(bare, link);
        }
    }
}

/// As words are compared: small letters, without marks around them.
fn bare(name: &str) -> String {
    let inside = |c: char| !c.is_alphanumeric();
    name.trim_matches(inside).to_lowercase()
}

/// Where a link leads, however it is written: with or without encryption, it is the same website.
fn target(href: &str) -> &str {
    let bare = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://")).unwrap_or(href);
    bare.trim_end_matches('/')
}
