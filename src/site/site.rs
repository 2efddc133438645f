//! The last phase: the linked site. It is made whole by `phases`, of a catalog and of what follows from its links; the only
//! change afterwards is that of one page for the same page, read again, in `exchange`.

use std::ops::Deref;
use std::sync::OnceLock;

use crate::catalog::Catalog;
use crate::model::{AnchorChecks, Linked, PageId, Pictures, SiteFile};
use crate::resolve::Lookup;
use crate::{contacts, linking};

/// A whole site, linked.
#[derive(Debug)]
pub struct Site {
    /// What was there before any link was looked up. A site is that, and more.
    pub(crate) catalog: Catalog,
    /// Where the links of each page lead, in the order of the pages.
    pub(crate) links: Vec<Vec<Linked>>,
    /// Fragments that no Markdown makes: a template may, which is known after rendering.
    pub anchor_checks: AnchorChecks,
    /// Files beside the pages, with who shows and wants them.
    pub files: Vec<SiteFile>,
    pub(crate) pictures: Pictures,
    pub(crate) contacts: contacts::ContactIndex,
    /// Something that was published is not answered any more: what is told of it depends on every page.
    pub(crate) lost: bool,
    /// Made when somebody asks.
    pub(crate) backlinks: OnceLock<Vec<Vec<PageId>>>,
}

impl Deref for Site {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.catalog
    }
}

impl Site {
    pub(crate) fn lookup(&self) -> Lookup<'_> {
        Lookup(&self.catalog)
    }

    /// Where each of the links of a page leads.
    pub fn links(&self, id: PageId) -> &[Linked] {
        &self.links[id.index()]
    }

    /// The pages that link to a page, in the order of their paths.
    pub fn backlinks(&self, id: PageId) -> &[PageId] {
        &self.backlinks.get_or_init(|| linking::backlinks(&self.links))[id.index()]
    }
}
