//! Pages as templates see them: one table of keys, with the value of each for a page of a file and for a page that
//! Vertebra makes by itself, such as a list. `themes/README.md` documents every key.

use tera::{Map, Value};

use super::declared::DeclaredKeys;
use super::forms;
use super::terms::shown_name;
use super::values::{ValueMap, data, field, image_file, internal, put, texts};
use vertebra_base::datetime::Moment;
use vertebra_base::link::{self, Link};
use vertebra_base::span::Spanned;
use vertebra_markdown::FrontMatter;
use vertebra_schema::config::Lang;
use vertebra_site::{PageId, Site, SitePage, Translation, beside};

/// A page of a file.
struct FilePage<'a> {
    site: &'a Site,
    parts: &'a CardParts,
    id: PageId,
    page: &'a SitePage,
    front: &'a FrontMatter,
    address: String,
}

/// The text of a page, which only its own template gets.
pub struct PageContent {
    pub content: Value,
    pub words: usize,
    /// Its headings as a tree.
    pub toc: Value,
    pub notes: Value,
}

/// A page without a file.
pub struct MadePage<'a> {
    pub declared: &'a DeclaredKeys,
    pub title: &'a str,
    /// Without the base path.
    pub url: &'a str,
    pub kind: &'a str,
    pub lang: Lang,
}

/// What a page of a file has for a key, and what its text is for one.
type OfFile = fn(&FilePage<'_>) -> Value;
type OfText = fn(&PageContent) -> Value;

/// What a made page has for a key: `none`, or a value that follows from the site and the little that is known of it.
type Made = fn(&Site, &MadePage<'_>) -> Value;

const NONE: Made = |_, _| Value::none();
const NO: Made = |_, _| Value::from(false);
const NO_LIST: Made = |_, _| Value::from(Vec::<Value>::new());
const NO_MAP: Made = |_, _| EMPTY.clone();

/// The keys of a card: what every page sees of a page.
const CARD: [(&str, OfFile, Made); 31] = [
    ("permalink", |it| absolute(it.site, &it.address), |site, it| absolute(site, &internal(&site.config, it.url))),
    ("url", |it| it.address.as_str().into(), |site, it| internal(&site.config, it.url).into()),
    ("title", |it| it.front.title.value.as_str().into(), |_, it| it.title.into()),
    ("description", |it| it.front.description.as_ref().map(|text| text.value.as_str()).into(), NONE),
    ("slug", |it| slug(it.page.url.as_str()).into(), NONE),
    ("type", |it| it.front.kind.value.as_str().into(), |_, it| it.kind.into()),
    ("label", |it| it.site.theme.types.get(&it.front.kind.value).map(|kind| kind.label.as_str()).into(), NONE),
    ("key", |it| it.site.key(it.id).into(), NONE),
    ("section", |it| it.site.section(it.page.section).url.as_str().into(), |_, it| above(it.url).into()),
    ("source", |it| it.page.page.source.as_str().into(), NONE),
    ("date", |it| day(&it.front.date), NONE),
    ("updated", |it| updated(it), NONE),
    ("publish_at", |it| day(&it.front.publish_at), NONE),
    ("expires", |it| day(&it.front.expires), NONE),
    ("draft", |it| it.front.draft.into(), NO),
    ("weight", |it| it.front.weight.into(), NONE),
    ("author", |it| author(it).into(), NONE),
    ("reviewed", |it| review(it.front), NONE),
    ("noindex", |it| (it.front.noindex || it.site.is_not_found(it.id)).into(), NO),
    ("toc_wanted", |it| it.front.toc.unwrap_or(true).into(), NO),
    ("image", |it| image(it).into(), NONE),
    ("image_alt", |it| it.front.image_alt.as_deref().into(), NONE),
    ("terms", |it| terms(it.site, it.parts, (it.front, it.page.lang)), |_, it| it.declared.no_terms.clone()),
    ("series", |it| it.front.series.as_ref().map(|series| series.value.as_str()).into(), NONE),
    ("aliases", |it| listed(&it.front.aliases), NO_LIST),
    ("lang", |it| it.site.config.tag(it.page.lang).into(), |site, it| site.config.tag(it.lang).into()),
    ("translation", |it| it.page.translation.as_deref().map(|of| translation(it.site, of, it.front)).into(), NONE),
    ("reading_minutes", |it| it.page.page.words.div_ceil(200).max(1).into(), |_, _| 0.into()),
    ("summary", |it| it.page.page.summary.as_str().into(), |_, _| "".into()),
    ("fields", |it| fields(it), |_, it| it.declared.no_fields(it.kind).clone()),
    ("extra", |it| named(it.front.extra.iter().map(|entry| (entry.key.as_str(), data(&entry.value)))), NO_MAP),
];

/// The keys that only the template of the page itself gets.
const TEXT: [(&str, OfText, Made); 4] = [
    ("content", |it| it.content.clone(), |_, _| "".into()),
    ("words", |it| it.words.into(), |_, _| 0.into()),
    ("toc", |it| it.toc.clone(), NO_LIST),
    ("notes", |it| it.notes.clone(), NO_LIST),
];

/// The names of the keys of a card, and of a page with its text.
pub fn card_names() -> impl Iterator<Item = &'static str> {
    CARD.iter().map(|(name, ..)| *name)
}

pub fn names() -> impl Iterator<Item = &'static str> {
    card_names().chain(TEXT.iter().map(|(name, ..)| *name))
}

