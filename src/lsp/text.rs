//! A text with its lines: bytes to places as clients count them, and back.

use lsp_types::{Position, Range};

use vertebra_base::span::Span;

/// In which units a client counts the characters of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    Utf8,
    /// What every client knows.
    #[default]
    Utf16,
}

/// A text and where its lines begin.
#[derive(Debug, Clone, Default)]
pub struct DocumentText {
    text: String,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl DocumentText {
    /// Looks through a text once.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        // The return of `\r\n` ends no line of its own.
        let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        DocumentText { text, starts }
    }

    /// A text as it stands in a file: clients leave a byte order mark out of what they show.
    pub fn of_file(text: impl Into<String>) -> Self {
        let mut text = DocumentText::new(text);
        if let (true, Some(first)) = (text.text.starts_with('\u{feff}'), text.starts.first_mut()) {
            *first = '\u{feff}'.len_utf8();
        }
        text
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte at a place. One beyond the end of a line is its end; one inside a character is its beginning.
    pub fn offset(&self, place: Position, encoding: Encoding) -> usize {
        let Some(start) = self.starts.get(place.line as usize) else { return self.text.len() };
        let line = self.line_at(place.line as usize);
        let wanted = place.character as usize;
        let mut units = 0;
        for (at, c) in line.char_indices() {
            let next = units + width(c, encoding);
            if next > wanted {
                return start + at;
            }
            units = next;
        }
        start + line.len()
    }

    /// The place of a byte; one inside a character counts as its beginning.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.max(self.starts.first().copied().unwrap_or_default()).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = &self.text[start..offset];
        let character = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
        };
        Position::new(number(line), number(character))
    }

    /// The places of a span.
    pub fn range(&self, span: Span, encoding: Encoding) -> Range {
        Range::new(self.position(span.start as usize, encoding), self.position(span.end as usize, encoding))
    }

    /// Puts a text in the place of a range.
    pub fn replace(&mut self, range: Range, with: &str, encoding: Encoding) {
        let start = self.offset(range.start, encoding);
        let end = self.offset(range.end, encoding).max(start);
        let mut text = std::mem::take(&mut self.text);
        text.replace_range(start..end, with);
        *self = DocumentText::new(text);
    }

    /// A line without its end.
    fn line_at(&self, line: usize) -> &str {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// The bytes of the line that holds a byte, without its end.
    pub fn line_around(&self, offset: usize) -> std::ops::Range<usize> {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        start..start + self.line_at(line).len()
    }
}

fn width(c: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_both_encodings() {
        let text = DocumentText::new("\u{feff}a\tb\r\nx😀y\rñ\n");
        for (offset, utf16, utf8) in [
            (0, (0, 0), (0, 0)),
            (3, (0, 1), (0, 3)),
            (5, (0, 3), (0, 5)),
            (8, (1, 0), (1, 0)),
            (9, (1, 1), (1, 1)),
            (13, (1, 3), (1, 5)),
            (15, (2, 0), (2, 0)),
            (17, (2, 1), (2, 2)),
            (18, (3, 0), (3, 0)),
        ] {
            for (encoding, (line, character)) in [(Encoding::Utf16, utf16), (Encoding::Utf8, utf8)] {
                let place = Position::new(line, character);
                assert_eq!(text.position(offset, encoding), place, "{offset} {encoding:?}");
                assert_eq!(text.offset(place, encoding), offset, "{place:?} {encoding:?}");
            }
        }
        assert_eq!(text.offset(Position::new(1, 2), Encoding::Utf16), 9, "inside a character");
        assert_eq!(text.offset(Position::new(1, 99), Encoding::Utf16), 14, "beyond the line");
        assert_eq!(text.offset(Position::new(99, 0), Encoding::Utf16), 18, "beyond the text");
    }

    #[test]
    fn a_mark_at_the_beginning_of_a_file_is_no_character() {
        let text = DocumentText::of_file("\u{feff}ab\nc");
        for (offset, line, character) in [(3, 0, 0), (4, 0, 1), (6, 1, 0)] {
            assert_eq!(text.position(offset, Encoding::Utf16), Position::new(line, character));
            assert_eq!(text.offset(Position::new(line, character), Encoding::Utf16), offset);
        }
        assert_eq!(text.position(0, Encoding::Utf8), Position::new(0, 0));
    }

    #[test]
    fn changes_are_put_in_their_places() {
        let mut text = DocumentText::new("one\r\n😀 two\r\n");
        let range = |a, b, c, d| Range::new(Position::new(a, b), Position::new(c, d));
        text.replace(range(1, 2, 1, 3), "-", Encoding::Utf16);
        assert_eq!(text.as_str(), "one\r\n😀-two\r\n");
        text.replace(range(0, 3, 1, 0), " ", Encoding::Utf16);
        assert_eq!(text.as_str(), "one 😀-two\r\n");
        text.replace(range(5, 0, 2, 0), "!", Encoding::Utf16);
        assert_eq!(text.as_str(), "one 😀-two\r\n!", "a range that lies the wrong way round is empty");
    }
}
