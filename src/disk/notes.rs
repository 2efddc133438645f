//! Vertebra's own folder inside the output folder: the manifest, the lock, the staging folder.
//!
//! - `manifest.json`: what was published last.
//! - `pending.json`: the next manifest, there only while files are being moved. A build that finds it knows that the one
//!   before was killed in the middle, and has all it needs to finish its work.
//! - `built.json`: what the last build was made from, if it had nothing to say.
//! - `stage/`: new files, until all are ready.
//! - `lock`: held by a running build.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::manifest::Manifest;
use super::publish_error::PublishError;

/// The name of the folder.
pub const NOTES: &str = ".vertebra";

/// The folder, locked. When it goes away, staging goes with it; and everything else, if nothing was ever published.
pub struct Notes {
    folder: PathBuf,
    lock: Option<Lock>,
    /// Folders that were not there before, the deepest first.
    made: Vec<PathBuf>,
}

impl Notes {
    /// Opens the notes of an output folder and creates it if need be; refuses while another build has them.
    pub fn open(out: &Path) -> Result<Self, PublishError> {
        let mut made = Vec::new();
        for folder in out.ancestors().take_while(|folder| !folder.as_os_str().is_empty()) {
            match folder.metadata() {
                Ok(it) if it.is_dir() => break,
                Ok(_) => return Err(PublishError::NotAFolder(folder.to_owned())),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => made.push(folder.to_owned()),
                Err(cause) if cause.kind() == io::ErrorKind::NotADirectory => {}
                Err(cause) => return Err(PublishError::at(folder, cause)),
            }
        }
        let folder = out.join(NOTES);
        let lock = Lock::take(out, &folder)?;
        Ok(Notes { folder, lock: Some(lock), made })
    }

    /// The list of what was published.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("manifest.json")
    }

    /// The note of a change that has begun.
    pub fn pending(&self) -> PathBuf {
        self.folder.join("pending.json")
    }

    /// What the last build was made from.
    pub fn memo(&self) -> PathBuf {
        self.folder.join("built.json")
    }

    /// The folder for files that are not in place yet.
    pub fn stage(&self) -> PathBuf {
        self.folder.join("stage")
    }

    /// Writes a manifest so that, whatever happens, the old one or the new one is there in full.
    pub fn save(&self, place: &Path, text: &str) -> Result<(), PublishError> {
        let draft = self.folder.join("manifest.new");
        let write = || {
            let mut file = File::create(&draft)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&draft, place)
        };
        write().map_err(|cause| {
            // What went wrong is the better message, even where the draft cannot be removed.
            let _ = fs::remove_file(&draft);
            PublishError::at(place, cause)
        })
    }

    /// The manifest of this folder; with `force`, one that cannot be understood counts as none.
    pub fn load(&self, force: bool) -> Result<Option<Manifest>, PublishError> {
        match Manifest::load(&self.manifest()) {
            Err(PublishError::ManifestBroken(_)) if force => Ok(None),
            loaded => loaded,
        }
    }

    /// Takes the staging folder away, with all that is in it.
    pub fn clear_stage(&self) -> Result<(), PublishError> {
        match fs::remove_dir_all(self.stage()) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(PublishError::at(&self.stage(), cause)),
            _ => Ok(()),
        }
    }
}

impl Drop for Notes {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure here, and what stays behind is cleared by the next build.
        if self.pending().exists() {
            return;
        }
        let _ = self.clear_stage();
        if self.manifest().exists() {
            return;
        }
        if let Some(lock) = self.lock.take() {
            let _ = lock.remove();
        }
        let _ = fs::remove_dir(&self.folder);
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Refuses to publish where the site's own files are.
pub fn check_place(root: &Path, out: &Path) -> Result<(), PublishError> {
    let resolved = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    let (Ok(root), Ok(out)) = (resolved(root), resolved(out)) else { return Ok(()) };
    let among = root.starts_with(&out) || ["content", "themes"].iter().any(|folder| out.starts_with(root.join(folder)));
    if among { Err(PublishError::AmongSources(out)) } else { Ok(()) }
}
