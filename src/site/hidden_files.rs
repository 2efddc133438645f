//! Files that belong to pages which readers do not see: a file in the folder of such a page, or one that such a page uses and no
//! published one does. They are not published either: who prepares a page has not said that its pictures may be seen.
//!
//! Says whose a file is; what is made of it follows from `SiteFile::is_published`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::catalog::Catalog;
use super::lost::arguments;
use super::model::{AddressedFile, LinkTarget, Linked};
use super::pictures::{files_named, texts};
use super::published::Placed;
use super::social_cards::ICON;
use vertebra_base::link::{AddressKind, BaseUrl, Link as Address};
use vertebra_base::path::SourcePath;
use vertebra_markdown::Page;
use vertebra_schema::FolderPages;
use vertebra_schema::config::Config;

/// Whose each file is, by its place: the first page that is not published and uses it, or in whose folder it lies. Empty
/// where every page is published. What published pages use has to be taken away again, once it is known.
pub fn owners(
    files: &[Arc<AddressedFile>],
    (shown, hidden): (&[Placed], &[Placed]),
    folder_pages: &FolderPages,
    config: &Config,
) -> Vec<Option<SourcePath>> {
    if hidden.is_empty() || files.is_empty() {
        return Vec::new();
    }
    let mut owners = vec![None; files.len()];
    let names = Names::new(files, &config.base_url);
    for placed in hidden {
        names.used(&placed.page, &mut |at: usize| _ = owners[at].get_or_insert_with(|| placed.page.source.clone()));
    }
    // The page of a folder in one language is enough to have the folder seen.
    let mut folders: BTreeMap<&str, Option<&SourcePath>> = BTreeMap::new();
    for placed in hidden {
        let folder = folder_pages.folder(&placed.page.source);
        folder.into_iter().for_each(|folder| _ = folders.entry(folder).or_insert(Some(&placed.page.source)));
    }
    for placed in shown {
        let folder = folder_pages.folder(&placed.page.source);
        folder.into_iter().for_each(|folder| _ = folders.insert(folder, None));
    }
    for (file, owner) in files.iter().zip(&mut owners).filter(|(_, owner)| owner.is_none()) {
        let mut above = std::iter::successors(Some(file.source.folder()), |it| Some(it.rsplit_once('/')?.0));
        let own = above.find_map(|folder| folders.get(folder)).copied().flatten();
        *owner = own.cloned();
    }
    // Browsers, the program itself or other websites ask for these without any page.
    let wanted = |file: &AddressedFile| {
        let path = file.source.in_content().unwrap_or_default();
        path == ICON || config.checks.unused_files.iter().any(|glob| glob.is_match(path))
    };
    files.iter().zip(&mut owners).filter(|(file, _)| wanted(file)).for_each(|(_, owner)| *owner = None);
    owners
}

/// Whose each file is, now that it is known which ones published pages, settings, data and templates use.
pub fn of_hidden(site: &Catalog, links: &[Vec<Linked>]) -> Vec<Option<SourcePath>> {
    let mut owners = site.file_owners.clone();
    owners.resize(site.files.len(), None);
    if owners.iter().all(Option::is_none) {
        return owners;
    }
    let names = Names::new(&site.files, &site.config.base_url);
    for (page, links) in site.for_readers().iter().zip(links) {
        for linked in links {
            let LinkTarget::Other(url) = &linked.target else { continue };
            names.by_url.get(url.as_str()).into_iter().for_each(|at| owners[*at] = None);
        }
        names.used(&page.page, &mut |at| owners[at] = None);
    }
    let mut named = Vec::new();
    site.data.values().for_each(|node| texts(node, &mut named));
    let of_languages = site.config.languages.iter().flat_map(|language| &language.settings);
    site.config.settings.iter().chain(of_languages).for_each(|entry| texts(&entry.value, &mut named));
    let top = SourcePath::new(vertebra_schema::config::FILE);
    for text in named {
        names.find(&top, text.strip_prefix("content/").unwrap_or(text), &mut |at| owners[at] = None);
    }
    for (file, owner) in site.files.iter().zip(&mut owners).filter(|(_, owner)| owner.is_some()) {
        let name = file.source.in_content().unwrap_or_default();
        if site.theme.templates.iter().any(|template| template.mentions(name)) {
            *owner = None;
        }
    }
    owners
}

/// Files by what pages call them.
struct Names<'a> {
    base: &'a BaseUrl,
    by_url: HashMap<&'a str, usize>,
    by_source: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn new(files: &'a [Arc<AddressedFile>], base: &'a BaseUrl) -> Self {
        let by_url = files.iter().zip(0..).map(|(file, at)| (file.url.as_str(), at)).collect();
        let by_source = files.iter().zip(0..).map(|(file, at)| (file.source.as_str(), at)).collect();
        Names { base, by_url, by_source }
    }

    /// The files that a page uses: in links and pictures, fields, and arguments of components.
    fn used(&self, page: &Page, each: &mut dyn FnMut(usize)) {
        page.links.iter().for_each(|link| self.find(&page.source, &link.target, each));
        page.front.image.iter().for_each(|image| self.find(&page.source, &image.value, each));
        files_named(page).for_each(|name| self.find(&page.source, name, each));
        arguments(&page.body, &mut |value| self.find(&page.source, value, each));
    }

    /// The files that an address means, as somebody writes it in a file: beside that, or from the top.
    fn find(&self, from: &SourcePath, text: &str, each: &mut dyn FnMut(usize)) {
        let local = self.base.local(text);
        let address = Address::parse(&local);
        if address.kind != AddressKind::Site {
            return;
        }
        let path = address.decoded_path();
        let by_source = || from.file_named(&path).and_then(|source| self.by_source.get(source.as_str()));
        // Templates look beside the page first, and then at the top.
        let top = SourcePath::new(vertebra_schema::config::FILE);
        let at_top = || top.file_named(&path).and_then(|source| self.by_source.get(source.as_str()));
        let found = self.by_url.get(&*path).or_else(by_source).or_else(at_top);
        found.copied().into_iter().for_each(each);
    }
}
