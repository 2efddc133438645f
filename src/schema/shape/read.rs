//! The tables of shapes, from YAML. They are part of the program: a test sees to it that they hold no fault.

use std::collections::BTreeMap;

use super::model::{FieldSpec, FileSpec, Shape, ValueKind};
use crate::FieldKind;
use vertebra_base::path::SourcePath;
use vertebra_yaml::{self as yaml, MapEntry, YamlNode};

/// Reads a table. What cannot be read is left out.
pub(super) fn file(text: &str) -> FileSpec {
    let (node, _) = parse(text);
    let part = |entry: &MapEntry| Some((entry.key.clone(), shape(&entry.value)?));
    FileSpec {
        fields: node.get("fields").map(rows).unwrap_or_default(),
        parts: entries(node.get("parts")).iter().filter_map(part).collect::<BTreeMap<_, _>>(),
    }
}

/// What is wrong with a table, for its test.
#[cfg(test)]
pub(super) fn faults(text: &str) -> Vec<String> {
    let (node, faults) = parse(text);
    let mut found: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
    look(&node, &mut found);
    found
}

/// Names of shapes that are none: every map behind a name of a field must be a shape.
#[cfg(test)]
fn look(node: &YamlNode, found: &mut Vec<String>) {
    for entry in entries(Some(node)) {
        if matches!(entry.key.as_str(), "fields" | "parts") {
            for field in entries(Some(&entry.value)) {
                if shape(&field.value).is_none() {
                    found.push(format!("{} is no shape", field.key));
                }
                look(&field.value, found);
            }
        } else {
            look(&entry.value, found);
        }
    }
}

fn parse(text: &str) -> (YamlNode, Vec<vertebra_base::diagnostic::Diagnostic>) {
    yaml::parse(text, 0, &SourcePath::new("builtin/shape.yaml"))
}

fn entries(node: Option<&YamlNode>) -> &[MapEntry] {
    node.and_then(YamlNode::as_map).unwrap_or_default()
}

fn rows(node: &YamlNode) -> Vec<FieldSpec> {
    let row = |entry: &MapEntry| Some(FieldSpec { name: entry.key.clone(), shape: shape(&entry.value)? });
    entries(Some(node)).iter().filter_map(row).collect()
}

fn shape(node: &YamlNode) -> Option<Shape> {
    let text = |name| node.get(name).and_then(YamlNode::as_text);
    Some(Shape {
        required: text("required") == Some("true"),
        help: text("help").map(str::to_owned),
        default: node.get("default").cloned(),
        examples: node.get("examples").and_then(YamlNode::as_list).unwrap_or_default().to_vec(),
        names: text("names").map(str::to_owned),
        ..Shape::of(kind(node)?)
    })
}

fn kind(node: &YamlNode) -> Option<ValueKind> {
    let inner = |name| node.get(name).and_then(shape).map(Box::new);
    if let Some(fields) = node.get("fields") {
        return Some(ValueKind::Fields(rows(fields)));
    }
    if let Some(all) = node.get("either").and_then(YamlNode::as_list) {
        return Some(ValueKind::Either(all.iter().filter_map(shape).collect()));
    }
    if let Some(part) = node.get("use").and_then(YamlNode::as_text) {
        return Some(ValueKind::Use(part.to_owned()));
    }
    if let Some(each) = inner("each") {
        return Some(ValueKind::Each(each));
    }
    if let Some(items) = inner("items") {
        return Some(ValueKind::Items(items));
    }
    let words = || {
        let of = node.get("of").and_then(YamlNode::as_list).unwrap_or_default();
        of.iter().filter_map(YamlNode::as_text).map(str::to_owned).collect()
    };
    Some(match node.get("kind")?.as_text()? {
        "texts" => ValueKind::Texts(words()),
        "count" => ValueKind::Count,
        "slug" => ValueKind::Slug,
        "period" => ValueKind::Period,
        "addresses" => ValueKind::Addresses,
        "address" => ValueKind::Address,
        "pattern" => ValueKind::Pattern,
        "words" => ValueKind::Words,
        "property" => ValueKind::Property,
        "never" => ValueKind::Never,
        "type" => ValueKind::Type,
        "front" => ValueKind::Front,
        "settings" => ValueKind::Settings,
        name => match FieldKind::parse(name)? {
            FieldKind::Choice(_) => ValueKind::Field(FieldKind::Choice(words())),
            kind => ValueKind::Field(kind),
        },
    })
}
