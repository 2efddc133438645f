//! Pages, configuration and data as templates see them. `themes/README.md` documents every key.

use tera::{Map, Value};

use crate::config::Config;
use crate::document::{FieldValue, FrontMatter, Hours, Value as Field};
use crate::moment::Moment;
use crate::plan;
use crate::site::{PageId, Site, encode};
use crate::theme;
use crate::yaml::{Kind, Node};

/// What other pages see of a page.
pub fn card(site: &Site, id: PageId) -> Value {
    let page = site.page(id);
    let front = &page.page.front;
    let mut map = Map::with_capacity(40);
    addresses(&mut map, &site.config, page.url.as_str());
    let section = site.section(page.section);
    let image = front.image.as_ref().and_then(|image| image_address(site, id, &image.value));
    put(&mut map, "title", front.title.value.as_str());
    put(&mut map, "description", front.description.as_ref().map(|text| text.value.as_str()));
    put(&mut map, "slug", page.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    put(&mut map, "type", front.kind.value.as_str());
    let label = site.theme.types.get(&front.kind.value).map(|kind| kind.label.as_str());
    put(&mut map, "label", label);
    put(&mut map, "key", site.key(id));
    put(&mut map, "section", section.url.as_str());
    put(&mut map, "source", page.page.source.as_str());
    for (name, moment) in [
        ("date", &front.date),
        ("updated", &front.updated),
        ("publish_at", &front.publish_at),
        ("expires", &front.expires),
    ] {
        put(&mut map, name, moment.as_ref().map(|moment| moment.value.to_text()));
    }
    put(&mut map, "draft", front.draft);
    put(&mut map, "weight", front.weight);
    let author = front.author.as_ref().or(site.config.author.as_ref());
    put(&mut map, "author", author.map(|author| author.value.as_str()));
    put(&mut map, "reviewed", review(front));
    put(&mut map, "noindex", front.noindex || page.page.source.as_str() == "content/404.md");
    put(&mut map, "toc_wanted", front.toc.unwrap_or(true));
    put(&mut map, "image", image);
    put(&mut map, "image_alt", front.image_alt.as_deref());
    put(&mut map, "terms", terms(site, front));
    put(&mut map, "series", front.series.as_ref().map(|series| series.value.as_str()));
    put(&mut map, "evidence", texts(front.evidence.iter().map(|key| key.value.as_str())));
    put(&mut map, "facts", texts(front.facts.iter().map(|key| key.value.as_str())));
    put(&mut map, "aliases", texts(front.aliases.iter().map(|alias| alias.value.as_str())));
    put(&mut map, "lang", site.config.language.as_str());
    put(&mut map, "words", page.page.words);
    put(&mut map, "reading_minutes", page.page.words.div_ceil(200).max(1));
    put(&mut map, "summary", page.page.summary.as_str());
    let fields = front.fields.iter().map(|(name, value)| (name.clone().into(), field(value)));
    put(&mut map, "fields", Value::from(fields.collect::<Map>()));
    let extra = front.extra.iter().map(|entry| (entry.key.clone().into(), data(&entry.value)));
    put(&mut map, "extra", Value::from(extra.collect::<Map>()));
    Value::from(map)
}

/// A page that Vertebra makes by itself, such as a list: the keys of a card, most of them empty.
pub fn made_page(site: &Site, title: &str, url: &str, kind: &str) -> Map {
    let mut map = Map::with_capacity(48);
    addresses(&mut map, &site.config, url);
    put(&mut map, "title", title);
    put(&mut map, "type", kind);
    put(&mut map, "lang", site.config.language.as_str());
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

/// What `site.yaml` says, as templates may read it.
pub fn config(site: &Site) -> Value {
    let config = &site.config;
    let mut map = Map::new();
    put(&mut map, "title", config.title.as_str());
    put(&mut map, "description", config.description.as_deref());
    put(&mut map, "base_url", format!("{}{}/", config.base_url.origin, config.base_url.path));
    put(&mut map, "base_path", config.base_url.path.as_str());
    put(&mut map, "language", config.language.as_str());
    put(&mut map, "time_zone", config.time_zone_name.as_str());
    put(&mut map, "noindex", config.noindex);
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
        let value = theme::setting(&site.theme, config, &setting.name).map_or_else(Value::none, data);
        (setting.name.clone().into(), value)
    });
    put(&mut map, "settings", Value::from(settings.collect::<Map>()));
    put(&mut map, "feeds", feeds(site));
    let taxonomies = site.terms.iter().map(|all| {
        let declared = &config.taxonomies[all.taxonomy];
        let mut map = Map::new();
        put(&mut map, "name", declared.name.as_str());
        put(&mut map, "title", declared.title.as_str());
        put(&mut map, "url", internal(config, all.url.as_str()));
        Value::from(map)
    });
    put(&mut map, "taxonomies", taxonomies.collect::<Vec<_>>());
    Value::from(map)
}

fn feeds(site: &Site) -> Vec<Value> {
    let mut feeds = Vec::new();
    for (section, url) in plan::feeds(site) {
        let title = section.map_or(site.config.title.as_str(), |id| site.section(id).title.as_str());
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
    match url.starts_with('/') && !url.starts_with("//") {
        true => format!("{}{}", config.base_url.path, encode(url)),
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

fn terms(site: &Site, front: &FrontMatter) -> Value {
    let mut map = Map::new();
    for (taxonomy, names) in &front.terms {
        let Some(all) = site.terms.iter().find(|all| site.config.taxonomies[all.taxonomy].name == *taxonomy) else {
            continue;
        };
        let known = names.iter().filter_map(|name| all.term(&crate::slug::slugify(&name.value)));
        let values = known.map(|term| {
            let mut map = Map::new();
            put(&mut map, "name", term.name.as_str());
            put(&mut map, "slug", term.slug.as_str());
            put(&mut map, "url", internal(&site.config, term.url.as_str()));
            Value::from(map)
        });
        put(&mut map, taxonomy.clone(), values.collect::<Vec<_>>());
    }
    Value::from(map)
}

fn image_address(site: &Site, id: PageId, image: &str) -> Option<String> {
    if crate::site::has_scheme(image) {
        return Some(image.to_owned());
    }
    let folder = site.page(id).page.source.folder();
    let source = match image.strip_prefix('/') {
        Some(inside) => format!("content/{inside}"),
        None => crate::site::join(folder, image)?,
    };
    let file = site.files.iter().find(|file| file.source.as_str() == source);
    let url = file.map_or_else(|| image.to_owned(), |file| file.url.to_string());
    Some(internal(&site.config, &url))
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
pub fn data(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::none(),
        Kind::Bool(flag, _) => Value::from(*flag),
        Kind::Number(number, text) => match text.parse::<i64>() {
            Ok(whole) if whole.to_string() == *text => Value::from(whole),
            // What would change by being read as a number (`007`, `+1310…`, `1.10`) was meant as text.
            _ if number.to_string() == *text => Value::from(*number),
            _ => Value::from(text.as_str()),
        },
        Kind::Text(text) => Value::from(text.as_str()),
        Kind::List(items) => Value::from(items.iter().map(data).collect::<Vec<_>>()),
        Kind::Map(entries) => {
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
