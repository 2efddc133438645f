//! What a value is, as far as it is known before any page is made, and the objects that templates get, with their keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::page_card;
use vertebra_schema::{Field, FieldKind};
use vertebra_site::Site;

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueShape {
    /// Nothing: no key of it is checked.
    Any,
    /// `none`, which may become anything.
    Nothing,
    /// A text, a number, a flag: it has no keys.
    Leaf,
    /// A text that is known.
    Text(String),
    List(Box<ValueShape>),
    /// An object of `Objects` by its name.
    Object(String),
}

impl ValueShape {
    /// A shape as tables write it: `""` for a leaf, `?` for anything, `card`, `[card]`, `[]` for a list of leaves.
    pub fn parse(text: &str) -> ValueShape {
        match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            Some(inner) => ValueShape::List(Box::new(ValueShape::parse(inner))),
            None if text.is_empty() => ValueShape::Leaf,
            None if text == "?" => ValueShape::Any,
            None => ValueShape::Object(text.to_owned()),
        }
    }

    /// What is true of a value that has one of two shapes.
    pub fn or(self, other: ValueShape) -> ValueShape {
        match (self, other) {
            (ValueShape::Nothing, it) | (it, ValueShape::Nothing) => it,
            (ValueShape::List(a), ValueShape::List(b)) => ValueShape::List(Box::new(a.or(*b))),
            (a, b) if a == b => a,
            (a, b) if a.is_leaf() && b.is_leaf() => ValueShape::Leaf,
            _ => ValueShape::Any,
        }
    }

    /// Whether it has no keys.
    pub fn is_leaf(&self) -> bool {
        matches!(self, ValueShape::Leaf | ValueShape::Text(_))
    }

    /// The shape of a part of a value, or of one that is made of it: what a text says is not known any more.
    pub fn changed(self) -> ValueShape {
        if self.is_leaf() { ValueShape::Leaf } else { self }
    }

    /// What the items of a list are.
    pub fn item(&self) -> ValueShape {
        match self {
            ValueShape::List(item) => (**item).clone(),
            ValueShape::Nothing => ValueShape::Nothing,
            _ => ValueShape::Any,
        }
    }
}

/// An object that templates get.
#[derive(Debug, Default)]
pub struct Object {
    pub keys: BTreeMap<String, ValueShape>,
    /// What to do for a key that is not there and like none that is.
    pub cure: Option<String>,
    /// Names that are keys of its `fields`, and are looked for here by mistake.
    pub under_fields: BTreeSet<String>,
    /// `?.` asks it for keys that another theme or site may have.
    pub is_open: bool,
}

/// All objects by their names, as messages call them.
pub type Objects = BTreeMap<String, Object>;

/// Objects whose keys are the same in every site: `key` or `key:shape`. Those of `page` and `card` are in `page_card`.
const FIXED: &[(&str, &str)] = &[
    ("reviewed", "by on every due"),
    ("translation", "source lang stale changed by on"),
    ("heading", "id title level children:[heading]"),
    ("note", "number id kind key content back:[]"),
    (
        "config",
        "title description base_url base_path language time_zone noindex meta_policy author generator publisher:publisher \
         settings:config.settings feeds:[feed link] taxonomies:[named taxonomy]",
    ),
    ("publisher", "name url"),
    ("feed link", "url title type"),
    ("pager", "number count first last previous next pages:[page number]"),
    ("page number", "number url"),
    ("taxonomy", "name title url terms:[listed term]"),
    ("named taxonomy", "name title url"),
    ("taxonomy of a term", "name title url"),
    ("listed term", "name title slug url count"),
    ("term", "name title slug url count pages:[card] pager:pager"),
    ("term link", "name slug url"),
    ("menu entry", "title url lang current children:[menu entry]"),
    ("breadcrumb", "title url"),
    ("neighbors", "previous:card next:card"),
    ("series", "name position previous:card next:card pages:[card]"),
    ("picture", "src width height natural_width srcset sizes sources:[picture source]"),
    ("picture source", "type srcset"),
    ("social card", "url width height type alt"),
    ("token", "name light dark"),
    ("translated page", "lang name url permalink title current default"),
    ("letter", "letter id entries:[letter entry]"),
    ("letter entry", "title url see"),
    ("stated field", "state value:?"),
    ("phone", "e164 national href"),
    ("stated phone", "state value:phone"),
    ("hours", "days:[] text closed ranges:[hours range]"),
    ("stated hours", "state value:[hours]"),
    ("hours range", "opens closes"),
    ("feed", "title description url self_url updated author entries:[feed entry]"),
    ("feed entry", "title id url published updated summary author tags:[] content"),
    ("sitemap entry", "url lastmod alternates:[alternate]"),
    ("alternate", "lang url"),
    ("sitemap part", "url"),
    ("group", "title links:[link]"),
    ("link", "title url description"),
    ("manifest", "name short_name description lang dir start_url theme_color background_color icons:[icon]"),
    ("icon", "src sizes type purpose"),
];

