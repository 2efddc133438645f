//! A diagnostic with its places as people count them, before it takes the form of a terminal or of a page.
//!
//! Every text here is made of visible characters only: nothing of it acts on a terminal or turns the letters around.

use super::excerpt::{Excerpt, visible};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::Span;

/// The longest line of words, in characters.
const LONGEST_LINE: usize = 400;

/// A diagnostic, told.
pub struct RenderedDiagnostic {
    pub severity: Severity,
    /// `error`, `warning`, `note`.
    pub word: &'static str,
    pub code: &'static str,
    pub place: FilePosition,
    pub message: String,
    /// A second place and what it has to do with the first.
    pub related: Option<(FilePosition, String)>,
    /// Lines of what to type.
    pub help: Vec<String>,
    pub note: Vec<String>,
}

/// A file and, as far as it is at hand, the place in it.
pub struct FilePosition {
    pub file: String,
    pub excerpt: Option<Excerpt>,
}

impl RenderedDiagnostic {
    /// Tells a diagnostic, with excerpts of the files that the snapshot has.
    pub fn of(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Self {
        let lines = |words: &Option<String>| words.iter().flat_map(|words| words.lines().map(plain)).collect();
        RenderedDiagnostic {
            severity: diagnostic.severity,
            word: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            code: diagnostic.code,
            place: FilePosition::find(&diagnostic.file, diagnostic.span, snapshot),
            message: plain(&diagnostic.message),
            related: diagnostic
                .related
                .as_ref()
                .map(|it| (FilePosition::find(&it.file, Some(it.span), snapshot), plain(&it.label))),
            help: lines(&diagnostic.help),
            note: lines(&diagnostic.note),
        }
    }
}

impl FilePosition {
    fn find(file: &SourcePath, span: Option<Span>, snapshot: &Snapshot) -> Self {
        let excerpt = span.zip(snapshot.get(file)).map(|(span, bytes)| Excerpt::find(bytes.held(), span));
        FilePosition { file: plain(file.as_str()), excerpt }
    }

    /// `path:line:col`, or the path alone.
    pub fn name(&self) -> String {
        match &self.excerpt {
            Some(excerpt) => format!("{}:{}:{}", self.file, excerpt.line, excerpt.column),
            None => self.file.clone(),
        }
    }
}

/// On one line that ends somewhere, and without characters that would act on the terminal.
pub fn plain(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_LINE).map(|c| if c == '\n' { ' ' } else { visible(c) }).collect();
    if text.chars().nth(LONGEST_LINE).is_some() {
        shown.push('…');
    }
    shown
}
