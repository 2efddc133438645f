//! The one place where diagnostics become the text of a terminal:
//!
//! ```text
//! content/a.md:2:8: error[yaml-quote]: this quotation mark is never closed
//!     2 | title: "Deep tissue massage
//!       |        ^
//!   help: add a " at the end of the line
//! ```
//!
//! The first line is one that editors and CI systems make a link of. Nothing depends on colour.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::paint::{Paint, Painter};
use super::rendered::{FilePosition, RenderedDiagnostic, plain};
use super::words::count;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

/// How many diagnostics of one code are shown for one file.
const SHOWN: usize = 5;
/// How many are shown in all: more than anybody reads at a time.
const SHOWN_IN_ALL: usize = 200;

/// Draws sorted diagnostics. Of each code at most five per file, of the same words at most five files, and not too many in
/// all, unless `all` is wanted; what is left out is counted.
pub fn draw(diagnostics: &[Diagnostic], snapshot: &Snapshot, painter: Painter, all: bool) -> String {
    let report = Report { snapshot, painter };
    let mut total = HashMap::new();
    for diagnostic in diagnostics {
        *total.entry((&diagnostic.file, diagnostic.code)).or_insert(0) += 1;
    }
    let mut seen = HashMap::new();
    let mut text = String::new();
    let mut room = Room::new(diagnostics, if all { usize::MAX } else { SHOWN_IN_ALL });
    let mut same = SameWords::default();
    for diagnostic in diagnostics {
        if !all && !same.shows(diagnostic) {
            continue;
        }
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
            text.push_str(&format!("{file}: {more} more [{code}]; to see all, add -v\n\n"));
        }
    }
    text.push_str(&same.summary());
    if room.left_out > 0 {
        let files = count(room.files.len(), "file");
        text.push_str(&format!("There are more problems in {files}. Fix those above first, or add -v to see all.\n\n"));
    }
    text
}

/// What is said in the same words of many files: all but the first of them are only counted.
#[derive(Default)]
struct SameWords<'a>(BTreeMap<(&'a str, &'a str), BTreeSet<&'a SourcePath>>);

impl<'a> SameWords<'a> {
    fn shows(&mut self, diagnostic: &'a Diagnostic) -> bool {
        let files = self.0.entry((diagnostic.code, &diagnostic.message)).or_default();
        files.insert(&diagnostic.file);
        files.len() <= SHOWN
    }

    /// A line for each, the most frequent first.
    fn summary(&self) -> String {
        let mut many: Vec<_> = self.0.iter().filter(|(_, files)| files.len() > SHOWN).collect();
        if many.is_empty() {
            return String::new();
        }
        many.sort_by_key(|(_, files)| Reverse(files.len()));
        let mut text = format!("In more files than the {SHOWN} shown of each; to see all, add -v\n");
        for ((code, message), files) in many {
            text.push_str(&format!("  in {}: [{code}] {}\n", count(files.len(), "file"), plain(message)));
        }
        text.push('\n');
        text
    }
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
        let told = RenderedDiagnostic::of(diagnostic, self.snapshot);
        let paint = match told.severity {
            Severity::Error => Paint::Error,
            Severity::Warning => Paint::Warning,
            Severity::Note => Paint::Note,
        };
        let head = self.painter.paint(paint, &format!("{}[{}]", told.word, told.code));
        let message = self.painter.paint(Paint::Strong, &told.message);
        let mut text = format!("{}: {head}: {message}\n{}", told.place.name(), self.excerpt(&told.place, paint));
        if let Some((place, label)) = &told.related {
            text.push_str(&format!("  {}: {label}\n{}", place.name(), self.excerpt(place, Paint::Note)));
        }
        text.push_str(&labelled_lines(self.painter, "help", &told.help));
        text.push_str(&labelled_lines(self.painter, "note", &told.note));
        text
    }

    fn excerpt(&self, place: &FilePosition, paint: Paint) -> String {
        place.excerpt.as_ref().map_or_else(String::new, |excerpt| excerpt.lines(self.painter, paint))
    }
}

/// `  help: …`, with further lines below the first word.
pub fn labelled(painter: Painter, label: &str, words: &str) -> String {
    labelled_lines(painter, label, &words.lines().map(plain).collect::<Vec<_>>())
}

fn labelled_lines(painter: Painter, label: &str, lines: &[String]) -> String {
    let indent = " ".repeat(label.len() + 4);
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        match at {
            0 => text.push_str(&format!("  {} {line}", painter.paint(Paint::Note, &format!("{label}:")))),
            _ => text.push_str(format!("{indent}{line}").trim_end()),
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
#[path = "draw_tests.rs"]
mod tests;
