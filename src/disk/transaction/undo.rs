//! Takes the last change back that was made and not taken back. That is a change like any other, made of the copies.
//! What was published stays in the address book.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::error::{ChangedFile, EditError};
use super::lasting;
use super::note::TransactionStep;
use super::operations::Operations;
use super::prepare::{Kept, Transaction};
use super::recover::finish_open;
use super::shelf::{Shelf, can_be_undone};
use super::steps::{MadeMoves, State, Work, state_of_move};
use vertebra_base::path::SourcePath;
use vertebra_edit::{FileEdit, FileEdits};

/// What was taken back.
#[derive(Debug)]
pub struct Undone {
    /// The command that had made the change.
    pub command: String,
    pub files: Vec<SourcePath>,
    /// Files that were left as they are.
    pub left: Vec<ChangedFile>,
}

/// Takes the last change back. Files that are as they were before it already are left alone, so that it can be tried again.
///
/// # Errors
/// When a file of the change was changed since, or cannot be changed: then nothing is taken back.
pub fn undo(root: &Path) -> Result<Undone, EditError> {
    let shelf = Shelf::open(root, Operations::real())?.ok_or(EditError::Busy)?;
    undo_on(shelf, false)
}

/// As `undo`, but files that were changed since are left as they are, and all others are taken back.
///
/// # Errors
/// When a file cannot be changed: then nothing is taken back.
pub fn undo_the_rest(root: &Path) -> Result<Undone, EditError> {
    let shelf = Shelf::open(root, Operations::real())?.ok_or(EditError::Busy)?;
    undo_on(shelf, true)
}

/// As `undo`, for whoever has the shelf; `leave`: as `undo_the_rest`.
pub fn undo_on(shelf: Shelf, leave: bool) -> Result<Undone, EditError> {
    finish_open(&shelf)?;
    let made = shelf.made()?;
    let note = can_be_undone(&made).next_back().ok_or(EditError::NothingToUndo)?;
    let (mut edits, mut left, mut files) = (Vec::new(), Vec::new(), note.files());
    let work = Work { shelf: &shelf, note };
    let moved = work.moved();
    for step in &note.steps {
        match reversed(&work, step, &moved)? {
            Reversed::Edit(edit) => edits.push(edit),
            Reversed::Nothing => {}
            Reversed::Changed(changed) => {
                files.retain(|file| file.as_str() != step.path());
                left.push(changed);
            }
        }
    }
    if !left.is_empty() && !leave {
        return Err(EditError::ChangedSince { files: left, others: !files.is_empty() });
    }
    let edits = FileEdits::new(format!("undo of {}", note.command), edits);
    Transaction::prepare_on(shelf, &edits, Kept { kept: true, undoes: Some(note.number) })?.commit()?;
    Ok(Undone { command: note.command.clone(), files, left })
}

/// What leads back from one step.
enum Reversed {
    Edit(FileEdit),
    /// It is as it was before.
    Nothing,
    Changed(ChangedFile),
}

fn reversed(work: &Work, step: &TransactionStep, moved: &MadeMoves) -> Result<Reversed, EditError> {
    let shelf = work.shelf;
    if let TransactionStep::Move { path, to } = step {
        let (old, new) = (SourcePath::new(path), SourcePath::new(to));
        return Ok(match state_of_move(shelf, path, to) {
            State::Before => Reversed::Nothing,
            State::After => Reversed::Edit(FileEdit::Move { from: new, to: old }),
            State::Between | State::Neither => Reversed::Changed(ChangedFile { file: new, copy: None }),
        });
    }
    let now = Work::now(step.path(), moved);
    let copy = shelf.copy(work.note.number, step.path());
    let has_copy = !matches!(step, TransactionStep::Write { before: None, .. });
    let path = SourcePath::new(&now);
    let state = work.state(step, moved)?;
    if state == State::Before {
        return Ok(Reversed::Nothing);
    }
    let bytes = optional(shelf, &shelf.real(&now)?)?;
    let is_only_recorded_since = || match (step, &bytes) {
        (TransactionStep::Write { part: Some(part), .. }, Some(bytes)) => {
            lasting::part(step.path(), bytes).as_ref() == Some(part)
        }
        _ => false,
    };
    if state != State::After && !is_only_recorded_since() {
        return Ok(Reversed::Changed(ChangedFile { file: path, copy: has_copy.then_some(copy) }));
    }
    let before = match has_copy {
        true => Some(optional(shelf, &copy)?.ok_or_else(|| EditError::at(&copy, io::ErrorKind::NotFound.into()))?),
        false => None,
    };
    let Some(bytes) = bytes else {
        return Ok(Reversed::Edit(FileEdit::create(path.as_str(), before.unwrap_or_default())));
    };
    let bytes: Arc<[u8]> = Arc::from(bytes);
    Ok(Reversed::Edit(match lasting::taken_back(step.path(), before, &bytes) {
        Some(old) => FileEdit::write(&path, bytes, old),
        None => FileEdit::Remove { path, before: bytes.into() },
    }))
}

fn optional(shelf: &Shelf, place: &Path) -> Result<Option<Vec<u8>>, EditError> {
    shelf.operations.read(place).map_err(|cause| EditError::at(place, cause))
}
