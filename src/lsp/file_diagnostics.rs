//! What there is to say about the files, as clients show it: of each file all at once, and only when it is something else
//! than was said last.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::client::Client;
use super::position_map::Shift;
use super::text::DocumentText;
use super::workspace::Workspace;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_yaml as yaml;

const OF_HIDDEN: &str = "this page is not published yet; fix this before it is";

/// Diagnostics by the file that they are shown in.
pub type FileDiagnostics = BTreeMap<SourcePath, Vec<Diagnostic>>;

/// All that is known now, by file, with places in the texts as they are now.
pub fn told(desk: &Workspace) -> FileDiagnostics {
    let mut told = FileDiagnostics::new();
    let said: BTreeSet<Key> = desk.build.diagnostics().iter().map(key).collect();
    let hidden = |path: &SourcePath| desk.build.unpublished().iter().any(|page| page.source == *path);
    for mut diagnostic in desk.known.iter().cloned() {
        // What only making the page has shown is not said of pages that readers do not see.
        if hidden(&diagnostic.file) && !said.contains(&key(&diagnostic)) {
            soften(&mut diagnostic);
        }
        visible(desk, &mut diagnostic);
        told.entry(diagnostic.file.clone()).or_default().push(diagnostic);
    }
    for path in desk.buffers.keys().filter(|path| hidden(path)) {
        let known = desk.build.snapshot().text(path).unwrap_or_default();
        let more = desk.build.settled_in(path, &known, desk.build.said_if_published(path));
        let more = more.into_iter().map(|mut diagnostic| {
            soften(&mut diagnostic);
            diagnostic
        });
        told.entry(path.clone()).or_default().extend(more);
    }
    for (path, buffer) in desk.buffers.iter().filter(|(path, _)| !desk.is_known(path)) {
        let old = told.remove(path).unwrap_or_default();
        let now = moved(desk, path, buffer.text.as_str(), old);
        told.insert(path.clone(), now);
    }
    told.retain(|_, list| !list.is_empty());
    for list in told.values_mut() {
        vertebra_base::diagnostic::sort(list);
    }
    told
}

type Key = (SourcePath, Option<Span>, &'static str, String);

fn key(d: &Diagnostic) -> Key {
    (d.file.clone(), d.span, d.code, d.message.clone())
}

/// A word about a page that readers do not see: it stops nothing.
fn soften(diagnostic: &mut Diagnostic) {
    diagnostic.severity = Severity::Note;
    let note = diagnostic.note.take().map(|note| format!("{note}\n")).unwrap_or_default();
    diagnostic.note = Some(note + OF_HIDDEN);
}

/// What stands in a file of the program itself is shown where somebody can look at it: in the page that was made of it,
/// else in `site.yaml`.
fn visible(desk: &Workspace, diagnostic: &mut Diagnostic) {
    let is_no_file = |path: &SourcePath| {
        desk.build.is_of_binary(path) || path.as_str().starts_with("builtin/") || path.as_str() == "themes"
    };
    if !is_no_file(&diagnostic.file) {
        diagnostic.related = diagnostic.related.take().filter(|related| !is_no_file(&related.file));
        return;
    }
    diagnostic.message = format!("{}: {}", diagnostic.file, diagnostic.message);
    diagnostic.suggestion = None;
    match diagnostic.related.take().filter(|related| !is_no_file(&related.file)) {
        Some(related) => (diagnostic.file, diagnostic.span) = (related.file, Some(related.span)),
        None => (diagnostic.file, diagnostic.span) = (SourcePath::new(vertebra_schema::config::FILE), None),
    }
}

/// Whether a file holds nothing but YAML.
fn of_fields(path: &SourcePath) -> bool {
    matches!(path.extension(), "yaml" | "yml")
}

/// What is said of a text that the build does not know yet: what reading it has shown, and what the build said, as far
/// as it does not stand where something was typed.
fn moved(desk: &Workspace, path: &SourcePath, text: &str, old: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let known = desk.build.snapshot().text(path).unwrap_or_default();
    let shift = Shift::between(&known, text);
    let fresh = match desk.buffers.get(path).and_then(|buffer| buffer.page.as_ref()) {
        Some(read) => Some(read.diagnostics.clone()),
        None => of_fields(path).then(|| yaml::parse(text, 0, path).1),
    };
    let of_yaml = match of_fields(path) {
        true => yaml::parse(&known, 0, path).1,
        false => Vec::new(),
    };
    let was_read = |d: &Diagnostic| {
        let of_reading = desk.build.said_of_reading(path).iter().chain(&of_yaml);
        of_reading.into_iter().any(|read| (read.code, read.span) == (d.code, d.span))
    };
    let old = old.into_iter().filter(|d| !was_read(d)).filter_map(|mut diagnostic| {
        if let Some(span) = diagnostic.span {
            diagnostic.span = Some(shift.span(span)?);
        }
        let suggestion = diagnostic.suggestion.take();
        diagnostic.suggestion = suggestion.and_then(|mut suggestion| {
            suggestion.span = shift.span(suggestion.span)?;
            Some(suggestion)
        });
        diagnostic.related.iter_mut().filter(|related| related.file == *path).for_each(|related| {
            related.span = shift.span(related.span).unwrap_or_default();
        });
        Some(diagnostic)
    });
    let mut all: Vec<_> = old.collect();
    all.extend(desk.build.settled_in(path, text, fresh.unwrap_or_default()));
    all
}

/// The diagnostics of one file as clients take them.
pub fn shown(desk: &Workspace, client: &Client, path: &SourcePath, list: &[Diagnostic]) -> Value {
    let text = desk.text(path).unwrap_or_default();
    let each = list.iter().map(|diagnostic| drawn(desk, client, &text, diagnostic));
    Value::Array(each.collect())
}

/// One diagnostic in the words of the protocol.
pub fn drawn(desk: &Workspace, client: &Client, text: &DocumentText, diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    };
    let mut message = diagnostic.message.clone();
    for (label, more) in [("help", &diagnostic.help), ("note", &diagnostic.note)] {
        if let Some(more) = more {
            message += &format!("\n{label}: {more}");
        }
    }
    let mut shown = json!({
        "range": text.range(diagnostic.span.unwrap_or_default(), client.encoding),
        "severity": severity,
        "code": diagnostic.code,
        "source": "vertebra",
        "message": message,
    });
    if let Some(related) = diagnostic.related.as_ref().filter(|_| client.related) {
        let there = desk.text(&related.file).unwrap_or_default();
        let location = json!({
            "uri": desk.uri_of(&related.file),
            "range": there.range(related.span, client.encoding),
        });
        shown["relatedInformation"] = json!([{"location": location, "message": related.label}]);
    }
    shown
}
