//! Edits by their places, put together to a new text.

use crate::diff::{changes, lines};
use vertebra_base::span::Span;

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

/// The edits that make one text of another: each touches only the letters that differ in its lines.
pub fn between(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let place = |lines: &[&str], at: usize| lines[..at].iter().map(|line| line.len()).sum::<usize>();
    let changed = changes(old, new).into_iter().map(|(from, to)| {
        let from = place(&old_lines, from.start)..place(&old_lines, from.end);
        let to = place(&new_lines, to.start)..place(&new_lines, to.end);
        narrowed(from.start, &old[from.clone()], &new[to])
    });
    changed.collect()
}

/// An edit of the letters between an equal beginning and an equal end; `at` is where the old words begin.
fn narrowed(at: usize, old: &str, new: &str) -> Edit {
    let head: usize =
        old.chars().zip(new.chars()).take_while(|(old, new)| old == new).map(|(letter, _)| letter.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let ends = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = ends.take_while(|(old, new)| old == new).map(|(letter, _)| letter.len_utf8()).sum();
    Edit::new(Span::new(at + head, at + old.len() - tail), &new_rest[..new_rest.len() - tail])
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
    fn edits_between_two_texts_make_one_of_the_other() {
        for (old, new, count) in [
            ("a\nb\nc\n", "a\nB\nc\nd\n", 2),
            ("", "x", 1),
            ("x", "", 1),
            ("ä\r\nö\r\n", "ä\r\nü\r\nö\r\n", 1),
            ("same", "same", 0),
            ("[a](b.md)\n", "[a](c.md)\n", 1),
        ] {
            let edits = between(old, new);
            assert_eq!((apply(old, &edits).as_deref(), edits.len()), (Some(new), count), "{edits:?}");
        }
        assert_eq!(between("[a](b.md)\n", "[a](c.md)\n"), [Edit::new(Span::new(4, 5), "c")]);
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
