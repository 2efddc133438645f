//! The entries of data files that the fields of a page name. What else may be wrong with a field is told where it is read.

use crate::page::DataKey;
use vertebra_base::span::Spanned;
use vertebra_schema::shape::data_keys::{KeyField, PAGE_KEYS, of_type};

use super::reader::Reader;
use super::text::tidy;

pub(super) fn read(reader: &Reader<'_>, kind: &str) -> Vec<DataKey> {
    let mut keys = Vec::new();
    PAGE_KEYS.iter().for_each(|field| add(reader, field, &mut keys));
    let declared = reader.schema.types.get(kind).into_iter().flat_map(of_type);
    declared.for_each(|field| add(reader, &field, &mut keys));
    keys
}

fn add(reader: &Reader<'_>, field: &KeyField, keys: &mut Vec<DataKey>) {
    let Some((first, inner)) = field.path.split_first() else { return };
    let given = reader.get(first).map(|given| given.node);
    let Some(node) = inner.iter().fold(given, |node, name| node?.get(name)) else { return };
    for node in node.as_list().unwrap_or(std::slice::from_ref(node)) {
        let text = node.as_text().map(|text| tidy(text).0.into_owned()).unwrap_or_default();
        if !text.is_empty() && !field.words.contains(&text) {
            let (file, needs_file) = (field.file.clone(), field.needs_file);
            keys.push(DataKey { file, key: Spanned::new(text, node.span), needs_file });
        }
    }
}
