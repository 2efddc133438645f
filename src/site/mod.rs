//! All files to a `Site`: addresses and their collisions, sections and their order, terms, series, data, links.
//!
//! Derives, never patches: a `document::Page` stays as it was read, what follows from the others stands beside it.

mod address;
mod claims;
mod length;
mod linking;
mod listing;
mod published;
mod references;
mod resolve;
mod taxonomy;

pub use claims::{Claims, Owner, numbered};
pub use linking::{AnchorCheck, Linked, Target};
pub use listing::{Section, SectionId};
pub use published::{Hidden, Unpublished};
pub use resolve::{encode, has_scheme, join};
pub use taxonomy::{Term, Terms};

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::{Page, Term as GlossaryTerm};
use crate::path::{SourcePath, UrlPath};
use crate::theme::Theme;
use crate::yaml::Node;

/// A published page, by its place in `Site::pages`.
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
    pub pages: Vec<Page>,
    /// Data files by their path inside `content/data/`.
    pub data: BTreeMap<String, Node>,
    /// Files beside the pages, which are published as they are.
    pub files: Vec<(SourcePath, Arc<[u8]>)>,
    pub now: jiff::Zoned,
    /// Publish drafts too.
    pub drafts: bool,
    pub threads: usize,
}

/// A whole site, linked.
#[derive(Debug)]
pub struct Site {
    pub config: Config,
    pub theme: Theme,
    /// Published pages in the order of their paths.
    pub pages: Vec<SitePage>,
    pub sections: Vec<Section>,
    pub terms: Vec<Terms>,
    pub series: BTreeMap<String, Vec<PageId>>,
    pub data: BTreeMap<String, Node>,
    pub files: Vec<SiteFile>,
    pub unpublished: Vec<Unpublished>,
    pub claims: Claims,
    pub now: jiff::Zoned,
    /// Since when and until when the same files give the same site, as far as pages appear and disappear.
    pub same_between: (Option<jiff::Zoned>, Option<jiff::Zoned>),
    /// Fragments that no Markdown makes: a template may, which is known after rendering.
    pub anchor_checks: Vec<AnchorCheck>,
    by_source: HashMap<SourcePath, PageId>,
    by_url: HashMap<String, PageId>,
    records: HashMap<(String, String), PageId>,
    backlinks: Vec<Vec<PageId>>,
    /// The place of each page in its section's list.
    places: Vec<Option<u32>>,
}

/// A published page and what follows from the others.
#[derive(Debug)]
pub struct SitePage {
    pub page: Page,
    pub url: UrlPath,
    pub section: SectionId,
    /// The page is its section's own.
    pub is_index: bool,
    /// Where each of `page.links` leads.
    pub links: Vec<Linked>,
}

/// A file that is published as it is.
#[derive(Debug)]
pub struct SiteFile {
    pub source: SourcePath,
    pub url: UrlPath,
    pub bytes: Arc<[u8]>,
}

impl Site {
    /// Derives a site from its parts. Never fails; every problem of every page is a diagnostic.
    pub fn link(parts: Parts) -> (Site, Vec<Diagnostic>) {
        let mut out = Vec::new();
        let Parts { config, theme, pages, data, files, now, drafts, threads } = parts;
        let folders = address::folders(&pages, &files, &mut out);
        let urls = address::pages(&pages, &folders, &config, &mut out);
        let same_between = published::span(&pages, &now);
        let (shown, unpublished) = published::split(pages, urls, &now, drafts, &mut out);
        let (sections, mut pages) = listing::sections(shown, &folders, &config);
        let terms = taxonomy::gather(&pages, &config, &mut out);
        let files = address::files(files, &folders, &mut out);
        let mut claims = Claims::default();
        claims.pages(&pages, &unpublished, &mut out);
        claims.lists(&sections, &pages, &terms, &config, &mut out);
        claims.files(&files, &theme, &mut out);
        claims.built_in(&sections, &config, &mut out);
        claims.aliases(&pages, &mut out);
        claims.check_folders(&mut out);
        length::check(&claims, &pages, &mut out);
        let glossary = glossary(&pages, &theme);
        let by_source = pages.iter().zip(0..).map(|(page, id)| (page.page.source.clone(), PageId(id))).collect();
        let by_url = pages.iter().zip(0..).map(|(page, id)| (page.url.folded(), PageId(id))).collect();
        let known = resolve::Known {
            pages: &pages,
            sections: &sections,
            files: &files,
            unpublished: &unpublished,
            claims: &claims,
            glossary: &glossary,
            config: &config,
        };
        let lookup = resolve::Lookup::new(known);
        let linked = linking::resolve_all(&pages, &lookup, threads);
        let anchor_checks = linking::report(linked, &mut pages, &lookup_sources(&unpublished), &files, &mut out);
        let backlinks = linking::backlinks(&pages);
        let records = records(&pages, &mut out);
        let series = listing::series(&pages);
        let places = listing::places(&sections, pages.len());
        let site = Site {
            config,
            theme,
            pages,
            sections,
            terms,
            series,
            data,
            files,
            unpublished,
            claims,
            now,
            same_between,
            anchor_checks,
            by_source,
            by_url,
            records,
            backlinks,
            places,
        };
        references::check(&site, &mut out);
        (site, out)
    }

