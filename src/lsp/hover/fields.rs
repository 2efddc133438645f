//! What is known of the fields of a file, from the tables that say what each kind of file may hold: front matter, by the
//! type of its page, `site.yaml`, files of data, `theme.yaml`.

use std::collections::BTreeMap;

use crate::cursor::TextPosition;
use vertebra_engine::Build;
use vertebra_markdown as document;
use vertebra_schema::FieldKind;
use vertebra_schema::shape::{FieldSpec, PAGE, SEARCH, SITE, Shape, THEME, ValueKind};
use vertebra_yaml::YamlNode;

/// A field, as far as it helps somebody who types.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldHelp {
    pub name: String,
    pub help: Option<String>,
    pub takes: Vec<Takes>,
    pub is_required: bool,
    /// It takes `unknown` and `none` too.
    pub is_stated: bool,
    pub is_list: bool,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Takes {
    /// Fields of its own.
    Fields,
    Boolean,
    Number,
    Day,
    Choice(Vec<String>),
    /// Any text; these are usual.
    Text(Vec<String>),
    Types,
    /// Terms of a taxonomy.
    Terms(String),
    /// Keys of a data file.
    Data(String),
    Menus,
    Series,
    Themes,
    Zones,
    Pictures,
    Page,
    Section,
    Pages,
    /// Types of schema.org.
    Vocabulary,
}

impl FieldHelp {
    /// The data file whose keys it takes, without its ending.
    pub fn data_file(&self) -> Option<&str> {
        self.takes.iter().find_map(|takes| match takes {
            Takes::Data(file) => Some(file.as_str()),
            _ => None,
        })
    }

    /// What it takes, in a few words.
    pub fn detail(&self) -> Option<String> {
        let kind = match self.takes.first()? {
            _ if self.is_list => "a list",
            Takes::Boolean => "true or false",
            Takes::Number => "a number",
            Takes::Day => "a day",
            Takes::Choice(_) => "one of several values",
            Takes::Types => "a page type",
            Takes::Page => "a page",
            Takes::Pages => "pages or folders",
            Takes::Fields => "a group of fields",
            _ => "text",
        };
        let needed = if self.is_required { ", required" } else { "" };
        Some(format!("{kind}{needed}"))
    }
}

/// The parts that the shapes of a file use.
type Parts = BTreeMap<String, Shape>;

/// What a whole file holds.
struct Table {
    rows: Vec<FieldSpec>,
    /// The file is a map of records, each with these fields.
    records: bool,
    parts: &'static Parts,
}

/// A field by its names, from the outermost.
pub fn find(spot: &TextPosition, path: &[String]) -> Option<FieldHelp> {
    let (name, around) = path.split_last()?;
    let table = table(spot)?;
    let shapes = shapes(spot, &table, around);
    let found: Vec<Shape> = shapes.iter().flat_map(|shape| inner(spot, &table, shape, name)).collect();
    let first = found.first()?;
    Some(known(spot, &table, name, first, &found))
}

/// The fields that can stand inside of others.
pub fn inside(spot: &TextPosition, path: &[String]) -> Vec<FieldHelp> {
    let Some(table) = table(spot) else { return Vec::new() };
    let shapes = shapes(spot, &table, path);
    let rows = shapes.iter().flat_map(|shape| rows(spot, &table, shape));
    rows.map(|row| known(spot, &table, &row.name, &row.shape, std::slice::from_ref(&row.shape))).collect()
}

/// The table of the file at hand.
fn table(spot: &TextPosition) -> Option<Table> {
    let path = spot.path.as_str();
    let of = |file: &'static vertebra_schema::shape::FileSpec| Table {
        rows: file.fields.clone(),
        records: false,
        parts: &file.parts,
    };
    if Build::is_page(&spot.path) {
        let kind = page_type(spot);
        return Some(Table { rows: of_pages(spot, kind.as_deref()), ..of(&PAGE) });
    }
    if path.starts_with("themes/") && spot.path.file_name() == "theme.yaml" {
        return Some(of(&THEME));
    }
    if let Some(name) = path.strip_prefix("content/data/") {
        if name == "search.yaml" {
            return Some(of(&SEARCH));
        }
        let declared = &spot.desk.build.site().theme.data;
        let data = declared.get(name).or_else(|| declared.get(name.rsplit_once('.')?.0))?;
        let rows = data.fields.iter().map(declared_row).collect();
        return Some(Table { rows, records: data.records, parts: &PAGE.parts });
    }
    (path == vertebra_schema::config::FILE).then(|| of(&SITE))
}

