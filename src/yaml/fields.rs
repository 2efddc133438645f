//! Takes the fields of a YAML map one by one, by type (see `value`), and reports those that are not known.

use super::node::{MapEntry, YamlNode};
use super::value::{Invisible, NamedValue};
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
    hidden: Invisible,
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
        Fields { file, span: node.span, entries, known: Vec::new(), hidden: Invisible::default() }
    }

    /// A field that has a value, such as it was typed.
    pub fn take(&mut self, name: &'a str) -> Option<&'a MapEntry> {
        self.given(name).filter(|entry| !entry.value.is_null())
    }

    /// A field with its value, for one of the types of values; nothing when it is absent or empty.
    pub fn value(&mut self, name: &'a str) -> Option<NamedValue<'a>> {
        self.given(name).map(|entry| NamedValue::of(entry, self.file)).filter(|value| !value.is_empty())
    }

    fn given(&mut self, name: &'a str) -> Option<&'a MapEntry> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.entries.iter().find(|entry| entry.key == name)
    }

    /// A text.
    pub fn text(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
        let value = self.value(name)?;
        value.text(&mut self.hidden, out)
    }

    /// A text that must be there.
    pub fn required(&mut self, name: &'a str, example: &str, out: &mut Vec<Diagnostic>) -> Spanned<String> {
        let before = out.len();
        if let Some(text) = self.text(name, out) {
            return text;
        }
        // Quotation marks with nothing between them say no more than nothing at all.
        let empty = self.entries.iter().find(|entry| entry.key == name && !entry.value.is_null());
        let (span, message, help) = match empty {
            Some(entry) => (entry.value.span, "is empty", "write:"),
            None => (Span::at(self.span.start as usize), "is missing", "add the line:"),
        };
        if out.len() == before {
            let fault = Diagnostic::error("field-missing", self.file, span, format!("\"{name}\" {message}"));
            out.push(fault.with_help(format!("{help} {name}: {example}")));
        }
        Spanned::default()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Option<bool> {
        self.value(name)?.boolean(out)
    }

    /// A whole number, 0 or more.
    pub fn count(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Option<usize> {
        self.value(name)?.count(out)
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn texts(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> Vec<Spanned<String>> {
        self.value(name).map_or(Vec::new(), |value| value.list(&mut self.hidden, out))
    }

    /// The texts of entries whose names are free.
    pub fn texts_of(
        &mut self,
        entries: &'a [MapEntry],
        out: &mut Vec<Diagnostic>,
    ) -> Vec<(&'a MapEntry, Spanned<String>)> {
        let text = |entry| Some((entry, NamedValue::of(entry, self.file).text(&mut self.hidden, out)?));
        entries.iter().filter_map(text).collect()
    }

    /// The lists of texts of entries whose names are free.
    pub fn lists_of(
        &mut self,
        entries: &'a [MapEntry],
        out: &mut Vec<Diagnostic>,
    ) -> Vec<(&'a MapEntry, Vec<Spanned<String>>)> {
        let list = |entry| (entry, NamedValue::of(entry, self.file).list(&mut self.hidden, out));
        entries.iter().map(list).collect()
    }

    /// The entries of a field that is itself a map.
    pub fn entries(&mut self, name: &'a str, out: &mut Vec<Diagnostic>) -> &'a [MapEntry] {
        let entries = self.value(name).and_then(|value| value.entries(&format!("{name}:\n  name: text"), out));
        entries.unwrap_or(&[])
    }

    /// Whether somebody asked for a field of this name.
    pub fn is_known(&self, name: &str) -> bool {
        self.known.contains(&name)
    }

    /// The names that somebody asked for.
    pub fn known(&self) -> impl Iterator<Item = &'a str> {
        self.known.iter().copied()
    }

    /// Reports the fields that nobody took.
    pub fn finish(self, out: &mut Vec<Diagnostic>) {
        self.hidden.report(self.file, out);
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
