//! All files to a `Site`: addresses and their collisions, sections and their order, terms, series, data, links.
//!
//! Derives, never patches: a `document::Page` stays as it was read, what follows from the others stands beside it.

mod address;
mod addressed;
pub mod addresses;
pub mod agenda;
mod contacts;
mod demanded;
mod drawn;
mod exchange;
mod find;
mod gather;
mod index;
mod languages;
mod leads;
mod length;
mod linking;
mod listing;
mod lost;
mod lost_words;
mod pictures;
pub mod plan;
mod published;
mod redirects;
mod references;
mod resolve;
mod searched;
mod structure;
mod suggestion;
mod taxonomy;
pub mod track;
mod translated;
mod versions;

pub use addressed::Addressed;
pub use demanded::due;
pub use drawn::{CARD_TEMPLATE, ICONS, MANIFEST};
pub use exchange::Exchanged;
pub use find::Asker;
pub use leads::Lead;
pub use linking::{AnchorCheck, AnchorChecks, Linked, SUGGESTIONS, Target};
pub use listing::{Section, SectionId, Series};
pub use lost::{file_print, words};
pub use pictures::{Given, Looked, Use, beside, broken};
pub use plan::{Owner, numbered};
pub use published::{Hidden, Unpublished};
pub use suggestion::relative;
pub use taxonomy::{Term, Terms};
pub use translated::Translation;

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::addresses::{Book, Redirects};
use index::Index;
use plan::Plan;
use resolve::Lookup;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::composed;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_markdown::Page;
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::rules::Rules;
use vertebra_schema::theme::Theme;
use vertebra_style::Assets;
use vertebra_yaml::Node;

/// A page, by its place in `Site::pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// Its place in `Site::pages`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a site is made of, before anything is derived.
pub struct Parts {
    pub config: Config,
    pub theme: Theme,
    pub rules: Arc<Rules>,
    pub assets: Arc<Assets>,
    pub pages: Vec<Arc<Page>>,
    /// Data files by their path inside `content/data/`.
    pub data: BTreeMap<String, Node>,
    /// Files beside the pages, and what those that are pictures hold.
    pub files: Vec<Given>,
    /// The addresses that were ever published.
    pub book: Book,
    pub now: jiff::Zoned,
    /// Publish drafts too.
    pub drafts: bool,
    /// Have pages too that are not published, for the eyes of editors.
    pub preview: bool,
    pub threads: usize,
}

/// A whole site, linked.
#[derive(Debug)]
pub struct Site {
    /// What was there before any link was looked up. A site is that, and more.
    addressed: Addressed,
    /// Every output that there may be, and so every address.
    pub plan: Plan,
    pub series: Series,
    /// Something that was published is not answered any more: what is told of it depends on every page.
    lost: bool,
    /// Every old address that is answered, and with what.
    pub redirects: Redirects,
    /// Fragments that no Markdown makes: a template may, which is known after rendering.
    pub anchor_checks: AnchorChecks,
    /// The pages that ask for a place in a menu, by its name, in order.
    asking: BTreeMap<String, Vec<PageId>>,
    index: Index,
    pictures: pictures::Pictures,
    by_url: HashMap<String, PageId>,
    records: Records,
    contacts: contacts::Book,
    /// One for each language.
    glossaries: Vec<Glossary>,
    /// Made when somebody asks.
    backlinks: OnceLock<Vec<Vec<PageId>>>,
    /// The place of each page in its section's list.
    places: Vec<Option<u32>>,
}

impl Deref for Site {
    type Target = Addressed;

    fn deref(&self) -> &Addressed {
        &self.addressed
    }
}

/// The pages of types by language, type and key.
type Records = HashMap<(Lang, String, String), PageId>;

/// Glossary entries by the slug of their term: the page, and the place in its terms.
pub type Glossary = BTreeMap<String, (PageId, usize)>;

/// What is wrong with a site as a whole, and with single pages of it.
#[derive(Debug, Default)]
pub struct Findings {
    pub site: Vec<Diagnostic>,
    /// What can be found out again for one page alone: links and names that lead nowhere.
    pub pages: BTreeMap<SourcePath, Vec<Diagnostic>>,
}

/// A page and what follows from the others.
#[derive(Debug)]
pub struct SitePage {
    pub page: Arc<Page>,
    pub url: UrlPath,
    pub lang: Lang,
    /// The file that it would be in the first language; none for its own.
    base: Option<SourcePath>,
    /// What is known of it as a translation.
    pub translation: Option<Box<Translation>>,
    pub section: SectionId,
    /// The page is its section's own.
    pub is_index: bool,
    /// Why it is not published; such pages are there only in a preview.
    pub hidden: Option<Hidden>,
    /// Where each of `page.links` leads.
    pub links: Vec<Linked>,
}

impl SitePage {
    /// Readers of the published site see it.
    pub fn is_published(&self) -> bool {
        self.hidden.is_none()
    }

    /// The file that it would be in the first language: the versions of a page have it in common.
    pub fn base(&self) -> &SourcePath {
        self.base.as_ref().unwrap_or(&self.page.source)
    }
}

/// A file beside the pages: published as it is, or a picture of which other files are made.
#[derive(Debug)]
pub struct SiteFile {
    pub source: SourcePath,
    pub url: UrlPath,
    pub bytes: Arc<[u8]>,
    /// What stands in it, when it is called like a picture.
    pub looked: Looked,
    /// Who wants it, and how.
    pub used: Use,
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
            pictures: pictures::Pictures::default(),
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

    fn lookup(&self) -> Lookup<'_> {
        Lookup {
            pages: &self.pages,
            sections: &self.sections,
            files: &self.files,
            unpublished: &self.unpublished,
            plan: &self.plan,
            redirects: &self.redirects,
            glossaries: &self.glossaries,
            versions: &self.versions,
            config: &self.config,
            index: &self.index,
        }
    }

    /// A page by its path inside `content/`, with or without `content/` before it, or by its address.
    pub fn find(&self, path: &str) -> Option<PageId> {
        let path = &*composed(path);
        if path.starts_with('/') && !path.ends_with(".md") {
            let folded = path.to_lowercase();
            return self.by_url.get(&folded).or_else(|| self.by_url.get(&format!("{folded}/"))).copied();
        }
        self.index.page(&find::content(path), &self.pages)
    }

    /// A section by the name that no other has.
    pub fn section_named(&self, name: &str) -> Option<SectionId> {
        self.index.section(name, &self.sections)
    }

    /// The pages that link to a page, in the order of their paths.
    pub fn backlinks(&self, id: PageId) -> &[PageId] {
        &self.backlinks.get_or_init(|| linking::backlinks(&self.pages))[id.index()]
    }

    /// The pages that ask for a place in a menu themselves, in any language, in the order in which they get it.
    pub fn asking(&self, menu: &str) -> &[PageId] {
        self.asking.get(menu).map_or(&[], Vec::as_slice)
    }

    /// A page's place in its section's list; none for a section's own page.
    pub fn place(&self, id: PageId) -> Option<usize> {
        self.places[id.index()].map(|place| place as usize)
    }

    /// A page's key: the one it names, else its file's name without the extension.
    pub fn key(&self, id: PageId) -> &str {
        gather::key(self.page(id))
    }

    /// An entry of a data file whose top level is a map: `datum("prices.yaml", "an-hour")`.
    pub fn datum(&self, file: &str, key: &str) -> Option<&Node> {
        self.data.get(&*composed(file))?.get(key)
    }
}
