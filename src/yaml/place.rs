//! What is being typed at a place of YAML that may be half written: the name of a field or a value, and the fields around.
//!
//! A letter is put where the cursor is, and `outline` tells which key or value it became part of. Decides nothing by
//! itself about indentation, brackets or quotation marks, and reports nothing.

use std::ops::Range;

use vertebra_base::span::Span;

use super::outline::{Form, Pair, Shape, scan};

/// Something half typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPlace {
    /// The fields around, from the outermost; for a value, its own field comes last.
    pub path: Vec<String>,
    pub part: FieldPart,
    /// The bytes that are replaced: what was typed, and the rest of the word.
    pub span: Span,
    /// The fields that stand beside it already.
    pub beside: Vec<String>,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPart {
    /// A name; whether its colon is still to be written.
    Key { open: bool },
    /// A value; whether it stands in quotation marks.
    Value { quoted: bool },
    /// Behind the hyphen of a list: a value, or the first name of a group of fields.
    Item { quoted: bool },
}

/// What is being typed at a byte of a text of YAML. `None` in remarks, in blocks of text, behind a value that is
/// finished, and in a line that is indented like nothing around it.
pub fn place_at(text: &str, offset: usize) -> Option<FieldPlace> {
    if !text.is_char_boundary(offset) {
        return None;
    }
    let name = Draft::of_name(text, offset).place(Draft::name);
    match name {
        Some((place, false)) => Some(place),
        // A word behind a hyphen is a value as long as it has no colon, and may become a name.
        Some((name, true)) => {
            let value = Draft::of_value(text, offset).place(Draft::value)?;
            Some(FieldPlace { beside: name.beside, ..value })
        }
        None => Draft::of_value(text, offset).place(Draft::value),
    }
}

fn is_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The text with a letter more, where the cursor is, so that what is not there yet has a place.
struct Draft<'t> {
    original: &'t str,
    text: String,
    at: usize,
}

/// The key or the scalar which that letter is part of.
struct Hit<'s> {
    range: &'s Range<usize>,
    around: Around<'s>,
    in_brackets: bool,
}

enum Around<'s> {
    Root,
    /// It is a key of this map.
    Key(&'s Shape, &'s [Pair]),
    /// It is the value of this key.
    Value(&'s Range<usize>),
    Item,
}

impl<'t> Draft<'t> {
    /// With nothing but the letter.
    fn of_value(original: &'t str, at: usize) -> Self {
        Draft { original, text: format!("{}x{}", &original[..at], &original[at..]), at }
    }

    /// With the colon that a name may still lack.
    fn of_name(original: &'t str, at: usize) -> Self {
        let (before, after) = original.split_at(at);
        let rest = after.trim_start_matches(is_key);
        let word = &after[..after.len() - rest.len()];
        Draft { original, text: format!("{before}x{word}: {}", rest.strip_prefix(':').unwrap_or(rest)), at }
    }

    fn place<T>(&self, read: impl Fn(&Self, &Hit, Vec<String>) -> Option<T>) -> Option<T> {
        let root = scan(&self.text).root;
        let mut path = Vec::new();
        let hit = self.find(&root, Around::Root, false, &mut path)?;
        read(self, &hit, path)
    }

    fn find<'s>(
        &self,
        shape: &'s Shape,
        around: Around<'s>,
        in_brackets: bool,
        path: &mut Vec<String>,
    ) -> Option<Hit<'s>> {
        let nests = matches!(shape.form, Form::Map(_) | Form::List(_));
        let bracket = self.text.as_bytes().get(shape.span.start).is_some_and(|byte| matches!(byte, b'[' | b'{'));
        let in_brackets = in_brackets || nests && bracket;
        match &shape.form {
            Form::Map(pairs) => pairs.iter().find_map(|pair| {
                if pair.key.contains(&self.at) {
                    return Some(Hit { range: &pair.key, around: Around::Key(shape, pairs), in_brackets });
                }
                path.push(self.text[pair.key.clone()].to_owned());
                let hit = self.find(&pair.value, Around::Value(&pair.key), in_brackets, path);
                if hit.is_none() {
                    path.pop();
                }
                hit
            }),
            Form::List(items) => items.iter().find_map(|item| self.find(item, Around::Item, in_brackets, path)),
            Form::Scalar if shape.span.contains(&self.at) => Some(Hit { range: &shape.span, around, in_brackets }),
            Form::Scalar | Form::Empty | Form::Unknown => None,
        }
    }

    /// The name of a field on a line of its own, and whether it stands right behind a hyphen, without a colon.
    fn name(&self, hit: &Hit, path: Vec<String>) -> Option<(FieldPlace, bool)> {
        let Around::Key(map, _) = hit.around else { return None };
        let quoted = self.text[..hit.range.start].ends_with(['"', '\'']);
        let column = |at: usize| at - self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        if hit.in_brackets || column(map.span.start) != column(hit.range.start - usize::from(quoted)) {
            return None;
        }
        let place = self.key(hit, path)?;
        let open = place.part == FieldPart::Key { open: true };
        // `title:` without a space is neither a name nor a value yet.
        if open && self.text[hit.range.clone()].contains(':') {
            return None;
        }
        Some((place, open && self.follows_hyphen(hit.range.start)))
    }

    /// Everything else: values, items, and names in brackets.
    fn value(&self, hit: &Hit, path: Vec<String>) -> Option<FieldPlace> {
        let begins_here = |from: usize| !self.text[from..self.at].contains('\n');
        let mut start = hit.range.start;
        let open_quote = self.text[start..].starts_with(['"', '\'']);
        start += usize::from(open_quote);
        let quoted = open_quote || self.text[..start].ends_with(['"', '\'']);
        let part = match hit.around {
            Around::Key(..) => return self.key(hit, path).filter(|_| hit.in_brackets),
            Around::Value(_) | Around::Item if hit.in_brackets => FieldPart::Value { quoted },
            Around::Value(key) if begins_here(key.end) => FieldPart::Value { quoted },
            Around::Item if begins_here(start) && self.follows_hyphen(start) => FieldPart::Item { quoted },
            Around::Value(_) | Around::Item | Around::Root => return None,
        };
        // Without the letter; what goes on over several lines is replaced on this one.
        let rest = &self.original[self.at..(hit.range.end - 1).max(self.at)];
        let rest = rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end]).trim_end();
        let line = self.original[..self.at].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = self.original[line..].len() - self.original[line..].trim_start_matches(' ').len();
        let span = Span::new(start.max(line + indent).min(self.at), self.at + rest.len());
        Some(FieldPlace { path, part, span, beside: Vec::new() })
    }

    fn key(&self, hit: &Hit, path: Vec<String>) -> Option<FieldPlace> {
        let Around::Key(_, pairs) = hit.around else { return None };
        let start = hit.range.start + usize::from(self.text[hit.range.start..].starts_with(['"', '\'']));
        let rest = self.original[self.at..].trim_start_matches(is_key);
        let quoted = self.text[..start].ends_with(['"', '\'']);
        let open = !quoted && !rest.starts_with(':');
        let others = pairs.iter().filter(|pair| pair.key != *hit.range);
        Some(FieldPlace {
            path,
            part: FieldPart::Key { open },
            span: Span::new(start, self.original.len() - rest.len()),
            beside: others.map(|pair| self.text[pair.key.clone()].to_owned()).collect(),
        })
    }

    /// Whether nothing but hyphens stand before something on its line.
    fn follows_hyphen(&self, at: usize) -> bool {
        let line = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        self.text[line..at].trim_start().starts_with('-')
    }
}
