//! The values of lists: sections, taxonomies, terms, and the pager between the pages of one list.

use tera::{Map, Value};

use super::slot::Slot;
use super::values::{internal, put};
use super::{lookups, questions, terms, values};
use vertebra_base::path::UrlPath;
use vertebra_site::track::Fact;
use vertebra_site::{PageId, SectionId, Site, Term, Terms, numbered};

/// The part of a list that one of its pages shows.
pub fn slice(pages: &[PageId], size: usize, number: usize) -> &[PageId] {
    if size == 0 {
        return pages;
    }
    let from = (size * (number - 1)).min(pages.len());
    &pages[from..pages.len().min(from + size)]
}

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
fn cards(slot: &Slot, ids: &[PageId]) -> Vec<Value> {
    ids.iter().map(|id| slot.shared.cards[id.index()].clone()).collect()
}

/// A section and one page of its list.
pub fn section(slot: &Slot, id: SectionId, number: usize) -> Value {
    let site = &slot.shared.site;
    let section = site.section(id);
    slot.log(Fact::Slice(section.name.clone(), number));
    let mut map = lookups::section_card(slot, id).into_map().unwrap_or_default();
    let shown = slice(&section.pages, section.page_size, number);
    put(&mut map, "pages", cards(slot, shown));
    put(&mut map, "sections", lookups::sections_below(slot, id));
    put(&mut map, "pager", pager(site, &section.url, number, section.list_pages()));
    Value::from(map)
}

/// A taxonomy and all its terms.
pub fn taxonomy(slot: &Slot, all: &Terms) -> Value {
    let site = &slot.shared.site;
    let declared = &site.config.taxonomies[all.taxonomy];
    let answer = slot.ask(&questions::Terms(&declared.name));
    let (terms, about) = answer.map_or_else(|| (Value::none(), Value::none()), |(terms, (about, _))| (terms, about));
    let mut map = about.into_map().unwrap_or_default();
    put(&mut map, "terms", terms);
    Value::from(map)
}

/// A term and one page of its list.
pub fn term(slot: &Slot, all: &Terms, term: &Term, number: usize) -> Value {
    let site = &slot.shared.site;
    slot.log_spoken(Fact::Term(site.config.taxonomies[all.taxonomy].name.clone(), term.slug.clone(), number));
    let mut map = terms::term(site, term);
    let shown = slice(&term.pages, term.page_size, number);
    put(&mut map, "pages", cards(slot, shown));
    put(&mut map, "pager", pager(site, &term.url, number, term.list_pages()));
    Value::from(map)
}

/// The `page` of a list that no Markdown file describes, or of a later page of one that has a file.
pub fn made_page(slot: &Slot, title: &str, url: &UrlPath, kind: &str, own: Option<PageId>) -> Map {
    let site = &slot.shared.site;
    let mut map = values::made_page(site, slot.lang(), title, url.as_str(), kind);
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
