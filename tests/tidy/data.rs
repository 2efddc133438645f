//! The rule that no code names the data file of a field: `src/schema/shape/*.yaml` and themes say which field takes keys of
//! which file, and everybody else asks `schema::shape::data_keys`.

use crate::source::Source;

/// Who may say them: the old names of functions, each with the new words to write.
const OTHERS: &[&str] = &["src/render/functions.rs"];

/// `tables`: the texts of the tables and of themes, in which the files are named: `names: data/people`, `keys_of: suppliers`.
pub fn data_files_are_named_in_the_schema(files: &[Source], tables: &str) -> Vec<String> {
    let names = tables.split("names: data/").skip(1).chain(tables.split("keys_of: ").skip(1));
    let names = names.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default());
    let names: Vec<String> = names.filter(|name| !name.is_empty()).map(|name| format!("{name}.yaml")).collect();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !OTHERS.contains(&file.path.as_str())) {
        for (at, text) in &file.strings {
            if names.iter().any(|name| text.contains(name.as_str())) {
                faults.push(file.fault(*at, "names the data file of a field; ask schema::shape::data_keys"));
            }
        }
    }
    faults
}
