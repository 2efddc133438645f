//! A build as it stands: what it was given, what each phase made of that, what has been rendered, what there is to say.
//!
//! `following` makes it, and makes it anew; `apply` exchanges single pages in it. Nothing else changes what a phase made.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::clock::Timings;
use super::diagnostic_store::DiagnosticStore;
use super::exceptions::Used;
use super::host::ParentSite;
use super::jobs::Jobs;
use super::options::Options;
use super::stages::{LookedFiles, PagesByFile};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::{Snapshot, spelled};
use vertebra_render::host::AskedSources;
use vertebra_render::search::SearchIndex;
use vertebra_render::{RenderInput, WorkerTemplates};
use vertebra_schema::Schema;
use vertebra_site::deps::DepGraph;
use vertebra_site::{Site, Unpublished};

/// A site that is read, linked and planned, ready to render.
#[derive(Debug)]
pub struct Build {
    pub(crate) input: Input,
    pub(crate) documents: Documents,
    /// The linked site, and the values that many outputs show.
    pub(crate) shared: Arc<RenderInput>,
    /// The templates, once for each thread.
    pub(crate) kits: Vec<WorkerTemplates>,
    /// Kept for the next state of the site; empty for a build that is made once.
    pub(crate) index: SearchIndex,
    pub(crate) jobs: Jobs,
    pub(crate) made: Made,
    pub(crate) said: Said,
    /// The pages of the theme, where drafts are shown.
    pub(crate) guide: Option<Box<Build>>,
    /// Outputs of the theme's pages that went with them, since the last refresh.
    pub(crate) gone: Vec<OutputPath>,
    pub(crate) timings: Timings,
}

/// What a build is made of.
#[derive(Debug)]
pub struct Input {
    pub options: Options,
    pub snapshot: Snapshot,
    /// Themes of the binary whose files are in the snapshot, though the site has no folder for them.
    pub embedded: Vec<&'static str>,
    /// This is the build of a theme's pages.
    pub host: Option<ParentSite>,
}

/// The files as they were read, each by itself.
#[derive(Debug)]
pub struct Documents {
    /// What front matter may hold.
    pub schema: Schema,
    /// Empty for a build that is made once.
    pub pages: PagesByFile,
    /// What the files beside the pages hold; empty for a build that is made once.
    pub files: LookedFiles,
    /// Markdown files, the unpublished ones included.
    pub count: usize,
}

/// What has been rendered so far, and in which state of the files.
#[derive(Debug)]
pub struct Made {
    pub ledger: DepGraph,
    /// What pages ask for that are not content with what every page may have.
    pub asked: BTreeMap<OutputPath, AskedSources>,
    /// How often the files have changed.
    pub revision: u64,
    /// The revision in which the whole site was linked last.
    pub linked_in: u64,
    /// The value of `linked_in` when every planned output had been made.
    pub all_made_in: Option<u64>,
}

impl Made {
    /// Every planned output has been made since the site was linked.
    pub fn is_all(&self) -> bool {
        self.all_made_in == Some(self.linked_in)
    }
}

/// What there is to say about the files.
#[derive(Debug, Default)]
pub struct Said {
    /// As it was found.
    pub told: DiagnosticStore,
    /// As it is told.
    pub diagnostics: Vec<Diagnostic>,
    /// The exceptions that `diagnostics` have used.
    pub used: Used,
}

impl Build {
    /// How often the files have changed since the first build.
    pub fn revision(&self) -> u64 {
        self.made.revision
    }

    /// Since when and until when the same files give the same site; nothing where that has no end.
    pub fn same_between(&self, reads_clock: bool) -> (Option<jiff::Timestamp>, Option<jiff::Timestamp>) {
        let site = self.site();
        let day = |start: Result<jiff::Zoned, jiff::Error>| start.ok().filter(|_| reads_clock);
        let today = day(site.now.start_of_day());
        let tomorrow = day(site.now.tomorrow().and_then(|day| day.start_of_day()));
        let (since, until) = &site.same_between;
        (
            since.iter().chain(&today).map(jiff::Zoned::timestamp).max(),
            until.iter().chain(&tomorrow).map(jiff::Zoned::timestamp).min(),
        )
    }

    /// The linked site.
    pub fn site(&self) -> &Site {
        &self.shared.site
    }

    /// The files that the site was read from, the default theme's included; without its pages, if it is built once.
    pub fn snapshot(&self) -> &Snapshot {
        &self.input.snapshot
    }

    /// The themes of the program that are among those files.
    pub fn embedded_themes(&self) -> &[&'static str] {
        &self.input.embedded
    }

    /// A path that somebody typed, in the letters of the files of the site: see `Snapshot::spelled`. Some builds keep the
    /// pages only, and not what stood in their files.
    pub fn spelled(&self, typed: &str) -> String {
        let site = self.site();
        let files = self.input.snapshot.files.keys();
        let pages = site.pages.iter().map(|page| &page.page.source);
        let hidden = site.unpublished.iter().map(|page| &page.source);
        spelled(typed, files.chain(pages).chain(hidden).map(SourcePath::as_str))
    }

    /// What is wrong with the files of the site, sorted.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.said.diagnostics
    }

    /// Markdown files, the unpublished ones included.
    pub fn page_count(&self) -> usize {
        self.documents.count
    }

    /// How many outputs there are to make.
    pub fn job_count(&self) -> usize {
        self.jobs.each().len() + self.guide_outputs().count()
    }

    /// Every output there is to make, in the order of the plan.
    pub fn outputs(&self) -> impl Iterator<Item = &OutputPath> {
        self.jobs.each().iter().map(|planned| &planned.output).chain(self.guide_outputs())
    }

    /// Pages that are not published today, in the order of their paths.
    pub fn unpublished(&self) -> &[Unpublished] {
        &self.site().unpublished
    }

    /// What front matter may hold on this site.
    pub fn schema(&self) -> &Schema {
        &self.documents.schema
    }

    /// How long each stage took that came before rendering.
    pub fn timings(&self) -> &[(&'static str, Duration)] {
        &self.timings
    }

    /// The Markdown file that an output is made of; none for lists without a page, feeds and files.
    pub fn source_of(&self, output: &OutputPath) -> Option<&SourcePath> {
        if let Some(guide) = self.guide_of(output) {
            return guide.source_of(output);
        }
        let site = self.site();
        let source = site.find(output.url().as_str()).map(|id| &site.page(id).page.source)?;
        self.true_name(source).or(Some(source))
    }

    pub(super) fn true_name(&self, source: &SourcePath) -> Option<&SourcePath> {
        self.input.host.as_ref()?.name(source)
    }
}
