//! A change that is made ready and then made: all files are compared, noted, copied and drafted first. Decides nothing
//! about the change, and asks nobody.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{EditError, NextCommand};
use super::lasting;
use super::note::{TransactionRecord, TransactionStep, is_inside, print};
use super::operations::Operations;
use super::recover::{abandon, clear_away, finish_open};
use super::shelf::{KEPT, Phase, Shelf};
use super::steps::{State, Work, state_of_move};
use crate::atomic;
use crate::replace::folders_above;
use vertebra_base::file_content::FileContent;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;
use vertebra_edit::{FileEdit, FileEdits};

/// A change that is ready to be made: everything is written, and nothing is changed. When it goes away without `commit`,
/// all is as it was.
pub struct Transaction {
    /// None for a change that changes nothing.
    open: Option<(Shelf, TransactionRecord)>,
}

/// What is kept of a change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) kept: bool,
    pub(super) undoes: Option<u64>,
}

/// One step, and what it is made of.
struct Draft<'a> {
    step: TransactionStep,
    place: PathBuf,
    /// Of the file that is there: its permissions and its owner stay.
    like: Option<Metadata>,
    before: Option<Cow<'a, [u8]>>,
    after: Option<&'a [u8]>,
}

impl Transaction {
    /// Makes a change ready, for what has to happen between this and the change itself.
    ///
    /// # Errors
    /// When a file is not as it was shown, cannot be changed, or when another command is changing files.
    pub fn prepare(root: &Path, edits: &FileEdits) -> Result<Self, EditError> {
        let shelf = Shelf::open(root, Operations::real())?.ok_or(EditError::Busy)?;
        Transaction::prepare_on(shelf, edits, Kept { kept: true, undoes: None })
    }

    /// As `prepare`, for a change that no undo takes back.
    ///
    /// # Errors
    /// As `prepare`.
    pub fn prepare_for_good(root: &Path, edits: &FileEdits) -> Result<Self, EditError> {
        let shelf = Shelf::open(root, Operations::real())?.ok_or(EditError::Busy)?;
        Transaction::prepare_on(shelf, edits, Kept { kept: false, undoes: None })
    }

    pub(super) fn prepare_on(shelf: Shelf, edits: &FileEdits, kept: Kept) -> Result<Self, EditError> {
        finish_open(&shelf)?;
        // What is taken back takes nobody's place.
        shelf.prune(KEPT - usize::from(kept.kept && kept.undoes.is_none()));
        let drafts = drafts(&shelf, edits)?;
        if drafts.is_empty() && kept.undoes.is_none() {
            return Ok(Transaction { open: None });
        }
        let steps: Vec<TransactionStep> = drafts.iter().map(|draft| draft.step.clone()).collect();
        let note = TransactionRecord {
            number: shelf.next()?,
            command: edits.command.clone(),
            undoes: kept.undoes,
            kept: kept.kept,
            folders: missing_folders(&shelf, &steps),
            steps,
        };
        // From here on, whatever happens, what is written goes away again.
        let transaction = Transaction { open: Some((shelf, note)) };
        if let Some((shelf, note)) = &transaction.open {
            write(shelf, note, &drafts)?;
        }
        Ok(transaction)
    }

    /// Makes the change.
    ///
    /// # Errors
    /// When a file was saved by somebody else since it was compared, or a step fails: then those before it are taken back.
    pub fn commit(mut self) -> Result<(), EditError> {
        let Some((shelf, note)) = self.open.take() else { return Ok(()) };
        let work = Work { shelf: &shelf, note: &note };
        let begun = shelf.enter(Phase::Drafting, Phase::Begun);
        let made = begun.map_err(|cause| EditError::at(&shelf.copies(note.number), cause));
        made.and_then(|()| work.forward(0)).and_then(|()| work.settle()).map_err(|error| give_up(&work, error))
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some((shelf, note)) = &self.open {
            // What stays behind is taken away by the next command.
            let cleared = Work { shelf, note }.clear(true);
            let _ = cleared.is_ok() && shelf.drop_note(note, false).is_ok();
        }
    }
}

