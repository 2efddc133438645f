//! A build and what was shown of it: what stands at each address, whatever state the site is in.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header;
use jiff::civil::Date;
use serde::Serialize;

use super::hidden::hidden;
use super::insert::insert;
use super::notices::{Drawn, Fallback, Notices, addition, told};
use super::pages::PreviewTemplates;
use super::problem::Problem;
use super::reply::{Content, HTML, Reply, kind_of, shared};
use super::route::{Route, plain, route};
use super::shown::LastGoodPages;
use vertebra_base::diagnostic::{self, Diagnostic, Severity};
use vertebra_base::file_content::LargeFile;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::link::encode;
use vertebra_base::output::{self, Output};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Changes;
use vertebra_engine::Build;
use vertebra_render::host::{self, AskedSources};

/// A site as of now, or as of a day.
#[derive(Debug)]
pub struct PreviewSite {
    pub build: Build,
    /// The day that is shown instead of now.
    pub day: Option<Date>,
    /// All errors that are known, as they were counted last.
    known: Vec<Diagnostic>,
    shown: LastGoodPages,
}

/// What stands at an address.
#[derive(Debug, Clone)]
pub enum PreviewResponse {
    View(View),
    /// A page stands at another address.
    Moved(String),
    /// The site as of that day is being built.
    Later(Date),
    /// No page can have such an address.
    Bad,
    /// The day is none.
    BadDay,
    /// None of our own pages.
    NotOurs,
}

/// A file, and what is said above it when it is a page.
#[derive(Debug, Clone)]
pub struct View {
    status: u16,
    kind: String,
    pub body: Bytes,
    /// What is sent in place of the body, from the disk.
    large: Option<Arc<LargeFile>>,
    /// Names what a tab shows: equal versions look alike.
    pub version: String,
    pub notices: Option<Drawn>,
    /// The security policy of a page of the site; pages of our own have one policy.
    policy: Option<String>,
    /// The Markdown file behind a page, to which the lines in it belong.
    source: Option<SourcePath>,
}

impl View {
    fn new(status: u16, kind: impl Into<String>, body: Bytes, notices: Option<Drawn>) -> Self {
        let version = format!("{status}-{}", Fingerprint::of_bytes(&body));
        View { status, kind: kind.into(), body, large: None, version, notices, policy: None, source: None }
    }

    /// A file of the site that is no page.
    fn file(status: u16, kind: String, made: Output) -> Self {
        let (version, large) = (format!("{status}-{}", made.bytes.print()), made.bytes.on_disk().cloned());
        View { large, version, ..View::new(status, kind, bytes(made), None) }
    }

    /// A page of our own, above which nothing is said. `added` goes in its place without making another version of it.
    pub fn own(html: &str, added: (&str, &str)) -> Self {
        let view = View::new(200, HTML, Bytes::copy_from_slice(html.as_bytes()), Some(Drawn::default()));
        View { body: html.replacen(added.0, added.1, 1).into(), ..view }
    }

    /// As it is sent.
    pub fn reply(self) -> Reply {
        let body = match &self.notices {
            Some(notices) => insert(&self.body, &addition(notices, &self.version, self.source.as_ref())).into(),
            None => self.body.clone(),
        };
        let mut reply = Reply::new(self.status, self.kind, body);
        if let Some(large) = self.large {
            reply.content = Content::File(large.place.clone(), 0..large.size);
        }
        match (self.policy, self.notices) {
            (Some(policy), _) => reply.with(header::CONTENT_SECURITY_POLICY, policy),
            (None, None) if self.status == 200 => reply.with(header::ETAG, format!("\"{}\"", self.version)),
            (None, _) => reply,
        }
    }
}

/// What is said above every page alike.
#[derive(Debug, Clone, Copy)]
pub struct PageChrome<'a> {
    pub pages: &'a PreviewTemplates,
    /// What is wrong with the folder of the site.
    pub trouble: Option<&'a str>,
    /// The way back to now.
    pub back: Option<&'a str>,
}

