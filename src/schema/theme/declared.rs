//! `theme.yaml`: what a theme declares of itself.

use super::contrast;
use super::model::{DataFile, Setting, Theme};
use crate::config::capital;
use crate::schema_org::VOCABULARY;
use crate::{ContentType, Field, FieldKind};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_yaml::{Fields, MapEntry, YamlNode};

/// Adds what one `theme.yaml` declares; what a nearer theme has declared stays. Returns the theme it extends.
pub fn read(
    node: &YamlNode,
    file: &SourcePath,
    theme: &mut Theme,
    out: &mut Vec<Diagnostic>,
) -> Option<Spanned<String>> {
    let mut fields = Fields::of(node, file, out);
    fields.required("name", "my-theme", out);
    for about in ["version", "description", "author", "licence", "license"] {
        fields.text(about, out);
    }
    let parent = fields.text("extends", out);
    for entry in fields.entries("types", out) {
        let declared = content_type(entry, file, out);
        theme.types.entry(entry.key.clone()).or_insert(declared);
    }
    for entry in fields.entries("settings", out) {
        let field = field(entry, file, out);
        if !theme.settings.iter().any(|known| known.name == field.name) {
            let Field { name, kind, default, help, .. } = field;
            theme.settings.push(Setting { name, kind, default, help });
        }
    }
    theme.hashes_inline |= fields.boolean("hash_inline", out).unwrap_or(false);
    contrast::read(&mut fields, &mut theme.contrast, out);
    for entry in fields.entries("data", out) {
        let declared = data_file(entry, file, out);
        theme.data.entry(entry.key.clone()).or_insert(declared);
    }
    fields.finish(out);
    parent
}

fn data_file(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> DataFile {
    let mut fields = Fields::of(&entry.value, file, out);
    let help = fields.text("help", out).map(|help| help.value);
    let records = fields.text("of", out).is_none_or(|of| {
        if !matches!(of.value.as_str(), "records" | "fields") {
            let message = format!("\"{}\" is not one of the values of this field", of.value);
            let help = did_you_mean(&of.value, ["records", "fields"]);
            let help = help.unwrap_or_else(|| "write one of: records, fields".to_owned());
            out.push(Diagnostic::error("field-choice", file, of.span, message).with_help(help));
        }
        of.value != "fields"
    });
    let entries = fields.entries("fields", out);
    let declared = DataFile { help, records, fields: entries.iter().map(|entry| field(entry, file, out)).collect() };
    fields.finish(out);
    declared
}

fn content_type(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> ContentType {
    let mut fields = Fields::of(&entry.value, file, out);
    let declared = ContentType {
        template: fields.required("template", "page.html", out).value,
        label: fields.text("label", out).map_or_else(|| capital(&entry.key), |label| label.value),
        glossary: fields.boolean("glossary", out).unwrap_or(false),
        health: fields.boolean("health", out).unwrap_or(false),
        structured: fields.take("schema").is_some().then(|| schema_types(&fields.texts("schema", out), file, out)),
        fields: {
            fields.text("help", out);
            let entries = fields.entries("fields", out);
            entries.iter().map(|entry| field(entry, file, out)).collect()
        },
    };
    fields.finish(out);
    declared
}

fn field(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Field {
    let mut fields = Fields::of(&entry.value, file, out);
    let name = fields.required("kind", "text", out);
    let mut kind = FieldKind::parse(&name.value).unwrap_or_else(|| {
        if !name.value.is_empty() {
            let help = did_you_mean(&name.value, FieldKind::NAMES)
                .unwrap_or_else(|| format!("the field types are: {}", FieldKind::NAMES.join(", ")));
            let message = format!("there is no field type \"{}\"", name.value);
            out.push(Diagnostic::error("field-choice", file, name.span, message).with_help(help));
        }
        FieldKind::Any
    });
    let words = fields.texts("of", out);
    if let FieldKind::Choice(choices) = &mut kind {
        *choices = words.into_iter().map(|word| word.value).collect();
    }
    fields.text("label", out);
    let field = Field {
        name: entry.key.clone(),
        kind,
        required: fields.boolean("required", out).unwrap_or(false),
        stated: fields.boolean("stated", out).unwrap_or(false),
        help: fields.text("help", out).map(|help| help.value),
        default: fields.take("default").map(|entry| entry.value.clone()),
        keys_of: fields.text("keys_of", out).map(|file| file.value),
        property: fields.text("schema", out).and_then(|name| property(name, file, out)),
    };
    fields.finish(out);
    field
}

/// What pages of a type are, in the words of schema.org. `none` stands for nothing at all.
fn schema_types(names: &[Spanned<String>], file: &SourcePath, out: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut types = Vec::new();
    for name in names.iter().filter(|name| name.value != "none") {
        match VOCABULARY.has(&name.value) {
            true => types.push(name.value.clone()),
            false => {
                let message = format!("\"{}\" is not a known schema.org type", name.value);
                let help = did_you_mean(&name.value, VOCABULARY.kinds())
                    .unwrap_or_else(|| "write a type such as WebPage or Article, or: schema: none".to_owned());
                out.push(Diagnostic::error("schema-type", file, name.span, message).with_help(help));
            }
        }
    }
    types
}

/// The property of schema.org that a field stands for.
fn property(name: Spanned<String>, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Option<String> {
    if VOCABULARY.properties.contains(&name.value) {
        return Some(name.value);
    }
    let (message, help) = match VOCABULARY.newer(&name.value) {
        Some(newer) => (
            format!("schema.org has replaced \"{}\"", name.value),
            format!("use \"{newer}\" if it is one of the properties, or remove this"),
        ),
        None => (
            format!("\"{}\" is not a property that a field can provide", name.value),
            did_you_mean(&name.value, VOCABULARY.properties.iter().map(String::as_str))
                .unwrap_or_else(|| format!("the properties are: {}", VOCABULARY.properties.join(", "))),
        ),
    };
    out.push(Diagnostic::error("schema-property", file, name.span, message).with_help(help));
    None
}