/// What other pages see of a page.
pub fn card(site: &Site, parts: &CardParts, id: PageId) -> Value {
    card_fields(site, parts, id).into_value()
}

/// A page with its text, for its own template.
pub fn whole(site: &Site, parts: &CardParts, id: PageId, text: &PageContent) -> Value {
    let mut map = card_fields(site, parts, id);
    for (name, of_text, _) in TEXT {
        map.put(name, of_text(text));
    }
    map.into_value()
}

fn card_fields(site: &Site, parts: &CardParts, id: PageId) -> ValueMap {
    let page = site.page(id);
    let address = internal(&site.config, page.url.as_str());
    let page = FilePage { site, parts, id, page, front: &page.page.front, address };
    let mut map = ValueMap::with_capacity(CARD.len() + TEXT.len());
    for (name, of_file, _) in CARD {
        map.put(name, of_file(&page));
    }
    map
}

/// A page that Vertebra makes by itself: the keys of a page with its text, most of them empty.
pub fn made_page(site: &Site, page: &MadePage) -> Map {
    let mut map = made_card(site, page);
    map.extend(TEXT.iter().map(|(name, _, made)| ((*name).into(), made(site, page))));
    map
}

/// The same as others see it.
pub fn made_card(site: &Site, page: &MadePage) -> Map {
    CARD.iter().map(|(name, _, made)| ((*name).into(), made(site, page))).collect()
}

fn absolute(site: &Site, address: &str) -> Value {
    site.config.base_url.absolute(address).into()
}

fn slug(url: &str) -> &str {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The folder above an address.
fn above(url: &str) -> String {
    let above = url.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
    format!("{}/", above.trim_end_matches('/'))
}

fn day(moment: &Option<Spanned<Moment>>) -> Value {
    moment.as_ref().map(|moment| moment.value.to_text()).into()
}

/// Nobody is told of a change that is still to come.
fn updated(page: &FilePage<'_>) -> Value {
    let past = page.front.updated.as_ref().filter(|at| at.value.zoned <= page.site.now);
    past.map(|moment| moment.value.to_text()).into()
}

fn author<'a>(page: &FilePage<'a>) -> Option<&'a str> {
    page.front.author.as_ref().or(page.site.config.author.as_ref()).map(|author| author.value.as_str())
}

fn image(page: &FilePage<'_>) -> Option<String> {
    page.front.image.as_ref().and_then(|image| image_address(page.site, page.id, &image.value))
}

fn listed(keys: &[Spanned<String>]) -> Value {
    texts(keys.iter().map(|key| key.value.as_str())).into()
}

