//! A field as `theme.yaml` declares it: of a type, of all types, of a data file, or as a setting.

use jiff::tz::TimeZone;

use super::settings::typed;
use crate::schema_org::VOCABULARY;
use crate::shape::PAGE;
use crate::{Field, FieldKind};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_yaml::{Fields, MapEntry, NamedValue};

/// A field that a type, a setting or a data file declares.
pub(super) fn field(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Field {
    let mut fields = Fields::of(&entry.value, file, out);
    let property = fields.text("schema", out).and_then(|name| property(name, file, out));
    let field = Field { property, ..common(&mut fields, entry, file, out) };
    fields.finish(out);
    field
}

/// What is said in the same words of every field.
pub(super) fn common<'a>(
    fields: &mut Fields<'a>,
    entry: &MapEntry,
    file: &SourcePath,
    out: &mut Vec<Diagnostic>,
) -> Field {
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
        if choices.is_empty() {
            let message = format!("the choice \"{}\" has nothing to choose from", entry.key);
            let help = "add the words: of: [one, another]";
            out.push(Diagnostic::error("theme-field", file, entry.key_span, message).with_help(help));
        }
    }
    let keys_of = fields.text("keys_of", out).map(|file| file.value);
    let field = Field {
        name: entry.key.clone(),
        kind,
        required: fields.boolean("required", out).unwrap_or(false),
        stated: fields.boolean("stated", out).unwrap_or(false),
        label: fields.text("label", out).map(|label| label.value),
        help: fields.text("help", out).map(|help| help.value),
        default: fields.take("default").map(|entry| entry.value.clone()),
        needs_file: keys_of.as_ref().is_some_and(|file| file.ends_with('?')),
        keys_of: keys_of.map(|file| file.trim_end_matches('?').to_owned()),
        property: None,
        shared: None,
    };
    default(&field, file, out);
    field
}

/// What to write in place of a text that is none of the choices.
pub(super) fn choose(text: &str, choices: &[String]) -> String {
    let near = did_you_mean(text, choices.iter().map(String::as_str));
    near.unwrap_or_else(|| format!("write one of: {}", choices.join(", ")))
}

/// A default that its own field could not hold.
fn default(field: &Field, file: &SourcePath, out: &mut Vec<Diagnostic>) {
    let Some(node) = field.default.as_ref().filter(|node| !node.is_null()) else { return };
    let text = node.as_text();
    if field.stated && matches!(text, Some("unknown" | "none")) {
        return;
    }
    if let (FieldKind::Choice(choices), Some(text)) = (&field.kind, text)
        && !choices.is_empty()
        && !choices.iter().any(|choice| choice == text)
    {
        let message = format!("the default \"{text}\" is not one of the choices for \"{}\"", field.name);
        out.push(Diagnostic::error("theme-field", file, node.span, message).with_help(choose(text, choices)));
    }
    typed(&field.kind, NamedValue { name: "default", key_span: node.span, node, file }, &TimeZone::UTC, out);
}

/// A field of a type that every page has anyway, and that it would hide.
pub(super) fn taken(field: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) {
    if PAGE.field(&field.key).is_some() {
        let message = format!("every page has the field \"{}\" already, so a type cannot declare it", field.key);
        let help = "give it another name, or remove it: templates read the common field as it is";
        out.push(Diagnostic::error("theme-field", file, field.key_span, message).with_help(help));
    }
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
