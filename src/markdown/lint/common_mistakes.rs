//! What editors leave in a text by mistake: bold lines in place of headings, paragraphs that were
//! pasted twice, links that were copied out of a mail.

use super::{LintInput, forgotten_notes};
use crate::page::LinkKind;
use crate::prose::{Block, BlockKind, OBJECT};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::unknown_scheme;
use vertebra_base::readability::ends_with_sentence;
use vertebra_base::span::Span;
use vertebra_schema::codes;
use vertebra_schema::rules::real_address;

/// A longer line in bold is a sentence and not a heading.
const LONGEST_HEADING: usize = 80;
/// Shorter paragraphs may well be said twice: "Ask your doctor first."
const FEWEST_WORDS: usize = 12;
/// A page that says more than this twice says one thing over and over, and is not told of each.
const MOST_TWINS: usize = 100;
/// The caret under a paragraph does not go on for lines.
const LONGEST_CARET: usize = 60;

/// Tells all of it.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    if !said.front.draft {
        forgotten_notes::check(said, out);
    }
    fake_headings(said, out);
    twice(said, out);
    unknown_schemes(said, out);
    wrapped_links(said, out);
    pasted(said, out);
}

/// What was pasted with its formatting can be mended in one go.
fn pasted(said: &LintInput, out: &mut [Diagnostic]) {
    let is_pasted = |told: &Diagnostic| codes::find(told.code).is_some_and(|code| code.fix_all);
    let places = out.iter().filter(|told| is_pasted(told)).count();
    let all = if places > 1 { format!(" ({places} places)") } else { String::new() };
    for told in out.iter_mut().filter(|told| is_pasted(told)) {
        let help = told.help.take().unwrap_or_default();
        told.help = Some(format!("{help}\nor run: vertebra fix {}{all}", said.source));
    }
}

fn fake_headings(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let blocks = &said.prose.blocks;
    // What is bold in a cell of a table names a row or a column.
    let is_line = |block: &Block| block.strong && block.top && block.kind == BlockKind::Paragraph;
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| is_line(block)) {
        let text = said.prose.of(block);
        let is_long = text.chars().count() > LONGEST_HEADING;
        // A line of bold text at the end stands above nothing.
        let stands_above = blocks.get(at + 1).is_some_and(|next| {
            !next.in_note && matches!(next.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell)
        });
        let is_statement = ends_with_sentence(text) && !text.trim_end().ends_with('?');
        let names_nothing = !text.contains(char::is_alphabetic);
        if is_long || is_statement || names_nothing || !stands_above || text.contains(OBJECT) {
            continue;
        }
        let message = "this line looks like a heading but is only bold, so screen readers do not announce it as one";
        let level = said.heading_above(block);
        let written = said.file.get(block.span.range()).unwrap_or("");
        let help = format!("write {} {}", "#".repeat(level), written.trim_matches(['*', '_', ' ']));
        out.push(Diagnostic::warning("heading-fake", said.source, block.span, message).with_help(help));
    }
}

impl LintInput<'_> {
    /// The level of the heading above a block, which one in its place would most likely have.
    fn heading_above(&self, block: &Block) -> usize {
        let mut above = self
            .prose
            .blocks
            .iter()
            .filter(|other| other.kind == BlockKind::Heading && other.top && other.range.start < block.range.start);
        let written = above.next_back().and_then(|heading| self.file.get(heading.span.range())).unwrap_or("##");
        let hashes = written.bytes().take_while(|byte| *byte == b'#').count();
        hashes.clamp(2, 6)
    }
}

fn twice(said: &LintInput, out: &mut Vec<Diagnostic>) {
    // A bold line is the label of what follows, and labels may repeat.
    let enough =
        |block: &&Block| block.kind == BlockKind::Paragraph && !block.strong && block.range.len() > FEWEST_WORDS * 3;
    let mut paragraphs: Vec<&Block> = said.prose.blocks.iter().filter(enough).collect();
    let headings: Vec<&Block> = said.prose.blocks.iter().filter(|block| block.kind == BlockKind::Heading).collect();
    let topic = |block: &Block| {
        let above = headings.partition_point(|heading| heading.range.start < block.range.start);
        above.checked_sub(1).map(|at| said.prose.of(headings[at]))
    };
    let mut pairs = Vec::new();
    // Equal ones are equally long.
    paragraphs.sort_by_key(|block| block.range.len());
    for group in paragraphs.chunk_by(|a, b| a.range.len() == b.range.len()).filter(|group| group.len() > 1) {
        let written = |block: &Block| said.file.get(block.span.range()).unwrap_or("");
        let mut group: Vec<(&str, &Block)> = group.iter().map(|block| (written(block), *block)).collect();
        // As written, since two values that look alike in plain text may differ.
        group.sort_by_key(|(text, block)| (*text, block.range.start));
        let equal = group.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let enough = equal.filter(|pair| pair[0].0.split_whitespace().nth(FEWEST_WORDS - 1).is_some());
        // Below another heading, the same words are about another thing.
        let enough = enough.filter(|pair| topic(pair[0].1) == topic(pair[1].1));
        pairs.extend(enough.map(|pair| (pair[0].1.span, pair[1].1.span)));
    }
    // In the order of the text, so that its lines are counted once.
    pairs.sort_by_key(|(first, _)| first.start);
    let (mut at, mut line) = (0, 1);
    for (first, second) in pairs.into_iter().take(MOST_TWINS) {
        let start = first.start as usize;
        line += said.file.get(at..start).unwrap_or("").matches('\n').count();
        at = start;
        let message = format!("this paragraph is the same as the one on line {line}");
        let span = said.beginning(second);
        out.push(Diagnostic::warning("text-twice", said.source, span, message).with_help("remove one of them"));
    }
}

impl LintInput<'_> {
    /// The beginning of a place, on its first line.
    fn beginning(&self, span: Span) -> Span {
        let line = self.file.get(span.range()).and_then(|text| text.lines().next()).unwrap_or("");
        let length: usize = line.chars().take(LONGEST_CARET).map(char::len_utf8).sum();
        Span::new(span.start as usize, span.start as usize + length)
    }
}

/// Links to what no program can open.
fn unknown_schemes(said: &LintInput, out: &mut Vec<Diagnostic>) {
    for link in said.links.iter().filter(|link| link.kind != LinkKind::Term) {
        out.extend(unknown_scheme(&link.target).map(|unknown| unknown.diagnostic(said.source, link.span)));
    }
}

fn wrapped_links(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let wrappers = &said.schema.rules.wrappers;
    for link in said.links.iter().filter(|link| link.kind == LinkKind::Link && link.target.contains('?')) {
        if let Some((name, address)) = real_address(wrappers, &link.target) {
            let message = format!("this link goes through {name} first");
            let help = format!("use the real address: {address}");
            out.push(Diagnostic::warning("link-wrapped", said.source, link.span, message).with_help(help));
        }
    }
}
