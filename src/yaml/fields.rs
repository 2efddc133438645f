//! Takes the fields of a YAML map one by one, by type, and reports what is of the wrong kind or not known.

use super::node::{MapEntry, NodeKind, YamlNode};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};

/// The fields of one map, taken by name. `finish` reports those that nobody asked for.
pub struct Fields<'a> {
    pub file: &'a SourcePath,
    /// The whole map, for what is missing from it.
    pub span: Span,
    entries: &'a [MapEntry],
    known: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    /// The fields of a map; of nothing, with a diagnostic, when the node is no map.
    pub fn of(node: &'a YamlNode, file: &'a SourcePath, out: &mut Vec<Diagnostic>) -> Self {
        let entries = node.as_map().unwrap_or_else(|| {
            if !node.is_null() {
                let message = format!("this must be fields, each on a line of its own; it is {}", node.kind_name());
                out.push(
                    Diagnostic::error("field-kind", file, node.span, message)
                        .with_help("write them like this: name: value"),
                );
            }
            &[]
        });
        Fields { file, span: node.span, entries, known: Vec::new() }
    }

    /// The value of a field; nothing when it is absent or empty.
    pub fn take(&mut self, name: &'a str) -> Option<&'a MapEntry> {
        self.known.push(name);
        self.entries.iter().find(|entry| entry.key == name && !entry.value.is_null())
    }

    /// A text, such as it was typed.
    pub fn text(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
        let entry = self.take(name)?;
        match entry.value.as_text() {
            Some(text) => Some(Spanned::new(text.to_owned(), entry.value.span)),
            None => self.wrong_kind(entry, "text", out),
        }
    }

    /// A text that must be there.
    pub fn required(&mut self, name: &'a str, example: &str, out: &mut Vec<Diagnostic>) -> Spanned<String> {
        let before = out.len();
        match self.text(name, out) {
            Some(text) if !text.value.trim().is_empty() => return text,
            // Quotation marks with nothing between them say no more than nothing at all.
            Some(empty) => {
                let message = format!("\"{name}\" is empty");
                let help = format!("write: {name}: {example}");
                out.push(Diagnostic::error("field-missing", self.file, empty.span, message).with_help(help));
            }
            None if out.len() == before => {
                let message = format!("\"{name}\" is missing");
                let help = format!("add the line: {name}: {example}");
                let at = Span::at(self.span.start as usize);
                out.push(Diagnostic::error("field-missing", self.file, at, message).with_help(help));
            }
            None => {}
        }
        Spanned::default()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Option<bool> {
        let entry = self.take(name)?;
        match entry.value.kind {
            NodeKind::Bool(value, _) => Some(value),
            _ => self.wrong_kind(entry, "true or false", out),
        }
    }

    /// A whole number, 0 or more.
    pub fn count(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Option<usize> {
        let entry = self.take(name)?;
        match &entry.value.kind {
            NodeKind::Number(..) => match entry.value.as_text().and_then(|text| text.parse().ok()) {
                Some(count) => Some(count),
                None => self.wrong_kind(entry, "a whole number, 0 or more", out),
            },
            _ => self.wrong_kind(entry, "a whole number", out),
        }
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn texts(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Vec<Spanned<String>> {
        let Some(entry) = self.take(name) else { return Vec::new() };
        let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.as_text() {
                Some(text) => texts.push(Spanned::new(text.to_owned(), item.span)),
                None => _ = self.wrong_kind::<()>(entry, "a list", out),
            }
        }
        texts
    }

    /// The entries of a field that is itself a map.
    pub fn entries(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> &'a [MapEntry] {
        let Some(entry) = self.take(name) else { return &[] };
        match entry.value.as_map() {
            Some(entries) => entries,
            None => self.wrong_kind(entry, "a group of fields, each on an indented line", out).unwrap_or(&[]),
        }
    }

    /// Reports that a field holds something else than what it takes.
    pub fn wrong_kind<T>(&self, entry: &MapEntry, wanted: &str, out: &mut Vec<Diagnostic>) -> Option<T> {
        let message = format!("\"{}\" must be {wanted}; this is {}", entry.key, entry.value.kind_name());
        let help = match (wanted, entry.value.as_text()) {
            ("true or false", Some("no" | "No" | "off")) => "false",
            (wanted, _) if wanted.starts_with("true or false") => "true",
            (wanted, _) if wanted.starts_with("a whole number") => "20",
            (wanted, _) if wanted.starts_with("a number") => "4.5",
            (wanted, _) if wanted.starts_with("a list") => "[one, two]",
            (wanted, _) if wanted.starts_with("a group") => "{name: text}",
            _ => "\"text\"",
        };
        let help = format!("write, for example: {}: {help}", entry.key);
        out.push(Diagnostic::error("field-kind", self.file, entry.value.span, message).with_help(help));
        None
    }

    /// Reports the fields that nobody took.
    pub fn finish(self, out: &mut Vec<Diagnostic>) {
        for entry in self.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str())) {
            let message = format!("\"{}\" is not a known field", entry.key);
            let help = did_you_mean(&entry.key, self.known.iter().copied())
                .unwrap_or_else(|| format!("the fields here are: {}", self.known.join(", ")));
            let near = nearest(&entry.key, self.known.iter().copied());
            let fault = Diagnostic::error("field-unknown", self.file, entry.key_span, message);
            out.push(fault.with_help(help).suggesting(near));
        }
    }
}
