//! From files to a build: the first one, and every later one that links the whole site anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::clock::StageClock;
use super::diagnostic_store::DiagnosticStore;
use super::host::{ParentSite, pages_of_theme};
use super::jobs::Jobs;
use super::options::{Options, Purpose};
use super::stages::{self, ParsedFile};
use super::state::{Build, Documents, Input, Made, Said};
use super::{exceptions, search, stray_files, theme_copies};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::file_content::FileContent;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Snapshot;
use vertebra_markdown::Page;
use vertebra_render::host::AskedSources;
use vertebra_render::search::SearchIndex;
use vertebra_render::{RenderInput, WorkerTemplates};
use vertebra_schema::config::Config;
use vertebra_schema::rules::Rules;
use vertebra_schema::theme::Theme;
use vertebra_schema::{FolderPages, Schema, TemplateFacts};
use vertebra_site::addresses::AddressBook;
use vertebra_site::deps::{ChangeScope, DepGraph};
use vertebra_site::{Parts, Site, Standing, StandingContext};
use vertebra_style::Assets;
use vertebra_yaml::YamlNode;

/// What a build hands on to the one that follows it when the site is linked anew.
#[derive(Default)]
pub struct ReusedState {
    /// Pages whose files are the same, and would be read in the same way.
    pub pages: stages::PagesByFile,
    /// What templates said of texts when the pages were read.
    pub template_facts: Option<TemplateFacts>,
    /// What the files were in their folders when the pages were read.
    pub folder_pages: Option<FolderPages>,
    pub files: stages::LookedFiles,
    /// The kits, while templates and configuration are the same, and what was said about them.
    pub kits: Option<(Vec<WorkerTemplates>, Vec<Diagnostic>)>,
    /// The files of the theme, while they are made of the same.
    pub assets: Option<Arc<Assets>>,
    pub ledger: DepGraph,
    /// What pages ask for, as it was when they were made.
    pub asked: BTreeMap<OutputPath, AskedSources>,
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
        let mut told = DiagnosticStore { files: snapshot.faults.clone(), ..DiagnosticStore::default() };
        stray_files::set_aside(&mut snapshot, &mut told.files);
        stray_files::lost_pages(&snapshot, &mut told.files);
        let embedded = vertebra_schema::theme::add_embedded(&mut snapshot);
        let ReusedState { host, mut ledger, asked, mut index, revision, .. } = handed;
        let mut configured = configure(&snapshot, options, (host.as_ref(), handed.assets), &mut told);
        clock.stop("configure");
        // A template that writes other ids may leave other ones to the headings of texts; one may show a field as Markdown.
        let is_same = handed.template_facts.as_ref() == Some(&configured.schema.templates);
        let mut known = if is_same { handed.pages } else { stages::PagesByFile::new() };
        // The page of a folder is of another type by its place than a page among others.
        if let Some(before) = handed.folder_pages.filter(|before| *before != configured.schema.folder_pages) {
            known.retain(|path, _| before.role(path) == configured.schema.folder_pages.role(path));
        }
        let keeps_texts = configured.config.deploy.target.value.has_policy();
        let of_folders = stages::of_folders(&snapshot, &configured.schema);
        let (mut read, mut kept) = parse(&mut snapshot, (options, keeps_texts), &configured.schema, known);
        let (standing, again) = stand(&mut configured, &read, of_folders, options);
        for (at, anew) in again {
            kept.entry(anew.page.source.clone()).and_modify(|known| known.clone_from(&anew));
            read[at] = anew;
        }
        let pages = collect(&snapshot, read, (host.as_ref(), &standing), &mut told);
        let count = pages.len();
        clock.stop("parse");
        let old_guide = handed.guide.map(|guide| *guide);
        let gone = old_guide.iter().flat_map(|guide| guide.jobs.each()).map(|planned| planned.output.clone()).collect();
        let guide = guide(&snapshot, &configured, old_guide, options);
        clock.stop("pages of the theme");
        let files = stages::files(&snapshot, options.threads, handed.files);
        let kept_files = if options.purpose == Purpose::Once { stages::LookedFiles::new() } else { files.clone() };
        clock.stop("pictures");
        let (site, schema) = link(configured, (pages, standing), files, options, &mut told);
        clock.stop("link");
        let kits;
        (kits, told.templates) = handed.kits.unwrap_or_else(|| stages::kits(&site, options.threads));
        clock.stop("templates");
        let (mut shared, mut jobs) = plan(site, host.as_ref(), options, &mut told);
        clock.stop("plan");
        shared.search = index.update(&shared.site, options.threads);
        search::plan(&shared, &mut jobs);
        if options.purpose == Purpose::Once {
            index = SearchIndex::default();
        }
        if !shared.search.is_empty() {
            clock.stop("index");
        }
        ledger.advance(revision, ChangeScope::All);
        let mut build = Build {
            input: Input { options: options.clone(), snapshot, embedded, host },
            documents: Documents { schema, pages: kept, files: kept_files, count },
            shared: Arc::new(shared),
            kits,
            index,
            jobs,
            made: Made { ledger, asked, revision, linked_in: revision, all_made_in: None },
            said: Said { told, ..Said::default() },
            guide,
            gone,
            timings: clock.stages,
        };
        build.tell();
        build
    }
}

