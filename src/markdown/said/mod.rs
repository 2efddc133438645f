//! What is said about the words of a page, once they are all read: phrases that must not be published, notes to oneself,
//! text that was pasted twice, sentences that are hard. Looks at the plain text of the page and knows no Markdown.

mod contacts;
mod habits;
mod hard;
mod wording;

use super::page::{Contacts, FrontMatter, Link, Readability};
use super::prose::Prose;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::{FieldKind, Schema};
use vertebra_yaml::Node;

/// What is looked at, and with what.
pub struct Said<'a> {
    pub source: &'a SourcePath,
    /// The whole file.
    pub file: &'a str,
    pub front: &'a FrontMatter,
    pub schema: &'a Schema,
    pub prose: &'a Prose,
    pub links: &'a [Link],
}

/// What of the words of a page other rooms want to know.
pub struct Heard {
    pub contacts: Option<Box<Contacts>>,
    pub reading: Option<Box<Readability>>,
}

impl Said<'_> {
    /// Looks at everything.
    pub fn check(&self, out: &mut Vec<Diagnostic>) -> Heard {
        wording::check(self, out);
        habits::check(self, out);
        Heard { contacts: contacts::find(self), reading: hard::measure(self, out) }
    }

    /// The tag of the language that the page is written in.
    fn language(&self) -> &str {
        let tags = &self.schema.languages;
        let of_file =
            if tags.is_empty() { None } else { self.source.without_language(tags.iter().map(String::as_str)) };
        of_file.and_then(|(at, _)| tags.get(at)).map_or(&self.schema.language, String::as_str)
    }
}

/// Fields of the front matter that readers see as text, with their places: all that types declare as text or lists, but
/// for names, which are what they are.
pub fn shown_fields(yaml: &Node, schema: &Schema) -> Vec<(String, Span)> {
    let declared = |name: &str| {
        let fields = schema.types.values().flat_map(|kind| &kind.fields);
        fields.filter(|field| field.name == name).any(|field| {
            let is_text = matches!(field.kind, FieldKind::Text | FieldKind::List);
            is_text && field.property.as_deref() != Some("name")
        })
    };
    let mut shown = Vec::new();
    for entry in yaml.as_map().unwrap_or_default() {
        let name = entry.key.as_str();
        if !matches!(name, "title" | "description" | "image_alt") && !declared(name) {
            continue;
        }
        let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
        shown.extend(items.iter().filter_map(|item| Some((item.as_text()?.to_owned(), item.span))));
    }
    shown
}
