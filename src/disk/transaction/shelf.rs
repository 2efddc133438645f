//! `.vertebra/backup` in the folder of the site: the notes of changes, and what stood in their files before. Editors may
//! throw it away whenever no command is running.
//!
//! - `drafting.json`: a change whose drafts are being written; nothing has changed yet.
//! - `begun.json`: all drafts are there; files are being changed. Can be finished, and taken back.
//! - `failed.json`: a change that is being taken back.
//! - `12/`: copies of the files that change 12 replaced, and `change.json`, its note, once it was made.
//! - `lock`: held by a command that changes files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::EditError;
use super::note::TransactionRecord;
use super::operations::Operations;
use crate::atomic;
use crate::lock::Lock;
use crate::walk::on_disk;
use vertebra_base::path::{SourcePath, is_ignored};

/// The state folder of a site, and the shelf in it.
const STATE: &str = ".vertebra";
const FOLDER: &str = ".vertebra/backup";
/// The note of a change that was made, beside its copies.
const NOTE: &str = "change.json";
/// The note of a change that was taken back, but for files that somebody had changed since: its copies are kept.
const LEFT: &str = "left.json";
/// So many changes can be taken back.
pub const KEPT: usize = 50;

/// How far a change has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Drafting,
    Begun,
    Failed,
}

const PHASES: [Phase; 3] = [Phase::Begun, Phase::Failed, Phase::Drafting];

impl Phase {
    fn file(self) -> &'static str {
        match self {
            Phase::Drafting => "drafting.json",
            Phase::Begun => "begun.json",
            Phase::Failed => "failed.json",
        }
    }
}

/// The shelf, locked. One on which nothing stands goes away with it.
pub struct Shelf {
    pub root: PathBuf,
    pub operations: Operations,
    folder: PathBuf,
    /// The folders of the site and of its content, with no link on the way.
    resolved: (PathBuf, PathBuf),
    lock: Option<Lock>,
}

impl Shelf {
    /// Opens the shelf of a site, and makes it if need be. None while another command has it.
    pub fn open(root: &Path, operations: Operations) -> Result<Option<Self>, EditError> {
        let folder = root.join(FOLDER);
        // What comes with a cloned site must not make the program write elsewhere.
        for place in [&root.join(STATE), &folder] {
            if place.symlink_metadata().is_ok_and(|it| it.file_type().is_symlink()) {
                let cause = io::Error::new(io::ErrorKind::NotADirectory, "it is a symbolic link, but must be a folder");
                return Err(EditError::at(place, cause));
            }
        }
        operations.make_folder(&folder).map_err(|cause| EditError::at(&folder, cause))?;
        let Some(lock) = Lock::take(&folder).map_err(|cause| EditError::at(&folder, cause))? else {
            return Ok(None);
        };
        let resolve = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let resolved = (resolve(root), resolve(&root.join("content")));
        let shelf = Shelf { root: root.to_owned(), operations, folder, resolved, lock: Some(lock) };
        // Kept out of every repository without a word from the editor.
        let ignore = shelf.folder.join(".gitignore");
        if ignore.symlink_metadata().is_err() {
            shelf.operations.write_new(&ignore, b"*\n", None).map_err(|cause| EditError::at(&ignore, cause))?;
        }
        Ok(Some(shelf))
    }

    /// Whether a change was cut off in a site, or is just being made.
    pub fn is_open(root: &Path) -> bool {
        PHASES.iter().any(|phase| root.join(FOLDER).join(phase.file()).symlink_metadata().is_ok())
    }

    /// Whether a change is noted as having come so far.
    pub fn is_at(&self, phase: Phase) -> bool {
        self.folder.join(phase.file()).symlink_metadata().is_ok()
    }

    /// Where a file of the site is, by the names of the system.
    pub fn place(&self, path: &str) -> PathBuf {
        on_disk(&self.root, path)
    }

    /// Where the bytes of a file are to be written: a link stays, and the file behind it gets them. Links lead to places
    /// inside of the content, and never to hidden ones.
    pub fn real(&self, path: &str) -> Result<PathBuf, EditError> {
        let place = self.place(path);
        let there = place.ancestors().find_map(|it| Some((it, it.canonicalize().ok()?)));
        let Some((above, resolved)) = there else { return Ok(place) };
        let full = place.strip_prefix(above).map_or(resolved.clone(), |rest| match rest.as_os_str().is_empty() {
            true => resolved.clone(),
            false => resolved.join(rest),
        });
        let (root, content) = &self.resolved;
        let is_hidden = |part: Component| is_ignored(&part.as_os_str().to_string_lossy());
        let in_content = full.strip_prefix(content).is_ok_and(|rest| !rest.components().any(is_hidden));
        if full != on_disk(root, path) && !in_content {
            return Err(EditError::Outside(SourcePath::new(path)));
        }
        let is_link = place.symlink_metadata().is_ok_and(|it| it.file_type().is_symlink());
        Ok(if is_link && above == place { full } else { place })
    }

    /// The folder of the copies of a change.
    pub fn copies(&self, number: u64) -> PathBuf {
        self.folder.join(number.to_string())
    }

    /// Where the copy of a file is.
    pub fn copy(&self, number: u64, path: &str) -> PathBuf {
        on_disk(&self.copies(number), path)
    }

    /// The number of the next change.
    pub fn next(&self) -> Result<u64, EditError> {
        Ok(self.numbers()?.last().map_or(1, |last| last + 1))
    }

