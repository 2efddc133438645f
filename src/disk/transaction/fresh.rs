//! The files of a new site, in a folder that is new or empty.

use std::fs;
use std::io;
use std::path::Path;

use super::error::EditError;
use super::operations::Operations;
use super::prepare::{Kept, Transaction};
use super::recover::{Recovery, recover};
use super::shelf::Shelf;
use vertebra_edit::FileEdits;

/// Writes the files of a new site, all of them or none; what an earlier try was cut off in is finished. Such a change is
/// not taken back later: a whole site would go.
///
/// # Errors
/// When the folder holds anything, or when it cannot be written.
pub fn create_site(folder: &Path, edits: &FileEdits) -> Result<(), EditError> {
    if recover(folder)?.is_some_and(|it| it.outcome == Recovery::Finished && it.command == edits.command) {
        return Ok(());
    }
    let is_new = match fs::read_dir(folder).map(Iterator::count) {
        Ok(0) => false,
        Ok(_) => return Err(EditError::NotEmpty(folder.to_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => true,
        Err(cause) => return Err(EditError::at(folder, cause)),
    };
    let shelf = Shelf::open(folder, Operations::real())?.ok_or(EditError::Busy)?;
    let made = Transaction::prepare_on(shelf, edits, Kept { kept: false, undoes: None }).and_then(Transaction::commit);
    if made.is_err() && is_new {
        // Empty by now, if all went well.
        let _ = fs::remove_dir(folder);
    }
    made
}
