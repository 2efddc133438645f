//! Fields by name, and what they hold by kind. Every kind has one way to say that something else was written.

use vertebra_base::datetime::Moment;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::Schema;
use vertebra_yaml::{self as yaml, NodeKind, YamlNode};

use super::text::tidy;

/// A field with its value: the page's own, or a default of `site.yaml`.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub name: &'a str,
    pub key_span: Span,
    pub node: &'a YamlNode,
    /// The file it was written in.
    pub file: &'a SourcePath,
}

/// The fields of one page, and the place for what there is to say about them.
pub(super) struct Reader<'a> {
    pub source: &'a SourcePath,
    pub schema: &'a Schema,
    pub given: Vec<Given<'a>>,
    /// Fields of the page itself with nothing after the colon.
    pub blank: Vec<Given<'a>>,
    pub out: &'a mut Vec<Diagnostic>,
    /// Fields that invisible characters were taken out of: their places and how many.
    hidden: Vec<(Span, String, usize)>,
}

impl<'a> Reader<'a> {
    /// The page's own fields, then those defaults that it has none of its own for. Empty values count as missing.
    pub(super) fn new(
        source: &'a SourcePath,
        yaml: &'a YamlNode,
        schema: &'a Schema,
        out: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut given = Vec::new();
        add(&mut given, yaml, source);
        let own = yaml.as_map().unwrap_or_default().iter().filter(|entry| is_empty(&entry.value));
        let blank = own
            .map(|entry| Given { name: &entry.key, key_span: entry.key_span, node: &entry.value, file: source })
            .collect();
        let path = source.in_content().unwrap_or(source.as_str());
        // What is said of a page is said of its translations, unless they are named themselves.
        let base = source.without_language(schema.languages.iter().map(String::as_str)).map(|(_, base)| base);
        let base = base.as_ref().and_then(SourcePath::in_content);
        let means = |glob: &vertebra_schema::Glob| glob.is_match(path) || base.is_some_and(|base| glob.is_match(base));
        for defaults in schema.defaults.iter().filter(|defaults| means(&defaults.glob)) {
            add(&mut given, &defaults.fields, &defaults.source);
        }
        Reader { source, schema, given, blank, out, hidden: Vec::new() }
    }

