//! The function `pages`: all that templates may ask for at once.

use tera::{Error, Kwargs, TeraResult, Value};

use super::lookups::{listed, no_section};
use super::slot::Slot;
use super::{asked, known};
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
    slot.log_spoken(Fact::Pages(query.clone()));
    if !matches!(&*query.sort, "" | "title" | "date") {
        let message = format!("pages can be sorted by title or date, not by \"{}\"", query.sort);
        return Err(Error::message(message));
    }
    let site = &slot.shared.site;
    let Some(ids) = found.and_then(|_| asked::ask(site, known::asker(slot), &query)) else {
        return Err(no_section(site, &query.section));
    };
    Ok(Value::from(listed(slot, &ids)))
}