/// A map under names that are not ours; most pages have none, and share one that is empty.
fn named<'a>(entries: impl Iterator<Item = (&'a str, Value)>) -> Value {
    let map: Map = entries.map(|(name, value)| (name.to_owned().into(), value)).collect();
    if map.is_empty() { EMPTY.clone() } else { Value::from(map) }
}

static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| Value::from(Map::new()));

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

/// What the cards of a site have in common.
#[derive(Debug)]
pub struct CardParts {
    /// What a page's link to a term needs, by taxonomy and the place of the term.
    terms: Vec<Vec<Value>>,
    pub declared: DeclaredKeys,
}

impl CardParts {
    /// Those of a site.
    pub fn of(site: &Site) -> Self {
        let card = |term: &vertebra_site::Term| term_card(site, term, &term.name);
        let terms = site.terms.iter().map(|all| all.terms.iter().map(card).collect()).collect();
        CardParts { terms, declared: DeclaredKeys::of(site) }
    }
}

/// The fields that types declare: those of the page with its values, the others without.
fn fields(page: &FilePage<'_>) -> Value {
    let none = page.parts.declared.no_fields(&page.front.kind.value);
    if page.front.fields.is_empty() {
        return none.clone();
    }
    let mut map = none.as_map().cloned().unwrap_or_default();
    for (name, value) in &page.front.fields {
        put(&mut map, name.clone(), field(value));
    }
    Value::from(map)
}

/// What a link to a term needs, under the name that a page shows.
fn term_card(site: &Site, term: &vertebra_site::Term, name: &str) -> Value {
    let mut map = ValueMap::with_capacity(3);
    map.put("name", name);
    map.put("slug", term.slug.as_str());
    map.put("url", internal(&site.config, term.url.as_str()));
    map.into_value()
}

fn terms(site: &Site, parts: &CardParts, (front, lang): (&FrontMatter, Lang)) -> Value {
    if front.terms.is_empty() {
        return parts.declared.no_terms.clone();
    }
    let mut map = parts.declared.no_terms.as_map().cloned().unwrap_or_default();
    for (taxonomy, names) in &front.terms {
        let declared = |all: &vertebra_site::TaxonomyTerms| {
            all.lang == lang && site.config.taxonomies[all.taxonomy].name == *taxonomy
        };
        let Some(at) = site.terms.iter().position(declared) else { continue };
        let mut places: Vec<(usize, &str)> = Vec::with_capacity(names.len());
        for name in names {
            // `Sleep` and `sleep` are one term, which is shown once.
            let place = site.terms[at].place(&vertebra_base::slug::slugify(&name.value));
            let is_new = |place: &usize| !places.iter().any(|(known, _)| known == place);
            places.extend(place.filter(is_new).map(|place| (place, name.value.as_str())));
        }
        let shown = places.into_iter().map(|(place, written)| {
            let term = &site.terms[at].terms[place];
            match shown_name(site, term, written) {
                name if name == term.name => parts.terms[at][place].clone(),
                name => term_card(site, term, name),
            }
        });
        put(&mut map, taxonomy.clone(), shown.collect::<Vec<_>>());
    }
    Value::from(map)
}

fn image_address(site: &Site, id: PageId, image: &str) -> Option<String> {
    let base = &site.config.base_url;
    let link = Link::parse(image);
    if link.is_elsewhere() && base.split(image).is_none() {
        // Services that show links know no page whose scheme they could take.
        let scheme = if link.is_whole() { "" } else { "https:" };
        return Some(format!("{scheme}{image}")).filter(|_| link.kind == link::AddressKind::Web);
    }
    let source = beside(&site.page(id).page, base, image)?;
    let file = image_file(site, &source);
    // A form in the picture's own kind: programs that show links know no others.
    let url = match file.and_then(forms::plain) {
        Some(form) => form.url().to_string(),
        None => file?.url.to_string(),
    };
    Some(internal(&site.config, &url))
}
