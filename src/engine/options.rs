//! How a site is to be built.

use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::parallel;
use vertebra_base::snapshot::Snapshot;

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
    pub depth: CheckLevel,
    /// Where results that are slow to make are kept between builds.
    pub store: ArtifactCache,
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
            depth: CheckLevel::default(),
            store: ArtifactCache::default(),
        }
    }
}

/// How much is looked at besides what a build looks at anyway: every file, every link, every template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum CheckLevel {
    /// Nothing: for builds and previews that are made again and again.
    #[default]
    Quick,
    /// The finished HTML of every page, and all pages beside each other: for `check`. Costs a reading of all HTML.
    Thorough,
    /// As `Thorough`, and what must not be so on a site that goes online for everybody: for `build --release`, `publish`.
    Release,
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
    let prints = parallel::map(options.threads, &files, |(_, content)| content.print());
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
