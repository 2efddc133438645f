//! What can go wrong while publishing, each with the path it is about and what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::walk::plain;

/// Why a site was not published. The published site is as it was, except after `Halfway`.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("another build is publishing into {} at this moment", .0.display())]
    Busy(PathBuf),
    #[error("{} holds files that Vertebra did not write: {}", .folder.display(), named(.some, *.count))]
    NotOurs { folder: PathBuf, some: Vec<String>, count: usize },
    #[error("{} holds files that stand where pages of the site want to be: {}", .folder.display(), named(.some, *.count))]
    InTheWay { folder: PathBuf, some: Vec<String>, count: usize },
    #[error("{} is a file; the site needs a folder there", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} holds the files the site is made of; it cannot be published there", .0.display())]
    AmongSources(PathBuf),
    #[error("{0} cannot be published: the folder .vertebra/ is kept for Vertebra's own notes")]
    Reserved(String),
    #[error("two files of the site want to be {0}")]
    Twice(String),
    #[error("{} is a link; what Vertebra keeps for itself must lie in the folder itself", .0.display())]
    StateIsLink(PathBuf),
    #[error("{} cannot be understood; it is the list of what was published", .0.display())]
    ManifestBroken(PathBuf),
    #[error("{} cannot be written: the disk is full", .0.display())]
    Full(PathBuf),
    #[error("{} cannot be changed: {why}", .path.display())]
    Denied { path: PathBuf, why: &'static str },
    #[error("{} cannot be written: {}", .path.display(), plain(.cause))]
    Failed { path: PathBuf, cause: io::Error },
    #[error("publishing stopped half way: {0}")]
    Halfway(Box<PublishError>),
}

impl PublishError {
    /// Tells the failures of the system apart that a person can do something about.
    pub(super) fn at(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => PublishError::Full(path),
            io::ErrorKind::PermissionDenied => PublishError::Denied { path, why: "your account may not write there" },
            io::ErrorKind::ReadOnlyFilesystem => PublishError::Denied { path, why: "its disk is read-only" },
            _ => PublishError::Failed { path, cause },
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            PublishError::Busy(_) => "wait until it has ended, then run the same command again",
            PublishError::NotOurs { .. } => {
                "publish into an empty folder: --out FOLDER\nor keep these files beside the site with: --force"
            }
            PublishError::InTheWay { .. } => "move them away, or replace them with: --force",
            PublishError::NotAFolder(_) => "move the file away, or choose another folder: --out FOLDER",
            PublishError::AmongSources(_) => "choose a folder of its own, such as: --out public",
            PublishError::Reserved(_) | PublishError::Twice(_) => "give the file another name",
            PublishError::StateIsLink(_) => "remove the link; what it leads to is left alone",
            PublishError::ManifestBroken(_) => {
                "make a new list with: --force\nfiles of earlier builds that no page needs any more then stay"
            }
            PublishError::Full(_) => "make room on the disk, then run the same command again",
            PublishError::Denied { .. } => "allow your account to write there, or choose another folder: --out FOLDER",
            PublishError::Failed { .. } => {
                "run the same command again; if that does not help, choose another folder: --out FOLDER"
            }
            PublishError::Halfway(_) => "once that is solved, run the same command again: it finishes what is left",
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
