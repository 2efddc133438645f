//! Documents to import, and the pictures that stand beside them. Reads nothing outside of the document's own folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path};

/// Why a document was not read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("there is no file {0}")]
    Missing(String),
    #[error("{path} cannot be read: {cause}")]
    Failed { path: String, cause: io::Error },
}

/// The bytes of a document, at most one more than `most`.
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, DocumentError> {
    let name = path.display().to_string();
    some(path, most).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => DocumentError::Missing(name),
        _ => DocumentError::Failed { path: name, cause },
    })
}

/// A file that a document names, from the folder of the document: nothing above it, also not by a link.
pub fn beside(document: &Path, name: &str, most: usize) -> Option<Vec<u8>> {
    let name = Path::new(name);
    if !name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return None;
    }
    let folder = match document.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = fs::canonicalize(folder).ok()?;
    let path = fs::canonicalize(folder.join(name)).ok()?;
    let inside = path.starts_with(&folder) && path.is_file();
    inside.then(|| some(&path, most).ok()).flatten().filter(|bytes| bytes.len() <= most)
}

fn some(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