/// Takes a change back that could not be made to its end, and says what is to be told.
fn give_up(work: &Work, error: EditError) -> EditError {
    match (abandon(work), error) {
        // Told is what failed first.
        (
            Err(EditError::Halfway { changed, next: next @ NextCommand::Completes, copies, .. }),
            EditError::Failed { path, cause },
        ) => EditError::Halfway { path, cause, changed, next, copies },
        (Err(halfway), _) => halfway,
        (Ok(left), error) => {
            // What is not cleared away now is cleared away by the next command: every file is as it was.
            let _ = clear_away(work, &left);
            if left.is_empty() {
                return error;
            }
            EditError::Left { files: left, copies: work.shelf.copies(work.note.number) }
        }
    }
}

/// Compares all files with what they are to be, and finds the steps in the order in which they are made: new files first,
/// so that a text never names a picture that is not there yet; other names last.
fn drafts<'a>(shelf: &Shelf, edits: &'a FileEdits) -> Result<Vec<Draft<'a>>, EditError> {
    let mut known: BTreeMap<&SourcePath, &FileEdit> = BTreeMap::new();
    let mut drafts = Vec::new();
    for edit in &edits.edits {
        if let FileEdit::Move { from, to } = edit {
            drafts.push(draft_of_move(shelf, from, to)?);
            continue;
        }
        let path = edit.path();
        match known.insert(path, edit) {
            Some(other) if other == edit => continue,
            Some(_) => return Err(EditError::Exists(path.clone())),
            None => {}
        }
        let (before, after) = match edit {
            FileEdit::Write { before, after, .. } => (before.as_ref(), Some(after.as_slice())),
            FileEdit::Remove { before, .. } => (Some(before), None),
            FileEdit::Move { .. } => (None, None),
        };
        if before.map(FileContent::held) != after {
            drafts.push(draft_of_bytes(shelf, path, before, after)?);
        }
    }
    drafts.sort_by_key(|draft| match draft.step {
        TransactionStep::Write { before: None, .. } => 0,
        TransactionStep::Write { .. } => 1,
        TransactionStep::Remove { .. } => 2,
        TransactionStep::Move { .. } => 3,
    });
    Ok(drafts)
}

fn draft_of_move<'a>(shelf: &Shelf, from: &SourcePath, to: &SourcePath) -> Result<Draft<'a>, EditError> {
    for path in [from, to] {
        if !is_inside(path.as_str()) {
            return Err(EditError::Outside(path.clone()));
        }
        shelf.real(path.as_str())?;
    }
    let place = shelf.place(from.as_str());
    match state_of_move(shelf, from.as_str(), to.as_str()) {
        State::Before => {}
        _ if place.symlink_metadata().is_ok() => return Err(EditError::Exists(to.clone())),
        _ => return Err(EditError::Changed(from.clone())),
    }
    let step = TransactionStep::Move { path: from.to_string(), to: to.to_string() };
    Ok(Draft { step, place, like: None, before: None, after: None })
}

