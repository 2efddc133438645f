//! The folder `.vertebra` of a site: what the program keeps between two runs, such as its cache. It is never a link, so
//! that nothing which comes with a copy of a site makes the program write, or believe, files that lie elsewhere.
//!
//! Never knows what is kept; each of those who keep something has a folder of its own in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, Durability};

/// The name of the folder, in the folder of the site and in that of what is published.
pub const FOLDER: &str = ".vertebra";

/// Makes one of the folders inside, and keeps it out of every repository without a word from the editor.
///
/// # Errors
/// `NotADirectory` when a link or a file stands in its place; otherwise what the system says.
pub fn folder(root: &Path, name: &str) -> io::Result<PathBuf> {
    let place = real_folder(real_folder(root.join(FOLDER))?.join(name))?;
    match atomic::create(&place.join(".gitignore"), b"*\n", Durability::Cached) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => Err(cause),
        _ => Ok(place),
    }
}

/// Makes a folder, or finds it there.
///
/// # Errors
/// `NotADirectory` when a link or a file stands in its place; otherwise what the system says.
pub fn real_folder(place: PathBuf) -> io::Result<PathBuf> {
    match fs::create_dir(&place) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(cause),
        _ => {}
    }
    if place.symlink_metadata()?.is_dir() { Ok(place) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// A link in the place of `.vertebra`, or right inside of it.
pub fn link_among(holder: &Path) -> Option<PathBuf> {
    let folder = holder.join(FOLDER);
    if folder.is_symlink() {
        return Some(folder);
    }
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.is_symlink()).min()
}
