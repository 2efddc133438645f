//! Feeds: what their templates see.

use tera::{Context, Map, Value};

use super::fill::Filler;
use super::listings::{Recent, Trail};
use super::lookups;
use super::own::{Card, Text};
use super::question::Cards;
use super::questions::Datum;
use super::sitemap::changed;
use super::values::{internal, put};
use super::worker::Worker;
use vertebra_base::datetime::Moment;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_html::candidates;
use vertebra_schema::config::Lang;
use vertebra_schema::shape::data_keys::data_file;
use vertebra_site::plan::FeedFormat;
use vertebra_site::{PageId, SectionId};

/// The context of a feed. Source of what each format needs: RFC 4287; JSON Feed 1.1.
pub fn feed(worker: &Worker, lang: Lang, section: Option<SectionId>, format: FeedFormat) -> (Context, Vec<Diagnostic>) {
    let site = &worker.shared.site;
    let home = site.section(section.unwrap_or_else(|| site.top(lang))).url.to_string();
    if let Some(id) = section {
        worker.slot.note(&Trail(id));
        if let Some(index) = site.section(id).index {
            lookups::card(&worker.slot, index);
        }
    }
    let Cards(ids) = worker.slot.ask(&Recent(section));
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
    worker.slot.note(&Card(id));
    let url = site.config.base_url.absolute(&internal(&site.config, page.url.as_str()));
    let mut map = Map::new();
    put(&mut map, "title", front.title.value.as_str());
    put(&mut map, "id", url.as_str());
    put(&mut map, "published", front.published().map(|date| rfc3339(&date.value)));
    put(&mut map, "updated", changed(site, id).map(rfc3339));
    put(&mut map, "summary", page.page.summary.as_str());
    let author = front.author.as_ref().or(site.config.author.as_ref());
    let name = author.map(|author| {
        let person = worker.slot.ask(&Datum(data_file("author"), &author.value));
        person.and_then(|person| person.get("name")?.as_text()).unwrap_or(&author.value).to_owned()
    });
    put(&mut map, "author", name);
    let card = &worker.shared.cards[id.index()];
    let terms = card.get_from_path("terms").and_then(Value::as_map).into_iter().flat_map(|terms| terms.values());
    let names = terms.filter_map(Value::as_array).flatten().filter_map(|term| term.get_from_path("name").cloned());
    put(&mut map, "tags", names.collect::<Vec<_>>());
    let content = site.config.feeds.full.then(|| {
        let text = worker.slot.ask(&Text(id));
        let mut implicits = Context::new();
        implicits.insert_value("page", worker.shared.cards[id.index()].clone());
        implicits.insert_value("config", worker.config(page.lang));
        let mut filler = Filler::new(worker, id, &implicits);
        let html = filler.fill(&text.body);
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

/// A moment as RFC 3339 wants it, with its zone's offset.
fn rfc3339(moment: &Moment) -> String {
    jiff::fmt::strtime::format("%Y-%m-%dT%H:%M:%S%:z", &moment.zoned).unwrap_or_else(|_| moment.to_text())
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
