//! Where things stand in a text that was changed in one place, as it is while somebody types.

use vertebra_base::span::Span;

/// How one text became another: what stands between an equal beginning and an equal end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Bytes that are the same at the beginning.
    head: usize,
    /// The first byte of the equal end, in the old text and in the new one.
    tail: (usize, usize),
}

impl Shift {
    /// Compares two texts.
    pub fn between(old: &str, new: &str) -> Self {
        let mut head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(head) || !new.is_char_boundary(head) {
            head -= 1;
        }
        let rest = old.as_bytes()[head..].iter().rev().zip(new.as_bytes()[head..].iter().rev());
        let mut tail = rest.take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        Shift { head, tail: (old.len() - tail, new.len() - tail) }
    }

    /// Where a span of the old text stands in the new one; none when something was changed inside it.
    pub fn span(self, span: Span) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        match (end <= self.head, start >= self.tail.0) {
            (true, _) => Some(span),
            (_, true) => Some(Span::new(self.moved(start), self.moved(end))),
            _ => None,
        }
    }

    /// What was changed: in the old text, and in the new one.
    pub fn middle(self) -> (Span, Span) {
        (Span::new(self.head, self.tail.0), Span::new(self.head, self.tail.1))
    }

    fn moved(self, at: usize) -> usize {
        at + self.tail.1 - self.tail.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_move_with_the_text() {
        for (old, new, span, expected) in [
            ("abc", "abc", (0, 3), Some((0, 3))),
            ("abc def", "abXc def", (4, 7), Some((5, 8))),
            ("abc def", "abXc def", (0, 2), Some((0, 2))),
            ("abc def", "abXc def", (1, 3), None),
            ("abcdef", "abef", (4, 6), Some((2, 4))),
            ("aaa", "aaaa", (1, 2), Some((1, 2))),
            ("añb", "aëb", (3, 4), Some((3, 4))),
        ] {
            let span = Shift::between(old, new).span(Span::new(span.0, span.1));
            assert_eq!(span, expected.map(|(start, end)| Span::new(start, end)), "{old} {new}");
        }
    }
}
