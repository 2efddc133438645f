//! What links and terms mean, also on pages that are not part of the site yet, and what can be said of them before readers
//! see them: for renames, and for the program in which somebody types them.

use std::sync::Arc;

use super::linking;
use super::model::{AnchorCheck, LinkTarget, Linked, LookupScope, PageId, SitePage};
use super::references;
use super::resolve::{Destination, Referrer, Resolved};
use super::site::Site;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::AddressKind;
use vertebra_base::path::SourcePath;
use vertebra_markdown::{DefinitionTerm, LinkKind, Page, WrittenLink};
use vertebra_schema::codes::{self, Part};
use vertebra_schema::config::Lang;

/// Where the links of a text lead, in its order.
#[derive(Debug)]
pub struct TextLinks {
    pub links: Vec<Linked>,
    /// What is wrong with them, at their places in the text.
    pub faults: Vec<Diagnostic>,
    /// Parts of pages that no Markdown makes: a template may.
    pub anchors: Vec<AnchorCheck>,
}

impl Site {
    /// A page as somebody who writes addresses, by its file.
    pub fn referrer<'a>(&'a self, source: &'a SourcePath) -> Referrer<'a> {
        if let Some(id) = self.index.page(source.as_str(), &self.pages) {
            return self.page(id).into();
        }
        let lang = self.config.spoken(source).map_or(Lang::FIRST, |(lang, _)| lang);
        let url = self.index.hidden(source.as_str(), &self.unpublished).map(|page| &page.url);
        Referrer { source, url, asker: LookupScope { lang, sees_hidden: true } }
    }

    /// What a link means; its fragment is not looked at.
    pub fn resolve(&self, from: &Referrer, link: &WrittenLink) -> Resolved<'_> {
        self.lookup().resolve(from, link)
    }

    /// The file of the site to which an address leads: a page, whether readers see it or not, or a file beside the pages.
    pub fn file_found<'a>(&'a self, found: &Destination<'a>) -> Option<&'a SourcePath> {
        let of_page = |id: PageId| &self.page(id).page.source;
        match found {
            Destination::Page(id) => Some(of_page(*id)),
            Destination::Hidden(hidden) => Some(&hidden.source),
            Destination::Case(source) => Some(source),
            Destination::Alias(url) => self.by_url.get(url.as_str()).map(|id| of_page(*id)),
            Destination::Other(url) => self.files.iter().find(|file| file.url == *url).map(|file| &file.source),
            Destination::Outside | Destination::Missing | Destination::Empty => None,
        }
    }

    /// Where the links of a text lead that is no page's: of a setting, of data or of a template. `from`: the page among
    /// whose fields it stands; without one, it is read as if it stood at the top of `content`.
    pub fn resolve_text(&self, lang: Lang, from: Option<PageId>, links: &[WrittenLink]) -> TextLinks {
        let (source, url, section) = match from.map(|id| self.page(id)) {
            Some(page) => (page.page.source.clone(), page.url.clone(), page.section),
            None => {
                let top = self.top(lang);
                (SourcePath::new("content/index.md"), self.section(top).url.clone(), top)
            }
        };
        // A part alone is one of whichever page shows the text.
        let is_part = |link: &&WrittenLink| {
            let address = link.address();
            from.is_none() && address.kind == AddressKind::Site && address.path.is_empty() && !link.target.is_empty()
        };
        let asked = links.iter().filter(|link| !is_part(link)).cloned().collect();
        let page = Arc::new(Page::of_links(source, asked));
        let (base, translation, hidden, is_index) = (None, None, None, from.is_none());
        let page = SitePage { page, url, lang, base, translation, section, is_index, hidden };
        let mut found = linking::resolve_page(&page, &self.lookup());
        let mut faults = Vec::new();
        linking::report([(&*page.page, &found)], &self.lookup(), &mut faults);
        let mut resolved = std::mem::take(&mut found.links).into_iter();
        let as_written = |link: &WrittenLink| Linked { target: LinkTarget::Outside, address: link.target.clone() };
        let linked = |link| if is_part(&link) { Some(as_written(link)) } else { resolved.next() };
        TextLinks { links: links.iter().filter_map(linked).collect(), faults, anchors: found.anchors }
    }

    /// The entry of the glossary that a page means by a term.
    pub fn term(&self, name: &str, from: PageId) -> Option<(PageId, &DefinitionTerm)> {
        self.lookup().term(name, self.page(from).lang)
    }

    /// Every entry of the glossaries, by its language and its slug.
    pub fn glossary_entries(&self) -> impl Iterator<Item = (PageId, &DefinitionTerm)> {
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
        let own = |link: &&WrittenLink| Some(link.span) == found.span && link.kind != LinkKind::Term;
        let is_known = |fragment: &str| fragment.is_empty() || linking::has_anchor(page, fragment);
        page.links.iter().find(own).and_then(|link| link.target.strip_prefix('#')).is_some_and(is_known)
    }
}
