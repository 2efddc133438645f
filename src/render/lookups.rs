//! Functions that answer with pages, sections, terms and records.

use tera::{Error, Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::listings::{self, Listing, Trail, below};
use super::name_lookup;
use super::own::Card;
use super::page_card::{MadePage, made_card};
use super::question::Cards;
use super::questions::{self, LinkTo, NamedPage, Records};
use super::shared::RenderInput;
use super::values::{data, internal, put};
use vertebra_base::diagnostic::{did_you_mean, nearest};
use vertebra_site::{PageId, SectionId, Site};

/// The card of a page, logged.
pub fn card(slot: &RenderContext, id: PageId) -> Value {
    slot.ask(&Card(id)).card.clone()
}

fn cards(slot: &RenderContext, ids: &[PageId]) -> Vec<Value> {
    ids.iter().map(|id| card(slot, *id)).collect()
}

/// The error for a page that does not exist.
pub fn no_page(site: &Site, path: &str) -> Error {
    let wanted = path.trim_start_matches('/');
    let published = site.pages.iter().filter(|page| page.is_published());
    let sources = published.filter_map(|page| page.page.source.in_content());
    let help = nearest(wanted, sources).map(|near| format!("did you mean \"{near}\"?"));
    let help = help.unwrap_or_else(|| "write the path of a page in content/".to_owned());
    Error::message(format!("there is no page \"{path}\"; {help}"))
}

/// The cards of a list that has a fact of its own. Short lists name their pages too: that says why a template failed.
pub fn listed(slot: &RenderContext, ids: &[PageId]) -> Vec<Value> {
    const SHORT: usize = 100;
    match ids.len() {
        0..=SHORT => cards(slot, ids),
        _ => ids.iter().map(|id| slot.shared.cards[id.index()].clone()).collect(),
    }
}

/// The address that a link leads to, as the job at hand finds it.
pub fn link(slot: &RenderContext, to: &str) -> Option<String> {
    let (place, address) = slot.ask(&LinkTo(to));
    let seen = name_lookup::seen(slot, place);
    if (seen.page, seen.section) == (place.page, place.section) {
        return address;
    }
    questions::address(&slot.shared.site, slot.lang(), to, (seen.page, seen.section))
}

/// `get_page(path="contact.md")`: a card. With `optional=true` a page that does not exist is none.
pub fn get_page(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    match name_lookup::seen(slot, slot.ask(&NamedPage(path))).page {
        Some(id) => Ok(card(slot, id)),
        None if kwargs.get::<bool>("optional")?.unwrap_or(false) => Ok(Value::none()),
        None => Err(no_page(&slot.shared.site, path)),
    }
}

/// The error for a section that does not exist.
pub fn no_section(site: &Site, name: &str) -> Error {
    let published = site.sections.iter().filter(|section| section.published);
    let names = published.map(|section| section.folder.trim_start_matches("content").trim_start_matches('/'));
    let help = did_you_mean(name.trim_matches('/'), names).map(|help| format!("; {help}")).unwrap_or_default();
    Error::message(format!("there is no section \"{name}\"{help}"))
}

/// `section(path="guides")`: title, address, description, pages and sections of a section.
pub fn section(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.get::<&str>("path")?.unwrap_or_default();
    let seen = name_lookup::seen(slot, slot.ask(&NamedPage(path)));
    match (seen.section, seen.page) {
        (Some(id), _) => Ok(section_value(slot, id)),
        // A page that is alone in its folder: there is nothing in it yet.
        (None, Some(id)) => Ok(empty_section(slot, id)),
        (None, None) if kwargs.get::<bool>("optional")?.unwrap_or(false) => Ok(Value::none()),
        (None, None) => Err(no_section(&slot.shared.site, path)),
    }
}

/// A page as if it were a section: with no pages in it.
fn empty_section(slot: &RenderContext, id: PageId) -> Value {
    let mut map = card(slot, id).into_map().unwrap_or_default();
    for name in ["pages", "sections"] {
        put(&mut map, name, Vec::<Value>::new());
    }
    put(&mut map, "total", 0u64);
    put(&mut map, "path", slot.shared.site.page(id).page.source.folder().trim_start_matches("content/"));
    Value::from(map)
}

/// A section with its pages. One fact stands for the list and the cards in it: thousands of pages may read it.
fn section_value(slot: &RenderContext, id: SectionId) -> Value {
    let shared = &slot.shared;
    let listed = slot.ask(&Listing { section: id, number: None });
    let make = || {
        let mut map = section_card(shared, id).into_map().unwrap_or_default();
        let pages = listed.pages.iter().map(|id| shared.cards[id.index()].clone());
        put(&mut map, "pages", pages.collect::<Vec<_>>());
        put(&mut map, "sections", sections_below(shared, id));
        Value::from(map)
    };
    shared.sections[id.index()].get_or_init(make).clone()
}

/// The sections right below one, each with what a link to it needs.
pub fn sections_below(shared: &RenderInput, id: SectionId) -> Vec<Value> {
    below(&shared.site, id).map(|id| section_card(shared, id)).collect()
}

/// A section as a card: that of its own page, or one made of its folder's name; with `total` and `path`.
pub fn section_card(shared: &RenderInput, id: SectionId) -> Value {
    let section = shared.site.section(id);
    let make = || {
        let own = section.index.and_then(|id| shared.cards[id.index()].clone().into_map());
        let url = section.url.as_str();
        let declared = &shared.card_parts.declared;
        let made = || MadePage { declared, title: &section.title, url, kind: "section", lang: section.lang };
        let mut map = own.unwrap_or_else(|| made_card(&shared.site, &made()));
        put(&mut map, "section", url);
        put(&mut map, "total", section.pages.len());
        put(&mut map, "path", section.folder.trim_start_matches("content").trim_start_matches('/'));
        Value::from(map)
    };
    shared.section_cards[id.index()].get_or_init(make).clone()
}

/// What a link to a section needs.
fn section_link(slot: &RenderContext, id: SectionId) -> Value {
    let mut map = Map::new();
    for step in slot.ask(&Trail(id)).iter().take(1) {
        put(&mut map, "title", step.title);
        put(&mut map, "url", internal(&slot.shared.site.config, step.url.as_str()));
    }
    Value::from(map)
}

/// `terms(taxonomy="topics")`: name, slug, address and count of every term.
pub fn terms(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let name = kwargs.must_get::<&str>("taxonomy")?;
    let site = &slot.shared.site;
    let Some((terms, _)) = slot.ask(&listings::TermsOf(name)) else {
        let help = did_you_mean(name, site.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()));
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        return Err(Error::message(format!("there is no taxonomy \"{name}\"{help}")));
    };
    Ok(terms)
}

