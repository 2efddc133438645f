//! `theme.yaml`: what a theme declares of itself.

use super::contrast;
use super::field::{field, taken};
use super::model::{DataFile, DefaultPage, Setting, Theme};
use super::shared;
use crate::config::capital;
use crate::schema_org::VOCABULARY;
use crate::shape::{THEME, ValueKind};
use crate::{ContentType, Field, FieldKind};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_yaml::{Fields, MapEntry, YamlNode};

/// What a `theme.yaml` names that only the whole chain of themes can tell.
pub struct NamedElsewhere {
    /// The theme that it extends.
    pub parent: Option<Spanned<String>>,
    /// The groups that its types belong to.
    pub groups: Vec<Spanned<String>>,
}

/// Adds what one `theme.yaml` declares; what a nearer theme has declared stays.
pub fn read(node: &YamlNode, file: &SourcePath, theme: &mut Theme, out: &mut Vec<Diagnostic>) -> NamedElsewhere {
    let mut fields = Fields::of(node, file, out);
    named(&fields.required("name", "my-theme", out), file, out);
    for about in ["version", "description", "author", "licence", "license"] {
        fields.text(about, out);
    }
    let parent = fields.text("extends", out);
    let mut groups = Vec::new();
    for entry in fields.entries("types", out) {
        let declared = content_type(entry, file, &mut groups, out);
        declared.fields.iter().for_each(|field| default_pages(theme, file, field, None));
        theme.types.entry(entry.key.clone()).or_insert(declared);
    }
    for entry in fields.entries("groups", out) {
        let declared = shared::group(entry, file, out);
        theme.groups.entry(entry.key.clone()).or_insert(declared);
    }
    for entry in fields.entries("fields", out) {
        let declared = shared::field(entry, file, out);
        default_pages(theme, file, &declared, None);
        if !theme.fields.iter().any(|known| known.name == declared.name) {
            theme.fields.push(declared);
        }
    }
    for entry in fields.entries("settings", out) {
        let field = field(entry, file, out);
        default_pages(theme, file, &field, Some(&field.name));
        if !theme.settings.iter().any(|known| known.name == field.name) {
            let Field { name, kind, default, help, .. } = field;
            theme.settings.push(Setting { name, kind, default, help, file: file.clone() });
        }
    }
    theme.hashes_inline |= fields.boolean("hash_inline", out).unwrap_or(false);
    contrast::read(&mut fields, &mut theme.contrast, out);
    for entry in fields.entries("data", out) {
        let declared = data_file(entry, file, out);
        theme.data.entry(entry.key.clone()).or_insert(declared);
    }
    fields.finish(out);
    NamedElsewhere { parent, groups }
}

/// Takes note of the pages that a default names: whether they are there is seen when all pages are known.
fn default_pages(theme: &mut Theme, file: &SourcePath, field: &Field, setting: Option<&String>) {
    let is_of_pages = matches!(field.kind, FieldKind::Page | FieldKind::Pages);
    let Some(node) = field.default.as_ref().filter(|_| is_of_pages) else { return };
    let items = node.as_list().unwrap_or(std::slice::from_ref(node)).iter();
    let named = items.filter_map(|item| Some(Spanned::new(item.as_text()?.to_owned(), item.span)));
    let named = named.filter(|path| !path.value.is_empty() && !matches!(path.value.as_str(), "unknown" | "none"));
    let page = |path| DefaultPage { file: file.clone(), path, setting: setting.cloned() };
    theme.default_pages.extend(named.map(page));
}

/// The name of a theme is that of its folder: by that one others and `site.yaml` find it.
fn named(name: &Spanned<String>, file: &SourcePath, out: &mut Vec<Diagnostic>) {
    let folder = file.folder().rsplit('/').next().unwrap_or_default();
    if !name.value.is_empty() && name.value != folder {
        let message = format!("the theme is called \"{}\" here, and by its folder \"{folder}\"", name.value);
        let help = format!("write: name: {folder}\nor rename the folder, and write the new name in site.yaml");
        out.push(Diagnostic::warning("theme-name", file, name.span, message).with_help(help));
    }
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

fn content_type(
    entry: &MapEntry,
    file: &SourcePath,
    groups: &mut Vec<Spanned<String>>,
    out: &mut Vec<Diagnostic>,
) -> ContentType {
    let mut fields = Fields::of(&entry.value, file, out);
    let own = fields.texts("groups", out);
    let declared = ContentType {
        // Without one it is shown as a page is; that it is missing is told.
        template: Some(fields.required("template", "page.html", out).value)
            .filter(|template| !template.is_empty())
            .unwrap_or_else(|| "page.html".to_owned()),
        label: fields.text("label", out).map_or_else(|| capital(&entry.key), |label| label.value),
        help: fields.text("help", out).map(|help| help.value),
        once: fields.boolean("once", out).unwrap_or(false),
        glossary: fields.boolean("glossary", out).unwrap_or(false),
        groups: own.iter().map(|name| name.value.clone()).collect(),
        structured: fields.take("schema").is_some().then(|| schema_types(&fields.texts("schema", out), file, out)),
        fields: {
            let entries = fields.entries("fields", out);
            entries.iter().for_each(|entry| taken(entry, file, out));
            entries.iter().map(|entry| field(entry, file, out)).collect()
        },
    };
    groups.extend(own);
    for other in entry.value.as_map().unwrap_or_default() {
        if other.value.as_text() == Some("true") && !is_of_types(&other.key) {
            fields.take(&other.key);
            let message = format!("\"{}\" is not a known field", other.key);
            let help = format!("to put the type into a group of this name, write:\ngroups: [{}]", other.key);
            out.push(Diagnostic::error("field-unknown", file, other.key_span, message).with_help(help));
        }
    }
    fields.finish(out);
    declared
}

/// Whether a field is one that types have, or nearly.
fn is_of_types(name: &str) -> bool {
    let types = THEME.field("types").map(|shape| &shape.kind);
    let Some(ValueKind::Each(each)) = types else { return true };
    let ValueKind::Fields(rows) = &each.kind else { return true };
    nearest(name, rows.iter().map(|row| row.name.as_str())).is_some()
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
