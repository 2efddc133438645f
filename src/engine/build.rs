//! Marks the engine with a hash of all that outputs are made by, so that a site is built anew when the program has changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::{env, fs, io};

#[path = "../schema/build_files.rs"]
mod build_files;

use build_files::{THEMES, collect};

/// The engine and every crate below it: `tests/tidy` compares. What stands above changes no output.
const CRATES: &[&str] = &[
    "base", "yaml", "html", "template", "media", "schema", "style", "markdown", "site", "render", "check", "edit",
    "engine",
];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../..").canonicalize()?;
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    let crates = CRATES.iter().map(|name| format!("src/{name}"));
    for folder in crates.chain(THEMES.map(str::to_owned)) {
        println!("cargo::rerun-if-changed=../../{folder}");
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        if let Ok(bytes) = fs::read(&file) {
            file.strip_prefix(&root).unwrap_or(&file).hash(&mut hasher);
            bytes.hash(&mut hasher);
        }
    }
    println!("cargo::rustc-env=VERTEBRA_SOURCES={:016x}", hasher.finish());
    Ok(())
}
