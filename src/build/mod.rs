//! The engine: a snapshot of files in, outputs and diagnostics out. Pure: it touches no disk, clock or terminal.
//!
//! The stages in order: read `site.yaml` and the theme, parse every page, link them into a site, load the
//! templates, plan every output, render them.

mod explain;
mod stages;

pub use explain::Explanation;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::output::Output;
use crate::parallel;
use crate::path::OutputPath;
use crate::plan::{self, Planned};
use crate::render::{Shared, Templates, Worker};
use crate::schema::Schema;
use crate::site::{AnchorCheck, Site, Unpublished};
use crate::snapshot::Snapshot;
use crate::track::Fact;

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
    all.optional(options.base_url.as_deref()).flag(options.drafts);
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
    snapshot: Snapshot,
    schema: Schema,
    shared: Arc<Shared>,
    templates: Templates,
    planned: Vec<Planned>,
    diagnostics: Vec<Diagnostic>,
    timings: Timings,
    page_count: usize,
}

/// What rendering a whole site gave besides the outputs.
#[derive(Debug)]
pub struct Rendered {
    /// Sorted.
    pub diagnostics: Vec<Diagnostic>,
    pub timings: Timings,
    /// In the order of the plan.
    pub outputs: Vec<OutputPath>,
    /// Some output shows the day of the build.
    pub reads_clock: bool,
}

impl Build {
    /// Reads, links and plans a site. Never fails: whatever is wrong is in `diagnostics`.
    pub fn new(mut snapshot: Snapshot, options: &Options) -> Build {
        let mut clock = Clock::start();
        crate::theme::add_default(&mut snapshot);
        let mut diagnostics = snapshot.faults.clone();
        let (mut config, found) = crate::config::read(&snapshot);
        diagnostics.extend(found);
        stages::override_base_url(&mut config, options, &mut diagnostics);
        let (theme, found) = crate::theme::read(&snapshot, &config);
        diagnostics.extend(found);
        let schema = stages::schema(&config, &theme);
        let data = stages::data(&snapshot, &mut diagnostics);
        clock.stop("configure");
        let pages = stages::parse(&mut snapshot, &schema, options.threads, &mut diagnostics);
        stages::without_consequences(&mut diagnostics);
        let page_count = pages.len();
        clock.stop("parse");
        let files = stages::files(&snapshot);
        let now = now(&options.now, &config);
        let parts = crate::site::Parts {
            config,
            theme,
            pages,
            data,
            files,
            now,
            drafts: options.drafts,
            threads: options.threads,
        };
        let (site, found) = Site::link(parts);
        diagnostics.extend(found);
        clock.stop("link");
        let (templates, found) = Templates::load(&site);
        diagnostics.extend(found);
        clock.stop("templates");
        let planned = plan::plan(&site);
        let shared = Arc::new(Shared::new(Arc::new(site), options.threads));
        clock.stop("plan");
        diagnostic::sort(&mut diagnostics);
        Build { snapshot, schema, shared, templates, planned, diagnostics, timings: clock.stages, page_count }
    }

    /// Renders every output, giving each to `sink` as soon as it is made, from several threads at once.
    pub fn render_all(&self, threads: usize, sink: &(dyn Fn(Output) + Sync)) -> Rendered {
        let mut clock = Clock::start();
        let mut diagnostics = Vec::new();
        let reads_clock = AtomicBool::new(false);
        if self.can_render() {
            let checks = self.anchor_checks();
            let faulty = stages::pages_with_faulty_fields(&self.diagnostics);
            let is_consequence = |fact: &Fact| matches!(fact, Fact::Card(page) if faulty.contains(page));
            let parts = parallel::map_with(
                threads,
                &self.planned,
                |_| Worker::new(&self.shared, &self.templates),
                |worker, planned| {
                    let mut rendered = worker.render(planned);
                    if rendered.facts.contains(&Fact::Clock) {
                        reads_clock.store(true, Ordering::Relaxed);
                    }
                    if !faulty.is_empty() && rendered.facts.iter().any(is_consequence) {
                        rendered.diagnostics.retain(|d| !stages::is_of_the_template(d));
                    }
                    if let Some(output) = rendered.output {
                        missing_anchors(&output, &checks, &mut rendered.diagnostics);
                        sink(output);
                    }
                    rendered.diagnostics
                },
            );
            diagnostics.extend(parts.into_iter().flatten());
        }
        diagnostic::sort(&mut diagnostics);
        clock.stop("render");
        let outputs = self.planned.iter().map(|planned| planned.output.clone()).collect();
        Rendered { diagnostics, timings: clock.stages, outputs, reads_clock: reads_clock.into_inner() }
    }

    /// One output and the facts it read.
    pub fn render_one(&self, output: &OutputPath) -> Option<(Output, Vec<Fact>)> {
        let planned = self.planned.iter().find(|planned| planned.output == *output)?;
        let rendered = Worker::new(&self.shared, &self.templates).render(planned);
        Some((rendered.output?, rendered.facts))
    }

    /// Where a page is published, or why it is not; what its output read. By path or address.
    pub fn why(&self, query: &str) -> Option<Explanation> {
        explain::explain(self, query)
    }

    /// Without a theme's templates every page would fail for a reason that has been told already.
    fn can_render(&self) -> bool {
        let fatal = ["template", "template-missing", "theme-missing", "theme-circle", "config-missing"];
        !self.diagnostics.iter().any(|d| d.severity == Severity::Error && fatal.contains(&d.code))
    }

    fn anchor_checks(&self) -> HashMap<&OutputPath, Vec<&AnchorCheck>> {
        let mut checks: HashMap<&OutputPath, Vec<&AnchorCheck>> = HashMap::new();
        for check in &self.site().anchor_checks {
            checks.entry(&check.output).or_default().push(check);
        }
        checks
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

    /// The files that the site was read from without its pages, the default theme's included.
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
        self.planned.len()
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
}

/// Fragments that links ask for and that neither Markdown nor the template has made.
fn missing_anchors(output: &Output, checks: &HashMap<&OutputPath, Vec<&AnchorCheck>>, out: &mut Vec<Diagnostic>) {
    let Some(checks) = checks.get(&output.path) else { return };
    let html = String::from_utf8_lossy(&output.bytes);
    for check in checks {
        let quoted = format!(" id=\"{}\"", check.id);
        let bare = format!(" id={}", check.id);
        if !html.contains(&quoted) && !html.contains(&format!("{bare}>")) && !html.contains(&format!("{bare} ")) {
            out.push(check.missing.clone());
        }
    }
}

fn now(now: &Now, config: &Config) -> jiff::Zoned {
    let zone = config.time_zone.clone();
    match now {
        Now::System(at) => at.to_zoned(zone),
        Now::Day(day) => {
            // The first and the last days that there are lie partly outside what can be counted.
            let nearest = if day.year() > 0 { jiff::Timestamp::MAX } else { jiff::Timestamp::MIN };
            day.at(23, 59, 59, 0).to_zoned(zone.clone()).unwrap_or_else(|_| nearest.to_zoned(zone))
        }
    }
}

/// Measures stages that follow each other. The one clock of the core: it changes no output.
struct Clock {
    last: Instant,
    stages: Timings,
}

impl Clock {
    fn start() -> Self {
        Clock { last: Instant::now(), stages: Vec::new() }
    }

    fn stop(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.stages.push((stage, now - self.last));
        self.last = now;
    }
}
