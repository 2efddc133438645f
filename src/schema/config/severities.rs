//! What `site.yaml` says of messages: which weigh more or less on this site, and which are not told.

use std::collections::BTreeMap;

use crate::codes;
use vertebra_base::diagnostic::{Diagnostic, Severity, nearest};
use vertebra_yaml::Fields;

/// The weights that a site gives to codes; nothing for those that are not told.
pub type Severities = BTreeMap<&'static str, Option<Severity>>;

/// Reads `checks`. Only sites that have it look into the registry of codes.
pub fn severities<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Severities {
    let file = fields.file;
    let mut severities = Severities::new();
    for entry in fields.entries("checks", out) {
        let Some(code) = codes::find(&entry.key) else {
            let message = format!("no message has the code \"{}\"", entry.key);
            let help = match nearest(&entry.key, codes::names()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => {
                    "take the word in square brackets in a message; for a list of all, run: vertebra explain".to_owned()
                }
            };
            out.push(Diagnostic::error("check-unknown", file, entry.key_span, message).with_help(help));
            continue;
        };
        let usual = code.weights.iter().min().copied();
        let weight = match entry.value.as_text() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some("note") => Some(Severity::Note),
            Some("off") => None,
            _ => {
                let message = format!("\"{}\" is given a weight that I do not know", entry.key);
                let help = format!("write error, warning, note or off: {}: warning", entry.key);
                out.push(Diagnostic::error("field-choice", file, entry.value.span, message).with_help(help));
                continue;
            }
        };
        if code.safety && weight.is_none_or(|weight| Some(weight) > usual) {
            let message =
                format!("\"{}\" cannot be made less of, since the safety of readers may hang on it", entry.key);
            let help = "remove this line, and mend what the message is about";
            let note = format!("to read why, run: vertebra explain {}", entry.key);
            out.push(
                Diagnostic::error("check-safety", file, entry.value.span, message).with_help(help).with_note(note),
            );
            continue;
        }
        severities.insert(code.name.as_str(), weight);
    }
    severities
}
