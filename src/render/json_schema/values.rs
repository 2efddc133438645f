//! The schema of one value by its shape, and of a group of fields.

use serde_json::{Map, Value, json};

use super::declared::Declared;
use super::patterns::{self, TextPattern};
use vertebra_schema::schema_org::VOCABULARY;
use vertebra_schema::shape::{FieldSpec, FileSpec, Shape, ValueKind};
use vertebra_schema::{Field, FieldKind};
use vertebra_yaml::{self as yaml, YamlNode};

const TEXT: [&str; 3] = ["string", "number", "boolean"];

/// A file that has exactly these fields.
pub(super) fn file(declared: &Declared, file: &FileSpec) -> Map<String, Value> {
    let mut schema = fields(declared, &file.fields);
    if !file.parts.is_empty() {
        let part = |(name, shape)| (String::clone(name), value(declared, shape));
        schema.insert("definitions".to_owned(), Value::Object(file.parts.iter().map(part).collect()));
    }
    schema
}

/// A group of exactly these fields.
pub(super) fn fields(declared: &Declared, rows: &[FieldSpec]) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for row in rows {
        properties.insert(row.name.clone(), value(declared, &row.shape));
        if row.shape.required {
            required.push(json!(row.name));
        }
    }
    group(properties, required)
}

/// A group of these properties and no others.
pub(super) fn group(properties: Map<String, Value>, required: Vec<Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

/// The settings that a theme declares: each of its kind.
pub(super) fn settings(declared: &Declared) -> Value {
    let mut properties = Map::new();
    for setting in &declared.theme.settings {
        let field = Field {
            name: setting.name.clone(),
            kind: setting.kind.clone(),
            required: false,
            stated: false,
            label: None,
            help: setting.help.clone(),
            default: setting.default.clone(),
            keys_of: None,
            needs_file: false,
            property: None,
            shared: None,
        };
        let mut shape = Shape::of_field(&field);
        shape.names = match setting.kind {
            FieldKind::Page => Some("pages".to_owned()),
            FieldKind::Pages => Some("sections".to_owned()),
            _ => None,
        };
        // What a setting of these kinds holds is not looked at where `site.yaml` is read.
        if matches!(setting.kind, FieldKind::Choice(_) | FieldKind::Phone | FieldKind::Hours) {
            let kind = std::mem::replace(&mut shape.kind, ValueKind::Field(FieldKind::Any));
            if let ValueKind::Field(FieldKind::Choice(words)) = kind {
                shape.examples = words.into_iter().map(text_node).collect();
            }
        }
        properties.insert(setting.name.clone(), value(declared, &shape));
    }
    Value::Object(group(properties, Vec::new())).nullable(true)
}

fn text_node(text: String) -> YamlNode {
    YamlNode { kind: yaml::NodeKind::Text(text), ..YamlNode::default() }
}

/// The schema of a value.
pub(super) fn value(declared: &Declared, shape: &Shape) -> Value {
    let mut schema = match &shape.kind {
        ValueKind::Use(part) => return json!({"$ref": format!("#/definitions/{part}")}),
        ValueKind::Settings => return json!({"$ref": "#/definitions/settings"}),
        ValueKind::Front => return json!({"$ref": "#/definitions/front"}),
        kind => of_kind(declared, shape, kind),
    };
    if shape.stated && !takes_any_text(&shape.kind) {
        let words = json!({"enum": ["unknown", "none"]});
        schema = one_of_both(words, schema);
    }
    describe(declared, shape, &mut schema);
    Value::Object(schema)
}

fn one_of_both(words: Value, schema: Map<String, Value>) -> Map<String, Value> {
    let mut both = Map::new();
    both.insert("anyOf".to_owned(), json!([words, schema]));
    both
}

fn takes_any_text(kind: &ValueKind) -> bool {
    matches!(kind, ValueKind::Field(FieldKind::Text | FieldKind::Page | FieldKind::Any))
}

/// Help, default and examples, which editors show and offer.
fn describe(declared: &Declared, shape: &Shape, schema: &mut Map<String, Value>) {
    let mut about: Vec<String> = shape.help.iter().cloned().collect();
    if shape.stated {
        about.push("If it is not known, write: unknown. If there is none, write: none.".to_owned());
    }
    if let Some(default) = shape.default.as_ref().and_then(YamlNode::as_text).filter(|text| !text.is_empty()) {
        about.push(format!("Default: {default}."));
    }
    if !about.is_empty() {
        schema.insert("description".to_owned(), json!(about.join(" ")));
    }
    let mut examples: Vec<Value> = shape.examples.iter().map(plain).collect();
    if shape.stated && takes_any_text(&shape.kind) {
        examples.extend([json!("unknown"), json!("none")]);
    }
    let named = shape.names.as_deref().map(|kind| declared.names.get(kind.trim_end_matches('?'))).unwrap_or_default();
    match schema.get_mut("items").and_then(Value::as_object_mut) {
        Some(items) if !named.is_empty() => _ = items.insert("examples".to_owned(), json!(named)),
        _ => examples.extend(named.iter().map(|name| json!(name))),
    }
    if !examples.is_empty() {
        schema.insert("examples".to_owned(), Value::Array(examples));
    }
}

/// A value of YAML as one of JSON.
pub(super) fn plain(node: &YamlNode) -> Value {
    match &node.kind {
        yaml::NodeKind::Null => Value::Null,
        yaml::NodeKind::Bool(value, _) => json!(value),
        yaml::NodeKind::Number(number, text) => {
            text.parse::<i64>().map_or_else(|_| json!(number), |whole| json!(whole))
        }
        yaml::NodeKind::Text(text) => json!(text),
        yaml::NodeKind::List(items) => items.iter().map(plain).collect(),
        yaml::NodeKind::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), plain(&entry.value))).collect())
        }
    }
}

