//! Files that no page uses and that nobody writes for readers: settings, data and templates of other programs, which are not
//! to be published in silence, and documents that somebody took for pages.
//!
//! Looks at the endings of names only, and at the uses only where one of these is there.

use std::collections::HashSet;

use super::model::{LinkTarget, SiteFile};
use super::pictures::{beside, files_named, texts};
use super::site::Site;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::stray;

/// Tells those that are published.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    let is_strange = |file: &&SiteFile| {
        let source = &file.source;
        (stray::foreign(source.as_str()).is_some() || stray::other_format(source.as_str()).is_some())
            && file.is_published()
    };
    let strange: Vec<&SiteFile> = site.files.iter().filter(is_strange).collect();
    if strange.is_empty() {
        return;
    }
    let used = uses(site);
    let is_wanted = |file: &SiteFile| {
        let path = file.source.in_content().unwrap_or_default();
        used.contains(file.url.as_str())
            || used.contains(file.source.as_str())
            || site.config.checks.unused_files.iter().any(|glob| glob.is_match(path))
            || is_named_by_theme(site, file.source.file_name())
    };
    out.extend(strange.into_iter().filter(|file| !is_wanted(file)).filter_map(|file| told(&file.source)));
}

fn told(source: &SourcePath) -> Option<Diagnostic> {
    let path = source.in_content()?;
    let wanted = format!(
        "if readers are to download it, link to it from a page, or write in content/site.yaml: unused_files: [{path}]"
    );
    if let Some(what) = stray::foreign(source.as_str()) {
        let message = format!("this file looks like {what}, and would be published for everybody to read");
        let help = match what {
            stray::SETTINGS => "move it to content/data, or out of the folder content",
            _ => "move it out of the folder content",
        };
        return Some(Diagnostic::error("file-foreign", source, None, message).with_help(format!("{help}\n{wanted}")));
    }
    let what = stray::other_format(source.as_str())?;
    let message = format!("this is {what}: it is published as a file and not as a page, and no page links to it");
    let help = match &*source.extension().to_lowercase() {
        "docx" => format!("to make it a page, run: vertebra import {source}"),
        "scss" | "sass" | "less" => {
            "publish the style sheet that is made of it, and move this file out of the folder content".to_owned()
        }
        _ => format!(
            "to make it a page, save it as {}.md in Markdown, or as .docx or .html and run: vertebra import FILE",
            source.stem()
        ),
    };
    Some(Diagnostic::warning("file-ending", source, None, message).with_help(format!("{help}\n{wanted}")))
}

/// The addresses and paths of all files that published pages, settings or data name.
fn uses(site: &Site) -> HashSet<String> {
    let mut used = HashSet::new();
    let base = &site.config.base_url;
    for (page, id) in site.for_readers().iter().zip(site.ids()) {
        for linked in site.links(id) {
            if let LinkTarget::Other(url) = &linked.target {
                used.insert(url.to_string());
            }
        }
        used.extend(files_named(&page.page).filter_map(|name| beside(&page.page, base, name)));
    }
    let mut named = Vec::new();
    site.data.values().for_each(|node| texts(node, &mut named));
    site.config.settings.iter().for_each(|entry| texts(&entry.value, &mut named));
    used.extend(named.into_iter().map(|name| format!("content/{}", base.local(name).trim_start_matches('/'))));
    used
}

fn is_named_by_theme(site: &Site, name: &str) -> bool {
    let in_scripts = || site.theme.files.values().any(|file| String::from_utf8_lossy(file.bytes.held()).contains(name));
    site.theme.templates.iter().any(|template| template.mentions(name)) || in_scripts()
}
