//! What the YAML files of a site may hold, as data: names, kinds, and one sentence about each. No file is read here.
//!
//! One table for those who read (`document::front` takes its names from here) and for those who help while somebody
//! types: `json_schema`, `new page`, the language server. The tables stand in the YAML files beside this one.
//!
//! A shape is written as a map: `kind`, or what stands inside (`fields`: exactly these names; `each`: any names, each
//! with this; `items`: a list of this; `either`: one of these; `use`: a part of the same file); `required`, `help`,
//! `default`, `examples`, `of` (the words to choose from) and `names` (what the text is the name of: `people`, `pages`).

mod read;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::{Field, FieldKind};
use vertebra_yaml::Node;

/// What one kind of file may hold at its top level, and the parts that it uses.
#[derive(Debug, Default)]
pub struct File {
    pub fields: Vec<Row>,
    pub parts: BTreeMap<String, Shape>,
}

/// A field by its name.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    pub shape: Shape,
}

/// What stands behind a name.
#[derive(Debug, Clone)]
pub struct Shape {
    pub kind: Kind,
    pub required: bool,
    /// Takes `unknown` and `none` besides a value.
    pub stated: bool,
    pub help: Option<String>,
    pub default: Option<Node>,
    pub examples: Vec<Node>,
    /// What the text is the name of: `people`, `evidence`, `facts`, `menus`, `pages`, `sections`, `themes`, `zones`.
    pub names: Option<String>,
}

/// The kinds of values.
#[derive(Debug, Clone)]
pub enum Kind {
    /// What a field of front matter can hold.
    Field(FieldKind),
    /// A text or a list of texts; with words, of these words.
    Texts(Vec<String>),
    /// A whole number, 0 or more.
    Count,
    /// The last part of an address.
    Slug,
    /// `12 months`.
    Period,
    /// A list of addresses of the site, each with a slash before it.
    Addresses,
    /// A whole address on the web.
    Address,
    /// A pattern of addresses with `{slug}`.
    Pattern,
    /// Types of schema.org, or `none`.
    Words,
    /// A property of schema.org.
    Property,
    /// `false`.
    Never,
    /// The name of a content type.
    Type,
    /// Front matter of pages of any type.
    Front,
    /// The settings of the theme.
    Settings,
    Fields(Vec<Row>),
    Each(Box<Shape>),
    Items(Box<Shape>),
    Either(Vec<Shape>),
    /// A part of the file by its name.
    Use(String),
}

/// The fields that every page can have, but for taxonomies and those of its type.
pub static PAGE: LazyLock<File> = LazyLock::new(|| read::file(include_str!("page.yaml")));

/// `content/site.yaml`.
pub static SITE: LazyLock<File> = LazyLock::new(|| read::file(include_str!("site.yaml")));

/// `themes/*/theme.yaml`.
pub static THEME: LazyLock<File> = LazyLock::new(|| read::file(include_str!("theme.yaml")));

/// `content/data/search.yaml`.
pub static SEARCH: LazyLock<File> = LazyLock::new(|| read::file(include_str!("search.yaml")));

impl File {
    /// The names of the fields, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|row| row.name.as_str())
    }

    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&Shape> {
        self.fields.iter().find(|row| row.name == name).map(|row| &row.shape)
    }
}

impl Shape {
    /// A shape of a kind about which nothing more is said.
    pub fn of(kind: Kind) -> Shape {
        Shape { kind, required: false, stated: false, help: None, default: None, examples: Vec::new(), names: None }
    }

    /// A field that a theme declares.
    pub fn of_field(field: &Field) -> Shape {
        Shape {
            required: field.required && field.default.is_none(),
            stated: field.stated,
            help: field.help.clone(),
            default: field.default.clone(),
            ..Shape::of(Kind::Field(field.kind.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every shape with its name, those inside others too.
    fn walk<'a>(name: &'a str, shape: &'a Shape, visit: &mut dyn FnMut(&'a str, &'a Shape)) {
        visit(name, shape);
        match &shape.kind {
            Kind::Fields(rows) => rows.iter().for_each(|row| walk(&row.name, &row.shape, visit)),
            Kind::Each(inner) | Kind::Items(inner) => walk(name, inner, visit),
            Kind::Either(all) => all.iter().for_each(|inner| walk(name, inner, visit)),
            _ => {}
        }
    }

    #[test]
    fn the_tables_are_read_without_a_fault_and_say_what_each_field_is() {
        for (file, text) in [
            (&*PAGE, include_str!("page.yaml")),
            (&*SITE, include_str!("site.yaml")),
            (&*THEME, include_str!("theme.yaml")),
            (&*SEARCH, include_str!("search.yaml")),
        ] {
            assert_eq!(read::faults(text), Vec::<String>::new());
            assert!(!file.fields.is_empty());
            let parts = file.parts.iter().map(|(name, shape)| (name.as_str(), shape));
            for (name, shape) in file.fields.iter().map(|row| (row.name.as_str(), &row.shape)).chain(parts) {
                walk(name, shape, &mut |name, shape| {
                    if let Kind::Use(part) = &shape.kind {
                        assert!(file.parts.contains_key(part), "{name} uses {part}");
                    }
                    let help = shape.help.as_deref().unwrap_or("It.");
                    assert!(help.ends_with(['.', '}', '/', ']']), "{name}: {help}");
                });
            }
        }
        assert!(PAGE.fields.iter().all(|row| row.shape.help.is_some()));
    }
}
