//! Files of `content/data/` against what the theme declares of them under `data:`. Reads no file.

use std::collections::BTreeMap;

use super::field::choose;
use super::model::{DataFile, Theme};
use super::settings::typed;
use crate::config::Config;
use crate::{Field, FieldKind};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_yaml::{MapEntry, NamedValue, YamlNode};

/// What the translation of a file says of itself, among its records.
const OF_TRANSLATION: &str = "translated_from";

/// Tells fields that are missing, misspelt, or of another kind. Fields that the theme does not know are the editor's own,
/// if their names are not nearly those of others.
pub fn check(theme: &Theme, config: &Config, data: &BTreeMap<String, YamlNode>, out: &mut Vec<Diagnostic>) {
    for (name, node) in data {
        let Some(declared) = declared(theme, config, name) else { continue };
        let file = SourcePath::new(format!("content/data/{name}"));
        let checked = RecordCheck { declared, config, file: &file };
        match (declared.records, node.as_list()) {
            (true, Some(items)) => items.iter().for_each(|item| checked.record(item, item.span, out)),
            (true, None) => {
                let entries = node.as_map().unwrap_or_default().iter().filter(|entry| entry.key != OF_TRANSLATION);
                entries.for_each(|entry| checked.record(&entry.value, entry.key_span, out));
            }
            (false, _) if node.is_null() => {}
            (false, _) => checked.record(node, Span::at(node.span.start as usize), out),
        }
    }
}

/// What the theme says of a file; `people.es.yaml` is one of people too.
fn declared<'t>(theme: &'t Theme, config: &Config, name: &str) -> Option<&'t DataFile> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let base = stem.rsplit_once('.').filter(|(_, tag)| config.lang(tag).is_some()).map_or(stem, |(base, _)| base);
    theme.data.get(base)
}

struct RecordCheck<'a> {
    declared: &'a DataFile,
    config: &'a Config,
    file: &'a SourcePath,
}

impl RecordCheck<'_> {
    /// One record; `at` is where it begins.
    fn record(&self, node: &YamlNode, at: Span, out: &mut Vec<Diagnostic>) {
        let Some(entries) = node.as_map() else {
            if !node.is_null() {
                let message = format!("this must be fields; it is {}", node.kind_name());
                let names: Vec<&str> = self.declared.fields.iter().map(|field| field.name.as_str()).collect();
                let help = format!("its fields are: {}", names.join(", "));
                out.push(Diagnostic::error("field-kind", self.file, node.span, message).with_help(help));
            }
            return;
        };
        let told = out.len();
        entries.iter().for_each(|entry| self.entry(entry, entries, out));
        let misspelt = out.len() > told;
        for field in self.declared.fields.iter().filter(|field| field.required) {
            let is_there = entries.iter().any(|entry| entry.key == field.name && !entry.value.is_null());
            // Whoever has misspelt it has been told.
            let is_meant = || entries.iter().any(|entry| nearest(&entry.key, [field.name.as_str()]).is_some());
            if !(is_there || misspelt && is_meant()) {
                let message = format!("\"{}\" is missing", field.name);
                let mut fault = Diagnostic::error("field-missing", self.file, at, message)
                    .with_help(format!("add the line: {}: …", field.name));
                fault.note = field.help.clone();
                out.push(fault);
            }
        }
    }

    fn entry(&self, entry: &MapEntry, all: &[MapEntry], out: &mut Vec<Diagnostic>) {
        let Some(field) = self.declared.fields.iter().find(|field| field.name == entry.key) else {
            // A name that is there under its own name as well is no slip for it.
            let is_free = |name: &&str| !all.iter().any(|entry| entry.key == *name);
            let names = self.declared.fields.iter().map(|field| field.name.as_str()).filter(is_free);
            if let Some(near) = nearest(&entry.key, names) {
                let message = format!("\"{}\" is not a known field", entry.key);
                let fault = Diagnostic::error("field-unknown", self.file, entry.key_span, message);
                out.push(fault.with_help(format!("did you mean \"{near}\"?")).suggesting(Some(near)));
            }
            return;
        };
        let text = entry.value.as_text();
        if entry.value.is_null() || field.stated && matches!(text, Some("unknown" | "none")) {
            return;
        }
        let told = out.len();
        typed(&field.kind, NamedValue::of(entry, self.file), &self.config.time_zone, out);
        self.choice(field, entry, out);
        out.iter_mut().skip(told).for_each(|fault| fault.note = fault.note.take().or_else(|| field.help.clone()));
    }

    fn choice(&self, field: &Field, entry: &MapEntry, out: &mut Vec<Diagnostic>) {
        let FieldKind::Choice(choices) = &field.kind else { return };
        let text = entry.value.as_text().map(str::trim).unwrap_or_default();
        if choices.is_empty() || choices.iter().any(|choice| choice == text) {
            return;
        }
        let message = format!("\"{text}\" is not one of the choices for \"{}\"", field.name);
        let fault = Diagnostic::error("field-choice", self.file, entry.value.span, message);
        out.push(fault.with_help(choose(text, choices)));
    }
}
