//! The first phase of a site: every page and file with its address, in its section, under its terms. `addressing` makes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address;
use crate::addresses::AddressBook;
use crate::hidden::{Expired, Unpublished};
use crate::lists::{Section, TaxonomyTerms};
use crate::model::{AddressedFile, PageId, SectionId, SitePage};
use crate::versions::Versions;
use vertebra_base::link::composed;
use vertebra_base::path::SourcePath;
use vertebra_schema::config::Config;
use vertebra_schema::rules::Rules;
use vertebra_schema::theme::Theme;
use vertebra_style::Assets;
use vertebra_yaml::YamlNode;

/// A site of which every part knows its address.
#[derive(Debug)]
pub struct Addressed {
    pub config: Config,
    pub theme: Theme,
    pub rules: Arc<Rules>,
    /// The theme's files that carry their content in their names.
    pub assets: Arc<Assets>,
    /// Published pages in the order of their paths. In a preview the others come after them, as in `unpublished`: the
    /// ids of published pages are those of a build, and what is said about them comes out the same.
    pub pages: Vec<SitePage>,
    /// How many of `pages` are published.
    pub(super) published: usize,
    pub sections: Vec<Section>,
    pub terms: Vec<TaxonomyTerms>,
    pub data: BTreeMap<String, YamlNode>,
    pub files: Vec<Arc<AddressedFile>>,
    /// Whose each file may be, if it belongs to a page that is not published; empty where there is none.
    pub(super) file_owners: Vec<Option<SourcePath>>,
    pub unpublished: Vec<Unpublished>,
    /// What was ever published, and what editors say of it.
    pub book: AddressBook,
    pub(super) expired: Vec<Expired>,
    pub now: jiff::Zoned,
    /// Since when and until when the same files give the same site, as far as pages appear and disappear.
    pub same_between: (Option<jiff::Zoned>, Option<jiff::Zoned>),
    pub(super) versions: Versions,
    /// Pages may have social cards.
    pub(super) cards: bool,
}

impl Addressed {
    /// The pages that readers see.
    pub fn for_readers(&self) -> &[SitePage] {
        &self.pages[..self.published]
    }

    /// A page by its id.
    pub fn page(&self, id: PageId) -> &SitePage {
        &self.pages[id.index()]
    }

    /// A section by its id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The ids of all pages, in order.
    pub fn ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len() as u32).map(PageId)
    }

    /// A section by its folder inside `content/` (empty for the top) or its address.
    pub fn find_section(&self, path: &str) -> Option<SectionId> {
        let path = self.config.base_url.local(path);
        let path = &*composed(&path);
        let name = path.strip_prefix("content/").unwrap_or(path).trim_matches('/');
        let name = name.strip_suffix("/index.md").unwrap_or(if name == "index.md" { "" } else { name });
        let folder = if name.is_empty() { "content".to_owned() } else { format!("content/{name}") };
        let url = if name.is_empty() { "/".to_owned() } else { format!("/{name}/") };
        let is_it = |section: &Section| composed(&section.name) == folder || section.url.as_str() == url;
        let at = self.sections.iter().position(is_it)?;
        Some(SectionId(at as u32))
    }

    /// True for the page that hosts show where there is none.
    pub fn is_not_found(&self, id: PageId) -> bool {
        address::is_not_found(&self.page(id).page.source, &self.config)
    }
}