    /// A page by its id.
    pub fn page(&self, id: PageId) -> &SitePage {
        &self.pages[id.index()]
    }

    /// A section by its id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The ids of all published pages, in order.
    pub fn ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len() as u32).map(PageId)
    }

    /// A page by its path inside `content/`, with or without `content/` before it, or by its address.
    pub fn find(&self, path: &str) -> Option<PageId> {
        if path.starts_with('/') && !path.ends_with(".md") {
            let slash = if path.ends_with('/') || path.contains('.') { "" } else { "/" };
            return self.by_url.get(&format!("{}{slash}", path.to_lowercase())).copied();
        }
        let path = path.trim_start_matches('/');
        let path = path.strip_prefix("content/").unwrap_or(path);
        self.by_source.get(&SourcePath::new(format!("content/{path}"))).copied()
    }

    /// A section by its folder inside `content/` (empty for the top) or its address.
    pub fn find_section(&self, path: &str) -> Option<SectionId> {
        let name = path.strip_prefix("content/").unwrap_or(path).trim_matches('/');
        let name = name.strip_suffix("/index.md").unwrap_or(if name == "index.md" { "" } else { name });
        let folder = if name.is_empty() { "content".to_owned() } else { format!("content/{name}") };
        let url = if name.is_empty() { "/".to_owned() } else { format!("/{name}/") };
        let at = self.sections.iter().position(|section| section.folder == folder || section.url.as_str() == url)?;
        Some(SectionId(at as u32))
    }

    /// The page of a type whose `key` (or file name) is this one.
    pub fn record(&self, kind: &str, key: &str) -> Option<PageId> {
        self.records.get(&(kind.to_owned(), key.to_owned())).copied()
    }

    /// The keys of all pages of a type, for suggestions.
    pub fn record_keys(&self, kind: &str) -> Vec<&str> {
        let mut keys: Vec<_> = self.records.keys().filter(|(k, _)| k == kind).map(|(_, key)| key.as_str()).collect();
        keys.sort_unstable();
        keys
    }

    /// The pages that link to a page, in the order of their paths.
    pub fn backlinks(&self, id: PageId) -> &[PageId] {
        &self.backlinks[id.index()]
    }

    /// A page's place in its section's list; none for a section's own page.
    pub fn place(&self, id: PageId) -> Option<usize> {
        self.places[id.index()].map(|place| place as usize)
    }

    /// A page's key: the one it names, else its file's name without the extension.
    pub fn key(&self, id: PageId) -> &str {
        key(&self.page(id).page)
    }

    /// An entry of a data file whose top level is a map: `datum("evidence.yaml", "furlan-2015")`.
    pub fn datum(&self, file: &str, key: &str) -> Option<&Node> {
        self.data.get(file)?.get(key)
    }
}

fn key(page: &Page) -> &str {
    page.front.key.as_ref().map_or_else(|| page.source.stem(), |key| key.value.as_str())
}

/// Glossary entries by the slug of their term: the page and the id to link to.
fn glossary<'a>(pages: &'a [SitePage], theme: &Theme) -> BTreeMap<String, (PageId, &'a GlossaryTerm)> {
    let is_glossary = |page: &SitePage| theme.types.get(&page.page.front.kind.value).is_some_and(|kind| kind.glossary);
    let pages = pages.iter().zip(0..).filter(|(page, _)| is_glossary(page));
    let entries = pages.flat_map(|(page, id)| page.page.terms.iter().map(move |term| (PageId(id), term)));
    entries.map(|(id, term)| (crate::slug::slugify(&term.name), (id, term))).collect()
}

fn lookup_sources(unpublished: &[Unpublished]) -> HashMap<SourcePath, String> {
    unpublished.iter().map(|page| (page.source.clone(), page.hidden.reason())).collect()
}

fn records(pages: &[SitePage], out: &mut Vec<Diagnostic>) -> HashMap<(String, String), PageId> {
    let mut records: HashMap<_, PageId> = HashMap::new();
    for (page, id) in pages.iter().zip(0..) {
        let page = &page.page;
        let key = (page.front.kind.value.clone(), key(page).to_owned());
        // Only a key that was chosen by hand can be wrong: equal file names in two folders are common.
        if let (Some(first), Some(chosen)) = (records.get(&key), &page.front.key) {
            let message = format!("the key \"{}\" is already that of {}", key.1, pages[first.index()].page.source);
            let help = "give one of the two pages another key";
            out.push(Diagnostic::error("key-twice", &page.source, chosen.span, message).with_help(help));
            continue;
        }
        records.entry(key).or_insert(PageId(id));
    }
    records
}