fn draft_of_bytes<'a>(
    shelf: &Shelf,
    path: &SourcePath,
    before: Option<&'a FileContent>,
    after: Option<&'a [u8]>,
) -> Result<Draft<'a>, EditError> {
    if !is_inside(path.as_str()) {
        return Err(EditError::Outside(path.clone()));
    }
    let place = shelf.real(path.as_str())?;
    let Some(before) = before else {
        match place.symlink_metadata() {
            Ok(_) => return Err(EditError::Exists(path.clone())),
            // A name that no disk takes, such as one that is too long, is told before anything is begun.
            Err(cause) if cause.kind() == io::ErrorKind::InvalidFilename => return Err(EditError::at(&place, cause)),
            Err(_) => {}
        }
        return Ok(Draft { step: step(path, &place, None, after), place, like: None, before: None, after });
    };
    let now = shelf.operations.read(&place).map_err(|cause| EditError::at(&place, cause))?;
    let before = match (before, now) {
        (FileContent::Held(bytes), Some(now)) if now == **bytes => Cow::Borrowed(before.held()),
        // Not held until now; what is removed is kept for an undo.
        (FileContent::OnDisk(large), Some(now)) if Fingerprint::of_bytes(&now) == large.print => Cow::Owned(now),
        _ => return Err(EditError::Changed(path.clone())),
    };
    let like = place.metadata().map_err(|cause| EditError::at(&place, cause))?;
    // To replace a file needs no leave to write into it, but whoever took that away meant it to stay.
    let is_closed =
        || File::options().append(true).open(&place).is_err_and(|it| it.kind() == io::ErrorKind::PermissionDenied);
    if like.permissions().readonly() || is_closed() {
        return Err(EditError::ReadOnly(path.clone()));
    }
    Ok(Draft { step: step(path, &place, Some(&before), after), place, like: Some(like), before: Some(before), after })
}

fn step(path: &SourcePath, place: &Path, before: Option<&[u8]>, after: Option<&[u8]>) -> TransactionStep {
    let (path, before) = (path.to_string(), before.map(print));
    let name = || atomic::draft_beside(place).file_name().map(|name| name.to_string_lossy().into_owned());
    match after {
        Some(bytes) => {
            let (draft, part) = (name().unwrap_or_default(), lasting::part(&path, bytes));
            TransactionStep::Write { path, draft, before, after: print(bytes), part }
        }
        None => TransactionStep::Remove { path, before: before.unwrap_or_default() },
    }
}

/// The folders that new files and new names need, those above first.
fn missing_folders(shelf: &Shelf, steps: &[TransactionStep]) -> Vec<String> {
    let new = steps.iter().filter_map(|step| match step {
        TransactionStep::Write { path, before: None, .. } => Some(path),
        TransactionStep::Move { to, .. } => Some(to),
        _ => None,
    });
    let missing = |folder: &&str| !shelf.place(folder).is_dir();
    let folders: BTreeSet<&str> = new.flat_map(|path| folders_above(path).take_while(missing)).collect();
    folders.into_iter().map(str::to_owned).collect()
}

/// Writes the note, the copies and the drafts.
fn write(shelf: &Shelf, note: &TransactionRecord, drafts: &[Draft]) -> Result<(), EditError> {
    let operations = &shelf.operations;
    let copies = shelf.copies(note.number);
    shelf.note_down(note).map_err(|cause| EditError::at(&copies, cause))?;
    let mut folders = BTreeSet::from([copies.clone()]);
    let mut files = Vec::new();
    let mut put = |place: PathBuf, bytes: &[u8], like: Option<&Metadata>| {
        let folder = place.parent().unwrap_or(&place);
        let made = if folder.is_dir() { Ok(()) } else { operations.make_folder(folder) };
        let written = made.and_then(|()| operations.write_new(&place, bytes, like));
        written.map_err(|cause| EditError::at(&place, cause))?;
        files.push(place);
        Ok(())
    };
    operations.make_folder(&copies).map_err(|cause| EditError::at(&copies, cause))?;
    for draft in drafts {
        if let Some(before) = &draft.before {
            let copy = shelf.copy(note.number, draft.step.path());
            folders.extend(copy.parent().map(Path::to_owned));
            put(copy, before, draft.like.as_ref())?;
        }
        if let (Some(after), TransactionStep::Write { draft: name, .. }) = (draft.after, &draft.step) {
            put(draft.place.with_file_name(name), after, draft.like.as_ref())?;
        }
    }
    operations.sync_files(&files).map_err(|cause| EditError::at(&copies, cause))?;
    let sync = |folder: &PathBuf| operations.sync_folder(folder).map_err(|cause| EditError::at(folder, cause));
    folders.iter().try_for_each(sync)
}
