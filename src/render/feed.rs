//! Feeds: what their templates see.

use tera::{Context, Map, Value};

use super::cards::escaped;
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
use vertebra_base::link::Link as Address;
use vertebra_html::addresses;
use vertebra_markdown::{CitableEntry, NoteContent, Page};
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
        let html = filler.fill(&text.body) + &notes(worker, text, &mut filler);
        diagnostics.append(&mut filler.diagnostics);
        for_other_places(&html, &site.config.base_url.origin, &url)
    });
    put(&mut map, "content", content);
    put(&mut map, "url", url);
    Value::from(map)
}

/// The notes of a page, below its text: what a mark in the text leads to is a part of what was written.
fn notes(worker: &Worker, page: &Page, filler: &mut Filler<'_, '_>) -> String {
    if page.notes.is_empty() {
        return String::new();
    }
    let mut html = "<hr>\n<ol>\n".to_owned();
    for note in &page.notes {
        let text = match &note.content {
            NoteContent::Text(body) => filler.fill(body),
            NoteContent::Entry(entry) => cited(worker, entry),
        };
        html += &format!("<li id=\"{}\">{text}", note.id);
        for mark in &note.marks {
            html += &format!(" <a href=\"#{mark}\">\u{2191}</a>");
        }
        html += "</li>\n";
    }
    html + "</ol>\n"
}

/// What an entry of data is called where a text cites it, and where it is.
fn cited(worker: &Worker, cited: &CitableEntry) -> String {
    let entry = worker.slot.ask(&Datum(&cited.file, &cited.key.value));
    let word = |name: &str| entry.and_then(|entry| entry.get(name)?.as_text());
    let name = word("citation").or_else(|| word("title")).unwrap_or(&cited.key.value);
    let url = word("doi").map(|doi| format!("https://doi.org/{doi}")).or_else(|| word("url").map(str::to_owned));
    let name = escaped(name);
    url.map_or(name.clone(), |url| format!("{name} <a href=\"{0}\">{0}</a>", escaped(&url)))
}

/// The HTML of a page for readers that show it elsewhere: every address whole.
fn for_other_places(html: &str, origin: &str, url: &str) -> String {
    let mut text = String::with_capacity(html.len() + html.len() / 8);
    let mut done = 0;
    for at in addresses(html) {
        let address = Address::parse(&html[at.clone()]);
        let before = match () {
            () if address.is_elsewhere() => continue,
            () if address.is_rooted() => origin,
            // Of the page itself, and beside it.
            () => url,
        };
        text.push_str(&html[done..at.start]);
        text.push_str(before);
        done = at.start;
    }
    text.push_str(&html[done..]);
    text
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
        for (html, whole) in [
            ("<a href=\"/a/\">a</a><a href=\"#n\">n</a>", "<a href=\"S/a/\">a</a><a href=\"P#n\">n</a>"),
            (
                "<img src=\"/b.jpg\" srcset=\"/b,1.jpg 1w,/c.jpg 2w, data:,/ 3w\">",
                "<img src=\"S/b.jpg\" srcset=\"S/b,1.jpg 1w,S/c.jpg 2w, data:,/ 3w\">",
            ),
            ("<video poster='/p.png' src=/v.mp4></video>", "<video poster='S/p.png' src=S/v.mp4></video>"),
            ("<blockquote cite=\"/q/\">href=\"/x\"</blockquote>", "<blockquote cite=\"S/q/\">href=\"/x\"</blockquote>"),
            (
                "<a href=\"mailto:a@x.org\">a</a><img src=\"//y.org/i\">",
                "<a href=\"mailto:a@x.org\">a</a><img src=\"//y.org/i\">",
            ),
            (
                "<a href=\"room.pdf\">a</a><a href=\"?q=1:2\">a</a>",
                "<a href=\"Proom.pdf\">a</a><a href=\"P?q=1:2\">a</a>",
            ),
        ] {
            let whole = whole.replace("=\"S", "=\"https://x.org").replace("='S", "='https://x.org");
            let whole = whole.replace("=S/", "=https://x.org/").replace(",S/", ",https://x.org/");
            let whole = whole.replace("=\"P", "=\"https://x.org/p/");
            assert_eq!(for_other_places(html, "https://x.org", "https://x.org/p/"), whole);
        }
    }
}
