//! What was found in a site, as every form for programs takes it, and the words that they share. Writes no form itself.

use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::snapshot::Snapshot;

/// What was found in a site, with the files that it is about.
pub struct SiteReport<'a> {
    /// Sorted.
    pub diagnostics: &'a [Diagnostic],
    pub texts: &'a Snapshot,
    pub pages: usize,
    /// The way from where the program runs to the folder of the site, with a `/` at its end; empty where that is the
    /// same. SARIF and GitHub look for files from there.
    pub prefix: &'a str,
}

/// `error`, `warning`, `note`.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The message with what to do below it.
pub fn in_full(it: &Diagnostic) -> String {
    let mut text = it.message.clone();
    for (label, words) in [("help", &it.help), ("note", &it.note)] {
        if let Some(words) = words {
            text.push_str(&format!("\n{label}: {words}"));
        }
    }
    text
}
