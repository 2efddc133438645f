//! The steps of a change: where each of them stands, how it is made, and how it is taken back.
//!
//! Where a step stands is found out by looking at its file, never by what was noted before: so each step is made once,
//! whatever came in between, and a file that somebody else has saved is never overwritten.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::EditError;
use super::git;
use super::note::{TransactionRecord, TransactionStep, print};
use super::shelf::Shelf;
use crate::atomic::{self, is_same_file};
use crate::replace::folders_above;
use vertebra_base::path::SourcePath;

/// What a file says about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Before,
    /// A file with both names: a move that was cut off.
    Between,
    After,
    /// Somebody else has changed the file since.
    Neither,
}

/// A change that is being made or taken back.
pub struct Work<'a> {
    pub shelf: &'a Shelf,
    pub note: &'a TransactionRecord,
}

/// How far taking back has come.
#[derive(Default)]
pub struct TakenBack {
    /// Files that somebody has changed since: they were left alone.
    pub left: Vec<SourcePath>,
    /// Files that could not be put back, and why the first of them could not.
    pub changed: Vec<SourcePath>,
    pub cause: Option<(PathBuf, io::Error)>,
}

/// The moves that are made, by the old names.
pub type MadeMoves<'a> = BTreeMap<&'a str, &'a str>;

impl<'a> Work<'a> {
    /// Makes all steps that are not made yet. Those before `tolerated` may have been made and changed again since.
    pub fn forward(&self, tolerated: usize) -> Result<(), EditError> {
        let moved = self.moved();
        for (at, step) in self.note.steps.iter().enumerate() {
            match self.state(step, &moved)? {
                State::After => {}
                State::Before | State::Between => self.make(step, &moved)?,
                State::Neither if at < tolerated => {}
                State::Neither => return Err(EditError::Changed(SourcePath::new(step.path()))),
            }
        }
        Ok(())
    }

    /// Where all steps stand.
    pub fn states(&self) -> Result<Vec<State>, EditError> {
        let moved = self.moved();
        self.note.steps.iter().map(|step| self.state(step, &moved)).collect()
    }

    /// Takes back all steps that are made; when one cannot be taken back, the others still are, but for those of a file
    /// that could not get its old name back: with its old text under two names, nobody could tell any more what became of
    /// it.
    pub fn back(&self) -> TakenBack {
        let mut result = TakenBack::default();
        let (moves, others): (Vec<&TransactionStep>, Vec<&TransactionStep>) =
            self.note.steps.iter().partition(|step| matches!(step, TransactionStep::Move { .. }));
        for steps in [moves, others] {
            let moved = self.moved();
            let stuck = result.changed.clone();
            let is_stuck = |path: &str| stuck.iter().any(|stuck| stuck.as_str() == path);
            let is_free = |step: &&TransactionStep| !is_stuck(step.path()) && !folders_above(step.path()).any(is_stuck);
            for step in steps.into_iter().rev().filter(is_free) {
                let taken = self.state(step, &moved).and_then(|state| match state {
                    State::Before => Ok(()),
                    State::After | State::Between => self.take_back(step, &moved),
                    State::Neither => {
                        result.left.push(SourcePath::new(step.path()));
                        Ok(())
                    }
                });
                if let Err(error) = taken {
                    result.changed.push(SourcePath::new(step.path()));
                    if let EditError::Failed { path, cause } = error {
                        result.cause.get_or_insert((path, cause));
                    }
                }
            }
        }
        result
    }

    /// Ends a change of which all steps are made.
    pub fn settle(&self) -> Result<(), EditError> {
        self.clear(false)?;
        self.sync()?;
        git::tell(&self.shelf.root, self.note);
        self.remove_left_folders();
        let copies = self.shelf.copies(self.note.number);
        self.shelf.close(self.note).map_err(|cause| EditError::at(&copies, cause))
    }

    /// Takes away the drafts that no file has become, and folders that were made for nothing.
    pub fn clear(&self, folders_too: bool) -> Result<(), EditError> {
        for step in &self.note.steps {
            let TransactionStep::Write { path, draft, .. } = step else { continue };
            let draft = self.shelf.real(path)?.with_file_name(draft);
            if draft.symlink_metadata().is_ok() {
                self.shelf.operations.remove(&draft).map_err(|cause| EditError::at(&draft, cause))?;
            }
        }
        for folder in self.note.folders.iter().rev().filter(|_| folders_too) {
            self.shelf.operations.remove_empty(&self.shelf.place(folder));
        }
        Ok(())
    }

    /// Makes all new names outlive a power cut.
    pub fn sync(&self) -> Result<(), EditError> {
        let mut folders = BTreeSet::new();
        for step in &self.note.steps {
            if let TransactionStep::Move { to, .. } = step {
                folders.extend(self.shelf.place(to).parent().map(Path::to_owned));
            }
            folders.extend(self.shelf.real(step.path())?.parent().map(Path::to_owned));
        }
        folders.extend(self.note.folders.iter().filter_map(|it| self.shelf.place(it).parent().map(Path::to_owned)));
        let sync = |folder: &PathBuf| self.shelf.operations.sync_folder(folder);
        folders.iter().try_for_each(|folder| sync(folder).map_err(|cause| EditError::at(folder, cause)))
    }

    /// Takes away the folders in which the last file was moved or removed; never `content` itself.
    fn remove_left_folders(&self) {
        for step in self.note.steps.iter().filter(|step| !matches!(step, TransactionStep::Write { .. })) {
            let mut above = folders_above(step.path()).filter(|folder| folder.contains('/'));
            // One that holds something stays, and so do those above it.
            while above.next().is_some_and(|folder| self.shelf.operations.remove_empty(&self.shelf.place(folder))) {}
        }
    }

