//! The operations on files that a transaction is made of, each by itself, so that tests can end it at any of them.
//!
//! Never decides what is done: `steps` and `mod` do.

use std::cell::Cell;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::atomic::{self, Durability};

/// Asked before each operation: an error takes the place of what the operation does.
type Hook = Box<dyn Fn(&Operation) -> io::Result<()>>;

/// An operation that is about to be done.
pub struct Operation<'a> {
    /// From 1.
    #[cfg_attr(not(debug_assertions), expect(dead_code, reason = "nobody asks in a program that is released"))]
    pub number: usize,
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests look at more than the number"))]
    pub name: &'static str,
    /// The file or folder that is there afterwards, or is not.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests look at more than the number"))]
    pub place: &'a Path,
}

/// Does operations, one after the other.
#[derive(Default)]
pub struct Operations {
    hook: Option<Hook>,
    count: Cell<usize>,
}

impl Operations {
    /// As they are. In a program that is built for tests, `VERTEBRA_FAULT` says which of them is the last.
    pub fn real() -> Self {
        Operations { hook: ordered(), count: Cell::new(0) }
    }

    /// Asks `hook` before each operation.
    #[cfg(test)]
    pub fn watched(hook: impl Fn(&Operation) -> io::Result<()> + 'static) -> Self {
        Operations { hook: Some(Box::new(hook)), count: Cell::new(0) }
    }

    fn begin(&self, name: &'static str, place: &Path) -> io::Result<()> {
        let number = self.count.get() + 1;
        self.count.set(number);
        self.hook.as_ref().map_or(Ok(()), |hook| hook(&Operation { number, name, place }))
    }

    /// The bytes of a file; none where there is no file.
    pub fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.begin("read", path)?;
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// Writes a file that is not there yet; to be synced by `sync_files`.
    pub fn write_new(&self, path: &Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<()> {
        self.begin("write_new", path)?;
        atomic::write_new(path, bytes, like, Durability::Cached)
    }

    /// Makes what stands in some files outlive a power cut.
    pub fn sync_files(&self, files: &[PathBuf]) -> io::Result<()> {
        let Some(first) = files.first() else { return Ok(()) };
        self.begin("sync_files", first)?;
        atomic::sync_files(files)
    }

    /// Puts a file in the place of another.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("rename", to)?;
        fs::rename(from, to)
    }

    /// Puts a file where nothing is yet.
    pub fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("rename_new", to)?;
        atomic::rename_new(from, to)
    }

    /// Removes a file; one that is not there counts as removed.
    pub fn remove(&self, path: &Path) -> io::Result<()> {
        self.begin("remove", path)?;
        gone(fs::remove_file(path))
    }

    /// Removes a folder with all that is in it.
    pub fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.begin("remove_tree", path)?;
        gone(fs::remove_dir_all(path))
    }

    /// Removes a folder that is empty; says whether it is gone.
    pub fn remove_empty(&self, path: &Path) -> bool {
        self.begin("remove_empty", path).and_then(|()| fs::remove_dir(path)).is_ok()
    }

    /// Makes a folder and those above it.
    pub fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.begin("make_folder", path)?;
        fs::create_dir_all(path)
    }

    /// Makes the names in a folder outlive a power cut; in one that is not there are none.
    pub fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.begin("sync_folder", path)?;
        gone(atomic::sync_folder(path))
    }
}

fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// `fail 5`: the fifth operation fails; `stop 5`: it and all after it fail; `kill 5`: the program ends before it.
#[cfg(debug_assertions)]
fn ordered() -> Option<Hook> {
    let order = std::env::var("VERTEBRA_FAULT").ok()?;
    let (what, number) = order.split_once(' ')?;
    let (what, last) = (what.to_owned(), number.parse().ok()?);
    Some(Box::new(move |operation| match (what.as_str(), operation.number) {
        ("fail", number) if number == last => Err(io::ErrorKind::StorageFull.into()),
        ("stop", number) if number >= last => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
        ("kill", number) if number == last => std::process::abort(),
        _ => Ok(()),
    }))
}

#[cfg(not(debug_assertions))]
fn ordered() -> Option<Hook> {
    None
}
