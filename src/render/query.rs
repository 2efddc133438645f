//! The function `pages`: all that templates may ask for at once.

use tera::{Error, Kwargs, TeraResult, Value};

use super::context::RenderContext;
use super::lookups::{listed, no_section};
use super::name_lookup;
use super::question::Cards;
use vertebra_site::deps::Query;

/// `pages(section="guides", type="article", recursive=true, limit=5, sort="title")`: cards in the order of lists.
pub fn pages(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let text = |name| Ok::<_, Error>(kwargs.get::<&str>(name)?.unwrap_or_default().to_owned());
    let query = Query {
        section: text("section")?,
        kind: text("type")?,
        recursive: kwargs.get::<bool>("recursive")?.unwrap_or(false),
        limit: kwargs.get::<usize>("limit")?.unwrap_or(0),
        sort: text("sort")?,
    };
    // The section is looked for first: once it is asked for, the list itself shows hidden pages.
    let found =
        name_lookup::section(slot, &query.section).is_some() || name_lookup::page(slot, &query.section).is_some();
    let (_, pages) = slot.ask(&query);
    if !matches!(&*query.sort, "" | "title" | "date") {
        let message = format!("pages can be sorted by title or date, not by \"{}\"", query.sort);
        return Err(Error::message(message));
    }
    let Some(Cards(ids)) = pages.filter(|_| found) else {
        return Err(no_section(&slot.shared.site, &query.section));
    };
    Ok(Value::from(listed(slot, &ids)))
}
