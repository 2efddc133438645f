//! What can go wrong while publishing, each with the path it is about and what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::walk::plain;

/// Why a site was not published. The published site is as it was, except after `Halfway`.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("another build is writing to {}", .0.display())]
    Busy(PathBuf),
    #[error("{} contains files not created by Vertebra: {}", .folder.display(), named(.some, *.count))]
    NotOurs { folder: PathBuf, some: Vec<String>, count: usize },
    #[error("{} contains files that conflict with pages of the site: {}", .folder.display(), named(.some, *.count))]
    InTheWay { folder: PathBuf, some: Vec<String>, count: usize },
    #[error("{} is a file; the site needs a folder there", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} contains the site's source files; it cannot be the output folder", .0.display())]
    AmongSources(PathBuf),
    #[error("{0} cannot be published: the folder .vertebra/ is reserved for Vertebra")]
    Reserved(String),
    #[error("two files of the site would be written to {0}")]
    Twice(String),
    #[error("{} is a symbolic link; Vertebra's own files must be in the folder itself", .0.display())]
    StateIsLink(PathBuf),
    #[error("{} cannot be read; it lists the files that were written", .0.display())]
    ManifestBroken(PathBuf),
    #[error("{} cannot be written: the disk is full", .0.display())]
    Full(PathBuf),
    #[error("{} cannot be changed: {why}", .path.display())]
    Denied { path: PathBuf, why: &'static str },
    #[error("{} cannot be written: {}", .path.display(), plain(.cause))]
    Failed { path: PathBuf, cause: io::Error },
    #[error("{} was changed while the site was being written", .0.display())]
    Changed(PathBuf),
    #[error("{} cannot be read: {}", .path.display(), plain(.cause))]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("writing the site stopped halfway: {0}")]
    Halfway(Box<PublishError>),
}

impl PublishError {
    /// Tells the failures of the system apart that a person can do something about.
    pub(super) fn at(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => PublishError::Full(path),
            io::ErrorKind::PermissionDenied => {
                PublishError::Denied { path, why: "you do not have permission to write there" }
            }
            io::ErrorKind::ReadOnlyFilesystem => PublishError::Denied { path, why: "its disk is read-only" },
            _ => PublishError::Failed { path, cause },
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            PublishError::Busy(_) => "wait until it has finished, then run the same command again",
            PublishError::NotOurs { .. } => {
                "choose an empty folder: --out FOLDER\nor keep these files next to the site's files: --force"
            }
            PublishError::InTheWay { .. } => "move them somewhere else, or overwrite them: --force",
            PublishError::NotAFolder(_) => "move the file somewhere else, or choose another folder: --out FOLDER",
            PublishError::AmongSources(_) => "choose a separate folder, such as: --out public",
            PublishError::Reserved(_) | PublishError::Twice(_) => "rename the file",
            PublishError::StateIsLink(_) => "remove the link; its target is not touched",
            PublishError::ManifestBroken(_) => {
                "create a new list: --force\noutdated files of earlier builds are then not removed"
            }
            PublishError::Full(_) => "free some disk space, then run the same command again",
            PublishError::Denied { .. } => "give your account write permission, or choose another folder: --out FOLDER",
            PublishError::Failed { .. } => {
                "run the same command again; if that does not help, choose another folder: --out FOLDER"
            }
            PublishError::Changed(_) => "when the file is saved, run the same command again",
            PublishError::Unreadable { .. } => {
                "give your account permission to read it, then run the same command again"
            }
            PublishError::Halfway(_) => "fix this, then run the same command again: it completes the rest",
        }
    }

    /// Whether the published site is just as it was before.
    pub fn left_site_alone(&self) -> bool {
        !matches!(self, PublishError::Halfway(_))
    }
}

/// `a, b and 3 more`.
fn named(some: &[String], count: usize) -> String {
    let names = some.join(", ");
    match count.saturating_sub(some.len()) {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}
