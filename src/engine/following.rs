//! From files to a build: the first one, and every later one that links the whole site anew.

use std::sync::Arc;

use super::clock::StageClock;
use super::diagnostic_store::DiagnosticStore;
use super::host::{ParentSite, pages_of_theme};
use super::jobs::Jobs;
use super::options::{Options, Purpose};
use super::state::{Build, Documents, Input, Made, Said};
use super::{exceptions, search, stages};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::snapshot::Snapshot;
use vertebra_render::search::SearchIndex;
use vertebra_render::{RenderInput, WorkerTemplates};
use vertebra_schema::TakenIds;
use vertebra_site::deps::{ChangeScope, DepGraph};
use vertebra_site::{Parts, Site};
use vertebra_style::Assets;

/// What a build hands on to the one that follows it when the site is linked anew.
#[derive(Default)]
pub struct ReusedState {
    /// Pages whose files are the same, and would be read in the same way.
    pub pages: stages::PagesByFile,
    /// The ids of templates with which the pages were read.
    pub taken_ids: Option<TakenIds>,
    pub files: stages::LookedFiles,
    /// The kits, while templates and configuration are the same, and what was said about them.
    pub kits: Option<(Vec<WorkerTemplates>, Vec<Diagnostic>)>,
    /// The files of the theme, while they are made of the same.
    pub assets: Option<Arc<Assets>>,
    pub ledger: DepGraph,
    pub index: SearchIndex,
    pub revision: u64,
    /// The build of the theme's pages.
    pub guide: Option<Box<Build>>,
    /// For the build of a theme's pages: what the real site decides.
    pub host: Option<ParentSite>,
}

impl Build {
    /// Reads, links and plans a site. Never fails: whatever is wrong is in `diagnostics`.
    pub fn new(snapshot: Snapshot, options: &Options) -> Build {
        Build::following(ReusedState::default(), snapshot, options)
    }

    /// The first build and every later one.
    pub(super) fn following(handed: ReusedState, mut snapshot: Snapshot, options: &Options) -> Build {
        let mut clock = StageClock::start();
        let embedded = vertebra_schema::theme::add_embedded(&mut snapshot);
        let mut told = DiagnosticStore { files: snapshot.faults.clone(), ..DiagnosticStore::default() };
        let (mut config, found) = vertebra_schema::config::read(&snapshot);
        told.files.extend(found);
        match &handed.host {
            Some(host) => host.rule(&mut config),
            None => stages::override_base_url(&mut config, options, &mut told.files),
        }
        let (theme, found) = vertebra_schema::theme::read(&snapshot, &config);
        told.files.extend(found);
        let assets = Assets::make(&theme, &config, handed.assets);
        told.files.extend(assets.diagnostics.iter().cloned());
        let preview = matches!(options.purpose, Purpose::Preview | Purpose::Write);
        let data = stages::data(&snapshot, &mut told.files);
        let mut rules = stages::rules(&snapshot, &theme, &data, &mut told.files);
        rules.measures = preview;
        let rules = Arc::new(rules);
        let mut schema = stages::schema(&config, &theme, rules.clone());
        schema.markdown.positions = options.purpose == Purpose::Preview;
        let (book, found) = vertebra_site::addresses::read(&snapshot);
        told.files.extend(found);
        clock.stop("configure");
        let (read, kept) = match options.purpose {
            Purpose::Once => (stages::parse(&mut snapshot, options, &schema), stages::PagesByFile::new()),
            Purpose::Watch | Purpose::Preview | Purpose::Write => {
                // A template that gives out other ids may leave other ones to the headings of texts.
                let is_same = handed.taken_ids.as_ref() == Some(&schema.taken_ids);
                let known = if is_same { handed.pages } else { stages::PagesByFile::new() };
                let pages = stages::parse_again(&snapshot, &schema, options.threads, known);
                (pages.values().cloned().collect(), pages)
            }
        };
        stages::lost_pages(&snapshot, &mut told.files);
        told.allows = if handed.host.is_none() { exceptions::beside_pages(&snapshot) } else { Default::default() };
        let mut pages = Vec::with_capacity(read.len());
        for read in read {
            told.read(&read, handed.host.as_ref());
            pages.push(read.page);
        }
        let count = pages.len();
        clock.stop("parse");
        let old_guide = handed.guide.map(|guide| *guide);
        let planned = old_guide.iter().flat_map(|guide| guide.jobs.each());
        let gone = planned.map(|planned| planned.output.clone()).collect();
        let guide = pages_of_theme(&snapshot, &config, &theme, options).map(|(host, files, options)| {
            let (ledger, revision) =
                old_guide.map_or_else(Default::default, |old| (old.made.ledger, old.made.revision + 1));
            let handed = ReusedState { ledger, revision, host: Some(host), ..ReusedState::default() };
            Box::new(Build::following(handed, files, &options))
        });
        clock.stop("pages of the theme");
        let files = stages::files(&snapshot, options.threads, handed.files);
        let kept_files = if options.purpose == Purpose::Once { stages::LookedFiles::new() } else { files.clone() };
        clock.stop("pictures");
        let now = stages::now(&options.now, &config);
        let (drafts, threads) = (options.drafts, options.threads);
        let (site, found) =
            Site::link(Parts { config, theme, rules, assets, pages, data, files, book, now, drafts, preview, threads });
        told.findings = found;
        clock.stop("link");
        let kits;
        (kits, told.templates) = handed.kits.unwrap_or_else(|| stages::kits(&site, threads));
        clock.stop("templates");
        let mut planned = site.jobs();
        handed.host.iter().for_each(|host| host.keep_pages(&mut planned));
        let mut jobs = Jobs::new(planned);
        told.findings.site.extend(vertebra_render::search::check(&site));
        told.findings.site.extend(vertebra_render::host::check(&site));
        let mut shared = RenderInput::new(site, threads, options.store.clone());
        clock.stop("plan");
        let mut index = handed.index;
        shared.search = index.update(&shared.site, threads);
        search::plan(&shared, &mut jobs);
        if options.purpose == Purpose::Once {
            index = SearchIndex::default();
        }
        if !shared.search.is_empty() {
            clock.stop("index");
        }
        let shared = Arc::new(shared);
        let mut ledger = handed.ledger;
        ledger.advance(handed.revision, ChangeScope::All);
        let revision = handed.revision;
        let mut build = Build {
            input: Input { options: options.clone(), snapshot, embedded, host: handed.host },
            documents: Documents { schema, pages: kept, files: kept_files, count },
            shared,
            kits,
            index,
            jobs,
            made: Made { ledger, revision, linked_in: revision, all_made_in: None },
            said: Said { told, ..Said::default() },
            guide,
            gone,
            timings: clock.stages,
        };
        build.tell();
        build
    }
}
