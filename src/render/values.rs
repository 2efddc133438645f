//! Pages, configuration and data as templates see them. `themes/README.md` documents every key.

use tera::{Map, Value};

use super::forms;
use crate::host;
use vertebra_base::datetime::Moment;
use vertebra_base::link::{self, Link, encode};
use vertebra_markdown::{FieldValue, FrontMatter, Hours, Value as Field};
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::theme;
use vertebra_site::plan;
use vertebra_site::{PageId, Site, SiteFile, Translation, beside};
use vertebra_yaml::{NodeKind, YamlNode};

/// Named values on their way into a map. A map is hashed once, when it is whole: there is one for every page.
#[derive(Default)]
pub struct ValueMap(Vec<(&'static str, Value)>);

impl ValueMap {
    pub fn with_capacity(capacity: usize) -> Self {
        ValueMap(Vec::with_capacity(capacity))
    }

    pub fn put(&mut self, name: &'static str, value: impl Into<Value>) -> &mut Self {
        self.0.push((name, value.into()));
        self
    }

    pub fn into_value(self) -> Value {
        Value::from_serializable(&self)
    }
}

impl serde::Serialize for ValueMap {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut map = serializer.serialize_struct("Named", self.0.len())?;
        for (name, value) in &self.0 {
            map.serialize_field(name, value)?;
        }
        map.end()
    }
}

/// What other pages see of a page.
pub fn card(site: &Site, terms: &TermCards, id: PageId) -> Value {
    card_fields(site, terms, id).into_value()
}

/// The fields of a card, for a page that adds more to them.
pub fn card_fields(site: &Site, term_cards: &TermCards, id: PageId) -> ValueMap {
    let page = site.page(id);
    let front = &page.page.front;
    let mut map = ValueMap::with_capacity(44);
    let section = site.section(page.section);
    let image = front.image.as_ref().and_then(|image| image_address(site, id, &image.value));
    let address = internal(&site.config, page.url.as_str());
    map.put("permalink", site.config.base_url.absolute(&address));
    map.put("url", address);
    map.put("title", front.title.value.as_str());
    map.put("description", front.description.as_ref().map(|text| text.value.as_str()));
    map.put("slug", page.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    map.put("type", front.kind.value.as_str());
    map.put("label", site.theme.types.get(&front.kind.value).map(|kind| kind.label.as_str()));
    map.put("key", site.key(id));
    map.put("section", section.url.as_str());
    map.put("source", page.page.source.as_str());
    for (name, moment) in [
        ("date", &front.date),
        ("updated", &front.updated),
        ("publish_at", &front.publish_at),
        ("expires", &front.expires),
    ] {
        map.put(name, moment.as_ref().map(|moment| moment.value.to_text()));
    }
    map.put("draft", front.draft);
    map.put("weight", front.weight);
    let author = front.author.as_ref().or(site.config.author.as_ref());
    map.put("author", author.map(|author| author.value.as_str()));
    map.put("reviewed", review(front));
    map.put("noindex", front.noindex || site.is_not_found(id));
    map.put("toc_wanted", front.toc.unwrap_or(true));
    map.put("image", image);
    map.put("image_alt", front.image_alt.as_deref());
    map.put("terms", terms(site, term_cards, (front, page.lang)));
    map.put("series", front.series.as_ref().map(|series| series.value.as_str()));
    map.put("evidence", texts(front.evidence.iter().map(|key| key.value.as_str())));
    map.put("facts", texts(front.facts.iter().map(|key| key.value.as_str())));
    map.put("aliases", texts(front.aliases.iter().map(|alias| alias.value.as_str())));
    map.put("lang", site.config.tag(page.lang));
    map.put("translation", page.translation.as_deref().map(|it| translation(site, it, front)));
    map.put("reading_minutes", page.page.words.div_ceil(200).max(1));
    map.put("summary", page.page.summary.as_str());
    map.put("fields", named(front.fields.iter().map(|(name, value)| (name.as_str(), field(value)))));
    map.put("extra", named(front.extra.iter().map(|entry| (entry.key.as_str(), data(&entry.value)))));
    map
}

/// A map under names that are not ours; most pages have none, and share one that is empty.
fn named<'a>(entries: impl Iterator<Item = (&'a str, Value)>) -> Value {
    let map: Map = entries.map(|(name, value)| (name.to_owned().into(), value)).collect();
    if map.is_empty() { EMPTY.clone() } else { Value::from(map) }
}

