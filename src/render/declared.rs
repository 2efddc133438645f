//! What templates find of a field that a page does not fill in, and of a taxonomy that it names no term of: `none` or an
//! empty list, never an unknown key. Reads no page.

use std::collections::BTreeMap;

use tera::{Map, Value};

use super::values::put;
use vertebra_schema::{Field, FieldKind};
use vertebra_site::Site;

/// The declared keys of a site without their values, made once: most pages share them.
#[derive(Debug)]
pub struct DeclaredKeys {
    /// No term of any taxonomy.
    pub no_terms: Value,
    /// The fields of all types, for pages that fill in none of them.
    no_fields: BTreeMap<String, Value>,
    /// The same for pages of a type that is not declared, or has no fields.
    of_others: Value,
}

impl DeclaredKeys {
    /// Those of a site and its theme.
    pub fn of(site: &Site) -> Self {
        let mut no_terms = Map::new();
        for taxonomy in &site.config.taxonomies {
            put(&mut no_terms, taxonomy.name.clone(), Vec::<Value>::new());
        }
        let types = &site.theme.types;
        let mut all = Map::new();
        for field in types.values().flat_map(|kind| &kind.fields) {
            all.entry(field.name.clone().into()).or_insert_with(|| absent(field, false));
        }
        let with_fields = types.iter().filter(|(_, kind)| !kind.fields.is_empty());
        let no_fields = with_fields.map(|(name, kind)| {
            let mut map = all.clone();
            kind.fields.iter().for_each(|field| put(&mut map, field.name.clone(), absent(field, true)));
            (name.clone(), Value::from(map))
        });
        DeclaredKeys { no_terms: Value::from(no_terms), no_fields: no_fields.collect(), of_others: Value::from(all) }
    }

    /// The fields of a page of a type that fills in none: its own, and those of all other types, so that a list of mixed
    /// pages can be sorted and read by one of them.
    pub fn no_fields(&self, kind: &str) -> &Value {
        self.no_fields.get(kind).unwrap_or(&self.of_others)
    }
}

/// What stands for a field without a value. One that can be stated as unknown is so on pages of its own type.
fn absent(field: &Field, is_own: bool) -> Value {
    if field.stated && is_own {
        let mut map = Map::new();
        put(&mut map, "state", "unknown");
        put(&mut map, "value", Value::none());
        return Value::from(map);
    }
    match field.kind {
        FieldKind::List | FieldKind::Pages | FieldKind::Hours if !field.stated => Vec::<Value>::new().into(),
        _ => Value::none(),
    }
}
