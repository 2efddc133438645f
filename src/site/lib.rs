//! All files to a `Site`: addresses and their collisions, sections and their order, terms, series, data, links.
//!
//! Derives, never patches: a `document::Page` stays as it was read, what follows from the others stands beside it.

mod address;
mod addressed;
pub mod addresses;
mod addressing;
pub mod agenda;
mod contacts;
mod demanded;
mod drawn;
mod exchange;
mod find;
mod gather;
mod hidden;
mod index;
mod languages;
mod leads;
mod length;
mod linking;
mod listing;
mod lists;
mod lost;
mod lost_words;
mod model;
mod pictures;
pub mod plan;
mod published;
mod redirects;
mod references;
mod resolve;
mod review;
mod searched;
mod site;
mod structure;
mod suggestion;
mod taxonomy;
pub mod track;
mod translated;
mod versions;

pub use addressed::Addressed;
pub use addressing::Parts;
pub use drawn::{CARD_TEMPLATE, ICONS, MANIFEST};
pub use exchange::Exchanged;
pub use hidden::{Hidden, Unpublished};
pub use linking::SUGGESTIONS;
pub use lists::{Section, Term, Terms};
pub use lost::{file_print, words};
pub use model::{
    AnchorCheck, AnchorChecks, Asker, Given, Glossary, Linked, Looked, PageId, SectionId, Series, SiteFile, SitePage,
    Target, Use,
};
pub use pictures::{beside, broken};
pub use plan::{Owner, numbered};
pub use resolve::{Found, Named, Referrer, Resolved};
pub use review::due;
pub use site::Site;
pub use suggestion::relative;
pub use translated::Translation;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use index::Index;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

/// What is wrong with a site as a whole, and with single pages of it.
#[derive(Debug, Default)]
pub struct Findings {
    pub site: Vec<Diagnostic>,
    /// What can be found out again for one page alone: links and names that lead nowhere.
    pub pages: BTreeMap<SourcePath, Vec<Diagnostic>>,
}

impl Site {
    /// Derives a site from its parts. Never fails; every problem of every page is a diagnostic.
    pub fn link(parts: Parts) -> (Site, Findings) {
        let mut out = Vec::new();
        let threads = parts.threads;
        let addressed = Addressed::new(parts, &mut out);
        let mut plan = plan::plan(&addressed);
        let redirects = redirects::gather(&addressed, &plan, &mut out);
        plan.add_redirects(redirects.each());
        let Addressed { config, theme, pages, published, sections, terms, files, unpublished, .. } = &addressed;
        let mut site = Site {
            asking: gather::asking(pages),
            by_url: gather::by_url(pages, *published, &plan, terms),
            glossaries: gather::glossaries(addressed.for_readers(), theme, config),
            index: Index::new(pages, sections, files, unpublished),
            records: gather::records(pages, &mut out),
            series: listing::series(pages),
            places: listing::places(sections, pages.len()),
            lost: false,
            anchor_checks: AnchorChecks::new(),
            pictures: model::Pictures::default(),
            contacts: contacts::Book::default(),
            backlinks: OnceLock::new(),
            addressed,
            plan,
            redirects,
        };
        let found = linking::resolve_all(&site.pages, &site.lookup(), threads);
        let mut of_pages = Vec::new();
        linking::report(site.pages.iter().map(|page| &*page.page).zip(&found), &site.lookup(), &mut of_pages);
        for (page, found) in site.addressed.pages.iter_mut().zip(found) {
            page.links = found.links;
            linking::add_checks(&mut site.anchor_checks, found.anchors);
        }
        redirects::check_parts(&mut site);
        site.contacts = contacts::book(&site);
        site.use_pictures();
        plan::report(&site, &mut out);
        length::check(&site, &mut out);
        pictures::report(&site, &mut out);
        for id in site.ids() {
            references::of_page(&site, id, &mut of_pages);
            lost::of_page(&site, id, &mut of_pages);
        }
        site.lost = lost::of_site(&site, &mut out);
        references::of_site(&site, &mut out);
        demanded::of_site(&site, &mut out);
        drawn::report(&site, &mut out);
        let mut findings = Findings { site: out, pages: BTreeMap::new() };
        for found in of_pages {
            findings.pages.entry(found.file.clone()).or_default().push(found);
        }
        (site, findings)
    }
}