static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| Value::from(Map::new()));

/// A page that Vertebra makes by itself, such as a list: the keys of a card, most of them empty.
pub fn made_page(site: &Site, lang: Lang, title: &str, url: &str, kind: &str) -> Map {
    let mut map = Map::with_capacity(48);
    addresses(&mut map, &site.config, url);
    put(&mut map, "title", title);
    put(&mut map, "type", kind);
    put(&mut map, "lang", site.config.tag(lang));
    for name in ["draft", "noindex", "toc_wanted"] {
        put(&mut map, name, false);
    }
    let section = url.trim_end_matches('/').rsplit_once('/').map_or("/", |(above, _)| above);
    put(
        &mut map,
        "section",
        if section.is_empty() { "/".to_owned() } else { format!("{}/", section.trim_end_matches('/')) },
    );
    for name in ["evidence", "facts", "aliases", "toc", "notes"] {
        put(&mut map, name, Vec::<Value>::new());
    }
    for name in ["terms", "fields", "extra"] {
        put(&mut map, name, Value::from(Map::new()));
    }
    for name in [
        "description",
        "slug",
        "label",
        "key",
        "source",
        "date",
        "updated",
        "publish_at",
        "expires",
        "weight",
        "author",
        "reviewed",
        "image",
        "image_alt",
        "series",
        "translation",
    ] {
        put(&mut map, name, Value::none());
    }
    for name in ["words", "reading_minutes"] {
        put(&mut map, name, 0u64);
    }
    for name in ["content", "summary"] {
        put(&mut map, name, "");
    }
    map
}

/// What `site.yaml` says, as templates of a language may read it.
pub fn config(site: &Site, lang: Lang) -> Value {
    let config = &site.config;
    let mut map = Map::new();
    put(&mut map, "title", config.title_in(lang));
    put(&mut map, "description", config.description_in(lang));
    put(&mut map, "base_url", format!("{}{}/", config.base_url.origin, config.base_url.href_path()));
    put(&mut map, "base_path", &*config.base_url.href_path());
    put(&mut map, "language", config.tag(lang));
    put(&mut map, "time_zone", config.time_zone_name.as_str());
    put(&mut map, "noindex", config.noindex);
    put(&mut map, "meta_policy", host::meta_policy(site));
    put(&mut map, "author", config.author.as_ref().map(|author| author.value.as_str()));
    put(&mut map, "generator", concat!("Vertebra ", env!("CARGO_PKG_VERSION")));
    let publisher = config.publisher.as_ref().map(|publisher| {
        let mut map = Map::new();
        put(&mut map, "name", publisher.name.as_str());
        let url = publisher.url.as_deref().map(|url| internal(config, url));
        put(&mut map, "url", url);
        Value::from(map)
    });
    put(&mut map, "publisher", publisher);
    let settings = site.theme.settings.iter().map(|setting| {
        let value =
            theme::setting(&site.theme, config, lang, &setting.name).map_or_else(Value::none, |node| data(&node));
        (setting.name.clone().into(), value)
    });
    put(&mut map, "settings", Value::from(settings.collect::<Map>()));
    put(&mut map, "feeds", feeds(site, lang));
    let taxonomies = site.terms.iter().filter(|all| all.lang == lang && all.is_published()).map(|all| {
        let declared = &config.taxonomies[all.taxonomy];
        let mut map = Map::new();
        put(&mut map, "name", declared.name.as_str());
        put(&mut map, "title", all.title.as_str());
        put(&mut map, "url", internal(config, all.url.as_str()));
        Value::from(map)
    });
    put(&mut map, "taxonomies", taxonomies.collect::<Vec<_>>());
    Value::from(map)
}

