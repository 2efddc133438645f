//! Why the files of an editor were not changed, each with what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::walk::plain;
use vertebra_base::path::SourcePath;

/// A file that somebody has changed since a command changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// By the name that it has now.
    pub file: SourcePath,
    /// Where it is as it was before the command; none for one that was not there, or only got another name.
    pub copy: Option<PathBuf>,
}

impl ChangedFile {
    /// `the earlier version of content/a.md is in .vertebra/backup/1/content/a.md`; nothing where there is no copy.
    pub fn copied(&self) -> Option<String> {
        let copy = self.copy.as_ref()?;
        Some(format!("the earlier version of {} is in {}", self.file, copy.display()))
    }
}

/// What the next command does with a change that was made in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextCommand {
    PutsBack,
    Completes,
}

/// Why files were not changed. All of them are as they were, except after `Halfway`.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    #[error("{0} has been changed in the meantime; nothing was written")]
    Changed(SourcePath),
    #[error("{0} already exists; nothing was changed")]
    Exists(SourcePath),
    #[error("the folder {} already exists and is not empty; nothing was changed", .0.display())]
    NotEmpty(PathBuf),
    #[error("{0} is read-only; nothing was changed")]
    ReadOnly(SourcePath),
    #[error("{0} is outside the site; nothing was changed")]
    Outside(SourcePath),
    #[error("another command is changing the files of this site")]
    Busy,
    #[error("{} cannot be written: {}; nothing was changed", .path.display(), plain(.cause))]
    Failed { path: PathBuf, cause: io::Error },
    /// Taking back failed too: these files are changed, and the next command does the rest.
    #[error("{} cannot be written: {}; {}", .path.display(), plain(.cause), halfway(*.next, .changed))]
    Halfway { path: PathBuf, cause: io::Error, changed: Vec<SourcePath>, next: NextCommand, copies: PathBuf },
    /// All others were taken back.
    #[error("{} changed while it was being written; all other files are unchanged", named(.files))]
    Left { files: Vec<SourcePath>, copies: PathBuf },
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("{} {} been changed since; nothing was undone", listed(.files), if .files.len() == 1 { "has" } else { "have" })]
    ChangedSince {
        files: Vec<ChangedFile>,
        /// The change was of other files too.
        others: bool,
    },
    #[error("the record of a change in {} cannot be read", .0.display())]
    NoteBroken(PathBuf),
}

impl EditError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            EditError::Changed(_) => "save it in your editor, then run the same command again".to_owned(),
            EditError::Exists(_) | EditError::NotEmpty(_) => "choose another name".to_owned(),
            EditError::ReadOnly(path) => format!("make {path} writable, then run the same command again"),
            EditError::Outside(_) => "replace the link with the file itself".to_owned(),
            EditError::Busy => "wait until it has finished, then run the same command again".to_owned(),
            EditError::Failed { .. } => "give your account write permission, or free some disk space".to_owned(),
            EditError::Halfway { next, copies, .. } => {
                let does = match next {
                    NextCommand::PutsBack => "restores them",
                    NextCommand::Completes => "completes the change",
                };
                let copies = copies.display();
                format!("fix this; the next vertebra command then {does}\ntheir earlier versions are in {copies}")
            }
            EditError::Left { copies, .. } => format!("its earlier version is in {}", copies.display()),
            EditError::NothingToUndo => "copies of changed files are in .vertebra/backup".to_owned(),
            EditError::ChangedSince { files, others: false } => {
                let copies = files.iter().filter_map(ChangedFile::copied);
                let own = "the command changed nothing else; to take your own changes back too, restore or delete the file yourself";
                std::iter::once(own.to_owned()).chain(copies).collect::<Vec<_>>().join("\n")
            }
            EditError::ChangedSince { files, .. } => {
                let it = if files.len() == 1 { "it as it is" } else { "them as they are" };
                let all_else = format!("to leave {it} and undo the rest, run: vertebra undo --keep-changed");
                let copies = files.iter().filter_map(ChangedFile::copied);
                std::iter::once(all_else).chain(copies).collect::<Vec<_>>().join("\n")
            }
            EditError::NoteBroken(note) => {
                format!(
                    "the earlier versions of the files are next to it; check them, then delete this file: {}",
                    note.display()
                )
            }
        }
    }

    pub(super) fn at(path: &Path, cause: io::Error) -> Self {
        EditError::Failed { path: path.to_owned(), cause }
    }
}

fn halfway(next: NextCommand, changed: &[SourcePath]) -> String {
    match next {
        NextCommand::PutsBack => format!("these files were changed and could not be restored: {}", named(changed)),
        NextCommand::Completes if changed.is_empty() => {
            "the change is prepared, and no file was changed yet".to_owned()
        }
        NextCommand::Completes => format!("these files were changed already: {}", named(changed)),
    }
}

fn named(files: &[SourcePath]) -> String {
    files.iter().map(SourcePath::as_str).collect::<Vec<_>>().join(", ")
}

fn listed(files: &[ChangedFile]) -> String {
    files.iter().map(|changed| changed.file.as_str()).collect::<Vec<_>>().join(", ")
}
