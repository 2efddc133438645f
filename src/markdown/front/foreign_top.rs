//! Fields at the top of a page that another program reads: TOML, as Hugo and Zola have it, JSON, lines without hyphens
//! around them, as Pelican and MultiMarkdown have them, and lines that end as on old Macs.
//! Nothing of such a file is read; it says how to make fields of them.

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_yaml::MapEntry;

/// What is wrong with the top of a file that has no line of hyphens.
pub fn fault(source: &SourcePath, text: &str) -> Option<Diagnostic> {
    if text.contains('\r') && !text.contains('\n') {
        let message = "the lines of this file end as on old Macs, so all of it is one line";
        let help = "in your editor, choose line endings: LF (Unix), and save the file";
        return Some(Diagnostic::error("front-missing", source, None, message).with_help(help));
    }
    let start = text.len() - text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']).len();
    let rest = &text[start..];
    let told = |at: usize, message: &str, help: String| {
        Diagnostic::error("front-missing", source, Span::new(start, start + at), message).with_help(help)
    };
    if let Some((json, yaml)) = of_json(rest) {
        let message = "these fields are JSON, as Hugo writes them; here they are YAML";
        let lines = rest[..json].trim_end().lines().count();
        let help = format!("write in place of the first {lines} lines:\n---\n{yaml}\n---");
        return Some(told(1, message, help));
    }
    if let Some((length, yaml)) = bare_fields(rest) {
        let message = "these fields have no lines of hyphens around them, so they are text";
        return Some(told(length, message, format!("write in their place:\n---\n{yaml}\n---")));
    }
    let first = rest.lines().next().filter(|line| line.trim_end() == "+++")?;
    let end = rest[first.len()..].find("\n+++")?;
    let message = "these fields are TOML, as Hugo and Zola write them; here they are YAML";
    let help = match converted(rest[first.len()..first.len() + end].trim()) {
        Some(yaml) => format!("write in place of all lines from +++ to +++:\n---\n{yaml}\n---"),
        None => "write --- in place of each +++, and each field as a line: name: value".to_owned(),
    };
    Some(Diagnostic::error("front-missing", source, Span::new(start, start + 3), message).with_help(help))
}

/// How long the object of JSON is that a text begins with, and its fields as YAML, in which JSON is a way to write values.
fn of_json(text: &str) -> Option<(usize, String)> {
    if !text.starts_with('{') || text.starts_with("{{") {
        return None;
    }
    let length = text.find("\n}")? + "\n}".len();
    let (node, faults) = vertebra_yaml::parse(&text[..length], 0, &SourcePath::new(""));
    let fields = node.as_map().filter(|fields| !fields.is_empty() && faults.is_empty())?;
    let line = |field: &MapEntry| {
        let span = field.value.span.range();
        // The place of a text is that between its quotation marks.
        let marks = usize::from(span.start.checked_sub(1).is_some_and(|at| text[at..].starts_with('"')));
        let value = text.get(span.start - marks..span.end + marks).unwrap_or("");
        format!("{}: {}", field.key, value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    Some((length, fields.iter().map(line).collect::<Vec<_>>().join("\n")))
}

/// Names that fields at the top of a page have elsewhere: two of them in a row are no sentence.
const NAMES: [&str; 12] = [
    "title", "date", "author", "authors", "category", "tags", "slug", "summary", "modified", "status", "lang",
    "template",
];

/// `Title: Foo` and `Date: 2026-01-01` on the first lines of a file: how long the first one is, and all of them as YAML.
fn bare_fields(text: &str) -> Option<(usize, String)> {
    let field = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let name = name.trim().to_lowercase();
        let is_field = NAMES.contains(&name.as_str()) && !value.trim().is_empty() && value.starts_with(' ');
        is_field.then(|| format!("{name}: {}", value.trim()))
    };
    let fields: Vec<String> = text.lines().map_while(field).collect();
    let first = text.lines().next()?.trim_end().len();
    (fields.len() > 1 && fields.iter().any(|it| it.starts_with("title:"))).then(|| (first, fields.join("\n")))
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
    fn fields_of_other_programs_are_known() {
        for (text, expected) in [
            ("{\n\"title\": \"x: y\",\n\"tags\": [\"a\"]\n}\n\nText", Some("title: \"x: y\"\ntags: [\"a\"]")),
            ("{{ phone x }}", None),
            ("{ no json }", None),
            ("Title: Foo\nDate: 2026-01-01\n\nText", Some("title: Foo\ndate: 2026-01-01")),
            ("Title: a sentence\n\nText", None),
            ("Note: this\nDate: then", None),
        ] {
            let found = of_json(text).or_else(|| bare_fields(text)).map(|(_, yaml)| yaml);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

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
