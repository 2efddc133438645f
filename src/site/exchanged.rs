//! Pages whose texts have changed places: what was published at one address stands at another now, which was published too
//! and shows something else there. Nothing is lost then, and everybody who follows a link reads the wrong page.
//!
//! Looks only at pages that are not what was published at their address: headings of theirs are gone, or they had none.

use super::linking::has_anchor;
use super::lost::{NEW_AND_ALIKE, OLD_AND_ALIKE, words};
use super::model::SitePage;
use super::site::Site;
use crate::addresses::{FILE, MinHash, PublishedAddress};
use vertebra_base::diagnostic::Diagnostic;

/// So many pages are compared with each other; more are others at once only when the whole site is.
const MOST: usize = 200;

/// A page that is not what was published at its address.
struct Changed<'s> {
    page: &'s SitePage,
    now: MinHash,
    then: &'s MinHash,
}

/// Tells the pages that stand where another was published, while what was published there is elsewhere.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    if site.book.damaged || site.book.published.is_empty() {
        return;
    }
    let today = site.now.date();
    let record = |page: &SitePage| site.book.published.get(&page.url).filter(|record| record.since <= today);
    let changed = |page| changed(page, record(page)?);
    let all: Vec<Changed> = site.for_readers().iter().filter_map(changed).take(MOST).collect();
    let mut told: Vec<(usize, usize)> = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let is_it = |other: &Changed| one.now.resemblance(other.then) >= OLD_AND_ALIKE;
        let Some(from) = all.iter().position(is_it).filter(|from| *from != at) else { continue };
        // Two that have changed places are one cause.
        if !told.contains(&(from, at)) {
            told.push((at, from));
            let is_exchange = all[from].now.resemblance(one.then) >= OLD_AND_ALIKE;
            out.push(warning(one.page, all[from].page, is_exchange));
        }
    }
}

/// Whether a page is compared with others: then what is told of them depends on its text.
pub fn is_compared(site: &Site, page: &SitePage) -> bool {
    let record = site.book.published.get(&page.url).filter(|_| page.is_published() && !site.book.damaged);
    record.is_some_and(|record| changed(page, record).is_some())
}

fn changed<'s>(page: &'s SitePage, record: &'s PublishedAddress) -> Option<Changed<'s>> {
    let then = record.words.as_ref()?;
    let is_same = !record.headings.is_empty() && record.headings.iter().all(|id| has_anchor(&page.page, id));
    if is_same {
        return None;
    }
    let now = words(&page.page);
    (now.resemblance(then) < NEW_AND_ALIKE).then_some(Changed { page, now, then })
}

fn warning(page: &SitePage, old: &SitePage, is_exchange: bool) -> Diagnostic {
    let (own, other) = (&page.page.source, &old.page.source);
    let message = match is_exchange {
        true => format!(
            "this page and {other} have changed places: each was published at the address of the other, {} and {}",
            old.url, page.url
        ),
        false => format!("this page was published at {}, which is the address of {other} now", old.url),
    };
    let help = format!(
        "if only the names of the files were changed, give each page its old address, here:\nurl: {}\n\
         if readers of {} are to find this page, there is nothing to do",
        old.url, page.url
    );
    let note = format!("links from other websites still lead to {} and {} as published: see {FILE}", page.url, old.url);
    Diagnostic::warning("url-exchanged", own, page.page.front.title.span, message).with_help(help).with_note(note)
}
