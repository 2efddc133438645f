//! Changes files of a site that an editor asked to have changed: all of them, or none.
//!
//! Each step knows how it is taken back. Files that `git` keeps are moved and removed by it, so that it knows.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One change of one file or folder; paths are relative to the site's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A new text for a file, or a new file.
    Write { path: String, text: Vec<u8> },
    /// Another name, where nothing stands yet.
    Move { from: String, to: String },
    /// A file that is to go.
    Remove { path: String },
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("{0} exists already; nothing was changed")]
    Exists(String),
    #[error("{path} cannot be changed: {cause}; nothing was changed")]
    Failed { path: String, cause: io::Error },
    /// A step failed, and so did taking back another: the texts as they were stand in a folder.
    #[error("{path} cannot be changed: {cause}; not all files could be put back")]
    Halfway { path: String, cause: io::Error, backup: PathBuf },
}

/// Takes all steps, in order. When one fails, those before it are taken back.
pub fn change(root: &Path, steps: &[Step]) -> Result<(), ChangeError> {
    for step in steps {
        if let Step::Move { to, .. } = step
            && root.join(to).symlink_metadata().is_ok()
        {
            return Err(ChangeError::Exists(to.clone()));
        }
    }
    let mut done: Vec<Undo> = Vec::new();
    for step in steps {
        match take(root, step) {
            Ok(undo) => done.push(undo),
            Err(cause) => {
                let path = step.path().to_owned();
                let put_back = done.iter().rev().map(|undo| undo.take_back(root)).filter(Result::is_err).count() == 0;
                if put_back {
                    return Err(ChangeError::Failed { path, cause });
                }
                let backup = keep(root, &done);
                return Err(ChangeError::Halfway { path, cause, backup });
            }
        }
    }
    Ok(())
}

/// Puts a text in the place of a file at once: whoever reads it sees the old text or the new one.
pub fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = folder.join(format!(".{name}.new"));
    let written = || {
        let mut file = fs::File::create(&beside)?;
        file.write_all(text)?;
        file.sync_all()?;
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&beside, old.permissions())?;
        }
        // A link stays one: the file that it leads to gets the text.
        fs::rename(&beside, fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    };
    written().inspect_err(|_| _ = fs::remove_file(&beside))
}

impl Step {
    fn path(&self) -> &str {
        match self {
            Step::Write { path, .. } | Step::Remove { path } => path,
            Step::Move { from, .. } => from,
        }
    }
}

/// How a step is taken back.
enum Undo {
    /// What stood in the file; nothing if there was none.
    Text(String, Option<Vec<u8>>),
    Move {
        from: String,
        to: String,
    },
}

impl Undo {
    fn take_back(&self, root: &Path) -> io::Result<()> {
        match self {
            Undo::Text(path, Some(text)) => replace(&root.join(path), text),
            Undo::Text(path, None) => fs::remove_file(root.join(path)),
            Undo::Move { from, to } => rename(root, to, from),
        }
    }
}

fn take(root: &Path, step: &Step) -> io::Result<Undo> {
    match step {
        Step::Write { path, text } => {
            let place = root.join(path);
            let old = match fs::read(&place) {
                Ok(old) => Some(old),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            replace(&place, text)?;
            Ok(Undo::Text(path.clone(), old))
        }
        Step::Move { from, to } => {
            rename(root, from, to)?;
            Ok(Undo::Move { from: from.clone(), to: to.clone() })
        }
        Step::Remove { path } => {
            let place = root.join(path);
            let old = fs::read(&place)?;
            if !(is_tracked(root, path) && git(root, &["rm", "--quiet", "--force", "--", path])) {
                fs::remove_file(&place)?;
            }
            Ok(Undo::Text(path.clone(), Some(old)))
        }
    }
}

fn rename(root: &Path, from: &str, to: &str) -> io::Result<()> {
    let place = root.join(to);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    if !(is_tracked(root, from) && git(root, &["mv", "--", from, to])) {
        fs::rename(root.join(from), place)?;
    }
    // The folder that it was in may hold nothing any more; one that holds something stays.
    let mut folder = Path::new(from).parent();
    while let Some(empty) = folder.filter(|folder| folder.components().count() > 1) {
        if fs::remove_dir(root.join(empty)).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}

/// Whether a file, or something in a folder, is kept by `git`.
fn is_tracked(root: &Path, path: &str) -> bool {
    git(root, &["ls-files", "--error-unmatch", "--", path])
}

/// Whether a command of `git` did its work; not, where there is no `git`.
fn git(root: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    let silent = command.arg("-C").arg(root).args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    silent.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Writes the old texts to a folder beside the site's own files.
fn keep(root: &Path, done: &[Undo]) -> PathBuf {
    let backup = root.join(".vertebra-backup");
    for undo in done {
        if let Undo::Text(path, Some(text)) = undo {
            // Nothing more can be done than to try.
            let _ = replace(&backup.join(path), text);
        }
    }
    backup
}
