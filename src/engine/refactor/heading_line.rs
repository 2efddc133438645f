//! The line of a heading as it is typed: where its words and its id stand, and how words are typed so that they are read
//! as they are. Never decides what a heading is called.

use vertebra_base::span::Span;
use vertebra_edit::Edit;
use vertebra_markdown::Heading;
use vertebra_markdown::writer::{EscapeContext, InlineStyle, Piece, write};

/// The line of a heading in its parts.
pub struct HeadingLine {
    pub words: Span,
    /// Where an id in braces is put: its place, or the place for all of it, and what stands around it.
    id: (Span, &'static str, &'static str),
    /// An id in braces stands there already.
    pub has_id: bool,
}

impl HeadingLine {
    /// None for a heading of several lines, which is underlined.
    pub fn of(text: &str, heading: &Heading) -> Option<HeadingLine> {
        let start = heading.span.start as usize;
        let mut lines = text.get(start..)?.lines();
        let line = lines.next()?.trim_end();
        let is_underline = |line: &str| {
            let line = line.trim();
            !line.is_empty() && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'='))
        };
        let marks = line.len() - line.trim_start_matches('#').len();
        if marks == 0 && !lines.next().is_some_and(is_underline) {
            return None;
        }
        // What ends in two braces is a value: `{{ phone the-clinic }}`.
        let is_plain = |at: &usize| line[..*at].ends_with('\\') || line.ends_with("\\}") || line.ends_with("}}");
        let braces = line.rfind('{').filter(|at| line.ends_with('}') && !is_plain(at));
        let before = line[..braces.unwrap_or(line.len())].trim_end();
        let closed = if marks == 0 { before } else { before.trim_end_matches('#') };
        let words = match closed.ends_with([' ', '\t']) || closed.len() <= marks {
            true => closed.trim_end(),
            false => before,
        };
        let begins = line.len() - line[marks..].trim_start().len();
        let words = Span::new(start + begins.min(words.len()), start + words.len());
        let has_id = braces.is_some_and(|open| line[open..].contains('#'));
        let id = match braces {
            Some(open) => {
                let inside = &line[open + 1..line.len() - 1];
                match inside.bytes().position(|byte| byte == b'#') {
                    Some(at) => {
                        let end = inside[at..].find(' ').map_or(inside.len(), |end| at + end);
                        (Span::new(start + open + 1 + at, start + open + 1 + end), "#", "")
                    }
                    None => (Span::at(start + open + 1), "#", " "),
                }
            }
            // Number signs that close the heading stand before its id.
            None => (Span::at(start + line.len()), " {#", "}"),
        };
        Some(HeadingLine { words, id, has_id })
    }

    /// Puts an id in braces behind the words, in the place of one that is there.
    pub fn with_id(&self, id: &str) -> Edit {
        let (span, before, behind) = self.id;
        Edit::new(span, format!("{before}{id}{behind}"))
    }
}

/// The ways in which words can be typed, the plainest first: whoever takes one has to look whether it is read as the words.
pub fn typed_words(words: &str) -> [String; 3] {
    let escaped = |place| write(&[Piece::text(words, &InlineStyle::default())], place, &mut Vec::new());
    [words.to_owned(), escaped(EscapeContext::Heading), escaped(EscapeContext::Text)]
}
