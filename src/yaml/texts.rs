//! Lines in which every value is a text on one line, plain or in straight quotes: read from their outline alone.
//!
//! For files that the program itself writes, of which a large site has thousands of lines. Reports nothing: what is typed in
//! any other way is left to the whole reader.

use std::ops::Range;

use super::node::{MapEntry, NodeKind, YamlNode};
use super::outline::{self, Form, Shape};
use vertebra_base::span::Span;

/// Reads lines that begin at byte `base` of their file; none as soon as something else stands there. Every value is a text, and
/// a key may be there twice.
pub fn texts(text: &str, base: usize) -> Option<YamlNode> {
    let outline = outline::scan(text);
    if !outline.faults.is_empty() || outline.too_deep.is_some() {
        return None;
    }
    match outline.root.form {
        Form::Empty => Some(YamlNode { kind: NodeKind::Null, span: Span::at(base) }),
        _ => Texts { text, base }.node(&outline.root),
    }
}

struct Texts<'t> {
    text: &'t str,
    base: usize,
}

impl Texts<'_> {
    fn node(&self, shape: &Shape) -> Option<YamlNode> {
        let kind = match &shape.form {
            Form::Unknown | Form::Empty => return None,
            Form::Scalar => NodeKind::Text(self.scalar(&shape.span)?),
            Form::List(items) => NodeKind::List(items.iter().map(|item| self.node(item)).collect::<Option<_>>()?),
            Form::Map(pairs) => {
                let entry = |pair: &outline::Pair| {
                    let (key, value) = (self.scalar(&pair.key)?, self.node(&pair.value)?);
                    Some(MapEntry { key, key_span: self.span(&pair.key), value })
                };
                NodeKind::Map(pairs.iter().map(entry).collect::<Option<_>>()?)
            }
        };
        Some(YamlNode { kind, span: self.span(&shape.span) })
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.base)
    }

    fn scalar(&self, range: &Range<usize>) -> Option<String> {
        let (typed, before) = (self.text.get(range.clone())?, self.text.get(..range.start)?);
        match before.chars().next_back() {
            _ if typed.contains('\n') => None,
            Some('"') => unescaped(typed),
            Some('\'') => Some(typed.replace("''", "'")),
            _ if matches!(typed, "\"\"" | "''") => Some(String::new()),
            // Nothing, or a block of text, which begins on the line below its mark.
            _ if matches!(typed, "~" | "null") || is_block(before) => None,
            _ => Some(typed.to_owned()),
        }
    }
}

fn is_block(before: &str) -> bool {
    let line = before.trim_end_matches(' ');
    line.strip_suffix('\n').is_some_and(|above| above.trim_end().ends_with(['|', '>', '-', '+']))
}

/// What stands between double quotes; none where more than `\\` and `\"` is escaped.
fn unescaped(typed: &str) -> Option<String> {
    let mut text = String::with_capacity(typed.len());
    let mut chars = typed.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => chars.next().filter(|c| matches!(c, '\\' | '"'))?,
            c => c,
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::super::{YamlNode, parse};
    use super::texts;
    use vertebra_base::path::SourcePath;

    #[test]
    fn texts_are_those_that_the_whole_reader_reads() {
        for text in [
            "  /a/: {since: 2026-06-02, file: \"a, b: \\\"c\\\" \\\\ [d].md\", headings: [x, \"a]b\", \"#x\", 'it''s', \"\"]}\n",
            "  /a/: {since: x, to: https://else.example/a?b=c&d#e}\n  # a remark\n\n  \"/b c/\": {since: y} # another\n",
            "a:\n  b: c\n  d:\n    - e\n    - f\n",
        ] {
            let (whole, faults) = parse(text, 0, &SourcePath::new("a.yaml"));
            assert!(faults.is_empty(), "{text}");
            assert_eq!(texts(text, 0), Some(whole), "{text}");
        }
        assert_eq!(texts("\n# only a remark\n", 0).map(|node| node.is_null()), Some(true));
    }

    #[test]
    fn what_is_typed_otherwise_is_left_to_the_whole_reader() {
        for text in [
            "a: b\n c\n",
            "a: |\n b\n",
            "a: \"\\u0041\"\n",
            "a: &x b\nc: *x\n",
            "a:\n",
            "a: ~\n",
            "a: [b\n",
            "\ta: b\n",
            "a: b: c\n",
        ] {
            assert_eq!(texts(text, 0).as_ref().map(YamlNode::kind_name), None, "{text}");
        }
    }
}
