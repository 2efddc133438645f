//! The engine: a snapshot of files in, outputs and diagnostics out. Pure: it touches no disk, clock or terminal.
//!
//! The stages in order: read `site.yaml` and the theme, parse every page, link them into a site, load the
//! templates, plan every output, render them.

mod addresses;
mod apply;
mod asked;
mod clock;
mod examine;
mod explain;
mod facts;
mod guide;
pub mod moves;
mod readings;
mod render;
mod search;
mod settle;
mod stages;
mod told;
mod weigh;

pub use addresses::Recorded;
pub use examine::Depth;
pub use explain::{Explanation, Shown};
pub use readings::PageReading;
pub use render::{Refreshed, Rendered};
use settle::Used;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use clock::Clock;
use told::Told;
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::parallel;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Snapshot;
use vertebra_base::store::Store;
use vertebra_render::search::Index;
use vertebra_render::{Kit, Shared};
use vertebra_schema::{Schema, TakenIds};
use vertebra_site::plan::Planned;
use vertebra_site::track::{Ledger, Reach};
use vertebra_site::{Parts, Site, Unpublished};
use vertebra_style::Assets;

/// How a site is to be built.
#[derive(Debug, Clone)]
pub struct Options {
    /// Instead of the `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// Publish drafts too.
    pub drafts: bool,
    pub now: Now,
    /// Threads that work at the same time; at least one.
    pub threads: usize,
    pub purpose: Purpose,
    pub depth: Depth,
    /// Where results that are slow to make are kept between builds.
    pub store: Store,
}

impl Options {
    /// A site as it is published at a moment: made once, on one thread, with nothing kept. There is no moment that suits
    /// every build, so there is no `Default`.
    pub fn at(now: Now) -> Self {
        Options {
            base_url: None,
            drafts: false,
            now,
            threads: 1,
            purpose: Purpose::default(),
            depth: Depth::default(),
            store: Store::default(),
        }
    }
}

/// What a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To be rendered once: what is not needed any more is let go of on the way.
    #[default]
    Once,
    /// To be kept right while files change.
    Watch,
    /// As `Watch`, for the eyes of editors: pages that are not published are there too, and the HTML says where in the
    /// source it comes from.
    Preview,
    /// As `Preview`, for the program in which somebody writes: nobody looks at the HTML, nor at the theme's own pages.
    Write,
}

/// What "now" is for a build. Read once, at the edge.
#[derive(Debug, Clone)]
pub enum Now {
    System(jiff::Timestamp),
    /// The end of a day in the site's zone: all that is published on that day is shown.
    Day(jiff::civil::Date),
}

/// The fingerprint of all that a build depends on: the files, the options, the program itself. Equal fingerprints at
/// times between which nothing is due give equal sites.
pub fn input(snapshot: &Snapshot, options: &Options) -> Fingerprint {
    let files: Vec<_> = snapshot.files.iter().collect();
    let prints = parallel::map(options.threads, &files, |(_, bytes)| Fingerprint::of_bytes(bytes));
    let mut all = Fingerprinter::new();
    all.text(concat!(env!("CARGO_PKG_VERSION"), " ", env!("VERTEBRA_SOURCES")));
    all.optional(options.base_url.as_deref()).flag(options.drafts).number(options.depth as u64);
    match options.now {
        Now::System(_) => all.flag(false),
        Now::Day(day) => all.flag(true).text(&day.to_string()),
    };
    all.number(snapshot.faults.len() as u64);
    for ((path, _), print) in files.iter().zip(prints) {
        all.text(path.as_str()).print(print);
    }
    all.finish()
}

