//! Addresses that templates put together of words and values: `/pictures/{{ page.slug }}.jpg` is the place of each address
//! that it becomes.
//!
//! Knows the words around values, and asks no page what the values are.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::found::Trace;
use super::source_lookup::SourceSpot;
use vertebra_site::Site;
use vertebra_template::TemplateOutput;

/// All of them in a theme, looked for when a fault first stands at no place that is known.
#[derive(Default)]
pub struct AddressPatterns(OnceCell<Vec<(Vec<String>, SourceSpot)>>);

/// Fewer letters than this say nothing of an address.
const FEWEST: usize = 3;

impl AddressPatterns {
    /// A spot in what pages share, and whether it is known by the words around a value alone.
    pub fn placed(&self, spot: SourceSpot, trace: &Trace, site: &Site) -> (SourceSpot, bool) {
        match (!spot.is_own && spot.span.is_none()).then(|| self.find(trace, site)).flatten() {
            Some(found) => (found, true),
            None => (spot, false),
        }
    }

    /// Those that stand in the templates and components of a site.
    fn of(site: &Site) -> Vec<(Vec<String>, SourceSpot)> {
        let mut all = Vec::new();
        for template in &site.theme.templates {
            let Some(tree) = &template.tree else { continue };
            let components = tree.components.iter().map(|component| &component.body);
            for nodes in std::iter::once(&tree.nodes).chain(components) {
                let mut output = TemplateOutput::default();
                output.add(&template.text, nodes, &BTreeSet::new());
                for place in vertebra_html::addresses(&output.html) {
                    let parts = output.html[place.clone()].split(TemplateOutput::UNKNOWN);
                    let parts: Vec<String> = parts.map(str::to_owned).collect();
                    let letters: usize = parts.iter().map(String::len).sum();
                    if parts.len() > 1 && letters >= FEWEST && parts[0].len() > 1 {
                        let spot =
                            SourceSpot { file: template.source.clone(), span: output.span(&place), is_own: false };
                        all.push((parts, spot));
                    }
                }
            }
        }
        all
    }

    /// The place of an address that a fault is about.
    fn find(&self, trace: &Trace, site: &Site) -> Option<SourceSpot> {
        let addresses = match trace {
            Trace::Link { href, .. } => std::slice::from_ref(href),
            other => other.texts()?,
        };
        let all = self.0.get_or_init(|| Self::of(site));
        let found = all.iter().find(|(parts, _)| addresses.iter().any(|address| fits(address, parts)));
        found.map(|(_, spot)| spot.clone())
    }
}

/// Whether a text is made of some parts in their order, with anything between them.
fn fits(text: &str, parts: &[String]) -> bool {
    let [first, middle @ .., last] = parts else { return false };
    let inside = text.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()));
    let rest = middle.iter().try_fold(inside.unwrap_or_default(), |rest, part| Some(rest.split_once(part.as_str())?.1));
    inside.is_some() && rest.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_the_words_around_its_values() {
        let fits = |text: &str, pattern: &str| fits(text, &pattern.split('*').map(str::to_owned).collect::<Vec<_>>());
        assert!(fits("/a/x.jpg", "/a/*.jpg") && fits("/a/.jpg", "/a/*.jpg") && fits("/a/x/y/", "/a/*/*/"));
        assert!(!fits("/b/x.jpg", "/a/*.jpg") && !fits("/a/x.png", "/a/*.jpg") && !fits("/a/x/", "/a/*/b/*/"));
    }
}