fn of_kind(declared: &Declared, shape: &Shape, kind: &ValueKind) -> Map<String, Value> {
    let object = |value: Value| match value {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let null = !shape.required;
    object(match kind {
        ValueKind::Field(kind) => return of_field(shape, kind),
        ValueKind::Texts(words) if words.is_empty() => list_or_one(text(true), shape.required),
        ValueKind::Texts(words) => either(vec![json!({"enum": words}), list(json!({"enum": words}), false)], null),
        ValueKind::Count => {
            let mut count = matching(&patterns::COUNT, &["integer", "string"], null);
            count["minimum"] = json!(0);
            count
        }
        ValueKind::Slug => matching(&patterns::SLUG, &["string", "number", "boolean"], null),
        ValueKind::Period => matching(&patterns::PERIOD, &["string"], null),
        ValueKind::Addresses => {
            let one = matching(&patterns::ALIAS, &TEXT, true);
            let mut all = list_or_one(one.clone(), shape.required);
            all["pattern"] = one["pattern"].clone();
            all
        }
        ValueKind::Address => matching(&patterns::ADDRESS, &["string"], null),
        ValueKind::Pattern => matching(&patterns::PATTERN, &["string"], false),
        ValueKind::Words => {
            let words: Vec<&str> = VOCABULARY.kinds().chain(["none"]).collect();
            either(vec![json!({"enum": words}), list(json!({"enum": words}), false)], null)
        }
        ValueKind::Property => json!({"enum": VOCABULARY.properties}),
        ValueKind::Never => {
            either(vec![json!({"enum": [false]}), matching(&patterns::FALSE, &["string"], false)], null)
        }
        ValueKind::Type => {
            let names: Vec<&str> = declared.schema.types.keys().map(String::as_str).collect();
            let labels: Vec<&str> = declared.schema.types.values().map(|kind| kind.label.as_str()).collect();
            json!({"enum": names, "enumDescriptions": labels, "markdownEnumDescriptions": labels}).nullable(null)
        }
        ValueKind::Fields(rows) => Value::Object(fields(declared, rows)).nullable(null),
        ValueKind::Each(inner) => {
            json!({"type": "object", "additionalProperties": value(declared, inner)}).nullable(null)
        }
        ValueKind::Items(inner) => list(value(declared, inner), false).nullable(null),
        ValueKind::Either(all) => either(all.iter().map(|inner| value(declared, inner)).collect(), null),
        // Told apart before.
        ValueKind::Use(_) | ValueKind::Settings | ValueKind::Front => json!({}),
    })
}

fn of_field(shape: &Shape, kind: &FieldKind) -> Map<String, Value> {
    let null = !shape.required;
    let schema = match kind {
        FieldKind::Text | FieldKind::Page => match shape.required {
            true => json!({"type": TEXT, "minLength": 1}),
            false => text(null),
        },
        FieldKind::Integer => matching(&patterns::INTEGER, &["integer", "string"], null),
        FieldKind::Boolean => matching(&patterns::BOOLEAN, &["boolean", "string"], null),
        FieldKind::Date => matching(&patterns::DATE, &["string"], null),
        FieldKind::List | FieldKind::Pages => list_or_one(text(true), shape.required),
        FieldKind::Choice(words) => choice(words, null),
        FieldKind::Color => matching(&patterns::COLOR, &["string"], null),
        FieldKind::Phone => matching(&patterns::PHONE, &["string", "number"], null),
        FieldKind::Hours => hours(shape.required).nullable(null),
        FieldKind::Map => {
            let least = usize::from(shape.required);
            json!({"type": "object", "minProperties": least}).nullable(null)
        }
        FieldKind::Any => json!({}),
    };
    match schema {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn types(names: &[&str], null: bool) -> Value {
    match (names, null) {
        ([one], false) => json!(one),
        _ => json!(names.iter().copied().chain(null.then_some("null")).collect::<Vec<_>>()),
    }
}

fn text(null: bool) -> Value {
    json!({"type": types(&TEXT, null)})
}

fn matching(TextPattern(pattern, help): &TextPattern, names: &[&str], null: bool) -> Value {
    // An empty text is a field that is not there.
    let pattern = if null { format!("{pattern}|^ *$") } else { (*pattern).to_owned() };
    json!({"type": types(names, null), "pattern": pattern, "patternErrorMessage": help})
}

fn list(items: Value, required: bool) -> Value {
    match required {
        true => json!({"type": "array", "items": items, "minItems": 1}),
        false => json!({"type": "array", "items": items}),
    }
}

/// A list of texts, or one text that is no list with its commas forgotten.
fn list_or_one(items: Value, required: bool) -> Value {
    let mut schema = list(items, required);
    schema["type"] = types(&["array", "string", "number", "boolean"], !required);
    schema["pattern"] = json!("^[^,]*$");
    schema["patternErrorMessage"] = json!("Write a list: [one, two].");
    schema
}

fn either(all: Vec<Value>, null: bool) -> Value {
    json!({"anyOf": all}).nullable(null)
}

/// The words of a choice. One that reads like a number or like yes or no in YAML is the same word without quotes.
fn choice(words: &[String], null: bool) -> Value {
    let mut all: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    for word in words {
        match word.as_str() {
            "true" => all.push(json!(true)),
            "false" => all.push(json!(false)),
            word => all.extend(word.parse::<i64>().ok().map(|number| json!(number))),
        }
    }
    json!({"enum": all}).nullable(null)
}

/// Opening hours: a line for each day or group of days, or the same words for the whole week.
fn hours(required: bool) -> Value {
    let times = json!({
        "type": "string",
        "pattern": patterns::times(),
        "patternErrorMessage": "Write times like 9:00 am - 5:00 pm, or closed, or by appointment.",
        "examples": ["9:00 am - 5:00 pm", "closed", "by appointment"],
    });
    let days = ["mon-fri", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "sat-sun", "daily"];
    let day = |name: &str| (name.to_owned(), times.clone());
    let properties: Map<String, Value> = days.iter().map(|name| day(name)).collect();
    json!({"anyOf": [
        {"type": "string", "pattern": patterns::whole_week(), "examples": ["by appointment", "closed"]},
        {
            "type": "object",
            "properties": properties,
            "propertyNames": {"pattern": patterns::days()},
            "additionalProperties": times,
            "minProperties": usize::from(required),
        },
    ]})
}

/// A schema that takes nothing at all besides: no value, or an empty text, which counts as none.
trait Nullable {
    fn nullable(self, null: bool) -> Value;
}

impl Nullable for Value {
    fn nullable(mut self, null: bool) -> Value {
        if !null {
            return self;
        }
        let nothing = json!({"type": ["null", "string"], "pattern": "^ *$"});
        if let Some(name) = self.get("type").and_then(Value::as_str).map(str::to_owned) {
            self["type"] = json!([name, "null", "string"]);
            self["pattern"] = nothing["pattern"].clone();
            let help = if name == "array" { "Write a list." } else { "Write fields here, each on a line of its own." };
            self["patternErrorMessage"] = json!(help);
            return self;
        }
        match self.get_mut("anyOf").and_then(Value::as_array_mut) {
            Some(all) => all.push(nothing),
            None => return json!({"anyOf": [self, nothing]}),
        }
        self
    }
}
