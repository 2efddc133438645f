//! The one way in which files of editors are changed: all files of a command or none, never over what somebody else has
//! saved, never without a copy of what was there, and so that a command that was cut off is finished or taken back by
//! the next one.
//!
//! 1. `prepare` compares all files with what was shown, notes the change (`note`, `shelf`), and writes copies of the old
//!    files and drafts of the new ones, synced, beside the files that they are to replace.
//! 2. `commit` marks the change as begun and makes its steps (`steps`): each file is compared once more right before its
//!    draft takes its place by renaming. When one step fails, those before it are taken back.
//! 3. The note goes to the copies, where `undo` finds it. `recover` does the rest of a change that was cut off.
//!
//! Never decides what is changed, and asks nobody.

mod error;
mod fresh;
mod git;
mod lasting;
mod note;
mod operations;
mod prepare;
mod recover;
mod shelf;
mod steps;
#[cfg(test)]
mod tests;
mod undo;

pub use error::{ChangedFile, EditError};
pub use fresh::create_site;
pub use prepare::Transaction;
pub use recover::{Recovered, Recovery, recover};
pub use undo::{Undone, undo, undo_the_rest};

use std::path::Path;

use vertebra_edit::FileEdits;

/// Changes files below `root`: all of them or none.
///
/// # Errors
/// When a file is not as it was shown, cannot be changed, or when another command is changing files. Nothing is changed
/// then, except after `Halfway`.
pub fn carry_out(root: &Path, edits: &FileEdits) -> Result<(), EditError> {
    Transaction::prepare(root, edits)?.commit()
}

/// As `carry_out`, for files that can be made again at any time: the change cannot be undone, and no copy is kept.
///
/// # Errors
/// As `carry_out`.
pub fn carry_out_for_good(root: &Path, edits: &FileEdits) -> Result<(), EditError> {
    Transaction::prepare_for_good(root, edits)?.commit()
}