/// What is declared: settings, theme, data, rules, and what follows from them for the fields of pages.
struct Configured {
    config: Config,
    theme: Theme,
    assets: Arc<Assets>,
    data: BTreeMap<String, YamlNode>,
    rules: Arc<Rules>,
    schema: Schema,
    book: AddressBook,
}

fn configure(
    snapshot: &Snapshot,
    options: &Options,
    (host, assets): (Option<&ParentSite>, Option<Arc<Assets>>),
    told: &mut DiagnosticStore,
) -> Configured {
    let (mut config, found) = vertebra_schema::config::read(snapshot);
    told.files.extend(found);
    match host {
        Some(host) => host.rule(&mut config),
        None => stages::override_base_url(&mut config, options, &mut told.files),
    }
    let (theme, found) = vertebra_schema::theme::read(snapshot, &config);
    told.files.extend(found);
    let assets = Assets::make(&theme, &config, assets);
    told.files.extend(assets.diagnostics.iter().cloned());
    theme_copies::check(snapshot, &theme, &mut told.files);
    let data = stages::data(snapshot, &mut told.files);
    vertebra_schema::theme::check_data(&theme, &config, &data, &mut told.files);
    let mut rules = stages::rules(snapshot, &theme, &data, &mut told.files);
    rules.measures = is_preview(options);
    let rules = Arc::new(rules);
    let mut schema = stages::schema(snapshot, &config, &theme, rules.clone());
    schema.markdown.positions = options.purpose == Purpose::Preview;
    told.files.extend(stages::code_beside(snapshot));
    let (book, found) = vertebra_site::addresses::read(snapshot);
    told.files.extend(found);
    Configured { config, theme, assets, data, rules, schema, book }
}

fn is_preview(options: &Options) -> bool {
    matches!(options.purpose, Purpose::Preview | Purpose::Write)
}

/// Every page as it is read, and what is kept of them for the next build.
fn parse(
    snapshot: &mut Snapshot,
    (options, keeps_texts): (&Options, bool),
    schema: &Schema,
    known: stages::PagesByFile,
) -> (Vec<ParsedFile>, stages::PagesByFile) {
    match options.purpose {
        Purpose::Once => (stages::parse(snapshot, (options, keeps_texts), schema), stages::PagesByFile::new()),
        Purpose::Watch | Purpose::Preview | Purpose::Write => {
            let pages = stages::parse_again(snapshot, schema, options.threads, known);
            (pages.values().cloned().collect(), pages)
        }
    }
}

