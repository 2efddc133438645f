//! How hard the page is to read, for those who ask.

use super::LintInput;
use crate::page::{HardSentence, Readability};
use crate::prose::{Block, BlockKind};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::readability::{self, Measure};
use vertebra_base::span::position;

/// Measures the page where that is wanted, and tells one that is beyond the limit of the rules.
pub fn measure(said: &LintInput, out: &mut Vec<Diagnostic>) -> Option<Box<Readability>> {
    let rules = &said.schema.rules;
    if !rules.measures(&said.front.kind.value) {
        return None;
    }
    // Headings, tables, references and fields are no sentences.
    let is_told = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && !block.in_note;
    let blocks: Vec<&Block> = said.prose.blocks.iter().filter(is_told).collect();
    let found = readability::measure(blocks.iter().map(|block| said.prose.of(block)), said.language());
    let hard = |hard: readability::Hard| {
        let start = blocks.get(hard.text).map_or(0, |block| block.range.start);
        let range = hard.range.start + start..hard.range.end + start;
        let span = said.prose.span(range.clone());
        let text = said.prose.text.get(range).unwrap_or("").to_owned();
        HardSentence { line: position(said.file, span.start as usize).line, span, words: hard.words, text }
    };
    let reading = Readability {
        measure: found.measure,
        words: found.words,
        sentences: found.sentences,
        long: found.long,
        longest: found.longest,
        worst: found.worst.into_iter().map(hard).collect(),
    };
    out.extend(beyond(said, &reading));
    Some(Box::new(reading))
}

fn beyond(said: &LintInput, reading: &Readability) -> Option<Diagnostic> {
    let limit = said.schema.rules.requirements.reading.as_ref()?;
    let measure = reading.measure?;
    if !limit.holds_for(&said.front.kind.value) {
        return None;
    }
    let wanted = match measure {
        Measure::Grade(grade) => {
            limit.grade.filter(|limit| grade > *limit).map(|limit| format!("at most grade {limit}"))
        }
        Measure::Inflesz(ease) => {
            limit.inflesz.filter(|limit| ease < *limit).map(|limit| format!("at least INFLESZ {limit}"))
        }
    }?;
    let message = format!("this page is hard to read: {}; the rules of this site require {wanted}", measure.words());
    let first = reading.worst.first();
    let lines: Vec<String> = reading.worst.iter().map(|hard| hard.line.to_string()).collect();
    let diagnostic = Diagnostic::warning("reading-hard", said.source, first.map(|hard| hard.span), message)
        .with_help("split this sentence in two, or use shorter words");
    Some(match lines.len() {
        0 | 1 => diagnostic,
        _ => diagnostic.with_note(format!("the hardest sentences start on lines {}", lines.join(", "))),
    })
}
