//! The values of lists: sections, taxonomies, terms, and the pager between the pages of one list.

use tera::{Map, Value};

use super::context::RenderContext;
use super::listings::{Listing, TermListing, TermsOf as AllTerms};
use super::values::{internal, put};
use super::{lookups, page_card, terms};
use vertebra_base::path::UrlPath;
use vertebra_site::{PageId, SectionId, Site, TaxonomyTerms, Term, numbered};

fn pager(site: &Site, url: &UrlPath, number: usize, count: usize) -> Value {
    let address = |n: usize| internal(&site.config, numbered(url, n).as_str());
    let mut map = Map::new();
    put(&mut map, "number", number);
    put(&mut map, "count", count);
    put(&mut map, "first", address(1));
    put(&mut map, "last", address(count));
    put(&mut map, "previous", (number > 1).then(|| address(number - 1)));
    put(&mut map, "next", (number < count).then(|| address(number + 1)));
    let pages = (1..=count).map(|n| {
        let mut map = Map::new();
        put(&mut map, "number", n);
        put(&mut map, "url", address(n));
        Value::from(map)
    });
    put(&mut map, "pages", pages.collect::<Vec<_>>());
    Value::from(map)
}

/// The cards of a list, whose fact stands for them.
fn cards(slot: &RenderContext, ids: &[PageId]) -> Vec<Value> {
    ids.iter().map(|id| slot.shared.cards[id.index()].clone()).collect()
}

/// A section and one page of its list.
pub fn section(slot: &RenderContext, id: SectionId, number: usize) -> Value {
    let site = &slot.shared.site;
    let section = site.section(id);
    let listed = slot.ask(&Listing { section: id, number: Some(number) });
    let mut map = lookups::section_card(slot.shared, id).into_map().unwrap_or_default();
    put(&mut map, "pages", cards(slot, listed.pages));
    put(&mut map, "sections", lookups::sections_below(slot.shared, id));
    put(&mut map, "pager", pager(site, &section.url, number, section.list_pages()));
    Value::from(map)
}

/// A taxonomy and all its terms.
pub fn taxonomy(slot: &RenderContext, all: &TaxonomyTerms) -> Value {
    let site = &slot.shared.site;
    let declared = &site.config.taxonomies[all.taxonomy];
    let answer = slot.ask(&AllTerms(&declared.name));
    let (terms, about) = answer.map_or_else(|| (Value::none(), Value::none()), |(terms, (about, _))| (terms, about));
    let mut map = about.into_map().unwrap_or_default();
    put(&mut map, "terms", terms);
    Value::from(map)
}

/// A term and one page of its list.
pub fn term(slot: &RenderContext, all: &TaxonomyTerms, term: &Term, number: usize) -> Value {
    let site = &slot.shared.site;
    let taxonomy = &site.config.taxonomies[all.taxonomy].name;
    let listed = slot.ask(&TermListing { taxonomy, slug: &term.slug, number });
    let mut map = terms::term(site, term);
    put(&mut map, "pages", cards(slot, listed.map_or(&[], |listed| listed.pages)));
    put(&mut map, "pager", pager(site, &term.url, number, term.list_pages()));
    Value::from(map)
}

/// The `page` of a list that no Markdown file describes, or of a later page of one that has a file.
pub fn made_page(slot: &RenderContext, title: &str, url: &UrlPath, kind: &str, own: Option<PageId>) -> Map {
    let site = &slot.shared.site;
    let declared = &slot.shared.card_parts.declared;
    let made = page_card::MadePage { declared, title, url: url.as_str(), kind, lang: slot.lang() };
    let mut map = page_card::made_page(site, &made);
    if let Some(own) = own {
        let card = lookups::card(slot, own);
        for name in
            ["description", "type", "label", "source", "noindex", "author", "extra", "fields", "image", "image_alt"]
        {
            if let Some(value) = card.get_from_path(name) {
                put(&mut map, name, value.clone());
            }
        }
    }
    map
}
