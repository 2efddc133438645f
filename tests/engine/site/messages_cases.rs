//! Messages word for word, from cases in a text. `SNAPSHOTS=overwrite` writes what is told now.

use super::checks::checked;
use super::fixture::{Built, build};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/engine/site");

#[test]
fn every_case_is_told_in_these_words() {
    compare("messages_cases.txt", include_str!("messages_cases.txt"), build);
}

#[test]
fn markup_that_did_not_take_is_told_in_these_words() {
    compare("messages_markup.txt", include_str!("messages_markup.txt"), build);
}

#[test]
fn faults_are_told_beside_what_only_looks_like_them() {
    compare("messages_near_misses.txt", include_str!("messages_near_misses.txt"), checked);
}

/// Compares what is told of each case of a file with what the file says; `site` makes a site of a case.
pub fn compare(file: &str, text: &str, site: impl Fn(&str) -> Built) {
    let (head, cases) = text.split_once("#### ").expect("a case");
    let mut made = head.to_owned();
    for case in cases.split("#### ") {
        let (name, rest) = case.split_once('\n').expect("a name");
        let (files, _) = rest.split_once("====\n").expect("what is told");
        // A byte that no editor shows.
        let told = site(&files.replace("NUL", "\0")).told_in_full().replace('\0', "NUL");
        assert!(!told.is_empty() || name.starts_with("nothing is told of"), "nothing is told of {name}");
        made += &format!("#### {name}\n{files}====\n{told}\n");
    }
    let made = format!("{}\n", made.trim_end());
    if std::env::var_os("SNAPSHOTS").is_some_and(|wish| wish == "overwrite") {
        std::fs::write(format!("{FOLDER}/{file}"), &made).expect("the cases are written");
        return;
    }
    assert_eq!(made, text);
}
