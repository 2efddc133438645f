//! Taxonomies and terms as templates see them wherever they are only named.

use tera::Map;

use super::values::{internal, put};
use vertebra_site::{Site, TaxonomyTerms, Term};

/// A taxonomy without its terms.
pub fn taxonomy(site: &Site, all: &TaxonomyTerms) -> Map {
    let declared = &site.config.taxonomies[all.taxonomy];
    let mut map = Map::new();
    put(&mut map, "name", declared.name.as_str());
    put(&mut map, "title", all.title.as_str());
    put(&mut map, "url", internal(&site.config, all.url.as_str()));
    map
}

/// What a page shows of a term that it carries: the title of the term's own page, else what the page itself has written.
pub fn shown_name<'t>(site: &Site, term: &'t Term, written: &'t str) -> &'t str {
    let is_named = term.page.is_some_and(|id| site.page(id).is_published());
    if is_named { &term.name } else { written }
}

/// A term without its pages.
pub fn term(site: &Site, term: &Term) -> Map {
    let mut map = Map::new();
    put(&mut map, "name", term.name.as_str());
    put(&mut map, "title", term.name.as_str());
    put(&mut map, "slug", term.slug.as_str());
    put(&mut map, "url", internal(&site.config, term.url.as_str()));
    put(&mut map, "count", term.pages.len());
    map
}
