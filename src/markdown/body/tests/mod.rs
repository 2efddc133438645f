//! Bodies as data: each file in `cases/` holds Markdown and what comes of it.
//!
//! A case is `=== title [options]`, the text, and after `--- result` what was read. `SNAPSHOTS=overwrite cargo test`
//! writes the results anew; look at the difference before you keep it.

mod limits;
mod random;
mod show;

use std::collections::BTreeMap;

use crate::page::{CitableEntry, FrontMatter};
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::{ContentType, Field, FieldKind, HeadingIds, MarkdownOptions, RawHtml, Schema, SharedField};

use super::{BodyContext, BodyParts, read_body};

/// What a case asks for besides its text.
#[derive(Default)]
struct Options<'c> {
    pairs: Vec<(&'c str, &'c str)>,
}

impl<'c> Options<'c> {
    fn parse(text: &'c str) -> Self {
        let pair = |word: &'c str| word.split_once('=').unwrap_or((word, ""));
        Options { pairs: text.split_whitespace().map(pair).collect() }
    }

    fn get(&self, name: &str) -> Option<&'c str> {
        self.pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }

    fn list(&self, name: &str) -> Vec<&'c str> {
        self.get(name).map(|value| value.split(',').collect()).unwrap_or_default()
    }
}

fn schema(raw_html: RawHtml, options: &Options) -> Schema {
    let markdown = MarkdownOptions {
        smart_punctuation: options.get("smart").is_some(),
        raw_html,
        heading_ids: if options.get("ids") == Some("github") { HeadingIds::Github } else { HeadingIds::Vertebra },
        positions: options.get("positions").is_some(),
    };
    let cited = Field {
        name: "evidence".to_owned(),
        kind: FieldKind::List,
        required: false,
        stated: false,
        label: None,
        help: None,
        default: None,
        keys_of: Some("evidence".to_owned()),
        needs_file: false,
        property: None,
        shared: Some(SharedField { cite: true, ..SharedField::default() }),
    };
    let kind = ContentType { fields: vec![cited], ..ContentType::default() };
    Schema { markdown, types: BTreeMap::from([(String::new(), kind)]), ..Schema::default() }
}

fn citation(key: &str) -> CitableEntry {
    CitableEntry { field: "evidence".to_owned(), file: "evidence.yaml".to_owned(), key: spanned(key) }
}

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::default())
}

/// Reads a text with front matter of three lines before it, so that every place is off by as much.
fn read(text: &str, options: &Options) -> (BodyParts, Vec<Diagnostic>, String) {
    const FRONT: &str = "---\ntitle: T\n---\n";
    let raw_html = match options.get("raw") {
        Some("allow") => RawHtml::Allow,
        Some("forbid") => RawHtml::Forbid,
        _ => RawHtml::Sanitize,
    };
    let front = FrontMatter {
        title: Spanned::new("T".into(), Span::new(11, 12)),
        description: options.get("description").map(spanned),
        citable: options.list("evidence").into_iter().map(citation).collect(),
        ..FrontMatter::default()
    };
    let source = SourcePath::new("content/guides/a.md");
    let schema = schema(raw_html, options);
    let file = format!("{FRONT}{text}");
    let mut out = Vec::new();
    let around = BodyContext { source: &source, front: &front, schema: &schema, fields: Vec::new() };
    let parts = read_body(around, &file, FRONT.len(), &mut out);
    diagnostic::sort(&mut out);
    (parts, out, file)
}

/// The cases of a file with their results made anew.
fn run(cases: &str) -> String {
    let mut out = String::new();
    for case in cases.split("=== ").skip(1) {
        let (head, rest) = case.split_once('\n').unwrap_or((case, ""));
        let text = rest.split_once("--- result\n").map_or(rest, |(text, _)| text);
        let (_, options) = head.split_once('[').unwrap_or((head, ""));
        let options = Options::parse(options.trim_end_matches(']'));
        // `␍` and `␀` stand for characters that do not survive in a text file.
        let written = text.replace('␍', "\r").replace('·', "\u{ad}");
        let (parts, diagnostics, file) = read(&written, &options);
        out += &format!("=== {head}\n{text}--- result\n{}\n", show::parts(&parts, &diagnostics, &file, &options));
    }
    out
}

macro_rules! case_files {
    ($($name:ident $file:tt),*) => {$(
        #[test]
        fn $name() {
            let made = run(include_str!($file));
            snapbox::assert_data_eq!(made, snapbox::file![$file].raw());
        }
    )*};
}
case_files! {
    links "cases/links.txt",
    images "cases/images.txt",
    headings "cases/headings.txt",
    tables "cases/tables.txt",
    lists "cases/lists.txt",
    notes "cases/notes.txt",
    directives "cases/directives.txt",
    values "cases/values.txt",
    html "cases/html.txt",
    summaries "cases/summaries.txt",
    positions "cases/positions.txt"
}
