//! The lists of a site: sections and terms, with the pages that each holds and how many list pages they fill.

use std::collections::HashMap;

use crate::model::{PageId, SectionId};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_schema::config::Lang;

/// A folder with published pages in it or below it.
#[derive(Debug)]
pub struct Section {
    /// `content/guides`.
    pub folder: String,
    /// What no other section is called, in any language: the folder, and `content/guides (es)` in a further one.
    pub name: String,
    pub lang: Lang,
    pub url: UrlPath,
    /// Its page's title, else its folder's name.
    pub title: String,
    /// Its own page, `index.md`.
    pub index: Option<PageId>,
    pub parent: Option<SectionId>,
    /// Readers see it: it holds a published page, or it is the top. Others are there only in a preview.
    pub published: bool,
    /// Its pages without its own, in order.
    pub pages: Vec<PageId>,
    /// How many of `pages` are published.
    pub published_pages: usize,
    /// The sections right below it, in order.
    pub sections: Vec<SectionId>,
    /// Pages on a list page; 0 for no limit.
    pub page_size: usize,
}

impl Section {
    /// How many list pages the section has; at least one.
    pub fn list_pages(&self) -> usize {
        pages_needed(self.pages.len(), self.page_size)
    }

    /// How many list pages the published pages need; at least one.
    pub fn published_list_pages(&self) -> usize {
        pages_needed(self.published_pages, self.page_size)
    }
}

/// How many list pages some items need; at least one. `size` 0 means no limit.
pub fn pages_needed(items: usize, size: usize) -> usize {
    if size == 0 { 1 } else { items.div_ceil(size).max(1) }
}

/// A taxonomy and its terms.
#[derive(Debug)]
pub struct TaxonomyTerms {
    /// Its place in `Config::taxonomies`.
    pub taxonomy: usize,
    pub lang: Lang,
    /// What it is called in that language.
    pub title: String,
    pub url: UrlPath,
    /// In the order of their names.
    pub terms: Vec<Term>,
    pub(crate) by_slug: HashMap<String, usize>,
    /// The page that stands at its address and gives it a text.
    pub page: Option<PageId>,
}

/// One term.
#[derive(Debug)]
pub struct Term {
    /// As its first page writes it, or as its own page is called.
    pub name: String,
    /// As its first page writes it.
    pub spelling: String,
    /// The file of that page.
    pub first: SourcePath,
    pub slug: String,
    pub url: UrlPath,
    pub pages: Vec<PageId>,
    /// A published page carries it. Others are there only in a preview.
    pub published: bool,
    /// How many of `pages` are published.
    pub published_pages: usize,
    /// The page that stands at its address and gives it a text.
    pub page: Option<PageId>,
    pub page_size: usize,
}

impl Term {
    /// How many list pages the term has; at least one.
    pub fn list_pages(&self) -> usize {
        pages_needed(self.pages.len(), self.page_size)
    }

    /// How many list pages the published pages need; at least one.
    pub fn published_list_pages(&self) -> usize {
        pages_needed(self.published_pages, self.page_size)
    }
}

impl TaxonomyTerms {
    /// Readers see it: one of its terms is published, or it is of the first language, where it always is.
    pub fn is_published(&self) -> bool {
        self.lang.is_first() || self.terms.iter().any(|term| term.published)
    }

    /// The place of a term in `terms`, by its slug.
    pub fn place(&self, slug: &str) -> Option<usize> {
        self.by_slug.get(slug).copied()
    }
}
