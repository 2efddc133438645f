//! What a file may hold, in types: fields by name, and what stands behind each. Reads no table.

use std::collections::BTreeMap;

use crate::{Field, FieldKind};
use vertebra_yaml::YamlNode;

/// What one kind of file may hold at its top level, and the parts that it uses.
#[derive(Debug, Default)]
pub struct FileSpec {
    pub fields: Vec<FieldSpec>,
    pub parts: BTreeMap<String, Shape>,
}

/// A field by its name.
#[derive(Debug, Clone)]
pub struct FieldSpec {
    pub name: String,
    pub shape: Shape,
}

/// What stands behind a name.
#[derive(Debug, Clone)]
pub struct Shape {
    pub kind: ValueKind,
    pub required: bool,
    /// Takes `unknown` and `none` besides a value.
    pub stated: bool,
    pub help: Option<String>,
    pub default: Option<YamlNode>,
    pub examples: Vec<YamlNode>,
    /// What the text is the name of: `menus`, `pages`, `sections`, `themes`, `zones`; of an entry of a file
    /// in `content/data`: `data/people`.
    pub names: Option<String>,
}

/// The kinds of values.
#[derive(Debug, Clone)]
pub enum ValueKind {
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
    Fields(Vec<FieldSpec>),
    Each(Box<Shape>),
    Items(Box<Shape>),
    Either(Vec<Shape>),
    /// A part of the file by its name.
    Use(String),
}

impl FileSpec {
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
    pub fn of(kind: ValueKind) -> Shape {
        Shape { kind, required: false, stated: false, help: None, default: None, examples: Vec::new(), names: None }
    }

    /// The file in `content/data` whose keys the text is one of, without its ending.
    pub fn data_file(&self) -> Option<&str> {
        Some(self.names.as_deref()?.strip_prefix("data/")?.trim_end_matches('?'))
    }

    /// A field that a theme declares.
    pub fn of_field(field: &Field) -> Shape {
        let optional = if field.needs_file { "?" } else { "" };
        let value = Shape {
            names: field.keys_of.as_ref().map(|file| format!("data/{file}{optional}")),
            ..Shape::of(ValueKind::Field(field.kind.clone()))
        };
        let value = match field.shared.as_ref().is_some_and(|shared| shared.none) {
            true => Shape::of(ValueKind::Either(vec![
                value,
                Shape::of(ValueKind::Field(FieldKind::Choice(vec!["none".to_owned()]))),
            ])),
            false => value,
        };
        Shape {
            required: field.required && field.default.is_none(),
            stated: field.stated,
            help: field.help.clone(),
            default: field.default.clone(),
            ..value
        }
    }
}
