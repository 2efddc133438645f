//! Rules for all pages and files beside each other, one file each. They see the linked site and what is known of every
//! finished output; they make nothing and change nothing.

mod broken;
mod contrast;
mod data;
mod descriptions;
mod files;
mod names;
mod noindex;
mod online;
mod orphans;
mod sitemap;
mod theme;
mod titles;

use std::collections::BTreeSet;

use super::{Examined, Sources};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_site::{PageId, SitePage};

/// All that a rule can look at.
pub struct Whole<'a> {
    pub sources: Sources<'a>,
    pub examined: &'a [Examined],
    /// Every output of the site, in order.
    pub outputs: &'a BTreeSet<&'a str>,
    /// Themes of the binary: nobody is told what of them is not used.
    pub embedded: &'a [&'static str],
    /// The site goes online for everybody.
    pub is_release: bool,
}

/// A rule.
type Rule = fn(&Whole, &mut Vec<Diagnostic>);

/// All rules.
pub const RULES: [Rule; 11] = [
    titles::check,
    descriptions::check,
    orphans::check,
    broken::check,
    files::check,
    data::check,
    theme::check,
    noindex::check,
    online::check,
    sitemap::check,
    contrast::check,
];

impl Whole<'_> {
    /// The published pages that search engines may show, in order.
    pub fn found_by_search(&self) -> impl Iterator<Item = (PageId, &SitePage)> {
        let site = self.sources.site;
        let all = site.ids().map(|id| (id, site.page(id)));
        all.filter(|(id, page)| page.is_published() && !page.page.front.noindex && !site.is_not_found(*id))
    }

    /// The texts of pages that are not published today: what they use is used.
    pub fn hidden_texts(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        let hidden = self.sources.site.unpublished.iter();
        hidden.filter_map(|page| self.sources.snapshot.text(&page.source))
    }
}
