//! Which pages a template asks for: the answer before it is made of cards.

use vertebra_base::collation::compare;
use vertebra_site::deps::Query;
use vertebra_site::{LookupScope, PageId, SectionId, Site};

/// The pages that a template asks for, in the language of the asker; none when there is no such section in any.
pub fn ask(site: &Site, asker: LookupScope, query: &Query) -> Option<Vec<PageId>> {
    let Some(section) = site.own_section(asker, &query.section) else {
        // A page that is alone in its folder is a section without pages, as far as anybody asks for them.
        let is_there =
            site.find_section_for(asker, &query.section).is_some() || site.find_for(asker, &query.section).is_some();
        return is_there.then(Vec::new);
    };
    let mut ids = Vec::new();
    collect(site, section, query.recursive, &mut ids);
    if !query.kind.is_empty() {
        ids.retain(|id| site.page(*id).page.front.kind.value == query.kind);
    }
    match &*query.sort {
        "title" => {
            let title = |id: &PageId| &site.page(*id).page.front.title.value;
            ids.sort_by(|a, b| compare(title(a), title(b), site.config.tag(asker.lang)));
        }
        "date" => ids.sort_by_cached_key(|id| {
            let front = &site.page(*id).page.front;
            std::cmp::Reverse(front.date.as_ref().map(|date| date.value.zoned.timestamp()))
        }),
        _ => {}
    }
    if query.limit > 0 {
        ids.truncate(query.limit);
    }
    Some(ids)
}

fn collect(site: &Site, id: SectionId, recursive: bool, ids: &mut Vec<PageId>) {
    let section = site.section(id);
    ids.extend(&section.pages);
    if recursive {
        for below in &section.sections {
            ids.extend(site.section(*below).index);
            collect(site, *below, true, ids);
        }
    }
}
