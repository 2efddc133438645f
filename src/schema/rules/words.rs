//! What fields of `rules.yaml` hold in the same words: severities, types of pages.

use std::collections::BTreeMap;

use vertebra_base::diagnostic::{Diagnostic, Severity, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_yaml::Fields;

/// Where the rules of a site stand.
pub const FILE: &str = "content/data/rules.yaml";

/// The types of pages that rules may name.
#[derive(Debug, Clone, Default)]
pub struct PageTypes {
    /// The names of types, each with the groups that it belongs to.
    pub types: BTreeMap<String, Vec<String>>,
    /// The names of groups.
    pub groups: Vec<String>,
}

/// A place where a rule is written, for messages, and the types that it may name.
pub(super) struct At<'a> {
    pub file: &'a SourcePath,
    pub types: &'a PageTypes,
}

/// How bad it is to break a rule.
pub(super) fn severity(fields: &mut Fields, at: &At, out: &mut Vec<Diagnostic>) -> Option<Severity> {
    let name = fields.text("severity", out)?;
    match &*name.value {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        other => {
            choice("severity", other, &["error", "warning", "note"], (at, &name), out);
            None
        }
    }
}

/// Reports a word that is none of those that a field takes.
pub(super) fn choice(
    field: &str,
    given: &str,
    known: &[&str],
    (at, place): (&At, &Spanned<String>),
    out: &mut Vec<Diagnostic>,
) {
    let message = format!("\"{given}\" is not a known {field}");
    let help =
        did_you_mean(given, known.iter().copied()).unwrap_or_else(|| format!("write one of: {}", known.join(", ")));
    out.push(Diagnostic::error("rules-field", at.file, place.span, message).with_help(help));
}

/// The types that a list names; the name of a group stands for all its types. Rules of a theme may name types that a
/// nearer theme does not have: only those of the site are told.
pub(super) fn types_of(names: Vec<Spanned<String>>, at: &At, out: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut all = Vec::new();
    for name in names {
        let PageTypes { types, groups } = at.types;
        if groups.contains(&name.value) {
            all.extend(types.iter().filter(|(_, of)| of.contains(&name.value)).map(|(name, _)| name.clone()));
        } else if types.contains_key(&name.value) {
            all.push(name.value);
        } else if at.file.as_str() == FILE {
            let known: Vec<&str> = types.keys().chain(groups).map(String::as_str).collect();
            choice("page type", &name.value, &known, (at, &name), out);
        }
    }
    // A list that names no type of this site is not the same as none.
    if all.is_empty() {
        all.push(String::new());
    }
    all
}