/// The shapes of the keys of a page that are more than a text, a number or a flag.
const OF_PAGE: &[(&str, &str)] = &[
    ("reviewed", "reviewed"),
    ("translation", "translation"),
    ("terms", "page.terms"),
    ("fields", "page.fields"),
    ("extra", "?"),
    ("aliases", "[]"),
    ("toc", "[heading]"),
    ("notes", "[note]"),
];

/// The objects of a site.
pub fn objects(site: &Site) -> Objects {
    let mut all: Objects = FIXED.iter().map(|(name, keys)| ((*name).to_owned(), object(keys))).collect();
    let of_page = |names: Vec<&'static str>| {
        let shape = |name: &str| OF_PAGE.iter().find(|(key, _)| *key == name).map_or("", |(_, shape)| shape);
        let keys = names.into_iter().map(|name| (name.to_owned(), ValueShape::parse(shape(name)))).collect();
        Object { keys, ..Object::default() }
    };
    all.insert("page".to_owned(), of_page(page_card::names().collect()));
    all.insert("card".to_owned(), Object { cure: Some(CARD.to_owned()), ..of_page(page_card::card_names().collect()) });
    for (name, more) in [
        ("section", "path total pages:[card] sections:[section card] pager:pager"),
        ("found section", "path total pages:[card] sections:[section card]"),
        ("section card", "path total"),
    ] {
        let mut section = of_page(page_card::card_names().collect());
        section.keys.append(&mut object(more).keys);
        all.insert(name.to_owned(), section);
    }
    // A template that shows both asks with `?.`.
    all.entry("taxonomy of a term".to_owned()).or_default().is_open = true;
    let theme = &site.theme;
    let mut fields = Object { is_open: true, cure: Some(FIELD.to_owned()), ..Object::default() };
    for field in theme.types.values().flat_map(|kind| &kind.fields) {
        let shape = of_field(field);
        let known = fields.keys.remove(&field.name);
        fields.keys.insert(field.name.clone(), known.map_or(shape.clone(), |known| known.or(shape)));
    }
    for name in ["page", "card"] {
        all.entry(name.to_owned()).or_default().under_fields = fields.keys.keys().cloned().collect();
    }
    all.insert("page.fields".to_owned(), fields);
    let settings = theme.settings.iter().map(|setting| (setting.name.clone(), of_kind(&setting.kind)));
    let cure = Some(SETTING.to_owned());
    all.insert(
        "config.settings".to_owned(),
        Object { keys: settings.collect(), cure, is_open: true, ..Object::default() },
    );
    let terms = || ValueShape::parse("[term link]");
    let names: BTreeSet<&str> = site.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
    let keys = names.into_iter().map(|name| (name.to_owned(), terms())).collect();
    all.insert(
        "page.terms".to_owned(),
        Object { keys, cure: Some(TAXONOMY.to_owned()), is_open: true, ..Object::default() },
    );
    all
}

const CARD: &str = "a page in a list has no text: content, words, toc and notes are there for its own template";
const SETTING: &str = "declare it under \"settings:\" in theme.yaml";
const FIELD: &str = "declare it under \"fields:\" of a type in theme.yaml";
const TAXONOMY: &str = "declare it under \"taxonomies:\" in content/site.yaml, or write ?. before it";

fn object(keys: &str) -> Object {
    // A shape may hold a space: what has no colon before it and follows one belongs to it.
    let mut all: Vec<String> = Vec::new();
    for word in keys.split_whitespace() {
        match all.last_mut() {
            Some(last) if last.contains('[') && !last.contains(']') => *last = format!("{last} {word}"),
            _ => all.push(word.to_owned()),
        }
    }
    let pair = |key: &String| match key.split_once(':') {
        Some((name, shape)) => (name.to_owned(), ValueShape::parse(shape)),
        None => (key.clone(), ValueShape::Leaf),
    };
    Object { keys: all.iter().map(pair).collect(), ..Object::default() }
}

fn of_field(field: &Field) -> ValueShape {
    match (&field.kind, field.stated) {
        (FieldKind::Phone, true) => ValueShape::parse("stated phone"),
        (FieldKind::Hours, true) => ValueShape::parse("stated hours"),
        (_, true) => ValueShape::parse("stated field"),
        (kind, false) => of_kind(kind),
    }
}

fn of_kind(kind: &FieldKind) -> ValueShape {
    match kind {
        FieldKind::List | FieldKind::Pages => ValueShape::parse("[]"),
        FieldKind::Phone => ValueShape::parse("phone"),
        FieldKind::Hours => ValueShape::parse("[hours]"),
        FieldKind::Map | FieldKind::Any => ValueShape::Any,
        FieldKind::Text
        | FieldKind::Integer
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::Choice(_)
        | FieldKind::Page
        | FieldKind::Color => ValueShape::Leaf,
    }
}
