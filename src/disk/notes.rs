//! Vertebra's own folder inside the output folder: the manifest, the lock, the staging folder.
//!
//! - `manifest.json`: what was published last.
//! - `journal`: small changes since then, so that not every one of them needs a new manifest.
//! - `pending.json`: the next manifest, there only while files are being moved. A build that finds it knows that the one
//!   before was killed in the middle, and has all it needs to finish its work.
//! - `stage/`: new files, until all are ready.
//! - `lock`: held by a running build.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, Durability};
use super::journal::{self, Journal};
use super::lock::Lock;
use super::manifest::Manifest;
use super::publish_error::PublishError;
use super::state;

/// The name of the folder.
pub const NOTES: &str = state::FOLDER;

/// The folder, locked. When it goes away, staging goes with it; and everything else, if nothing was ever published.
pub struct StateDir {
    folder: PathBuf,
    lock: Option<Lock>,
    /// Folders that were not there before, the deepest first.
    made: Vec<PathBuf>,
}

impl StateDir {
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
        refuse_links(out)?;
        let lock = Lock::take(&folder).map_err(|cause| PublishError::at(&folder, cause))?;
        let lock = lock.ok_or_else(|| PublishError::Busy(out.to_owned()))?;
        // What earlier versions kept here names pages that are not published. This folder goes online.
        let _ = fs::remove_file(folder.join("built.json"));
        remove_drafts(&folder);
        Ok(StateDir { folder, lock: Some(lock), made })
    }

    /// The list of what was published.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("manifest.json")
    }

    /// What was changed since then.
    pub fn journal(&self) -> PathBuf {
        self.folder.join("journal")
    }

    /// The note of a change that has begun.
    pub fn pending(&self) -> PathBuf {
        self.folder.join("pending.json")
    }

    /// The folder for files that are not in place yet.
    pub fn stage(&self) -> PathBuf {
        self.folder.join("stage")
    }

    /// Writes a manifest so that, whatever happens, the old one or the new one is there in full.
    pub fn save(&self, place: &Path, text: &str) -> Result<(), PublishError> {
        let written = atomic::replace(place, text.as_bytes(), Durability::Synced);
        written.map_err(|cause| PublishError::at(place, cause))
    }

    /// What is published; with `force`, notes that cannot be understood count as none.
    pub fn load(&self, force: bool) -> Result<PublishedState, PublishError> {
        match PublishedState::load(&self.folder) {
            Err(PublishError::ManifestBroken(_)) if force => Ok(PublishedState::default()),
            loaded => loaded,
        }
    }

    /// Takes the journal away, once all that it says stands in a manifest.
    pub fn remove_journal(&self) -> Result<(), PublishError> {
        journal::remove(&self.journal()).map_err(|cause| PublishError::at(&self.journal(), cause))
    }

    /// Takes the staging folder away, with all that is in it.
    pub fn clear_stage(&self) -> Result<(), PublishError> {
        match fs::remove_dir_all(self.stage()) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(PublishError::at(&self.stage(), cause)),
            _ => Ok(()),
        }
    }
}

impl Drop for StateDir {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure here, and what stays behind is cleared by the next build.
        if self.pending().exists() || journal::is_open(&self.journal()) {
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

/// Takes away the halves of notes that a killed program left: they are nobody's, since the folder is locked.
fn remove_drafts(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| atomic::is_draft(&entry.file_name())) {
        // What stays is tried again by the next build.
        let _ = fs::remove_file(entry.path());
    }
}

/// What the notes say is published.
#[derive(Debug, Default)]
pub struct PublishedState {
    /// None where nothing was ever published.
    pub manifest: Option<Manifest>,
    /// What is to be published by a change that was begun and not finished.
    pub begun: Option<Manifest>,
}

impl PublishedState {
    /// Reads the manifest, the journal and the note of a change that has begun from the folder of the notes.
    pub fn load(folder: &Path) -> Result<Self, PublishError> {
        let pending = Manifest::load(&folder.join("pending.json"))?.map(|(pending, _)| pending);
        let Some((mut manifest, bytes)) = Manifest::load(&folder.join("manifest.json"))? else {
            return Ok(PublishedState { manifest: None, begun: pending });
        };
        let journal = Journal::load(&folder.join("journal"), &bytes)?;
        journal.made.iter().for_each(|change| change.apply(&mut manifest));
        let begun = journal.begun.map(|change| {
            let mut begun = manifest.clone();
            change.apply(&mut begun);
            begun
        });
        Ok(PublishedState { manifest: Some(manifest), begun: pending.or(begun) })
    }
}

/// Refuses notes that lead, or are led, elsewhere.
fn refuse_links(out: &Path) -> Result<(), PublishError> {
    state::link_among(out).map_or(Ok(()), |link| Err(PublishError::StateIsLink(link)))
}

/// Refuses to publish where the site's own files are.
pub fn check_place(root: &Path, out: &Path) -> Result<(), PublishError> {
    let resolved = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    let (Ok(root), Ok(out)) = (resolved(root), resolved(out)) else { return Ok(()) };
    let among = root.starts_with(&out) || ["content", "themes"].iter().any(|folder| out.starts_with(root.join(folder)));
    if among { Err(PublishError::AmongSources(out)) } else { Ok(()) }
}
