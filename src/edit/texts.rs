//! Edits by their places, put together to a new text.

use crate::span::Span;

/// Other words for a piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for what is put between two bytes.
    pub span: Span,
    pub text: String,
}

impl Edit {
    /// Other words for a piece of a text.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Edit { span, text: text.into() }
    }

    /// Words that are put before a byte.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Edit::new(Span::at(at), text)
    }
}

/// A text with edits made, in any order; equal ones once. None when two of them touch the same words, or one reaches
/// beyond the text or into a character: then nothing can be said of what would come out.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    sorted.dedup();
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let place = edit.span.range();
        new.push_str(text.get(at..place.start)?);
        text.get(place.clone())?;
        new.push_str(&edit.text);
        at = place.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_any_order_and_once() {
        let edits = [
            Edit::new(Span::new(6, 11), "reader"),
            Edit::insert(0, "Oh, "),
            Edit::new(Span::new(0, 5), "Hello"),
            Edit::new(Span::new(6, 11), "reader"),
        ];
        assert_eq!(apply("hallo world!", &edits).as_deref(), Some("Oh, Hello reader!"));
    }

    #[test]
    fn edits_that_cannot_be_made_are_refused() {
        for edits in [
            [Edit::new(Span::new(0, 3), "x"), Edit::new(Span::new(2, 4), "y")],
            [Edit::new(Span::new(0, 1), "x"), Edit::new(Span::new(9, 99), "y")],
            [Edit::new(Span::new(0, 1), "x"), Edit::new(Span::new(2, 3), "y")],
        ] {
            assert_eq!(apply("añb text", &edits), None, "{edits:?}");
        }
    }
}
