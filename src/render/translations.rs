//! The function `translations`: the versions of a page in the languages of the site.

use tera::{Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values::{internal, put};
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::path::UrlPath;
use vertebra_schema::config::Lang;
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, PageId, SectionId, Site};

/// The versions of a page or a section in the languages of the site: its file, or the name of the section.
pub struct PageVersions<'q>(pub &'q str);

impl Question for PageVersions<'_> {
    type Answer<'s> = Vec<Version<'s>>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Versions(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Vec<Version<'s>> {
        let site = &shared.site;
        let page = site.find(self.0).filter(|_| self.0.ends_with(".md"));
        versions(site, page, site.section_named(self.0))
    }
}

impl Answer for Version<'_> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        let config = &shared.site.config;
        all.text(config.tag(self.lang)).text(config.own_name(self.lang));
        all.text(self.url.as_str()).text(self.title).flag(self.published);
    }
}

/// One version: its language, its address, its title.
pub struct Version<'a> {
    pub lang: Lang,
    pub url: &'a UrlPath,
    pub title: &'a str,
    published: bool,
    indexed: bool,
}

/// `translations()`: this page in every language in which it is published, itself included; nothing where it is there in
/// one language alone.
pub fn translations(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let site = &slot.shared.site;
    if site.config.languages.is_empty() {
        return Ok(Value::from(Vec::<Value>::new()));
    }
    let (page, section, own, url) = {
        let current = slot.current();
        (current.page, current.section, current.lang, current.url.clone())
    };
    // Later pages of a list differ from language to language.
    let section = section.filter(|id| site.section(*id).url.as_str() == url);
    let name = match (section, page) {
        (Some(id), _) => site.section(id).name.clone(),
        (None, Some(id)) => site.page(id).page.source.to_string(),
        (None, None) => return Ok(Value::from(Vec::<Value>::new())),
    };
    let mut versions = slot.ask(&PageVersions(&name));
    versions.retain(|version| version.published || version.lang == own);
    if versions.len() < 2 {
        versions.clear();
    }
    Ok(Value::from(versions.iter().map(|version| value(site, version, own)).collect::<Vec<_>>()))
}

fn value(site: &Site, version: &Version, own: Lang) -> Value {
    let address = internal(&site.config, version.url.as_str());
    let mut map = Map::new();
    put(&mut map, "lang", site.config.tag(version.lang));
    put(&mut map, "name", site.config.own_name(version.lang));
    put(&mut map, "title", version.title);
    put(&mut map, "permalink", site.config.base_url.absolute(&address));
    put(&mut map, "url", address);
    put(&mut map, "current", version.lang == own);
    put(&mut map, "default", version.lang.is_first());
    Value::from(map)
}

/// All versions of what stands at an address, hidden ones included, in the order of the languages.
fn versions(site: &Site, page: Option<PageId>, section: Option<SectionId>) -> Vec<Version<'_>> {
    match (section, page) {
        (Some(id), _) => site.versions_of_section(id).iter().flatten().map(|id| of_section(site, *id)).collect(),
        (None, Some(id)) if site.page(id).is_index => versions(site, None, Some(site.page(id).section)),
        (None, Some(id)) => site.versions_of(id).iter().flatten().map(|id| of_page(site, *id)).collect(),
        (None, None) => Vec::new(),
    }
}

fn of_page(site: &Site, id: PageId) -> Version<'_> {
    let page = site.page(id);
    let published = page.is_published();
    let title = page.page.front.title.value.as_str();
    Version { lang: page.lang, url: &page.url, title, published, indexed: published && !page.page.front.noindex }
}

fn of_section(site: &Site, id: SectionId) -> Version<'_> {
    let section = site.section(id);
    let own = section.index.map(|id| of_page(site, id));
    let (title, noindex) =
        own.map_or((section.title.as_str(), false), |own| (own.title, own.published && !own.indexed));
    let published = section.published;
    Version { lang: section.lang, url: &section.url, title, published, indexed: published && !noindex }
}

/// The versions of a page or a list that search engines may find: its language and address; none for one alone.
pub fn indexed(site: &Site, page: Option<PageId>, section: Option<SectionId>) -> Vec<Version<'_>> {
    if site.config.languages.is_empty() {
        return Vec::new();
    }
    let mut all = versions(site, page, section);
    all.retain(|version| version.indexed);
    if all.len() < 2 { Vec::new() } else { all }
}