    /// The numbers of all changes that have a folder, the last one last.
    fn numbers(&self) -> Result<Vec<u64>, EditError> {
        let entries = fs::read_dir(&self.folder).map_err(|cause| EditError::at(&self.folder, cause))?;
        let names = entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
        // What the program itself would not have written is none of its numbers.
        let number = |name: String| name.parse::<u64>().ok().filter(|number| number.to_string() == name);
        let mut numbers: Vec<u64> = names.filter_map(number).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Every change that was made and is still kept, the last one last.
    pub fn made(&self) -> Result<Vec<TransactionRecord>, EditError> {
        let notes = self.numbers()?.into_iter().map(|number| self.copies(number).join(NOTE));
        notes.filter_map(|place| self.read(&place).transpose()).collect()
    }

    /// The change that was cut off.
    pub fn open_note(&self) -> Result<Option<(Phase, TransactionRecord)>, EditError> {
        for phase in PHASES {
            if let Some(note) = self.read(&self.folder.join(phase.file()))? {
                return Ok(Some((phase, note)));
            }
        }
        Ok(None)
    }

    fn read(&self, place: &Path) -> Result<Option<TransactionRecord>, EditError> {
        let bytes = self.operations.read(place).map_err(|cause| EditError::at(place, cause))?;
        bytes
            .map(|bytes| TransactionRecord::parse(&bytes).ok_or_else(|| EditError::NoteBroken(place.to_owned())))
            .transpose()
    }

    /// Notes a change of which nothing is made yet.
    pub fn note_down(&self, note: &TransactionRecord) -> io::Result<()> {
        let draft = atomic::draft_beside(&self.folder.join(NOTE));
        self.operations.write_new(&draft, note.to_json().as_bytes(), None)?;
        let synced = self.operations.sync_files(std::slice::from_ref(&draft));
        let noted = synced.and_then(|()| self.operations.rename(&draft, &self.folder.join(Phase::Drafting.file())));
        noted.inspect_err(|_| _ = fs::remove_file(&draft))?;
        self.operations.sync_folder(&self.folder)
    }

    /// Says how far the change has come now.
    pub fn enter(&self, from: Phase, to: Phase) -> io::Result<()> {
        self.operations.rename(&self.folder.join(from.file()), &self.folder.join(to.file()))?;
        self.operations.sync_folder(&self.folder)
    }

    /// The change was made: its note goes to its copies, or both go away.
    pub fn close(&self, note: &TransactionRecord) -> io::Result<()> {
        let open = self.folder.join(Phase::Begun.file());
        if !note.kept {
            self.operations.remove(&open)?;
            return self.operations.remove_tree(&self.copies(note.number));
        }
        self.operations.rename(&open, &self.copies(note.number).join(NOTE))?;
        self.operations.sync_folder(&self.folder)
    }

    /// The change was not made. Its copies are kept only where they hold what stands nowhere else.
    pub fn drop_note(&self, note: &TransactionRecord, keep_copies: bool) -> io::Result<()> {
        if !keep_copies {
            self.operations.remove_tree(&self.copies(note.number))?;
        }
        for open in PHASES.map(|phase| self.folder.join(phase.file())) {
            match open.symlink_metadata() {
                Err(_) => {}
                Ok(_) if keep_copies => self.operations.rename(&open, &self.copies(note.number).join(LEFT))?,
                Ok(_) => self.operations.remove(&open)?,
            }
        }
        Ok(())
    }

    /// Throws away what nobody can ask for any more: changes before the last `kept` that can be taken back, and drafts of
    /// notes. Of what was taken back, as many are kept; an undo never goes before what it took back.
    pub fn prune(&self, kept: usize) {
        let Ok(numbers) = self.numbers() else { return };
        let note = |number: &u64| self.read(&self.copies(*number).join(NOTE)).ok().flatten();
        let made: Vec<TransactionRecord> = numbers.iter().filter_map(note).collect();
        let live: BTreeSet<u64> = can_be_undone(&made).map(|note| note.number).collect();
        let has_note = |number: &u64| [NOTE, LEFT].iter().any(|note| self.copies(*number).join(note).is_file());
        let (known, unknown): (Vec<u64>, Vec<u64>) = numbers.into_iter().partition(has_note);
        let (live, settled): (Vec<u64>, Vec<u64>) = known.into_iter().partition(|number| live.contains(number));
        let old = |numbers: &[u64], kept| numbers[..numbers.len().saturating_sub(kept)].to_vec();
        // What cannot be removed now is removed another time.
        for number in [old(&live, kept), old(&settled, KEPT), unknown].concat() {
            let _ = self.operations.remove_tree(&self.copies(number));
        }
        for entry in fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok) {
            if atomic::is_draft(&entry.file_name()) {
                let _ = self.operations.remove(&entry.path());
            }
        }
    }
}

/// The changes that were made and not taken back, in the order in which they stand.
pub fn can_be_undone(made: &[TransactionRecord]) -> impl DoubleEndedIterator<Item = &TransactionRecord> {
    let undone: BTreeSet<u64> = made.iter().filter_map(|note| note.undoes).collect();
    made.iter().filter(move |note| note.undoes.is_none() && !undone.contains(&note.number))
}

impl Drop for Shelf {
    fn drop(&mut self) {
        let holds_something = Shelf::is_open(&self.root) || self.numbers().is_ok_and(|numbers| !numbers.is_empty());
        if holds_something {
            return;
        }
        // Nobody is left to hear of a failure here, and an empty folder harms nobody.
        let _ = fs::remove_file(self.folder.join(".gitignore"));
        if let Some(lock) = self.lock.take() {
            let _ = lock.remove();
        }
        let _ = fs::remove_dir(&self.folder);
        let _ = fs::remove_dir(self.root.join(STATE));
    }
}
