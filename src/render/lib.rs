//! One planned job to one output: the theme's templates, the values they see, the functions they call.
//!
//! Reads no disk, no clock, no environment. Templates reach other pages only through functions, and each logs the
//! fact it is about to answer.

mod asked;
mod broken;
mod cards;
mod dates;
mod drawn;
pub mod emit;
mod errors;
mod feed;
mod files;
mod fill;
mod filters;
mod functions;
mod graph;
pub mod host;
mod jobs;
pub mod json_schema;
mod known;
mod letters;
mod lists;
mod lists_in;
mod lookups;
mod machines;
mod menus;
mod pictures;
mod printed;
mod prints;
mod query;
mod questions;
mod rules;
pub mod search;
mod set;
mod signatures;
mod slot;
pub mod structured;
mod stub;
mod terms;
mod tokens;
mod translations;
mod values;
mod worker;
mod woven;

pub use printed::printed;
pub use set::Templates;
pub use signatures::{Parameter, Signature, Wanted, signatures};
pub use worker::{Kit, Rendered, Worker};

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Value;

use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::store::Store;
use vertebra_markdown::Page;
use vertebra_site::plan::{self, Planned};
use vertebra_site::{Exchanged, Site};

/// What all workers share: the site and the values that many outputs show.
#[derive(Debug)]
pub struct Shared {
    pub site: Site,
    /// Where results that are slow to make are kept.
    pub store: Store,
    /// What other pages see of each page, in the order of `Site::pages`.
    pub cards: Vec<Value>,
    /// The fingerprints of `cards`, made when somebody asks.
    pub card_prints: Vec<OnceLock<Fingerprint>>,
    /// What pages show of their terms, by taxonomy and place.
    pub terms: values::TermCards,
    /// Each section with its pages and the cards of the sections below it, made when a template first asks.
    pub sections: Vec<OnceLock<Value>>,
    /// What a link to each section needs, and more: made when it is first asked for.
    pub section_cards: Vec<OnceLock<Value>>,
    /// Addresses of style sheets and theme files by the names that templates use, without the base path.
    pub assets: BTreeMap<String, String>,
    /// The files of the search index.
    pub search: search::Files,
}

impl Shared {
    /// Makes the card of every page, on several threads.
    pub fn new(site: Site, threads: usize, store: Store) -> Self {
        let ids: Vec<_> = site.ids().collect();
        let terms = values::term_cards(&site);
        let cards = vertebra_base::parallel::map(threads, &ids, |id| values::card(&site, &terms, *id));
        let mut assets = BTreeMap::new();
        for name in site.theme.statics.keys() {
            assets.insert(name.clone(), format!("/{name}"));
        }
        for (name, asset) in site.assets.each() {
            assets.insert(name.to_owned(), asset.output.url().to_string());
        }
        let card_prints = cards.iter().map(|_| OnceLock::new()).collect();
        let empty = || site.sections.iter().map(|_| OnceLock::new()).collect();
        Shared {
            sections: empty(),
            section_cards: empty(),
            cards,
            card_prints,
            terms,
            assets,
            site,
            store,
            search: search::Files::new(),
        }
    }
}

impl Shared {
    /// Exchanges a page for the same one, read again, and tells whether other pages see a change. None when the site
    /// must be linked anew; it may then be half changed.
    pub fn exchange(&mut self, page: Arc<Page>) -> Option<(Exchanged, bool)> {
        let exchanged = self.site.exchange(page)?;
        let at = exchanged.id.index();
        let before = self.card_print(exchanged.id);
        let card = values::card(&self.site, &self.terms, exchanged.id);
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
}

/// The name by which a person knows a job's input: a page's path, else the output's address.
pub fn subject(site: &Site, planned: &Planned) -> String {
    match &planned.job {
        plan::Job::Page(id) => site.page(*id).page.source.to_string(),
        plan::Job::List(id, _) => match site.section(*id).index {
            Some(id) => site.page(id).page.source.to_string(),
            None => site.section(*id).folder.clone(),
        },
        _ => planned.output.url().to_string(),
    }
}
