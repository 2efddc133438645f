//! The messages of everyday mistakes as they are printed: each begins with a file that an editor could have written, and
//! ends with the whole message: place, line, mark, help, note. One file for each in `printed/`, called after its code.
//!
//! `UPDATE_PRINTED=1 cargo test --test site printed` writes what is printed now; then read what has changed.

use std::path::Path;

use super::fixture::{build_snapshot, files, options};
use vertebra::path::SourcePath;
use vertebra::report::{Painter, draw};
use vertebra::snapshot::Snapshot;

/// What every case begins with; files of the case take the place of these.
const SITE: &str = include_str!("printed/site.txt");
const TOLD: &str = "\n-- told --\n";

/// Codes for which there is no check yet.
const MISSING: &[&str] = &["image-large", "image-location"];

/// The messages that every editor meets, in the order of their first appearance.
const ALL: &[&str] = &[
    "yaml-colon",
    "yaml-tab",
    "yaml-quote",
    "yaml-smart-quote",
    "field-twice",
    "field-unknown",
    "date-invalid",
    "date-ambiguous",
    "date-future",
    "date-order",
    "review-overdue",
    "image-alt",
    "image-alt-name",
    "image-large",
    "image-location",
    "file-case",
    "slug-twice",
    "url-lost",
    "link-broken",
    "anchor-broken",
    "draft-linked",
    "placeholder",
    "heading-skip",
    "heading-fake",
    "heading-h1",
    "html-pasted",
    "link-wrapped",
    "image-inline",
    "encoding",
    "phone-unknown",
    "hours-order",
    "claim",
    "credential",
    "text-twice",
    "block-open",
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/printed")
}

/// What is printed for the files of a case. `«92»` stands for a byte that is no UTF-8.
fn printed(text: &str) -> String {
    let mut all = files(SITE);
    all.extend(files(text));
    let mut snapshot = Snapshot::default();
    for (path, text) in &all {
        let mut bytes = text.clone().into_bytes();
        if let Some(at) = text.find("«92»") {
            bytes.splice(at..at + "«92»".len(), [0x92]);
        }
        snapshot.files.insert(SourcePath::new(path), bytes.into());
    }
    let site = build_snapshot(snapshot, &options());
    draw(&site.diagnostics, &site.given, Painter::PLAIN, true)
}

#[test]
fn every_message_is_printed_as_it_should_be() {
    let update = std::env::var_os("UPDATE_PRINTED").is_some();
    let mut faults = Vec::new();
    for code in ALL.iter().filter(|code| !MISSING.contains(code)) {
        let path = folder().join(format!("{code}.txt"));
        let Ok(case) = std::fs::read_to_string(&path) else {
            faults.push(format!("{code}: there is no file for it"));
            continue;
        };
        let (given, expected) = case.split_once(TOLD).unwrap_or((&case, ""));
        let told = printed(&format!("{}\n", given.trim_end_matches('\n')));
        if update {
            std::fs::write(&path, format!("{}{TOLD}{told}", given.trim_end_matches('\n'))).expect("written");
        }
        if told != expected {
            faults.push(format!("{code}:\n{told}instead of:\n{expected}"));
        }
        if !told.contains(&format!("[{code}]: ")) {
            faults.push(format!("{code} is not told:\n{told}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_site_of_the_cases_is_clean() {
    assert_eq!(printed(""), "");
    assert_eq!(ALL.len(), 35);
}
