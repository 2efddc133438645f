//! The rules of the house, checked on the text of `src/`: who may use whom, what stays in which room, how long a file
//! gets, and that every diagnostic is documented and tested.
//!
//! What is documented from data (`docs`) is made here too.
//!
//! Every rule (`rules`, `codes`) is a function from files to faults. Here they are put to the project; in `samples` each
//! is shown something bad, so that a rule which never finds anything is itself found.

mod addresses;
mod circles;
mod codes;
mod crates;
mod data;
mod decisions;
mod docs;
mod domain;
mod html;
mod mentions;
mod names;
mod rules;
mod samples;
mod source;
mod templates;
mod text;

use std::path::Path;

use addresses::addresses_are_taken_apart_in_one_place;
use circles::circles;
use codes::{codes_are_registered, codes_are_tested, codes_in_rules};
use data::data_files_are_named_in_the_schema;
use decisions::no_text_of_a_code_decides;
use domain::words_of_one_domain_are_data;
use html::html_is_read_in_one_way;
use rules::*;
use source::{Source, mark_tests};
use templates::templates_are_read_in_one_way;

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}\n", faults.len(), faults.join("\n"));
}

#[test]
fn the_project_keeps_its_floors() {
    assert_none(&imports_run_downwards(&sources()));
    assert_none(&no_room_uses_its_roof(&sources()));
}

#[test]
fn the_crates_stand_as_they_are_documented() {
    assert_none(&crates::faults(root()));
}

#[test]
fn the_files_of_the_project_use_each_other_in_one_direction() {
    assert_none(&circles(&sources()));
}

#[test]
fn the_project_reads_templates_in_one_way() {
    assert_none(&templates_are_read_in_one_way(&sources()));
}

#[test]
fn the_project_takes_addresses_apart_in_one_place() {
    assert_none(&addresses_are_taken_apart_in_one_place(&sources()));
}

#[test]
fn the_project_reads_html_in_one_way() {
    assert_none(&html_is_read_in_one_way(&sources()));
}

#[test]
fn the_project_has_short_files_with_heads() {
    assert_none(&files_are_short(&sources(), &texts("tests")));
    assert_none(&files_begin_with_a_head(&sources()));
}

#[test]
fn the_project_touches_the_world_at_its_edge_only() {
    assert_none(&only_the_edge_touches_the_world(&sources()));
    assert_none(&what_one_room_keeps_is_used_there_only(&sources()));
    assert_none(&only_the_command_line_prints(&sources()));
}

#[test]
fn the_project_writes_files_in_one_way() {
    assert_none(&files_are_written_in_one_way(&sources()));
}

#[test]
fn the_project_does_not_panic() {
    assert_none(&nothing_panics(&sources()));
}

#[test]
fn the_diagnostics_of_the_project_are_in_the_registry() {
    assert_none(&codes_are_registered(&sources(), &codes_in_data(), &docs::registry(&texts("src/schema/codes"))));
}

#[test]
fn the_project_decides_nothing_by_the_text_of_a_code() {
    assert_none(&no_text_of_a_code_decides(&sources()));
}

#[test]
fn the_project_names_data_files_in_its_tables_alone() {
    let tables = [texts("src/schema/shape"), texts("themes")].concat();
    let tables: String = tables.into_iter().filter(|(path, _)| path.ends_with(".yaml")).map(|(_, text)| text).collect();
    assert!(tables.contains("names: data/"), "the tables were not found");
    assert_none(&data_files_are_named_in_the_schema(&sources(), &tables));
}

#[test]
fn the_project_keeps_the_words_of_one_domain_in_data() {
    assert_none(&words_of_one_domain_are_data(&sources(), domain::EXCEPTIONS));
}

#[test]
fn the_documentation_of_the_diagnostics_is_made_from_the_registry() {
    assert_none(&docs::differing(root()));
}

#[test]
fn the_project_calls_no_two_types_the_same() {
    assert_none(&names::names_of_types_are_unique(&sources()));
}

#[test]
fn the_papers_name_what_is_there() {
    let papers: Vec<_> = texts("").into_iter().filter(|(path, _)| mentions::is_paper(path)).collect();
    assert!(papers.len() > 3, "the papers were not found");
    let mut paths = std::collections::BTreeSet::new();
    for entry in walkdir::WalkDir::new(root()).into_iter().filter_entry(|entry| entry.file_name() != "target") {
        let entry = entry.unwrap();
        paths.insert(entry.path().strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"));
    }
    assert_none(&mentions::mentions_are_there(&papers, &paths, &sources()));
}

#[test]
fn the_diagnostics_of_the_project_are_tested() {
    let elsewhere = |path: &str| path.starts_with("tests/tidy/") || path.starts_with("tests/browser/");
    let mut tests: Vec<_> = texts("tests").into_iter().filter(|(path, _)| !elsewhere(path)).collect();
    // Cases that unit tests read from files; the tests themselves are found among the sources.
    tests.extend(texts("src").into_iter().filter(|(path, _)| path.contains("/tests/") && !path.ends_with(".rs")));
    let severities = |code: &str| {
        let weights = vertebra_schema::codes::find(code).map(|code| code.weights.as_slice()).unwrap_or_default();
        weights.iter().map(|weight| format!("{weight:?}").to_lowercase()).collect()
    };
    assert_none(&codes_are_tested(&sources(), &codes_in_data(), severities, &tests));
}

#[test]
fn the_project_is_at_home_everywhere() {
    let home = std::env::var("HOME").unwrap_or_default();
    assert_none(&nothing_is_local(&texts(""), &format!("{home}/"), &root().to_string_lossy()));
}

fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap()
}

/// The codes that rules of the program and of its themes name.
fn codes_in_data() -> Vec<(String, String)> {
    let found = codes_in_rules(&[texts("src/schema/rules"), texts("themes")].concat());
    assert!(!found.is_empty(), "the rules were not found");
    found
}

fn sources() -> Vec<Source> {
    const BUILD_SCRIPTS: [&str; 3] = ["src/schema/build.rs", "src/schema/build_files.rs", "src/engine/build.rs"];
    let is_source = |path: &str| path.ends_with(".rs") && !BUILD_SCRIPTS.contains(&path);
    let files = texts("src").into_iter().filter(|(path, _)| is_source(path));
    let files: Vec<_> = files.map(|(path, text)| Source::new(&path, &text)).collect();
    assert!(files.len() > 10, "src/ was not found");
    mark_tests(files)
}

/// The text files below a folder, by their path in the project; without what is built or installed there.
fn texts(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if entry.file_type().unwrap().is_dir() {
                if !matches!(name.as_str(), "target" | "public" | "node_modules" | "screenshots" | ".git") {
                    folders.push(path);
                }
            } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}
