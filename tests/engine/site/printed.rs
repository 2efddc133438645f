//! The messages of everyday mistakes as they are printed: each begins with a file that an editor could have written, and
//! ends with the whole message: place, line, mark, help, note. One file for each in `printed/`, called after its code.
//!
//! `SNAPSHOTS=overwrite cargo test --test engine site::printed` writes what is printed now; then read what has changed.

use super::fixture::{build_snapshot, files, sharing};
use support::pictures::{jpeg, with_exif};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_report::{Painter, draw};

/// What every case begins with; files of the case take the place of these.
const SITE: &str = include_str!("printed/site.txt");
const TOLD: &str = "\n-- told --\n";

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
    support::project().join("tests/engine/site/printed")
}

/// The bytes of a file of a case. What cannot be typed is named: `«92»` stands for a byte that is no UTF-8.
fn bytes(text: &str) -> Vec<u8> {
    match text.trim() {
        "«a photo that says where it was taken»" => return with_exif(&jpeg(60, 40), 1, true),
        "«a photo of 2600 x 20 pixels and 2.1 MB»" => {
            let mut photo = jpeg(2600, 20);
            photo.resize(2_100_000, 0);
            return photo;
        }
        _ => {}
    }
    let mut bytes = text.as_bytes().to_vec();
    if let Some(at) = text.find("«92»") {
        bytes.splice(at..at + "«92»".len(), [0x92]);
    }
    bytes
}

/// What is printed for the files of a case.
fn printed(text: &str) -> String {
    let mut all = files(SITE);
    all.extend(files(text));
    let mut snapshot = Snapshot::default();
    // A file of the site that a case shows without a line is not there any more.
    all.retain(|_, text| !text.is_empty());
    for (path, text) in &all {
        snapshot.files.insert(SourcePath::new(path), bytes(text).into());
    }
    let site = build_snapshot(snapshot, &sharing());
    draw(&site.diagnostics, &site.given, Painter::PLAIN, true)
}

#[test]
fn every_message_is_printed_as_it_should_be() {
    let update = support::overwrites();
    let mut faults = Vec::new();
    for code in ALL {
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
