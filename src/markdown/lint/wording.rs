//! Phrases that a site does not want to publish, such as promises of a cure.

use std::ops::Range;

use super::LintInput;
use crate::prose::{Block, BlockKind, Prose};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::readability;
use vertebra_schema::rules::{FoundPhrase, Group, WordingCode};

/// More of them on one page are not told one by one.
const MOST: usize = 200;

/// Tells every phrase that nothing around it makes harmless.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let language = said.language();
    let wording = &said.schema.rules.wording;
    if !wording.speaks(language) {
        return;
    }
    let prose = said.prose;
    // The sentences of the block that was looked at last.
    let mut sentences: (usize, Vec<Range<usize>>) = (usize::MAX, Vec::new());
    let found = wording.find(language, &prose.text);
    for found in found.into_iter().filter(|found| concerns(found.group, said)).take(MOST) {
        let Some((number, block)) = prose.block(found.range.start).filter(|(_, it)| it.kind != BlockKind::Name) else {
            continue;
        };
        if sentences.0 != number {
            let inside = readability::sentences(prose.of(block), language).into_iter();
            let shift = |range: Range<usize>| range.start + block.range.start..range.end + block.range.start;
            sentences = (number, inside.map(shift).collect());
        }
        let sentence = sentences.1.iter().find(|range| range.end > found.range.start).unwrap_or(&block.range);
        if !is_harmless(&found, sentence, number, block, prose) {
            out.push(tell(&found, said));
        }
    }
}

/// Whether a group is meant for this page.
fn concerns(group: &Group, said: &LintInput) -> bool {
    let kind = &said.front.kind.value;
    let inside = said.source.in_content().unwrap_or("");
    let is_below = |folder: &String| inside.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
    (group.types.is_empty() || group.types.contains(kind))
        && (group.sections.is_empty() || group.sections.iter().any(is_below))
}

fn is_harmless(found: &FoundPhrase, sentence: &Range<usize>, number: usize, block: &Block, prose: &Prose) -> bool {
    let text = &prose.text;
    let said = text.get(sentence.clone()).unwrap_or("");
    let asks = said.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?');
    found.group.questions && asks
        || found.group.cited && is_cited(found, number, block, prose)
        || found.is_denied(text, sentence)
}

/// Whether the phrase stands in a quotation, and a source is named for it.
fn is_cited(found: &FoundPhrase, number: usize, block: &Block, prose: &Prose) -> bool {
    let marked = |range: &Range<usize>| prose.marks.iter().any(|mark| (range.start..=range.end).contains(mark));
    if matches!(block.kind, BlockKind::Field | BlockKind::Markdown) {
        return false;
    }
    if block.quoted {
        // The source may stand below the words.
        let next = prose.blocks.get(number + 1).filter(|next| !next.in_note);
        return marked(&block.range) || next.is_some_and(|next| marked(&next.range));
    }
    let before = &prose.text[block.range.start..found.range.start];
    let behind = &prose.text[found.range.end..block.range.end];
    let last = |marks: [char; 2]| before.rfind(marks);
    let open = last(['“', '«']).filter(|open| last(['”', '»']).is_none_or(|close| close < *open));
    let straight = before.matches('"').count() % 2 == 1;
    let close = match open {
        Some(_) => behind.find(['”', '»']),
        None => behind.find('"').filter(|_| straight),
    };
    close.is_some_and(|close| marked(&(found.range.end + close..block.range.end)))
}

fn tell(found: &FoundPhrase, said: &LintInput) -> Diagnostic {
    let span = said.prose.span(found.pointed.clone());
    let group = found.group;
    let words = said.prose.text.get(found.pointed.clone()).unwrap_or("");
    let message = group.message.replace("{words}", words);
    let mut diagnostic = match group.code {
        WordingCode::Claim => Diagnostic::error("claim", said.source, span, message),
        WordingCode::Credential => Diagnostic::error("credential", said.source, span, message),
        WordingCode::Wording => Diagnostic::warning("wording", said.source, span, message),
    };
    diagnostic.severity = group.severity.unwrap_or(diagnostic.severity);
    // Nobody is harmed by a draft.
    if said.front.draft {
        diagnostic.severity = diagnostic.severity.max(Severity::Warning);
    }
    let cite = "if a source really says this, quote and cite it: [^source]";
    let help: Vec<&str> = group.suggest.as_deref().into_iter().chain(group.cited.then_some(cite)).collect();
    if !help.is_empty() {
        diagnostic = diagnostic.with_help(help.join("\n"));
    }
    match &group.note {
        Some(note) => diagnostic.with_note(note.clone()),
        None => diagnostic,
    }
}
