//! The address of every page and file, from its path, its slug and the patterns of `site.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::languages::PageLanguages;
use super::model::{AddressedFile, Given};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::composed;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::slug::{is_of_signs, slugify};
use vertebra_markdown::Page;
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

/// The address of every folder that holds something. The slug of an `index.md` names its folder.
pub fn folders(
    pages: &[Arc<Page>],
    spoken: &PageLanguages,
    files: &[Given],
    config: &Config,
    out: &mut Vec<Diagnostic>,
) -> Folders {
    let mut folders = Folders::new();
    let top = |lang| config.further(lang).and_then(|language| UrlPath::root().join_page(&language.folder()).ok());
    for lang in config.langs() {
        folders.insert(name("content", lang, config), top(lang).unwrap_or_else(UrlPath::root));
    }
    for lang in config.langs() {
        let mut slugs = BTreeMap::new();
        let own = || pages.iter().enumerate().filter(|(at, _)| spoken.lang(*at) == lang).map(|(_, page)| page);
        for page in own().filter(|page| is_index(&page.source, config)) {
            if let Some(slug) = &page.front.slug {
                slugs.insert(page.source.folder(), slug.value.as_str());
            }
        }
        // Files belong to all languages, and stand where the first one puts them.
        let files = files.iter().map(|(source, ..)| source).filter(|_| lang.is_first());
        for source in own().map(|page| &page.source).chain(files) {
            let mut tree = Tree { slugs: &slugs, folders: &mut folders, lang, config };
            tree.add(source.folder(), source, out);
        }
    }
    folders
}

/// The folders of one language while they get their addresses.
struct Tree<'a> {
    slugs: &'a BTreeMap<&'a str, &'a str>,
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
        let segment = match self.slugs.get(folder) {
            Some(slug) => (*slug).to_owned(),
            None if own == WELL_KNOWN => own.to_owned(),
            None => slugify(own),
        };
        let is_told = is_of_signs(own) && !self.slugs.contains_key(folder);
        let url = parent.join_page(&segment).unwrap_or_else(|fault| {
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
pub fn pages(
    pages: &[Arc<Page>],
    spoken: &PageLanguages,
    folders: &Folders,
    config: &Config,
    out: &mut Vec<Diagnostic>,
) -> Vec<UrlPath> {
    pages.iter().enumerate().map(|(at, page)| address(page, spoken.lang(at), folders, config, out)).collect()
}

fn address(page: &Page, lang: Lang, folders: &Folders, config: &Config, out: &mut Vec<Diagnostic>) -> UrlPath {
    let section = match lang.is_first() {
        true => folders.get(page.source.folder()),
        false => folders.get(&name(page.source.folder(), lang, config)),
    };
    let section = section.cloned().unwrap_or_else(UrlPath::root);
    if is_index(&page.source, config) {
        return section;
    }
    if is_not_found(&page.source, config) {
        return UrlPath::new(&format!("{section}404.html")).unwrap_or_else(|_| section.clone());
    }
    // The name of the file, without the mark of its language.
    let file = if lang.is_first() { None } else { config.spoken(&page.source).map(|(_, file)| file) };
    let file = file.as_ref().unwrap_or(&page.source);
    let slug = page.front.slug.as_ref().map_or_else(|| slugify(file.stem()), |slug| slug.value.clone());
    let inside = file.in_content().unwrap_or_default();
    let pattern = config.permalinks.iter().find(|permalink| permalink.glob.is_match(inside));
    let made = match pattern {
        Some(permalink) => {
            let top = config.further(lang).map_or_else(String::new, |language| format!("/{}", language.folder()));
            let inner = section.as_str().strip_prefix(top.as_str()).unwrap_or(section.as_str());
            expand(permalink, page, inner, &slug, out).map(|path| UrlPath::new(&format!("{top}{path}")))
        }
        None => Some(section.join_page(&slug)),
    };
    // A page whose address fails gets one that cannot: the fault is told, and no other page is drawn into it.
    let plain = || section.join_page(&slugify(&slug)).unwrap_or_else(|_| section.clone());
    match made {
        Some(Ok(url)) => {
            if page.front.slug.is_none() && is_of_signs(file.stem()) {
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
    let files = files.into_iter().filter_map(|(source, bytes, looked)| {
        Some(Arc::new(AddressedFile { url: address(&source)?, source, bytes, looked }))
    });
    files.collect()
}

/// True for the page of a section, in any language.
pub fn is_index(source: &SourcePath, config: &Config) -> bool {
    is_called(source, "index.md", config)
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
