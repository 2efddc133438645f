//! What an output finds by name. In a preview, look-ups from a published page find a hidden one only when a list has shown
//! it to them: what fails in a build fails here as well, and what does not fail there does not fail here.

use super::asked;
use super::questions::{Place, Record};
use super::slot::Slot;
use vertebra_base::slug::slugify;
use vertebra_markdown::Page;
use vertebra_site::track::Fact;
use vertebra_site::{Asker, PageId, SectionId};

/// A page by its path or address.
pub fn page(slot: &Slot, path: &str) -> Option<PageId> {
    slot.shared.site.find_for(asker(slot), path).filter(|id| finds_page(slot, *id))
}

/// A section by its folder or address.
pub fn section(slot: &Slot, path: &str) -> Option<SectionId> {
    slot.shared.site.find_section_for(asker(slot), path).filter(|id| finds_section(slot, *id))
}

/// The page of a type with a key, asked for.
pub fn record(slot: &Slot, kind: &str, key: &str) -> Option<PageId> {
    slot.ask(&Record(kind, key)).0.filter(|id| finds_page(slot, *id))
}

/// What the job at hand finds of what a name means.
pub fn seen(slot: &Slot, Place { page, section }: Place) -> Place {
    Place { page: page.filter(|id| finds_page(slot, *id)), section: section.filter(|id| finds_section(slot, *id)) }
}

/// Who asks: the job at hand.
pub fn asker(slot: &Slot) -> Asker {
    Asker { lang: slot.lang(), sees_hidden: is_hidden(slot) }
}

/// Whether the job at hand is one that only a preview has.
pub fn is_hidden(slot: &Slot) -> bool {
    let site = &slot.shared.site;
    let current = slot.current();
    current.page.is_some_and(|id| !site.page(id).is_published())
        || current.section.is_some_and(|id| !site.section(id).published)
}

fn finds_page(slot: &Slot, id: PageId) -> bool {
    let site = &slot.shared.site;
    let page = site.page(id);
    let folder = &site.section(page.section).name;
    let asker = asker(slot);
    let shows = |fact: &Fact| match fact.bare() {
        Fact::Card(source) => *source == page.page.source,
        Fact::Records(kind) => *kind == page.page.front.kind.value,
        Fact::Pages(query) => asked::ask(site, asker, query).is_some_and(|ids| ids.contains(&id)),
        Fact::Term(_, slug, _) => carries(&page.page, slug),
        fact => is_list_of(fact, folder),
    };
    page.is_published() || is_hidden(slot) || slot.current().reads.any(shows)
}

fn carries(page: &Page, slug: &str) -> bool {
    page.front.terms.iter().flat_map(|(_, terms)| terms).any(|term| slugify(&term.value) == slug)
}

fn finds_section(slot: &Slot, id: SectionId) -> bool {
    let site = &slot.shared.site;
    let section = site.section(id);
    let shows = |fact: &Fact| section.parent.is_some_and(|above| is_list_of(fact, &site.section(above).name));
    section.published || is_hidden(slot) || slot.current().reads.any(shows)
}

fn is_list_of(fact: &Fact, folder: &str) -> bool {
    matches!(fact, Fact::Listing(of) | Fact::Slice(of, _) if of == folder)
}
