//! The phases of a site, one after the other: each is made whole of the one before it, and then told of.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::addressed::Addressed;
use crate::addressing::Parts;
use crate::catalog::Catalog;
use crate::index::SiteIndex;
use crate::model::{AddressedFile, AnchorChecks, Pictures, SiteFile};
use crate::resolve::Lookup;
use crate::site::Site;
use crate::{
    contacts, exchanged, hidden_files, length, linking, listing, lookup_tables, lost, lost_headings, page_requirements,
    pictures, plan, redirects, references, social_cards, unmatched, unused_files,
};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

/// What is wrong with a site as a whole, and with single pages of it.
#[derive(Debug, Default)]
pub struct Findings {
    pub site: Vec<Diagnostic>,
    /// What can be found out again for one page alone: links and names that lead nowhere.
    pub pages: BTreeMap<SourcePath, Vec<Diagnostic>>,
}

impl Catalog {
    /// Plans an addressed site, and finds everything in it by its name.
    fn new(addressed: Addressed, out: &mut Vec<Diagnostic>) -> Self {
        let mut plan = plan::plan(&addressed);
        let redirects = redirects::gather(&addressed, &plan, out);
        plan.add_redirects(redirects.each());
        let Addressed { config, theme, pages, published, sections, terms, files, unpublished, .. } = &addressed;
        Catalog {
            asking: lookup_tables::asking(pages),
            by_url: lookup_tables::by_url(pages, *published, &plan, terms),
            glossaries: lookup_tables::glossaries(addressed.for_readers(), theme, config),
            index: SiteIndex::new(pages, sections, files, unpublished),
            records: lookup_tables::records(pages, out),
            series: listing::series(pages, config),
            places: listing::places(sections, pages.len()),
            addressed,
            plan,
            redirects,
        }
    }
}

impl Site {
    /// Derives a site from its parts. Never fails; every problem of every page is a diagnostic.
    pub fn link(parts: Parts) -> (Site, Findings) {
        let (mut out, mut of_pages) = (Vec::new(), Vec::new());
        let threads = parts.threads;
        let addressed = Addressed::new(parts, &mut out);
        let catalog = Catalog::new(addressed, &mut out);
        let lookup = Lookup(&catalog);
        let found = linking::resolve_all(&lookup, threads);
        linking::report(catalog.pages.iter().map(|page| &*page.page).zip(&found), &lookup, &mut of_pages);
        let site = Site::new(catalog, found);
        site.tell(&mut out, &mut of_pages);
        let mut findings = Findings { site: out, pages: BTreeMap::new() };
        for found in of_pages {
            findings.pages.entry(found.file.clone()).or_default().push(found);
        }
        (site, findings)
    }

    /// What follows from where the links of all pages lead.
    fn new(catalog: Catalog, found: Vec<linking::PageLinks>) -> Self {
        let mut links = Vec::with_capacity(found.len());
        let mut anchor_checks = AnchorChecks::new();
        for found in found {
            links.push(found.links);
            linking::add_checks(&mut anchor_checks, found.anchors);
        }
        linking::add_checks(&mut anchor_checks, redirects::check_parts(&catalog));
        let uses = pictures::uses(&catalog, &links).into_iter().zip(hidden_files::of_hidden(&catalog, &links));
        let file =
            |(file, (used, of_hidden)): (&Arc<AddressedFile>, _)| SiteFile { file: file.clone(), used, of_hidden };
        let files: Vec<SiteFile> = catalog.files.iter().zip(uses).map(file).collect();
        Site {
            pictures: Pictures::of(&files),
            contacts: contacts::book(&catalog),
            lost: !lost::addresses(&catalog, &files).is_empty(),
            backlinks: OnceLock::new(),
            catalog,
            links,
            anchor_checks,
            files,
        }
    }

    /// Tells what is wrong with the whole site, and with the names on its pages.
    fn tell(&self, out: &mut Vec<Diagnostic>, of_pages: &mut Vec<Diagnostic>) {
        plan::report(self, out);
        length::check(self, out);
        pictures::report(self, out);
        for id in self.ids() {
            references::of_page(self, id, of_pages);
            lost_headings::of_page(self, id, of_pages);
        }
        lost::of_site(self, out);
        exchanged::of_site(self, out);
        references::of_site(self, out);
        page_requirements::of_site(self, out);
        unmatched::of_site(self, out);
        unused_files::of_site(self, out);
        social_cards::report(self, out);
    }
}
