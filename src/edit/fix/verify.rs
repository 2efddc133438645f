//! Whether two texts say the same: the same words in the same order, the same fields, and no diagnostic that is new.

use std::collections::BTreeMap;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_html::{HtmlPiece, pieces};
use vertebra_markdown::{self as document, Body, Filling, NoteContent};
use vertebra_schema::codes::{self, Part};
use vertebra_schema::{RawHtml, Schema};
use vertebra_yaml::{self as yaml, NodeKind, YamlNode, unseen};

use super::Fix;

/// What a text says, without its form.
#[derive(Debug)]
pub struct TextContent {
    words: Vec<String>,
    fields: String,
    pub told: Vec<Diagnostic>,
    codes: BTreeMap<&'static str, usize>,
}

/// Elements inside a line: a word may go on behind them.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "u",
];

/// Reads a text for comparison.
pub fn read(source: &SourcePath, text: &str, schema: &Schema) -> TextContent {
    let (words, fields, told);
    if source.extension() == "md" {
        // Read so that HTML is HTML and quotation marks stay as they are typed, whatever the site asks for.
        let mut plain = schema.clone();
        plain.markdown.raw_html = RawHtml::Sanitize;
        plain.markdown.smart_punctuation = false;
        words = words_of(&document::parse(source, text.as_bytes(), &plain).page);
        told = document::parse(source, text.as_bytes(), schema).diagnostics;
        let (range, _) = document::split(text);
        let range = range.unwrap_or_default();
        fields = told_fields(&text[range.clone()], range.start, source);
    } else {
        let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        told = yaml::parse(&text[base..], base, source).1;
        fields = told_fields(&text[base..], base, source);
        words = Vec::new();
    }
    let mut codes = BTreeMap::new();
    told.iter().for_each(|it| *codes.entry(it.code).or_default() += 1);
    TextContent { words, fields, told, codes }
}

/// Whether some fixes kept what the text says, and mended what they are for.
pub fn holds(before: &TextContent, after: &TextContent, fixes: &[&Fix]) -> bool {
    // What can be said of a picture could not be told while it was inside the text.
    let pictures = fixes.iter().any(|fix| codes::breaks(fix.code, Part::Picture));
    let allowed = |code: &str| pictures && codes::follows_from(code, Part::Picture);
    let count = |reading: &TextContent, code: &str| reading.codes.get(code).copied().unwrap_or(0);
    let none_new = after.codes.iter().all(|(code, number)| *number <= count(before, code) || allowed(code));
    let mended =
        fixes.iter().all(|fix| count(before, fix.code) == 0 || count(after, fix.code) < count(before, fix.code));
    let same_words = if fixes.iter().any(|fix| fix.lists) {
        unmarked(&before.words).eq(unmarked(&after.words))
    } else {
        before.words == after.words
    };
    none_new && mended && same_words && before.fields == after.fields
}

/// The words without bullets and numbers: those of a list are drawn by the browser.
fn unmarked(words: &[String]) -> impl Iterator<Item = &String> {
    words.iter().filter(|word| !super::word_list::is_marker(word))
}

/// The words of a page as readers see them.
fn words_of(page: &document::Page) -> Vec<String> {
    let mut text = String::new();
    body(&mut text, &page.body);
    for note in &page.notes {
        text.push(' ');
        if let NoteContent::Text(inner) = &note.content {
            body(&mut text, inner);
        }
    }
    // What Word leaves behind is no HTML for Markdown and would be printed.
    let mut rest = text.as_str();
    let mut shown = String::with_capacity(text.len());
    while let Some(at) = [rest.find("<o:p"), rest.find("</o:p")].into_iter().flatten().min() {
        shown.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    shown.push_str(rest);
    let seen = |word: &str| word.chars().filter(|c| unseen(*c).is_none_or(|with| !with.is_empty())).collect::<String>();
    shown.split_whitespace().map(seen).filter(|word| !word.is_empty()).collect()
}

fn body(text: &mut String, part: &Body) {
    let mut done = 0;
    // A hole inside a tag, such as an address, must not cut the tag.
    let mut html = String::new();
    for hole in &part.holes {
        html.push_str(&part.html[done..hole.at]);
        done = hole.at;
        let word = match &hole.filling {
            Filling::Address(_) => continue,
            Filling::Image(image) => escaped(&image.alt),
            Filling::Directive(directive) => {
                let mut inner = String::new();
                inner.push_str(&directive.name);
                inner.push(' ');
                inner.push_str(directive.heading.as_deref().unwrap_or_default());
                directive.arguments.iter().for_each(|it| inner.push_str(&format!(" {}", it.value)));
                inner.push(' ');
                directive.body.iter().for_each(|it| body(&mut inner, it));
                escaped(&inner)
            }
        };
        html.push_str(&word);
    }
    html.push_str(&part.html[done..]);
    for piece in pieces(&html) {
        match piece {
            HtmlPiece::Text(words) => text.push_str(&words),
            HtmlPiece::Start { name, .. } | HtmlPiece::End(name) if !INLINE.contains(&name.as_str()) => text.push(' '),
            _ => {}
        }
    }
    text.push(' ');
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The fields as they are understood, without their places.
fn told_fields(text: &str, base: usize, source: &SourcePath) -> String {
    let mut out = String::new();
    node(&mut out, &yaml::parse(text, base, source).0);
    out
}

fn node(out: &mut String, it: &YamlNode) {
    match &it.kind {
        NodeKind::Null => out.push('~'),
        NodeKind::Bool(_, text) | NodeKind::Number(_, text) | NodeKind::Text(text) => {
            let seen: String = text.chars().map(|c| unseen(c).map_or_else(|| c.to_string(), str::to_owned)).collect();
            out.push_str(&format!("{:?}", seen.trim()));
        }
        NodeKind::List(items) => {
            items.iter().for_each(|item| {
                out.push('-');
                node(out, item);
            });
            out.push(';');
        }
        NodeKind::Map(entries) => {
            entries.iter().for_each(|entry| {
                out.push_str(&format!("{:?}:", entry.key));
                node(out, &entry.value);
            });
            out.push(';');
        }
    }
}
