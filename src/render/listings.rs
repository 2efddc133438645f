//! Questions about lists: what a section, a term or a series holds, and what comes before and after a page.

use tera::Value;

use super::question::{Answer, Cards, FoundPage, Question};
use super::shared::RenderInput;
use super::terms;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_schema::config::Lang;
use vertebra_site::deps::Dep;
use vertebra_site::plan;
use vertebra_site::{LookupScope, PageId, SectionId, Site, Term};

/// The pages of a section, or those that one page of its list shows, and the sections below it.
pub struct Listing {
    pub section: SectionId,
    /// A page of the list, from 1; none for all of it.
    pub number: Option<usize>,
}

/// What a section lists.
pub struct SectionItems<'s> {
    section: SectionId,
    pub pages: &'s [PageId],
    /// How many pages the list has, where one is shown.
    pub count: Option<usize>,
}

impl Question for Listing {
    type Answer<'s> = SectionItems<'s>;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Dep {
        let name = site.section(self.section).name.clone();
        match self.number {
            None => Dep::Listing(name),
            Some(number) => Dep::Slice(name, number),
        }
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> SectionItems<'s> {
        let section = shared.site.section(self.section);
        let pages = self.number.map(|number| slice(&section.pages, section.page_size, number));
        SectionItems {
            section: self.section,
            pages: pages.unwrap_or(&section.pages),
            count: self.number.map(|_| section.list_pages()),
        }
    }
}

impl Answer for SectionItems<'_> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        section_card(shared, all, self.section);
        self.count.iter().for_each(|count| _ = all.number(*count as u64));
        self.pages.print(shared, all);
        below(&shared.site, self.section).for_each(|below| section_card(shared, all, below));
    }
}

/// A section as a card.
fn section_card(shared: &RenderInput, all: &mut Fingerprinter, id: SectionId) {
    let section = shared.site.section(id);
    all.text(&section.name).text(&section.title).text(section.url.as_str()).number(section.pages.len() as u64);
    all.maybe(section.index.map(|id| shared.card_print(id)));
}

/// What one page of a term's list shows, from 1.
pub struct TermListing<'q> {
    pub taxonomy: &'q str,
    pub slug: &'q str,
    pub number: usize,
}

/// A term, and those of its pages that are shown.
pub struct TermListed<'s> {
    term: &'s Term,
    pub pages: &'s [PageId],
}

impl Question for TermListing<'_> {
    type Answer<'s> = Option<TermListed<'s>>;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Term(self.taxonomy.to_owned(), self.slug.to_owned(), self.number)
    }

    fn answer<'s>(&self, shared: &'s RenderInput, asker: LookupScope) -> Option<TermListed<'s>> {
        let all = taxonomy(&shared.site, asker.lang, self.taxonomy)?;
        let term = &all.terms[all.place(self.slug)?];
        Some(TermListed { term, pages: slice(&term.pages, term.page_size, self.number) })
    }
}

impl Answer for TermListed<'_> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        let term = self.term;
        all.text(&term.name).text(term.url.as_str()).number(term.pages.len() as u64).number(term.list_pages() as u64);
        all.maybe(term.page.map(|id| shared.card_print(id)));
        self.pages.print(shared, all);
    }
}

/// The newest pages of a language, or of a section.
pub struct Recent(pub Option<SectionId>);

impl Question for Recent {
    type Answer<'s> = Cards;

    fn fact(&self, site: &Site) -> Dep {
        let name = self.0.map_or(String::new(), |id| site.section(id).name.clone());
        Dep::Recent(name, site.config.feeds.limit)
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> Cards {
        Cards(newest(&shared.site, asker.lang, self.0))
    }
}

/// The way from a section up to the home page.
pub struct Trail(pub SectionId);

/// A section on the way.
pub struct BreadcrumbStep<'s> {
    pub title: &'s str,
    pub url: &'s UrlPath,
    index: Option<&'s SourcePath>,
}

impl Question for Trail {
    type Answer<'s> = Vec<BreadcrumbStep<'s>>;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Dep {
        Dep::Breadcrumbs(site.section(self.0).name.clone())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Vec<BreadcrumbStep<'s>> {
        let site = &shared.site;
        let way = std::iter::successors(Some(self.0), |id| site.section(*id).parent);
        let step = |id| {
            let section = site.section(id);
            let index = section.index.map(|id| &site.page(id).page.source);
            BreadcrumbStep { title: &section.title, url: &section.url, index }
        };
        way.map(step).collect()
    }
}

impl Answer for BreadcrumbStep<'_> {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.text(self.title).text(self.url.as_str()).optional(self.index.map(SourcePath::as_str));
    }
}

/// The pages of a series.
pub struct Series<'q>(pub &'q str);

impl Question for Series<'_> {
    type Answer<'s> = Cards;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Series(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> Cards {
        Cards(shared.site.series.get(&(asker.lang, self.0.to_owned())).cloned().unwrap_or_default())
    }
}

