//! What `site.yaml` says of messages: which weigh more or less on this site, and which are not told.

use std::collections::BTreeMap;

use crate::codes;
use vertebra_base::diagnostic::{Diagnostic, Severity, nearest};
use vertebra_base::path::SourcePath;
use vertebra_yaml::{Fields, MapEntry};

/// The weights that a site gives to codes; nothing for those that are not told.
pub type Severities = BTreeMap<&'static str, Option<Severity>>;

/// Reads `checks`. Only sites that have it look into the registry of codes.
pub fn severities<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Severities {
    let file = fields.file;
    let mut severities = Severities::new();
    if fields.take("checks").is_some_and(|entry| entry.value.as_text() == Some(IMPORTED)) {
        of_imported(Some(Severity::Warning), &mut severities);
        return severities;
    }
    let entries = fields.entries("checks", out);
    // What is said of a single code is meant, wherever it stands.
    let (sets, single): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.key == IMPORTED);
    for entry in sets.into_iter().chain(single) {
        if entry.key == IMPORTED {
            if let Some(weight) = weight(entry, file, out) {
                of_imported(weight, &mut severities);
            }
            continue;
        }
        let Some(code) = codes::find(&entry.key) else {
            let message = format!("there is no message with the code \"{}\"", entry.key);
            let help = match nearest(&entry.key, codes::names()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => {
                    "use the code in square brackets in a message; to list all codes, run: vertebra explain".to_owned()
                }
            };
            out.push(Diagnostic::error("check-unknown", file, entry.key_span, message).with_help(help));
            continue;
        };
        let usual = code.weights.iter().min().copied();
        let Some(weight) = weight(entry, file, out) else { continue };
        if code.safety && weight.is_none_or(|weight| Some(weight) > usual) {
            let message =
                format!("\"{}\" cannot be turned off or downgraded: the safety of readers may depend on it", entry.key);
            let help = "remove this line, and fix the problem";
            let note = format!("to learn why, run: vertebra explain {}", entry.key);
            out.push(
                Diagnostic::error("check-safety", file, entry.value.span, message).with_help(help).with_note(note),
            );
            continue;
        }
        severities.insert(code.name.as_str(), weight);
    }
    severities
}

/// The name of all codes of which a site that comes from another program may have many.
const IMPORTED: &str = "imported";

fn of_imported(weight: Option<Severity>, severities: &mut Severities) {
    severities.extend(codes::all().filter(|code| code.imported).map(|code| (code.name.as_str(), weight)));
}

/// The weight that an entry names, `off` being none at all; nothing where it names no weight, which is told.
fn weight(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Option<Option<Severity>> {
    match entry.value.as_text() {
        Some("error") => Some(Some(Severity::Error)),
        Some("warning") => Some(Some(Severity::Warning)),
        Some("note") => Some(Some(Severity::Note)),
        Some("off") => Some(None),
        _ => {
            let message = format!("the severity of \"{}\" is not valid", entry.key);
            let help = format!("write error, warning, note or off: {}: warning", entry.key);
            out.push(Diagnostic::error("field-choice", file, entry.value.span, message).with_help(help));
            None
        }
    }
}
