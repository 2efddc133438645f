//! Front matter and data files: Tabs, curly quotes, characters that nobody sees, and the lines around front matter.

use crate::document;
use crate::edit::Edit;
use crate::span::Span;
use crate::yaml;

use super::{Fix, Found, Subject};

/// What can be changed inside fields that begin at the byte `base`.
pub fn find(text: &str, base: usize, found: &mut Found) {
    let mut unseen: Option<Fix> = None;
    for it in yaml::harmless(text) {
        let place = |range: &std::ops::Range<usize>| Span::new(base + range.start, base + range.end);
        let edits: Vec<Edit> = it.changes.iter().map(|(range, with)| Edit::new(place(range), with.clone())).collect();
        match &mut unseen {
            // One note tells all of them.
            Some(fix) if it.code == fix.code => fix.edits.extend(edits),
            none if it.code == "invisible-characters" => *none = Some(Fix::many(it.code, place(&it.at), edits)),
            _ => found.fixes.push(Fix::many(it.code, place(&it.at), edits)),
        }
    }
    found.fixes.extend(unseen);
}

/// The lines of hyphens around front matter, and what stands above the first.
pub fn fences(subject: &Subject, text: &str, found: &mut Found) {
    let Some(fault) = document::fence_fault(subject.source, text) else { return };
    let (Some(span), (Some(yaml), body)) = (fault.span, document::split(text)) else { return };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match fault.code {
        "front-dashes" => {
            // Word changes both lines alike, and only one of them is told.
            let lines = [start..yaml.start, yaml.end..body];
            let wrong = lines.into_iter().filter_map(|line| {
                let first = line.start + (text[line.clone()].len() - text[line.clone()].trim_start().len());
                let typed = text[line].trim();
                (!typed.is_empty() && typed != "---").then(|| Edit::new(Span::new(first, first + typed.len()), "---"))
            });
            found.fixes.push(Fix::many(fault.code, span, wrong.collect()));
        }
        "front-late" => {
            let above = Span::new(start, span.start as usize);
            found.fixes.push(Fix::one(fault.code, span, Edit::new(above, "")));
        }
        _ => {}
    }
}
