//! `content/site.yaml` to a typed `Config`. Unknown and missing fields are diagnostics; what is wrong gets a default.

mod budgets;
mod checks;
mod deploy;
mod host_files;
mod languages;
mod machine_readable;
mod parts;
mod publishing;
mod severities;

pub use budgets::{Budgets, KILOBYTE};
pub use checks::Checks;
pub use deploy::{Deploy, Extra, HostTarget, SecurityTxt};
pub use host_files::{host_files, names};
pub use languages::{Lang, Language};
pub use machine_readable::MachineReadable;
pub use parts::capital;
pub use parts::{Feeds, Menu, MenuItem, MenuTarget, Permalink, Publisher, Taxonomy};
pub use publishing::Publishing;
pub use severities::Severities;

use crate::codes::{self, Part};
use crate::shape::SITE;
use crate::{Defaults, MarkdownOptions};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::link::BaseUrl;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::{Span, Spanned};
use vertebra_media::compress::Method;
use vertebra_yaml::{self as yaml, Fields, MapEntry, YamlNode};

/// Where the configuration of every site stands.
pub const FILE: &str = "content/site.yaml";

/// What `site.yaml` says.
#[derive(Debug, Clone)]
pub struct Config {
    pub title: String,
    pub description: Option<String>,
    pub base_url: BaseUrl,
    /// A BCP 47 tag, such as `en-US`.
    pub language: String,
    /// Where it is written.
    pub language_span: Option<Span>,
    /// Further languages, as declared.
    pub languages: Vec<Language>,
    /// The IANA name and the zone itself.
    pub time_zone_name: String,
    pub time_zone: jiff::tz::TimeZone,
    pub theme: Spanned<String>,
    /// The whole site asks search engines to stay away.
    pub noindex: bool,
    pub publisher: Option<Publisher>,
    /// Who wrote a page that names no author: a key of `data/people.yaml`.
    pub author: Option<Spanned<String>>,
    pub taxonomies: Vec<Taxonomy>,
    /// Pages on a list page; 0 for no limit.
    pub pagination: usize,
    pub menus: Vec<Menu>,
    pub permalinks: Vec<Permalink>,
    pub feeds: Feeds,
    pub machine_readable: MachineReadable,
    pub markdown: MarkdownOptions,
    pub defaults: Vec<Defaults>,
    /// Settings of the theme, which knows what they mean.
    pub settings: Vec<MapEntry>,
    /// What checks of the whole site allow.
    pub checks: Checks,
    /// Messages that weigh more or less than usual on this site.
    pub severities: Severities,
    /// How much a page may weigh; none where nobody asks.
    pub budgets: Option<Budgets>,
    /// The copies of files that are published beside them.
    pub precompress: Vec<Method>,
    /// Where and how the site is put online.
    pub deploy: Deploy,
    /// What the command `publish` allows.
    pub publishing: Publishing,
}

impl Config {
    /// What is declared of a language; nothing of the first one.
    pub fn further(&self, lang: Lang) -> Option<&Language> {
        self.languages.get(lang.index().checked_sub(1)?)
    }

    /// All languages of the site, in order.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..=self.languages.len() as u8).map(Lang)
    }

    /// A language by its tag.
    pub fn lang(&self, tag: &str) -> Option<Lang> {
        self.langs().find(|lang| self.tag(*lang).eq_ignore_ascii_case(tag))
    }

    /// The BCP 47 tag of a language.
    pub fn tag(&self, lang: Lang) -> &str {
        self.further(lang).map_or(&self.language, |language| &language.tag)
    }

    /// What a language calls itself.
    pub fn own_name(&self, lang: Lang) -> &str {
        self.further(lang).map_or_else(|| languages::name(&self.language), |language| &language.name)
    }

    /// The title of the site in a language.
    pub fn title_in(&self, lang: Lang) -> &str {
        self.further(lang).and_then(|language| language.title.as_deref()).unwrap_or(&self.title)
    }

    /// What the site is about, in a language.
    pub fn description_in(&self, lang: Lang) -> Option<&str> {
        let own = self.further(lang).and_then(|language| language.description.as_deref());
        own.or(self.description.as_deref())
    }

    /// A menu that a language has of its own; for the first one, what `menus` says.
    pub fn own_menu(&self, lang: Lang, name: &str) -> Option<&Menu> {
        let menus = self.further(lang).map_or(&self.menus, |language| &language.menus);
        menus.iter().find(|menu| menu.name == name)
    }

    /// What a taxonomy is called in a language, if it has a name there.
    pub fn taxonomy_title(&self, lang: Lang, name: &str) -> Option<&str> {
        let titles = &self.further(lang)?.taxonomies;
        titles.iter().find(|(taxonomy, _)| taxonomy.value == name).map(|(_, title)| title.as_str())
    }

    /// Which language a file is in by its name, and the file that it would be in the first one: `page.es.md` is
    /// `page.md`, if there is such a language.
    pub fn spoken(&self, source: &SourcePath) -> Option<(Lang, SourcePath)> {
        let (at, base) = source.without_language(self.languages.iter().map(|language| language.tag.as_str()))?;
        Some((Lang(at as u8 + 1), base))
    }
}

