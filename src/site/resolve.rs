//! What an address means that somebody writes, here and nowhere else: a page, a file, a list, a glossary entry, another
//! site, or nothing; and what it names by its words alone, whether that is there or not.

use super::catalog::{Catalog, content};
use super::hidden::Unpublished;
use super::lists::Section;
use super::model::{Glossary, LookupScope, PageId, SitePage};
use super::plan::Owner;
use crate::addresses::RedirectTarget;
use vertebra_base::link::{AddressKind, BaseUrl, Link as Address, is_folder, page_address};
use vertebra_base::path::{SourcePath, UrlPath, join};
use vertebra_base::slug::slugify;
use vertebra_markdown::{DefinitionTerm, LinkKind, WrittenLink};
use vertebra_schema::config::Lang;

/// Looks links up in a site.
#[derive(Clone, Copy)]
pub struct Lookup<'a>(pub &'a Catalog);

/// The page on which an address is written; it may be no part of the site, or not yet.
#[derive(Debug, Clone, Copy)]
pub struct Referrer<'a> {
    pub source: &'a SourcePath,
    /// None for a page that has no address yet: then only names of files are looked up from there.
    pub url: Option<&'a UrlPath>,
    pub asker: LookupScope,
}

impl<'a> From<&'a SitePage> for Referrer<'a> {
    fn from(page: &'a SitePage) -> Self {
        let asker = LookupScope { lang: page.lang, sees_hidden: !page.is_published() };
        Referrer { source: &page.page.source, url: Some(&page.url), asker }
    }
}

/// What an address means.
#[derive(Debug)]
pub struct Resolved<'a> {
    pub named: NamedTarget,
    pub found: Destination<'a>,
}

/// What an address names by its words, whether that is there or not. A rename has to keep to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedTarget {
    /// Nothing of this site.
    Nothing,
    /// The page on which it stands.
    Itself,
    /// A file or folder: `content/guides/first-visit.md`.
    Source(String),
    /// An address of the site, in plain letters: `/guides/first-visit`.
    Address(String),
}

impl NamedTarget {
    /// What a text in settings, data or an argument of a block names: from the top of `content`. `base`: where the site is
    /// published, for whole addresses of its own.
    pub fn from_top(base: &BaseUrl, text: &str) -> NamedTarget {
        let local = base.local(text);
        let address = Address::parse(&local);
        let path = address.decoded_path();
        if address.is_elsewhere() || path.is_empty() {
            return NamedTarget::Nothing;
        }
        if path.starts_with('/') && !path.ends_with(".md") && !path.starts_with("/content/") {
            return NamedTarget::Address(path.into_owned());
        }
        NamedTarget::Source(content(&path))
    }

    /// The address that is named, with a slash where one belongs.
    pub fn address(&self) -> Option<UrlPath> {
        match self {
            NamedTarget::Address(path) => page_address(path),
            _ => None,
        }
    }
}

