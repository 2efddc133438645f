//! A text that is open in the client: it counts, whatever stands in its file.

use std::sync::Arc;

use super::text::DocumentText;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_markdown::{self as document, Page};

/// An open text.
#[derive(Debug)]
pub struct Buffer {
    /// The file's address as the client writes it.
    pub uri: String,
    pub version: i64,
    pub text: DocumentText,
    /// The text is that of the file, as far as is known.
    pub is_saved: bool,
    /// The text read as a page, when it is one.
    pub page: Option<ParsedBuffer>,
}

/// A page that was read alone.
#[derive(Debug, Clone)]
pub struct ParsedBuffer {
    pub page: Arc<Page>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Buffer {
    /// The text as bytes of a file.
    pub fn bytes(&self) -> FileContent {
        self.text.as_str().as_bytes().into()
    }

    /// Whether the fields of the page are half typed: they are others than those that the site has, and something is wrong
    /// with them. To take them in would change what other pages are told, for as long as a word takes to type.
    pub fn is_half_typed(&self, known: &str) -> bool {
        let Some(read) = &self.page else { return false };
        let text = self.text.as_str();
        let (fields, body) = document::parts(text);
        let (known_fields, _) = document::parts(known);
        let same = fields.map(|range| &text[range]) == known_fields.map(|range| &known[range]);
        let in_fields = |d: &Diagnostic| {
            d.severity == Severity::Error && d.span.is_none_or(|span| (span.start as usize) < body.max(1))
        };
        !same && read.diagnostics.iter().any(in_fields)
    }
}

/// Whether a text of YAML is half typed: it cannot be read as it stands.
pub fn is_half_typed_yaml(path: &SourcePath, text: &str) -> bool {
    let (_, faults) = vertebra_yaml::parse(text, 0, path);
    faults.iter().any(|fault| fault.severity == Severity::Error)
}
