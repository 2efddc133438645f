//! Stand-in for the engine, with its interface: every file of `content/` is published as it is, Markdown as a page.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::diagnostic::{Diagnostic, sort};
use crate::output::{Bytes, Output};
use crate::path::{OutputPath, SourcePath};
use crate::schema::{MarkdownOptions, Schema};
use crate::snapshot::Snapshot;

/// What a build is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    pub base_url: Option<String>,
    pub drafts: bool,
    pub now: Now,
    pub threads: usize,
}

/// The moment that a build takes for the present.
#[derive(Debug, Clone)]
pub enum Now {
    System(jiff::Timestamp),
    Day(jiff::civil::Date),
}

/// A page that is not published today.
#[derive(Debug, Clone)]
pub struct Unpublished {
    pub source: SourcePath,
    pub title: String,
    pub why: Why,
}

/// Why a page is not published.
#[derive(Debug, Clone)]
pub enum Why {
    Draft,
    Scheduled(jiff::Zoned),
    Expired(jiff::Zoned),
}

impl Unpublished {
    pub fn reason(&self) -> String {
        match &self.why {
            Why::Draft => "it is a draft".to_owned(),
            Why::Scheduled(at) => format!("it is scheduled for {}", at.date()),
            Why::Expired(at) => format!("it expired on {}", at.date()),
        }
    }
}

/// What is known about one page.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub title: String,
    pub lines: Vec<(String, String)>,
}

/// What rendering gave besides the outputs.
#[derive(Debug, Default)]
pub struct Rendered {
    pub diagnostics: Vec<Diagnostic>,
    pub timings: Vec<(&'static str, Duration)>,
    pub outputs: Vec<OutputPath>,
}

/// A site, read and planned.
pub struct Build {
    snapshot: Snapshot,
    schema: Schema,
    diagnostics: Vec<Diagnostic>,
    unpublished: Vec<Unpublished>,
    jobs: Vec<(OutputPath, SourcePath)>,
}

impl Build {
    pub fn new(snapshot: Snapshot, _options: &Options) -> Build {
        let mut diagnostics = snapshot.faults.clone();
        sort(&mut diagnostics);
        let mut jobs = Vec::new();
        for path in snapshot.files.keys() {
            let Some(inner) = path.in_content() else { continue };
            let name = match inner.strip_suffix(".md") {
                Some("index") => "index.html".to_owned(),
                Some(page) => format!("{}/index.html", page.trim_end_matches("/index")),
                None => inner.to_owned(),
            };
            if let Ok(output) = OutputPath::new(&name) {
                jobs.push((output, path.clone()));
            }
        }
        let schema = Schema {
            time_zone: jiff::tz::TimeZone::UTC,
            types: BTreeMap::from([("page".to_owned(), Default::default())]),
            taxonomies: vec!["topics".to_owned()],
            markdown: MarkdownOptions::default(),
            defaults: Vec::new(),
            language: "en".to_owned(),
        };
        Build { snapshot, schema, diagnostics, unpublished: Vec::new(), jobs }
    }

    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub fn render_all(&self, threads: usize, sink: &(dyn Fn(Output) + Sync)) -> Rendered {
        let started = Instant::now();
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some((path, source)) = self.jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let bytes = Bytes::Read(self.snapshot.files[source].clone());
                        sink(Output { path: path.clone(), bytes });
                    }
                });
            }
        });
        let outputs = self.jobs.iter().map(|(path, _)| path.clone()).collect();
        Rendered { diagnostics: Vec::new(), timings: vec![("render", started.elapsed())], outputs }
    }

    pub fn page_count(&self) -> usize {
        self.jobs.iter().filter(|(path, _)| path.as_str().ends_with("index.html")).count()
    }

    pub fn unpublished(&self) -> &[Unpublished] {
        &self.unpublished
    }

    pub fn why(&self, query: &str) -> Option<Explanation> {
        let (output, source) = self.jobs.iter().find(|(_, source)| source.as_str() == query)?;
        let lines = vec![("file".to_owned(), source.to_string()), ("address".to_owned(), output.url().to_string())];
        Some(Explanation { title: query.to_owned(), lines })
    }

    pub fn job_count(&self) -> usize {
        self.jobs.len()
    }

    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    pub fn timings(&self) -> &[(&'static str, Duration)] {
        &[]
    }
}
