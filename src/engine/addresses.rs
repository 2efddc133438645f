//! What a site that is published adds to its address book.

use std::collections::BTreeMap;

use super::state::Build;
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_site::addresses::{self, AddressBookChange, PublishedAddress, RedirectTarget};
use vertebra_site::plan;
use vertebra_site::{self as site, Owner, Site, SitePage};

/// What became of the address book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressUpdate {
    /// It says all already.
    Same,
    /// Its new text, and how many addresses are new in it.
    New { text: String, count: usize },
    /// Nothing may be written: why, and what to do.
    Refused { message: String, help: String },
}

impl Build {
    /// The address book as it is to be once this site is published: what it said before, and every address that is
    /// published now. Writes nothing; whoever publishes the site does, after that, in the file `addresses::FILE`.
    pub fn recorded(&self) -> AddressUpdate {
        let site = self.site();
        let refused =
            |message: &str, help: &str| AddressUpdate::Refused { message: message.to_owned(), help: help.to_owned() };
        if self.input.options.drafts {
            return refused("a site built with drafts must not be released", "leave out --drafts");
        }
        if site.book.damaged {
            let help = "fix the errors in it above";
            return refused(&format!("{} cannot be read, so nothing was added to it", addresses::FILE), help);
        }
        let published = now_and_before(site);
        let count = published.keys().filter(|url| !site.book.published.contains_key(*url)).count();
        let old = self.input.snapshot.text(&SourcePath::new(addresses::FILE)).unwrap_or_default();
        match addresses::change(&old, &AddressBookChange { published: Some(published), ..AddressBookChange::default() })
        {
            Some(text) if text == old => AddressUpdate::Same,
            Some(text) => AddressUpdate::New { text, count },
            None => refused(
                &format!(
                    "nothing can be added to the part \"published:\" of {}, because of how it is written",
                    addresses::FILE
                ),
                "write published: on a line of its own, and each address on its own line below, indented by two spaces",
            ),
        }
    }
}

/// Every address that was ever published, today's with what they are today.
fn now_and_before(site: &Site) -> BTreeMap<UrlPath, PublishedAddress> {
    let mut all = site.book.published.clone();
    let mut add = |url: &UrlPath, fill: &dyn Fn(&mut PublishedAddress)| {
        let record = all.entry(url.clone()).or_insert_with(|| PublishedAddress::new(site.now.date()));
        fill(record);
    };
    let pages = site.pages.iter().zip(site.ids()).filter(|(page, id)| page.is_published() && !site.is_not_found(*id));
    for (page, _) in pages {
        add(&page.url, &|record| {
            of_page(page, record);
            site.record_parts(&page.page, &page.url, record);
        });
    }
    // Lists that no file describes are pages all the same: people bookmark them.
    for url in plan::bare_lists(site) {
        add(url, &|record| (record.file, record.words, record.to) = (None, None, None));
    }
    for (_, _, url) in plan::feeds(site) {
        for format in plan::formats(site) {
            let feed = OutputPath::new(&format!("{}{}", url.as_str().trim_start_matches('/'), format.file_name()));
            let is_ours = |feed: &OutputPath| !matches!(site.plan.owner(feed), Some(Owner::File(_)));
            feed.iter().filter(|feed| is_ours(feed)).for_each(|feed| add(&feed.url(), &|record| record.to = None));
        }
    }
    for file in
        site.files.iter().filter(|file| file.is_published() && !file.used.hidden && is_for_readers(&file.source))
    {
        add(&file.url, &|record| {
            record.file = file.source.in_content().map(str::to_owned);
            record.bytes = Some(site::file_print(file.content.print()));
            (record.words, record.to) = (None, None);
        });
    }
    for redirect in site.redirects.each().filter(|redirect| redirect.to != RedirectTarget::Gone) {
        add(&redirect.from, &|record| record.to = Some(redirect.to.to_string()));
    }
    all
}

fn of_page(page: &SitePage, record: &mut PublishedAddress) {
    record.file = page.page.source.in_content().map(str::to_owned);
    record.words = Some(site::words(&page.page));
    (record.bytes, record.to) = (None, None);
    for heading in &page.page.headings {
        if !record.headings.contains(&heading.id) {
            record.headings.push(heading.id.clone());
        }
    }
}

/// Files for hosts, such as `_headers`, have no readers, and hosts have their own.
fn is_for_readers(source: &SourcePath) -> bool {
    !source.as_str().split('/').any(|part| part.starts_with(['_', '.']))
}
