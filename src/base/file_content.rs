//! What stands in a file: its bytes, or, for a large file that nothing but its reader opens, where they are.
//!
//! Holds; opens no file. `disk` decides which files are left where they are, and copies them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::fingerprint::Fingerprint;

/// What stands in a file, cheap to clone.
#[derive(Debug, Clone)]
pub enum FileContent {
    Held(Arc<[u8]>),
    OnDisk(Arc<LargeFile>),
}

/// A file that is published as it is and too large to be kept in memory, as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeFile {
    pub place: PathBuf,
    /// In bytes.
    pub size: u64,
    /// Of all its bytes, as `Fingerprint::of_bytes` makes it.
    pub print: Fingerprint,
}

impl FileContent {
    /// The bytes that are in memory: all of them, or none of a large file. For readers of texts, pictures, styles and
    /// scripts, which are never left on the disk; how long a file is, and whether it is another now, say `size` and `print`.
    pub fn held(&self) -> &[u8] {
        match self {
            FileContent::Held(bytes) => bytes,
            FileContent::OnDisk(_) => &[],
        }
    }

    /// The text in a file; none for bytes that are no UTF-8, and for a large file.
    pub fn text(&self) -> Option<&str> {
        match self {
            FileContent::Held(bytes) => std::str::from_utf8(bytes).ok(),
            FileContent::OnDisk(_) => None,
        }
    }

    /// As `held`, shared with whoever keeps them.
    pub fn shared(&self) -> Arc<[u8]> {
        match self {
            FileContent::Held(bytes) => bytes.clone(),
            FileContent::OnDisk(_) => Arc::default(),
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        match self {
            FileContent::Held(bytes) => bytes.len() as u64,
            FileContent::OnDisk(file) => file.size,
        }
    }

    /// The fingerprint of all bytes, wherever they are.
    pub fn print(&self) -> Fingerprint {
        match self {
            FileContent::Held(bytes) => Fingerprint::of_bytes(bytes),
            FileContent::OnDisk(file) => file.print,
        }
    }

    /// The large file, when it is one.
    pub fn on_disk(&self) -> Option<&Arc<LargeFile>> {
        match self {
            FileContent::Held(_) => None,
            FileContent::OnDisk(file) => Some(file),
        }
    }

    /// Whether this is the very same value, not only an equal one: asked where equal bytes would take long to compare.
    pub fn is_shared_with(&self, other: &FileContent) -> bool {
        match (self, other) {
            (FileContent::Held(one), FileContent::Held(other)) => Arc::ptr_eq(one, other),
            (FileContent::OnDisk(one), FileContent::OnDisk(other)) => one == other,
            _ => false,
        }
    }
}

/// The same bytes are the same content, wherever they are.
impl PartialEq for FileContent {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (FileContent::Held(one), FileContent::Held(other)) => one == other,
            _ => self.size() == other.size() && self.print() == other.print(),
        }
    }
}

impl Eq for FileContent {}

impl Default for FileContent {
    fn default() -> Self {
        FileContent::Held(Arc::default())
    }
}

impl From<Arc<[u8]>> for FileContent {
    fn from(bytes: Arc<[u8]>) -> Self {
        FileContent::Held(bytes)
    }
}

impl From<Vec<u8>> for FileContent {
    fn from(bytes: Vec<u8>) -> Self {
        FileContent::Held(bytes.into())
    }
}

impl From<&[u8]> for FileContent {
    fn from(bytes: &[u8]) -> Self {
        FileContent::Held(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_the_same_content_wherever_they_are() {
        let on_disk = |place: &str, bytes: &[u8]| {
            let (size, print) = (bytes.len() as u64, Fingerprint::of_bytes(bytes));
            FileContent::OnDisk(Arc::new(LargeFile { place: place.into(), size, print }))
        };
        let held = FileContent::from(&b"film"[..]);
        assert_eq!(held, on_disk("a", b"film"));
        assert_eq!(on_disk("b", b"film"), on_disk("a", b"film"));
        assert_ne!(held, on_disk("a", b"silm"));
        assert_ne!(on_disk("a", b"film"), on_disk("a", b"films"));
        assert_eq!((held.size(), held.print()), (4, on_disk("a", b"film").print()));
        assert!(on_disk("a", b"film").held().is_empty() && held.is_shared_with(&held.clone()));
        assert!(!held.is_shared_with(&FileContent::from(&b"film"[..])));
    }
}
