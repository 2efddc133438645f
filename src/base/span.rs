//! Places in a text: byte ranges for machines, lines and columns for people.

/// A range of bytes in one file, from the file's own first byte (front matter and byte order mark included).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// The line break that a text is written with: that of Windows where there is one, else `\n`.
pub fn line_ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A place as people count: both from 1, columns in characters, a tab is one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Span {
    /// From the first byte to the one behind the last.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// An empty range: a place between two bytes.
    pub fn at(offset: usize) -> Self {
        Span::new(offset, offset)
    }

    /// The same range in a text that begins `by` bytes earlier.
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start as usize + by, self.end as usize + by)
    }

    /// For slicing the text that the span belongs to.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// Another value from the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// The line and column of a byte; a byte inside a character counts as that character.
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = text[..offset].strip_prefix('\u{feff}').unwrap_or(&text[..offset]);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line, column: before[start..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let at = |text, offset| {
            let p = position(text, offset);
            (p.line, p.column)
        };
        assert_eq!(at("añb\ncd", 3), (1, 3));
        assert_eq!(at("añb\ncd", 6), (2, 2));
        assert_eq!(at("\u{feff}ab", 4), (1, 2), "a byte order mark is no column");
        assert_eq!(at("ab", 99), (1, 3));
    }
}
