//! What is known of fields: of the front matter of a page, by its type, and of `site.yaml`.

use crate::build::Build;
use crate::lsp::spot::Spot;
use crate::schema::{Field, FieldKind};

/// A field, as far as it helps somebody who types.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub name: String,
    pub help: Option<String>,
    pub takes: Takes,
    pub is_required: bool,
    /// It takes `unknown` and `none` too.
    pub is_stated: bool,
    pub is_list: bool,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Takes {
    Anything,
    /// Fields of its own.
    Fields,
    Boolean,
    Day,
    Choice(Vec<String>),
    Types,
    /// Terms of a taxonomy.
    Terms(String),
    /// Keys of a data file.
    Data(String),
    Menus,
    Series,
    Themes,
    Pictures,
    Page,
    Section,
    Pages,
    /// Types of schema.org.
    Vocabulary,
}

impl Known {
    fn new(name: &str, takes: Takes) -> Self {
        let (help, is_list) = (None, false);
        Known { name: name.to_owned(), help, takes, is_required: false, is_stated: false, is_list }
    }

    fn list(name: &str, takes: Takes) -> Self {
        Known { is_list: true, ..Known::new(name, takes) }
    }

    fn declared(field: &Field) -> Self {
        let takes = match &field.kind {
            FieldKind::Boolean => Takes::Boolean,
            FieldKind::Date => Takes::Day,
            FieldKind::Choice(words) => Takes::Choice(words.clone()),
            FieldKind::Page => Takes::Page,
            FieldKind::Pages => Takes::Pages,
            FieldKind::Map | FieldKind::Hours => Takes::Fields,
            _ => Takes::Anything,
        };
        Known {
            name: field.name.clone(),
            help: field.help.clone(),
            takes,
            is_required: field.required && field.default.is_none(),
            is_stated: field.stated,
            is_list: matches!(field.kind, FieldKind::List | FieldKind::Pages),
        }
    }

    /// What it takes, in a few words.
    pub fn detail(&self) -> Option<String> {
        let kind = match &self.takes {
            Takes::Boolean => "true or false",
            Takes::Day => "a day",
            Takes::Choice(_) => "one of some words",
            Takes::Types => "a type of pages",
            Takes::Page => "a page",
            Takes::Pages => "pages or folders",
            Takes::Fields => "fields of its own",
            _ if self.is_list => "a list",
            _ => "text",
        };
        let needed = if self.is_required { ", has to be there" } else { "" };
        Some(format!("{kind}{needed}"))
    }
}

/// A field by its names, from the outermost.
pub fn find(spot: &Spot, path: &[String]) -> Option<Known> {
    let (name, around) = path.split_last()?;
    inside(spot, around).into_iter().find(|known| known.name == *name)
}

/// The fields that can stand inside of others.
pub fn inside(spot: &Spot, path: &[String]) -> Vec<Known> {
    if Build::is_page(&spot.path) { of_page(spot, path) } else { of_site(spot, path) }
}

fn of_page(spot: &Spot, path: &[String]) -> Vec<Known> {
    let schema = spot.desk.build.schema();
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [] => {
            let page = spot.desk.page(&spot.path);
            let kind = page.and_then(|page| schema.types.get(&page.front.kind.value));
            let declared = kind.into_iter().flat_map(|kind| &kind.fields).map(Known::declared);
            let taxonomies = schema.taxonomies.iter().map(|name| Known::list(name, Takes::Terms(name.clone())));
            let common = crate::document::COMMON_FIELDS.iter().map(|name| common(name));
            common.chain(taxonomies).chain(declared).collect()
        }
        ["reviewed" | "translation_reviewed"] => vec![
            Known::new("by", Takes::Data("people".to_owned())),
            Known::new("on", Takes::Day),
            Known::new(
                "every",
                Takes::Choice(vec!["12 months".to_owned(), "6 months".to_owned(), "24 months".to_owned()]),
            ),
        ],
        _ => Vec::new(),
    }
}

fn common(name: &str) -> Known {
    match name {
        "draft" | "toc" | "noindex" | "safety_critical" => Known::new(name, Takes::Boolean),
        "date" | "updated" | "publish_at" | "expires" => Known::new(name, Takes::Day),
        "type" => Known::new(name, Takes::Types),
        "menu" => Known::new(name, Takes::Menus),
        "author" => Known::new(name, Takes::Data("people".to_owned())),
        "evidence" | "facts" => Known::list(name, Takes::Data(name.to_owned())),
        "series" => Known::new(name, Takes::Series),
        "image" => Known::new(name, Takes::Pictures),
        "translation_of" => Known::new(name, Takes::Page),
        "schema" => Known::new(name, Takes::Vocabulary),
        "aliases" => Known::list(name, Takes::Anything),
        "reviewed" | "translation_reviewed" | "extra" => Known::new(name, Takes::Fields),
        "title" => Known { is_required: true, ..Known::new(name, Takes::Anything) },
        _ => Known::new(name, Takes::Anything),
    }
}

fn of_site(spot: &Spot, path: &[String]) -> Vec<Known> {
    let site = spot.desk.build.site();
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["settings"] | ["languages", _, "settings"] => {
            let settings = site.theme.settings.iter().map(|setting| {
                let (name, kind, help) = (setting.name.clone(), setting.kind.clone(), setting.help.clone());
                let field = Field { name, kind, help, required: false, stated: false, default: None, property: None };
                Known::declared(&field)
            });
            settings.collect()
        }
        ["menus", _] | ["languages", _, "menus", _] => {
            vec![
                Known::new("title", Takes::Anything),
                Known::new("page", Takes::Page),
                Known::new("url", Takes::Anything),
            ]
        }
        _ => Vec::new(),
    }
}
