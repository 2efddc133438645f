//! The address of every page and file, from its path, its slug and the patterns of `site.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Given, SiteFile, Use};
use crate::config::{Config, Permalink};
use crate::diagnostic::Diagnostic;
use crate::document::Page;
use crate::path::{SourcePath, UrlPath};
use crate::slug::slugify;

/// Addresses of folders, by their path: `content/guides` is `/guides/`.
pub type Folders = BTreeMap<String, UrlPath>;

/// The address of every folder that holds something. The slug of an `index.md` names its folder.
pub fn folders(pages: &[Arc<Page>], files: &[Given], out: &mut Vec<Diagnostic>) -> Folders {
    let mut slugs = BTreeMap::new();
    for page in pages.iter().filter(|page| is_index(&page.source)) {
        if let Some(slug) = &page.front.slug {
            slugs.insert(page.source.folder(), slug.value.as_str());
        }
    }
    let mut folders = Folders::new();
    folders.insert("content".to_owned(), UrlPath::root());
    let sources = pages.iter().map(|page| &page.source).chain(files.iter().map(|(source, ..)| source));
    for source in sources {
        if !folders.contains_key(source.folder()) {
            add_folder(source.folder(), &slugs, &mut folders, source, out);
        }
    }
    folders
}

fn add_folder(
    folder: &str,
    slugs: &BTreeMap<&str, &str>,
    folders: &mut Folders,
    source: &SourcePath,
    out: &mut Vec<Diagnostic>,
) -> UrlPath {
    if let Some(known) = folders.get(folder) {
        return known.clone();
    }
    let (parent, name) = folder.rsplit_once('/').unwrap_or(("content", folder));
    let parent = add_folder(parent, slugs, folders, source, out);
    let segment = slugs.get(folder).map_or_else(|| slugify(name), |slug| (*slug).to_owned());
    let url = parent.join_page(&segment).unwrap_or_else(|fault| {
        let message = format!("the folder {folder} cannot have an address: {fault}");
        out.push(Diagnostic::error("address-invalid", source, None, message).with_help("rename the folder"));
        parent.clone()
    });
    folders.insert(folder.to_owned(), url.clone());
    url
}

/// The address of every page, in the order of the pages.
pub fn pages(pages: &[Arc<Page>], folders: &Folders, config: &Config, out: &mut Vec<Diagnostic>) -> Vec<UrlPath> {
    pages.iter().map(|page| address(page, folders, config, out)).collect()
}

fn address(page: &Page, folders: &Folders, config: &Config, out: &mut Vec<Diagnostic>) -> UrlPath {
    let section = folders.get(page.source.folder()).cloned().unwrap_or_else(UrlPath::root);
    if is_index(&page.source) {
        return section;
    }
    if page.source.as_str() == "content/404.md" {
        return UrlPath::new("404.html").unwrap_or_else(|_| section.clone());
    }
    let slug = page.front.slug.as_ref().map_or_else(|| slugify(page.source.stem()), |slug| slug.value.clone());
    let inside = page.source.in_content().unwrap_or_default();
    let pattern = config.permalinks.iter().find(|permalink| permalink.glob.is_match(inside));
    let made = match pattern {
        Some(permalink) => expand(permalink, page, &section, &slug, out).map(|path| UrlPath::new(&path)),
        None => Some(section.join_page(&slug)),
    };
    // A page whose address fails gets one that cannot: the fault is told, and no other page is drawn into it.
    let plain = || section.join_page(&slugify(&slug)).unwrap_or_else(|_| section.clone());
    match made {
        Some(Ok(url)) => url,
        Some(Err(fault)) => {
            let span = page.front.slug.as_ref().map(|slug| slug.span);
            let message = format!("this page cannot have the address \"{slug}\": {fault}");
            let invalid = Diagnostic::error("address-invalid", &page.source, span, message);
            out.push(match pattern {
                Some(Permalink { span, .. }) => invalid
                    .with_help("change the pattern of its address in content/site.yaml")
                    .with_related(&SourcePath::new(crate::config::FILE), *span, "the pattern of the address"),
                None => invalid.with_help(format!("write: slug: {}", slugify(&slug))),
            });
            plain()
        }
        None => plain(),
    }
}

/// Fills a pattern such as `/{section}/{year}/{slug}/`.
fn expand(
    permalink: &Permalink,
    page: &Page,
    section: &UrlPath,
    slug: &str,
    out: &mut Vec<Diagnostic>,
) -> Option<String> {
    let pattern = &permalink.pattern;
    let mut path = pattern.replace("{section}", section.as_str().trim_matches('/')).replace("{slug}", slug);
    if ["{year}", "{month}", "{day}"].iter().any(|token| pattern.contains(token)) {
        let Some(date) = &page.front.date else {
            let message = "this page needs a date, because its address is made of it";
            let help = "add a line under the title: date: 2026-11-20";
            let related = SourcePath::new(crate::config::FILE);
            let missing = Diagnostic::error("permalink-date", &page.source, page.front.title.span, message);
            out.push(missing.with_help(help).with_related(&related, permalink.span, "the pattern of the address"));
            return None;
        };
        let day = date.value.day();
        path = path.replace("{year}", &format!("{:04}", day.year()));
        path = path.replace("{month}", &format!("{:02}", day.month())).replace("{day}", &format!("{:02}", day.day()));
    }
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    Some(format!("/{}/", path.trim_matches('/')))
}

/// Files beside pages stand at the address of their folder, under their own name.
pub fn files(files: Vec<Given>, folders: &Folders, out: &mut Vec<Diagnostic>) -> Vec<SiteFile> {
    let mut address = |source: &SourcePath| {
        let folder = folders.get(source.folder())?;
        let made = UrlPath::new(&format!("{}{}", folder.as_str(), source.file_name()));
        made.inspect_err(|fault| {
            let message = format!("this file cannot have an address: {fault}");
            let help = "give the file a new name; letters a to z, digits and hyphens always work";
            out.push(Diagnostic::error("address-invalid", source, None, message).with_help(help));
        })
        .ok()
    };
    let files = files.into_iter().filter_map(|(source, bytes, looked)| {
        Some(SiteFile { url: address(&source)?, source, bytes, looked, used: Use::default() })
    });
    files.collect()
}

/// True for the page of a section.
pub fn is_index(source: &SourcePath) -> bool {
    source.file_name() == "index.md"
}
