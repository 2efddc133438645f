//! What the build scripts of `schema` and `engine` have in common: the themes that the program carries, and the files of a
//! folder. No part of either crate.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// `theme::EMBEDDED` is made of these; the first is the one that sites use which name none (`shape/site.yaml`).
pub const THEMES: [&str; 2] = ["themes/clinic", "themes/plain"];

/// Adds all files below a folder.
pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}
