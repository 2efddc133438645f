//! Feeds, the sitemap and the like: what their templates see.

use tera::{Context, Map, Value};

use super::fill::Filler;
use super::lookups::{self, newest};
use super::translations::{self, Version};
use super::values::{internal, put};
use super::worker::Worker;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::moment::Moment;
use vertebra_html::candidates;
use vertebra_schema::config::Lang;
use vertebra_site::plan::{self, FeedFormat};
use vertebra_site::track::Fact;
use vertebra_site::{PageId, SectionId, Site};

/// The context of a feed. Source of what each format needs: RFC 4287; JSON Feed 1.1.
pub fn feed(worker: &Worker, lang: Lang, section: Option<SectionId>, format: FeedFormat) -> (Context, Vec<Diagnostic>) {
    let site = &worker.shared.site;
    let home = site.section(section.unwrap_or_else(|| site.top(lang))).url.to_string();
    let ids = newest(site, lang, section);
    let folder = section.map_or(String::new(), |id| site.section(id).name.clone());
    if let Some(id) = section {
        worker.slot.log(Fact::Trail(site.section(id).name.clone()));
        if let Some(index) = site.section(id).index {
            lookups::card(&worker.slot, index);
        }
    }
    worker.slot.log_spoken(Fact::Recent(folder, site.config.feeds.limit));
    let mut diagnostics = Vec::new();
    let entries: Vec<Value> = ids.iter().map(|id| entry(worker, *id, &mut diagnostics)).collect();
    let title = match section {
        Some(id) => format!("{} · {}", site.section(id).title, site.config.title_in(lang)),
        None => site.config.title_in(lang).to_owned(),
    };
    let absolute = |path: &str| site.config.base_url.absolute(&internal(&site.config, path));
    // The newest change, never the time of the build: the same site gives the same feed.
    let updated = ids.iter().filter_map(|id| changed(site, *id)).max_by_key(|at| at.zoned.timestamp());
    let mut map = Map::new();
    put(&mut map, "title", title);
    let own =
        section.and_then(|id| site.section(id).index).and_then(|id| site.page(id).page.front.description.as_ref());
    let description = own.map(|text| text.value.as_str()).or(site.config.description_in(lang));
    put(&mut map, "description", description);
    put(&mut map, "url", absolute(&home));
    put(&mut map, "self_url", absolute(&format!("{home}{}", format.file_name())));
    put(&mut map, "updated", updated.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), rfc3339));
    put(
        &mut map,
        "author",
        site.config.publisher.as_ref().map_or(site.config.title.as_str(), |publisher| publisher.name.as_str()),
    );
    put(&mut map, "entries", entries);
    let mut context = Context::new();
    context.insert_value("feed", Value::from(map));
    (context, diagnostics)
}

fn entry(worker: &Worker, id: PageId, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let site = &worker.shared.site;
    let page = site.page(id);
    let front = &page.page.front;
    let source = page.page.source.clone();
    worker.slot.log(Fact::Card(source.clone()));
    let url = site.config.base_url.absolute(&internal(&site.config, page.url.as_str()));
    let mut map = Map::new();
    put(&mut map, "title", front.title.value.as_str());
    put(&mut map, "id", url.as_str());
    put(&mut map, "published", front.date.as_ref().map(|date| rfc3339(&date.value)));
    put(&mut map, "updated", changed(site, id).map(rfc3339));
    put(&mut map, "summary", page.page.summary.as_str());
    let author = front.author.as_ref().or(site.config.author.as_ref());
    let name = author
        .inspect(|author| worker.slot.log_spoken(Fact::Datum("people.yaml".to_owned(), author.value.clone())))
        .map(|author| {
            match site.datum_for(page.lang, "people.yaml", &author.value).and_then(|person| person.get("name")) {
                Some(name) => name.as_text().unwrap_or(&author.value).to_owned(),
                None => author.value.clone(),
            }
        });
    put(&mut map, "author", name);
    let card = &worker.shared.cards[id.index()];
    let terms = card.get_from_path("terms").and_then(Value::as_map).into_iter().flat_map(|terms| terms.values());
    let names = terms.filter_map(Value::as_array).flatten().filter_map(|term| term.get_from_path("name").cloned());
    put(&mut map, "tags", names.collect::<Vec<_>>());
    let content = site.config.feeds.full.then(|| {
        worker.slot.log(Fact::Body(source.clone()));
        worker.slot.log(Fact::Links(source));
        let mut implicits = Context::new();
        implicits.insert_value("page", worker.shared.cards[id.index()].clone());
        implicits.insert_value("config", worker.config(page.lang));
        let mut filler = Filler::new(worker, page, &implicits);
        let html = filler.fill(&page.page.body);
        diagnostics.append(&mut filler.diagnostics);
        for_other_places(&html, &site.config.base_url.origin, &url)
    });
    put(&mut map, "content", content);
    put(&mut map, "url", url);
    Value::from(map)
}

