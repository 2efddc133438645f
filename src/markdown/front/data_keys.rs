//! The entries of data files that the fields of a page name. What else may be wrong with a field is told where it is read.

use crate::page::DataKey;
use vertebra_schema::shape::data_keys::{KeyField, PAGE_KEYS, of_type};
use vertebra_yaml::{Invisible, NamedValue};

use super::reader::Reader;

pub(super) fn read(reader: &Reader<'_>, kind: &str) -> Vec<DataKey> {
    let mut keys = Vec::new();
    PAGE_KEYS.iter().for_each(|field| add(reader, field, &mut keys));
    let declared = reader.schema.types.get(kind).into_iter().flat_map(of_type);
    declared.for_each(|field| add(reader, &field, &mut keys));
    keys
}

fn add(reader: &Reader<'_>, field: &KeyField, keys: &mut Vec<DataKey>) {
    let Some((first, inner)) = field.path.split_first() else { return };
    let Some(given) = reader.get(first) else { return };
    let Some(node) = inner.iter().try_fold(given.node, |node, name| node.get(name)) else { return };
    let named = NamedValue { node, ..given }.list(&mut Invisible::default(), &mut Vec::new());
    for key in named.into_iter().filter(|key| !field.words.contains(&key.value)) {
        keys.push(DataKey { field: first.clone(), file: field.file.clone(), key, needs_file: field.needs_file });
    }
}
