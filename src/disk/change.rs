//! Changes to the files of editors: all of them or none, each in one step, and never without a copy of what was there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backup;
use crate::path::SourcePath;

/// A file that is to be changed, made, or nothing else: files are never deleted.
#[derive(Debug, Clone)]
pub struct Change {
    pub path: SourcePath,
    /// What the change was made from; nothing for a new file.
    pub before: Option<Arc<[u8]>>,
    pub after: Vec<u8>,
}

/// Why the files of an editor were not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("{0} has been changed in the meantime; nothing was written")]
    Changed(SourcePath),
    #[error("{} cannot be written: {cause}", .path.display())]
    Failed { path: PathBuf, cause: io::Error },
    #[error("there is no change to take back")]
    NothingToUndo,
    #[error("{file} has been changed since; nothing was taken back")]
    ChangedSince { file: SourcePath, backup: PathBuf },
    #[error("the list of changes in {} cannot be read", .0.display())]
    BackupBroken(PathBuf),
}

impl ChangeError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            ChangeError::Changed(_) => "save it in your editor, then run the same command again".to_owned(),
            ChangeError::Failed { .. } => "allow your account to write there, or make room on the disk".to_owned(),
            ChangeError::NothingToUndo => "the copies that a change leaves are in .vertebra/backup".to_owned(),
            ChangeError::ChangedSince { file, backup } => {
                format!("what it said before is in {}", backup.join(file.as_str()).display())
            }
            ChangeError::BackupBroken(folder) => format!("the files themselves are in {}", folder.display()),
        }
    }

    pub(super) fn at(path: &Path, cause: io::Error) -> Self {
        ChangeError::Failed { path: path.to_owned(), cause }
    }
}

/// Makes some changes below `root` and keeps what was there in `.vertebra/backup/STAMP`; `what` names the command. When
/// one of them cannot be made, those before it are taken back.
pub fn carry_out(root: &Path, stamp: &str, what: &str, changes: &[Change]) -> Result<(), ChangeError> {
    for change in changes {
        check(root, change)?;
    }
    backup::keep(root, stamp, what, changes)?;
    // New files first: a text never names a picture that is not there yet.
    let (new, old): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.before.is_none());
    let mut done: Vec<&Change> = Vec::new();
    for change in new.into_iter().chain(old) {
        if let Err(error) = write(&root.join(change.path.as_str()), &change.after) {
            for change in done {
                // The first fault is the one to be told; what cannot be put back is in the backup.
                let _ = take_back(root, change);
            }
            return Err(error);
        }
        done.push(change);
    }
    Ok(())
}

/// A file is changed only as it was when the change was shown.
fn check(root: &Path, change: &Change) -> Result<(), ChangeError> {
    let place = root.join(change.path.as_str());
    let same = match (fs::read(&place), &change.before) {
        (Ok(bytes), Some(before)) => *bytes == **before,
        (Err(cause), None) => cause.kind() == io::ErrorKind::NotFound,
        (Err(cause), Some(_)) if cause.kind() != io::ErrorKind::NotFound => return Err(ChangeError::at(&place, cause)),
        _ => false,
    };
    if same { Ok(()) } else { Err(ChangeError::Changed(change.path.clone())) }
}

fn take_back(root: &Path, change: &Change) -> Result<(), ChangeError> {
    let place = root.join(change.path.as_str());
    match &change.before {
        Some(before) => write(&place, before),
        None => fs::remove_file(&place).map_err(|cause| ChangeError::at(&place, cause)),
    }
}

/// Puts a file in place in one step: whoever reads it sees the old text or the new one, whatever happens.
pub fn write(place: &Path, bytes: &[u8]) -> Result<(), ChangeError> {
    // Behind a link stands the file that is meant.
    let is_link = place.symlink_metadata().is_ok_and(|it| it.file_type().is_symlink());
    let place = if is_link { fs::canonicalize(place).unwrap_or_else(|_| place.to_owned()) } else { place.to_owned() };
    let failed = |cause| ChangeError::at(&place, cause);
    let folder = place.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(failed)?;
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = folder.join(format!(".{name}.{}.vertebra", std::process::id()));
    let written = || {
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        if let Ok(old) = place.metadata() {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&draft, &place)
    };
    written().map_err(|cause| {
        let _ = fs::remove_file(&draft);
        failed(cause)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::backup::undo;

    fn change(path: &str, before: Option<&str>, after: &str) -> Change {
        let before = before.map(|text| Arc::from(text.as_bytes()));
        Change { path: SourcePath::new(path), before, after: after.into() }
    }

    #[test]
    fn changes_are_made_and_taken_back() {
        let root = tempfile::TempDir::new().unwrap();
        let read = |path: &str| fs::read_to_string(root.path().join(path)).ok();
        fs::create_dir(root.path().join("content")).unwrap();
        fs::write(root.path().join("content/a.md"), "old").unwrap();
        let changes = [change("content/a.md", Some("old"), "new"), change("content/images/b.png", None, "picture")];
        carry_out(root.path(), "1", "fix", &changes).unwrap();
        assert_eq!((read("content/a.md"), read("content/images/b.png")), (Some("new".into()), Some("picture".into())));
        assert_eq!(read(".vertebra/backup/1/content/a.md").as_deref(), Some("old"));
        assert_eq!(read(".vertebra/backup/.gitignore").as_deref(), Some("*\n"));

        let undone = undo(root.path()).unwrap();
        assert_eq!((undone.what.as_str(), undone.files.len()), ("fix", 2));
        assert_eq!((read("content/a.md"), read("content/images/b.png")), (Some("old".into()), None));
        assert!(matches!(undo(root.path()), Err(ChangeError::NothingToUndo)), "only once");
    }

    #[test]
    fn what_was_changed_since_is_left_alone() {
        let root = tempfile::TempDir::new().unwrap();
        let place = root.path().join("a.md");
        fs::write(&place, "other").unwrap();
        let changes = [change("a.md", Some("old"), "new")];
        assert!(matches!(carry_out(root.path(), "1", "fix", &changes), Err(ChangeError::Changed(_))));
        assert!(!root.path().join(".vertebra").exists(), "nothing is kept of what did not happen");
        fs::write(&place, "old").unwrap();
        carry_out(root.path(), "1", "fix", &changes).unwrap();
        fs::write(&place, "newer").unwrap();
        let refused = undo(root.path()).unwrap_err();
        assert_eq!(refused.to_string(), "a.md has been changed since; nothing was taken back");
        assert_eq!(fs::read_to_string(&place).unwrap(), "newer");
        let names: Vec<_> = fs::read_dir(root.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".vertebra") && name != ".vertebra"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_modes_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let root = tempfile::TempDir::new().unwrap();
        fs::write(root.path().join("real.md"), "old").unwrap();
        fs::set_permissions(root.path().join("real.md"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.md", root.path().join("link.md")).unwrap();
        carry_out(root.path(), "1", "fix", &[change("link.md", Some("old"), "new")]).unwrap();
        assert!(root.path().join("link.md").symlink_metadata().unwrap().file_type().is_symlink());
        assert_eq!(fs::read_to_string(root.path().join("real.md")).unwrap(), "new");
        assert_eq!(root.path().join("real.md").metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }
}