/// Where an address leads.
#[derive(Debug)]
pub enum Destination<'a> {
    Page(PageId),
    /// A list, a feed, a file: not a page.
    Other(UrlPath),
    Outside,
    /// An old address: it works, by way of another one, which is this.
    Alias(UrlPath),
    Hidden(&'a Unpublished),
    /// The file exists in other letters.
    Case(&'a SourcePath),
    Missing,
    Empty,
}

impl<'a> Lookup<'a> {
    /// What a link on a page means, its fragment aside.
    pub fn resolve(&self, from: &Referrer, link: &WrittenLink) -> Resolved<'a> {
        let nothing = |found| Resolved { named: NamedTarget::Nothing, found };
        if link.kind == LinkKind::Term {
            let entry = self.term(&link.target, from.asker.lang);
            return nothing(entry.map_or(Destination::Missing, |(id, _)| Destination::Page(id)));
        }
        let address = link.address();
        // The whole address of a page of this site means the page.
        if let Some((_, local)) = self.0.config.base_url.split(&link.target) {
            let path = Address::parse(&local).decoded_path().into_owned();
            return Resolved { found: self.rooted(&path[1..]), named: NamedTarget::Address(path) };
        }
        match address.kind {
            AddressKind::Empty => return nothing(Destination::Empty),
            AddressKind::Site if address.path.is_empty() => {
                return Resolved { named: NamedTarget::Itself, found: self.source(from.source.as_str(), from) };
            }
            AddressKind::Site => {}
            // Nobody else has this computer's disk. What begins with `file:` is told with other local addresses.
            AddressKind::Disk if !link.target.starts_with("file:") => return nothing(Destination::Missing),
            _ => return nothing(Destination::Outside),
        }
        let path = address.decoded_path();
        match path.strip_prefix('/') {
            Some(inside) if inside.ends_with(".md") => match from.source.file_named(&path) {
                Some(source) => Resolved { found: self.source(&source, from), named: NamedTarget::Source(source) },
                None => nothing(Destination::Missing),
            },
            Some(inside) => self.or_by_file_name(self.rooted(inside), &path),
            None => self.relative(from, &path),
        }
    }

    /// The glossary entry of a term, in the language of the page that asks if there is one; a plural finds its singular.
    pub fn term(&self, name: &str, lang: Lang) -> Option<(PageId, &'a DefinitionTerm)> {
        let slug = slugify(name);
        let singular = slug.strip_suffix('s').unwrap_or(&slug);
        let own = self.0.glossaries.get(lang.index()).filter(|_| !lang.is_first());
        let mut glossaries = own.into_iter().chain(self.0.glossaries.first());
        let found = |glossary: &'a Glossary| [slug.as_str(), singular].iter().find_map(|slug| glossary.get(*slug));
        let (id, at) = glossaries.find_map(found)?;
        Some((*id, self.0.pages[id.index()].page.terms.get(*at)?))
    }

    /// The slugs of all glossary entries, for suggestions.
    pub fn term_names(&self) -> impl Iterator<Item = &str> {
        self.0.glossaries.iter().flat_map(|glossary| glossary.keys()).map(String::as_str)
    }

    /// A published page.
    fn page(&self, source: &str) -> Option<PageId> {
        self.0.index.page(source, &self.0.pages).filter(|id| self.0.pages[id.index()].is_published())
    }

    /// What is at an address; where there is nothing, the page whose file is called so: `/v24.3/a_b/` is written for
    /// `content/v24.3/a_b.md`, whose address has no dots and no underscores.
    fn or_by_file_name(&self, found: Destination<'a>, address: &str) -> Resolved<'a> {
        let inside = address.trim_matches('/');
        let is_rewritten = inside.contains(['.', '_']) || inside.contains(char::is_uppercase);
        if matches!(found, Destination::Missing) && is_rewritten {
            for source in [format!("content/{inside}.md"), format!("content/{inside}/index.md")] {
                if let Some(id) = self.page(&source) {
                    return Resolved { found: Destination::Page(id), named: NamedTarget::Source(source) };
                }
            }
        }
        Resolved { found, named: NamedTarget::Address(address.to_owned()) }
    }

    fn rooted(&self, inside: &str) -> Destination<'a> {
        let found = self.address(inside);
        // An address that already begins with the base path is meant for the host; it leads to the same page.
        let base = &self.0.config.base_url;
        match base.inside(&format!("/{inside}")) {
            Some(rest) if matches!(found, Destination::Missing) && !base.path.is_empty() => self.address(&rest[1..]),
            _ => found,
        }
    }

    /// What stands at an address: just there, else in the folder of that name.
    fn address(&self, inside: &str) -> Destination<'a> {
        match self.exact_address(&format!("/{inside}")) {
            Destination::Missing if !inside.is_empty() && !inside.ends_with('/') => {
                self.exact_address(&format!("/{inside}/"))
            }
            found => found,
        }
    }

    fn exact_address(&self, address: &str) -> Destination<'a> {
        if let Some(id) = self.0.index.page_at(address, &self.0.pages) {
            return Destination::Page(id);
        }
        if let Some(hidden) = self.0.index.hidden_at(address, &self.0.unpublished) {
            return Destination::Hidden(hidden);
        }
        let Ok(url) = UrlPath::new(address) else { return Destination::Missing };
        match self.0.plan.at(&url) {
            Some((true_url, Owner::File(source) | Owner::Theme(source))) if true_url != url => self
                .0
                .index
                .file(source.as_str(), &self.0.files)
                .map_or(Destination::Missing, |file| Destination::Case(&file.source)),
            Some((_, Owner::Page(source))) => self.exactly(source.as_str()),
            Some((_, Owner::Alias(_))) => match self.0.redirects.at(&url).map(|redirect| &redirect.to) {
                Some(RedirectTarget::Here { url, .. }) => Destination::Alias(url.clone()),
                Some(RedirectTarget::Outside(_)) => Destination::Other(url),
                Some(RedirectTarget::Gone) | None => Destination::Missing,
            },
            Some((true_url, _)) => Destination::Other(true_url),
            None => Destination::Missing,
        }
    }

    fn relative(&self, from: &Referrer, path: &str) -> Resolved<'a> {
        let source = from.source.file_named(path);
        if let Some(source) = &source {
            let found = self.source(source, from);
            if !matches!(found, Destination::Missing) || path.ends_with(".md") {
                return Resolved { named: NamedTarget::Source(source.clone()), found };
            }
        }
        // Not a file beside the page: an address as a browser would read it.
        let folder = from.url.and_then(|url| url.as_str().rsplit_once('/')).map_or("", |(folder, _)| folder);
        let Some(address) = join(folder.trim_start_matches('/'), path) else {
            return Resolved { named: NamedTarget::Nothing, found: Destination::Missing };
        };
        let slash = if path.ends_with('/') && !address.is_empty() { "/" } else { "" };
        let found = self.address(&format!("{address}{slash}"));
        // A folder of which readers see nothing is named all the same, and a file that is not there any more.
        let is_lost = matches!(found, Destination::Missing) && !is_folder(path);
        let is_source = |source: &String| is_lost || self.0.index.section(source, &self.0.sections).is_some();
        let named = source
            .filter(is_source)
            .map_or_else(|| NamedTarget::Address(format!("/{address}{slash}")), NamedTarget::Source);
        Resolved { named, found }
    }

    /// A page, file or folder by its path in the site: the version in the language of the page that asks, if there is
    /// one that readers see. A file whose name says its language is meant as it is.
    fn source(&self, source: &str, from: &Referrer) -> Destination<'a> {
        let source = source.trim_end_matches('/');
        if from.asker.lang.is_first() || self.0.config.spoken(&SourcePath::new(source)).is_some() {
            return self.exactly(source);
        }
        let seen = |id: &PageId| from.asker.sees(&self.0.pages[id.index()]);
        if let Some(id) = self.0.versions.page(source, from.asker.lang).filter(seen) {
            return match &self.0.pages[id.index()].hidden {
                None => Destination::Page(id),
                Some(_) => self.exactly(self.0.pages[id.index()].page.source.as_str()),
            };
        }
        let section = self.0.versions.section(source, from.asker.lang).map(|id| &self.0.sections[id.index()]);
        section.and_then(|section| self.section(section)).unwrap_or_else(|| self.exactly(source))
    }

    /// A page, file or folder by its path in the site.
    fn exactly(&self, source: &str) -> Destination<'a> {
        let source = source.trim_end_matches('/');
        if let Some(id) = self.page(source) {
            return Destination::Page(id);
        }
        if let Some(hidden) = self.0.index.hidden(source, &self.0.unpublished) {
            return Destination::Hidden(hidden);
        }
        if let Some(file) = self.0.index.file(source, &self.0.files) {
            return Destination::Other(file.url.clone());
        }
        let section = self.0.index.section(source, &self.0.sections).map(|id| &self.0.sections[id.index()]);
        if let Some(found) = section.and_then(|section| self.section(section)) {
            return found;
        }
        // A folder in which a page lies alone with its files is that page.
        if !source.ends_with(".md")
            && let found @ (Destination::Page(_) | Destination::Hidden(_)) = self.exactly(&format!("{source}/index.md"))
        {
            return found;
        }
        match self.0.index.file_folded(source, &self.0.files) {
            Some(file) => Destination::Case(&file.source),
            None => Destination::Missing,
        }
    }

    /// A section that readers see: its own page, or its list.
    fn section(&self, section: &Section) -> Option<Destination<'a>> {
        let index = section.index.filter(|id| self.0.pages[id.index()].is_published());
        section.published.then(|| index.map_or_else(|| Destination::Other(section.url.clone()), Destination::Page))
    }
}
