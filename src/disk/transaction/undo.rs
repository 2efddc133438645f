//! Takes the last change back that was made and not taken back. That is a change like any other, made of the copies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::EditError;
use super::note::{TransactionRecord, TransactionStep};
use super::operations::Operations;
use super::prepare::{Kept, Transaction};
use super::recover::finish_open;
use super::shelf::Shelf;
use super::steps::{State, Work, state_of_move};
use vertebra_base::path::SourcePath;
use vertebra_edit::{FileEdit, FileEdits};

/// What was taken back.
#[derive(Debug)]
pub struct Undone {
    /// The command that had made the change.
    pub command: String,
    pub files: Vec<SourcePath>,
}

/// Takes the last change back. Files that are as they were before it already are left alone, so that it can be tried again.
///
/// # Errors
/// When a file of the change was changed since, or cannot be changed: then nothing is taken back.
pub fn undo(root: &Path) -> Result<Undone, EditError> {
    let shelf = Shelf::open(root, Operations::real())?.ok_or(EditError::Busy)?;
    undo_on(shelf)
}

/// As `undo`, for whoever has the shelf.
pub fn undo_on(shelf: Shelf) -> Result<Undone, EditError> {
    finish_open(&shelf)?;
    let made = shelf.made()?;
    let undone: BTreeSet<u64> = made.iter().filter_map(|note| note.undoes).collect();
    let is_there = |note: &&TransactionRecord| note.undoes.is_none() && !undone.contains(&note.number);
    let note = made.iter().rev().find(is_there).ok_or(EditError::NothingToUndo)?;
    let edits = FileEdits::new(format!("undo of {}", note.command), reversed(&shelf, note)?);
    Transaction::prepare_on(shelf, &edits, Kept { kept: true, undoes: Some(note.number) })?.commit()?;
    Ok(Undone { command: note.command.clone(), files: note.files() })
}

/// The edits that lead back.
fn reversed(shelf: &Shelf, note: &TransactionRecord) -> Result<Vec<FileEdit>, EditError> {
    let work = Work { shelf, note };
    let moved = work.moved();
    let mut edits = Vec::new();
    for step in &note.steps {
        let since = |file: &str, copy| EditError::ChangedSince { file: SourcePath::new(file), copy };
        if let TransactionStep::Move { path, to } = step {
            match state_of_move(shelf, path, to) {
                State::Before => {}
                State::After => edits.push(FileEdit::Move { from: SourcePath::new(to), to: SourcePath::new(path) }),
                State::Between | State::Neither => return Err(since(to, PathBuf::new())),
            }
            continue;
        }
        let now = Work::now(step.path(), &moved);
        let copy = shelf.copy(note.number, step.path());
        match work.state(step, &moved)? {
            State::Before => continue,
            State::After => {}
            State::Between | State::Neither => {
                let has_copy = !matches!(step, TransactionStep::Write { before: None, .. });
                return Err(since(&now, if has_copy { copy } else { PathBuf::new() }));
            }
        }
        let path = SourcePath::new(&now);
        let read = |place: &Path| -> Result<Vec<u8>, EditError> {
            let bytes = shelf.operations.read(place).map_err(|cause| EditError::at(place, cause))?;
            bytes.ok_or_else(|| EditError::at(place, std::io::ErrorKind::NotFound.into()))
        };
        edits.push(match step {
            TransactionStep::Write { before: None, .. } => {
                FileEdit::Remove { path, before: Arc::from(read(&shelf.real(&now)?)?) }
            }
            TransactionStep::Write { .. } => FileEdit::write(&path, Arc::from(read(&shelf.real(&now)?)?), read(&copy)?),
            TransactionStep::Remove { .. } | TransactionStep::Move { .. } => {
                FileEdit::create(path.as_str(), read(&copy)?)
            }
        });
    }
    Ok(edits)
}
