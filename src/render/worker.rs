//! A worker: its own copy of the template set, whose functions log into its own slot.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, Value};

use super::slot::{Current, Slot};
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