/// The type of the page at hand: the one that it names, even if nothing else can be read, else the one that it had.
fn page_type(spot: &TextPosition) -> Option<String> {
    let (fields, _) = document::parts(spot.text.as_str());
    let text = fields.and_then(|range| spot.text.as_str().get(range)).unwrap_or_default();
    let named = text.lines().find_map(|line| line.strip_prefix("type:")).map(|name| name.trim().trim_matches('"'));
    let named = named.filter(|name| spot.desk.build.schema().types.contains_key(*name));
    let known = || spot.desk.build.page(&spot.path).or(spot.desk.page(&spot.path).as_ref()).cloned();
    named.map(str::to_owned).or_else(|| known().map(|page| page.front.kind.value.clone()))
}

fn declared_row(field: &vertebra_schema::Field) -> FieldSpec {
    FieldSpec { name: field.name.clone(), shape: Shape::of_field(field) }
}

/// The fields of pages of a type; of all types, where none is known.
fn of_pages(spot: &TextPosition, kind: Option<&str>) -> Vec<FieldSpec> {
    let schema = spot.desk.build.schema();
    let taxonomies = schema.taxonomies.iter().map(|name| {
        let help = Some(format!("The {name} of the page, as a list."));
        FieldSpec { name: name.clone(), shape: Shape { help, ..Shape::of(ValueKind::Field(FieldKind::List)) } }
    });
    let types = schema.types.iter().filter(|(name, _)| kind.is_none_or(|kind| kind == *name));
    let declared = types.flat_map(|(_, kind)| kind.fields.iter().map(declared_row));
    let mut rows: Vec<FieldSpec> = PAGE.fields.iter().cloned().chain(taxonomies).collect();
    for row in declared {
        if !rows.iter().any(|known| known.name == row.name) {
            rows.push(row);
        }
    }
    rows
}

/// The shapes of what stands at a path; several where one of several may be meant.
fn shapes(spot: &TextPosition, table: &Table, path: &[String]) -> Vec<Shape> {
    let top = Shape::of(ValueKind::Fields(table.rows.clone()));
    let top = if table.records { Shape::of(ValueKind::Each(Box::new(top))) } else { top };
    let mut shapes = vec![top];
    for name in path {
        shapes = shapes.iter().flat_map(|shape| inner(spot, table, shape, name)).collect();
    }
    shapes
}

/// What stands behind a name in a shape.
fn inner(spot: &TextPosition, table: &Table, shape: &Shape, name: &str) -> Vec<Shape> {
    match &shape.kind {
        ValueKind::Each(each) => vec![(**each).clone()],
        ValueKind::Items(item) => inner(spot, table, item, name),
        ValueKind::Either(all) => all.iter().flat_map(|one| inner(spot, table, one, name)).collect(),
        ValueKind::Use(part) => table.parts.get(part).map_or_else(Vec::new, |part| inner(spot, table, part, name)),
        _ => rows(spot, table, shape).into_iter().filter(|row| row.name == name).map(|row| row.shape).collect(),
    }
}

/// The names that can stand in a shape, as far as they are known.
fn rows(spot: &TextPosition, table: &Table, shape: &Shape) -> Vec<FieldSpec> {
    match &shape.kind {
        ValueKind::Fields(rows) => rows.clone(),
        ValueKind::Items(item) => rows(spot, table, item),
        ValueKind::Either(all) => all.iter().flat_map(|one| rows(spot, table, one)).collect(),
        ValueKind::Use(part) => table.parts.get(part).map_or_else(Vec::new, |part| rows(spot, table, part)),
        ValueKind::Front => of_pages(spot, None),
        ValueKind::Settings => {
            let settings = spot.desk.build.site().theme.settings.iter();
            let row = |it: &vertebra_schema::theme::Setting| {
                let shape = Shape { help: it.help.clone(), ..Shape::of(ValueKind::Field(it.kind.clone())) };
                FieldSpec { name: it.name.clone(), shape }
            };
            settings.map(row).collect()
        }
        _ => Vec::new(),
    }
}

