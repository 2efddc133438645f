//! Reads a site into a `Snapshot`: finds the files of `content/` and `themes/`, then reads them on several threads.
//!
//! What cannot be read becomes a diagnostic in the snapshot; only a folder that is no site at all is an error.

use std::fs;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::large::ContentReader;
use super::state;
use super::walk::{Below, FoundFile, file_at, files_below, unreadable_file, vanished};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::file_content::FileContent;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};

/// Why a folder cannot be read as a site.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
    #[error("there is no site in {}: it has no folder content/", named(.0))]
    NoContent(PathBuf),
    #[error("there is no site in {}: it has no file content/site.yaml", named(.0))]
    NoConfig(PathBuf),
    #[error("{} cannot be opened: {cause}", .folder.display())]
    Closed { folder: PathBuf, cause: io::Error },
    #[error("{} is a symbolic link; Vertebra's own files must be in the site folder itself", .0.display())]
    StateIsLink(PathBuf),
}

impl ReadError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            ReadError::Closed { .. } => "give your account permission to open it",
            ReadError::StateIsLink(_) => "remove the link; its target is not touched",
            ReadError::NoConfig(_) | ReadError::NoContent(_) | ReadError::NoFolder(_) => {
                "change to the folder of your site, or name it: vertebra build --root FOLDER\nto create a new site, run: vertebra new site NAME"
            }
        }
    }
}

fn named(folder: &Path) -> String {
    if folder.as_os_str() == "." { "this folder".to_owned() } else { folder.display().to_string() }
}

/// Reads the site in `root`.
pub fn read(root: &Path, threads: usize) -> Result<Snapshot, ReadError> {
    check_site(root)?;
    let Below { files, faults, .. } = all_files(root);
    Ok(snapshot_of(root, files, faults, threads))
}

/// All files of the site.
pub(crate) fn all_files(root: &Path) -> Below {
    let mut all = files_below(root, "content");
    if root.join("themes").symlink_metadata().is_ok() {
        let themes = files_below(root, "themes");
        all.files.extend(themes.files);
        all.faults.extend(themes.faults);
        all.links.extend(themes.links);
    }
    all
}

/// What stands in the files that were found. One that is gone by now is told, not passed over.
pub(crate) fn snapshot_of(root: &Path, found: Vec<FoundFile>, mut faults: Vec<Diagnostic>, threads: usize) -> Snapshot {
    let contents = read_files(root, &found, threads);
    let mut files = Vec::with_capacity(found.len());
    for (FoundFile { path, .. }, content) in found.into_iter().zip(contents) {
        match content {
            Ok(content) => files.push((path, content)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => faults.push(vanished(&path)),
            Err(cause) => faults.push(unreadable_file(&path, &cause)),
        }
    }
    Snapshot { files: files.into_iter().collect(), faults, ..Snapshot::default() }
}

/// Some files of a site for the excerpts of a report: from the snapshot where it still has them, else from disk. One
/// that cannot be read any more is left out.
pub fn again<'a>(root: &Path, snapshot: &Snapshot, paths: impl IntoIterator<Item = &'a SourcePath>) -> Snapshot {
    let mut found = Snapshot::default();
    for path in paths {
        if found.files.contains_key(path) {
            continue;
        }
        let content = snapshot.get(path).cloned().or_else(|| one(root, path));
        found.files.extend(content.map(|content| (path.clone(), content)));
    }
    found
}

/// Whether there is a site in `root`, before anything else is done there.
pub fn check_site(root: &Path) -> Result<(), ReadError> {
    let is_folder = |path: &Path| match path.metadata() {
        Ok(it) => Ok(it.is_dir()),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(ReadError::Closed { folder: path.to_owned(), cause }),
    };
    if !is_folder(root)? {
        return Err(ReadError::NoFolder(root.to_owned()));
    }
    let content = root.join("content");
    if !is_folder(&content)? {
        return Err(ReadError::NoContent(root.to_owned()));
    }
    if let Some(link) = state::link_among(root) {
        return Err(ReadError::StateIsLink(link));
    }
    // Anything under that name will do here: if it cannot be read, a diagnostic says so.
    match content.join("site.yaml").symlink_metadata() {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(ReadError::NoConfig(root.to_owned())),
        _ => Ok(()),
    }
}

/// The folders right inside of one, in the order of their names; none when it cannot be opened.
pub fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut folders: Vec<_> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What stands in single files now; nothing for those that are not there.
pub fn now(root: &Path, paths: impl IntoIterator<Item = SourcePath>) -> Changes {
    let files = paths.into_iter().map(|path| (path.clone(), one(root, &path))).collect();
    Changes { files, faults: Vec::new() }
}

/// The fingerprint of a file, wherever it is.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn print(place: &Path) -> io::Result<Fingerprint> {
    Fingerprint::of_reader(File::open(place)?)
}

/// What stands in a single file; nothing for one that is not there or cannot be read.
fn one(root: &Path, path: &SourcePath) -> Option<FileContent> {
    content(&ContentReader::new(root), path, &file_at(root, path)?, &mut [0; 16 * 1024]).ok()
}

/// What stands in each file, in the order of `found`.
fn read_files(root: &Path, found: &[FoundFile], threads: usize) -> Vec<io::Result<FileContent>> {
    // Few at a time, so that one folder of large pictures does not keep one thread busy alone.
    const BATCH: usize = 16;
    let next = AtomicUsize::new(0);
    let reader = ContentReader::new(root);
    let work = || {
        let mut buffer = vec![0; 64 * 1024];
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(rest) = found.get(start..).filter(|rest| !rest.is_empty()) else { return done };
            let batch = rest
                .iter()
                .take(BATCH)
                .map(|file| content(&reader, &file.path, &file.on_disk, &mut buffer))
                .collect::<Vec<_>>();
            done.push((start, batch));
        }
    };
    let mut batches: Vec<_> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    batches.sort_by_key(|(start, _)| *start);
    batches.into_iter().flat_map(|(_, batch)| batch).collect()
}

/// Reads through a buffer that outlives the file: one allocation of the right size for most files.
pub(crate) fn content(
    reader: &ContentReader,
    path: &SourcePath,
    place: &Path,
    buffer: &mut [u8],
) -> io::Result<FileContent> {
    let mut file = File::open(place)?;
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => return Ok(FileContent::from(&buffer[..filled])),
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.seek(SeekFrom::Start(0))?;
    if let Some(large) = reader.large(path, place, &file)? {
        return Ok(large);
    }
    file.seek(SeekFrom::Start(filled as u64))?;
    let mut long = buffer.to_vec();
    file.read_to_end(&mut long)?;
    Ok(FileContent::from(long))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;

    #[test]
    fn a_file_that_is_gone_when_its_turn_comes_is_told() {
        let folder = tempfile::TempDir::new().unwrap();
        let found = |name: &str| FoundFile { path: SourcePath::new(name), on_disk: folder.path().join(name) };
        std::fs::write(folder.path().join("here.md"), "text").unwrap();
        let snapshot = snapshot_of(folder.path(), vec![found("gone.md"), found("here.md")], Vec::new(), 2);
        assert_eq!(snapshot.text(&SourcePath::new("here.md")).unwrap(), "text");
        let told: Vec<_> = snapshot.faults.iter().map(|d| format!("{:?}[{}] {}", d.severity, d.code, d.file)).collect();
        assert_eq!(told.join("\n").to_lowercase(), "error[file-vanished] gone.md");
    }
}
