//! Large files that are published as they are: which these are, their fingerprints, their copies.
//!
//! Their bytes are never in memory as a whole. A fingerprint is kept by what the system says of a file, so that a large
//! file is read once and not by every build. Each copy is read again and compared: a file that changes between the two
//! is never published under the fingerprint of another.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use super::cache;
use super::publish_error::PublishError;
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::file_content::{FileContent, LargeFile};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::SourcePath;
use vertebra_media::compress;
use vertebra_media::image_file::is_picture_name;

/// Smaller files are held in memory, in bytes.
const SMALL: u64 = 1024 * 1024;

/// Texts are held up to here, in bytes: they are searched for names, made smaller for the way to readers, and checked.
/// Nobody has written a larger one.
const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// Within this time after a change a file may be changed again without another time of change on it.
const TICK: Duration = Duration::from_secs(3);

/// Whether nothing but a copy is ever made of a file, so that it need not be in memory. Read are pages, data, settings,
/// pictures, styles, scripts and themes.
fn is_left_on_disk(path: &SourcePath, size: u64) -> bool {
    if size <= SMALL {
        return false;
    }
    let name = path.as_str();
    if name.starts_with("themes/") || name.starts_with("content/data/") || is_picture_name(name) {
        return false;
    }
    match &*path.extension().to_lowercase() {
        "md" | "yaml" | "yml" | "css" | "js" | "mjs" => false,
        "" | "htm" | "xhtml" => size > LARGEST_TEXT,
        _ => !compress::is_text_name(name) || size > LARGEST_TEXT,
    }
}

/// Makes the contents of files, and keeps the fingerprints of large ones with the site.
#[derive(Debug)]
pub struct ContentReader {
    root: PathBuf,
    /// Looked for when the first large file comes.
    store: OnceLock<ArtifactCache>,
}

impl ContentReader {
    /// For the files of a site.
    pub fn new(root: &Path) -> Self {
        ContentReader { root: root.to_owned(), store: OnceLock::new() }
    }

    /// What stands in a large file, without its bytes; none for a file that is to be held.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn large(&self, path: &SourcePath, place: &Path, file: &File) -> io::Result<Option<FileContent>> {
        let about = file.metadata()?;
        if !is_left_on_disk(path, about.len()) {
            return Ok(None);
        }
        let make = || Fingerprint::of_reader(file).map(|print| print.to_string().into_bytes());
        let kept = match key(place, &about) {
            Some(key) => self.store.get_or_init(|| cache::store(&self.root)).get_or_make(key, make)?,
            None => make()?,
        };
        let print = std::str::from_utf8(&kept).ok().and_then(Fingerprint::parse);
        let print = print.map_or_else(|| Fingerprint::of_reader(file), Ok)?;
        let large = LargeFile { place: place.to_owned(), size: about.len(), print };
        Ok(Some(FileContent::OnDisk(Arc::new(large))))
    }
}

/// What the fingerprint of a file is kept under: all that changes when somebody writes into it. None when it was changed
/// just now, or by a clock that is ahead.
fn key(place: &Path, about: &Metadata) -> Option<Fingerprint> {
    let changed = about.modified().ok()?;
    if SystemTime::now().duration_since(changed).ok()? < TICK {
        return None;
    }
    let mut key = Fingerprinter::new();
    key.text("large file").text(&place.to_string_lossy()).number(about.len());
    for part in identity(about, changed) {
        key.number(part);
    }
    Some(key.finish())
}

#[cfg(unix)]
fn identity(about: &Metadata, _: SystemTime) -> [u64; 6] {
    use std::os::unix::fs::MetadataExt;
    let times = [about.mtime(), about.mtime_nsec(), about.ctime(), about.ctime_nsec()].map(i64::cast_unsigned);
    let [modified, modified_part, changed, changed_part] = times;
    [about.dev(), about.ino(), modified, modified_part, changed, changed_part]
}

/// Elsewhere a file that replaces another has at least another time.
#[cfg(not(unix))]
fn identity(about: &Metadata, changed: SystemTime) -> [u64; 6] {
    let nanos = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |it| it.as_nanos() as u64);
    [nanos(changed), about.created().map_or(0, nanos), 0, 0, 0, 0]
}

