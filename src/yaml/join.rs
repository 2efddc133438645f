//! Values and places put together: what `raw` read, where `outline` saw it.

use std::collections::HashMap;
use std::ops::Range;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

use super::node::{MapEntry, NodeKind, YamlNode};
use super::outline::{Form, Pair, Shape};
use super::raw::{self, Raw};
use super::repair::Draft;

/// Maps with more entries than this are searched for repeated keys by hash.
const FEW: usize = 16;

/// What joining needs to know of the file.
pub(super) struct SpannedValues<'a> {
    /// The text that was scanned.
    text: &'a str,
    /// Where its bytes came from, when it was mended.
    draft: Option<&'a Draft>,
    base: usize,
    file: &'a SourcePath,
    out: &'a mut Vec<Diagnostic>,
    /// Line ends of the text as it was given; made when a line is asked for.
    breaks: Option<Vec<usize>>,
}

/// Whole files begin at byte 0 or after a byte order mark, front matter after its line of hyphens.
pub(super) fn is_front_matter(base: usize) -> bool {
    base > '\u{feff}'.len_utf8()
}

impl<'a> SpannedValues<'a> {
    pub(super) fn new(text: &'a str, base: usize, file: &'a SourcePath, out: &'a mut Vec<Diagnostic>) -> Self {
        SpannedValues { text, draft: None, base, file, out, breaks: None }
    }

    /// The same for a text that was mended.
    pub(super) fn mended(draft: &'a Draft, base: usize, file: &'a SourcePath, out: &'a mut Vec<Diagnostic>) -> Self {
        SpannedValues { draft: Some(draft), ..SpannedValues::new(&draft.text, base, file, out) }
    }

    /// A value with its place; `near` is the place of its key, for what the outline could not follow.
    pub(super) fn node(&mut self, raw: Raw, shape: Option<&Shape>, near: Span) -> YamlNode {
        let span = shape.filter(|shape| shape.form != Form::Empty).map_or(near, |shape| self.span(&shape.span));
        let kind = match raw {
            Raw::Null => NodeKind::Null,
            Raw::Bool(value) => NodeKind::Bool(value, self.typed(&Raw::Bool(value), shape)),
            Raw::Integer(value) => NodeKind::Number(value as f64, self.typed(&Raw::Integer(value), shape)),
            Raw::Float(value) => NodeKind::Number(value, self.typed(&Raw::Float(value), shape)),
            Raw::Text(text) => NodeKind::Text(text),
            Raw::List(items) => {
                let shapes = match shape.map(|shape| &shape.form) {
                    Some(Form::List(shapes)) if shapes.len() == items.len() => Some(shapes),
                    _ => None,
                };
                let place = |n: usize| shapes.and_then(|shapes| shapes.get(n));
                NodeKind::List(items.into_iter().enumerate().map(|(n, item)| self.node(item, place(n), span)).collect())
            }
            Raw::Map(entries) => NodeKind::Map(self.entries(entries, shape, span)),
        };
        YamlNode { kind, span }
    }

    fn entries(&mut self, entries: Vec<(String, Raw)>, shape: Option<&Shape>, near: Span) -> Vec<MapEntry> {
        let pairs = match shape.map(|shape| &shape.form) {
            Some(Form::Map(pairs)) if self.same_keys(&entries, pairs) => Some(pairs),
            _ => None,
        };
        let mut kept: Vec<MapEntry> = Vec::with_capacity(entries.len());
        let mut seen = HashMap::new();
        for (n, (key, raw)) in entries.into_iter().enumerate() {
            let pair = pairs.and_then(|pairs| pairs.get(n));
            let key_span = pair.map_or(near, |pair| self.span(&pair.key));
            if key == "<<" {
                let message = "\"<<\" merges fields from elsewhere, which is not supported";
                self.out.push(
                    Diagnostic::error("yaml-syntax", self.file, key_span, message)
                        .with_help("write the fields themselves here"),
                );
                continue;
            }
            let first = if kept.len() <= FEW {
                kept.iter().position(|entry| entry.key == key)
            } else {
                if seen.is_empty() {
                    seen.extend(kept.iter().enumerate().map(|(n, entry)| (entry.key.clone(), n)));
                }
                seen.get(&key).copied()
            };
            if let Some(first) = first {
                let twice = self.twice(&kept[first], key_span, pair.is_some());
                self.out.push(twice);
                continue;
            }
            if !seen.is_empty() {
                seen.insert(key.clone(), kept.len());
            }
            let value = self.node(raw, pair.map(|pair| &pair.value), key_span);
            kept.push(MapEntry { key, key_span, value });
        }
        kept
    }

    fn same_keys(&self, entries: &[(String, Raw)], pairs: &[Pair]) -> bool {
        entries.len() == pairs.len()
            && entries.iter().zip(pairs).all(|((key, _), pair)| self.text[pair.key.clone()] == **key)
    }

    fn twice(&mut self, first: &MapEntry, again: Span, located: bool) -> Diagnostic {
        let message = format!("\"{}\" is set twice", first.key);
        if !located {
            return Diagnostic::error("field-twice", self.file, again, message).with_help("keep one of them");
        }
        let (one, two) = (self.line(first.key_span), self.line(again));
        let help = match first.value.as_text() {
            Some(text) if !text.contains('\n') => format!("keep one of them; line {one} says {text}"),
            _ => "keep one of them".to_owned(),
        };
        Diagnostic::error("field-twice", self.file, again, format!("{message}, on lines {one} and {two}"))
            .with_help(help)
    }

    /// The line in the file. Front matter has exactly one line before it.
    fn line(&mut self, span: Span) -> usize {
        let at = span.start as usize - self.base;
        let breaks = self.breaks.get_or_insert_with(|| match self.draft {
            Some(draft) => draft.breaks.clone(),
            None => self.text.match_indices('\n').map(|(at, _)| at).collect(),
        });
        breaks.partition_point(|end| *end < at) + 1 + usize::from(is_front_matter(self.base))
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let range = self.draft.map_or_else(|| range.clone(), |draft| draft.original(range.clone()));
        Span::new(range.start, range.end).shifted(self.base)
    }

    /// The text of a plain scalar as typed: what stands at its place, if that alone means the same value.
    fn typed(&self, value: &Raw, shape: Option<&Shape>) -> String {
        let slice = shape.filter(|shape| shape.form == Form::Scalar).map(|shape| &self.text[shape.span.clone()]);
        match (slice, value) {
            (Some(slice), value) if means(slice, value) => slice.to_owned(),
            (_, Raw::Bool(value)) => value.to_string(),
            (_, Raw::Integer(value)) => value.to_string(),
            (_, Raw::Float(value)) => value.to_string(),
            _ => String::new(),
        }
    }
}

fn means(slice: &str, value: &Raw) -> bool {
    let quick = match value {
        Raw::Integer(value) => slice.parse() == Ok(*value),
        Raw::Bool(value) => slice == if *value { "true" } else { "false" },
        Raw::Float(value) => slice.parse() == Ok(*value),
        _ => false,
    };
    // Hexadecimal numbers, `TRUE`, `.inf` and whatever else the reader knows.
    quick || raw::read(slice).is_ok_and(|alone| alone == *value)
}
