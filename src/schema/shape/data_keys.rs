//! Which fields take keys of which data file: the one list that checks, completion, renames and JSON-LD go by.
//!
//! The common fields and `site.yaml` say it in the tables beside this file (`names: data/people`), a theme says it of the
//! fields of its types and of those that all its types have (`keys_of: suppliers`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::model::{FileSpec, Shape, ValueKind};
use super::{PAGE, SITE};
use crate::{ContentType, FieldKind};

/// A field whose texts are keys of a data file.
#[derive(Debug, Clone)]
pub struct KeyField {
    /// Its name, after those of the fields around it: `reviewed`, `by`.
    pub path: Vec<String>,
    /// The file in `content/data/`: `people.yaml`.
    pub file: String,
    /// Texts that are no keys: `none`.
    pub words: Vec<String>,
    /// Without the file, what stands in the field is a remark.
    pub needs_file: bool,
}

/// Those of every page.
pub static PAGE_KEYS: LazyLock<Vec<KeyField>> = LazyLock::new(|| of_table(&PAGE));

/// Those of `site.yaml`.
pub static SITE_KEYS: LazyLock<Vec<KeyField>> = LazyLock::new(|| of_table(&SITE));

/// The data file of a common field of pages, by the names of its path: `reviewed.by` gives `people.yaml`. Empty for a
/// field that takes no keys.
pub fn data_file(field: &str) -> &'static str {
    let found = PAGE_KEYS.iter().find(|known| known.path.iter().map(String::as_str).eq(field.split('.')));
    found.map_or("", |known| known.file.as_str())
}

/// Those that a type of pages declares besides.
pub fn of_type(kind: &ContentType) -> impl Iterator<Item = KeyField> + '_ {
    kind.fields.iter().filter_map(|field| {
        let takes_none = field.stated || field.shared.as_ref().is_some_and(|shared| shared.none);
        let words = [(field.stated, "unknown"), (takes_none, "none")];
        let words = words.into_iter().filter(|(takes, _)| *takes).map(|(_, word)| word.to_owned()).collect();
        let file = format!("{}.yaml", field.keys_of.as_ref()?);
        Some(KeyField { path: vec![field.name.clone()], file, words, needs_file: field.needs_file })
    })
}

/// Every data file whose keys some field takes.
pub fn files<'a>(types: impl IntoIterator<Item = &'a ContentType>) -> BTreeSet<String> {
    let common = PAGE_KEYS.iter().chain(SITE_KEYS.iter()).map(|field| field.file.clone());
    common.chain(types.into_iter().flat_map(of_type).map(|field| field.file)).collect()
}

fn of_table(table: &FileSpec) -> Vec<KeyField> {
    let mut found = Vec::new();
    for row in &table.fields {
        gather(&mut vec![row.name.clone()], &row.shape, &[], &mut found);
    }
    found
}

fn gather(path: &mut Vec<String>, shape: &Shape, words: &[String], found: &mut Vec<KeyField>) {
    if let Some(file) = shape.data_file() {
        let needs_file = shape.names.as_deref().is_some_and(|names| names.ends_with('?'));
        let file = format!("{file}.yaml");
        found.push(KeyField { path: path.clone(), file, words: words.to_vec(), needs_file });
    }
    match &shape.kind {
        ValueKind::Fields(rows) => {
            for row in rows {
                path.push(row.name.clone());
                gather(path, &row.shape, &[], found);
                path.pop();
            }
        }
        ValueKind::Either(all) => {
            let words = all.iter().flat_map(|one| match &one.kind {
                ValueKind::Field(FieldKind::Choice(words)) => words.clone(),
                _ => Vec::new(),
            });
            let words: Vec<String> = words.collect();
            all.iter().for_each(|one| gather(path, one, &words, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_say_which_fields_take_keys() {
        let show = |all: &[KeyField]| {
            let line = |it: &KeyField| {
                let words = it.words.iter().map(|word| format!(" or {word}")).collect::<String>();
                format!("{} {}{words}{}", it.path.join("."), it.file, if it.needs_file { "?" } else { "" })
            };
            all.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(
            show(&PAGE_KEYS),
            ["author people.yaml", "reviewed.by people.yaml", "translation_reviewed.by people.yaml",]
        );
        assert_eq!(show(&SITE_KEYS), ["author people.yaml"]);
        assert_eq!((data_file("reviewed.by"), data_file("title")), ("people.yaml", ""));
    }
}