    /// The moves that are made.
    pub fn moved(&self) -> MadeMoves<'a> {
        let moves = self.note.steps.iter().filter_map(|step| match step {
            TransactionStep::Move { path, to } => Some((path.as_str(), to.as_str())),
            _ => None,
        });
        moves.filter(|(path, to)| state_of_move(self.shelf, path, to) == State::After).collect()
    }

    /// What a file is called at this moment.
    pub fn now(path: &str, moved: &MadeMoves) -> String {
        let names = std::iter::once(path).chain(folders_above(path));
        let mut found = names.filter_map(|name| Some((name, *moved.get(name)?)));
        found.next().map_or_else(|| path.to_owned(), |(old, new)| format!("{new}{}", &path[old.len()..]))
    }

    /// Where one step stands, once it is known which moves are made.
    pub fn state(&self, step: &TransactionStep, moved: &MadeMoves) -> Result<State, EditError> {
        let (path, before, after) = match step {
            TransactionStep::Move { path, to } => return Ok(state_of_move(self.shelf, path, to)),
            TransactionStep::Write { path, before, after, .. } => (path, before.as_ref(), Some(after)),
            TransactionStep::Remove { path, before } => (path, Some(before), None),
        };
        let place = self.shelf.real(&Self::now(path, moved))?;
        let bytes = self.shelf.operations.read(&place).map_err(|cause| EditError::at(&place, cause))?;
        let now = bytes.map(|bytes| print(&bytes));
        Ok(match now.as_ref() {
            now if now == after => State::After,
            now if now == before => State::Before,
            _ => State::Neither,
        })
    }

    fn make(&self, step: &TransactionStep, moved: &MadeMoves) -> Result<(), EditError> {
        let operations = &self.shelf.operations;
        let path = step.path();
        let place = match step {
            TransactionStep::Move { to, .. } => self.shelf.place(to),
            _ => self.shelf.real(&Self::now(path, moved))?,
        };
        let made = match step {
            TransactionStep::Write { draft, before: Some(_), .. } => {
                operations.rename(&place.with_file_name(draft), &place)
            }
            TransactionStep::Write { draft, before: None, .. } => {
                operations.rename_new(&place.with_file_name(draft), &place)
            }
            TransactionStep::Remove { .. } => operations.remove(&place),
            TransactionStep::Move { .. } => {
                self.make_folder_of(&place).and_then(|()| operations.rename_new(&self.shelf.place(path), &place))
            }
        };
        made.map_err(|cause| match (cause.kind(), step) {
            (io::ErrorKind::AlreadyExists, TransactionStep::Move { to, .. }) => EditError::Exists(SourcePath::new(to)),
            (io::ErrorKind::AlreadyExists, _) => EditError::Exists(SourcePath::new(path)),
            _ => EditError::at(&place, cause),
        })
    }

    fn take_back(&self, step: &TransactionStep, moved: &MadeMoves) -> Result<(), EditError> {
        let operations = &self.shelf.operations;
        let path = step.path();
        let failed = |place: &Path, cause| EditError::at(place, cause);
        match step {
            TransactionStep::Move { to, .. } => {
                let (from, to) = (self.shelf.place(path), self.shelf.place(to));
                let made = self.make_folder_of(&from).and_then(|()| operations.rename_new(&to, &from));
                made.map_err(|cause| failed(&from, cause))
            }
            TransactionStep::Write { before: None, .. } => {
                let place = self.shelf.real(&Self::now(path, moved))?;
                operations.remove(&place).map_err(|cause| failed(&place, cause))
            }
            TransactionStep::Write { .. } | TransactionStep::Remove { .. } => {
                let place = self.shelf.real(&Self::now(path, moved))?;
                let copy = self.shelf.copy(self.note.number, path);
                self.put_back(&copy, &place).map_err(|cause| failed(&place, cause))
            }
        }
    }

    /// The copy itself takes the place of the file: that needs no room on a disk which may be full. Where the site is on
    /// several disks, it is written anew.
    fn put_back(&self, copy: &Path, place: &Path) -> io::Result<()> {
        self.make_folder_of(place)?;
        let operations = &self.shelf.operations;
        let moved = operations.rename(copy, place);
        if !moved.as_ref().is_err_and(|cause| cause.kind() == io::ErrorKind::CrossesDevices) {
            return moved;
        }
        let Some(bytes) = operations.read(copy)? else { return Err(io::ErrorKind::NotFound.into()) };
        let draft = atomic::draft_beside(place);
        operations.write_new(&draft, &bytes, copy.metadata().ok().as_ref())?;
        let synced = operations.sync_files(std::slice::from_ref(&draft));
        synced.and_then(|()| operations.rename(&draft, place)).inspect_err(|_| _ = fs::remove_file(&draft))
    }

    fn make_folder_of(&self, place: &Path) -> io::Result<()> {
        match place.parent() {
            Some(folder) if !folder.is_dir() => self.shelf.operations.make_folder(folder),
            _ => Ok(()),
        }
    }
}

/// Where a move stands.
pub fn state_of_move(shelf: &Shelf, from: &str, to: &str) -> State {
    let (from, to) = (shelf.place(from), shelf.place(to));
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    match (is_there(&from), is_there(&to)) {
        (true, false) => State::Before,
        (false, true) => State::After,
        (true, true) if is_same_file(&from, &to) => match (atomic::is_listed(&from), atomic::is_listed(&to)) {
            (true, true) => State::Between,
            // Capitals do not count here, and the change is one of capitals.
            (true, false) => State::Before,
            _ => State::After,
        },
        _ => State::Neither,
    }
}
