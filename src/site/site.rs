//! The linked site: all that is known of it, and the look-ups by name and address.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::OnceLock;

use crate::addressed::Addressed;
use crate::addresses::Redirects;
use crate::index::Index;
use crate::model::{AnchorChecks, Glossary, PageId, Pictures, Records, SectionId, Series};
use crate::plan::Plan;
use crate::resolve::{Lookup, content};
use crate::{contacts, linking};
use vertebra_base::link::composed;
use vertebra_yaml::Node;

/// A whole site, linked.
#[derive(Debug)]
pub struct Site {
    /// What was there before any link was looked up. A site is that, and more.
    pub(crate) addressed: Addressed,
    /// Every output that there may be, and so every address.
    pub plan: Plan,
    pub series: Series,
    /// Something that was published is not answered any more: what is told of it depends on every page.
    pub(crate) lost: bool,
    /// Every old address that is answered, and with what.
    pub redirects: Redirects,
    /// Fragments that no Markdown makes: a template may, which is known after rendering.
    pub anchor_checks: AnchorChecks,
    /// The pages that ask for a place in a menu, by its name, in order.
    pub(crate) asking: BTreeMap<String, Vec<PageId>>,
    pub(crate) index: Index,
    pub(crate) pictures: Pictures,
    pub(crate) by_url: HashMap<String, PageId>,
    pub(crate) records: Records,
    pub(crate) contacts: contacts::Book,
    /// One for each language.
    pub(crate) glossaries: Vec<Glossary>,
    /// Made when somebody asks.
    pub(crate) backlinks: OnceLock<Vec<Vec<PageId>>>,
    /// The place of each page in its section's list.
    pub(crate) places: Vec<Option<u32>>,
}

impl Deref for Site {
    type Target = Addressed;

    fn deref(&self) -> &Addressed {
        &self.addressed
    }
}

impl Site {
    pub(crate) fn lookup(&self) -> Lookup<'_> {
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
        self.index.page(&content(path), &self.pages)
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
        self.page(id).key()
    }

    /// An entry of a data file whose top level is a map: `datum("prices.yaml", "an-hour")`.
    pub fn datum(&self, file: &str, key: &str) -> Option<&Node> {
        self.data.get(&*composed(file))?.get(key)
    }
}
