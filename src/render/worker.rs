//! A worker: its own copy of the template set, whose functions log into its own slot.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, Value};

use super::context::{ContextCell, CurrentJob, RenderContext};
use super::own::{Card, LinksOf, Settings, Text};
use super::question::{Question, READER};
use super::set::Templates;
use super::shared::RenderInput;
use super::{filters, functions, markdown_filter};
use crate::host::AskedSources;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::output::Output;
use vertebra_html::Filled;
use vertebra_media::image_file::Master;
use vertebra_schema::config::Lang;
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, PageId, SectionId};

/// What a worker keeps from one site to the next: a copy of the template set, which takes milliseconds to make.
#[derive(Debug)]
pub struct WorkerTemplates {
    templates: Arc<Templates>,
    tera: Tera,
    desk: Arc<ContextCell>,
}

/// Renders jobs of one site, one after the other.
pub struct Worker<'a> {
    pub shared: &'a RenderInput,
    pub templates: &'a Templates,
    pub tera: &'a Tera,
    pub slot: RenderContext<'a>,
    /// A copy of its own, in each language: counting the users of one shared value slows two threads down.
    configs: Vec<Value>,
    /// The job at hand will be turned into Markdown: components may be framed for it.
    pub for_markdown: Cell<bool>,
    /// The texts of the page at hand as they are before its template takes them; none where nobody asks.
    pub texts: RefCell<Option<Vec<Filled>>>,
    /// What the finished pages ask for; files for the host are made of it.
    pub asked: RefCell<AskedSources>,
    desk: &'a ContextCell,
    /// The picture that was decoded last: its other forms come next.
    pub decoded: RefCell<Option<(Fingerprint, Rc<Master>)>>,
}

/// What a job gave.
#[derive(Debug)]
pub struct RenderedOutput {
    /// Nothing when a template failed.
    pub output: Option<Output>,
    pub facts: Vec<Dep>,
    pub diagnostics: Vec<Diagnostic>,
}

impl WorkerTemplates {
    /// A kit with its own copy of the templates.
    pub fn new(templates: &Arc<Templates>) -> Self {
        let desk = Arc::new(ContextCell::default());
        let mut tera = templates.tera.clone();
        functions::register(&mut tera, &desk);
        filters::register_date(&mut tera, &desk);
        markdown_filter::register(&mut tera, &desk);
        let at = desk.clone();
        tera.register_filter("absolute", move |address: &str, _: Kwargs, _: &State| {
            let inside = vertebra_base::link::Link::parse(address).is_rooted();
            match at.attached() {
                Some(it) if inside => Value::from(it.shared.site.config.base_url.absolute(address)),
                _ => Value::from(address),
            }
        });
        WorkerTemplates { templates: templates.clone(), tera, desk }
    }

    /// The template set that the kit was made of.
    pub fn templates(&self) -> &Arc<Templates> {
        &self.templates
    }

    /// A worker for the jobs of a site. Only while it is there does the kit hold on to the site, so that its owner may
    /// change it afterwards.
    pub fn worker<'a>(&'a self, shared: &'a Arc<RenderInput>) -> Worker<'a> {
        self.desk.attach(Some(shared));
        Worker {
            configs: shared
                .site
                .config
                .langs()
                .map(|lang| Settings.answer(shared, LookupScope { lang, ..READER }))
                .collect(),
            for_markdown: Cell::new(false),
            texts: RefCell::new(None),
            asked: RefCell::default(),
            shared,
            templates: &self.templates,
            tera: &self.tera,
            slot: self.desk.slot(shared),
            desk: &self.desk,
            decoded: RefCell::new(None),
        }
    }
}

impl Drop for Worker<'_> {
    fn drop(&mut self) {
        self.desk.attach(None);
    }
}

impl Worker<'_> {
    /// What `site.yaml` says, in a language.
    pub fn config(&self, lang: Lang) -> Value {
        self.configs.get(lang.index()).cloned().unwrap_or_else(Value::none)
    }

    /// Begins a job: what the functions read from now on is its own, and in its language.
    pub fn begin(&self, lang: Lang, page: Option<PageId>, section: Option<SectionId>, url: &str) {
        *self.slot.current() = CurrentJob { page, section, lang, url: url.to_owned(), ..CurrentJob::default() };
        self.slot.note(&Settings);
        if let Some(id) = page {
            self.slot.note(&Text(id));
            self.slot.note(&LinksOf(id));
            self.slot.note(&Card(id));
        }
    }

    /// Ends a job and takes what it read, and what its functions had to say.
    pub fn end(&self) -> (Vec<Dep>, Vec<Diagnostic>) {
        let current = std::mem::take(&mut *self.slot.current());
        (current.reads.into_facts(), current.told)
    }
}
