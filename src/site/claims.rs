//! Who owns which address: two owners of one are an error that names both, also when they differ only by letter case.

use std::collections::HashMap;

use super::searched;
use super::{PageId, Section, SiteFile, SitePage, Terms, Unpublished};
use crate::addresses;
use crate::config::{Config, host_files};
use crate::diagnostic::Diagnostic;
use crate::path::{OutputPath, SourcePath, UrlPath};
use crate::slug::slugify;
use crate::theme::Theme;

/// Every address of the site that is taken, by its output file in small letters.
#[derive(Debug, Default)]
pub struct Claims {
    owners: HashMap<String, (OutputPath, Owner)>,
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    Page(SourcePath),
    /// A list that Vertebra makes: the words say which.
    List(String),
    File(SourcePath),
    Theme(SourcePath),
    /// An address that leads on: the file that says so.
    Alias(SourcePath),
}

impl Owner {
    fn source(&self) -> Option<&SourcePath> {
        match self {
            Owner::List(_) => None,
            Owner::Page(source) | Owner::File(source) | Owner::Theme(source) | Owner::Alias(source) => Some(source),
        }
    }

    /// What it is, in a few words.
    pub fn describe(&self) -> String {
        match self {
            Owner::Page(source) | Owner::File(source) | Owner::Theme(source) => source.to_string(),
            Owner::List(words) => words.clone(),
            Owner::Alias(source) if source.as_str() == addresses::FILE => format!("a redirect in {source}"),
            Owner::Alias(source) => format!("an alias of {source}"),
        }
    }
}

impl Claims {
    /// What stands at an output path, whatever its letter case.
    pub fn owner(&self, output: &OutputPath) -> Option<&Owner> {
        self.owners.get(&output.as_str().to_lowercase()).map(|(_, owner)| owner)
    }

    /// What stands at an address, and the address in its true letters.
    pub fn at(&self, url: &UrlPath) -> Option<(UrlPath, &Owner)> {
        self.owners.get(&url.output().as_str().to_lowercase()).map(|(output, owner)| (output.url(), owner))
    }

    /// Every output and what stands there, in no order.
    pub fn each(&self) -> impl Iterator<Item = (&OutputPath, &Owner)> {
        self.owners.values().map(|(output, owner)| (output, owner))
    }

    /// All addresses that are taken.
    pub fn urls(&self) -> impl Iterator<Item = UrlPath> {
        self.owners.values().map(|(output, _)| output.url())
    }

