//! Schemas of front matter: of one type of page, of pages of any type, and of the defaults in `site.yaml`.

use serde_json::{Map, Value, json};

use super::declared::Declared;
use super::values;
use vertebra_schema::shape::{FieldSpec, PAGE, Shape, ValueKind};
use vertebra_schema::{ContentType, FieldKind};

/// A page of one type: the common fields, the taxonomies, and what the type declares.
pub(super) fn of_type(declared: &Declared, name: &str, kind: &ContentType) -> Map<String, Value> {
    let own = kind.fields.iter().map(|field| FieldSpec { name: field.name.clone(), shape: Shape::of_field(field) });
    let mut rows: Vec<FieldSpec> = common(declared).chain(own).collect();
    // What the defaults of `site.yaml` give, a page need not say.
    rows.iter_mut().filter(|row| has_default(declared, &row.name)).for_each(|row| row.shape.required = false);
    let mut schema = values::fields(declared, &rows);
    narrow_type(&mut schema, name, &kind.label);
    schema
}

/// Pages of all types: what a page may hold follows from its `type`. One that does not say its type may have it from
/// `site.yaml`, so it may hold whatever some type has.
pub(super) fn any(declared: &Declared) -> Map<String, Value> {
    let mut definitions = Map::new();
    let mut rules = Vec::new();
    for (name, kind) in &declared.schema.types {
        let mut definition = of_type(declared, name, kind);
        leave_to_others(&mut definition, kind);
        definitions.insert(name.clone(), Value::Object(definition));
        rules.push(json!({
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": {"$ref": format!("#/definitions/{name}")},
        }));
    }
    let mut schema = loose(declared);
    if !has_default(declared, "title") {
        schema.insert("required".to_owned(), json!(["title"]));
    }
    schema.insert("definitions".to_owned(), Value::Object(definitions));
    schema.insert("allOf".to_owned(), Value::Array(rules));
    schema
}

/// What the common fields hold is said once, for pages of all types.
fn leave_to_others(schema: &mut Map<String, Value>, kind: &ContentType) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let shared = kind.fields.iter().filter(|field| field.shared.is_some() && !field.required);
    let shared = shared.map(|field| field.name.as_str());
    for name in PAGE.names().filter(|name| *name != "title").chain(shared) {
        if let Some(value) = properties.get_mut(name) {
            *value = json!(true);
        }
    }
}

/// Front matter with the fields of all types, none of them required.
pub(super) fn loose(declared: &Declared) -> Map<String, Value> {
    let mut properties = Map::new();
    let loosely = |mut shape: Shape| {
        shape.required = false;
        values::value(declared, &shape)
    };
    for row in common(declared) {
        properties.insert(row.name, loosely(row.shape));
    }
    for field in declared.schema.types.values().flat_map(|kind| &kind.fields) {
        let value = loosely(Shape::of_field(field));
        match properties.get_mut(&field.name) {
            None => _ = properties.insert(field.name.clone(), value),
            Some(known) if *known == value => {}
            // Two types have a field of this name, and mean two things.
            Some(known) => match known.get_mut("anyOf").and_then(Value::as_array_mut) {
                Some(all) => all.push(value),
                None => *known = json!({"anyOf": [known.clone(), value]}),
            },
        }
    }
    values::group(properties, Vec::new())
}

fn common(declared: &Declared) -> impl Iterator<Item = FieldSpec> {
    let taxonomy = |name: &String| {
        let mut shape = Shape::of(ValueKind::Field(FieldKind::List));
        shape.help = Some("Topics of the page, as a list: [one, two].".to_owned());
        FieldSpec { name: name.clone(), shape }
    };
    let taxonomies: Vec<FieldSpec> = declared.schema.taxonomies.iter().map(taxonomy).collect();
    PAGE.fields.iter().cloned().chain(taxonomies)
}

fn has_default(declared: &Declared, name: &str) -> bool {
    declared.schema.defaults.iter().any(|defaults| defaults.fields.get(name).is_some_and(|value| !value.is_null()))
}

fn narrow_type(schema: &mut Map<String, Value>, name: &str, label: &str) {
    if let Some(kind) = schema.get_mut("properties").and_then(|it| it.get_mut("type")) {
        let about = kind.get("description").cloned().unwrap_or_default();
        *kind = json!({"enum": [name], "enumDescriptions": [label], "description": about});
    }
}
