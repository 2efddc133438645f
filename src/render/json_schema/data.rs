//! Schemas of the files in `content/data/`: `search.yaml`, which the program reads, and those that the theme declares.

use serde_json::{Map, Value, json};

use super::declared::Declared;
use super::values;
use vertebra_schema::shape::{FieldSpec, PAGE, SEARCH, Shape};
use vertebra_schema::theme::DataFile;

/// All of them, by name: the name, what it is for, and the schema.
pub(super) fn all<'a>(declared: &Declared<'a>) -> Vec<(String, &'a str, Map<String, Value>)> {
    let search = values::file(declared, &SEARCH);
    let search = ("search".to_owned(), "synonyms and settings for the search", search);
    let of_theme = declared.theme.data.iter().map(|(name, data)| {
        (name.clone(), data.help.as_deref().unwrap_or("data of the theme"), of_file(declared, data))
    });
    let mut all: Vec<_> = of_theme.filter(|(name, ..)| name != "search").chain([search]).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// A file in another language may name the version that was translated: docs/translating.md.
fn translated() -> Option<FieldSpec> {
    let name = "translated_from";
    PAGE.field(name).map(|shape| FieldSpec { name: name.to_owned(), shape: shape.clone() })
}

fn of_file(declared: &Declared, data: &DataFile) -> Map<String, Value> {
    let mut rows: Vec<FieldSpec> =
        data.fields.iter().map(|field| FieldSpec { name: field.name.clone(), shape: Shape::of_field(field) }).collect();
    if !data.records {
        rows.extend(translated());
        return values::fields(declared, &rows);
    }
    let record = values::fields(declared, &rows);
    let mut schema = values::fields(declared, translated().as_slice());
    schema.insert("type".to_owned(), json!(["object", "null"]));
    schema.insert("additionalProperties".to_owned(), Value::Object(record));
    schema
}