/// The page that stands in for one that cannot be shown.
#[derive(Serialize)]
struct Broken {
    headline: &'static str,
    words: &'static str,
    problems: Vec<Problem>,
    more: Option<String>,
}

impl PreviewSite {
    /// An edition of which nothing was shown yet.
    pub fn new(build: Build, day: Option<Date>) -> Self {
        let mut edition = PreviewSite { build, day, known: Vec::new(), shown: LastGoodPages::default() };
        edition.known = edition.build.diagnostics().to_vec();
        edition
    }

    /// Takes in what happened to the files.
    pub fn apply(&mut self, changes: Changes, now: vertebra_engine::Now) {
        self.build.apply(changes, now);
    }

    /// All that is known to be wrong, when it was last counted.
    pub fn known(&self) -> &[Diagnostic] {
        &self.known
    }

    /// Counts again what is wrong.
    pub fn recount(&mut self) {
        self.known = self.build.all_diagnostics();
    }

    /// The address of a file that is published as it is, by its source.
    pub fn address_of_file(&self, source: &SourcePath) -> Option<String> {
        let site = self.build.site();
        let beside = site.files.iter().find(|file| file.source == *source).map(|file| file.url.as_str().to_owned());
        let of_theme = || site.theme.statics.iter().find(|(_, file)| file.source == *source);
        let inside = beside.or_else(|| of_theme().map(|(name, _)| format!("/{name}")))?;
        Some(format!("{}{}", site.config.base_url.href_path(), encode(&inside)))
    }

    /// What stands at a path, percent-encoded as it was sent.
    pub fn answer(&mut self, path: &str, around: PageChrome) -> PreviewResponse {
        let base = self.build.site().config.base_url.path.clone();
        match route(path, &base, |output| self.build.is_planned(output) || self.is_missed(output)) {
            Route::Bad => PreviewResponse::Bad,
            Route::Moved(to) => PreviewResponse::Moved(to),
            Route::File(output) => PreviewResponse::View(self.file(&output, 200, around)),
            Route::Missing => match (self.leads_on(path), OutputPath::new("404.html")) {
                (Some(elsewhere), _) => elsewhere,
                (None, Ok(output)) if self.build.can_render() => PreviewResponse::View(self.file(&output, 404, around)),
                _ => PreviewResponse::View(self.broken(self.errors(), around)),
            },
        }
    }

    /// Where the host leads on by itself there are no pages that do it, and the preview stands in for the host. Browsers
    /// are not to remember that.
    fn leads_on(&self, path: &str) -> Option<PreviewResponse> {
        if !self.build.site().config.deploy.target.value.has_redirects() {
            return None;
        }
        match host::Model::of(self.build.site(), &AskedSources::default()).answer(&plain(path)?, None)? {
            host::RedirectStatus::Moved { location, .. } => Some(PreviewResponse::Moved(location)),
            host::RedirectStatus::Gone => None,
        }
    }

    /// Whether a page that was shown is gone only because its file, or the whole site, is broken now.
    fn is_missed(&self, output: &OutputPath) -> bool {
        let Some(page) = self.shown.get(output) else { return false };
        let broken = |d: &Diagnostic| d.severity == Severity::Error && Some(&d.file) == page.source.as_ref();
        !self.build.can_render() || self.build.diagnostics().iter().any(broken)
    }

