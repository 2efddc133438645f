//! Diagnostics as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which code hosts and editors read.
//!
//! The rules are the entries of the registry that something was found for, with their help as Markdown: there is no page
//! on the web that could move.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::found::{SiteReport, in_full, word};
use super::located::{Located, Range};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::codes::{self, Code};

/// What a path cannot hold in a URI reference (RFC 3986); `:` could be taken for a scheme.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// One log with one run.
pub fn sarif(found: &SiteReport) -> String {
    let mut numbers = BTreeMap::new();
    for it in found.diagnostics {
        let next = numbers.len();
        numbers.entry(it.code).or_insert(next);
    }
    let mut rules = vec![Value::Null; numbers.len()];
    for (code, number) in &numbers {
        rules[*number] = rule(code, codes::find(code));
    }
    let mut located = Located::new(found.texts);
    let results: Vec<_> =
        found.diagnostics.iter().map(|it| result(it, numbers[it.code], found.prefix, &mut located)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Vertebra",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(name: &str, code: Option<&Code>) -> Value {
    let Some(code) = code else { return json!({"id": name}) };
    let mut help = format!("{}\n\n**What to do.** {}", code.means, code.remedy);
    if let Some(why) = &code.why {
        help.push_str(&format!("\n\n**Why it matters.** {why}"));
    }
    if let Some(example) = &code.example {
        help.push_str(&format!(
            "\n\nFor example, in `{}`:\n\n```text\n{}\n```\n\nWrite instead:\n\n```text\n{}\n```",
            example.file, example.wrong, example.right
        ));
    }
    json!({
        "id": name,
        "shortDescription": {"text": code.means},
        "help": {"text": code.remedy, "markdown": help},
        "defaultConfiguration": {"level": code.weights.first().map_or("error", |weight| word(*weight))},
        "properties": {"safety": code.safety},
    })
}

fn result(it: &Diagnostic, rule: usize, prefix: &str, located: &mut Located) -> Value {
    let mut result = json!({
        "ruleId": it.code,
        "ruleIndex": rule,
        "level": word(it.severity),
        "message": {"text": in_full(it)},
        "locations": [{"physicalLocation": place(&it.file, it.span, prefix, located)}],
    });
    if let Some(related) = &it.related {
        result["relatedLocations"] = json!([{
            "id": 1,
            "physicalLocation": place(&related.file, Some(related.span), prefix, located),
            "message": {"text": related.label},
        }]);
    }
    result
}

fn place(file: &SourcePath, span: Option<Span>, prefix: &str, located: &mut Located) -> Value {
    let uri = utf8_percent_encode(&format!("{prefix}{file}"), PATH).to_string();
    let mut place = json!({"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}});
    let Some(span) = span else { return place };
    if let Some(Range { start, end }) = located.range(file, span) {
        place["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": start.byte,
            "byteLength": end.byte - start.byte,
        });
        if let Some(line) = located.line(file, span) {
            place["contextRegion"] = json!({"startLine": start.line, "snippet": {"text": line}});
        }
    }
    place
}
