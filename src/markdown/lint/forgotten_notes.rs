//! Notes to oneself that were left in a text: `TODO: ask`, `[insert name]`, a text that only fills a place.
//!
//! The same words are written *about*, too: "the TODO plugin". Only where one stands as people leave them is it an error;
//! elsewhere it may be one, and is told as a note; in quotation marks and in code it is none.

use std::ops::Range;

use super::LintInput;
use crate::prose::{Block, BlockKind};
use vertebra_base::diagnostic::Diagnostic;

/// Tells every note.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    for range in said.schema.rules.placeholders.find(&said.prose.text) {
        let Some((_, block)) = said.prose.block(range.start) else { continue };
        if is_quoted(said, block, &range) {
            continue;
        }
        let span = said.prose.span(range.clone());
        let found = if is_left(said, block, &range) {
            Diagnostic::error("placeholder", said.source, span, "a note to yourself is still on this page")
                .with_help("finish the text, or put draft: true at the top")
        } else {
            let words = said.prose.text.get(range).unwrap_or_default();
            Diagnostic::note(
                "placeholder",
                said.source,
                span,
                "this may be a note to yourself that is still on this page",
            )
            .with_help(format!(
                "finish the text, or if you are writing about it, put it in quotation marks: \"{words}\""
            ))
        };
        out.push(found);
    }
}

/// So many words are nobody's but the program's, whatever stands around them.
const SENTENCE: usize = 4;

/// Words before a mark that make it the thing that is written about: "the TODO".
const ARTICLES: [&str; 8] = ["a", "an", "the", "this", "that", "each", "every", "no"];

/// Whether it stands as a note is left: in front of a colon; a mark at the beginning of a line or at the end of a sentence; a
/// gap to fill in or a text without a meaning, where it is all of the block.
fn is_left(said: &LintInput, block: &Block, range: &Range<usize>) -> bool {
    let text = &said.prose.text;
    let (note, behind) = (&text[range.clone()], &text[range.end..block.range.end.max(range.end)]);
    let is_empty = |text: &str| !text.contains(char::is_alphanumeric);
    let first = note.chars().next().unwrap_or_default();
    if is_empty(note) {
        return false;
    }
    if behind.starts_with(':') {
        return true;
    }
    match first {
        '[' => is_empty(behind) && is_empty(&text[block.range.start..range.start]),
        // The text that typesetters use begins so, and nobody writes about more than its first two words.
        _ if !note.chars().any(|c| c.is_uppercase()) || note.chars().any(char::is_lowercase) => {
            behind.trim_start().starts_with("dolor") || note.split_whitespace().count() > SENTENCE
        }
        _ => block.kind != BlockKind::Cell && (begins_line(said, block, range) || ends_sentence(said, block, range)),
    }
}

/// "Our hours: TODO", "The price is still TBD." A mark of the letters of Roman numbers may be one: "Louis XXX".
fn ends_sentence(said: &LintInput, block: &Block, range: &Range<usize>) -> bool {
    let text = &said.prose.text;
    let (before, behind) = (&text[block.range.start..range.start], &text[range.end..block.range.end.max(range.end)]);
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with('\n');
    let ends = is_end(behind.trim_start_matches(['.', '!', '?', ')', ' ', '…']));
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let is_number = text[range.clone()].chars().all(|c| "IVXLCDM".contains(c));
    ends && !is_number && !ARTICLES.contains(&last.as_str())
}

/// Whether nothing but marks of Markdown stands before it in its line of the file, or in its field.
fn begins_line(said: &LintInput, block: &Block, range: &Range<usize>) -> bool {
    if matches!(block.kind, BlockKind::Field | BlockKind::Name | BlockKind::Markdown | BlockKind::Alt) {
        return range.start == block.range.start;
    }
    let start = said.prose.span(range.clone()).start as usize;
    let before = said.file.get(..start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default().trim_start();
    let number = before.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.starts_with(['.', ')']) { &number[1..] } else { before };
    rest.chars().all(|c| matches!(c, ' ' | '\t' | '*' | '_' | '>' | '#' | '-' | '+' | '(' | '['))
}

/// Whether it stands between quotation marks.
fn is_quoted(said: &LintInput, block: &Block, range: &Range<usize>) -> bool {
    let text = &said.prose.text;
    let (before, behind) = (&text[block.range.start..range.start], &text[range.end..block.range.end.max(range.end)]);
    let is_open = |open: char, close: char| {
        let last = before.rfind(open).filter(|last| before.rfind(close).is_none_or(|close| close < *last));
        last.is_some() && behind.contains(close)
    };
    let straight = before.matches('"').count() % 2 == 1 && behind.contains('"');
    let single = before.ends_with('\'') && behind.starts_with('\'');
    straight || single || is_open('“', '”') || is_open('«', '»') || is_open('„', '“')
}
