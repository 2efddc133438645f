//! Fields at the top of a page that another program reads: TOML, as Hugo and Zola have it, and lines that end as on old Macs.
//! Nothing of such a file is read; it says how to make fields of them.

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// What is wrong with the top of a file that has no line of hyphens.
pub fn fault(source: &SourcePath, text: &str) -> Option<Diagnostic> {
    if text.contains('\r') && !text.contains('\n') {
        let message = "the lines of this file end as on old Macs, so all of it is one line";
        let help = "in your editor, choose line endings: LF (Unix), and save the file";
        return Some(Diagnostic::error("front-missing", source, None, message).with_help(help));
    }
    let start = text.len() - text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']).len();
    let rest = &text[start..];
    let first = rest.lines().next().filter(|line| line.trim_end() == "+++")?;
    let end = rest[first.len()..].find("\n+++")?;
    let message = "these fields are TOML, as Hugo and Zola write them; here they are YAML";
    let help = match converted(rest[first.len()..first.len() + end].trim()) {
        Some(yaml) => format!("write in place of all lines from +++ to +++:\n---\n{yaml}\n---"),
        None => "write --- in place of each +++, and each field as a line: name: value".to_owned(),
    };
    Some(Diagnostic::error("front-missing", source, Span::new(start, start + 3), message).with_help(help))
}

/// Simple TOML as YAML; none where a value goes over several lines, which only a reader of TOML understands.
fn converted(toml: &str) -> Option<String> {
    let mut lines = Vec::new();
    let mut indent = "";
    for line in toml.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            lines.push(format!("{indent}{line}"));
        } else if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            if table.contains(['[', ']', '.', '"']) {
                return None;
            }
            lines.push(format!("{table}:"));
            indent = "  ";
        } else {
            let (name, value) = line.split_once('=')?;
            let (name, value) = (name.trim(), value.trim());
            let is_whole = !value.contains("\"\"\"") && !value.contains("'''") && !value.contains(['{', '}']);
            let is_list = !value.starts_with('[') || value.ends_with(']');
            if !is_whole || !is_list || name.contains(['.', '"', ' ']) {
                return None;
            }
            lines.push(format!("{indent}{name}: {value}"));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether a file begins so: then nothing else can be said of it.
pub fn is_foreign(text: &str) -> bool {
    fault(&SourcePath::new(""), text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_toml_is_written_as_yaml() {
        for (toml, yaml) in [
            ("title = \"x\"\ndraft = false", Some("title: \"x\"\ndraft: false")),
            ("tags = [\"a\", 'b']\n# why\n[extra]\nn = 1", Some("tags: [\"a\", 'b']\n# why\nextra:\n  n: 1")),
            ("text = \"\"\"\nlong", None),
            ("tags = [\n\"a\"]", None),
            ("[a.b]\nx = 1", None),
            ("x = {a = 1}", None),
            ("no field", None),
            ("", None),
        ] {
            assert_eq!(converted(toml).as_deref(), yaml, "{toml}");
        }
    }
}
