//! The list of what a build published: only files named here are ever replaced or deleted.
//!
//! The same site gives the same bytes: files in the order of their paths, no time of building.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::publish_error::PublishError;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;

/// What one build published.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// By path inside the output folder.
    pub files: BTreeMap<String, ManifestEntry>,
    /// Files that are not ours and that were already reported.
    pub kept: BTreeSet<String>,
}

/// A published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManifestEntry {
    pub hash: Fingerprint,
    pub size: u64,
}

/// How `Entry::hash` is made: the first 128 bits of BLAKE3.
const HASH: &str = "blake3-128";

#[derive(Deserialize)]
struct Written {
    files: BTreeMap<String, WrittenEntry>,
    #[serde(default)]
    kept: BTreeSet<String>,
}

#[derive(Deserialize)]
struct WrittenEntry {
    hash: String,
    size: u64,
}

impl Manifest {
    /// The manifest in a file, and what stands in it; `None` when there is no such file.
    pub fn load(path: &Path) -> Result<Option<(Self, Vec<u8>)>, PublishError> {
        match fs::read(path) {
            Ok(bytes) => match Self::parse(&bytes) {
                Some(manifest) => Ok(Some((manifest, bytes))),
                None => Err(PublishError::ManifestBroken(path.to_owned())),
            },
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(PublishError::at(path, cause)),
        }
    }

    /// Refuses what leads outside the output folder: files are deleted by what stands here.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(bytes).ok()?;
        let files = written.files.into_iter().map(|(path, entry)| {
            OutputPath::new(&path).ok()?;
            Some((path, ManifestEntry { hash: Fingerprint::parse(&entry.hash)?, size: entry.size }))
        });
        Some(Manifest { files: files.collect::<Option<_>>()?, kept: written.kept })
    }

    /// All that an unfinished build may have left behind: what was published before it, and what it was to publish.
    pub fn with(mut self, other: Manifest) -> Self {
        self.files.extend(other.files);
        self.kept.extend(other.kept);
        self
    }

    /// One line a file, so that two manifests can be compared by eye.
    pub fn to_json(&self) -> String {
        let mut text = String::with_capacity(self.files.len() * 110 + 200);
        let version = env!("CARGO_PKG_VERSION");
        // Writing into a `String` cannot fail.
        let _ = write!(
            text,
            "{{\n\"tool\": \"vertebra\",\n\"version\": \"{version}\",\n\"hash\": \"{HASH}\",\n\"files\": {{"
        );
        for (at, (path, ManifestEntry { hash, size })) in self.files.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let path = serde_json::Value::from(path.as_str());
            let _ = write!(text, "{comma}\n{path}: {{\"hash\": \"{hash}\", \"size\": {size}}}");
        }
        text.push_str("\n},\n\"kept\": [");
        for (at, path) in self.kept.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let _ = write!(text, "{comma}\n{}", serde_json::Value::from(path.as_str()));
        }
        text.push_str("\n]\n}\n");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote() {
        let entry = ManifestEntry { hash: Fingerprint::of_bytes(b"x"), size: 1 };
        let paths = ["index.html", "a/ü \u{1f600}.html"].map(|path| (path.to_owned(), entry));
        let manifest = Manifest { files: paths.into(), kept: ["ads.txt".to_owned()].into() };
        assert_eq!(Manifest::parse(manifest.to_json().as_bytes()), Some(manifest));
        assert_eq!(Manifest::parse(Manifest::default().to_json().as_bytes()), Some(Manifest::default()));
    }

    #[test]
    fn a_manifest_that_leads_outside_is_refused() {
        let hash = "0".repeat(32);
        let text = format!("{{\"files\": {{\"../x\": {{\"hash\": \"{hash}\", \"size\": 1}}}}}}");
        assert_eq!(Manifest::parse(text.as_bytes()), None);
    }
}
