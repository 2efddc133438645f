//! What is said about the words of a page, once they are all read: phrases that must not be published, notes to oneself,
//! text that was pasted twice, sentences that are hard. Looks at the plain text of the page and knows no Markdown.

mod common_mistakes;
mod contacts;
mod hard;
mod model;
mod wording;

pub use model::{LintFindings, LintInput};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;
use vertebra_schema::{FieldKind, Schema};
use vertebra_yaml::YamlNode;

impl LintInput<'_> {
    /// Looks at everything.
    pub fn check(&self, out: &mut Vec<Diagnostic>) -> LintFindings {
        wording::check(self, out);
        common_mistakes::check(self, out);
        LintFindings { contacts: contacts::find(self), reading: hard::measure(self, out) }
    }
}

/// Fields of the front matter that readers see as text, with their places: all that types declare as text or lists, but
/// for names, which are what they are.
pub fn shown_fields(yaml: &YamlNode, schema: &Schema) -> Vec<(String, Span)> {
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
