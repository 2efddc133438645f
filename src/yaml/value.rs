//! The value of a field, read as the type that the field has: one set of rules for front matter, settings, themes and
//! data, and one way to say that something else was written. Knows no field by its name.

use std::ops::RangeInclusive;

use jiff::tz::TimeZone;

use super::fault::typed;
use super::node::{MapEntry, NodeKind, YamlNode};
use super::visible::tidy;
use vertebra_base::datetime::Moment;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};

/// A field with its value, and the file it was written in.
#[derive(Debug, Clone, Copy)]
pub struct NamedValue<'a> {
    pub name: &'a str,
    pub key_span: Span,
    pub node: &'a YamlNode,
    pub file: &'a SourcePath,
}

/// Texts that invisible characters were taken out of: their places, the names of their fields, how many.
#[derive(Debug, Default)]
pub struct Invisible(Vec<(Span, String, usize)>);

impl<'a> NamedValue<'a> {
    /// An entry of a map in this file.
    pub fn of(entry: &'a MapEntry, file: &'a SourcePath) -> Self {
        NamedValue { name: &entry.key, key_span: entry.key_span, node: &entry.value, file }
    }

    /// Whether nothing was written: no value, or a text without a character that can be seen. Such a field counts as
    /// missing, whatever its type.
    pub fn is_empty(&self) -> bool {
        match &self.node.kind {
            NodeKind::Null => true,
            NodeKind::Text(text) => tidy(text).0.is_empty(),
            _ => false,
        }
    }

    /// A text as it was typed, trimmed, in composed letters, without invisible characters. Numbers, `true` and dates
    /// are texts too. None for an empty one, which is not told, and for a list or a group, which is.
    pub fn text(&self, hidden: &mut Invisible, out: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
        if self.node.is_null() {
            return None;
        }
        let Some(text) = self.node.as_text() else {
            let example = match self.node.as_list().and_then(|items| items.first()).and_then(YamlNode::as_text) {
                Some(first) => format!("{}: {}", self.name, typed(first)),
                None => format!("put it in straight quotes, on the same line:\n{}: \"…\"", self.name),
            };
            return self.wrong_kind("text", &example, out);
        };
        let (text, count) = tidy(text);
        if count > 0 {
            hidden.0.push((self.node.span, self.name.to_owned(), count));
        }
        (!text.is_empty()).then(|| Spanned::new(text.into_owned(), self.node.span))
    }

