//! What the YAML files of a site may hold, as data: names, kinds, and one sentence about each. No file is read here.
//!
//! One table for those who read (`document::front` takes its names from here) and for those who help while somebody
//! types: `json_schema`, `new page`, the language server. The tables stand in the YAML files beside this one.
//!
//! A shape is written as a map: `kind`, or what stands inside (`fields`: exactly these names; `each`: any names, each
//! with this; `items`: a list of this; `either`: one of these; `use`: a part of the same file); `required`, `help`,
//! `default`, `examples`, `of` (the words to choose from) and `names` (what the text is the name of: `pages`; `data/people` for a key of
//! that file in `content/data`, with a question mark where it is checked only if the site has the file).

pub mod data_keys;

mod model;
mod read;

pub use model::{FieldSpec, FileSpec, Shape, ValueKind};

use std::sync::LazyLock;

/// The fields that every page can have, but for taxonomies and those of its type.
pub static PAGE: LazyLock<FileSpec> = LazyLock::new(|| read::file(include_str!("page.yaml")));

/// `content/site.yaml`.
pub static SITE: LazyLock<FileSpec> = LazyLock::new(|| read::file(include_str!("site.yaml")));

/// `themes/*/theme.yaml`.
pub static THEME: LazyLock<FileSpec> = LazyLock::new(|| read::file(include_str!("theme.yaml")));

/// `content/data/search.yaml`.
pub static SEARCH: LazyLock<FileSpec> = LazyLock::new(|| read::file(include_str!("search.yaml")));

#[cfg(test)]
mod tests {
    use super::*;

    /// Every shape with its name, those inside others too.
    fn walk<'a>(name: &'a str, shape: &'a Shape, visit: &mut dyn FnMut(&'a str, &'a Shape)) {
        visit(name, shape);
        match &shape.kind {
            ValueKind::Fields(rows) => rows.iter().for_each(|row| walk(&row.name, &row.shape, visit)),
            ValueKind::Each(inner) | ValueKind::Items(inner) => walk(name, inner, visit),
            ValueKind::Either(all) => all.iter().for_each(|inner| walk(name, inner, visit)),
            _ => {}
        }
    }

    #[test]
    fn the_tables_are_read_without_a_fault_and_say_what_each_field_is() {
        for (file, text) in [
            (&*PAGE, include_str!("page.yaml")),
            (&*SITE, include_str!("site.yaml")),
            (&*THEME, include_str!("theme.yaml")),
            (&*SEARCH, include_str!("search.yaml")),
        ] {
            assert_eq!(read::faults(text), Vec::<String>::new());
            assert!(!file.fields.is_empty());
            let parts = file.parts.iter().map(|(name, shape)| (name.as_str(), shape));
            for (name, shape) in file.fields.iter().map(|row| (row.name.as_str(), &row.shape)).chain(parts) {
                walk(name, shape, &mut |name, shape| {
                    if let ValueKind::Use(part) = &shape.kind {
                        assert!(file.parts.contains_key(part), "{name} uses {part}");
                    }
                    let help = shape.help.as_deref().unwrap_or("It.");
                    assert!(help.ends_with(['.', '}', '/', ']']), "{name}: {help}");
                });
            }
        }
        assert!(PAGE.fields.iter().all(|row| row.shape.help.is_some()));
    }
}
