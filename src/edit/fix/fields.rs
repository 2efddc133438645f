//! Front matter and data files: Tabs, curly quotes, characters that nobody sees, and the lines around front matter.

use crate::Edit;
use vertebra_base::span::Span;
use vertebra_markdown as document;
use vertebra_yaml as yaml;

use super::{Fix, FixContext, Fixes};

/// What can be changed inside fields that begin at the byte `base`.
pub fn find(text: &str, base: usize, found: &mut Fixes) {
    let mut unseen: Option<Fix> = None;
    for it in yaml::harmless(text) {
        let place = |range: &std::ops::Range<usize>| Span::new(base + range.start, base + range.end);
        let edits: Vec<Edit> = it.changes.iter().map(|(range, with)| Edit::new(place(range), with.clone())).collect();
        match &mut unseen {
            // One note tells all of them.
            Some(fix) if it.is_unseen => fix.edits.extend(edits),
            none if it.is_unseen => *none = Some(Fix::many(it.code, place(&it.at), edits)),
            _ => found.fixes.push(Fix::many(it.code, place(&it.at), edits)),
        }
    }
    found.fixes.extend(unseen);
}

/// The lines of hyphens around front matter, and what stands above the first.
pub fn fences(subject: &FixContext, text: &str, found: &mut Fixes) {
    let Some(fault) = document::fence_fault(subject.source, text) else { return };
    let edits: Vec<Edit> = document::fence_changes(text)
        .into_iter()
        .map(|(at, with)| Edit::new(Span::new(at.start, at.end), with))
        .collect();
    if let Some(span) = fault.span.filter(|_| !edits.is_empty()) {
        found.fixes.push(Fix::many(fault.code, span, edits));
    }
}
