//! Everything in a text that could be changed, before anything is proved.

use vertebra_markdown as document;

use super::{FixContext, Fixes, fields, html, inline, marks};

/// Looks through a text.
pub fn find(subject: &FixContext, text: &str) -> Fixes {
    let mut found = Fixes::default();
    if subject.source.extension() != "md" {
        let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        fields::find(&text[base..], base, &mut found);
        return found;
    }
    let (yaml, body_start) = document::split(text);
    fields::fences(subject, text, &mut found);
    if let Some(range) = yaml {
        fields::find(&text[range.clone()], range.start, &mut found);
    }
    let events = marks::events(text, body_start);
    marks::find(subject, text, &events, &mut found);
    html::find(subject, text, &events, &mut found);
    inline::find(subject, text, &events, &mut found);
    found
}
