//! A line of a file with a caret below the place that is meant.
//!
//! Whatever stands in the file, the excerpt is one line of visible characters: a tab is an arrow, control characters are
//! their pictures, and of a very long line only the part around the place is shown.

use unicode_width::UnicodeWidthChar;

use super::paint::{Paint, Painter};
use vertebra_base::span::Span;

/// A place in a file, as people count, and the line it is on.
pub struct Excerpt {
    pub line: usize,
    pub column: usize,
    /// Missing when the line is not text that can be shown.
    drawn: Option<Drawn>,
}

struct Drawn {
    text: String,
    /// Columns before the caret, and under it.
    before: usize,
    under: usize,
}

/// The longest line that is shown in full, in columns.
const WIDEST: usize = 120;
/// Columns that are kept before the place when a line is cut.
const LEAD: usize = 40;

const MARK: &[u8] = "\u{feff}".as_bytes();

impl Excerpt {
    /// Finds a span in the bytes of its file.
    pub fn find(bytes: &[u8], span: Span) -> Self {
        let start = (span.start as usize).min(bytes.len());
        let line_start = bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line_end = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at);
        let line = bytes[..line_start].iter().filter(|byte| **byte == b'\n').count() + 1;
        // A byte order mark is no character of the first line.
        let marked = line_start == 0 && bytes.starts_with(MARK) && start >= MARK.len();
        let line_start = if marked { MARK.len() } else { line_start };
        let column = String::from_utf8_lossy(&bytes[line_start..start]).chars().count() + 1;

        let end = (span.end as usize).clamp(start, line_end);
        let text = |range: std::ops::Range<usize>| std::str::from_utf8(&bytes[range]).ok();
        let parts = (text(line_start..start), text(start..end), text(end..line_end));
        let drawn = match parts {
            (Some(before), Some(under), Some(after)) => Some(draw(before, under, after)),
            _ => None,
        };
        Excerpt { line, column, drawn }
    }

    /// What is drawn: the line's text, columns before the caret, and columns under it.
    pub fn drawn(&self) -> Option<(&str, usize, usize)> {
        self.drawn.as_ref().map(|drawn| (drawn.text.as_str(), drawn.before, drawn.under.max(1)))
    }

    /// The two lines below a message; none when there is nothing to show.
    pub fn lines(&self, painter: Painter, paint: Paint) -> String {
        let Some((text, before, under)) = self.drawn() else { return String::new() };
        let number = self.line.to_string();
        let gutter = |left: &str| painter.paint(Paint::Faint, &format!("    {left:>width$} |", width = number.len()));
        let caret = painter.paint(paint, &"^".repeat(under));
        let space = if text.is_empty() { "" } else { " " };
        format!("{}{space}{text}\n{} {}{caret}\n", gutter(&number), gutter(""), " ".repeat(before))
    }
}

fn draw(before: &str, under: &str, after: &str) -> Drawn {
    let (under, after) = (under.strip_suffix('\r').unwrap_or(under), after.strip_suffix('\r').unwrap_or(after));
    let fits = [before, under, after].map(|part| first_columns(part, WIDEST).1).iter().sum::<usize>() <= WIDEST;
    let (lead, rest) = if fits { (WIDEST, WIDEST) } else { (LEAD, WIDEST - LEAD) };

    let (lead, indent) = last_columns(before, lead);
    let (under, width) = first_columns(under, rest);
    let (after, _) = first_columns(after, rest.saturating_sub(width));
    // What follows a cut is not shown, so that the text does not read as if nothing were missing.
    let after = if under.ends_with('…') { "" } else { &after };
    Drawn { text: format!("{lead}{under}{after}").trim_end().to_owned(), before: indent, under: width }
}

/// What stands for a character that cannot be seen, or that would change the terminal or the order of the letters.
pub fn visible(c: char) -> char {
    match c {
        '\t' => '→',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        '\u{2028}' | '\u{2029}' => '↵',
        _ => c,
    }
}

/// The beginning of a text that fits into some columns, and its width; `…` stands for what was cut off.
fn first_columns(text: &str, limit: usize) -> (String, usize) {
    let mut shown = String::new();
    let mut used = 0;
    for c in text.chars().map(visible) {
        if used + columns(c) > limit {
            shown.push('…');
            return (shown, used + 1);
        }
        used += columns(c);
        shown.push(c);
    }
    (shown, used)
}

/// The same for the end of a text.
fn last_columns(text: &str, limit: usize) -> (String, usize) {
    let mut start = text.len();
    let mut used = 0;
    for (at, c) in text.char_indices().rev() {
        if used + columns(visible(c)) > limit {
            break;
        }
        used += columns(visible(c));
        start = at;
    }
    let mark = if start > 0 { "…" } else { "" };
    (mark.chars().chain(text[start..].chars().map(visible)).collect(), used + usize::from(start > 0))
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: (usize, usize), expected: (usize, usize, &str)) {
        let excerpt = Excerpt::find(text.as_bytes(), Span::new(span.0, span.1));
        let lines = excerpt.lines(Painter::PLAIN, Paint::Error);
        assert_eq!((excerpt.line, excerpt.column, lines.as_str()), expected);
    }

    #[test]
    fn the_caret_stands_below_the_place() {
        check("a\nbcd\n", (3, 5), (2, 2, "    2 | bcd\n      |  ^^\n"));
        check("a\r\nbcd\r\n", (5, 5), (2, 3, "    2 | bcd\n      |   ^\n"));
        check("ab\ncd\n", (1, 5), (1, 2, "    1 | ab\n      |  ^\n"));
        check("ab", (99, 100), (1, 3, "    1 | ab\n      |   ^\n"));
        check("", (0, 0), (1, 1, "    1 |\n      | ^\n"));
        check("\u{feff}ab", (4, 5), (1, 2, "    1 | ab\n      |  ^\n"));
        check(&format!("{}x", "\n".repeat(11)), (11, 12), (12, 1, "    12 | x\n       | ^\n"));
    }

    #[test]
    fn wide_and_invisible_characters_keep_the_caret_in_place() {
        check("腰痛x", (6, 7), (1, 3, "    1 | 腰痛x\n      |     ^\n"));
        check("a\tb\u{1b}c", (4, 5), (1, 5, "    1 | a→b␛c\n      |     ^\n"));
    }

    #[test]
    fn a_line_that_is_not_text_is_not_shown() {
        let excerpt = Excerpt::find(b"a\nit\x92s", Span::new(4, 5));
        assert_eq!((excerpt.line, excerpt.column), (2, 3));
        assert_eq!(excerpt.lines(Painter::PLAIN, Paint::Error), "");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}HERE{}", "x".repeat(500), "y".repeat(500));
        let (before, after) = ("x".repeat(40), "y".repeat(76));
        let expected = format!("    1 | …{before}HERE{after}…\n      | {}^^^^\n", " ".repeat(41));
        check(&text, (500, 504), (1, 501, &expected));
        let expected = format!("    1 | …{before}HERE{after}…\n      | {}{}\n", " ".repeat(41), "^".repeat(81));
        check(&text, (500, 900), (1, 501, &expected));
    }
}