fn feeds(site: &Site, lang: Lang) -> Vec<Value> {
    let mut feeds = Vec::new();
    for (_, section, url) in plan::feeds(site).into_iter().filter(|(of, ..)| *of == lang) {
        let title = section.map_or(site.config.title_in(lang), |id| site.section(id).title.as_str());
        for format in plan::formats(site) {
            let mut map = Map::new();
            put(&mut map, "url", internal(&site.config, &format!("{url}{}", format.file_name())));
            put(&mut map, "title", title);
            let kind = match format {
                plan::FeedFormat::Atom => "application/atom+xml",
                plan::FeedFormat::Json => "application/feed+json",
            };
            put(&mut map, "type", kind);
            feeds.push(Value::from(map));
        }
    }
    feeds
}

/// An address of this site with its base path, encoded; an address of another site as it is.
pub fn internal(config: &Config, url: &str) -> String {
    match Link::parse(url).is_rooted() {
        true => format!("{}{}", config.base_url.href_path(), encode(url)),
        false => url.to_owned(),
    }
}

fn addresses(map: &mut Map, config: &Config, url: &str) {
    let address = internal(config, url);
    put(map, "permalink", config.base_url.absolute(&address));
    put(map, "url", address);
}

fn review(front: &FrontMatter) -> Value {
    let Some(review) = &front.reviewed else { return Value::none() };
    let mut map = Map::new();
    put(&mut map, "by", review.by.as_ref().map(|by| by.value.as_str()));
    put(&mut map, "on", review.on.as_ref().map(|on| on.value.to_text()));
    put(&mut map, "every", review.every);
    let due = review.on.as_ref().zip(review.every).and_then(|(on, days)| {
        let day = on.value.day().checked_add(jiff::Span::new().days(i64::from(days))).ok()?;
        Some(day.to_string())
    });
    put(&mut map, "due", due);
    Value::from(map)
}

/// What is told of a page as a translation.
fn translation(site: &Site, it: &Translation, front: &FrontMatter) -> Value {
    let mut map = Map::new();
    put(&mut map, "source", it.of.as_str());
    put(&mut map, "lang", site.config.language.as_str());
    put(&mut map, "stale", it.stale.is_some());
    put(&mut map, "changed", it.changed.as_deref());
    let review = front.translated.as_ref().and_then(|translated| translated.reviewed.as_ref());
    put(&mut map, "by", review.and_then(|review| review.by.as_ref()).map(|by| by.value.as_str()));
    put(&mut map, "on", review.and_then(|review| review.on.as_ref()).map(|on| on.value.to_text()));
    Value::from(map)
}

/// What a page's link to a term needs, by taxonomy and the place of the term: all pages share one.
pub type TermCards = Vec<Vec<Value>>;

pub fn term_cards(site: &Site) -> TermCards {
    let card = |term: &vertebra_site::Term| {
        let mut map = ValueMap::with_capacity(3);
        map.put("name", term.name.as_str());
        map.put("slug", term.slug.as_str());
        map.put("url", internal(&site.config, term.url.as_str()));
        map.into_value()
    };
    site.terms.iter().map(|all| all.terms.iter().map(card).collect()).collect()
}

fn terms(site: &Site, cards: &TermCards, (front, lang): (&FrontMatter, Lang)) -> Value {
    let mut map = Map::new();
    for (taxonomy, names) in &front.terms {
        let declared = |all: &vertebra_site::TaxonomyTerms| {
            all.lang == lang && site.config.taxonomies[all.taxonomy].name == *taxonomy
        };
        let Some(at) = site.terms.iter().position(declared) else { continue };
        let mut places: Vec<usize> = Vec::with_capacity(names.len());
        for name in names {
            // `Sleep` and `sleep` are one term, which is shown once.
            let place = site.terms[at].place(&vertebra_base::slug::slugify(&name.value));
            places.extend(place.filter(|place| !places.contains(place)));
        }
        let shown = places.into_iter().map(|place| cards[at][place].clone());
        put(&mut map, taxonomy.clone(), shown.collect::<Vec<_>>());
    }
    if map.is_empty() { EMPTY.clone() } else { Value::from(map) }
}

