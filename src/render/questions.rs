//! Questions by name: what a path, an address, a key or the name of a file finds.

use super::question::{Cards, FoundPage, PageOrSection, Question};
use super::shared::RenderInput;
use super::values::internal;
use super::{forms, page_query};
use vertebra_base::link::{Link, decoded};
use vertebra_base::path::UrlPath;
use vertebra_schema::config::Lang;
use vertebra_site::deps::{Dep, Query};
use vertebra_site::{LookupScope, PageId, SectionId, Site};
use vertebra_yaml::YamlNode;

/// What a path or an address names.
pub struct NamedPage<'q>(pub &'q str);

impl Question for NamedPage<'_> {
    type Answer<'s> = PageOrSection;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Lookup(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> PageOrSection {
        PageOrSection::find(&shared.site, asker, self.0)
    }
}

/// Where a link leads, as a template writes it: what its path names, and the address of that.
pub struct LinkTo<'q>(pub &'q str);

impl Question for LinkTo<'_> {
    type Answer<'s> = (PageOrSection, Option<String>);

    fn fact(&self, _: &Site) -> Dep {
        Dep::Link(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> (PageOrSection, Option<String>) {
        let place = PageOrSection::find(&shared.site, asker, Link::parse(self.0).path);
        let address = address(&shared.site, asker.lang, self.0, (place.page, place.section));
        (place, address)
    }
}

/// All pages of a type.
pub struct Records<'q>(pub &'q str);

impl Question for Records<'_> {
    type Answer<'s> = Cards;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Records(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> Cards {
        Cards(of_kind(shared, asker, self.0))
    }
}

/// The page of a type with a key.
pub struct RecordPage<'q>(pub &'q str, pub &'q str);

impl Question for RecordPage<'_> {
    type Answer<'s> = FoundPage;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Record(self.0.to_owned(), self.1.to_owned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> FoundPage {
        FoundPage(shared.site.record_for(asker, self.0, self.1))
    }
}

/// A data file.
pub struct Data<'q>(pub &'q str);

impl Question for Data<'_> {
    type Answer<'s> = Option<&'s YamlNode>;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Data(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, asker: LookupScope) -> Option<&'s YamlNode> {
        shared.site.data_for(asker.lang, self.0)
    }
}

/// An entry of a data file, by its key.
pub struct Datum<'q>(pub &'q str, pub &'q str);

impl Question for Datum<'_> {
    type Answer<'s> = Option<&'s YamlNode>;

    fn fact(&self, _: &Site) -> Dep {
        Dep::DataEntry(self.0.to_owned(), self.1.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, asker: LookupScope) -> Option<&'s YamlNode> {
        shared.site.datum_for(asker.lang, self.0, self.1)
    }
}

/// All pages that a template asks for at once: the section that it names, and its pages; none without such a section.
impl Question for Query {
    type Answer<'s> = (PageOrSection, Option<Cards>);

    fn fact(&self, _: &Site) -> Dep {
        Dep::Pages(self.clone())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> (PageOrSection, Option<Cards>) {
        let pages = page_query::ask(&shared.site, asker, self).map(Cards);
        (PageOrSection::find(&shared.site, asker, &self.section), pages)
    }
}

/// The address, with the base path, of a page or section that a template means by a path; none when there is nothing.
pub fn address(site: &Site, lang: Lang, to: &str, found: (Option<PageId>, Option<SectionId>)) -> Option<String> {
    let link = Link::parse(to);
    let path = link.path;
    let found = match found {
        // A section that has a page of its own in the first language only is there in this one all the same.
        (Some(page), Some(id)) if site.page(page).lang != lang && site.section(id).lang == lang => {
            site.section(id).url.clone()
        }
        (Some(id), _) => site.page(id).url.clone(),
        (None, Some(id)) => site.section(id).url.clone(),
        // Lists, feeds and files are addresses that no page has.
        _ if path.starts_with('/') => match site.picture(path).filter(|file| !file.is_published()) {
            Some(shown) => forms::plain(shown)?.url(),
            None => UrlPath::new(&decoded(path)).ok()?,
        },
        _ => return None,
    };
    let address = internal(&site.config, found.as_str());
    Some(format!("{address}{}", link.rest()))
}

/// All pages of a type, by place and name. Records belong to all languages: each is there in the version that the asker
/// sees.
fn of_kind(shared: &RenderInput, asker: LookupScope, kind: &str) -> Vec<PageId> {
    let site = &shared.site;
    let mut ids: Vec<PageId> = site.ids().filter(|id| site.page(*id).page.front.kind.value == kind).collect();
    if !site.config.languages.is_empty() {
        ids = site.versions_for(asker, &ids);
    }
    ids.sort_by_cached_key(|id| {
        (shared.cards[id.index()].get_from_path("fields.locality").map(tera::Value::to_string), *id)
    });
    ids
}
