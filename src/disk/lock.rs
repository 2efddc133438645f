//! One program at a time in a folder: a lock on a file, which the system lets go of when a process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held while a program writes into a folder.
pub struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of a folder, which is made if need be. None while another program has it.
    ///
    /// # Errors
    /// When the folder or the file of the lock cannot be made.
    pub fn take(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join("lock");
        // Whoever leaves an empty folder takes the file of its lock away too, perhaps just between our opening and
        // locking it: then another try makes a new one.
        for _ in 0..100 {
            fs::create_dir_all(folder)?;
            let file = match File::options().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                Err(cause) => return Err(cause),
            };
            match file.try_lock() {
                // Some network file systems have no locks; a site on them is still published.
                Err(TryLockError::Error(cause)) if cause.kind() != io::ErrorKind::Unsupported => return Err(cause),
                Err(TryLockError::WouldBlock) => return Ok(None),
                _ if is_same_file(&file, &path) => return Ok(Some(Lock { path, file })),
                _ => {}
            }
        }
        Ok(None)
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
