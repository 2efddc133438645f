//! The staging folder: new files wait there, on the same file system, until all of them are ready.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::large;
use super::publish_error::PublishError;
use vertebra_base::output::Bytes;

/// Takes files from many threads at once. Nothing is created before the first one arrives.
pub struct Staging {
    folder: PathBuf,
    /// Folders that exist already, by hash: threads that write into different folders do not wait for each other.
    known: [Mutex<HashSet<String>>; SHARDS],
    hasher: RandomState,
}

const SHARDS: usize = 32;

impl Staging {
    /// Nothing staged yet; the folder is made when it is needed.
    pub fn new(folder: PathBuf) -> Self {
        let known = std::array::from_fn(|_| Mutex::default());
        Staging { folder, known, hasher: RandomState::new() }
    }

    /// Writes one file. A second one of the same path is refused.
    pub fn write(&self, path: &str, bytes: &Bytes) -> Result<(), PublishError> {
        self.make_folder(path.rsplit_once('/').map_or("", |(folder, _)| folder))?;
        let place = self.folder.join(path);
        let mut file = File::create_new(&place).map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory => PublishError::Twice(path.to_owned()),
            _ => PublishError::at(&place, cause),
        })?;
        match bytes.on_disk() {
            Some(large) => large::copy(large, &mut file, &place),
            None => file.write_all(bytes.held()).map_err(|cause| PublishError::at(&place, cause)),
        }
    }

    fn make_folder(&self, folder: &str) -> Result<(), PublishError> {
        let shard = || {
            let shard = &self.known[self.hasher.hash_one(folder) as usize % SHARDS];
            shard.lock().unwrap_or_else(PoisonError::into_inner)
        };
        if shard().contains(folder) {
            return Ok(());
        }
        // The parent first, with no lock held, so that no two threads can wait for each other.
        match folder.rsplit_once('/') {
            Some((parent, _)) => self.make_folder(parent)?,
            None if folder.is_empty() => {}
            None => self.make_folder("")?,
        }
        let mut known = shard();
        if !known.contains(folder) {
            let place = self.folder.join(folder);
            match fs::create_dir(&place) {
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists && place.is_dir() => {}
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(PublishError::Twice(folder.to_owned()));
                }
                made => made.map_err(|cause| PublishError::at(&place, cause))?,
            }
            known.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// The paths of all files in a staging folder, as a killed build left it.
pub fn staged_files(folder: &Path) -> Result<Vec<String>, PublishError> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => files.extend(entry.path().strip_prefix(folder).ok().and_then(Path::to_str).map(slashed)),
            Err(error) if error.io_error().is_some_and(|it| it.kind() == io::ErrorKind::NotFound) => {}
            Err(error) => return Err(PublishError::at(folder, error.into())),
        }
    }
    Ok(files)
}

fn slashed(path: &str) -> String {
    path.replace(std::path::MAIN_SEPARATOR, "/")
}

/// Whether a file holds exactly these bytes. The length is asked first: it tells most changes without reading.
pub fn holds(path: &Path, bytes: &Bytes) -> Result<bool, PublishError> {
    let compared = match bytes.on_disk() {
        Some(large) => large::is_same(large, path),
        None => compare(path, bytes.held()),
    };
    match compared {
        Ok(equal) => Ok(equal),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        // What cannot be read can perhaps be replaced.
        Err(cause) if cause.kind() == io::ErrorKind::PermissionDenied => Ok(false),
        Err(cause) => Err(PublishError::at(path, cause)),
    }
}

fn compare(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    use std::io::Read;
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut buffer = [0; 16 * 1024];
    let mut rest = bytes;
    while !rest.is_empty() {
        let want = rest.len().min(buffer.len());
        match file.read(&mut buffer[..want]) {
            Ok(0) => return Ok(false),
            Ok(count) if buffer[..count] == rest[..count] => rest = &rest[count..],
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