/// What each page is, and, by their places, those read again that are something else in their folders without the pages
/// that are not published: for readers these are not there. A preview shows all pages, so there all count.
fn stand(
    configured: &mut Configured,
    read: &[ParsedFile],
    of_folders: BTreeMap<SourcePath, FileContent>,
    options: &Options,
) -> (Standing, Vec<(usize, ParsedFile)>) {
    let Configured { config, theme, data, schema, .. } = configured;
    let now = stages::now(&options.now, config);
    let pages: Vec<Arc<Page>> = read.iter().map(|read| read.page.clone()).collect();
    let folder_pages = &schema.folder_pages;
    let context = StandingContext { config, theme, data, folder_pages, now: &now, drafts: options.drafts };
    let standing = Standing::new(&pages, &context);
    if is_preview(options) || standing.all_published() {
        return (standing, Vec::new());
    }
    let (shown, hidden): (Vec<usize>, Vec<usize>) = (0..pages.len()).partition(|at| standing.is_published(*at));
    let hidden = hidden.into_iter().map(|at| pages[at].source.clone()).collect();
    let before = std::mem::take(&mut schema.folder_pages);
    schema.folder_pages = before.clone().without(hidden, shown.iter().map(|at| &pages[*at].source));
    let anew = |at: usize| {
        let source = &pages[at].source;
        let bytes = of_folders.get(source)?;
        (before.role(source) != schema.folder_pages.role(source))
            .then(|| (at, stages::read(source, bytes.held(), schema)))
    };
    let again = shown.into_iter().filter_map(anew).collect();
    (standing, again)
}

/// The pages, without what was said about them.
fn collect(
    snapshot: &Snapshot,
    read: Vec<ParsedFile>,
    (host, standing): (Option<&ParentSite>, &Standing),
    told: &mut DiagnosticStore,
) -> Vec<Arc<Page>> {
    told.allows = if host.is_none() { exceptions::beside_pages(snapshot) } else { Default::default() };
    let mut pages = Vec::with_capacity(read.len());
    for read in read {
        told.read(&read, host);
        if standing.is_draft(&read.page.source) {
            told.left_out.insert(read.page.source.clone());
        }
        pages.push(read.page);
    }
    pages
}

/// The small site of the theme's own pages, which follows the one before it.
fn guide(
    snapshot: &Snapshot,
    Configured { config, theme, .. }: &Configured,
    old: Option<Build>,
    options: &Options,
) -> Option<Box<Build>> {
    let (host, files, options) = pages_of_theme(snapshot, config, theme, options)?;
    let (ledger, asked, revision) =
        old.map_or_else(Default::default, |old| (old.made.ledger, old.made.asked, old.made.revision + 1));
    let handed = ReusedState { ledger, asked, revision, host: Some(host), ..ReusedState::default() };
    Some(Box::new(Build::following(handed, files, &options)))
}

/// The site, and the schema that its pages were read with.
fn link(
    configured: Configured,
    (pages, standing): (Vec<Arc<Page>>, Standing),
    files: stages::LookedFiles,
    options: &Options,
    told: &mut DiagnosticStore,
) -> (Site, Schema) {
    let Configured { config, theme, assets, data, rules, schema, book } = configured;
    let now = stages::now(&options.now, &config);
    let (threads, preview) = (options.threads, is_preview(options));
    let folder_pages = schema.folder_pages.clone();
    let parts =
        Parts { config, theme, rules, assets, pages, folder_pages, data, files, book, now, standing, preview, threads };
    let (site, found) = Site::link(parts);
    told.findings = found;
    (site, schema)
}

/// What is to be made, but for the search index.
fn plan(site: Site, host: Option<&ParentSite>, options: &Options, told: &mut DiagnosticStore) -> (RenderInput, Jobs) {
    let mut planned = site.jobs();
    host.iter().for_each(|host| host.keep_pages(&mut planned));
    told.findings.site.extend(vertebra_render::search::check(&site));
    told.findings.site.extend(vertebra_render::host::check(&site));
    (RenderInput::new(site, options.threads, options.store.clone()), Jobs::new(planned))
}
