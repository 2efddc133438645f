//! Whether a folder holds files of others, which the program must not put its own among without being asked.

use std::fs;
use std::path::{Path, PathBuf};

/// The first file of a folder, by its path in it, that is none of those that can be made again, which hold `mark`. Hidden
/// files are let through. Looks into all folders inside, until it has found one.
pub fn first_not_made(folder: &Path, mark: &str) -> Option<PathBuf> {
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = walk.filter_entry(|entry| !is_hidden(entry)).filter_map(Result::ok);
    let mut files = files.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path);
    let is_made = |path: &Path| fs::read_to_string(path).is_ok_and(|text| text.contains(mark));
    let other = files.find(|path| !is_made(path))?;
    Some(other.strip_prefix(folder).map_or_else(|_| other.clone(), Path::to_owned))
}
