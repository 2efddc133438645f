//! What stands in the output folder before a build: every file and folder, links not followed.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;

use super::notes::NOTES;
use super::publish_error::PublishError;

/// What a path in the output folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputKind {
    File,
    Folder,
    /// A symbolic link, a pipe, a device: nothing that a build writes.
    Other,
}

/// The output folder at one moment, by path relative to it.
#[derive(Debug, Default)]
pub struct Existing {
    entries: HashMap<String, OutputKind>,
}

impl Existing {
    /// Looks through the folder; one that does not exist is empty. `.git` and our own notes are left out.
    pub fn look(out: &Path) -> Result<Self, PublishError> {
        let mut entries = HashMap::new();
        let mut folders = vec![String::new()];
        while !folders.is_empty() {
            let mut level = list_all(out, &folders)?;
            if folders[0].is_empty() {
                level.retain(|(path, _)| path != NOTES && path != ".git");
            }
            folders =
                level.iter().filter(|(_, kind)| *kind == OutputKind::Folder).map(|(path, _)| path.clone()).collect();
            entries.extend(level);
        }
        Ok(Existing { entries })
    }

    /// Looks at some paths and the folders above them, and at nothing else.
    pub fn look_at<'a>(out: &Path, paths: impl Iterator<Item = &'a str>) -> Result<Self, PublishError> {
        let mut entries: HashMap<String, OutputKind> = HashMap::new();
        for path in paths {
            let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
            for part in folders.chain([path]) {
                let kind = match entries.get(part) {
                    Some(kind) => Some(*kind),
                    None => kind_at(&out.join(part))?,
                };
                let Some(kind) = kind else { break };
                entries.entry(part.to_owned()).or_insert(kind);
                // Behind a link is somebody else's place.
                if kind != OutputKind::Folder {
                    break;
                }
            }
        }
        Ok(Existing { entries })
    }

    /// What stands at a path; none when nothing does.
    pub fn kind(&self, path: &str) -> Option<OutputKind> {
        self.entries.get(path).copied()
    }

    /// Everything below a folder.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, OutputKind)> {
        let inside = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.entries.iter().map(|(path, kind)| (path.as_str(), *kind)).filter(move |(path, _)| inside(path))
    }

    /// Files that somebody may miss: all but hidden ones and those that belong to hosts, sorted.
    pub fn noticeable(&self) -> Vec<&str> {
        let hidden = |path: &str| path == "CNAME" || path.split('/').any(|part| part.starts_with('.'));
        let files = self.entries.iter().filter(|(_, kind)| **kind != OutputKind::Folder).map(|(path, _)| path.as_str());
        let mut files: Vec<_> = files.filter(|path| !hidden(path)).collect();
        files.sort_unstable();
        files
    }
}

impl OutputKind {
    fn of(kind: fs::FileType) -> Self {
        match kind {
            it if it.is_file() => OutputKind::File,
            it if it.is_dir() => OutputKind::Folder,
            _ => OutputKind::Other,
        }
    }
}

fn kind_at(place: &Path) -> Result<Option<OutputKind>, PublishError> {
    match place.symlink_metadata() {
        Ok(it) => Ok(Some(OutputKind::of(it.file_type()))),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(PublishError::at(place, cause)),
    }
}

type Entries = Vec<(String, OutputKind)>;

/// The entries of some folders; of many, on several threads.
fn list_all(out: &Path, folders: &[String]) -> Result<Entries, PublishError> {
    const ENOUGH_TO_SHARE: usize = 64;
    let list_some = |folders: &[String]| {
        let mut entries = Vec::with_capacity(folders.len());
        folders.iter().try_for_each(|folder| list(out, folder, &mut entries)).map(|()| entries)
    };
    let threads = thread::available_parallelism().map_or(1, |n| n.get().min(4));
    if folders.len() < ENOUGH_TO_SHARE || threads == 1 {
        return list_some(folders);
    }
    thread::scope(|scope| {
        let chunks = folders.chunks(folders.len().div_ceil(threads));
        let workers: Vec<_> = chunks.map(|chunk| scope.spawn(move || list_some(chunk))).collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}

fn list(out: &Path, folder: &str, entries: &mut Entries) -> Result<(), PublishError> {
    let place = out.join(folder);
    let failed = |cause| PublishError::at(&place, cause);
    let listing = match fs::read_dir(&place) {
        Ok(listing) => listing,
        // Not there yet, or taken away by somebody just now.
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(failed(cause)),
    };
    for entry in listing {
        let entry = entry.map_err(failed)?;
        let kind = OutputKind::of(entry.file_type().map_err(failed)?);
        let name = entry.file_name();
        let name = name.to_string_lossy();
        entries.push((if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") }, kind));
    }
    Ok(())
}
