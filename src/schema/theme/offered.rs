//! The fields that the themes of the program give to every page: a site whose own theme does not declare one is told how.

use std::sync::LazyLock;

use super::builtin::{EMBEDDED, add_embedded};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_yaml::{self as yaml, MapEntry};

/// A field that a theme of the program declares for every page.
#[derive(Debug)]
pub struct OfferedField {
    pub name: String,
    /// The theme that declares it.
    pub theme: &'static str,
    /// What to write under `fields:` to declare it: `sources: {kind: list, cite: true}`.
    pub declaration: String,
}

static ALL: LazyLock<Vec<OfferedField>> = LazyLock::new(|| {
    let mut snapshot = Snapshot::default();
    add_embedded(&mut snapshot);
    EMBEDDED.into_iter().flat_map(|theme| of_theme(&snapshot, theme)).collect()
});

/// The field of a name, of the first theme that has it.
pub fn offered_field(name: &str) -> Option<&'static OfferedField> {
    ALL.iter().find(|field| field.name == name)
}

fn of_theme(snapshot: &Snapshot, theme: &'static str) -> Vec<OfferedField> {
    let file = SourcePath::new(format!("themes/{theme}/theme.yaml"));
    let node =
        snapshot.get(&file).map(|bytes| yaml::parse_bytes(bytes.held(), &file, &mut Vec::new())).unwrap_or_default();
    let fields = node.get("fields").and_then(|fields| fields.as_map()).unwrap_or_default();
    let field = |entry: &MapEntry| {
        let rows = entry.value.as_map().unwrap_or_default();
        // What explains it to editors is for the theme to say.
        let rows = rows.iter().filter(|row| !matches!(&*row.key, "label" | "help"));
        let rows: Vec<String> = rows.filter_map(|row| Some(format!("{}: {}", row.key, row.value.as_text()?))).collect();
        let declaration = format!("{}: {{{}}}", entry.key, rows.join(", "));
        OfferedField { name: entry.key.clone(), theme, declaration }
    };
    fields.iter().map(field).collect()
}
