//! `theme.yaml`: what a theme declares of itself.

use super::Theme;
use crate::config::{Config, Fields, capital};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::moment::{Moment, MomentFault};
use crate::path::SourcePath;
use crate::schema::{ContentType, Field, FieldKind};
use crate::span::Spanned;
use crate::yaml::{Entry, Kind, Node};

/// A setting that `site.yaml` may give.
#[derive(Debug, Clone)]
pub struct Setting {
    pub name: String,
    pub kind: FieldKind,
    pub default: Option<Node>,
    pub help: Option<String>,
}

/// Adds what one `theme.yaml` declares; what a nearer theme has declared stays. Returns the theme it extends.
pub fn read(node: &Node, file: &SourcePath, theme: &mut Theme, out: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
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
    fields.finish(out);
    parent
}

fn content_type(entry: &Entry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> ContentType {
    let mut fields = Fields::of(&entry.value, file, out);
    let declared = ContentType {
        template: fields.required("template", "page.html", out).value,
        label: fields.text("label", out).map_or_else(|| capital(&entry.key), |label| label.value),
        glossary: fields.boolean("glossary", out).unwrap_or(false),
        fields: {
            fields.text("help", out);
            let entries = fields.entries("fields", out);
            entries.iter().map(|entry| field(entry, file, out)).collect()
        },
    };
    fields.finish(out);
    declared
}

fn field(entry: &Entry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Field {
    let mut fields = Fields::of(&entry.value, file, out);
    let name = fields.required("kind", "text", out);
    let mut kind = FieldKind::parse(&name.value).unwrap_or_else(|| {
        if !name.value.is_empty() {
            let help = did_you_mean(&name.value, FieldKind::NAMES)
                .unwrap_or_else(|| format!("the kinds are: {}", FieldKind::NAMES.join(", ")));
            let message = format!("there is no kind of field \"{}\"", name.value);
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
    };
    fields.finish(out);
    field
}

/// Reports settings in `site.yaml` that the theme does not declare, or that are of another kind.
pub fn check_settings(theme: &Theme, config: &Config, out: &mut Vec<Diagnostic>) {
    let file = SourcePath::new(crate::config::FILE);
    for entry in &config.settings {
        let Some(setting) = theme.settings.iter().find(|setting| setting.name == entry.key) else {
            let names: Vec<_> = theme.settings.iter().map(|setting| setting.name.as_str()).collect();
            let message = format!("\"{}\" is not a setting of this theme", entry.key);
            let help = did_you_mean(&entry.key, names.iter().copied())
                .unwrap_or_else(|| format!("its settings are: {}", names.join(", ")));
            out.push(Diagnostic::error("field-unknown", &file, entry.key_span, message).with_help(help));
            continue;
        };
        if let Some(fault) = bad_day(&setting.kind, &entry.value, config) {
            let (code, message, help) = fault.explain();
            out.push(Diagnostic::error(code, &file, entry.value.span, message).with_help(help));
        }
        let Some(wanted) = wanted(&setting.kind, &entry.value) else { continue };
        let message = format!("\"{}\" takes {wanted}; this is {}", entry.key, entry.value.kind_name());
        out.push(Diagnostic::error("field-kind", &file, entry.value.span, message).maybe_help(setting.help.clone()));
    }
}

/// What a setting of a kind takes, where the value is none of that.
pub fn wanted(kind: &FieldKind, value: &Node) -> Option<&'static str> {
    match (kind, &value.kind) {
        (FieldKind::Boolean, kind) if !matches!(kind, Kind::Bool(..)) => Some("true or false"),
        (FieldKind::Integer, kind) if !matches!(kind, Kind::Number(..)) => Some("a whole number"),
        (FieldKind::Text, _) if value.as_text().is_none() && !value.is_null() => Some("text"),
        (FieldKind::Date, _) if value.as_text().is_none() && !value.is_null() => Some("a day, such as 2026-12-31"),
        (FieldKind::List, _) if value.as_list().is_none() => Some("a list"),
        (FieldKind::Map, _) if value.as_map().is_none() => Some("fields of its own"),
        _ => None,
    }
}

/// What is wrong with a day that a setting gives.
fn bad_day(kind: &FieldKind, value: &Node, config: &Config) -> Option<MomentFault> {
    let text = value.as_text().filter(|text| *kind == FieldKind::Date && !text.trim().is_empty())?;
    Moment::parse(text, &config.time_zone).err()
}
