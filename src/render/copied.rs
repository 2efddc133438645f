//! Jobs without a template: files of the search index, files for the host, files of the theme.

use std::sync::Arc;

use super::files::CopiedThemeFile;
use super::functions::Today;
use super::question::{Answer, Question, READER};
use super::shared::RenderInput;
use super::worker::{RenderedOutput, Worker};
use crate::host;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::OutputPath;
use vertebra_schema::config::names;
use vertebra_site::deps::Dep;
use vertebra_site::plan::Planned;
use vertebra_site::{LookupScope, Site};

/// A file of the search index.
pub struct IndexFile<'q>(pub &'q OutputPath);

/// Its bytes, and their fingerprint.
pub struct IndexFileBytes<'s>(&'s Arc<[u8]>, Fingerprint);

impl Question for IndexFile<'_> {
    type Answer<'s> = Option<IndexFileBytes<'s>>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Search(self.0.clone())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Option<IndexFileBytes<'s>> {
        shared.search.get(self.0).map(|(bytes, print)| IndexFileBytes(bytes, *print))
    }
}

impl Answer for IndexFileBytes<'_> {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.print(self.1);
    }
}

impl Worker<'_> {
    /// A file of the search index, which was made with the plan.
    pub fn search(&self, planned: &Planned) -> RenderedOutput {
        let file = IndexFile(&planned.output);
        let answer = file.answer(self.shared, READER);
        let output = answer.map(|IndexFileBytes(bytes, _)| Output {
            path: planned.output.clone(),
            bytes: Bytes::Read(bytes.clone().into()),
        });
        let facts = vec![file.fact(&self.shared.site), Dep::Place(planned.output.clone())];
        RenderedOutput { output, facts, diagnostics: Vec::new() }
    }

    /// A file for the host. It follows from the whole site and all finished pages, and is its own fact.
    pub fn host(&self, planned: &Planned, name: &'static str) -> RenderedOutput {
        let bytes = host::text(&self.shared.site, &self.asked.borrow(), name).into_bytes();
        let output = Output { path: planned.output.clone(), bytes: Bytes::Made(bytes) };
        let mut facts = vec![Dep::Host(name), Dep::Place(planned.output.clone())];
        if name == names::SECURITY {
            facts.push(Today.fact(&self.shared.site));
        }
        RenderedOutput { output: Some(output), facts, diagnostics: Vec::new() }
    }

    /// A file of the theme that is made of others too.
    pub fn asset(&self, planned: &Planned, name: &str) -> RenderedOutput {
        let Some(asset) = self.shared.site.assets.get(name) else {
            return RenderedOutput { output: None, facts: Vec::new(), diagnostics: Vec::new() };
        };
        let mut facts: Vec<_> = asset.parts.iter().cloned().map(Dep::File).collect();
        facts.extend([CopiedThemeFile(name).fact(&self.shared.site), Dep::Place(planned.output.clone())]);
        let output = Output { path: planned.output.clone(), bytes: Bytes::Read(asset.bytes.clone().into()) };
        RenderedOutput { output: Some(output), facts, diagnostics: Vec::new() }
    }
}
