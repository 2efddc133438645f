//! The sitemap: what its templates see.

use jiff::civil::Date;
use tera::{Context, Map, Value};

use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::translations::{self, Version};
use super::values::{internal, put};
use super::worker::Worker;
use vertebra_base::datetime::Moment;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::path::UrlPath;
use vertebra_site::deps::Dep;
use vertebra_site::plan;
use vertebra_site::{LookupScope, PageId, Site};

/// All that search engines may find: the pages, then the lists that no file describes.
pub struct IndexedPages;

/// An address that search engines may find.
pub struct Location<'s> {
    url: &'s UrlPath,
    /// The day of the last change, as far as the page says it.
    changed: Option<Date>,
    versions: Vec<Version<'s>>,
}

impl Question for IndexedPages {
    type Answer<'s> = Vec<Location<'s>>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::All
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Vec<Location<'s>> {
        let site = &shared.site;
        let pages = plan::indexed(site).into_iter().map(|id| {
            let changed = changed(site, id).map(Moment::day);
            Location { url: &site.page(id).url, changed, versions: translations::indexed(site, Some(id), None) }
        });
        let lists = plan::bare_lists(site).into_iter().map(|url| {
            let several = !site.config.languages.is_empty();
            let section = several.then(|| site.find_section(url.as_str()).filter(|id| site.section(*id).url == *url));
            Location { url, changed: None, versions: translations::indexed(site, None, section.flatten()) }
        });
        pages.chain(lists).collect()
    }
}

impl Answer for Location<'_> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.text(self.url.as_str());
        let (year, month, day) = self.changed.map_or((0, 0, 0), |day| (day.year(), day.month(), day.day()));
        all.number(year as u64).number(month as u64).number(day as u64);
        self.versions.print(shared, all);
    }
}

/// When a page was changed last, as far as it says so.
pub fn changed(site: &Site, id: PageId) -> Option<&Moment> {
    let front = &site.page(id).page.front;
    let updated = front.updated.as_ref().filter(|at| at.value.zoned <= site.now);
    updated.or_else(|| front.published()).map(|moment| &moment.value)
}

/// The context of one part of the sitemap. Source: sitemaps.org protocol.
pub fn sitemap(worker: &Worker, part: usize) -> Context {
    let site = &worker.shared.site;
    let all = worker.slot.ask(&IndexedPages);
    let shown = all.iter().skip(part * plan::SITEMAP_LIMIT).take(plan::SITEMAP_LIMIT);
    let shown = shown.map(|it| {
        let lastmod = it.changed.map(|day| day.to_string());
        with_versions(site, location(site, it.url.as_str(), lastmod), &it.versions)
    });
    let entries: Vec<Value> = shown.collect();
    let mut context = Context::new();
    context.insert_value("entries", Value::from(entries));
    context.insert_value("several_languages", Value::from(!site.config.languages.is_empty()));
    context
}

/// The context of the list of the sitemap's parts.
pub fn sitemap_index(worker: &Worker) -> Context {
    let site = &worker.shared.site;
    worker.slot.note(&IndexedPages);
    let parts = (0..plan::sitemap_parts(site))
        .map(|part| Value::from(location(site, &format!("/{}", plan::sitemap_name(part)), None)));
    let mut context = Context::new();
    context.insert_value("parts", Value::from(parts.collect::<Vec<_>>()));
    context
}

/// Adds the versions of a page in other languages. Source: Google Search Central, "Tell Google about localized versions
/// of your page" (checked 2026-11-20): every version names itself and all others.
fn with_versions(site: &Site, mut location: Map, versions: &[Version]) -> Value {
    let alternate = |lang: &str, version: &Version| {
        let mut map = Map::new();
        put(&mut map, "lang", lang);
        put(&mut map, "url", site.config.base_url.absolute(&internal(&site.config, version.url.as_str())));
        Value::from(map)
    };
    let mut all: Vec<Value> =
        versions.iter().map(|version| alternate(site.config.tag(version.lang), version)).collect();
    let default = versions.iter().find(|version| version.lang.is_first());
    all.extend(default.map(|version| alternate("x-default", version)));
    put(&mut location, "alternates", all);
    Value::from(location)
}

fn location(site: &Site, url: &str, lastmod: Option<String>) -> Map {
    let mut map = Map::new();
    put(&mut map, "url", site.config.base_url.absolute(&internal(&site.config, url)));
    put(&mut map, "lastmod", lastmod);
    map
}