    pub(super) fn get(&self, name: &str) -> Option<Given<'a>> {
        self.given.iter().copied().find(|field| field.name == name)
    }

    pub(super) fn error(&mut self, field: Given<'_>, span: Span, code: &'static str, message: String, help: String) {
        self.out.push(Diagnostic::error(code, field.file, span, message).with_help(help));
    }

    /// The field holds another kind of value: what it is, and an example of how it is typed.
    pub(super) fn wrong_kind(&mut self, field: Given<'_>, node: &YamlNode, kind: &str, example: &str) {
        let message = format!("\"{}\" must be {kind}", field.name);
        self.error(field, node.span, "field-kind", message, example.to_owned());
    }

    pub(super) fn text(&mut self, name: &str) -> Option<Spanned<String>> {
        self.get(name).and_then(|field| self.text_of(field, field.node))
    }

    /// A text inside a field; none when it is empty or something else, which is reported.
    pub(super) fn text_of(&mut self, field: Given<'_>, node: &YamlNode) -> Option<Spanned<String>> {
        let Some(text) = node.as_text() else {
            if !node.is_null() {
                let example = match node.as_list().and_then(|items| items.first()).and_then(YamlNode::as_text) {
                    Some(first) => format!("{}: {}", field.name, yaml::typed(first)),
                    None => format!("put it in straight quotes, on the same line:\n{}: \"…\"", field.name),
                };
                self.wrong_kind(field, node, &format!("text, not {}", node.kind_name()), &example);
            }
            return None;
        };
        let (text, hidden) = tidy(text);
        if hidden > 0 {
            self.hidden.push((node.span, field.name.to_owned(), hidden));
        }
        (!text.is_empty()).then(|| Spanned::new(text.into_owned(), node.span))
    }

    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        self.get(name).and_then(|field| self.boolean_of(field))
    }

    pub(super) fn boolean_of(&mut self, field: Given<'_>) -> Option<bool> {
        let text = field.node.as_text().map(str::to_lowercase);
        match (&field.node.kind, text.as_deref()) {
            (NodeKind::Bool(value, _), _) => Some(*value),
            (_, Some("true")) => Some(true),
            (_, Some("false")) => Some(false),
            (_, text) => {
                let no = matches!(text, Some("no" | "off" | "0" | "n" | "never"));
                let message = format!("\"{}\" must be true or false", field.name);
                let help = format!("{}: {}", field.name, !no);
                self.error(field, field.node.span, "field-kind", message, help);
                None
            }
        }
    }

    pub(super) fn integer(&mut self, name: &str) -> Option<i64> {
        self.get(name).and_then(|field| self.integer_of(field))
    }

    pub(super) fn integer_of(&mut self, field: Given<'_>) -> Option<i64> {
        let number = field.node.as_text().and_then(|text| text.trim().parse().ok());
        if number.is_none() {
            self.wrong_kind(field, field.node, "a whole number", &format!("{}: 10", field.name));
        }
        number
    }

    pub(super) fn date(&mut self, name: &str) -> Option<Spanned<Moment>> {
        self.get(name).and_then(|field| self.date_of(field, field.node))
    }

    pub(super) fn date_of(&mut self, field: Given<'_>, node: &YamlNode) -> Option<Spanned<Moment>> {
        if node.is_null() {
            return None;
        }
        let Some(text) = node.as_text() else {
            self.wrong_kind(field, node, "a date", &format!("{}: 2026-11-20", field.name));
            return None;
        };
        match Moment::parse(&tidy(text).0, &self.schema.time_zone) {
            Ok(moment) => Some(Spanned::new(moment, node.span)),
            Err(fault) => {
                let (code, message, help) = fault.explain();
                self.error(field, node.span, code, message, help);
                None
            }
        }
    }

    pub(super) fn list(&mut self, name: &str) -> Vec<Spanned<String>> {
        self.get(name).map_or(Vec::new(), |field| self.list_of(field))
    }

    /// A list of texts. A single text is reported, with the list that was meant.
    pub(super) fn list_of(&mut self, field: Given<'_>) -> Vec<Spanned<String>> {
        if let Some(items) = field.node.as_list() {
            return items.iter().filter_map(|item| self.item(field, item)).collect();
        }
        let items: Vec<_> = match field.node.as_text() {
            Some(text) => text.split(',').map(|item| yaml::typed(item.trim())).collect(),
            None => vec!["…".to_owned()],
        };
        self.wrong_kind(field, field.node, "a list", &format!("{}: [{}]", field.name, items.join(", ")));
        Vec::new()
    }

    fn item(&mut self, field: Given<'_>, item: &YamlNode) -> Option<Spanned<String>> {
        if item.as_text().is_none() && !item.is_null() {
            let kind = format!("a list of texts; this is {}", item.kind_name());
            // `- Back pain: causes` is read as a field in a list.
            let help = match item.as_map() {
                Some([entry]) if entry.value.as_text().is_some() => {
                    let text = format!("{}: {}", entry.key, entry.value.as_text().unwrap_or(""));
                    format!("put it in straight quotes:\n- {}", yaml::typed(&text))
                }
                _ => format!("{}: [one, two]", field.name),
            };
            self.wrong_kind(field, item, &kind, &help);
            return None;
        }
        self.text_of(field, item)
    }

    /// One note for all invisible characters of the page.
    pub(super) fn report_hidden(&mut self) {
        let Some((span, ..)) = self.hidden.first() else { return };
        let count: usize = self.hidden.iter().map(|(_, _, count)| count).sum();
        let mut names: Vec<_> = self.hidden.iter().map(|(_, name, _)| format!("\"{name}\"")).collect();
        names.dedup();
        let s = if count == 1 { " was" } else { "s were" };
        let message = format!("{count} invisible character{s} removed from {}", names.join(", "));
        let note = Diagnostic::note("invisible-characters", self.source, *span, message);
        self.out.push(note.with_help("no action needed; they often come with text pasted from Word or a web page"));
    }
}

fn add<'a>(given: &mut Vec<Given<'a>>, fields: &'a YamlNode, file: &'a SourcePath) {
    for entry in fields.as_map().unwrap_or_default() {
        let known = given.iter().any(|field| field.name == entry.key);
        if !known && !is_empty(&entry.value) {
            given.push(Given { name: &entry.key, key_span: entry.key_span, node: &entry.value, file });
        }
    }
}

fn is_empty(node: &YamlNode) -> bool {
    match &node.kind {
        NodeKind::Null => true,
        NodeKind::Text(text) => tidy(text).0.is_empty(),
        _ => false,
    }
}
