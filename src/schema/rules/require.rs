//! Requirements in `rules.yaml`: which there are (`requirements:`), and, by their names, of which pages they are asked.

use super::requirements::{Need, Requirement};
use super::words::{At, choice, severity, types_of};
use crate::codes;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::span::Spanned;
use vertebra_yaml::{Fields, MapEntry, YamlNode};

const NEEDS: [&str; 3] = ["field", "page", "review"];

/// Reads one that a layer declares. It may say at once of which pages it is asked.
pub(super) fn declare(entry: &MapEntry, at: &At, out: &mut Vec<Diagnostic>) -> Requirement {
    let mut fields = Fields::of(&entry.value, at.file, out);
    let mut requirement = Requirement { code: "requirement-missing", ..Requirement::default() };
    let needs = fields.required("needs", "page", out);
    requirement.needs = match &*needs.value {
        "field" => Need::Field(fields.text("field", out).map_or_else(|| entry.key.clone(), |field| field.value)),
        "review" => Need::Review,
        other => {
            if !matches!(other, "page" | "") {
                choice("value", other, &NEEDS, (at, &needs), out);
            }
            Need::Page
        }
    };
    if let Some(code) = fields.text("code", out) {
        match codes::find(&code.value) {
            Some(known) => requirement.code = &known.name,
            None => choice("code", &code.value, &["requirement-missing"], (at, &code), out),
        }
    }
    requirement.message = fields.required("message", "this page does not link to the terms of use", out).value;
    requirement.help = fields.text("help", out).map_or_else(String::new, |help| help.value);
    if fields.take("types").is_some() {
        requirement.types = types_of(fields.texts("types", out), at, out);
    }
    requirement.severity = severity(&mut fields, at, out);
    where_to(&mut requirement, &mut fields, at, out);
    fields.finish(out);
    requirement
}

/// Reads of which pages one is asked, and where they find what it asks for. Gives whether it is switched off.
pub(super) fn apply(
    requirement: &mut Requirement,
    grace: &mut u32,
    entry: &MapEntry,
    at: &At,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let mut fields = Fields::of(&entry.value, at.file, out);
    let off = fields.boolean("off", out).unwrap_or(false);
    if fields.take("types").is_some() {
        requirement.types = types_of(fields.texts("types", out), at, out);
    }
    requirement.severity = severity(&mut fields, at, out).or(requirement.severity);
    where_to(requirement, &mut fields, at, out);
    if requirement.needs == Need::Review
        && let Some(days) = fields.count("grace", out)
    {
        *grace = u32::try_from(days).unwrap_or(u32::MAX);
    }
    fields.finish(out);
    off
}

fn where_to(requirement: &mut Requirement, fields: &mut Fields, at: &At, out: &mut Vec<Diagnostic>) {
    if requirement.needs != Need::Page {
        return;
    }
    if let Some(page) = fields.text("page", out) {
        requirement.page = Some((at.file.clone(), page));
    }
    if fields.take("blocks").is_some() {
        let block = |text: Spanned<String>| text.value.replace('-', "_");
        requirement.blocks = fields.texts("blocks", out).into_iter().map(block).collect();
    }
    if fields.take("menus").is_some() {
        requirement.menus = fields.texts("menus", out).into_iter().map(|text| text.value).collect();
    }
}

/// Reports names that are neither a part of such a file nor a requirement, where they are used like one.
pub(super) fn undeclared<'a>(fields: &mut Fields<'a>, node: &'a YamlNode, out: &mut Vec<Diagnostic>) {
    let file = fields.file;
    for entry in node.as_map().unwrap_or_default() {
        if fields.is_known(&entry.key) || entry.value.get("types").is_none() {
            continue;
        }
        let near = did_you_mean(&entry.key, fields.known());
        fields.take(&entry.key);
        let message = format!("there is no requirement \"{}\"", entry.key);
        let help = near.unwrap_or_else(|| {
            let key = &entry.key;
            format!(
                "declare it in this file, with what pages need to meet it (field, page or review):\n\
                 requirements:\n  {key}: {{needs: field, field: {key}, message: this page has no {key}}}"
            )
        });
        out.push(Diagnostic::error("rules-field", file, entry.key_span, message).with_help(help));
    }
}