/// Reads `content/site.yaml`.
pub fn read(snapshot: &Snapshot) -> (Config, Vec<Diagnostic>) {
    let file = SourcePath::new(FILE);
    let mut out = Vec::new();
    let node = match snapshot.get(&file) {
        Some(bytes) => yaml::parse_bytes(bytes.held(), &file, &mut out),
        None => {
            let help = "create the file content/site.yaml with these lines:\ntitle: Our clinic\nbase_url: https://www.example.org/\nlanguage: en\ntime_zone: America/Los_Angeles";
            out.push(Diagnostic::error("config-missing", &file, None, "there is no site.yaml").with_help(help));
            YamlNode::default()
        }
    };
    let broken = !out.is_empty();
    yaml::check_addresses(&node, &file, &mut out);
    let mut fields = Fields::of(&node, &file, &mut out);
    let before = out.len();
    let config = read_fields(&mut fields, &mut out);
    // A file that could not be read whole seems to lack fields which it has.
    if broken {
        let tail = out.split_off(before);
        let told: Vec<_> = out.iter().map(|d| d.span).collect();
        out.extend(tail.into_iter().filter(|d| !codes::follows_from(d.code, Part::Yaml) && !told.contains(&d.span)));
    }
    fields.finish(&mut out);
    (config, out)
}

/// The theme of a site that names none.
pub fn default_theme() -> &'static str {
    let default = SITE.field("theme").and_then(|theme| theme.default.as_ref());
    default.and_then(YamlNode::as_text).unwrap_or_default()
}

fn read_fields(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> Config {
    let file = fields.file;
    let base = fields.required("base_url", "https://www.example.org/", out);
    let zone = fields.required("time_zone", "America/Los_Angeles", out);
    let (language, language_span) = language(fields, out);
    Config {
        language_span,
        languages: languages::languages(fields, &language, out),
        title: fields.required("title", "the name of your site", out).value,
        description: fields.text("description", out).map(|text| text.value),
        base_url: parts::base_url(&base, file, out),
        language,
        time_zone: time_zone(&zone, file, out),
        time_zone_name: zone.value,
        theme: fields
            .text("theme", out)
            .filter(|name| !name.value.is_empty())
            .unwrap_or_else(|| Spanned::new(default_theme().to_owned(), Span::default())),
        noindex: fields.boolean("noindex", out).unwrap_or(false),
        publisher: fields.take("publisher").map(|entry| parts::publisher(&entry.value, file, out)),
        author: fields.text("author", out),
        taxonomies: parts::taxonomies(fields, out),
        pagination: fields.count("pagination", out).unwrap_or(20),
        menus: parts::menus(fields, out),
        permalinks: parts::permalinks(fields, out),
        feeds: parts::feeds(fields, out),
        machine_readable: machine_readable::machine_readable(fields, out),
        markdown: parts::markdown(fields, out),
        defaults: parts::defaults(fields, out),
        settings: fields.entries("settings", out).to_vec(),
        checks: checks::checks(fields, out),
        severities: severities::severities(fields, out),
        budgets: budgets::budgets(fields, out),
        precompress: budgets::precompress(fields, out),
        deploy: deploy::deploy(fields, out),
        publishing: publishing::publishing(fields, out),
    }
}

/// Without one, English: the theme's words are needed for whatever else there is to say.
fn language(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> (String, Option<Span>) {
    let language = fields.required("language", "en", out);
    if language.value.is_empty() {
        return ("en".to_owned(), None);
    }
    let span = language.span;
    (languages::code(language, fields.file, out).unwrap_or_else(|| "en".to_owned()), Some(span))
}

fn time_zone(name: &Spanned<String>, file: &SourcePath, out: &mut Vec<Diagnostic>) -> jiff::tz::TimeZone {
    if name.value.is_empty() {
        return jiff::tz::TimeZone::UTC;
    }
    jiff::tz::TimeZone::get(&name.value).unwrap_or_else(|_| {
        let all: Vec<_> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
        let help = match nearest(&name.value, all.iter().map(String::as_str)) {
            Some(near) => format!("did you mean {near}?"),
            None => "write a region and a city, such as America/Los_Angeles or Europe/Berlin".to_owned(),
        };
        let message = format!("there is no time zone \"{}\"", name.value);
        out.push(Diagnostic::error("time-zone", file, name.span, message).with_help(help));
        jiff::tz::TimeZone::UTC
    })
}
