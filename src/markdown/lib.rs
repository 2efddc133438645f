//! One Markdown file to a `Page`: front matter with a span per key, body as HTML with holes.
//!
//! Reads no other file and never fails: it returns a page and its diagnostics.
//!
//! ```
//! use vertebra_base::path::SourcePath;
//! use vertebra_schema::Schema;
//!
//! let text = "---\ntitle: Prices\n---\nAn hour is *90 dollars*.\n";
//! let parsed = vertebra_markdown::parse(&SourcePath::new("content/prices.md"), text.as_bytes(), &Schema::default());
//! assert_eq!(parsed.page.front.title.value, "Prices");
//! assert_eq!(parsed.page.body.html, "<p>An hour is <em>90 dollars</em>.</p>\n");
//! ```

mod body;
mod body_fingerprint;
mod front;
mod lint;
mod page;
mod pasted;
mod prose;
mod source_marks;
pub mod writer;

pub use body::{
    InlineText, definition_address, inline, link_definitions, mark_position, options as markdown_options, render_plain,
};
pub use front::{fence_changes, fence_fault, split};
pub use page::*;
pub use pasted::is_pasted;
pub use source_marks::{MarkDiff, SourceMarks};

use body::BodyContext;
use lint::LintInput;

use vertebra_base::diagnostic::{self, Diagnostic, Severity};
use vertebra_base::encoding;
use vertebra_base::path::SourcePath;
use vertebra_schema::{Schema, codes};
use vertebra_yaml::{self as yaml, YamlNode};

/// A page and what there is to say about it, in the order of the file.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub page: Page,
    pub diagnostics: Vec<Diagnostic>,
}

/// The bytes of the YAML between the two lines of hyphens, if there is front matter, and the first byte of the body.
pub fn parts(text: &str) -> (Option<std::ops::Range<usize>>, usize) {
    front::split(text)
}

impl Page {
    /// A page of which only its links are known.
    pub fn of_links(source: SourcePath, links: Vec<WrittenLink>) -> Self {
        Page {
            source,
            links,
            front: FrontMatter::default(),
            body: Body::default(),
            headings: Vec::new(),
            anchors: Vec::new(),
            notes: Vec::new(),
            terms: Vec::new(),
            summary: String::new(),
            words: 0,
            meaning: None,
            contacts: None,
            reading: None,
            words_print: Default::default(),
            text_print: Default::default(),
        }
    }
}

/// Reads one Markdown file.
pub fn parse(source: &SourcePath, bytes: &[u8], schema: &Schema) -> Parsed {
    let mut out = Vec::new();
    let text = encoding::decode(source, bytes, &mut out);
    // What else could be said of letters that were guessed is about no text that anybody wrote.
    let mut refused = (!out.is_empty()).then_some(out.len());
    encoding::check_nul(source, &text, &mut out);
    let (yaml, body_start) = split(&text);
    // Of a file that cannot be read at all there is nothing else to say.
    if bytes.is_empty() || !text.is_empty() {
        out.extend(fence_fault(source, &text));
    }
    if refused.is_none() && yaml.is_none() && front::is_foreign(&text) {
        refused = Some(out.len());
    }
    let node = match yaml.and_then(|range| Some((range.start, text.get(range)?))) {
        Some((start, yaml)) => {
            let (node, faults) = yaml::parse(yaml, start, source);
            out.extend(faults);
            yaml::check_addresses(&node, source, &mut out);
            node
        }
        None => YamlNode::default(),
    };
    // Only where there may be translations of it.
    let fields = (!schema.languages.is_empty()).then(|| node.clone());
    let shown = lint::shown_fields(&node, schema);
    let mut front = front::read(source, node, schema, &mut out);
    front.markdown_texts = lint::markdown_texts(&shown);
    let around = BodyContext { source, front: &front, schema, fields: shown };
    let mut parts = body::read_body(around, &text, body_start, &mut out);
    let said = LintInput { source, file: &text, front: &front, schema, prose: &parts.prose, links: &parts.links };
    let heard = said.check(&mut out);
    // A site holds thousands of bodies for as long as it is built; spare room in each adds up.
    parts.body.html.shrink_to_fit();
    parts.body.holes.shrink_to_fit();
    parts.links.shrink_to_fit();
    parts.anchors.shrink_to_fit();
    if let Some(count) = refused {
        out.truncate(count);
        // Nor are its links anybody's; nothing of it is published.
        parts.links.clear();
        parts.body.holes.clear();
    }
    if front.draft {
        note_what_is_unfinished(&mut out);
    }
    diagnostic::sort(&mut out);
    let meaning = fields.map(|fields| {
        let body = text.get(body_start..).unwrap_or_default();
        let headings: Vec<_> = parts.headings.iter().map(|it| (it.span.start as usize, it.title.as_str())).collect();
        Box::new(SourceMarks::of(&fields, body, body_start, &headings, schema))
    });
    let page = Page {
        meaning,
        contacts: heard.contacts,
        reading: heard.reading,
        source: source.clone(),
        front,
        body: parts.body,
        links: parts.links,
        headings: parts.headings,
        anchors: parts.anchors,
        notes: parts.notes,
        terms: parts.terms,
        summary: parts.summary,
        words: parts.words,
        words_print: Default::default(),
        text_print: Default::default(),
    };
    Parsed { page, diagnostics: out }
}

/// A draft may lack what a page must have: that is what makes it one.
fn note_what_is_unfinished(out: &mut [Diagnostic]) {
    for it in out.iter_mut().filter(|it| it.severity == Severity::Error && codes::is_unfinished(it.code)) {
        it.severity = Severity::Note;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        Schema::default()
    }

    #[test]
    fn a_file_in_another_encoding_is_still_a_page() {
        let schema = schema();
        let source = SourcePath::new("content/a.md");
        let parsed = parse(&source, b"It\x92s *here*", &schema);
        assert_eq!(parsed.page.body.html, "<p>It\u{fffd}s <em>here</em></p>\n");
        assert!(parsed.diagnostics.iter().any(|d| d.code == "encoding"));
    }

    #[test]
    fn an_empty_or_unreadable_file_is_told_once() {
        let schema = schema();
        for (bytes, code) in [
            (&b""[..], "file-empty"),
            (b" \n", "file-empty"),
            (b"\xef\xbb\xbf", "file-empty"),
            (b"\xff\xfea\0", "encoding"),
            (b"x", "front-missing"),
        ] {
            let parsed = parse(&SourcePath::new("content/a.md"), bytes, &schema);
            let codes: Vec<_> = parsed.diagnostics.iter().map(|d| d.code).collect();
            assert_eq!(codes, [code], "{bytes:?}");
        }
    }
}
