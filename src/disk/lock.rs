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
                Err(TryLockError::Error(cause)) if !lacks_locks(&cause) => return Err(cause),
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

/// Whether a file system has no locks, as some network file systems; a site on them is still published.
fn lacks_locks(cause: &io::Error) -> bool {
    cause.kind() == io::ErrorKind::Unsupported || NO_LOCKS.is_some_and(|code| cause.raw_os_error() == Some(code))
}

/// `ENOLCK`, "no locks available", as NFS answers where no lock daemon runs. Source: the `errno.h` of each system.
const NO_LOCKS: Option<i32> = if cfg!(any(target_os = "linux", target_os = "android")) {
    Some(37)
} else if cfg!(unix) {
    Some(77)
} else {
    None
};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_system_without_locks_is_no_failure() {
        assert!(lacks_locks(&io::Error::from(io::ErrorKind::Unsupported)));
        assert!(NO_LOCKS.is_none_or(|code| lacks_locks(&io::Error::from_raw_os_error(code))));
        assert!(!lacks_locks(&io::Error::from(io::ErrorKind::PermissionDenied)));
        assert!(!lacks_locks(&io::Error::from_raw_os_error(5)));
    }
}
