//! A copy of the address book as it was when the site was last published from this computer: `.vertebra/addresses`. It is
//! there to notice that the file itself was lost or cut short, and to put it back.
//!
//! Never the place where addresses are looked up: that is the file of the site.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, Durability};
use super::state;

const FOLDER: &str = "addresses";

/// Where the copy stands, below the folder of the site.
pub const COPY: &str = ".vertebra/addresses/addresses.yaml";

fn place(root: &Path) -> PathBuf {
    root.join(COPY)
}

/// The copy, as far as it can be read; none where nothing was published from here.
pub fn copy(root: &Path) -> Option<String> {
    fs::read_to_string(place(root)).ok()
}

/// Makes the copy say what the file says now; nothing, where there is none any more.
///
/// # Errors
/// When the copy cannot be written.
pub fn keep(root: &Path, file: &str) -> io::Result<()> {
    let text = match fs::read(root.join(file)) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
        read => read?,
    };
    if fs::read(place(root)).is_ok_and(|kept| kept == text) {
        return Ok(());
    }
    state::folder(root, FOLDER)?;
    atomic::replace(&place(root), &text, Durability::Synced)
}
