//! The slot between a worker and its functions: the site, the job at hand, and what it has read so far.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::shared::RenderInput;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_schema::config::{Config, Lang};
use vertebra_site::deps::{Dep, DepLog};
use vertebra_site::{LookupScope, PageId, SectionId};

/// Where a kit's functions find the site and the job at hand. Registered once; the site behind it may be exchanged.
#[derive(Debug, Default)]
pub struct ContextCell {
    attached: Mutex<Option<Arc<Attached>>>,
    current: Mutex<CurrentJob>,
}

/// A site on a desk. Its counter belongs to one thread, so that threads do not wait for each other's counting.
#[derive(Debug)]
pub struct Attached {
    pub shared: Arc<RenderInput>,
}

/// What a worker's functions know of the site and the job at hand, and where they log what they read.
#[derive(Debug)]
pub struct RenderContext<'a> {
    pub shared: &'a RenderInput,
    current: &'a Mutex<CurrentJob>,
}

/// The job at hand.
#[derive(Debug, Default)]
pub struct CurrentJob {
    pub page: Option<PageId>,
    pub section: Option<SectionId>,
    /// The language of what is made.
    pub lang: Lang,
    /// The address of the output, without the base path.
    pub url: String,
    pub reads: DepLog,
    /// What functions have to say about the job at hand.
    pub told: Vec<Diagnostic>,
    /// What fails now was told where it was caused.
    pub is_told: bool,
    /// How many drawings the job has put into its page so far.
    pub drawings: usize,
}

/// A fact as a page in a language reads it.
fn spoken(config: &Config, lang: Lang, fact: Dep) -> Dep {
    match config.further(lang) {
        None => fact,
        Some(language) => Dep::InLanguage(language.tag.clone(), Box::new(fact)),
    }
}

impl ContextCell {
    /// Puts a site on the desk, or takes it away.
    pub fn attach(&self, shared: Option<&Arc<RenderInput>>) {
        *self.lock() = shared.map(|shared| Arc::new(Attached { shared: shared.clone() }));
    }

    /// The site on the desk; none while no worker is at it.
    pub fn attached(&self) -> Option<Arc<Attached>> {
        self.lock().clone()
    }

    /// The slot of a site that is on the desk.
    pub fn slot<'a>(&'a self, shared: &'a RenderInput) -> RenderContext<'a> {
        RenderContext { shared, current: &self.current }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Attached>>> {
        self.attached.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> RenderContext<'a> {
    /// The job at hand. A worker is one thread, so nobody waits here; a panic elsewhere leaves plain data behind.
    pub fn current(&self) -> MutexGuard<'a, CurrentJob> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what the job at hand reads.
    pub fn log(&self, fact: Dep) {
        self.current().reads.log(fact);
    }

    /// Takes note of a fact whose answer hangs on the language of the job at hand.
    pub fn log_in_language(&self, fact: Dep) {
        let mut current = self.current();
        let fact = spoken(&self.shared.site.config, current.lang, fact);
        current.reads.log(fact);
    }

    /// The language of the job at hand.
    pub fn lang(&self) -> Lang {
        self.current().lang
    }

    /// Who asks: the job at hand.
    pub fn asker(&self) -> LookupScope {
        LookupScope { lang: self.lang(), sees_hidden: self.is_hidden() }
    }

    /// Whether the job at hand is one that only a preview has.
    pub fn is_hidden(&self) -> bool {
        let site = &self.shared.site;
        let current = self.current();
        current.page.is_some_and(|id| !site.page(id).is_published())
            || current.section.is_some_and(|id| !site.section(id).published)
    }
}
