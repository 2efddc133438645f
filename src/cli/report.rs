//! The one place where diagnostics become text:
//!
//! ```text
//! content/a.md:2:8: error[yaml-quote]: this quotation mark is never closed
//!     2 | title: "Deep tissue massage
//!       |        ^
//!   help: add a " at the end of the line
//! ```
//!
//! The first line is one that editors and CI systems make a link of. Nothing depends on colour.

use std::collections::HashMap;

use super::excerpt::{Excerpt, visible};
use super::terminal::{Paint, Painter};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::SourcePath;
use crate::snapshot::Snapshot;
use crate::span::Span;

/// How many diagnostics of one code are shown for one file.
const SHOWN: usize = 5;

/// Draws sorted diagnostics. Of each code at most five per file, unless `all` is wanted.
pub fn draw(diagnostics: &[Diagnostic], snapshot: &Snapshot, painter: Painter, all: bool) -> String {
    let report = Report { snapshot, painter };
    let mut total = HashMap::new();
    for diagnostic in diagnostics {
        *total.entry((&diagnostic.file, diagnostic.code)).or_insert(0) += 1;
    }
    let mut seen = HashMap::new();
    let mut text = String::new();
    for diagnostic in diagnostics {
        let key = (&diagnostic.file, diagnostic.code);
        let count = seen.entry(key).or_insert(0);
        *count += 1;
        if all || *count <= SHOWN {
            text.push_str(&report.diagnostic(diagnostic));
            text.push('\n');
        }
        if !all && *count == SHOWN && total[&key] > SHOWN {
            let (more, file, code) = (total[&key] - SHOWN, &diagnostic.file, diagnostic.code);
            text.push_str(&format!("{file}: and {more} more [{code}]; to see all of them, add -v\n\n"));
        }
    }
    text
}

struct Report<'a> {
    snapshot: &'a Snapshot,
    painter: Painter,
}

impl Report<'_> {
    fn diagnostic(&self, diagnostic: &Diagnostic) -> String {
        let (word, paint) = match diagnostic.severity {
            Severity::Error => ("error", Paint::Error),
            Severity::Warning => ("warning", Paint::Warning),
            Severity::Note => ("note", Paint::Note),
        };
        let (place, excerpt) = self.place(&diagnostic.file, diagnostic.span, paint);
        let head = self.painter.paint(paint, &format!("{word}[{}]", diagnostic.code));
        let message = self.painter.paint(Paint::Strong, &plain(&diagnostic.message));
        let mut text = format!("{place}: {head}: {message}\n{excerpt}");
        if let Some(related) = &diagnostic.related {
            let (place, excerpt) = self.place(&related.file, Some(related.span), Paint::Note);
            text.push_str(&format!("  {place}: {}\n{excerpt}", plain(&related.label)));
        }
        for (label, words) in [("help", &diagnostic.help), ("note", &diagnostic.note)] {
            if let Some(words) = words {
                text.push_str(&self.labelled(label, words));
            }
        }
        text
    }

    /// `path:line:col` and the excerpt, as far as the file is at hand.
    fn place(&self, file: &SourcePath, span: Option<Span>, paint: Paint) -> (String, String) {
        let name = plain(file.as_str());
        match span.zip(self.snapshot.get(file)) {
            Some((span, bytes)) => {
                let excerpt = Excerpt::find(bytes, span);
                (format!("{name}:{}:{}", excerpt.line, excerpt.column), excerpt.lines(self.painter, paint))
            }
            None => (name, String::new()),
        }
    }

    fn labelled(&self, label: &str, words: &str) -> String {
        labelled(self.painter, label, words)
    }
}

/// `  help: …`, with further lines below the first word.
pub fn labelled(painter: Painter, label: &str, words: &str) -> String {
    let indent = " ".repeat(label.len() + 4);
    let mut text = String::new();
    for (at, line) in words.lines().enumerate() {
        let line: String = line.chars().map(visible).collect();
        match at {
            0 => text.push_str(&format!("  {} {line}\n", painter.paint(Paint::Note, &format!("{label}:")))),
            _ => text.push_str(format!("{indent}{line}").trim_end()),
        }
        if at > 0 {
            text.push('\n');
        }
    }
    text
}

/// On one line, and without characters that would act on the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { ' ' } else { visible(c) }).collect()
}

/// How many of each severity there are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
}

impl Tally {
    /// Counts errors and warnings.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
        Tally { errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }

    /// Whether the site must not be published.
    pub fn stops(self, strict: bool) -> bool {
        self.errors > 0 || strict && self.warnings > 0
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
