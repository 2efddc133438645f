//! Files of `content/data/`: which are read, and as what. Each becomes a tree of YAML nodes with their places, whatever
//! its format. Opens no file.

use crate::csv;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::encoding;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_yaml::{self as yaml, MapEntry, NodeKind, YamlNode};

/// The endings of the names of files that are read.
pub const ENDINGS: [&str; 5] = ["yaml", "yml", "json", "csv", "tsv"];

/// Whether a file of this name is read.
pub fn is_data(name: &str) -> bool {
    ENDINGS.contains(&ending(name))
}

fn ending(name: &str) -> &str {
    name.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending)
}

/// What to do with a file of another format.
pub fn other_format(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("data files are YAML, JSON, CSV or TSV: save it as content/data/{stem}.yaml or {stem}.csv")
}

/// Reads a data file; nothing for one of another format.
pub fn read(file: &SourcePath, bytes: &[u8], out: &mut Vec<Diagnostic>) -> Option<YamlNode> {
    let node = match ending(file.as_str()) {
        "yaml" | "yml" => yaml::parse_bytes(bytes, file, out),
        "json" => json(&encoding::decode(file, bytes, out), file, out),
        "csv" => csv::read(&encoding::decode(file, bytes, out), None, file, out),
        "tsv" => csv::read(&encoding::decode(file, bytes, out), Some('\t'), file, out),
        _ => return None,
    };
    yaml::check_addresses(&node, file, out);
    Some(node)
}

/// JSON is YAML too, but for tabs and for letters written as two escapes: so each value has its place. Source: YAML
/// 1.2.2, section 1.2.
fn json(text: &str, file: &SourcePath, out: &mut Vec<Diagnostic>) -> YamlNode {
    let bare = text.trim_start_matches('\u{feff}');
    let base = text.len() - bare.len();
    let value: serde_json::Value = match serde_json::from_str(bare) {
        Ok(value) => value,
        Err(fault) => {
            let before = bare.split_inclusive('\n').take(fault.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = base + (before + fault.column().saturating_sub(1)).min(bare.len());
            let words = fault.to_string();
            let words = words.split(" at line ").next().unwrap_or_default().replace('`', "\"");
            let message = format!("this is not valid JSON: {words}");
            let help = "correct it here or just before; JSON has no comments, and no comma behind the last item";
            out.push(Diagnostic::error("data-invalid", file, Span::at(at), message).with_help(help));
            return YamlNode::default();
        }
    };
    if bare.contains("\\ud") || bare.contains("\\uD") {
        return of_json(&value);
    }
    let (node, faults) = yaml::parse(&bare.replace('\t', " "), base, file);
    out.extend(faults);
    node
}

/// The same without places.
fn of_json(value: &serde_json::Value) -> YamlNode {
    use serde_json::Value;
    let kind = match value {
        Value::Null => NodeKind::Null,
        Value::Bool(flag) => NodeKind::Bool(*flag, flag.to_string()),
        Value::Number(number) => NodeKind::Number(number.as_f64().unwrap_or_default(), number.to_string()),
        Value::String(text) => NodeKind::Text(text.clone()),
        Value::Array(items) => NodeKind::List(items.iter().map(of_json).collect()),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| MapEntry {
                key: key.clone(),
                key_span: Span::default(),
                value: of_json(value),
            };
            NodeKind::Map(entries.iter().map(entry).collect())
        }
    };
    YamlNode { kind, span: Span::default() }
}