fn known(spot: &TextPosition, table: &Table, name: &str, first: &Shape, all: &[Shape]) -> FieldHelp {
    let part = match &first.kind {
        ValueKind::Use(part) => table.parts.get(part),
        _ => None,
    };
    let mut takes: Vec<Takes> = Vec::new();
    for one in all.iter().flat_map(|shape| taken(spot, table, name, shape)) {
        if !takes.contains(&one) {
            takes.push(one);
        }
    }
    FieldHelp {
        name: name.to_owned(),
        help: first.help.clone().or_else(|| part.and_then(|part| part.help.clone())),
        takes,
        is_required: first.required,
        is_stated: first.stated,
        is_list: all.iter().any(|shape| is_list(table, shape)),
    }
}

fn is_list(table: &Table, shape: &Shape) -> bool {
    match &shape.kind {
        ValueKind::Items(_) | ValueKind::Texts(_) | ValueKind::Addresses => true,
        ValueKind::Field(FieldKind::List | FieldKind::Pages) => true,
        ValueKind::Either(all) => all.iter().any(|one| is_list(table, one)),
        ValueKind::Use(part) => table.parts.get(part).is_some_and(|part| is_list(table, part)),
        _ => false,
    }
}

/// What a shape takes as a value.
fn taken(spot: &TextPosition, table: &Table, name: &str, shape: &Shape) -> Vec<Takes> {
    let examples = || {
        let texts = shape.examples.iter().filter_map(YamlNode::as_text).map(str::to_owned);
        // One example shows a form; several are a choice.
        Takes::Text(if shape.examples.len() > 1 { texts.collect() } else { Vec::new() })
    };
    let named = shape.names.as_deref().map(|names| match names {
        "menus" => Takes::Menus,
        "pages" => Takes::Page,
        "sections" => Takes::Section,
        "themes" => Takes::Themes,
        "zones" => Takes::Zones,
        other => Takes::Data(shape.data_file().unwrap_or(other).to_owned()),
    });
    if let Some(named) = named {
        return vec![named];
    }
    let is_taxonomy = spot.desk.build.schema().taxonomies.iter().any(|taxonomy| taxonomy == name);
    vec![match &shape.kind {
        ValueKind::Field(FieldKind::List) if Build::is_page(&spot.path) && is_taxonomy => Takes::Terms(name.to_owned()),
        ValueKind::Field(FieldKind::Text) if name == "series" => Takes::Series,
        ValueKind::Field(FieldKind::Text) if name == "image" => Takes::Pictures,
        ValueKind::Field(kind) => match kind {
            FieldKind::Boolean => Takes::Boolean,
            FieldKind::Date => Takes::Day,
            FieldKind::Integer => Takes::Number,
            FieldKind::Choice(words) => Takes::Choice(words.clone()),
            FieldKind::Page => Takes::Page,
            FieldKind::Pages => Takes::Pages,
            FieldKind::Map | FieldKind::Hours => Takes::Fields,
            _ => examples(),
        },
        ValueKind::Texts(words) if !words.is_empty() => Takes::Choice(words.clone()),
        ValueKind::Never => Takes::Choice(vec!["false".to_owned()]),
        ValueKind::Count => Takes::Number,
        ValueKind::Type => Takes::Types,
        ValueKind::Words => Takes::Vocabulary,
        ValueKind::Items(item) => return taken(spot, table, name, item),
        ValueKind::Either(all) => return all.iter().flat_map(|one| taken(spot, table, name, one)).collect(),
        ValueKind::Use(part) => {
            return table.parts.get(part).map_or_else(Vec::new, |part| taken(spot, table, name, part));
        }
        ValueKind::Fields(_) | ValueKind::Each(_) | ValueKind::Front | ValueKind::Settings => Takes::Fields,
        _ => examples(),
    }]
}
