//! The change itself: from the files that were published to those that wait in the staging folder.
//!
//! First planned, with nothing touched, so that what stands in the way is known beforehand. Then carried out, in
//! steps that can be taken again from the start: remove what stands in the way, move, remove what is no longer wanted.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use super::manifest::Manifest;
use super::output_listing::{Existing, OutputKind};
use super::publish_error::PublishError;

/// What has to go, before and after the new files are moved in.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ReplacePlan {
    /// Files in the place of a new folder, or in a folder in the place of a new file.
    files_in_way: BTreeSet<String>,
    folders_in_way: BTreeSet<String>,
    stale: Vec<String>,
    /// Folders that held files which are not wanted any more: they go as well if nothing else is in them.
    left: BTreeSet<String>,
}

/// The two builds that a plan leads between.
pub struct Builds<'a> {
    pub old: &'a Manifest,
    pub new: &'a Manifest,
    /// Replace files that are in neither.
    pub force: bool,
}

impl Builds<'_> {
    /// Whether a file may be replaced or, when the new build does not have it, deleted.
    fn owns(&self, path: &str) -> bool {
        self.old.files.contains_key(path)
    }

    fn wants(&self, path: &str) -> bool {
        self.new.files.contains_key(path)
    }
}

impl ReplacePlan {
    /// Finds what has to go, and refuses if that is somebody else's.
    pub fn make(out: &Path, existing: &Existing, builds: &Builds, staged: &[String]) -> Result<Self, PublishError> {
        let mut plan = ReplacePlan::default();
        let mut foreign = BTreeSet::new();
        let mut seen = HashSet::new();
        for path in staged {
            plan.make_room(path, existing, builds, &mut foreign);
            for folder in folders_above(path).take_while(|folder| seen.insert(*folder)) {
                if builds.wants(folder) {
                    return Err(PublishError::Twice(folder.to_owned()));
                }
                match existing.kind(folder) {
                    None | Some(OutputKind::Folder) => {}
                    Some(_) if builds.owns(folder) || builds.force => {
                        plan.files_in_way.insert(folder.to_owned());
                    }
                    Some(_) => {
                        foreign.insert(folder.to_owned());
                    }
                }
            }
        }
        if !foreign.is_empty() {
            let some = foreign.iter().take(5).cloned().collect();
            return Err(PublishError::InTheWay { folder: out.to_owned(), some, count: foreign.len() });
        }
        let gone = builds.old.files.keys().filter(|path| !builds.wants(path));
        let gone = gone.filter(|path| !plan.files_in_way.contains(*path));
        let ReplacePlan { stale, left, .. } = ReplacePlan::remove(gone.cloned(), existing);
        Ok(ReplacePlan { stale, left, ..plan })
    }

    /// Removes files that are ours, and nothing else.
    pub fn remove(gone: impl Iterator<Item = String>, existing: &Existing) -> Self {
        let mut plan = ReplacePlan::default();
        for path in gone {
            // Also of a file that is not there: a build may have been killed just after it had removed it.
            let folders = folders_above(&path).filter(|folder| existing.kind(folder) == Some(OutputKind::Folder));
            plan.left.extend(folders.map(str::to_owned));
            // A link that somebody put in the place of our file is not the file that we wrote: it stays.
            if existing.kind(&path) == Some(OutputKind::File) {
                plan.stale.push(path);
            }
        }
        plan
    }

    /// Whether a new file can take its place, and what has to go for it.
    fn make_room(&mut self, path: &str, existing: &Existing, builds: &Builds, foreign: &mut BTreeSet<String>) {
        match existing.kind(path) {
            None => {}
            Some(OutputKind::Folder) => {
                self.folders_in_way.insert(path.to_owned());
                for (inner, kind) in existing.below(path) {
                    if kind == OutputKind::Folder {
                        self.folders_in_way.insert(inner.to_owned());
                    } else if kind == OutputKind::File && builds.owns(inner) && !builds.wants(inner) {
                        self.files_in_way.insert(inner.to_owned());
                    } else {
                        // Not even with `force`: that is for single files whose place is wanted.
                        foreign.insert(inner.to_owned());
                    }
                }
            }
            Some(_) if builds.owns(path) || builds.force => {}
            Some(_) => {
                foreign.insert(path.to_owned());
            }
        }
    }

    /// Refuses while nothing is touched, if a folder that is to be changed is closed to changes.
    pub fn check_folders(&self, out: &Path, existing: &Existing, staged: &[String]) -> Result<(), PublishError> {
        let is_there = |folder: &&str| existing.kind(folder) == Some(OutputKind::Folder);
        let paths = staged.iter().chain(&self.stale).chain(&self.files_in_way).chain(&self.folders_in_way);
        let folders: HashSet<&str> = paths.map(|path| folders_above(path).find(is_there).unwrap_or("")).collect();
        let place = |folder: &str| if folder.is_empty() { out.to_owned() } else { out.join(folder) };
        let is_closed = |folder: &&str| {
            let place = place(folder);
            // On other systems the mark of a folder means something else.
            cfg!(unix) && place.metadata().is_ok_and(|it| it.permissions().readonly())
        };
        match folders.into_iter().filter(is_closed).min() {
            Some(folder) => Err(PublishError::Denied { path: place(folder), why: "it is read-only" }),
            None => Ok(()),
        }
    }

    /// True when there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.files_in_way.is_empty() && self.folders_in_way.is_empty() && self.stale.is_empty()
    }

    /// How many files go.
    pub fn removes(&self) -> usize {
        self.files_in_way.len() + self.stale.len()
    }

    /// Does it.
    pub fn carry_out(&self, out: &Path, stage: &Path) -> Result<(), PublishError> {
        for file in &self.files_in_way {
            remove_file(&out.join(file))?;
        }
        // Backwards, so that a folder comes after those inside it.
        for folder in self.folders_in_way.iter().rev() {
            remove_folder(&out.join(folder))?;
        }
        if stage.exists() {
            move_into(stage, out)?;
        }
        for file in &self.stale {
            remove_file(&out.join(file))?;
        }
        self.left.iter().rev().try_for_each(|folder| remove_folder(&out.join(folder)))
    }
}

/// The folders above a path inside the output folder, the nearest first.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/')).map(|(folder, _)| folder)
}

/// Moves everything inside `from` into `to`: a folder that is new as a whole, a file over the one that was there.
fn move_into(from: &Path, to: &Path) -> Result<(), PublishError> {
    let failed = |cause| PublishError::at(from, cause);
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().map_err(failed)?.is_dir() {
            match target.symlink_metadata() {
                Ok(it) if it.is_dir() => {
                    move_into(&source, &target)?;
                    continue;
                }
                // A link here appeared after the plan was made. To go through it would be to write somewhere else.
                Ok(_) => return Err(PublishError::NotAFolder(target)),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                Err(cause) => return Err(PublishError::at(&target, cause)),
            }
        }
        // A rename replaces a link itself and never what it leads to.
        fs::rename(&source, &target).map_err(|cause| PublishError::at(&target, cause))?;
    }
    Ok(())
}

fn remove_file(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(PublishError::at(path, cause)),
        _ => Ok(()),
    }
}

/// Removes a folder if it is empty.
fn remove_folder(path: &Path) -> Result<(), PublishError> {
    use io::ErrorKind::{DirectoryNotEmpty, NotADirectory, NotFound};
    match fs::remove_dir(path) {
        Err(cause) if !matches!(cause.kind(), DirectoryNotEmpty | NotADirectory | NotFound) => {
            Err(PublishError::at(path, cause))
        }
        _ => Ok(()),
    }
}