/// Copies a large file into one that is there and empty, and reads the copy again.
///
/// # Errors
/// When the file is another than it was when it was read, or when the copy cannot be written.
pub fn copy(large: &LargeFile, draft: &mut File, place: &Path) -> Result<(), PublishError> {
    let changed = || PublishError::Changed(large.place.clone());
    let mut file = File::open(&large.place).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => changed(),
        _ => PublishError::Unreadable { path: large.place.clone(), cause },
    })?;
    // The system copies without a way through this program where it can, and shares the bytes where the disk can.
    io::copy(&mut file, draft).map_err(|cause| PublishError::at(place, cause))?;
    match is_same(large, place) {
        Ok(true) => Ok(()),
        Ok(false) => Err(changed()),
        Err(cause) => Err(PublishError::at(place, cause)),
    }
}

/// Whether a file holds just the bytes of a large one. The length is asked first.
///
/// # Errors
/// When the file cannot be read.
pub fn is_same(large: &LargeFile, place: &Path) -> io::Result<bool> {
    let file = File::open(place)?;
    Ok(file.metadata()?.len() == large.size && Fingerprint::of_reader(&file)? == large.print)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_nothing_reads_are_left_on_the_disk() {
        let large = |path: &str, size: u64| is_left_on_disk(&SourcePath::new(path), size);
        for path in ["content/film.mp4", "content/a/list.PDF", "content/all.zip"] {
            assert!(large(path, SMALL + 1) && !large(path, SMALL), "{path}");
        }
        for path in ["content/list.csv", "content/a.txt", "content/a.html", "content/LICENSE", "content/a.json"] {
            assert!(large(path, LARGEST_TEXT + 1) && !large(path, LARGEST_TEXT), "{path}");
        }
        for path in
            ["content/a.md", "content/A.MD", "content/site.yaml", "content/data/a.json", "content/data/film.mp4"]
        {
            assert!(!large(path, u64::MAX), "{path}");
        }
        for path in ["content/a.jpg", "content/a.svg", "content/a.css", "content/a.js", "themes/t/static/film.mp4"] {
            assert!(!large(path, u64::MAX), "{path}");
        }
    }

    /// Its bytes, in place for longer than a tick.
    fn written(place: &Path, bytes: &[u8]) {
        std::fs::write(place, bytes).unwrap();
        let before = SystemTime::now() - TICK * 2;
        File::options().write(true).open(place).unwrap().set_modified(before).unwrap();
    }

    #[test]
    fn a_fingerprint_is_kept_for_as_long_as_the_file_is_the_same() {
        let root = tempfile::tempdir().unwrap();
        let (place, path) = (root.path().join("film.mp4"), SourcePath::new("content/film.mp4"));
        let read = || {
            let reader = ContentReader::new(root.path());
            reader.large(&path, &place, &File::open(&place).unwrap()).unwrap().unwrap().print()
        };
        let bytes = |last: u8| [vec![7; SMALL as usize], vec![last]].concat();
        for last in [1, 2, 2, 3] {
            written(&place, &bytes(last));
            assert_eq!(read(), Fingerprint::of_bytes(&bytes(last)));
            assert_eq!(read(), Fingerprint::of_bytes(&bytes(last)), "as it was kept");
        }
        // What is kept is used: the fingerprint of another file under this key is taken for its own.
        let key = key(&place, &place.metadata().unwrap()).unwrap();
        let other = Fingerprint::of_bytes(b"other").to_string();
        let kept = root.path().join(".vertebra/cache").join(&key.to_string()[..2]).join(&key.to_string()[2..]);
        assert!(kept.is_file());
        std::fs::remove_file(kept).unwrap();
        _ = cache::store(root.path()).get_or_make(key, || Ok::<_, ()>(other.clone().into_bytes()));
        assert_eq!(read().to_string(), other);
    }

    #[test]
    fn a_file_that_changed_since_it_was_read_is_never_copied() {
        let root = tempfile::tempdir().unwrap();
        let (place, draft) = (root.path().join("film.mp4"), root.path().join("draft"));
        std::fs::write(&place, "before").unwrap();
        let (size, print) = (6, Fingerprint::of_bytes(b"before"));
        let large = LargeFile { place: place.clone(), size, print };
        let copied = || copy(&large, &mut File::create(&draft).unwrap(), &draft);
        copied().unwrap();
        assert_eq!(std::fs::read(&draft).unwrap(), b"before");
        for bytes in [&b"behind"[..], b"", b"before and more"] {
            std::fs::write(&place, bytes).unwrap();
            assert!(matches!(copied(), Err(PublishError::Changed(path)) if path == place));
        }
        std::fs::remove_file(&place).unwrap();
        assert!(matches!(copied(), Err(PublishError::Changed(_))));
    }
}
