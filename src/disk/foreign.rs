//! Whether a folder holds files of others, which the program must not put its own among without being asked.

use std::fs;
use std::path::Path;

/// Whether a folder is free for files that can be made again: nothing is in it but hidden files, or some were made before,
/// which hold `mark`. Looks into the folder and those right inside.
pub fn is_free_for_made(folder: &Path, mark: &str) -> bool {
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let walk = walkdir::WalkDir::new(folder).max_depth(2).into_iter().filter_entry(|entry| !is_hidden(entry));
    let mut files = walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()).peekable();
    let is_made = |entry: walkdir::DirEntry| fs::read_to_string(entry.path()).is_ok_and(|text| text.contains(mark));
    files.peek().is_none() || files.any(is_made)
}
