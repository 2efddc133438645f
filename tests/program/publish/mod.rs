//! Publishing through the public door of `disk`: all or nothing, only our own files, and no write that is not needed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::OutputPath;
use vertebra_disk::{PublishError, PublishSummary, PublishTransaction};

mod amended;
mod killed;
mod large;
mod others;
mod plain;
mod trouble;

type Files<'a> = &'a [(&'a str, &'a str)];

fn output(path: &str, text: &str) -> Output {
    Output { path: OutputPath::new(path).unwrap(), bytes: Bytes::Made(text.into()) }
}

fn stage(out: &Path, files: Files, force: bool) -> Result<PublishTransaction, PublishError> {
    let stage = PublishTransaction::begin(out, force)?;
    files.iter().for_each(|(path, text)| stage.put(output(path, text)));
    Ok(stage)
}

fn try_publish(out: &Path, files: Files) -> Result<PublishSummary, PublishError> {
    stage(out, files, false)?.commit(None)
}

fn force_publish(out: &Path, files: Files) -> Result<PublishSummary, PublishError> {
    stage(out, files, true)?.commit(None)
}

fn publish(out: &Path, files: Files) -> PublishSummary {
    try_publish(out, files).unwrap()
}

fn counts(published: &PublishSummary) -> (usize, usize, usize) {
    (published.written, published.unchanged, published.removed)
}

fn write(out: &Path, files: Files) {
    for (path, text) in files {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), text).unwrap();
    }
}

/// Every file, link and empty folder, with what it holds; Vertebra's own notes left out.
fn tree(out: &Path) -> BTreeMap<String, String> {
    full_tree(out).into_iter().filter(|(path, _)| !path.starts_with(".vertebra")).collect()
}

fn full_tree(out: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(out, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            if fs::read_dir(entry.path()).unwrap().next().is_none() {
                found.insert(format!("{path}/"), String::new());
            }
            collect(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_symlink() {
            found.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[track_caller]
fn assert_tree(out: &Path, files: Files) {
    let expected: BTreeMap<_, _> = files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    assert_eq!(tree(out), expected);
}

const SITE: Files = &[("index.html", "home"), ("a/index.html", "a"), ("a/b/index.html", "b"), ("main.css", "css")];