/// `breadcrumbs()`: from the home page to the parent of this one.
pub fn breadcrumbs(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let site = &slot.shared.site;
    let (page, section, url) = {
        let current = slot.current();
        (current.page, current.section, current.url.clone())
    };
    let mut way = Vec::new();
    let mut next = section.or_else(|| page.map(|id| site.page(id).section));
    while let Some(id) = next {
        let section = site.section(id);
        if section.url.as_str() != url {
            way.push(section_link(slot, id));
        }
        next = section.parent;
    }
    // A term hangs below its taxonomy, which hangs below the home page.
    if page.is_none() && section.is_none() {
        if let Some(all) = site.terms.iter().find(|all| url.starts_with(all.url.as_str()) && url != all.url.as_str()) {
            let mut map = Map::new();
            put(&mut map, "title", all.title.as_str());
            put(&mut map, "url", internal(&site.config, all.url.as_str()));
            way.push(Value::from(map));
        }
        if url != "/" {
            way.push(section_link(slot, site.top(slot.lang())));
        }
    }
    way.reverse();
    Ok(Value::from(way))
}

/// `neighbors()`: the pages before and after this one in its section.
pub fn neighbors(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let Some(id) = slot.current().page else { return Ok(pair(slot, None, None)) };
    let site = &slot.shared.site;
    let (previous, next) = slot.ask(&listings::Neighbors(&site.page(id).page.source));
    Ok(pair(slot, previous.0.as_ref(), next.0.as_ref()))
}

fn pair(slot: &RenderContext, previous: Option<&PageId>, next: Option<&PageId>) -> Value {
    let mut map = Map::new();
    put(&mut map, "previous", previous.map(|id| card(slot, *id)));
    put(&mut map, "next", next.map(|id| card(slot, *id)));
    Value::from(map)
}

/// `series()`: the series of this page, its place in it (from 1) and its neighbours there.
pub fn series(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let Some(id) = slot.current().page else { return Ok(Value::none()) };
    let site = &slot.shared.site;
    let Some(name) = &site.page(id).page.front.series else { return Ok(Value::none()) };
    let Cards(members) = slot.ask(&listings::Series(&name.value));
    let Some(at) = members.iter().position(|member| *member == id) else { return Ok(Value::none()) };
    let neighbour = |at: Option<usize>| at.and_then(|at| members.get(at)).map(|id| card(slot, *id));
    let mut map = Map::new();
    put(&mut map, "name", name.value.as_str());
    put(&mut map, "position", at + 1);
    put(&mut map, "previous", neighbour(at.checked_sub(1)));
    put(&mut map, "next", neighbour(Some(at + 1)));
    put(&mut map, "pages", cards(slot, &members));
    Ok(Value::from(map))
}

/// `records(type="clinic")`: the cards of all pages of a type, by their field `locality` and their paths.
pub fn records(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let kind = kwargs.must_get::<&str>("type")?;
    Ok(Value::from(listed(slot, &slot.ask(&Records(kind)).0)))
}

/// `record(type="clinic", key="metatouch")`: the card of the page of a type with a key, with its fields.
pub fn record(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let kind = kwargs.must_get::<&str>("type")?;
    let key = kwargs.must_get::<&str>("key")?;
    if let Some(id) = name_lookup::record(slot, kind, key) {
        return Ok(card(slot, id));
    }
    let known = slot.shared.site.record_keys(kind);
    let help = did_you_mean(key, known.iter().copied()).unwrap_or_else(|| match known.is_empty() {
        true => format!("this site has no page of the type {kind} yet"),
        false => format!("the keys are: {}", known.join(", ")),
    });
    Err(Error::message(format!("there is no {kind} \"{key}\"; {help}")))
}

/// `datum(file="people.yaml", key="guide-team")`: an entry of a file of `content/data`, with its key.
pub fn datum(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let file = kwargs.must_get::<&str>("file")?;
    let key = kwargs.must_get::<&str>("key")?;
    let Some(node) = slot.ask(&questions::Datum(file, key)) else {
        return Err(Error::message(format!("\"{key}\" is not in content/data/{file}")));
    };
    let mut map = data(node).into_map().unwrap_or_default();
    put(&mut map, "key", key);
    Ok(Value::from(map))
}

/// `backlinks()`: the pages that link to this one.
pub fn backlinks(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let Some(id) = slot.current().page else { return Ok(Value::from(Vec::<Value>::new())) };
    let site = &slot.shared.site;
    let Cards(from) = slot.ask(&listings::Backlinks(&site.page(id).page.source));
    Ok(Value::from(cards(slot, &from)))
}
