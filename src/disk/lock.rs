//! One build at a time: a lock on a file, which the system lets go of when a process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::publish_error::PublishError;

/// Held while a build writes into a folder.
pub struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of an output folder, whose notes are kept in `notes`.
    pub fn take(out: &Path, notes: &Path) -> Result<Self, PublishError> {
        let path = notes.join("lock");
        // A build that fails before anything was published takes its lock file away again, perhaps just between our
        // opening and locking it: then another try makes a new one.
        for _ in 0..100 {
            fs::create_dir_all(notes).map_err(|cause| PublishError::at(out, cause))?;
            let file = match File::options().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                Err(cause) => return Err(PublishError::at(&path, cause)),
            };
            match file.try_lock() {
                // Some network file systems have no locks; a site on them is still published.
                Err(TryLockError::Error(cause)) if cause.kind() != io::ErrorKind::Unsupported => {
                    return Err(PublishError::at(&path, cause));
                }
                Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(out.to_owned())),
                _ if is_same_file(&file, &path) => return Ok(Lock { path, file }),
                _ => {}
            }
        }
        Err(PublishError::Busy(out.to_owned()))
    }

    /// Lets go and takes the file away, so that nothing is left behind.
    pub fn remove(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a program that is just being started holds a copy of it for a moment.
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |it: fs::Metadata| (it.dev(), it.ino());
    let (ours, there) = (file.metadata().map(place), path.symlink_metadata().map(place));
    matches!((ours, there), (Ok(ours), Ok(there)) if ours == there)
}

/// Elsewhere an open file cannot be taken away.
#[cfg(not(unix))]
fn is_same_file(_: &File, _: &Path) -> bool {
    true
}
