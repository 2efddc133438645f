//! One file put in place in one step: whoever reads it finds the old bytes or the new ones, also after a crash.
//!
//! The new bytes are written to a draft beside the place, which then takes the place. A draft has a name that nobody can
//! guess and is only ever created anew, so that no link and no file of somebody else is written through.
//! Never decides what is written where, and never follows a link: it is the link that is replaced.

use std::fs::{self, File, Metadata};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use vertebra_base::parallel;

/// What every draft is called, before some letters by chance. Hidden, so that nobody takes it for a page.
const DRAFT: &str = ".vertebra-";

/// So many files are synced at once; the threads only wait.
const AT_ONCE: usize = 32;

/// What must have happened when a file counts as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// The file and its name outlive a power cut.
    Synced,
    /// Old or new for every program that runs; after a power cut perhaps empty. For what can be made again.
    Cached,
}

/// Puts a file in place of whatever is there; a file that is replaced hands on its permissions and its owner.
///
/// # Errors
/// When a step fails. The old file is then still there, and no draft.
pub fn replace(place: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    let like = place.symlink_metadata().ok().filter(Metadata::is_file);
    let draft = draft_beside(place);
    write_new(&draft, bytes, like.as_ref(), durability)
        .and_then(|()| fs::rename(&draft, place))
        .inspect_err(|_| _ = fs::remove_file(&draft))?;
    sync_names(place, durability)
}

/// Puts a file where nothing is yet.
///
/// # Errors
/// `AlreadyExists` when something stands there, also if it appeared meanwhile: it stays. When a step fails, nothing is left.
pub fn create(place: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    let draft = draft_beside(place);
    write_new(&draft, bytes, None, durability)
        .and_then(|()| rename_new(&draft, place))
        .inspect_err(|_| _ = fs::remove_file(&draft))?;
    sync_names(place, durability)
}

/// A name beside a place, for a file that is to take it.
pub fn draft_beside(place: &Path) -> PathBuf {
    place.with_file_name(format!("{DRAFT}{}", random_name()))
}

/// Whether a name is that of a draft.
pub fn is_draft(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(DRAFT))
}

/// Sixteen letters and digits that nobody can guess.
pub fn random_name() -> String {
    // The keys of a hasher are made from what the system has of chance: <https://doc.rust-lang.org/std/hash/struct.RandomState.html>
    format!("{:016x}", RandomState::new().hash_one(0u8))
}

/// Writes a file that is not there yet, with the permissions and the owner of the file that it is to replace; in a folder
/// that is there.
///
/// # Errors
/// `AlreadyExists` when something has this name, a link too. Otherwise the half file is removed.
pub fn write_new(path: &Path, bytes: &[u8], like: Option<&Metadata>, durability: Durability) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let mut written = || {
        file.write_all(bytes)?;
        if let Some(like) = like {
            // First, since a change of owner takes some permissions away.
            hand_on_owner(&file, like);
            file.set_permissions(like.permissions())?;
        }
        if durability == Durability::Synced { file.sync_all() } else { Ok(()) }
    };
    written().inspect_err(|_| _ = fs::remove_file(path))
}

/// Gives a file the owner and the group of another, as far as this account may: whoever works as the administrator of a
/// computer takes no file away from its editor.
#[cfg(unix)]
fn hand_on_owner(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if file.metadata().is_ok_and(|own| (own.uid(), own.gid()) == (like.uid(), like.gid())) {
        return;
    }
    // Nearly all accounts may give a file to nobody else, but to a group of theirs.
    let _ = fchown(file, Some(like.uid()), Some(like.gid())).or_else(|_| fchown(file, None, Some(like.gid())));
}

/// Other systems decide by the folder.
#[cfg(not(unix))]
fn hand_on_owner(_: &File, _: &Metadata) {}

/// Gives a file another name that nothing has yet.
///
/// # Errors
/// `AlreadyExists` when something has the new name. Both names may be there if the program ends in between: they are then
/// one file, and doing it again ends it.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
            if !is_same_file(from, to) {
                return Err(cause);
            }
            // Where capitals do not count, `Page.md` is there when `page.md` is: then this is a change of letters alone.
            if is_listed(to) { fs::remove_file(from) } else { fs::rename(from, to) }
        }
        // Some file systems know no second name. What appears in this moment is lost there.
        Err(_) if to.symlink_metadata().is_err() => fs::rename(from, to),
        Err(cause) => Err(cause),
    }
}