/// The time that stages took, by their names.
pub type Timings = Vec<(&'static str, Duration)>;

/// A site that is read, linked and planned, ready to render.
#[derive(Debug)]
pub struct Build {
    options: Options,
    snapshot: Snapshot,
    schema: Schema,
    /// Empty for a build that is made once.
    pages: stages::Pages,
    /// What the files beside the pages hold; empty for a build that is made once.
    files: stages::Files,
    shared: Arc<Shared>,
    kits: Vec<Kit>,
    planned: Vec<Planned>,
    /// The places of outputs in `planned`.
    places: HashMap<OutputPath, u32>,
    told: Told,
    diagnostics: Vec<Diagnostic>,
    /// The exceptions that `diagnostics` have used.
    used: Used,
    timings: Timings,
    page_count: usize,
    /// Themes of the binary whose files are in the snapshot, though the site has no folder for them.
    embedded: Vec<&'static str>,
    /// How often the files have changed.
    revision: u64,
    /// The revision in which the whole site was linked last.
    linked_in: u64,
    /// The value of `linked_in` when every planned output had been made.
    all_made_in: Option<u64>,
    ledger: Ledger,
    /// Kept for the next state of the site; empty for a build that is made once.
    index: Index,
    /// The pages of the theme, where drafts are shown.
    guide: Option<Box<Build>>,
    /// Outputs of the theme's pages that went with them, since the last refresh.
    gone: Vec<OutputPath>,
    /// This is the build of a theme's pages.
    host: Option<guide::Host>,
}

/// What a build hands on to the one that follows it when the site is linked anew.
#[derive(Default)]
struct Handed {
    /// Pages whose files are the same, and would be read in the same way.
    pages: stages::Pages,
    /// The ids of templates with which the pages were read.
    taken_ids: Option<TakenIds>,
    files: stages::Files,
    /// The kits, while templates and configuration are the same, and what was said about them.
    kits: Option<(Vec<Kit>, Vec<Diagnostic>)>,
    /// The files of the theme, while they are made of the same.
    assets: Option<Arc<Assets>>,
    ledger: Ledger,
    index: Index,
    revision: u64,
    /// The build of the theme's pages.
    guide: Option<Box<Build>>,
    /// For the build of a theme's pages: what the real site decides.
    host: Option<guide::Host>,
}

impl Build {
    /// Reads, links and plans a site. Never fails: whatever is wrong is in `diagnostics`.
    pub fn new(snapshot: Snapshot, options: &Options) -> Build {
        Build::following(Handed::default(), snapshot, options)
    }

    /// The first build and every later one.
    fn following(handed: Handed, mut snapshot: Snapshot, options: &Options) -> Build {
        let mut clock = Clock::start();
        let embedded = vertebra_schema::theme::add_embedded(&mut snapshot);
        let mut told = Told { files: snapshot.faults.clone(), ..Told::default() };
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
            Purpose::Once => (stages::parse(&mut snapshot, options, &schema), stages::Pages::new()),
            Purpose::Watch | Purpose::Preview | Purpose::Write => {
                // A template that gives out other ids may leave other ones to the headings of texts.
                let is_same = handed.taken_ids.as_ref() == Some(&schema.taken_ids);
                let known = if is_same { handed.pages } else { stages::Pages::new() };
                let pages = stages::parse_again(&snapshot, &schema, options.threads, known);
                (pages.values().cloned().collect(), pages)
            }
        };
        stages::lost_pages(&snapshot, &mut told.files);
        told.allows = if handed.host.is_none() { settle::beside_pages(&snapshot) } else { Default::default() };
        let mut pages = Vec::with_capacity(read.len());
        for read in read {
            told.read(&read, handed.host.as_ref());
            pages.push(read.page);
        }
        let page_count = pages.len();
        clock.stop("parse");
        let old_guide = handed.guide.map(|guide| *guide);
        let gone = old_guide.iter().flat_map(|guide| &guide.planned).map(|planned| planned.output.clone()).collect();
        let guide = guide::build(&snapshot, &config, &theme, options, old_guide).map(Box::new);
        clock.stop("pages of the theme");
        let files = stages::files(&snapshot, options.threads, handed.files);
        let kept_files = if options.purpose == Purpose::Once { stages::Files::new() } else { files.clone() };
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
        let mut places = planned.iter().zip(0..).map(|(planned, at)| (planned.output.clone(), at)).collect();
        told.findings.site.extend(vertebra_render::search::check(&site));
        told.findings.site.extend(vertebra_render::host::check(&site));
        let mut shared = Shared::new(site, threads, options.store.clone());
        clock.stop("plan");
        let mut index = handed.index;
        shared.search = index.update(&shared.site, threads);
        search::plan(&shared, &mut planned, &mut places);
        if options.purpose == Purpose::Once {
            index = Index::default();
        }
        if !shared.search.is_empty() {
            clock.stop("index");
        }
        let shared = Arc::new(shared);
        let mut ledger = handed.ledger;
        ledger.advance(handed.revision, Reach::All);
        let mut build = Build {
            options: options.clone(),
            snapshot,
            schema,
            pages: kept,
            files: kept_files,
            shared,
            kits,
            planned,
            places,
            diagnostics: Vec::new(),
            used: Used::default(),
            told,
            timings: clock.stages,
            page_count,
            embedded,
            revision: handed.revision,
            linked_in: handed.revision,
            all_made_in: None,
            ledger,
            index,
            guide,
            gone,
            host: handed.host,
        };
        build.tell();
        build
    }

    /// Gathers what there is to say about the files.
    fn tell(&mut self) {
        let mut all = self.told.all();
        if let Some(host) = &self.host {
            host.rename(&mut all);
            all = host.about_pages(&all);
        }
        (all, self.used) = self.settle_files(all);
        diagnostic::sort(&mut all);
        if let Some(guide) = &self.guide {
            all.extend(guide.diagnostics.iter().cloned());
            diagnostic::sort(&mut all);
        }
        self.diagnostics = all;
    }

    /// How often the files have changed since the first build.
    pub fn revision(&self) -> u64 {
        self.revision
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
        &self.snapshot
    }

    /// What is wrong with the files of the site, sorted.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Markdown files, the unpublished ones included.
    pub fn page_count(&self) -> usize {
        self.page_count
    }

    /// How many outputs there are to make.
    pub fn job_count(&self) -> usize {
        self.planned.len() + self.guide_outputs().count()
    }

    /// Every output there is to make, in the order of the plan.
    pub fn outputs(&self) -> impl Iterator<Item = &OutputPath> {
        self.planned.iter().map(|planned| &planned.output).chain(self.guide_outputs())
    }

    /// Pages that are not published today, in the order of their paths.
    pub fn unpublished(&self) -> &[Unpublished] {
        &self.site().unpublished
    }

    /// What front matter may hold on this site.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// How long each stage took that came before rendering.
    pub fn timings(&self) -> &[(&'static str, Duration)] {
        &self.timings
    }

    fn planned_at(&self, output: &OutputPath) -> Option<&Planned> {
        self.planned.get(*self.places.get(output)? as usize)
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

    fn true_name(&self, source: &SourcePath) -> Option<&SourcePath> {
        self.host.as_ref()?.name(source)
    }
}