fn image_address(site: &Site, id: PageId, image: &str) -> Option<String> {
    let link = Link::parse(image);
    if link.is_elsewhere() {
        // Services that show links know no page whose scheme they could take.
        let scheme = if link.is_whole() { "" } else { "https:" };
        return Some(format!("{scheme}{image}")).filter(|_| link.kind == link::AddressKind::Web);
    }
    let source = beside(&site.page(id).page, image)?;
    let file = image_file(site, &source);
    // A form in the picture's own kind: programs that show links know no others.
    let url = match file.and_then(forms::plain) {
        Some(form) => form.url().to_string(),
        None => file?.url.to_string(),
    };
    Some(internal(&site.config, &url))
}

/// A file beside the pages, by its path.
pub fn image_file<'a>(site: &'a Site, source: &str) -> Option<&'a SiteFile> {
    site.file(source)
}

fn field(value: &FieldValue) -> Value {
    let stated = |state: &str, value: Value| {
        let mut map = Map::new();
        put(&mut map, "state", state);
        put(&mut map, "value", value);
        Value::from(map)
    };
    match value {
        FieldValue::Unknown => stated("unknown", Value::none()),
        FieldValue::Absent => stated("none", Value::none()),
        FieldValue::Stated(value) => stated("known", plain(value)),
        FieldValue::Plain(value) => plain(value),
    }
}

fn plain(value: &Field) -> Value {
    match value {
        Field::Text(text) => Value::from(text.as_str()),
        Field::Integer(number) => Value::from(*number),
        Field::Boolean(flag) => Value::from(*flag),
        Field::Date(moment) => Value::from(Moment::to_text(moment)),
        Field::List(items) => Value::from(texts(items.iter().map(String::as_str))),
        Field::Phone(phone) => {
            let mut map = Map::new();
            put(&mut map, "e164", phone.e164.as_str());
            put(&mut map, "national", phone.national.as_str());
            put(&mut map, "href", format!("tel:{}", phone.e164));
            Value::from(map)
        }
        Field::Hours(days) => Value::from(days.iter().map(hours).collect::<Vec<_>>()),
        Field::Any(node) => data(node),
    }
}

fn hours(hours: &Hours) -> Value {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut map = Map::new();
    let days = hours.days.iter().filter_map(|day| DAYS.get(usize::from(*day)).copied());
    put(&mut map, "days", texts(days));
    put(&mut map, "text", hours.text.as_str());
    put(&mut map, "closed", hours.text.eq_ignore_ascii_case("closed"));
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let ranges = hours.ranges.iter().map(|(opens, closes)| {
        let mut map = Map::new();
        put(&mut map, "opens", clock(*opens));
        put(&mut map, "closes", clock(*closes));
        Value::from(map)
    });
    put(&mut map, "ranges", ranges.collect::<Vec<_>>());
    Value::from(map)
}

/// YAML as a template reads it: numbers are numbers here, for there is no field to say that they are text.
pub fn data(node: &YamlNode) -> Value {
    match &node.kind {
        NodeKind::Null => Value::none(),
        NodeKind::Bool(flag, _) => Value::from(*flag),
        NodeKind::Number(number, text) => match text.parse::<i64>() {
            Ok(whole) if whole.to_string() == *text => Value::from(whole),
            // What would change by being read as a number (`007`, `+1310…`, `1.10`) was meant as text.
            _ if number.to_string() == *text => Value::from(*number),
            _ => Value::from(text.as_str()),
        },
        NodeKind::Text(text) => Value::from(text.as_str()),
        NodeKind::List(items) => Value::from(items.iter().map(data).collect::<Vec<_>>()),
        NodeKind::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.clone().into(), data(&entry.value)));
            Value::from(entries.collect::<Map>())
        }
    }
}

/// Texts as a list.
pub fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Value> {
    texts.map(Value::from).collect()
}

/// Puts a value under a name.
pub fn put(map: &mut Map, name: impl Into<tera::value::Key<'static>>, value: impl Into<Value>) {
    map.insert(name.into(), value.into());
}
