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

use std::collections::{BTreeSet, HashMap};

use super::excerpt::{Excerpt, visible};
use super::terminal::{Paint, Painter};
use super::words::count;
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::SourcePath;
use crate::snapshot::Snapshot;
use crate::span::Span;

/// How many diagnostics of one code are shown for one file.
const SHOWN: usize = 5;
/// How many are shown in all: more than anybody reads at a time.
const SHOWN_IN_ALL: usize = 200;
/// The longest line of words, in characters.
const LONGEST_LINE: usize = 400;

/// Draws sorted diagnostics. Of each code at most five per file, and not too many in all, unless `all` is wanted.
pub fn draw(diagnostics: &[Diagnostic], snapshot: &Snapshot, painter: Painter, all: bool) -> String {
    let report = Report { snapshot, painter };
    let mut total = HashMap::new();
    for diagnostic in diagnostics {
        *total.entry((&diagnostic.file, diagnostic.code)).or_insert(0) += 1;
    }
    let mut seen = HashMap::new();
    let mut text = String::new();
    let mut room = Room::new(diagnostics, if all { usize::MAX } else { SHOWN_IN_ALL });
    for diagnostic in diagnostics {
        let key = (&diagnostic.file, diagnostic.code);
        let told = seen.entry(key).or_insert(0);
        *told += 1;
        if *told <= SHOWN && !room.takes(diagnostic) {
            continue;
        }
        if all || *told <= SHOWN {
            text.push_str(&report.diagnostic(diagnostic));
            text.push('\n');
        }
        if !all && *told == SHOWN && total[&key] > SHOWN {
            let (more, file, code) = (total[&key] - SHOWN, &diagnostic.file, diagnostic.code);
            text.push_str(&format!("{file}: and {more} more [{code}]; to see all of them, add -v\n\n"));
        }
    }
    if room.left_out > 0 {
        let files = count(room.files.len(), "file");
        text.push_str(&format!("More was found in {files}. Fix what is above first, or add -v to see everything.\n\n"));
    }
    text
}

/// How many more are shown. What stops the site goes before what does not.
struct Room<'a> {
    errors: usize,
    others: usize,
    left_out: usize,
    files: BTreeSet<&'a SourcePath>,
}

impl<'a> Room<'a> {
    fn new(diagnostics: &[Diagnostic], room: usize) -> Self {
        let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
        Room { errors: room, others: room.saturating_sub(errors), left_out: 0, files: BTreeSet::new() }
    }

    fn takes(&mut self, diagnostic: &'a Diagnostic) -> bool {
        let room = if diagnostic.severity == Severity::Error { &mut self.errors } else { &mut self.others };
        if *room == 0 {
            self.left_out += 1;
            self.files.insert(&diagnostic.file);
            return false;
        }
        *room -= 1;
        true
    }
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
        let line = plain(line);
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

/// On one line that ends somewhere, and without characters that would act on the terminal.
fn plain(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_LINE).map(|c| if c == '\n' { ' ' } else { visible(c) }).collect();
    if text.chars().nth(LONGEST_LINE).is_some() {
        shown.push('…');
    }
    shown
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