/// The HTML of a page for readers that show it elsewhere: every address whole, no citation marks that lead nowhere.
fn for_other_places(html: &str, origin: &str, url: &str) -> String {
    // Text holds no straight quotation mark, so these words are attributes.
    let mut text = html.to_owned();
    for set in srcsets(html) {
        let mut whole = set.to_owned();
        let of_site: Vec<usize> = candidates(set).filter(|it| it.url.starts_with('/')).map(|it| it.at).collect();
        of_site.into_iter().rev().for_each(|at| whole.insert_str(at, origin));
        text = text.replace(&format!("srcset=\"{set}\""), &format!("srcset=\"{whole}\""));
    }
    for name in ["href", "src"] {
        text = text.replace(&format!("{name}=\"/"), &format!("{name}=\"{origin}/"));
        text = text.replace(&format!("{name}=\"#"), &format!("{name}=\"{url}#"));
    }
    text
}

/// The lists of addresses from which browsers choose a picture.
fn srcsets(html: &str) -> impl Iterator<Item = &str> {
    html.split("srcset=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

fn changed(site: &Site, id: PageId) -> Option<&Moment> {
    let front = &site.page(id).page.front;
    front.updated.as_ref().or(front.date.as_ref()).map(|moment| &moment.value)
}

/// A moment as RFC 3339 wants it, with its zone's offset.
fn rfc3339(moment: &Moment) -> String {
    jiff::fmt::strtime::format("%Y-%m-%dT%H:%M:%S%:z", &moment.zoned).unwrap_or_else(|_| moment.to_text())
}

/// The context of one part of the sitemap. Source: sitemaps.org protocol.
pub fn sitemap(worker: &Worker, part: usize) -> Context {
    let site = &worker.shared.site;
    worker.slot.log(Fact::All);
    let pages = plan::indexed(site).into_iter().map(|id| {
        let lastmod = changed(site, id).map(|moment| moment.day().to_string());
        let versions = translations::indexed(site, Some(id), None);
        with_versions(site, location(site, site.page(id).url.as_str(), lastmod), &versions)
    });
    let lists = plan::bare_lists(site).into_iter().map(|url| {
        let several = !site.config.languages.is_empty();
        let section = several.then(|| site.find_section(url.as_str()).filter(|id| site.section(*id).url == *url));
        let versions = translations::indexed(site, None, section.flatten());
        with_versions(site, location(site, url.as_str(), None), &versions)
    });
    let shown = pages.chain(lists).skip(part * plan::SITEMAP_LIMIT).take(plan::SITEMAP_LIMIT);
    let entries: Vec<Value> = shown.collect();
    let mut context = Context::new();
    context.insert_value("entries", Value::from(entries));
    context.insert_value("several_languages", Value::from(!site.config.languages.is_empty()));
    context
}

/// The context of the list of the sitemap's parts.
pub fn sitemap_index(worker: &Worker) -> Context {
    let site = &worker.shared.site;
    worker.slot.log(Fact::All);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_made_whole() {
        let html = "<a href=\"/a/\">a</a><img src=\"/b.jpg\" srcset=\"/b,1.jpg 1w,/c.jpg 2w, data:,/ 3w\"><a href=\"#n\">n</a>";
        let whole = "<a href=\"https://x.org/a/\">a</a>\
                     <img src=\"https://x.org/b.jpg\" srcset=\"https://x.org/b,1.jpg 1w,https://x.org/c.jpg 2w, data:,/ 3w\">\
                     <a href=\"https://x.org/p/#n\">n</a>";
        assert_eq!(for_other_places(html, "https://x.org", "https://x.org/p/"), whole);
    }
}
