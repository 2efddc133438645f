//! The function `pages`: all that templates may ask for at once.

use tera::{Error, Kwargs, TeraResult, Value};

use super::known;
use super::lookups::{listed, no_section};
use super::slot::Slot;
use crate::site::{PageId, SectionId, Site};
use crate::track::{Fact, Query};

/// `pages(section="guides", type="article", recursive=true, limit=5, sort="title")`: cards in the order of lists.
pub fn pages(slot: &Slot, kwargs: &Kwargs) -> TeraResult<Value> {
    let text = |name| Ok::<_, Error>(kwargs.get::<&str>(name)?.unwrap_or_default().to_owned());
    let query = Query {
        section: text("section")?,
        kind: text("type")?,
        recursive: kwargs.get::<bool>("recursive")?.unwrap_or(false),
        limit: kwargs.get::<usize>("limit")?.unwrap_or(0),
        sort: text("sort")?,
    };
    let found = known::section(slot, &query.section);
    slot.log(Fact::Pages(query.clone()));
    if !matches!(&*query.sort, "" | "title" | "date") {
        let message = format!("pages can be sorted by title or date, not by \"{}\"", query.sort);
        return Err(Error::message(message));
    }
    let site = &slot.shared.site;
    let Some(ids) = found.and_then(|_| ask(site, &query)) else { return Err(no_section(site, &query.section)) };
    Ok(Value::from(listed(slot, &ids)))
}

/// The pages that a template asks for; none when there is no such section.
pub fn ask(site: &Site, query: &Query) -> Option<Vec<PageId>> {
    let section = site.find_section(&query.section)?;
    let mut ids = Vec::new();
    collect(site, section, query.recursive, &mut ids);
    if !query.kind.is_empty() {
        ids.retain(|id| site.page(*id).page.front.kind.value == query.kind);
    }
    match &*query.sort {
        "title" => ids.sort_by_cached_key(|id| site.page(*id).page.front.title.value.to_lowercase()),
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