/// All terms of a taxonomy: none when nobody declares it, no terms when no page in the language has one.
pub struct TermsOf<'q>(pub &'q str);

/// What is shown of each term, what is shown of the taxonomy, and the page that is its text.
pub type TermList = (Value, (Value, FoundPage));

impl Question for TermsOf<'_> {
    type Answer<'s> = Option<TermList>;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Terms(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> Option<TermList> {
        let site = &shared.site;
        let Some(all) = taxonomy(site, asker.lang, self.0) else {
            let empty = || (Value::from(Vec::<Value>::new()), (Value::none(), FoundPage(None)));
            return taxonomy(site, Lang::FIRST, self.0).map(|_| empty());
        };
        let terms: Vec<Value> = all.terms.iter().map(|term| Value::from(terms::term(site, term))).collect();
        Some((Value::from(terms), (Value::from(terms::taxonomy(site, all)), FoundPage(all.page))))
    }
}

/// The pages before and after a page in its section.
pub struct Neighbors<'q>(pub &'q SourcePath);

impl Question for Neighbors<'_> {
    type Answer<'s> = (FoundPage, FoundPage);
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Neighbors(self.0.clone())
    }

    fn answer(&self, shared: &RenderInput, _: LookupScope) -> (FoundPage, FoundPage) {
        let own = shared.site.find(self.0.as_str());
        let (previous, next) = own.map_or((None, None), |id| around(&shared.site, id));
        (FoundPage(previous), FoundPage(next))
    }
}

/// The pages that link to a page, in its own language.
pub struct Backlinks<'q>(pub &'q SourcePath);

impl Question for Backlinks<'_> {
    type Answer<'s> = Cards;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Backlinks(self.0.clone())
    }

    fn answer(&self, shared: &RenderInput, _: LookupScope) -> Cards {
        let own = shared.site.find(self.0.as_str());
        Cards(own.map_or_else(Vec::new, |id| linking(&shared.site, id)))
    }
}

/// The part of a list that one of its pages shows.
fn slice(pages: &[PageId], size: usize, number: usize) -> &[PageId] {
    if size == 0 {
        return pages;
    }
    let from = (size * (number - 1)).min(pages.len());
    &pages[from..pages.len().min(from + size)]
}

/// The sections right below one, as readers see them.
pub fn below(site: &Site, id: SectionId) -> impl Iterator<Item = SectionId> + '_ {
    // The folder of a taxonomy's own pages is no section for readers: it is reached as a list of terms.
    let is_terms = |id: &SectionId| site.terms.iter().any(|all| all.url == site.section(*id).url);
    site.section(id).sections.iter().copied().filter(move |id| !is_terms(id))
}

/// A taxonomy and its terms in a language, by its name.
fn taxonomy<'a>(site: &'a Site, lang: Lang, name: &str) -> Option<&'a vertebra_site::TaxonomyTerms> {
    site.terms.iter().find(|all| all.lang == lang && site.config.taxonomies[all.taxonomy].name == name)
}

/// The pages before and after one in its section.
fn around(site: &Site, id: PageId) -> (Option<PageId>, Option<PageId>) {
    let Some(at) = site.place(id) else { return (None, None) };
    let pages = &site.section(site.page(id).section).pages;
    (at.checked_sub(1).and_then(|at| pages.get(at)).copied(), pages.get(at + 1).copied())
}

/// The pages that link to a page, in its own language.
fn linking(site: &Site, id: PageId) -> Vec<PageId> {
    let lang = site.page(id).lang;
    site.backlinks(id).iter().copied().filter(|from| site.page(*from).lang == lang).collect()
}

/// The newest pages of a language, or of a section, with a date, for feeds.
fn newest(site: &Site, lang: Lang, section: Option<SectionId>) -> Vec<PageId> {
    let folder = section.map(|id| format!("{}/", site.section(id).folder));
    let inside = |id: &PageId| {
        let page = &site.page(*id).page;
        site.page(*id).lang == lang
            && folder.as_ref().is_none_or(|folder| page.source.as_str().starts_with(folder.as_str()))
            && page.front.published().is_some()
    };
    let mut ids: Vec<PageId> = plan::indexed(site).into_iter().filter(inside).collect();
    let newest_first = |id: &PageId| {
        let date = site.page(*id).page.front.published().map(|date| date.value.zoned.timestamp());
        (std::cmp::Reverse(date), *id)
    };
    // Of thousands of pages only some are wanted: the others need no order.
    if (1..ids.len()).contains(&site.config.feeds.limit) {
        ids.select_nth_unstable_by_key(site.config.feeds.limit - 1, newest_first);
        ids.truncate(site.config.feeds.limit);
    }
    ids.sort_by_key(newest_first);
    ids.truncate(site.config.feeds.limit);
    ids
}