    fn claim(&mut self, output: OutputPath, owner: Owner) -> Result<(), Owner> {
        match self.owners.entry(output.as_str().to_lowercase()) {
            std::collections::hash_map::Entry::Occupied(taken) => Err(taken.get().1.clone()),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert((output, owner));
                Ok(())
            }
        }
    }

    /// Claims the address of every published page, and looks at those of pages that are still hidden.
    pub fn pages(&mut self, pages: &[SitePage], unpublished: &[Unpublished], out: &mut Vec<Diagnostic>) {
        self.owners.reserve(pages.len() * 2);
        for page in pages {
            let source = &page.page.source;
            if let Err(first) = self.claim(page.url.output(), Owner::Page(source.clone())) {
                let span = page.page.front.slug.as_ref().map(|slug| slug.span);
                out.push(twice(source, span, &page.url, &first));
            }
        }
        // A hidden page that will collide once it is published is told today.
        for page in unpublished {
            if let Some(first) = self.owner(&page.url.output()) {
                let mut later = twice(&page.source, None, &page.url, first);
                later.severity = crate::diagnostic::Severity::Warning;
                out.push(later.with_note(format!("this page is not published today ({})", page.hidden.reason())));
            }
        }
    }

    /// Claims the addresses of lists: sections, taxonomies, terms, and their further pages; all as readers see them.
    pub fn lists(
        &mut self,
        sections: &[Section],
        pages: &[SitePage],
        terms: &[Terms],
        config: &Config,
        out: &mut Vec<Diagnostic>,
    ) {
        for all in terms {
            let name = &config.taxonomies[all.taxonomy].name;
            if !all.is_published() {
                continue;
            }
            self.list(&all.url, all.page, format!("the list of all {name}"), pages, out);
            for term in all.terms.iter().filter(|term| term.published) {
                let words = || format!("the list of pages with \"{}\" in {name}", term.name);
                self.list(&term.url, term.page, words(), pages, out);
                for number in 2..=term.published_list_pages() {
                    self.list(&numbered(&term.url, number), None, words(), pages, out);
                }
            }
        }
        for section in sections.iter().filter(|section| section.published) {
            let is_terms = terms.iter().any(|all| all.url == section.url);
            if !is_terms {
                self.list(&section.url, section.index, format!("the list of {}", section.name), pages, out);
            }
            for number in 2..=section.published_list_pages() {
                self.list(
                    &numbered(&section.url, number),
                    None,
                    format!("page {number} of {}", section.name),
                    pages,
                    out,
                );
            }
        }
    }

    /// Claims the address of a list, unless one of the published pages has claimed it already as the list's own.
    fn list(
        &mut self,
        url: &UrlPath,
        page: Option<PageId>,
        words: String,
        pages: &[SitePage],
        out: &mut Vec<Diagnostic>,
    ) {
        if page.is_some_and(|id| pages.get(id.index()).is_some()) {
            return;
        }
        if let Err(first) = self.claim(url.output(), Owner::List(words.clone())) {
            out.push(match first.source() {
                Some(source) => twice(source, None, url, &Owner::List(words)),
                None => two_lists(url, [&first.describe(), &words], pages),
            });
        }
    }

    /// Claims the addresses of files, then of those of the theme.
    pub fn files(&mut self, files: &[SiteFile], theme: &Theme, out: &mut Vec<Diagnostic>) {
        for file in files {
            if let Err(first) = self.claim(file.url.output(), Owner::File(file.source.clone())) {
                out.push(twice(&file.source, None, &file.url, &first));
            }
        }
        for (path, file) in &theme.statics {
            let Ok(output) = OutputPath::new(path) else { continue };
            let url = output.url();
            // A file of the site replaces the theme's file of the same name: that is how an icon is changed.
            match self.claim(output, Owner::Theme(file.source.clone())) {
                Err(first) if !matches!(first, Owner::File(_)) => out.push(twice(&file.source, None, &url, &first)),
                _ => {}
            }
        }
    }

    /// Feeds, sitemap, robots and the not-found page. A file of the site with the same name takes their place.
    pub fn built_in(&mut self, sections: &[Section], pages: &[SitePage], config: &Config, out: &mut Vec<Diagnostic>) {
        let mut names: Vec<String> = ["sitemap.xml", "robots.txt", "404.html"].map(str::to_owned).to_vec();
        let named = |section: &&Section| {
            if !section.published {
                return false;
            }
            let folder = section.folder.trim_start_matches("content").trim_start_matches('/');
            config.feeds.sections.iter().any(|name| name.value.trim_matches('/') == folder)
        };
        let folders = sections.iter().filter(named).map(|section| section.url.as_str().trim_start_matches('/'));
        // A language has feeds of its own as soon as it has a page.
        let languages = config.langs().skip(1).filter(|lang| pages.iter().any(|page| page.lang == *lang));
        let languages: Vec<String> = languages
            .filter_map(|lang| config.further(lang))
            .map(|language| format!("{}/", language.folder()))
            .collect();
        let tops = std::iter::once("").chain(languages.iter().map(String::as_str));
        for folder in tops.chain(folders.filter(|folder| !folder.is_empty())) {
            names.extend(config.feeds.file_names().map(|name| format!("{folder}{name}")));
        }
        if config.machine_readable.llms && !config.noindex {
            names.push("llms.txt".to_owned());
        }
        for name in names {
            let Ok(output) = OutputPath::new(&name) else { continue };
            let url = output.url();
            match self.claim(output, Owner::List(format!("the built-in {name}"))) {
                Err(Owner::File(_)) => {}
                Err(Owner::Page(source)) if source.as_str() == "content/404.md" => {}
                Err(first) => {
                    let site = SourcePath::new(crate::config::FILE);
                    let file = first.source().cloned().unwrap_or(site);
                    out.push(twice(&file, None, &url, &Owner::List(format!("the built-in {name}"))));
                }
                Ok(()) => {}
            }
        }
    }

    /// Claims the addresses of pages as Markdown, where they are written.
    pub fn twins(&mut self, pages: &[SitePage], config: &Config, out: &mut Vec<Diagnostic>) {
        if !config.machine_readable.markdown || config.noindex {
            return;
        }
        for page in pages.iter().filter(|page| !page.page.front.noindex && page.url.as_str().ends_with('/')) {
            let Ok(output) = OutputPath::new(&format!("{}index.md", page.url.as_str().trim_start_matches('/'))) else {
                continue;
            };
            let url = output.url();
            if let Err(first) = self.claim(output, Owner::List(format!("the Markdown of {}", page.url))) {
                out.push(twice(&page.page.source, None, &url, &first));
            }
        }
    }

    /// Claims the file of the search index beside each page of search. A file of the site takes its place.
    pub fn search(&mut self, pages: &[SitePage], out: &mut Vec<Diagnostic>) {
        for page in pages.iter().filter(|page| searched::is_home(page)) {
            let Some(output) = searched::file_beside(page) else { continue };
            let (url, owner) = (output.url(), Owner::List("the search index".to_owned()));
            match self.claim(output, owner.clone()) {
                Ok(()) | Err(Owner::File(_)) => {}
                Err(_) => out.push(twice(&page.page.source, None, &url, &owner)),
            }
        }
    }

    /// Claims the names of icons. A file of the site or of its theme with the same name takes the place of one.
    pub fn drawn(&mut self, names: impl Iterator<Item = &'static str>, out: &mut Vec<Diagnostic>) {
        for name in names {
            let Ok(output) = OutputPath::new(name) else { continue };
            let url = output.url();
            let owner = Owner::List(format!("the built-in {name}"));
            match self.claim(output, owner.clone()) {
                Ok(()) | Err(Owner::File(_) | Owner::Theme(_)) => {}
                Err(first) => {
                    let file = first.source().cloned().unwrap_or_else(|| SourcePath::new(crate::config::FILE));
                    out.push(twice(&file, None, &url, &owner));
                }
            }
        }
    }

    /// Claims the files that the host reads. One that an editor has written by hand would say something else.
    pub fn host(&mut self, config: &Config, out: &mut Vec<Diagnostic>) {
        for name in host_files(&config.deploy) {
            let Ok(output) = OutputPath::new(name) else { continue };
            let Err(first) =
                self.claim(output, Owner::List(format!("what {} reads", config.deploy.target.value.title())))
            else {
                continue;
            };
            let site = SourcePath::new(crate::config::FILE);
            let file = first.source().cloned().unwrap_or(site);
            let message =
                format!("{name} is written for {} already, from content/site.yaml", config.deploy.target.value.title());
            let help = match name {
                "_redirects" => {
                    "remove this file, and write its lines as old addresses: aliases: in the page that they lead to"
                }
                "_headers" => {
                    "remove this file, and write its lines into content/site.yaml under deploy: headers: extra:"
                }
                _ => "remove this file, or write deploy: {target: none} to look after the host by hand",
            };
            let note = "with deploy: {target: none} nothing is written for a host, and this file is published as it is";
            out.push(Diagnostic::error("host-file", &file, None, message).with_help(help).with_note(note));
        }
    }

    /// Claims an old address, which gives way to everything else.
    pub fn old(&mut self, from: &UrlPath, source: &SourcePath) -> Result<(), Owner> {
        self.claim(from.output(), Owner::Alias(source.clone()))
    }

    /// A path cannot be a file and a folder at once: `/a.html` and `/a.html/b/`.
    pub fn check_folders(&self, out: &mut Vec<Diagnostic>) {
        let above = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let clash = |(folded, (output, owner)): (&String, &(OutputPath, Owner))| {
            let mut folders = std::iter::successors(above(folded), |folder| above(folder));
            let file = folders.find_map(|folder| self.owners.get(&folder))?;
            Some((output.clone(), owner.clone(), file.1.clone()))
        };
        let mut clashes: Vec<_> = self.owners.iter().filter_map(clash).collect();
        clashes.sort_by(|a, b| a.0.cmp(&b.0));
        for (output, owner, file) in clashes {
            let site = SourcePath::new(crate::config::FILE);
            let source = owner.source().or(file.source()).cloned().unwrap_or(site);
            let message = format!("{} needs a folder where {} needs a file", output.url(), file.describe());
            let help = "give one of the two another address";
            out.push(Diagnostic::error("slug-twice", &source, None, message).with_help(help));
        }
    }
}

