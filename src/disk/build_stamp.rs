//! What the last build was made from. A build is a function of its input: with the same input, and the same files still
//! in place, there is nothing to do.
//!
//! Kept only for builds that had nothing to say, so that no warning is ever skipped. Never trusted for what is
//! published: every file is read and compared with the manifest's hash first. It names pages that are not published, so it
//! stands in the folder of the site and never in the one that goes online.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic::{self, Durability};
use super::manifest::Manifest;
use super::read;
use super::state;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::parallel;

/// What is remembered of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildStamp {
    /// The fingerprint of all that the build read: files, options, the program itself.
    pub input: String,
    /// Since when, and until when, the same input gives the same site (RFC 3339); no times of building, so that two
    /// builds leave the same bytes.
    pub since: Option<String>,
    pub until: Option<String>,
    pub pages: usize,
    /// Pages that were not published, and why.
    pub unpublished: Vec<(String, String)>,
}

/// A memo and the manifest that it belongs to.
#[derive(Serialize, Deserialize)]
struct Written {
    manifest: String,
    #[serde(flatten)]
    memo: BuildStamp,
}

impl BuildStamp {
    /// A memo of a build that holds for ever.
    pub fn new(input: Fingerprint, pages: usize) -> Self {
        BuildStamp { input: input.to_string(), since: None, until: None, pages, unpublished: Vec::new() }
    }

    /// Whether the memo speaks of the same input, at a time for which it holds.
    pub fn holds(&self, input: Fingerprint, now: Option<jiff::Timestamp>) -> bool {
        let instant = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<jiff::Timestamp>().ok());
        let begun =
            now.is_none_or(|now| self.since.is_none() || instant(&self.since).is_some_and(|since| since <= now));
        let over = now.is_some_and(|now| self.until.is_some() && instant(&self.until).is_none_or(|until| until <= now));
        self.input == input.to_string() && begun && !over
    }

    /// The text of the memo file for a manifest.
    pub fn to_json(&self, manifest: &str) -> String {
        let written = Written { manifest: Fingerprint::of_bytes(manifest.as_bytes()).to_string(), memo: self.clone() };
        serde_json::to_string_pretty(&written).map(|text| text + "\n").unwrap_or_default()
    }

    /// Reads a memo; one that belongs to another manifest, or that nobody can read, is none.
    pub fn parse(text: &[u8], manifest: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(text).ok()?;
        (written.manifest == Fingerprint::of_bytes(manifest).to_string()).then_some(written.memo)
    }
}

/// Where the memo of a site that is published into `out` stands.
fn place(root: &Path, out: &Path) -> PathBuf {
    let out = out.canonicalize().unwrap_or_else(|_| out.to_owned());
    let name = format!("built-{}.json", Fingerprint::of_bytes(out.to_string_lossy().as_bytes()));
    root.join(state::FOLDER).join("cache").join(name)
}

/// What was kept of the last build into `out`, if it belongs to this manifest.
pub fn load(root: &Path, out: &Path, manifest: &[u8]) -> Option<BuildStamp> {
    BuildStamp::parse(&std::fs::read(place(root, out)).ok()?, manifest)
}

/// Keeps what a build was made from, or forgets what is kept. One that is the same is not written again.
///
/// # Errors
/// When the file cannot be written. Nothing depends on it but the time that the next build takes.
pub fn keep(root: &Path, out: &Path, memo: Option<&BuildStamp>, manifest: &str) -> io::Result<()> {
    let place = place(root, out);
    // Nothing in the file is no memo.
    let text = memo.map(|memo| memo.to_json(manifest)).unwrap_or_default();
    if memo.is_none() && !place.exists() {
        return Ok(());
    }
    if std::fs::read(&place).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    state::folder(root, "cache")?;
    atomic::replace(&place, text.as_bytes(), Durability::Cached)
}

/// Whether every file of a manifest is in place, byte for byte.
pub fn in_place(out: &std::path::Path, manifest: &Manifest, threads: usize) -> bool {
    let files: Vec<_> = manifest.files.iter().collect();
    let same = |(path, entry): &(&String, &super::manifest::ManifestEntry)| {
        let place = out.join(path.as_str());
        let regular = place.symlink_metadata().is_ok_and(|it| it.is_file() && it.len() == entry.size);
        let print = || read::print(&place);
        regular && print().is_ok_and(|print| print == entry.hash)
    };
    parallel::map(threads, &files, same).into_iter().all(|same| same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_holds_for_its_input_and_its_time() {
        let (input, other) = (Fingerprint::of_bytes(b"a"), Fingerprint::of_bytes(b"b"));
        let mut memo = BuildStamp::new(input, 1);
        memo.since = Some("2026-11-20T10:00:00Z".to_owned());
        memo.until = Some("2026-11-20T17:00:00Z".to_owned());
        let at = |text: &str| Some(text.parse().unwrap());
        assert!(memo.holds(input, at("2026-11-20T10:00:00Z")) && memo.holds(input, at("2026-11-20T16:59:59Z")));
        assert!(!memo.holds(other, at("2026-11-20T10:00:00Z")), "another input");
        assert!(!memo.holds(input, at("2026-11-20T17:00:00Z")), "a page appears");
        assert!(!memo.holds(input, at("2026-11-20T09:59:59Z")), "a page disappears when the clock is set back");
        assert!(BuildStamp::new(input, 1).holds(input, None), "a pinned day needs no clock");
    }

    #[test]
    fn a_memo_belongs_to_its_manifest() {
        let memo = BuildStamp::new(Fingerprint::of_bytes(b"a"), 3);
        let text = memo.to_json("manifest");
        assert_eq!(BuildStamp::parse(text.as_bytes(), b"manifest"), Some(memo));
        assert_eq!(BuildStamp::parse(text.as_bytes(), b"another"), None);
        assert_eq!(BuildStamp::parse(b"{}", b"manifest"), None);
    }
}
