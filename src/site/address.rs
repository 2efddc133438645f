//! The address of every page and file, from its path, its slug and the patterns of `site.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{AddressedFile, Given};
use super::standing::{Standing, section_folder};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::{Link, composed, is_reserved};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::slug::{is_of_signs, slugify};
use vertebra_base::span::Spanned;
use vertebra_markdown::Page;
use vertebra_schema::FolderPages;
use vertebra_schema::config::{Config, Lang, Permalink};

/// Addresses of folders, by their path and language (see `name`): `content/guides` is `/guides/`.
pub type Folders = BTreeMap<String, UrlPath>;

/// What a folder is called in a language, so that no two are called alike: `content/guides`, `content/guides (es)`.
pub fn name(folder: &str, lang: Lang, config: &Config) -> String {
    match config.further(lang) {
        None => folder.to_owned(),
        Some(language) => format!("{folder} ({})", language.tag),
    }
}

/// The folder that programs look into, whose name is not ours to choose. Source: RFC 8615.
const WELL_KNOWN: &str = ".well-known";

/// What addresses are made of besides the pages: the roles of files in folders, what pages are, settings.
pub struct Ground<'a> {
    pub folder_pages: &'a FolderPages,
    pub standing: &'a Standing,
    pub config: &'a Config,
    /// Pages that are not published have their say in the addresses of folders too.
    pub preview: bool,
}

/// What a page says of the address of its folder.
enum Named<'a> {
    Slug(&'a str),
    Url(UrlPath),
}

/// The address of every folder that holds something. What the page of a folder says of its address names the folder, if
/// the page is published.
pub fn folders(pages: &[Arc<Page>], files: &[Given], ground: &Ground, out: &mut Vec<Diagnostic>) -> Folders {
    let Ground { folder_pages, standing, config, preview } = ground;
    let spoken = &standing.spoken;
    let mut folders = Folders::new();
    let top = |lang| config.further(lang).and_then(|language| UrlPath::root().join_page(&language.folder()).ok());
    for lang in config.langs() {
        folders.insert(name("content", lang, config), top(lang).unwrap_or_else(UrlPath::root));
    }
    for lang in config.langs() {
        let mut said = BTreeMap::new();
        let placed = || pages.iter().enumerate().filter(|(at, _)| spoken.lang(*at) == lang);
        let own = || placed().map(|(_, page)| page);
        for (_, page) in placed().filter(|(at, _)| *preview || standing.is_published(*at)) {
            let Some(folder) = folder_pages.folder(&page.source) else { continue };
            let url = page.front.url.as_ref().and_then(|url| written(url, config).ok());
            let url = url.filter(|url| url.as_str().ends_with('/'));
            let slug = page.front.slug.as_ref().map(|slug| Named::Slug(&slug.value));
            url.map(Named::Url).or(slug).into_iter().for_each(|named| _ = said.insert(folder, named));
        }
        // Files belong to all languages, and stand where the first one puts them.
        let files = files.iter().map(|(source, ..)| source).filter(|_| lang.is_first());
        for source in own().map(|page| &page.source).chain(files) {
            let mut tree = Tree { said: &said, folders: &mut folders, lang, config };
            tree.add(source.folder(), source, out);
        }
        // The page of a folder may lie beside it.
        for (page, folder) in own().filter_map(|page| Some((page, folder_pages.folder(&page.source)?))) {
            Tree { said: &said, folders: &mut folders, lang, config }.add(folder, &page.source, out);
        }
    }
    folders
}

/// The folders of one language while they get their addresses.
struct Tree<'a> {
    said: &'a BTreeMap<&'a str, Named<'a>>,
    folders: &'a mut Folders,
    lang: Lang,
    config: &'a Config,
}

impl Tree<'_> {
    fn add(&mut self, folder: &str, source: &SourcePath, out: &mut Vec<Diagnostic>) -> UrlPath {
        let known = match self.lang.is_first() {
            true => self.folders.get(folder),
            false => self.folders.get(&name(folder, self.lang, self.config)),
        };
        if let Some(known) = known {
            return known.clone();
        }
        let (parent, own) = folder.rsplit_once('/').unwrap_or(("content", folder));
        let parent = self.add(parent, source, out);
        let segment = match self.said.get(folder) {
            Some(Named::Slug(slug)) => (*slug).to_owned(),
            None if own == WELL_KNOWN => own.to_owned(),
            None | Some(Named::Url(_)) => slugify(own),
        };
        let is_told = is_of_signs(own) && !self.said.contains_key(folder);
        let made = match self.said.get(folder) {
            Some(Named::Url(url)) => Ok(url.clone()),
            _ => parent.join_page(&segment),
        };
        let url = made.unwrap_or_else(|fault| {
            let message = format!("the folder {folder} cannot have an address: {fault}");
            out.push(Diagnostic::error("address-invalid", source, None, message).with_help("rename the folder"));
            parent.clone()
        });
        if is_told {
            out.push(of_signs(source, &format!("the folder name {folder}"), &url, "rename the folder"));
        }
        self.folders.insert(name(folder, self.lang, self.config), url.clone());
        url
    }
}

