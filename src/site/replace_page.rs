//! One page of a linked site for the same page, read again. Only where nothing else of the site hangs on what is new in
//! it: whoever asks links the whole site anew otherwise, and gets the same.

use std::sync::Arc;

use super::addressed::Addressed;
use super::catalog::Catalog;
use super::linking;
use super::listing::order;
use super::model::{AnchorCheck, LinkTarget, Linked, PageId};
use super::site::Site;
use super::structure::structure;
use super::taxonomy::is_page_of_one;
use super::{contacts, exchanged, lost_headings, references};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::OutputPath;
use vertebra_markdown::Page;

/// What was exchanged, and what it moved.
#[derive(Debug)]
pub struct PageUpdate {
    pub id: PageId,
    /// The page stands elsewhere in some list.
    pub moved: bool,
    /// Links of the page lead to other pages than before.
    pub leads_elsewhere: bool,
    /// Outputs in which links of the page look for headings, now or before.
    pub anchors: Vec<OutputPath>,
    /// What is wrong with the links and names of the page now.
    pub findings: Vec<Diagnostic>,
}

impl Site {
    /// Exchanges a page. None when that is not enough, because others may be derived from what has changed: the site
    /// may then be half changed, and is of no more use.
    pub fn exchange(&mut self, page: Arc<Page>) -> Option<PageUpdate> {
        let id = self.index.page(page.source.as_str(), &self.pages)?;
        let old = self.page(id);
        let titled = old.is_index || is_page_of_one(&self.terms, id);
        let output = old.url.output();
        // What others are told of the headings of this page may speak of lines.
        let is_asked = self.anchor_checks.contains_key(&output);
        // A translation that is compared with this page may be out of date now.
        let versions = self.versions.of_page(old).iter().flatten().count();
        if self.lost || is_asked || versions > 1 || structure(&old.page, titled) != structure(&page, titled) {
            return None;
        }
        if let Some(hidden) =
            id.index().checked_sub(self.published).and_then(|at| self.catalog.addressed.unpublished.get_mut(at))
        {
            hidden.title.clone_from(&page.front.title.value);
        }
        let old = self.page(id);
        let drawn = self.drawn_state(old);
        let compared = exchanged::is_compared(self, old);
        // Numbers and addresses on other pages are compared with those of this one.
        let record = contacts::record(self, old);
        let renamed = old.page.front.title.value != page.front.title.value;
        for alias in &page.front.aliases {
            let from = vertebra_base::link::page_address(&alias.value);
            from.iter().for_each(|from| self.catalog.redirects.moved(from, &page.source, alias.span));
        }
        self.catalog.addressed.pages[id.index()].page = page;
        let renewed = &self.pages[id.index()];
        if compared
            || exchanged::is_compared(self, renewed)
            || self.drawn_state(renewed) != drawn
            || contacts::record(self, renewed) != record
        {
            return None;
        }
        let moved = renamed && self.order_again(id);

        let found = linking::resolve_page(&self.pages[id.index()], &self.lookup());
        let mut findings = Vec::new();
        linking::report([(&*self.pages[id.index()].page, &found)], &self.lookup(), &mut findings);
        references::of_page(self, id, &mut findings);
        lost_headings::of_page(self, id, &mut findings);
        let old_links = std::mem::replace(&mut self.links[id.index()], found.links);
        let leads_elsewhere = targets(&old_links).ne(targets(self.links(id)));
        if leads_elsewhere {
            self.backlinks.take();
        }
        let anchors = self.exchange_checks(id, found.anchors);
        Some(PageUpdate { id, moved, leads_elsewhere, anchors, findings })
    }

    fn exchange_checks(&mut self, id: PageId, new: Vec<AnchorCheck>) -> Vec<OutputPath> {
        let source = self.pages[id.index()].page.source.clone();
        let mut outputs: Vec<OutputPath> = new.iter().map(|check| check.output.clone()).collect();
        self.anchor_checks.retain(|output, checks| {
            let count = checks.len();
            checks.retain(|check| check.missing.file != source);
            if checks.len() < count {
                outputs.push(output.clone());
            }
            !checks.is_empty()
        });
        linking::add_checks(&mut self.anchor_checks, new);
        outputs
    }

    /// Sorts the lists that hold a page; true when it has moved in one. Their order is a total one, so that they come
    /// out as if made anew.
    fn order_again(&mut self, id: PageId) -> bool {
        let Catalog { addressed: Addressed { pages, sections, terms, config, .. }, series, places, .. } =
            &mut self.catalog;
        let mut moved = false;
        let language = config.tag(pages[id.index()].lang);
        let mut sort = |ids: &mut Vec<PageId>| {
            let in_order = |a: &PageId, b: &PageId| order(&pages[a.index()], &pages[b.index()], language);
            if !ids.is_sorted_by(|a, b| in_order(a, b).is_lt()) {
                ids.sort_by(in_order);
                moved = true;
            }
        };
        let page = &pages[id.index()];
        let lang = page.lang;
        let section = &mut sections[page.section.index()];
        sort(&mut section.pages);
        for (id, place) in section.pages.iter().zip(0..) {
            places[id.index()] = Some(place);
        }
        let front = &page.page.front;
        if let Some(members) = front.series.as_ref().and_then(|name| series.get_mut(&(lang, name.value.clone()))) {
            sort(members);
        }
        for all in terms.iter_mut().filter(|all| all.lang == lang) {
            let name = &config.taxonomies[all.taxonomy].name;
            let named = front.terms.iter().filter(|(taxonomy, _)| taxonomy == name).flat_map(|(_, names)| names);
            for term in named {
                if let Some(place) = all.place(&vertebra_base::slug::slugify(&term.value)) {
                    sort(&mut all.terms[place].pages);
                }
            }
        }
        moved
    }
}

fn targets(links: &[Linked]) -> impl Iterator<Item = PageId> + '_ {
    links.iter().filter_map(|linked| match linked.target {
        LinkTarget::Page(id) => Some(id),
        _ => None,
    })
}
