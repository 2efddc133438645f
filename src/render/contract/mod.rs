//! What the templates of a theme ask for, held against what there is, before any page is made: keys, variables, functions,
//! filters, tests, components and their arguments, strings and their placeholders.
//!
//! Renders nothing: the crate `template` makes a tree of each template, `walk` follows what values are through it (`shape`, `calls`), `names` and `strings` say what is wrong.

mod calls;
mod given;
mod names;
mod scope;
mod shape;
mod strings;
mod walk;

use std::collections::BTreeMap;

pub use given::TemplateSources;
use given::{OTHERS, PAGE, TERM};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_site::Site;
use vertebra_template::TemplateTree;

/// What is wrong in the templates of a site, each once, at the place that says it.
pub fn check(site: &Site, sources: &TemplateSources) -> Vec<Diagnostic> {
    let parsed = sources.iter().filter_map(|(name, template)| Some((name.as_str(), template.tree.as_deref()?)));
    let trees: BTreeMap<&str, &TemplateTree> = parsed.collect();
    let mut checker = walk::Checker::new(site, sources, &trees);
    let others = OTHERS.iter().map(|(name, given)| (*name, *given));
    // Those that jobs render; then what none of them has reached.
    let pages = roots(site).into_iter().map(|name| (name, PAGE));
    for (name, given) in pages.chain([("term.html", TERM)]).chain(others) {
        checker.root(name, given);
    }
    checker.components();
    for name in trees.keys() {
        if !checker.has_seen(name) {
            checker.root(name, PAGE);
        }
    }
    checker.told()
}

/// The templates of pages and lists.
fn roots(site: &Site) -> Vec<&str> {
    let types = site.theme.types.values().map(|kind| kind.template.as_str());
    types.chain(["taxonomy.html", "404.html"]).collect()
}
