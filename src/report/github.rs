//! Diagnostics as workflow commands: GitHub shows them beside the lines of a pull request.
//!
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>, "Setting an error message".

use super::found::{SiteReport, in_full};
use super::located::Located;
use vertebra_base::diagnostic::{Diagnostic, Severity};

/// A line for each diagnostic.
pub fn commands(found: &SiteReport) -> String {
    let mut located = Located::new(found.texts);
    found.diagnostics.iter().map(|it| command(it, found.prefix, &mut located)).collect()
}

fn command(it: &Diagnostic, prefix: &str, located: &mut Located) -> String {
    let word = match it.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![("file", format!("{prefix}{}", it.file))];
    if let Some(range) = it.span.and_then(|span| located.range(&it.file, span)) {
        properties.push(("line", range.start.line.to_string()));
        properties.push(("endLine", range.end.line.to_string()));
        // Columns are only understood where both are on one line.
        if range.start.line == range.end.line {
            properties.push(("col", range.start.column.to_string()));
            properties.push(("endColumn", range.end.column.max(range.start.column + 1).to_string()));
        }
    }
    properties.push(("title", it.code.to_owned()));
    let properties: Vec<_> = properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{word} {}::{}\n", properties.join(","), text(&in_full(it)))
}

/// A text in which line breaks cannot begin another command.
fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same for a value before the text, where `:` and `,` have a meaning.
fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}