/// Makes what stands in files outlive a power cut. Many at once: a disk then writes its journal for all of them, which is
/// fifty times faster than one after the other (5,000 files on ext4: 0.5 s, not 30 s).
///
/// # Errors
/// The first failure. Where a file is missing, that is one.
pub fn sync_files(files: &[PathBuf]) -> io::Result<()> {
    // Elsewhere only a file that is open for writing can be synced.
    let sync = |path: &PathBuf| File::options().read(true).write(!cfg!(unix)).open(path)?.sync_all();
    parallel::map(AT_ONCE, files, sync).into_iter().collect()
}

/// Makes the names in a folder outlive a power cut. Where folders cannot be opened like files, nothing is done.
///
/// # Errors
/// When the folder cannot be opened or its disk fails.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn sync_names(place: &Path, durability: Durability) -> io::Result<()> {
    match (durability, place.parent()) {
        (Durability::Synced, Some(folder)) => sync_folder(folder),
        _ => Ok(()),
    }
}

/// Whether two names are those of one file.
#[cfg(unix)]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |path: &Path| path.symlink_metadata().map(|it| (it.dev(), it.ino()));
    matches!((place(one), place(other)), (Ok(one), Ok(other)) if one == other)
}

/// Whether two names are those of one file, as far as names tell.
#[cfg(not(unix))]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether a folder lists a name in just these letters.
pub fn is_listed(path: &Path) -> bool {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.filter_map(Result::ok).any(|entry| Some(entry.file_name().as_os_str()) == path.file_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Durability::{Cached, Synced};

    /// A folder of the test and the names in it.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_no_draft_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.md");
        for (durability, text) in [(Synced, "new"), (Cached, "newer")] {
            replace(&place, text.as_bytes(), durability).unwrap();
            assert_eq!((fs::read_to_string(&place).unwrap().as_str(), names(folder.path()).len()), (text, 1));
        }
    }

    #[test]
    fn what_is_there_is_never_replaced_by_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.md");
        create(&place, b"first", Synced).unwrap();
        let kind = |result: io::Result<()>| result.unwrap_err().kind();
        assert_eq!(kind(create(&place, b"second", Synced)), io::ErrorKind::AlreadyExists);
        replace(&folder.path().join("b.md"), b"other", Cached).unwrap();
        assert_eq!(kind(rename_new(&folder.path().join("b.md"), &place)), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&place).unwrap(), "first");
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
    }

    #[test]
    fn a_rename_that_was_cut_off_is_ended_by_the_same_rename() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&from, "text").unwrap();
        fs::hard_link(&from, &to).unwrap();
        rename_new(&from, &to).unwrap();
        assert_eq!(names(folder.path()), ["b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_and_never_followed_and_permissions_stay() {
        use std::fs::Permissions;
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (victim, place) = (folder.path().join("victim"), folder.path().join("a.md"));
        fs::write(&victim, "precious").unwrap();
        symlink(&victim, &place).unwrap();
        replace(&place, b"new", Synced).unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
        assert!(place.symlink_metadata().unwrap().is_file());

        fs::set_permissions(&place, Permissions::from_mode(0o640)).unwrap();
        replace(&place, b"newer", Synced).unwrap();
        assert_eq!(place.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        // Nor by the way of a draft, whatever it is called.
        let draft = folder.path().join("draft");
        symlink(&victim, &draft).unwrap();
        assert!(write_new(&draft, b"x", None, Synced).is_err());
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    }

    #[test]
    fn files_are_synced_and_one_that_is_missing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<_> = (0..100).map(|number| folder.path().join(number.to_string())).collect();
        files.iter().for_each(|file| fs::write(file, "text").unwrap());
        sync_files(&files).unwrap();
        fs::remove_file(&files[70]).unwrap();
        assert_eq!(sync_files(&files).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn no_two_drafts_have_one_name() {
        let mut names: Vec<_> = (0..1000).map(|_| random_name()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 1000);
    }
}
