//! A worker: its own copy of the template set, whose functions log into its own slot.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tera::{Kwargs, State, Tera, Value};

use super::{Shared, Templates, functions, values};
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::site::{PageId, SectionId};
use crate::track::{Fact, Reads};

/// Renders jobs one after the other.
pub struct Worker<'a> {
    pub shared: Arc<Shared>,
    pub templates: &'a Templates,
    pub tera: Tera,
    pub slot: Arc<Slot>,
    /// A copy of its own: counting the users of one shared value slows two threads down.
    pub config: Value,
}

/// What a job gave.
#[derive(Debug)]
pub struct Rendered {
    /// Nothing when a template failed.
    pub output: Option<Output>,
    pub facts: Vec<Fact>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a worker's functions know of the job at hand, and where they log what they read.
#[derive(Debug)]
pub struct Slot {
    pub shared: Arc<Shared>,
    current: Mutex<Current>,
}

/// The job at hand.
#[derive(Debug, Default)]
pub struct Current {
    pub page: Option<PageId>,
    pub section: Option<SectionId>,
    /// The address of the output, without the base path.
    pub url: String,
    pub reads: Reads,
}

impl Slot {
    /// A slot without a job.
    pub fn new(shared: Arc<Shared>) -> Self {
        Slot { shared, current: Mutex::default() }
    }

    /// The job at hand. A worker is one thread, so nobody waits here; a panic elsewhere leaves plain data behind.
    pub fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what the job at hand reads.
    pub fn log(&self, fact: Fact) {
        self.current().reads.log(fact);
    }
}

impl<'a> Worker<'a> {
    /// A worker with its own copy of the templates.
    pub fn new(shared: &Arc<Shared>, templates: &'a Templates) -> Self {
        let slot = Arc::new(Slot::new(shared.clone()));
        let mut tera = templates.tera.clone();
        functions::register(&mut tera, &slot);
        let base = shared.site.config.base_url.clone();
        tera.register_filter("absolute", move |address: &str, _: Kwargs, _: &State| {
            let inside = address.starts_with('/') && !address.starts_with("//");
            Value::from(if inside { base.absolute(address) } else { address.to_owned() })
        });
        Worker { config: values::config(&shared.site), shared: shared.clone(), templates, tera, slot }
    }

    /// Begins a job: what the functions read from now on is its own.
    pub fn begin(&self, page: Option<PageId>, section: Option<SectionId>, url: &str) {
        let mut current = self.slot.current();
        *current = Current { page, section, url: url.to_owned(), reads: Reads::default() };
        current.reads.log(Fact::Config);
        if let Some(id) = page {
            let source = self.shared.site.page(id).page.source.clone();
            current.reads.log(Fact::Body(source.clone()));
            current.reads.log(Fact::Card(source));
        }
    }

    /// Ends a job and takes what it read.
    pub fn end(&self) -> Vec<Fact> {
        std::mem::take(&mut self.slot.current().reads).into_facts()
    }
}