/// The address of every page, in the order of the pages.
pub fn pages(pages: &[Arc<Page>], folders: &Folders, ground: &Ground, out: &mut Vec<Diagnostic>) -> Vec<UrlPath> {
    let hidden = (!ground.preview).then(|| of_hidden(pages, ground)).flatten();
    let folders = |at| hidden.as_ref().filter(|_| !ground.standing.is_published(at)).unwrap_or(folders);
    let of_page =
        |(at, page): (usize, &Arc<Page>)| address(page, ground.standing.spoken.lang(at), folders(at), ground, out);
    pages.iter().enumerate().map(of_page).collect()
}

/// The folders as they would be if all pages were published, if pages that are not name theirs: where those would stand.
fn of_hidden(pages: &[Arc<Page>], ground: &Ground) -> Option<Folders> {
    let names = |page: &Page| {
        (page.front.slug.is_some() || page.front.url.is_some()) && ground.folder_pages.folder(&page.source).is_some()
    };
    let is_one = |(at, page): (usize, &Arc<Page>)| !ground.standing.is_published(at) && names(page);
    let all = Ground { preview: true, ..*ground };
    // What is wrong with the names of folders has been told.
    pages.iter().enumerate().any(is_one).then(|| folders(pages, &[], &all, &mut Vec::new()))
}

/// The address that a page says to be its own, exactly as it is written but for a slash where the page is no file of that
/// name. Why it cannot be one, if it cannot.
fn written(url: &Spanned<String>, config: &Config) -> Result<UrlPath, String> {
    let local = config.base_url.local(&url.value);
    let link = Link::parse(&local);
    if link.is_elsewhere() || link.path.is_empty() || !link.rest().is_empty() {
        return Err("it is not the address of a page of this site".to_owned());
    }
    let path = link.decoded_path();
    if is_reserved(&path) {
        return Err("it is in a folder that is never published".to_owned());
    }
    let is_file = [".html", ".htm"].iter().any(|ending| path.to_lowercase().ends_with(ending));
    let slash = if is_file || path.ends_with('/') { "" } else { "/" };
    UrlPath::new(&format!("{path}{slash}")).map_err(|fault| fault.to_string())
}

