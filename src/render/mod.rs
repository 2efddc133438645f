//! One planned job to one output: the theme's templates, the values they see, the functions they call.
//!
//! Reads no disk, no clock, no environment. Templates reach other pages only through functions, and each logs the
//! fact it is about to answer.

mod dates;
mod errors;
mod feed;
mod fill;
mod filters;
mod functions;
mod jobs;
mod lists;
mod lookups;
mod set;
mod slot;
mod terms;
mod values;
mod worker;

pub use set::Templates;
pub use worker::{Kit, Rendered, Worker};

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::Value;

use crate::plan::{self, Planned};
use crate::site::Site;

/// What all workers share: the site and the values that many outputs show.
#[derive(Debug)]
pub struct Shared {
    pub site: Site,
    /// What other pages see of each page, in the order of `Site::pages`.
    pub cards: Vec<Value>,
    /// What pages show of their terms, by taxonomy and place.
    pub terms: values::TermCards,
    /// Each section with its pages and the cards of the sections below it, made when a template first asks.
    pub sections: Vec<OnceLock<Value>>,
    /// What a link to each section needs, and more: made when it is first asked for.
    pub section_cards: Vec<OnceLock<Value>>,
    /// Addresses of style sheets and theme files by the names that templates use, without the base path.
    pub assets: BTreeMap<String, String>,
}

impl Shared {
    /// Makes the card of every page, on several threads.
    pub fn new(site: Site, threads: usize) -> Self {
        let ids: Vec<_> = site.ids().collect();
        let terms = values::term_cards(&site);
        let cards = crate::parallel::map(threads, &ids, |id| values::card(&site, &terms, *id));
        let mut assets = BTreeMap::new();
        for name in site.theme.statics.keys() {
            assets.insert(name.clone(), format!("/{name}"));
        }
        for name in site.theme.styles.keys() {
            if let Some(path) = plan::style_path(&site.theme, name) {
                assets.insert(name.clone(), format!("/{path}"));
            }
        }
        let empty = || site.sections.iter().map(|_| OnceLock::new()).collect();
        Shared { sections: empty(), section_cards: empty(), cards, terms, assets, site }
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
