//! One Markdown file to a `Page`: front matter with a span per key, body as HTML with holes.
//!
//! Reads no other file and never fails: it returns a page and its diagnostics.

mod body;
mod encoding;
mod page;
mod standin;

pub use body::{escape_address, inline, render_plain};
pub use page::*;

use body::Around;

use crate::diagnostic::{self, Diagnostic};
use crate::path::SourcePath;
use crate::schema::Schema;
use crate::yaml::Node;

/// A page and what there is to say about it, in the order of the file.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub page: Page,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one Markdown file.
pub fn parse(source: &SourcePath, bytes: &[u8], schema: &Schema) -> Parsed {
    let mut out = Vec::new();
    let text = encoding::decode(source, bytes, &mut out);
    let (yaml, body_start) = standin::split(&text);
    let node = match yaml.and_then(|range| Some((range.start, text.get(range)?))) {
        Some((start, yaml)) => {
            let (node, faults) = standin::parse_yaml(yaml, start, source);
            out.extend(faults);
            node
        }
        None => Node::default(),
    };
    let front = standin::read(source, node, schema, &mut out);
    let around = Around { source, front: &front, schema };
    let parts = body::read_body(&around, &text, body_start, &mut out);
    diagnostic::sort(&mut out);
    let page = Page {
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
    };
    Parsed { page, diagnostics: out }
}
