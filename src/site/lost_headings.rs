//! Headings that were published once and are no more, while their page is still there.

use super::linking;
use super::lost_words;
use super::model::PageId;
use super::site::Site;
use crate::addresses::PublishedAddress;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::page_address;
use vertebra_base::path::UrlPath;
use vertebra_markdown::Page;

impl Site {
    /// What the address book keeps of a page that stands at an address: what was published there, and at the old
    /// addresses that lead to the page. Browsers take the id of a heading along when they are led on.
    pub fn published_headings(&self, page: &Page, url: &UrlPath) -> Vec<(UrlPath, &PublishedAddress)> {
        let aliases = page.front.aliases.iter().filter_map(|alias| page_address(&alias.value));
        let record = |url: UrlPath| {
            let record = self.book.published.get(&url)?;
            Some((url, record))
        };
        let records = std::iter::once(url.clone()).chain(aliases).filter_map(record);
        records.filter(|(_, record)| !record.headings.is_empty()).collect()
    }
}

/// Tells the headings of a page that were published and are gone.
pub fn of_page(site: &Site, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    if !page.is_published() || site.book.damaged {
        return;
    }
    let today = site.now.date();
    let mut records = site.published_headings(&page.page, &page.url);
    records.retain(|(_, record)| record.since <= today);
    let Some(since) = records.iter().map(|(_, record)| record.since).min() else { return };
    let is_given_up = |id: &str| {
        let is_here = |from: &UrlPath| *from == page.url || records.iter().any(|(url, _)| url == from);
        let mut gone = site.book.gone.iter();
        gone.any(|gone| gone.fragment.as_deref() == Some(id) && is_here(&gone.from.value))
    };
    let moved = site.moved_headings(&page.page, &page.url);
    out.extend(moved.iter().map(|it| lost_words::moved_heading((&page.page, &page.url), it, &moved, today)));
    let mut lost: Vec<&str> = Vec::new();
    for id in records.iter().flat_map(|(_, record)| &record.headings) {
        if !linking::has_anchor(&page.page, id)
            && !is_given_up(id)
            && !moved.iter().any(|it| it.old == *id)
            && !lost.contains(&id.as_str())
        {
            lost.push(id);
        }
    }
    if !lost.is_empty() {
        let known: Vec<&PublishedAddress> = records.iter().map(|(_, record)| *record).collect();
        out.push(lost_words::headings((&page.page, &page.url), (&known, since), &lost, today));
    }
}
