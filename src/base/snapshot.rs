//! What was read: the files of a site at one moment, and what changed since. The core sees the world only through this.

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

    /// Takes in what happened to the files.
    pub fn apply(&mut self, changes: Changes) {
        for (path, bytes) in changes.files {
            match bytes {
                Some(bytes) => _ = self.files.insert(path, bytes),
                None => _ = self.files.remove(&path),
            }
        }
        self.faults = changes.faults;
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

/// What happened to the files of a site since they were last looked at.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// New and changed files with what stands in them now; nothing for those that are gone.
    pub files: BTreeMap<SourcePath, Option<Arc<[u8]>>>,
    /// All that cannot be read now, in place of what could not be read before.
    pub faults: Vec<Diagnostic>,
}

impl Changes {
    /// Changes of files that are at hand: for tests and for tools that hold a site in memory.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let bytes = |text: &str| Arc::from(text.as_bytes());
        let files = files.into_iter().map(|(path, text)| (SourcePath::new(path), text.map(bytes)));
        Changes { files: files.collect(), faults: Vec::new() }
    }

    /// True when nothing happened to any file; the faults may still be others.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds what happened later.
    pub fn then(&mut self, later: Changes) {
        self.files.extend(later.files);
        self.faults = later.faults;
    }
}
