//! Terms: which pages carry which, under which address.

use std::collections::{BTreeMap, HashMap};

use super::listing::order;
use super::lists::{TaxonomyTerms, Term};
use super::model::{PageId, SitePage};
use vertebra_base::collation::compare;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::UrlPath;
use vertebra_base::slug::{is_of_signs, slugify};
use vertebra_schema::config::{Config, Lang, Taxonomy};

/// True for the page that gives a taxonomy or a term its text.
pub fn is_page_of_one(terms: &[TaxonomyTerms], id: PageId) -> bool {
    terms.iter().any(|all| all.page == Some(id) || all.terms.iter().any(|term| term.page == Some(id)))
}

/// Where a taxonomy stands in a language: at what it is called there.
fn address(declared: &Taxonomy, lang: Lang, config: &Config) -> Option<UrlPath> {
    let Some(language) = config.further(lang) else { return UrlPath::root().join_page(&slugify(&declared.name)).ok() };
    let name = config.taxonomy_title(lang, &declared.name).unwrap_or(&declared.name);
    UrlPath::root().join_page(&language.folder()).ok()?.join_page(&slugify(name)).ok()
}

/// Gathers the terms of every taxonomy, in every language that has some; in the first one, all taxonomies.
pub fn gather(pages: &[SitePage], config: &Config, out: &mut Vec<Diagnostic>) -> Vec<TaxonomyTerms> {
    let at_url = |hidden: bool| {
        let pages = pages.iter().zip(0..).filter(move |(page, _)| page.is_published() != hidden);
        pages.map(|(page, id)| (page.url.as_str(), PageId(id)))
    };
    // A published page takes the place of a hidden one.
    let by_url: HashMap<&str, PageId> = at_url(true).chain(at_url(false)).collect();
    let mut all = Vec::new();
    let declared = config.taxonomies.iter().enumerate();
    for (taxonomy, declared, lang) in declared.flat_map(|(at, it)| config.langs().map(move |lang| (at, it, lang))) {
        let Some(url) = address(declared, lang, config) else { continue };
        let mut terms: BTreeMap<String, Term> = BTreeMap::new();
        for (page, id) in pages.iter().zip(0..).filter(|(page, _)| page.lang == lang) {
            let named = page.page.front.terms.iter().filter(|(name, _)| *name == declared.name);
            for name in named.flat_map(|(_, names)| names) {
                let slug = slugify(&name.value);
                if let Some(term) = terms.get_mut(&slug) {
                    if term.pages.last() != Some(&PageId(id)) {
                        term.pages.push(PageId(id));
                    }
                    continue;
                }
                let Ok(term_url) = url.join_page(&slug) else {
                    if page.is_published() {
                        let message = format!("\"{}\" cannot have a page of its own", name.value);
                        out.push(Diagnostic::error("address-invalid", &page.page.source, name.span, message));
                    }
                    continue;
                };
                let published = page.is_published();
                if published && is_of_signs(&name.value) {
                    let message = format!("\"{}\" has no letter or digit, so its address is {term_url}", name.value);
                    let note = Diagnostic::note("address-signs", &page.page.source, name.span, message);
                    out.push(note.with_help("write it in words to get a readable address"));
                }
                let text = by_url.get(term_url.as_str()).copied();
                let page_size = declared.paginate;
                let term = Term {
                    name: name.value.clone(),
                    spelling: name.value.clone(),
                    first: page.page.source.clone(),
                    slug: slug.clone(),
                    url: term_url,
                    pages: vec![PageId(id)],
                    published,
                    published_pages: 0,
                    page: text,
                    page_size,
                };
                terms.insert(slug, term);
            }
        }
        if terms.is_empty() && !lang.is_first() {
            continue;
        }
        let mut terms: Vec<Term> = terms.into_values().collect();
        for term in &mut terms {
            // A term's own page describes it and is not one of its examples.
            term.pages.retain(|id| Some(*id) != term.page);
            term.pages.sort_by(|a, b| order(&pages[a.index()], &pages[b.index()], config.tag(lang)));
            term.published_pages = term.pages.iter().filter(|id| pages[id.index()].is_published()).count();
            // A hidden one does not yet name the term on the pages of others.
            if let Some(page) = term.page.filter(|id| pages[id.index()].is_published()) {
                term.name.clone_from(&pages[page.index()].page.front.title.value);
            }
        }
        terms.sort_by(|a, b| compare(&a.name, &b.name, config.tag(lang)).then_with(|| a.slug.cmp(&b.slug)));
        let page = by_url.get(url.as_str()).copied();
        let by_slug = terms.iter().zip(0..).map(|(term, at)| (term.slug.clone(), at)).collect();
        let title = config.taxonomy_title(lang, &declared.name).unwrap_or(&declared.title).to_owned();
        all.push(TaxonomyTerms { taxonomy, lang, title, url, terms, by_slug, page });
    }
    all
}
