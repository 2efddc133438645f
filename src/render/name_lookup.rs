//! What an output finds by name. In a preview, look-ups from a published page find a hidden one only when a list has shown
//! it to them: what fails in a build fails here as well, and what does not fail there does not fail here.

use super::context::RenderContext;
use super::page_query;
use super::question::PageOrSection;
use super::questions::RecordPage;
use vertebra_base::slug::slugify;
use vertebra_markdown::Page;
use vertebra_site::deps::Dep;
use vertebra_site::{PageId, SectionId};

/// A page by its path or address.
pub fn page(slot: &RenderContext, path: &str) -> Option<PageId> {
    slot.shared.site.find_for(slot.asker(), path).filter(|id| finds_page(slot, *id))
}

/// A section by its folder or address.
pub fn section(slot: &RenderContext, path: &str) -> Option<SectionId> {
    slot.shared.site.find_section_for(slot.asker(), path).filter(|id| finds_section(slot, *id))
}

/// The page of a type with a key, asked for.
pub fn record(slot: &RenderContext, kind: &str, key: &str) -> Option<PageId> {
    slot.ask(&RecordPage(kind, key)).0.filter(|id| finds_page(slot, *id))
}

/// What the job at hand finds of what a name means.
pub fn seen(slot: &RenderContext, PageOrSection { page, section }: PageOrSection) -> PageOrSection {
    PageOrSection {
        page: page.filter(|id| finds_page(slot, *id)),
        section: section.filter(|id| finds_section(slot, *id)),
    }
}

fn finds_page(slot: &RenderContext, id: PageId) -> bool {
    let site = &slot.shared.site;
    let page = site.page(id);
    let folder = &site.section(page.section).name;
    let asker = slot.asker();
    let shows = |fact: &Dep| match fact.bare() {
        Dep::PageMeta(source) => *source == page.page.source,
        Dep::Records(kind) => *kind == page.page.front.kind.value,
        Dep::Pages(query) => page_query::ask(site, asker, query).is_some_and(|ids| ids.contains(&id)),
        Dep::Term(_, slug, _) => carries(&page.page, slug),
        fact => is_list_of(fact, folder),
    };
    page.is_published() || slot.is_hidden() || slot.current().reads.any(shows)
}

fn carries(page: &Page, slug: &str) -> bool {
    page.front.terms.iter().flat_map(|(_, terms)| terms).any(|term| slugify(&term.value) == slug)
}

fn finds_section(slot: &RenderContext, id: SectionId) -> bool {
    let site = &slot.shared.site;
    let section = site.section(id);
    let shows = |fact: &Dep| section.parent.is_some_and(|above| is_list_of(fact, &site.section(above).name));
    section.published || slot.is_hidden() || slot.current().reads.any(shows)
}

fn is_list_of(fact: &Dep, folder: &str) -> bool {
    matches!(fact, Dep::Listing(of) | Dep::Slice(of, _) if of == folder)
}
