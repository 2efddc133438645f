//! What fields that a theme gives to every page mean besides their values: what the text can cite, what there is none of,
//! whether translations are held back. The values themselves are read with those of the type.

use crate::page::{CitableEntry, FieldValue, FrontMatter, Value};
use vertebra_schema::{Field, SharedField};
use vertebra_yaml::{Invisible, NamedValue};

use super::reader::Reader;

/// What stands for "the page has none".
pub(super) const NONE: &str = "none";

/// Takes what the fields mean, once their values are read.
pub(super) fn read(reader: &Reader<'_>, kind: &str, front: &mut FrontMatter) {
    let Some(declared) = reader.schema.types.get(kind) else { return };
    for field in &declared.fields {
        let Some(shared) = &field.shared else { continue };
        if shared.holds_translations {
            let is_set = |(name, value): &(String, FieldValue)| {
                *name == field.name && matches!(value, FieldValue::Plain(Value::Boolean(true)))
            };
            front.holds_translations |= front.fields.iter().any(is_set);
        }
        let Some(given) = reader.get(&field.name) else { continue };
        if says_none(shared, given) {
            front.has_none_of.push(field.name.clone());
        } else if let Some(file) = field.keys_of.as_ref().filter(|_| shared.cite) {
            front.citable.extend(citable(field, file, given));
        }
    }
}

/// Whether the page says of a field that it has nothing for it.
pub(super) fn says_none(shared: &SharedField, given: NamedValue<'_>) -> bool {
    shared.none && given.node.as_text().map(str::trim) == Some(NONE)
}

/// What is wrong with the keys is told where the values are read.
fn citable(field: &Field, file: &str, given: NamedValue<'_>) -> impl Iterator<Item = CitableEntry> {
    let file = format!("{file}.yaml");
    let field = field.name.clone();
    let keys = given.list(&mut Invisible::default(), &mut Vec::new());
    keys.into_iter().map(move |key| CitableEntry { field: field.clone(), file: file.clone(), key })
}
