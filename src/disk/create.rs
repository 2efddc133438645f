//! Creates files that an editor asks for: a new site, a new page. Never replaces anything.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a file was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("{} exists already; nothing was changed", .0.display())]
    Exists(PathBuf),
    #[error("the folder {} exists already and is not empty; nothing was changed", .0.display())]
    NotEmpty(PathBuf),
    #[error("{} cannot be written: {cause}", .path.display())]
    Failed { path: PathBuf, cause: io::Error },
}

/// Writes one new file and the folders above it.
pub fn create_file(path: &Path, text: &str) -> Result<(), CreateError> {
    create_bytes(path, text.as_bytes())
}

fn create_bytes(path: &Path, bytes: &[u8]) -> Result<(), CreateError> {
    let failed = |cause| CreateError::Failed { path: path.to_owned(), cause };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = File::create_new(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => CreateError::Exists(path.to_owned()),
        _ => failed(cause),
    })?;
    file.write_all(bytes).map_err(failed)
}

/// Writes new files, all of them or none: nothing is written when one of them is there already.
pub fn create_all(root: &Path, files: &[(String, Vec<u8>)]) -> Result<(), CreateError> {
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| root.join(path)).collect();
    if let Some(taken) = paths.iter().find(|path| fs::symlink_metadata(path).is_ok()) {
        return Err(CreateError::Exists(taken.clone()));
    }
    paths.iter().zip(files).try_for_each(|(path, (_, bytes))| create_bytes(path, bytes))
}

/// Writes a file that can be made again at any time; one that stands in its place goes if it holds `mark`, which says that
/// it was made in the same way.
pub fn replace_made(path: &Path, text: &str, mark: &str) -> Result<(), CreateError> {
    match fs::read_to_string(path) {
        Ok(old) if old == text => return Ok(()),
        Ok(old) if !old.contains(mark) => return Err(CreateError::Exists(path.to_owned())),
        Ok(_) => {
            let failed = |cause| CreateError::Failed { path: path.to_owned(), cause };
            return fs::write(path, text).map_err(failed);
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
        Err(_) => return Err(CreateError::Exists(path.to_owned())),
    }
    create_file(path, text)
}

/// Writes the files of a new site into a folder that is new or empty.
pub fn create_site(folder: &Path, files: &[(&str, String)]) -> Result<(), CreateError> {
    match fs::read_dir(folder).map(Iterator::count) {
        Ok(1..) => return Err(CreateError::NotEmpty(folder.to_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotADirectory => {
            return Err(CreateError::Exists(folder.to_owned()));
        }
        _ => {}
    }
    files.iter().try_for_each(|(path, text)| create_file(&folder.join(path), text))
}
