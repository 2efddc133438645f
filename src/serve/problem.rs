//! A diagnostic as the preview's pages show it.

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::snapshot::Snapshot;
use vertebra_report::{FilePosition, RenderedDiagnostic};

/// A diagnostic, ready for a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `error`, `warning`, `note`.
    word: &'static str,
    code: &'static str,
    message: String,
    place: Spot,
    /// A second place and what it has to do with the first.
    related: Option<(Spot, String)>,
    help: Option<String>,
    note: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Spot {
    /// `content/a.md:2:8`.
    name: String,
    file: String,
    line: usize,
    excerpt: Option<Lines>,
}

/// The line and the caret below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Lines {
    number: String,
    /// The line in three parts: what is meant is marked, for screens on which it does not fit above a caret.
    lead: String,
    marked: String,
    rest: String,
    /// As wide as the number.
    gutter: String,
    /// Blanks before the caret.
    before: String,
    caret: String,
}

impl Problem {
    /// Tells a diagnostic with excerpts of these files.
    pub fn of(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Self {
        let told = RenderedDiagnostic::of(diagnostic, snapshot);
        let text = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join("\n"));
        Problem {
            word: told.word,
            code: told.code,
            message: told.message,
            place: Spot::of(&told.place),
            related: told.related.map(|(place, label)| (Spot::of(&place), label)),
            help: text(told.help),
            note: text(told.note),
        }
    }
}

impl Spot {
    fn of(place: &FilePosition) -> Self {
        let excerpt = place.excerpt.as_ref();
        let lines = excerpt.and_then(|excerpt| Some((excerpt.line.to_string(), excerpt.drawn()?)));
        Spot {
            name: place.name(),
            file: place.file.clone(),
            line: excerpt.map_or(1, |excerpt| excerpt.line),
            excerpt: lines.map(|(number, (text, before, under))| {
                let (lead, rest) = text.split_at(place_of(text, before));
                let (marked, rest) = rest.split_at(place_of(rest, under));
                Lines {
                    gutter: " ".repeat(number.len()),
                    number,
                    lead: lead.to_owned(),
                    marked: marked.to_owned(),
                    rest: rest.to_owned(),
                    before: " ".repeat(before),
                    caret: "^".repeat(under),
                }
            }),
        }
    }
}

/// Where a text has filled some columns.
fn place_of(text: &str, columns: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        if used >= columns {
            return at;
        }
        used += c.width().unwrap_or(0);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_a_screen() {
        assert_eq!(place_of("ab", 1), 1);
        assert_eq!(place_of("日本語", 2), 3, "wide characters fill two");
        assert_eq!(place_of("ab", 9), 2);
    }
}
