//! Where the bytes of a finished page come from: the text of its own Markdown file, or what stands around that.
//!
//! The text is filled in before the template takes it, so it is known byte for byte, and what was filled into it with its
//! place in the file. A template that prints something else of it leaves the origins unknown. Guesses nothing.

use std::ops::Range;

use super::facts::TagRange;
use vertebra_base::span::Span;

/// A text as HTML, before a template takes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filled {
    pub html: String,
    /// The bytes of addresses, pictures and directives, and where each is written.
    pub spans: Vec<(Range<usize>, Span)>,
}

/// Where something of a page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum HtmlOrigin {
    /// The text of the page's own file, and its place there where that is known.
    Text(Option<Span>),
    /// A template, or data and fields that it shows.
    Around,
    #[default]
    Unknown,
}

/// The origins of all bytes of a page.
#[derive(Debug, Default)]
pub struct Origins {
    is_known: bool,
    texts: Vec<Range<usize>>,
    spans: Vec<(Range<usize>, Span)>,
}

impl Origins {
    /// Finds the texts of a page in it. A text that it shows twice comes from there in both places.
    pub fn find(page: &str, filled: &[Filled]) -> Self {
        let mut origins = Origins { is_known: true, ..Origins::default() };
        for text in filled.iter().filter(|text| !text.html.trim().is_empty()) {
            let before = origins.texts.len();
            for start in memchr::memmem::find_iter(page.as_bytes(), text.html.as_bytes()) {
                let moved = |range: &Range<usize>| range.start + start..range.end + start;
                origins.texts.push(start..start + text.html.len());
                origins.spans.extend(text.spans.iter().map(|(range, span)| (moved(range), *span)));
            }
            // The template shows something else than the text, or nothing of it.
            origins.is_known &= origins.texts.len() > before;
        }
        origins
    }

    /// Where a tag or a piece of text comes from.
    pub fn of(&self, place: &TagRange) -> HtmlOrigin {
        let holds = |range: &&Range<usize>| range.start <= place.start && place.start < range.end;
        if self.texts.iter().any(|range| holds(&range)) {
            let around = self.spans.iter().filter(|(range, _)| holds(&range));
            let inside = self.spans.iter().find(|(range, _)| place.start < range.start && range.end <= place.end);
            let span = around.min_by_key(|(range, _)| range.len()).or(inside).map(|(_, span)| *span);
            return HtmlOrigin::Text(span);
        }
        if self.is_known { HtmlOrigin::Around } else { HtmlOrigin::Unknown }
    }

    /// Whether something comes from the text of the page's own file.
    pub fn is_text(&self, place: &TagRange) -> bool {
        matches!(self.of(place), HtmlOrigin::Text(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_in_its_page_and_what_was_filled_into_it() {
        let spans = vec![(12..14, Span::new(100, 104))];
        let filled = [Filled { html: "<p><a href=\"/x\">".to_owned(), spans }];
        let page = "<a href=\"/x\"><p><a href=\"/x\"><b>";
        let origins = Origins::find(page, &filled);
        assert_eq!(origins.of(&(0..13)), HtmlOrigin::Around);
        assert_eq!(origins.of(&(13..16)), HtmlOrigin::Text(None));
        assert_eq!(origins.of(&(16..29)), HtmlOrigin::Text(Some(Span::new(100, 104))));
        assert_eq!(origins.of(&(29..32)), HtmlOrigin::Around);
        assert_eq!(Origins::find("<P>", &filled).of(&(0..3)), HtmlOrigin::Unknown);
        assert_eq!(Origins::find("<P>", &[]).of(&(0..3)), HtmlOrigin::Around);
    }
}
