//! What all workers share: the site, and the values that many outputs show.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Value;

use super::{fingerprints, page_card};
use crate::host::AskedSources;
use crate::search;
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_markdown::{Filling, Page};
use vertebra_schema::TemplateFacts;
use vertebra_schema::theme;
use vertebra_site::{PageId, PageUpdate, Site};

/// What all workers share: the site and the values that many outputs show.
#[derive(Debug)]
pub struct RenderInput {
    pub site: Site,
    /// Where results that are slow to make are kept.
    pub store: ArtifactCache,
    /// What other pages see of each page, in the order of `Site::pages`.
    pub cards: Vec<Value>,
    /// The fingerprints of `cards`, made when somebody asks.
    pub card_prints: Vec<OnceLock<Fingerprint>>,
    /// What all cards have in common.
    pub card_parts: page_card::CardParts,
    /// Each section with its pages and the cards of the sections below it, made when a template first asks.
    pub sections: Vec<OnceLock<Value>>,
    /// What a link to each section needs, and more: made when it is first asked for.
    pub section_cards: Vec<OnceLock<Value>>,
    /// Addresses of style sheets and theme files by the names that templates use, without the base path.
    pub assets: BTreeMap<String, String>,
    /// What the security policy allows whatever the pages ask for.
    pub of_site: AskedSources,
    /// The files of the search index.
    pub search: search::SearchIndexFiles,
    /// What the templates of each type write around a text, made when somebody asks.
    written: OnceLock<TemplateFacts>,
}

impl RenderInput {
    /// Makes the card of every page, on several threads.
    pub fn new(site: Site, threads: usize, store: ArtifactCache) -> Self {
        let ids: Vec<_> = site.ids().collect();
        let card_parts = page_card::CardParts::of(&site);
        let cards = vertebra_base::parallel::map(threads, &ids, |id| page_card::card(&site, &card_parts, *id));
        let mut assets = BTreeMap::new();
        for name in site.theme.statics.keys() {
            assets.insert(name.clone(), format!("/{name}"));
        }
        for (name, asset) in site.assets.each() {
            assets.insert(name.to_owned(), asset.output.url().to_string());
        }
        let card_prints = cards.iter().map(|_| OnceLock::new()).collect();
        let empty = || site.sections.iter().map(|_| OnceLock::new()).collect();
        RenderInput {
            sections: empty(),
            section_cards: empty(),
            cards,
            card_prints,
            card_parts,
            assets,
            of_site: AskedSources::of_site(&site),
            site,
            store,
            search: search::SearchIndexFiles::new(),
            written: OnceLock::new(),
        }
    }

    /// Whether the finished page may have something with an id that its Markdown does not make: its template writes it,
    /// or a component that its text calls may.
    pub fn may_write_id(&self, page: PageId, id: &str) -> bool {
        let page = &self.site.page(page).page;
        let written = self.written.get_or_init(|| theme::template_facts(&self.site.theme));
        page.body.holes.iter().any(|hole| matches!(hole.filling, Filling::Directive(_)))
            || written.around.get(&page.front.kind.value).is_none_or(|around| around.ids.contains(id))
    }

    /// Exchanges a page for the same one, read again, and tells whether other pages see a change. None when the site
    /// must be linked anew; it may then be half changed.
    pub fn exchange(&mut self, page: Arc<Page>) -> Option<(PageUpdate, bool)> {
        let exchanged = self.site.exchange(page)?;
        let at = exchanged.id.index();
        let before = self.card_print(exchanged.id);
        let card = page_card::card(&self.site, &self.card_parts, exchanged.id);
        self.card_prints[at] = OnceLock::new();
        let old = std::mem::replace(&mut self.cards[at], card);
        let changed = self.card_print(exchanged.id) != before;
        if changed {
            let sections = self.sections.iter_mut().chain(&mut self.section_cards);
            sections.for_each(|section| _ = section.take());
        } else {
            // All that were made of it share the old one.
            self.cards[at] = old;
        }
        Some((exchanged, changed))
    }

    /// The fingerprint of what other pages see of a page.
    pub fn card_print(&self, id: PageId) -> Fingerprint {
        *self.card_prints[id.index()].get_or_init(|| {
            let mut all = Fingerprinter::new();
            fingerprints::value(&mut all, &self.cards[id.index()]);
            all.finish()
        })
    }
}
