//! What was read: the files of a site at one moment. The core sees the world only through this.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;

/// The files of a site, `content/**` and `themes/**`, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Every file by its path.
    pub files: BTreeMap<SourcePath, Arc<[u8]>>,
    /// Files that could not be read, links that lead outside, folders that are closed to us.
    pub faults: Vec<Diagnostic>,
}

impl Snapshot {
    /// A snapshot of files that are already at hand: for tests and for tools that hold a site in memory.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (SourcePath::new(path), Arc::from(text.as_bytes())));
        Snapshot { files: files.collect(), faults: Vec::new() }
    }

    /// Takes files out, in the order of their paths.
    pub fn take(&mut self, wanted: impl Fn(&SourcePath) -> bool) -> Vec<(SourcePath, Arc<[u8]>)> {
        self.files.extract_if(.., |path, _| wanted(path)).collect()
    }

    /// The bytes of a file.
    pub fn get(&self, path: &SourcePath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The file as text for an excerpt; bytes that are not UTF-8 are shown as replacement characters.
    pub fn text(&self, path: &SourcePath) -> Option<std::borrow::Cow<'_, str>> {
        self.get(path).map(|bytes| String::from_utf8_lossy(bytes))
    }
}
