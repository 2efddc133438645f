//! Files that are published and that nothing shows or links to: forgotten, or not meant for everybody.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::names::some;
use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::stray;
use vertebra_site::SiteFile;

/// What hosts, browsers and other services look for by its name, without any link. `*` at an end stands for anything.
const WELL_KNOWN: [&str; 34] = [
    "favicon.ico",
    "icon.svg",
    "apple-touch-icon*",
    "site.webmanifest",
    "manifest.json",
    "browserconfig.xml",
    "robots.txt",
    "humans.txt",
    "security.txt",
    "ads.txt",
    "app-ads.txt",
    "llms*",
    "sitemap*",
    "404.html",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "CNAME",
    ".nojekyll",
    ".htaccess",
    "web.config",
    "netlify.toml",
    "vercel.json",
    "staticwebapp.config.json",
    "firebase.json",
    "nginx.conf",
    "Caddyfile",
    "google*",
    "BingSiteAuth.xml",
    "yandex_*",
    "crossdomain.xml",
    "opensearch.xml",
    "LICENSE*",
];

/// Looks for files without use; those of one folder are told together.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let pages = whole.examined.iter().filter(|one| one.is_page);
    let used: BTreeSet<&str> =
        pages.flat_map(|one| one.leads.keys().chain(one.uses.keys())).map(String::as_str).collect();
    let is_used = |file: &SiteFile| {
        file.used.shown || file.used.named || !file.is_published() || used.contains(file.url.output().as_str())
    };
    let mut unused: Vec<&SiteFile> =
        site.files.iter().filter(|file| !is_used(file) && !is_expected(whole, file)).collect();
    if !unused.is_empty() {
        let named = named(whole, &unused);
        unused.retain(|file| !named.contains(file.source.as_str()));
    }
    let mut folders: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
    for file in unused {
        folders.entry(file.source.folder()).or_default().push(&file.source);
    }
    for files in folders.values() {
        let Some((first, others)) = files.split_first() else { continue };
        let path = first.in_content().unwrap_or(first.as_str());
        let message = "no page uses this file, but anyone can download it";
        let help = format!(
            "link to it, or remove it\nif only other websites link to it, write in content/site.yaml: unused_files: [{path}]"
        );
        let mut told = Diagnostic::warning("file-unused", first, None, message).with_help(help);
        if !others.is_empty() {
            let names = others.iter().map(|path| path.file_name());
            told = told.with_note(format!("also unused in this folder: {}", some(names)));
        }
        out.push(told);
    }
}

/// A file that needs no link, or one that every build tells.
fn is_expected(whole: &Whole, file: &SiteFile) -> bool {
    let source = &file.source;
    if stray::foreign(source.as_str()).is_some()
        || stray::other_format(source.as_str()).is_some()
        || stray::is_other_markdown(source.as_str())
    {
        return true;
    }
    let path = file.source.in_content().unwrap_or_default();
    let name = file.source.file_name();
    let known = |pattern: &&str| match pattern.strip_suffix('*') {
        Some(begin) => name.starts_with(begin),
        None => name == *pattern,
    };
    path.split('/').any(|part| part.starts_with('.'))
        || WELL_KNOWN.iter().any(known)
        || whole.sources.site.config.checks.unused_files.iter().any(|glob| glob.is_match(path))
}

/// The files whose names stand in some text that is no page: settings, data, templates, styles, scripts, other files.
fn named<'a>(whole: &Whole, files: &[&'a SiteFile]) -> BTreeSet<&'a str> {
    let names = files.iter().map(|file| file.source.file_name());
    let Ok(search) = AhoCorasick::new(names) else { return BTreeSet::new() };
    let mut found = BTreeSet::new();
    let mut look = |text: &str, own: &str| {
        for hit in search.find_overlapping_iter(text) {
            let file = files[hit.pattern().as_usize()].source.as_str();
            if file != own {
                found.insert(file);
            }
        }
    };
    let is_text = |path: &SourcePath| {
        const ENDINGS: [&str; 12] =
            ["yaml", "yml", "html", "css", "js", "mjs", "json", "xml", "txt", "svg", "webmanifest", ""];
        ENDINGS.contains(&&*path.extension().to_ascii_lowercase())
    };
    for (path, content) in whole.sources.snapshot.files.iter().filter(|(path, _)| is_text(path)) {
        if let Ok(text) = std::str::from_utf8(content.held()) {
            look(text, path.as_str());
        }
    }
    whole.hidden_texts().for_each(|text| look(&text, ""));
    found
}
