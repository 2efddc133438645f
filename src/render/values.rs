//! Settings, fields and data as templates see them. `themes/README.md` documents every key.

use tera::{Map, Value};

use crate::host::{self, AskedSources};
use vertebra_base::datetime::Moment;
use vertebra_base::link::{Link, encode};
use vertebra_markdown::{FieldValue, Hours, Value as Field};
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::theme;
use vertebra_site::plan;
use vertebra_site::{LinkTarget, Linked, Site, SiteFile};
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

/// What `site.yaml` says, as templates of a language may read it.
pub fn config(site: &Site, of_site: &AskedSources, lang: Lang) -> Value {
    let config = &site.config;
    let mut map = Map::new();
    put(&mut map, "title", config.title_in(lang));
    put(&mut map, "description", config.description_in(lang));
    put(&mut map, "base_url", format!("{}{}/", config.base_url.origin, config.base_url.href_path()));
    put(&mut map, "base_path", &*config.base_url.href_path());
    put(&mut map, "language", config.tag(lang));
    put(&mut map, "time_zone", config.time_zone_name.as_str());
    put(&mut map, "noindex", config.noindex);
    put(&mut map, "meta_policy", host::meta_policy(site, of_site));
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

/// Where a link leads, as a page writes it.
pub fn href(site: &Site, linked: &Linked) -> String {
    match linked.address.starts_with('/') && linked.target != LinkTarget::Outside {
        true => format!("{}{}", site.config.base_url.href_path(), linked.address),
        false => linked.address.clone(),
    }
}

/// A file beside the pages, by its path.
pub fn image_file<'a>(site: &'a Site, source: &str) -> Option<&'a SiteFile> {
    site.file(source)
}

/// A field that the type of a page declares.
pub fn field(value: &FieldValue) -> Value {
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
