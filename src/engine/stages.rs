//! The first stages: from files to typed parts.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::options::{CheckLevel, Now, Options};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::file_content::FileContent;
use vertebra_base::link::{BaseUrl, composed};
use vertebra_base::parallel;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_markdown::{self as document, Page};
use vertebra_media::image_file::{self, is_picture_name};
use vertebra_render::{Templates, WorkerTemplates};
use vertebra_schema::codes::{self, Allow, Part};
use vertebra_schema::config::Config;
use vertebra_schema::rules::{self, Layer, PageTypes, Rules};
use vertebra_schema::theme::{self, Theme};
use vertebra_schema::{FolderPages, Schema, data_files};
use vertebra_site::{Given, Site};
use vertebra_yaml::{self as yaml, YamlNode};

pub const DATA: &str = "content/data/";
const RULES: &str = "rules.yaml";

/// The moment of a build, in the site's zone.
pub fn now(now: &Now, config: &Config) -> jiff::Zoned {
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

/// Uses the address that was asked for instead of that of `site.yaml`.
pub fn override_base_url(config: &mut Config, options: &Options, out: &mut Vec<Diagnostic>) {
    let Some(asked) = &options.base_url else { return };
    match BaseUrl::parse(asked) {
        Ok(base) => config.base_url = base,
        Err(bad) => {
            let file = SourcePath::new(vertebra_schema::config::FILE);
            let message = format!("--base-url {asked} is not the address of a website");
            out.push(Diagnostic::error("base-url", &file, None, message).with_help(bad.help()));
        }
    }
}

/// What the configuration and the theme together say about front matter.
pub fn schema(snapshot: &Snapshot, config: &Config, theme: &Theme, rules: Arc<Rules>) -> Schema {
    let languages: Vec<String> = config.languages.iter().map(|language| language.tag.clone()).collect();
    let pages = snapshot.files.keys().filter(|path| is_page(path));
    let named = config.feeds.sections.iter().map(|name| name.value.trim_matches('/').to_owned());
    Schema {
        folder_pages: FolderPages::of(pages, languages.clone(), named.collect()),
        time_zone: config.time_zone.clone(),
        types: theme.types.clone(),
        templates: theme::template_facts(theme),
        taxonomies: config.taxonomies.iter().map(|taxonomy| taxonomy.name.clone()).collect(),
        markdown: config.markdown.clone(),
        defaults: config.defaults.clone(),
        language: config.language.clone(),
        languages,
        rules,
    }
}

/// The rules for texts: the program's own, those of the theme and of what it extends, those of the site.
pub fn rules(
    snapshot: &Snapshot,
    theme: &Theme,
    data: &BTreeMap<String, YamlNode>,
    out: &mut Vec<Diagnostic>,
) -> Rules {
    let mut layers = vec![rules::general()];
    for name in theme.chain.iter().rev() {
        let file = SourcePath::new(format!("themes/{name}/rules.yaml"));
        let Some(bytes) = snapshot.get(&file) else { continue };
        let node = yaml::parse_bytes(bytes.held(), &file, out);
        layers.push(Layer { file, node: Cow::Owned(node) });
    }
    // What is wrong with its YAML is told with the other data.
    if let Some(node) = data.get(RULES) {
        layers.push(Layer { file: SourcePath::new(rules::FILE), node: Cow::Borrowed(node) });
    }
    let types = theme.types.iter().map(|(name, kind)| (name.clone(), kind.groups.clone())).collect();
    let types = PageTypes { types, groups: theme.groups.keys().cloned().collect() };
    rules::read(&layers, &types, out)
}

/// A page and what there is to say about its file.
#[derive(Debug, Clone)]
pub struct ParsedFile {
    pub page: Arc<Page>,
    pub diagnostics: Vec<Diagnostic>,
    /// What its author allows.
    pub allows: Vec<Allow>,
}

/// Reads one page.
pub fn read(path: &SourcePath, bytes: &[u8], schema: &Schema) -> ParsedFile {
    let parsed = document::parse(path, bytes, schema);
    ParsedFile { page: Arc::new(parsed.page), diagnostics: parsed.diagnostics, allows: codes::find_allows(path, bytes) }
}

/// Every Markdown file of `content`, parsed, in the order of the paths. Takes the files out of the snapshot: a page
/// holds all that is needed of its text, and a large site is not kept in memory twice.
pub fn parse(snapshot: &mut Snapshot, (options, keeps_texts): (&Options, bool), schema: &Schema) -> Vec<ParsedFile> {
    // Thorough checks look for words in the texts, and so does what a security policy blocks.
    let mut own = (options.depth > CheckLevel::Quick || keeps_texts).then(|| snapshot.clone());
    let files = own.as_mut().unwrap_or(snapshot).take(is_page);
    parallel::consume(options.threads, files, |(path, bytes)| read(&path, bytes.held(), schema))
}

/// The pages of which others decide what they are in their folders, with their texts.
pub fn of_folders(snapshot: &Snapshot, schema: &Schema) -> BTreeMap<SourcePath, FileContent> {
    let files = snapshot.files.iter().filter(|(path, _)| is_page(path) && schema.folder_pages.depends_on_others(path));
    files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// As `parse`, but leaves the files where they are, and parses only those that are not among `known`.
pub fn parse_again(snapshot: &Snapshot, schema: &Schema, threads: usize, mut known: PagesByFile) -> PagesByFile {
    known.retain(|path, _| snapshot.files.contains_key(path));
    let new = |path: &SourcePath| is_page(path) && !known.contains_key(path);
    let new: Vec<_> = snapshot.files.iter().filter(|(path, _)| new(path)).collect();
    let read = parallel::map(threads, &new, |(path, bytes)| read(path, bytes.held(), schema));
    known.extend(new.into_iter().map(|(path, _)| path.clone()).zip(read));
    known
}

/// Pages by their files.
pub type PagesByFile = BTreeMap<SourcePath, ParsedFile>;

/// Whether all pages must be read again after a change of a file: it says what they may hold.
pub fn rules_pages(path: &SourcePath) -> bool {
    let of_theme = path.as_str().starts_with("themes/") && matches!(path.file_name(), "theme.yaml" | "rules.yaml");
    path.as_str() == vertebra_schema::config::FILE || path.as_str() == rules::FILE || of_theme
}

/// Leaves out what is only said because `site.yaml` could not be read in full: it may name the taxonomies that pages use.
pub fn without_consequences(diagnostics: &mut Vec<Diagnostic>) {
    let of_settings = |d: &Diagnostic| d.file.as_str() == vertebra_schema::config::FILE;
    if diagnostics.iter().any(|d| of_settings(d) && codes::breaks(d.code, Part::Settings)) {
        diagnostics.retain(|d| of_settings(d) || !codes::follows_from(d.code, Part::Settings));
    }
}

/// Pages with faults in their fields. A template that uses such a field fails too, which helps nobody.
pub fn pages_with_faulty_fields(diagnostics: &[Diagnostic]) -> HashSet<SourcePath> {
    // What a draft still lacks is only a note, but is lacking all the same.
    let is_fault = |d: &Diagnostic| match d.severity {
        Severity::Error => true,
        Severity::Note => codes::is_unfinished(d.code),
        Severity::Warning => false,
    };
    let in_fields = |d: &&Diagnostic| is_fault(d) && is_page(&d.file) && codes::breaks(d.code, Part::Fields);
    diagnostics.iter().filter(in_fields).map(|d| d.file.clone()).collect()
}

/// What is told only because a field that is used is wrong, most of it in the words of the template engine.
pub fn follows_from_fields(diagnostic: &Diagnostic) -> bool {
    codes::follows_from(diagnostic.code, Part::Fields)
        || diagnostic.note.is_some() && codes::follows_from(diagnostic.code, Part::Values)
}

/// A kit for every thread, and what is wrong with the templates.
pub fn kits(site: &Site, threads: usize) -> (Vec<WorkerTemplates>, Vec<Diagnostic>) {
    let (templates, found) = Templates::load(site);
    let templates = Arc::new(templates);
    ((0..threads.max(1)).map(|_| WorkerTemplates::new(&templates)).collect(), found)
}

/// The data files, by their path inside `content/data`.
pub fn data(snapshot: &Snapshot, out: &mut Vec<Diagnostic>) -> BTreeMap<String, YamlNode> {
    let mut data = BTreeMap::new();
    for (path, bytes) in &snapshot.files {
        let Some(name) = path.as_str().strip_prefix(DATA) else { continue };
        match data_files::read(path, bytes.held(), out) {
            Some(node) => _ = data.insert(composed(name).into_owned(), node),
            // Pages are told of elsewhere; what has no ending is a remark such as LICENSE.
            None if is_markdown(path) || path.extension().is_empty() => {}
            None => {
                let message = format!("nothing can read this file: .{} is not a format for data", path.extension());
                let help = data_files::other_format(name);
                out.push(Diagnostic::warning("data-format", path, None, message).with_help(help));
            }
        }
    }
    data
}

/// Files beside pages, with what those that are pictures hold. Only files that are new since `known` are looked at.
pub fn files(snapshot: &Snapshot, threads: usize, known: LookedFiles) -> LookedFiles {
    let beside = |path: &SourcePath| {
        path.in_content().is_some()
            && !is_markdown(path)
            && !matches!(path.as_str(), vertebra_schema::config::FILE | vertebra_site::addresses::FILE)
            && !path.as_str().starts_with(DATA)
    };
    let mut known: BTreeMap<_, _> = known.into_iter().map(|(path, bytes, looked)| (path, (bytes, looked))).collect();
    let files = snapshot.files.iter().filter(|(path, _)| beside(path));
    let mut files: LookedFiles = files.map(|(path, bytes)| (path.clone(), bytes.clone(), None)).collect();
    let mut new = Vec::new();
    for (at, (path, bytes, looked)) in files.iter_mut().enumerate().filter(|(_, file)| is_picture_name(file.0.as_str()))
    {
        match known.remove(path).filter(|(before, _)| before.is_shared_with(bytes)) {
            Some((_, before)) => *looked = before,
            None => new.push((at, bytes.clone())),
        }
    }
    let found = parallel::map(threads, &new, |(_, bytes)| Arc::new(image_file::look(bytes.held())));
    for ((at, _), found) in new.into_iter().zip(found) {
        files[at].2 = Some(found);
    }
    files
}

/// What is wrong with style sheets and scripts beside the pages, which are published as they are.
pub fn code_beside(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let beside = |path: &SourcePath| path.in_content().is_some() && !path.as_str().starts_with(DATA);
    let files = snapshot.files.iter().filter(|(path, _)| beside(path));
    files.flat_map(|(path, bytes)| vertebra_style::check_file(path, bytes.held())).collect()
}

/// Files, their bytes, and what was found in those that are called like pictures.
pub type LookedFiles = Vec<Given>;

/// True for files that are read as pages.
pub fn is_page(path: &SourcePath) -> bool {
    is_markdown(path) && path.in_content().is_some() && !path.as_str().starts_with(DATA)
}

/// `PAGE.MD` is a page too: some systems write names in capitals.
pub fn is_markdown(path: &SourcePath) -> bool {
    path.extension().eq_ignore_ascii_case("md")
}
