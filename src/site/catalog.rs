//! The second phase of a site: what is there, planned, and everything in it by its name. No link is looked up yet: links
//! are looked up in this. `phases` makes it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;

use crate::addressed::Addressed;
use crate::addresses::Redirects;
use crate::index::SiteIndex;
use crate::model::{Glossary, PageId, Records, SectionId, SeriesPages};
use crate::plan::Plan;
use vertebra_base::link::composed;
use vertebra_base::path::SourcePath;
use vertebra_yaml::YamlNode;

/// An addressed site, its plan, and what is looked up in it.
#[derive(Debug)]
pub struct Catalog {
    pub(crate) addressed: Addressed,
    /// Every output that there may be, and so every address.
    pub plan: Plan,
    /// Every old address that is answered, and with what.
    pub redirects: Redirects,
    pub series: SeriesPages,
    /// The pages that ask for a place in a menu, by its name, in order.
    pub(crate) asking: BTreeMap<String, Vec<PageId>>,
    pub(crate) index: SiteIndex,
    pub(crate) by_url: HashMap<String, PageId>,
    pub(crate) records: Records,
    /// One for each language.
    pub(crate) glossaries: Vec<Glossary>,
    /// The place of each page in its section's list.
    pub(crate) places: Vec<Option<u32>>,
}

impl Deref for Catalog {
    type Target = Addressed;

    fn deref(&self) -> &Addressed {
        &self.addressed
    }
}

impl Catalog {
    /// A page by its path inside `content/`, with or without `content/` before it, or by its address.
    pub fn find(&self, path: &str) -> Option<PageId> {
        let path = self.config.base_url.local(path);
        let path = &*composed(&path);
        if path.starts_with('/') && !path.ends_with(".md") {
            let folded = path.to_lowercase();
            return self.by_url.get(&folded).or_else(|| self.by_url.get(&format!("{folded}/"))).copied();
        }
        let path = content(path);
        // The name of a folder means a page that is alone in it.
        let alone = || self.index.page(&format!("{path}/index.md"), &self.pages).filter(|id| !self.page(*id).is_index);
        self.index.page(&path, &self.pages).or_else(alone)
    }

    /// A section by the name that no other has.
    pub fn section_named(&self, name: &str) -> Option<SectionId> {
        self.index.section(name, &self.sections)
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
        self.page(id).key()
    }

    /// An entry of a data file whose top level is a map: `datum("prices.yaml", "an-hour")`.
    pub fn datum(&self, file: &str, key: &str) -> Option<&YamlNode> {
        self.data.get(&*composed(file))?.get(key)
    }
}

/// A path as templates and menus write it, from the top of the site.
pub fn content(path: &str) -> String {
    let inside = path.trim_start_matches('/');
    let inside = inside.strip_prefix("content/").unwrap_or(inside);
    match inside.is_empty() {
        true => "content".to_owned(),
        false => SourcePath::new(format!("content/{inside}")).as_str().to_owned(),
    }
}
