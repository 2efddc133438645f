//! Copies of files as they were before a change: `.vertebra/backup`, a folder for each time. Editors may throw them away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::change::{Change, ChangeError, write};
use crate::fingerprint::Fingerprint;
use crate::path::SourcePath;

const FOLDER: &str = ".vertebra/backup";
/// Beside the copies: what was changed, and how it was left.
const LIST: &str = "changes.json";
/// What the folder of a change is called once it was taken back.
const UNDONE: &str = " undone";

/// What was taken back.
#[derive(Debug)]
pub struct Undone {
    /// The command that had made the change.
    pub what: String,
    pub files: Vec<SourcePath>,
}

#[derive(Serialize, Deserialize)]
struct List {
    what: String,
    files: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
struct Listed {
    path: String,
    /// It was there before.
    was: bool,
    /// How the change left it.
    print: String,
}

/// Keeps what stands in the files that are about to be changed. The list is written last: without it, nothing happened.
pub fn keep(root: &Path, stamp: &str, what: &str, changes: &[Change]) -> Result<(), ChangeError> {
    let all = root.join(FOLDER);
    fs::create_dir_all(&all).map_err(|cause| ChangeError::at(&all, cause))?;
    // Kept out of every repository without a word from the editor.
    let ignore = all.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").map_err(|cause| ChangeError::at(&ignore, cause))?;
    }
    let folder = free(&all, stamp);
    let mut files = Vec::new();
    for change in changes {
        if let Some(before) = &change.before {
            write(&folder.join(change.path.as_str()), before)?;
        }
        let print = Fingerprint::of_bytes(&change.after).to_string();
        files.push(Listed { path: change.path.to_string(), was: change.before.is_some(), print });
    }
    let list = List { what: what.to_owned(), files };
    let text = serde_json::to_string_pretty(&list).map_err(|fault| ChangeError::at(&folder, fault.into()))?;
    write(&folder.join(LIST), text.as_bytes())
}

/// A folder of its own, also for two changes within a second.
fn free(all: &Path, stamp: &str) -> PathBuf {
    let names = std::iter::once(stamp.to_owned()).chain((2..).map(|number| format!("{stamp} {number}")));
    let is_free = |name: &String| !all.join(name).exists() && !all.join(format!("{name}{UNDONE}")).exists();
    all.join(names.into_iter().find(is_free).unwrap_or_else(|| stamp.to_owned()))
}

/// Takes the last change back, if nobody has touched its files since.
pub fn undo(root: &Path) -> Result<Undone, ChangeError> {
    let folder = last(&root.join(FOLDER))?;
    let broken = || ChangeError::BackupBroken(folder.clone());
    let text = fs::read(folder.join(LIST)).map_err(|_| broken())?;
    let list: List = serde_json::from_slice(&text).map_err(|_| broken())?;
    // Never outside the site, whatever the list says.
    let inside = |path: &str| !path.starts_with('/') && !path.split(['/', '\\']).any(|part| part == "..");
    if !list.files.iter().all(|file| inside(&file.path)) {
        return Err(broken());
    }
    for file in &list.files {
        let now = fs::read(root.join(&file.path)).map(|bytes| Fingerprint::of_bytes(&bytes).to_string());
        if now.ok().as_ref() != Some(&file.print) {
            let file = SourcePath::new(&file.path);
            return Err(ChangeError::ChangedSince { file, backup: folder });
        }
    }
    for file in &list.files {
        let place = root.join(&file.path);
        if file.was {
            let kept = folder.join(&file.path);
            write(&place, &fs::read(&kept).map_err(|cause| ChangeError::at(&kept, cause))?)?;
        } else {
            fs::remove_file(&place).map_err(|cause| ChangeError::at(&place, cause))?;
        }
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let undone = folder.with_file_name(format!("{name}{UNDONE}"));
    fs::rename(&folder, undone).map_err(|cause| ChangeError::at(&folder, cause))?;
    Ok(Undone { what: list.what, files: list.files.into_iter().map(|file| SourcePath::new(file.path)).collect() })
}

/// The last change that was not taken back. The names of the folders are times, so the last in order is the last one.
fn last(all: &Path) -> Result<PathBuf, ChangeError> {
    let entries = match fs::read_dir(all) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Err(ChangeError::NothingToUndo),
        Err(cause) => return Err(ChangeError::at(all, cause)),
    };
    let mut folders: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    folders.retain(|path| !path.to_string_lossy().ends_with(UNDONE) && path.join(LIST).is_file());
    folders.sort();
    folders.pop().ok_or(ChangeError::NothingToUndo)
}
