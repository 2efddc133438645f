//! Diagnostics for programs: as JSON of our own, as SARIF 2.1.0, and as commands to GitHub's runners. `docs/formats.md`
//! describes them; what stands there is kept from version to version.

use serde::Serialize;

use super::found::{SiteReport, word};
use super::located::{Located, Range};
use super::tally::Tally;
use super::{github, sarif};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_schema::codes;

/// Grows when something that is documented is taken away or gets another meaning.
const VERSION: u32 = 1;

/// A form for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    Json,
    Sarif,
    Github,
}

/// Everything that was found, in a form for programs; ends with a line break, or is empty.
pub fn data(form: ReportFormat, found: &SiteReport) -> String {
    match form {
        ReportFormat::Json => json(found),
        ReportFormat::Sarif => sarif::sarif(found),
        ReportFormat::Github => github::commands(found),
    }
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    summary: Summary,
    diagnostics: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
    pages: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    note: Option<&'a str>,
    file: &'a str,
    range: Option<Range>,
    related: Vec<Second<'a>>,
    fixable: bool,
    safety: bool,
}

#[derive(Serialize)]
struct Second<'a> {
    file: &'a str,
    range: Option<Range>,
    message: &'a str,
}

fn json(found: &SiteReport) -> String {
    let Tally { errors, warnings } = Tally::of(found.diagnostics);
    let notes = found.diagnostics.len() - errors - warnings;
    let mut located = Located::new(found.texts);
    let report = Report {
        version: VERSION,
        tool: Tool { name: "vertebra", version: env!("CARGO_PKG_VERSION") },
        summary: Summary { errors, warnings, notes, pages: found.pages },
        diagnostics: found.diagnostics.iter().map(|it| item(it, &mut located)).collect(),
    };
    // All of it is text and numbers: there is nothing that cannot be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn item<'a>(it: &'a Diagnostic, located: &mut Located) -> Item<'a> {
    let code = codes::find(it.code);
    let related = it.related.iter().map(|related| Second {
        file: related.file.as_str(),
        range: located.range(&related.file, related.span),
        message: &related.label,
    });
    Item {
        related: related.collect(),
        severity: word(it.severity),
        code: it.code,
        message: &it.message,
        help: it.help.as_deref(),
        note: it.note.as_deref(),
        file: it.file.as_str(),
        range: it.span.and_then(|span| located.range(&it.file, span)),
        fixable: code.is_some_and(|code| code.fix),
        safety: code.is_some_and(|code| code.safety),
    }
}
