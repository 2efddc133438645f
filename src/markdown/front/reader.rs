//! The fields of one page by name: its own, and the defaults of `site.yaml`. How a value is read as a type is the
//! business of `vertebra_yaml::NamedValue`.

use std::collections::HashMap;

use vertebra_base::datetime::Moment;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::Schema;
use vertebra_yaml::{Invisible, NamedValue, YamlNode};

/// The fields of one page, and the place for what there is to say about them.
pub(super) struct Reader<'a> {
    pub source: &'a SourcePath,
    pub schema: &'a Schema,
    pub given: Given<'a>,
    /// Fields of the page itself with nothing after the colon.
    pub blank: Vec<NamedValue<'a>>,
    pub out: &'a mut Vec<Diagnostic>,
    hidden: Invisible,
}

impl<'a> Reader<'a> {
    /// The page's own fields, then those defaults that it has none of its own for. Empty values count as missing.
    pub(super) fn new(
        source: &'a SourcePath,
        yaml: &'a YamlNode,
        schema: &'a Schema,
        out: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut given = Given::default();
        given.add(yaml, source);
        let own = yaml.as_map().unwrap_or_default().iter().map(|entry| NamedValue::of(entry, source));
        let blank = own.filter(NamedValue::is_empty).collect();
        let path = source.in_content().unwrap_or(source.as_str());
        // What is said of a page is said of its translations, unless they are named themselves.
        let base = source.without_language(schema.languages.iter().map(String::as_str)).map(|(_, base)| base);
        let base = base.as_ref().and_then(SourcePath::in_content);
        let means = |glob: &vertebra_schema::Glob| glob.is_match(path) || base.is_some_and(|base| glob.is_match(base));
        for defaults in schema.defaults.iter().filter(|defaults| means(&defaults.glob)) {
            given.add(&defaults.fields, &defaults.source);
        }
        Reader { source, schema, given, blank, out, hidden: Invisible::default() }
    }

    pub(super) fn get(&self, name: &str) -> Option<NamedValue<'a>> {
        self.given.places.get(name).map(|at| self.given.fields[*at])
    }

    pub(super) fn error(
        &mut self,
        field: NamedValue<'_>,
        span: Span,
        code: &'static str,
        message: String,
        help: String,
    ) {
        self.out.push(Diagnostic::error(code, field.file, span, message).with_help(help));
    }

    /// The field holds something else than it takes; `example` is how that is typed.
    pub(super) fn wrong_kind(&mut self, field: NamedValue<'_>, wanted: &str, example: &str) {
        field.wrong_kind::<()>(wanted, example, self.out);
    }

    pub(super) fn text(&mut self, name: &str) -> Option<Spanned<String>> {
        self.get(name).and_then(|field| self.text_of(field))
    }

    pub(super) fn text_of(&mut self, field: NamedValue<'_>) -> Option<Spanned<String>> {
        field.text(&mut self.hidden, self.out)
    }

    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        self.get(name)?.boolean(self.out)
    }

    pub(super) fn date(&mut self, name: &str) -> Option<Spanned<Moment>> {
        self.get(name).and_then(|field| self.date_of(field))
    }

    pub(super) fn date_of(&mut self, field: NamedValue<'_>) -> Option<Spanned<Moment>> {
        field.date(&self.schema.time_zone, self.out)
    }

    pub(super) fn list(&mut self, name: &str) -> Vec<Spanned<String>> {
        self.get(name).map_or(Vec::new(), |field| self.list_of(field))
    }

    pub(super) fn list_of(&mut self, field: NamedValue<'_>) -> Vec<Spanned<String>> {
        field.list(&mut self.hidden, self.out)
    }

    /// One note for all invisible characters of the page.
    pub(super) fn report_hidden(&mut self) {
        self.hidden.report(self.source, self.out);
    }
}

/// Fields that have a value, each once, in the order in which they were written.
#[derive(Default)]
pub(super) struct Given<'a> {
    pub fields: Vec<NamedValue<'a>>,
    /// Where each of them is, by its name: a page may have thousands.
    places: HashMap<&'a str, usize>,
}

impl<'a> Given<'a> {
    fn add(&mut self, fields: &'a YamlNode, file: &'a SourcePath) {
        for field in fields.as_map().unwrap_or_default().iter().map(|entry| NamedValue::of(entry, file)) {
            if !field.is_empty() && !self.places.contains_key(field.name) {
                self.places.insert(field.name, self.fields.len());
                self.fields.push(field);
            }
        }
    }
}
