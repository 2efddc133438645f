//! What is said about the words of a page, once they are all read: phrases that must not be published, notes to oneself,
//! text that was pasted twice, sentences that are hard. Looks at the plain text of the page and knows no Markdown.

mod addresses_shown;
mod common_mistakes;
mod contacts;
mod fields;
mod foreign;
mod forgotten_notes;
mod hard;
mod leftovers;
mod lines_shown;
mod links_shown;
mod model;
mod repeated;
mod shown;
mod signs_shown;
mod wording;

pub use model::{LintFindings, LintInput};

use crate::prose::BlockKind;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::{FieldKind, Schema};
use vertebra_yaml::YamlNode;

impl LintInput<'_> {
    /// Looks at everything.
    pub fn check(&self, out: &mut Vec<Diagnostic>) -> LintFindings {
        wording::check(self, out);
        common_mistakes::check(self, out);
        fields::check(self, out);
        foreign::check(self, out);
        leftovers::check(self, out);
        lines_shown::check(self, out);
        addresses_shown::check(self, out);
        signs_shown::check(self, out);
        repeated::fold(out);
        LintFindings { contacts: contacts::find(self), reading: hard::measure(self, out) }
    }
}

/// Those of the fields that readers see in which Markdown works.
pub fn markdown_texts(shown: &[(BlockKind, String, Span)]) -> Vec<Spanned<String>> {
    let texts = shown.iter().filter(|(kind, ..)| *kind == BlockKind::Markdown);
    texts.map(|(_, value, span)| Spanned { value: value.clone(), span: *span }).collect()
}

/// Fields of the front matter that readers see as text, with their places: all that types declare as text or lists.
pub fn shown_fields(yaml: &YamlNode, schema: &Schema) -> Vec<(BlockKind, String, Span)> {
    let declared = |name: &str| {
        let fields = schema.types.values().flat_map(|kind| &kind.fields);
        let mut texts = fields
            .filter(|field| field.name == name && matches!(field.kind, FieldKind::Text | FieldKind::List))
            // Keys of data are no words.
            .filter(|field| field.keys_of.is_none())
            .peekable();
        texts.peek()?;
        // A name is what it is: nobody is told how to word it.
        let is_name = !texts.any(|field| field.property.as_deref() != Some("name"));
        Some(if is_name { BlockKind::Name } else { BlockKind::Field })
    };
    let mut shown = Vec::new();
    for entry in yaml.as_map().unwrap_or_default() {
        let name = entry.key.as_str();
        let is_common = matches!(name, "title" | "description" | "image_alt");
        let kind = if is_common { Some(BlockKind::Field) } else { declared(name) };
        let kind = if !is_common && schema.is_markdown(name) { kind.and(Some(BlockKind::Markdown)) } else { kind };
        let Some(kind) = kind else { continue };
        let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
        shown.extend(items.iter().filter_map(|item| Some((kind, item.as_text()?.to_owned(), item.span))));
    }
    shown
}
