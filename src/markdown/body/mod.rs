//! The Markdown body of a page, read: HTML with holes, links, headings, notes, terms.
//!
//! 1. `prepare` masks what Markdown does not know (directives) and keeps every place.
//! 2. The parser of CommonMark gives events; `walk` hands each to a room: `heading`, `link`, `table`, `note`, `block`,
//!    `value` (text and `{{ … }}`), `raw` (HTML). They share the state in `reader` and write into a `writer`.
//! 3. Notes are read last, since their numbers depend on the text.
//!
//! Nothing here goes deeper into the stack for deeper nesting in the text.

mod autolink;
mod bare_address;
mod block;
mod definition;
mod escape;
mod heading;
mod ids;
mod kept;
mod link;
mod literal;
mod mask;
mod note;
mod numbers;
mod place;
mod plain;
mod position;
mod prepare;
mod raw;
mod reader;
mod sanitize;
mod syntax;
mod table;
mod unclosed;
mod value;
mod walk;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use bare_address::end_of_address;
pub use definition::{definition_address, link_definitions};
pub use plain::{InlineText, inline, render_plain};
pub use position::mark as mark_position;
pub use table::{CAPTION_MARKS, TABLE_FORMS};
pub use walk::options;

use crate::page::{Body, DefinitionTerm, Footnote, FrontMatter, Heading, WrittenLink};
use crate::prose::{BlockKind, Prose};
use ids::Ids;
use position::Lines;
use prepare::Prepared;
use reader::{Reader, Task};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::Schema;
use words::Summary;

/// What a body holds; the fields are those of a `Page`.
#[derive(Debug, Default)]
pub struct BodyParts {
    pub body: Body,
    pub links: Vec<WrittenLink>,
    pub headings: Vec<Heading>,
    pub anchors: Vec<String>,
    pub notes: Vec<Footnote>,
    pub terms: Vec<DefinitionTerm>,
    pub summary: String,
    pub words: usize,
    pub prose: Prose,
}

/// What a body is read with.
pub struct BodyContext<'a> {
    pub source: &'a SourcePath,
    pub front: &'a FrontMatter,
    pub schema: &'a Schema,
    /// Texts of the front matter that readers see, with their places.
    pub fields: Vec<(BlockKind, String, Span)>,
}

/// Reads the body of a file, which begins at the byte `body_start`.
pub fn read_body(around: BodyContext, text: &str, body_start: usize, out: &mut Vec<Diagnostic>) -> BodyParts {
    let BodyContext { source, front, schema, fields } = around;
    let prepared = Prepared::new(text, body_start, front.citable.iter().map(|entry| entry.key.value.as_str()));
    let (raw_html, heading_ids) = (schema.markdown.raw_html, schema.markdown.heading_ids);
    let lines = schema.markdown.positions.then(|| Lines::of(text));
    let kind = schema.types.get(&front.kind.value);
    let shows_title = schema.shows_title(&front.kind.value);
    let task = Task {
        source,
        file: text,
        prepared: &prepared,
        front,
        kind,
        raw_html,
        heading_ids,
        shows_title,
        lines,
        plain: false,
    };
    let has_mark = has_more_mark(text.get(body_start..).unwrap_or(""));
    let summary = Summary::new(has_mark, front.description.is_some());
    let mut reader = Reader::new(task, summary, out);
    reader.ids = Ids::beside(schema.taken_ids(&front.kind.value));
    let (body, notes) = reader.walk(&prepared, walk::options(schema.markdown.smart_punctuation));
    for (kind, text, span) in fields {
        reader.prose.aside(kind, &text, span);
    }
    reader.prose.finish(text);
    let description = front.description.as_ref().map(|description| description.value.as_str());
    BodyParts {
        body,
        notes,
        links: reader.links,
        headings: reader.headings,
        anchors: reader.ids.into_sorted(),
        terms: reader.terms,
        summary: reader.summary.finish(description),
        words: reader.words.count,
        prose: reader.prose,
    }
}

fn has_more_mark(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "<!--").any(|at| {
        let word = text[at + "<!--".len()..].trim_start().get(..4);
        word.is_some_and(|word| word.eq_ignore_ascii_case("more"))
    })
}