    /// `true` or `false`, in quotes or not, in any letters; without a word about anything else.
    pub fn as_boolean(&self) -> Option<bool> {
        match (&self.node.kind, self.node.as_text().map(str::trim)) {
            (NodeKind::Bool(value, _), _) => Some(*value),
            (_, Some(text)) if text.eq_ignore_ascii_case("true") => Some(true),
            (_, Some(text)) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// `true` or `false`. Other words for yes and no are told, with the one that was meant.
    pub fn boolean(&self, out: &mut Vec<Diagnostic>) -> Option<bool> {
        if self.is_empty() {
            return None;
        }
        self.as_boolean().or_else(|| {
            let text = self.node.as_text().map(str::to_lowercase);
            let near = text.as_deref().and_then(|text| nearest(text, ["true", "false"]));
            let no = near == Some("false") || matches!(text.as_deref(), Some("no" | "off" | "0" | "n" | "never"));
            self.wrong_kind("true or false", &format!("{}: {}", self.name, !no), out)
        })
    }

    /// A whole number, in quotes or not.
    pub fn integer(&self, out: &mut Vec<Diagnostic>) -> Option<i64> {
        self.number("a whole number", 10, out)
    }

    /// A whole number, 0 or more, in quotes or not.
    pub fn count(&self, out: &mut Vec<Diagnostic>) -> Option<usize> {
        self.number("a whole number, 0 or more", 20, out)
    }

    /// A number that may have a fraction, in quotes or not, from one to another; else it is told that it `wanted` one.
    pub fn decimal(
        &self,
        range: RangeInclusive<f64>,
        (wanted, example): (&str, &str),
        out: &mut Vec<Diagnostic>,
    ) -> Option<f64> {
        let number = self.node.as_text().and_then(|text| text.trim().parse().ok());
        number.filter(|number| range.contains(number)).or_else(|| self.wrong_kind(wanted, example, out))
    }

    fn number<N: std::str::FromStr>(&self, wanted: &str, example: u8, out: &mut Vec<Diagnostic>) -> Option<N> {
        if self.is_empty() {
            return None;
        }
        let number = self.node.as_text().and_then(|text| text.trim().parse().ok());
        number.or_else(|| self.wrong_kind(wanted, &format!("{}: {example}", self.name), out))
    }

    /// A day, or a day and a time, which is one of `zone` unless it names its own.
    pub fn date(&self, zone: &TimeZone, out: &mut Vec<Diagnostic>) -> Option<Spanned<Moment>> {
        if self.is_empty() {
            return None;
        }
        let Some(text) = self.node.as_text() else {
            return self.wrong_kind("a date", &format!("{}: 2026-11-20", self.name), out);
        };
        match Moment::parse(&tidy(text).0, zone) {
            Ok(moment) => Some(Spanned::new(moment, self.node.span)),
            Err(fault) => {
                let (code, message, help) = fault.explain();
                out.push(Diagnostic::error(code, self.file, self.node.span, message).with_help(help));
                None
            }
        }
    }

    /// A list of texts; one text alone is a list of one. Several texts with commas between them may be one text or a
    /// list: that is told, with the list.
    pub fn list(&self, hidden: &mut Invisible, out: &mut Vec<Diagnostic>) -> Vec<Spanned<String>> {
        if let Some(items) = self.node.as_list() {
            return items.iter().filter_map(|item| self.item(item, hidden, out)).collect();
        }
        let items: Vec<_> = match self.node.as_text() {
            None if self.node.is_null() => return Vec::new(),
            Some(text) if !text.contains(',') => return self.text(hidden, out).into_iter().collect(),
            Some(text) => text.split(',').map(|item| typed(item.trim())).collect(),
            None => vec!["…".to_owned()],
        };
        self.wrong_kind::<()>("a list of texts", &format!("{}: [{}]", self.name, items.join(", ")), out);
        Vec::new()
    }

    fn item(&self, item: &'a YamlNode, hidden: &mut Invisible, out: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
        let one = NamedValue { node: item, ..*self };
        if item.as_text().is_some() || item.is_null() {
            return one.text(hidden, out);
        }
        // `- Back pain: causes` is read as a field in a list.
        let help = match item.as_map() {
            Some([entry]) if entry.value.as_text().is_some() => {
                let text = format!("{}: {}", entry.key, entry.value.as_text().unwrap_or_default());
                format!("put it in straight quotes:\n- {}", typed(&text))
            }
            _ => format!("{}: [one, two]", self.name),
        };
        one.wrong_kind("a list of texts", &help, out)
    }

    /// The entries of a field that holds fields of its own; `example` is how one is typed.
    pub fn entries(&self, example: &str, out: &mut Vec<Diagnostic>) -> Option<&'a [MapEntry]> {
        if self.is_empty() {
            return None;
        }
        self.node.as_map().or_else(|| self.wrong_kind("a group of fields", example, out))
    }

    /// Reports that the field holds something else than what it takes, and how that is typed.
    pub fn wrong_kind<T>(&self, wanted: &str, example: &str, out: &mut Vec<Diagnostic>) -> Option<T> {
        let message = format!("\"{}\" must be {wanted}; this is {}", self.name, self.node.kind_name());
        out.push(Diagnostic::error("field-kind", self.file, self.node.span, message).with_help(example));
        None
    }
}

impl Invisible {
    /// One note for all invisible characters of these fields.
    pub fn report(&self, file: &SourcePath, out: &mut Vec<Diagnostic>) {
        let Some((span, ..)) = self.0.first() else { return };
        let count: usize = self.0.iter().map(|(_, _, count)| count).sum();
        let mut names: Vec<_> = self.0.iter().map(|(_, name, _)| format!("\"{name}\"")).collect();
        names.dedup();
        let s = if count == 1 { " was" } else { "s were" };
        let message = format!("{count} invisible character{s} removed from {}", names.join(", "));
        let note = Diagnostic::note("invisible-characters", file, *span, message);
        out.push(note.with_help("no action needed; they often come with text pasted from Word or a web page"));
    }
}
