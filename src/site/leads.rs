//! Where a link leads that may not be part of the site yet: for the program in which somebody types it.

use std::sync::Arc;

use super::linking;
use super::model::{PageId, SitePage};
use super::references;
use super::resolve::Found;
use super::site::Site;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_markdown::{Link, LinkKind, Term};
use vertebra_schema::codes::{self, Part};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// A page, whether readers see it or not.
    Page(PageId),
    File(SourcePath),
    /// A list, a feed: something of this site that no single file is.
    Other(UrlPath),
    Outside,
    Nowhere,
}

impl Site {
    /// Where a link leads that stands on a page of this site; its fragment is not looked at.
    pub fn leads_to(&self, from: PageId, link: &Link) -> Lead {
        let page =
            |source: &SourcePath| self.index.page(source.as_str(), &self.pages).map_or(Lead::Nowhere, Lead::Page);
        match self.lookup().find(self.page(from), link) {
            Found::Page(id) => Lead::Page(id),
            Found::Alias(url) => self.by_url.get(url.as_str()).map_or(Lead::Other(url), |id| Lead::Page(*id)),
            Found::Hidden(hidden) => page(&hidden.source),
            Found::Case(source) => Lead::File(source.clone()),
            Found::Other(url) => match self.files.iter().find(|file| file.url == url) {
                Some(file) => Lead::File(file.source.clone()),
                None => Lead::Other(url),
            },
            Found::Outside => Lead::Outside,
            Found::Missing | Found::Empty => Lead::Nowhere,
        }
    }

    /// The entry of the glossary that a page means by a term.
    pub fn term(&self, name: &str, from: PageId) -> Option<(PageId, &Term)> {
        self.lookup().term(name, self.page(from).lang)
    }

    /// Every entry of the glossaries, by its language and its slug.
    pub fn glossary_entries(&self) -> impl Iterator<Item = (PageId, &Term)> {
        let entries = self.glossaries.iter().flat_map(|glossary| glossary.values());
        entries.filter_map(|(id, at)| Some((*id, self.page(*id).page.terms.get(*at)?)))
    }

    /// What there would be to say about the links and names of a page if readers saw it: nothing is said of those of
    /// pages that they do not see. Links to other hidden pages are left out, which may be published together with it.
    pub fn said_if_published(&self, id: PageId) -> Vec<Diagnostic> {
        let own = self.page(id);
        if own.is_published() {
            return Vec::new();
        }
        let shown = SitePage {
            page: Arc::clone(&own.page),
            url: own.url.clone(),
            lang: own.lang,
            base: own.base.clone(),
            translation: None,
            section: own.section,
            is_index: own.is_index,
            hidden: None,
            links: Vec::new(),
        };
        let found = linking::resolve_page(&shown, &self.lookup());
        let mut out = Vec::new();
        linking::report([(&*own.page, &found)], &self.lookup(), &mut out);
        // What the template makes is not known without rendering; the page's own headings are.
        out.extend(found.anchors.into_iter().map(|check| check.missing));
        references::names(self, &own.page, &mut out);
        out.retain(|d| !codes::follows_from(d.code, Part::Publishing) && !self.is_of_itself(id, d));
        out
    }

    /// A link to a heading of the page itself is looked up among what readers see, where the page is not.
    fn is_of_itself(&self, id: PageId, found: &Diagnostic) -> bool {
        let page = &self.page(id).page;
        let own = |link: &&Link| Some(link.span) == found.span && link.kind != LinkKind::Term;
        let is_known = |fragment: &str| fragment.is_empty() || linking::has_anchor(page, fragment);
        page.links.iter().find(own).and_then(|link| link.target.strip_prefix('#')).is_some_and(is_known)
    }
}