/// The address of a later page of a list: `/guides/` and 2 give `/guides/page/2/`.
pub fn numbered(url: &UrlPath, number: usize) -> UrlPath {
    if number <= 1 {
        return url.clone();
    }
    url.join_page(&format!("page/{number}")).unwrap_or_else(|_| url.clone())
}

/// A slug for one of two pages that want one address: the file's name of the one that is not called so.
fn other_slug(file: &SourcePath, url: &UrlPath, first: &Owner) -> String {
    let taken = url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stems = [Some(file), first.source()].into_iter().flatten().map(|file| slugify(file.stem()));
    stems.into_iter().find(|slug| slug != taken && slug != "index").unwrap_or_else(|| {
        let folder = file.folder().rsplit('/').next().unwrap_or_default();
        format!("{taken}-{}", slugify(folder))
    })
}

/// Two lists with one address: most often two folders whose names differ by letter case.
fn two_lists(url: &UrlPath, words: [&str; 2], pages: &[SitePage]) -> Diagnostic {
    let inside = pages.iter().rev().find(|page| page.url.folded().starts_with(&url.folded()));
    let file = inside.map_or_else(|| SourcePath::new(crate::config::FILE), |page| page.page.source.clone());
    let message = format!("{} and {} both want the address {url}", words[0], words[1]);
    Diagnostic::error("slug-twice", &file, None, message)
        .with_help("rename one of the two, or put both into one folder")
}

fn twice(file: &SourcePath, span: Option<crate::span::Span>, url: &UrlPath, first: &Owner) -> Diagnostic {
    let own = if file.extension().eq_ignore_ascii_case("md") { "page" } else { "file" };
    let message = format!("this {own} and {} both want the address {url}", first.describe());
    let help = match (file.extension(), file.stem()) {
        ("md", "index") => "rename this folder or the other page".to_owned(),
        ("md", _) => format!("give one of them another address, for example:\nslug: {}", other_slug(file, url, first)),
        _ => "rename one of the two files".to_owned(),
    };
    Diagnostic::error("slug-twice", file, span, message).with_help(help)
}