    fn file(&mut self, output: &OutputPath, status: u16, around: PageChrome) -> View {
        let kind = kind_of(output);
        if kind != HTML {
            return match self.build.make(output) {
                Some(made) => View::file(status, kind, made),
                None => self.broken(self.faults(output), around),
            };
        }
        let body = self.page(output);
        let faults = self.faults(output);
        let good = self.shown.get(output).map(|page| page.body.clone());
        let (body, beneath) = match (body, good) {
            (Some(body), _) if faults.is_empty() => {
                let print = self.build.made(output).and_then(|made| made.print);
                self.shown.keep(output, &body, print, self.build.source_of(output));
                (body, Fallback::AsFarAsItGoes)
            }
            (_, Some(good)) => (good, Fallback::LastGood),
            (Some(body), None) => (body, Fallback::AsFarAsItGoes),
            (None, None) => return self.broken(faults, around),
        };
        let mut notices = self.notices(&faults, Some(output), around);
        if !faults.is_empty() {
            notices.problems(&faults, self.build.snapshot(), beneath);
        }
        let source = self.build.source_of(output).or(self.shown.get(output).and_then(|page| page.source.as_ref()));
        let policy = Some(self.build.policy_of(output).preview());
        View { source: source.cloned(), policy, ..View::new(status, kind, body, Some(notices.draw(around.pages))) }
    }

    /// The page as it is now, made only if that is needed.
    fn page(&mut self, output: &OutputPath) -> Option<Bytes> {
        if self.build.is_fresh(output)
            && let (Some(made), Some(page)) = (self.build.made(output), self.shown.get(output))
            && made.print.is_some()
            && made.print == page.print
        {
            return Some(page.body.clone());
        }
        self.build.make(output).map(bytes)
    }

    /// The errors of a page: of its own file, and of its making. If nothing can be made, those that are in the way.
    fn faults(&self, output: &OutputPath) -> Vec<Diagnostic> {
        if !self.build.can_render() {
            return self.errors();
        }
        let source = self.build.source_of(output).or(self.shown.get(output).and_then(|page| page.source.as_ref()));
        let own = self.build.diagnostics().iter().filter(|d| Some(&d.file) == source);
        let making = self.build.told_of(output);
        let mut faults: Vec<_> = own.chain(&making).filter(|d| d.severity == Severity::Error).cloned().collect();
        diagnostic::sort(&mut faults);
        faults
    }

    fn errors(&self) -> Vec<Diagnostic> {
        self.build.diagnostics().iter().filter(|d| d.severity == Severity::Error).cloned().collect()
    }

    /// What is said besides the page's own errors.
    fn notices(&self, faults: &[Diagnostic], output: Option<&OutputPath>, around: PageChrome) -> Notices {
        let mut notices = Notices::default();
        if let Some(day) = self.day {
            notices.day(day, around.back.map(str::to_owned));
        }
        output.and_then(|output| hidden(&self.build, output)).iter().for_each(|hidden| notices.hidden(hidden));
        around.trouble.iter().for_each(|words| notices.trouble(words));
        // Those of the page's own file were looked for just now; what is known of it may be older.
        let own = output.and_then(|output| self.build.source_of(output));
        let other = |d: &&Diagnostic| d.severity == Severity::Error && Some(&d.file) != own && !faults.contains(d);
        notices.elsewhere(self.known.iter().filter(other).count());
        notices
    }

    /// A page of our own in place of one that cannot be made. Its status says that it is not the page that was asked
    /// for, so that no program takes it for one; browsers show it all the same.
    fn broken(&self, faults: Vec<Diagnostic>, around: PageChrome) -> View {
        // What stops a page may stand in a file that only its template reads.
        let faults = if faults.is_empty() { self.errors() } else { faults };
        let (problems, more) = told(&faults, self.build.snapshot());
        let broken = if self.build.can_render() {
            Broken { headline: "This page cannot be shown yet", words: ONE, problems, more }
        } else {
            Broken { headline: "This site cannot be shown yet", words: ALL, problems, more }
        };
        let body = around.pages.render("broken.html", &broken).into();
        let notices = Some(self.notices(&faults, None, around).draw(around.pages));
        View::new(500, HTML, body, notices)
    }
}

const ONE: &str = "Fix the errors below and save. The page then appears automatically.";
const ALL: &str = "Fix the errors below and save. The site then appears automatically.";

fn bytes(output: Output) -> Bytes {
    match output.bytes {
        output::Bytes::Made(bytes) => bytes.into(),
        output::Bytes::Read(content) => shared(content.shared()),
    }
}
