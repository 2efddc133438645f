//! What a rule for all pages and files beside each other is handed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::examined::CheckedPage;
use crate::source_lookup::Sources;
use vertebra_site::{PageId, SitePage};

/// All that a rule can look at.
pub struct Whole<'a> {
    pub sources: Sources<'a>,
    pub examined: &'a [CheckedPage],
    /// Every output of the site, in order.
    pub outputs: &'a BTreeSet<&'a str>,
    /// Themes of the binary: nobody is told what of them is not used.
    pub embedded: &'a [&'static str],
    /// The site goes online for everybody.
    pub is_release: bool,
}

impl Whole<'_> {
    /// The published pages that search engines may show, in order.
    pub fn found_by_search(&self) -> impl Iterator<Item = (PageId, &SitePage)> {
        let site = self.sources.site;
        let all = site.ids().map(|id| (id, site.page(id)));
        all.filter(|(id, page)| page.is_published() && !page.page.front.noindex && !site.is_not_found(*id))
    }

    /// The texts of pages that are not published today: what they use is used.
    pub fn hidden_texts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let hidden = self.sources.site.unpublished.iter();
        hidden.filter_map(|page| self.sources.snapshot.text(&page.source))
    }
}
