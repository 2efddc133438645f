//! What is written for programs that read for people: `llms.txt`.

use tera::{Context, Map, Value};

use super::context::RenderContext;
use super::listings::{TermsOf, Trail};
use super::menus::MenuItems;
use super::question::READER;
use super::sitemap::IndexedPages;
use super::values::{internal, put};
use super::worker::Worker;
use super::{name_lookup, page_query};
use vertebra_schema::config::{Lang, MenuItem, MenuTarget};
use vertebra_site::deps::Query;
use vertebra_site::plan;
use vertebra_site::{PageId, SectionId, Site};

/// The context of `llms.txt`: what the main menu names first, then each section with its pages, then what is left; in the
/// first language.
/// Nothing is called optional: a disclaimer must not be skipped. Source: llmstxt.org.
pub fn llms(worker: &Worker) -> Context {
    let slot = &worker.slot;
    let site = &worker.shared.site;
    let everything =
        Query { recursive: true, section: String::new(), kind: String::new(), limit: 0, sort: String::new() };
    let pages = page_query::ask(site, READER, &everything).unwrap_or_default();
    slot.note(&everything);
    // Pages of terms are lists, and have no Markdown.
    site.config.taxonomies.iter().for_each(|taxonomy| slot.note(&TermsOf(&taxonomy.name)));
    slot.note(&IndexedPages);
    slot.note(&MenuItems("main"));
    let indexed = plan::indexed(site);
    let home = site.sections.first().and_then(|section| section.index).filter(|id| indexed.contains(id));
    home.into_iter().for_each(|id| _ = super::lookups::card(slot, id));
    let (named, sections) = in_menu(slot);
    let mut groups = Vec::new();
    let mut told: Vec<PageId> = Vec::new();
    let mut add = |title: &str, ids: Vec<PageId>| {
        let new: Vec<PageId> = ids.into_iter().filter(|id| indexed.contains(id) && !told.contains(id)).collect();
        told.extend(&new);
        if !new.is_empty() {
            let mut map = Map::new();
            put(&mut map, "title", title);
            put(&mut map, "links", new.iter().map(|id| link(worker, *id)).collect::<Vec<_>>());
            groups.push(Value::from(map));
        }
    };
    let start = home.map_or(site.config.title.as_str(), |id| site.page(id).page.front.title.value.as_str());
    add(start, named.into_iter().chain(home).collect());
    let others = (1..site.sections.len()).map(|at| SectionId(at as u32)).filter(|id| !sections.contains(id));
    let in_first = |id: &SectionId| site.section(*id).lang == Lang::FIRST;
    for id in sections.iter().copied().chain(others).filter(in_first) {
        let section = site.section(id);
        if !site.terms.iter().any(|all| all.url == section.url) {
            slot.note(&Trail(id));
            add(&section.title, section.index.into_iter().chain(section.pages.iter().copied()).collect());
        }
    }
    add(&site.config.title, pages);
    let mut context = Context::new();
    context.insert_value("groups", Value::from(groups));
    context
}

/// The pages and the sections that the main menu names, in its order.
fn in_menu(slot: &RenderContext) -> (Vec<PageId>, Vec<SectionId>) {
    let site = &slot.shared.site;
    let mut found = (Vec::new(), Vec::new());
    let menu = site.config.menus.iter().find(|menu| menu.name == "main");
    menu.into_iter().for_each(|menu| gather(site, slot, &menu.items, &mut found));
    found.0.extend(site.asking("main").iter().filter(|id| site.page(**id).lang == Lang::FIRST));
    found
}

fn gather(site: &Site, slot: &RenderContext, items: &[MenuItem], found: &mut (Vec<PageId>, Vec<SectionId>)) {
    for item in items {
        if let MenuTarget::Page(path) = &item.target {
            let page = name_lookup::page(slot, path);
            match page.filter(|id| !site.page(*id).is_index).is_some() {
                true => found.0.extend(page),
                false => {
                    found.1.extend(page.map(|id| site.page(id).section).or_else(|| name_lookup::section(slot, path)))
                }
            }
        }
        gather(site, slot, &item.children, found);
    }
}

/// A page by its title, with what it is about; its Markdown where that is written.
fn link(worker: &Worker, id: PageId) -> Value {
    let site = &worker.shared.site;
    let page = site.page(id);
    let front = &page.page.front;
    let url = if plan::has_twin(site, id) { plan::twin_url(&page.url) } else { page.url.to_string() };
    let line = |text: &str| text.replace(['\n', '\r'], " ");
    let mut map = Map::new();
    put(&mut map, "title", line(&front.title.value).replace('[', "(").replace(']', ")"));
    put(&mut map, "url", site.config.base_url.absolute(&internal(&site.config, &url)));
    put(&mut map, "description", front.description.as_ref().map(|text| line(&text.value)));
    Value::from(map)
}