fn address(page: &Page, lang: Lang, folders: &Folders, ground: &Ground, out: &mut Vec<Diagnostic>) -> UrlPath {
    let Ground { folder_pages, config, .. } = ground;
    let of = |folder: &str| match lang.is_first() {
        true => folders.get(folder).cloned(),
        false => folders.get(&name(folder, lang, config)).cloned(),
    };
    let section = section_folder(page, folder_pages);
    if let Some(url) = &page.front.url {
        let found = written(url, config).and_then(|found| match section.is_some() && !found.as_str().ends_with('/') {
            true => Err("the address of a folder ends in a slash".to_owned()),
            false => Ok(found),
        });
        match found {
            Ok(url) => return url,
            Err(fault) => {
                let message = format!("this page cannot have the address \"{}\": {fault}", url.value);
                let help = "write an address of this site, such as /guides/first-visit/ or /old/page.html";
                out.push(Diagnostic::error("address-invalid", &page.source, url.span, message).with_help(help));
            }
        }
    }
    if let Some(section) = section {
        return of(section).unwrap_or_else(UrlPath::root);
    }
    let alone = folder_pages.folder(&page.source);
    let above = |folder: &str| folder.rsplit_once('/').map_or_else(|| folder.to_owned(), |(above, _)| above.to_owned());
    let section = of(&alone.map_or_else(|| page.source.folder().to_owned(), above)).unwrap_or_else(UrlPath::root);
    if is_not_found(&page.source, config) {
        return UrlPath::new(&format!("{section}404.html")).unwrap_or_else(|_| section.clone());
    }
    // The name of the file, without the mark of its language.
    let file = if lang.is_first() { None } else { config.spoken(&page.source).map(|(_, file)| file) };
    let file = file.as_ref().unwrap_or(&page.source);
    let stem = alone.map_or(file.stem(), |folder| folder.rsplit('/').next().unwrap_or(folder));
    let slug = page.front.slug.as_ref().map_or_else(|| slugify(stem), |slug| slug.value.clone());
    let inside = file.in_content().unwrap_or_default();
    let pattern = config.permalinks.iter().find(|permalink| permalink.glob.is_match(inside));
    let made = match (pattern, alone.and_then(&of)) {
        (Some(permalink), _) => {
            let top = config.further(lang).map_or_else(String::new, |language| format!("/{}", language.folder()));
            let inner = section.as_str().strip_prefix(top.as_str()).unwrap_or(section.as_str());
            expand(permalink, page, inner, &slug, out).map(|path| UrlPath::new(&format!("{top}{path}")))
        }
        (None, Some(own)) => Some(Ok(own)),
        (None, None) => Some(section.join_page(&slug)),
    };
    // A page whose address fails gets one that cannot: the fault is told, and no other page is drawn into it.
    let plain = || section.join_page(&slugify(&slug)).unwrap_or_else(|_| section.clone());
    match made {
        Some(Ok(url)) => {
            if page.front.slug.is_none() && alone.is_none() && is_of_signs(stem) {
                let help = "add the last part of the address, for example:\nslug: star";
                out.push(of_signs(&page.source, "this file name", &url, help));
            }
            url
        }
        Some(Err(fault)) => {
            let span = page.front.slug.as_ref().map(|slug| slug.span);
            let message = format!("this page cannot have the address \"{slug}\": {fault}");
            let invalid = Diagnostic::error("address-invalid", &page.source, span, message);
            out.push(match pattern {
                Some(Permalink { span, .. }) => invalid
                    .with_help("change its address pattern in content/site.yaml")
                    .with_related(&SourcePath::new(vertebra_schema::config::FILE), *span, "the address pattern"),
                None => invalid.with_help(format!("write: slug: {}", slugify(&slug))),
            });
            plain()
        }
        None => plain(),
    }
}

/// An address was made of signs alone. It stays the same from build to build, but nobody would have chosen it.
fn of_signs(source: &SourcePath, whose: &str, url: &UrlPath, help: &str) -> Diagnostic {
    let message = format!("{whose} has no letter or digit, so its address is {url}");
    Diagnostic::note("address-signs", source, None, message).with_help(help)
}

/// Fills a pattern such as `/{section}/{year}/{slug}/`.
fn expand(permalink: &Permalink, page: &Page, section: &str, slug: &str, out: &mut Vec<Diagnostic>) -> Option<String> {
    let pattern = &permalink.pattern;
    let mut path = pattern.replace("{section}", section.trim_matches('/')).replace("{slug}", slug);
    if ["{year}", "{month}", "{day}"].iter().any(|token| pattern.contains(token)) {
        let Some(date) = &page.front.date else {
            let message = "this page needs a date, because its address contains it";
            let help = "add a line below the title: date: 2026-11-20";
            let related = SourcePath::new(vertebra_schema::config::FILE);
            let missing = Diagnostic::error("permalink-date", &page.source, page.front.title.span, message);
            out.push(missing.with_help(help).with_related(&related, permalink.span, "the address pattern"));
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
pub fn files(files: Vec<Given>, folders: &Folders, out: &mut Vec<Diagnostic>) -> Vec<Arc<AddressedFile>> {
    let mut address = |source: &SourcePath| {
        let folder = folders.get(source.folder())?;
        let made = UrlPath::new(&format!("{}{}", folder.as_str(), composed(source.file_name())));
        made.inspect_err(|fault| {
            let message = format!("this file cannot have an address: {fault}");
            let help = "rename the file; the letters a to z, digits and hyphens always work";
            out.push(Diagnostic::error("address-invalid", source, None, message).with_help(help));
        })
        .ok()
    };
    let files = files.into_iter().filter_map(|(source, content, looked)| {
        Some(Arc::new(AddressedFile { url: address(&source)?, source, content, looked }))
    });
    files.collect()
}

/// True for the page that hosts show where there is none, in any language.
pub fn is_not_found(source: &SourcePath, config: &Config) -> bool {
    source.folder() == "content" && is_called(source, "404.md", config)
}

fn is_called(source: &SourcePath, name: &str, config: &Config) -> bool {
    let stem = name.trim_end_matches("md");
    source.file_name() == name
        || (!config.languages.is_empty()
            && source.file_name().starts_with(stem)
            && config.spoken(source).is_some_and(|(_, base)| base.file_name() == name))
}
