//! The store on disk: `.vertebra/cache` in the folder of the site. It may be thrown away at any time.
//!
//! Each result is a file named by its key, behind its own fingerprint, so that a damaged one is never used. Files are
//! put in place by renaming: a program that is killed leaves no half result.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::fingerprint::Fingerprint;
use crate::store::{Keep, Store};

/// The folder, seen from that of the site.
const FOLDER: &str = ".vertebra/cache";

/// The store of a site. Makes nothing until there is something to keep.
pub fn store(root: &Path) -> Store {
    Store::new(Cache { folder: root.join(FOLDER) })
}

#[derive(Debug)]
struct Cache {
    folder: PathBuf,
}

impl Cache {
    fn path(&self, key: Fingerprint) -> PathBuf {
        let name = key.to_string();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    fn write(&self, key: Fingerprint, result: &[u8]) -> std::io::Result<()> {
        let path = self.path(key);
        let Some(folder) = path.parent() else { return Ok(()) };
        fs::create_dir_all(folder)?;
        // Kept out of every repository without a word from the editor.
        let ignore = self.folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        let half = folder.join(format!("{}.{}.half", key, std::process::id()));
        let mut file = fs::File::create(&half)?;
        file.write_all(Fingerprint::of_bytes(result).to_string().as_bytes())?;
        file.write_all(result)?;
        drop(file);
        fs::rename(half, path)
    }
}

impl Keep for Cache {
    fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.path(key)).ok()?;
        let print = Fingerprint::parse(std::str::from_utf8(bytes.get(..32)?).ok()?)?;
        bytes.drain(..32);
        (print == Fingerprint::of_bytes(&bytes)).then_some(bytes)
    }

    fn put(&self, key: Fingerprint, result: &[u8]) {
        // A folder that may not be written costs time at the next build, nothing else.
        _ = self.write(key, result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_made_once_and_a_damaged_one_again() {
        let root = tempfile::tempdir().unwrap();
        let cache = store(root.path());
        let key = Fingerprint::of_bytes(b"key");
        let make = |text: &'static str| move || Ok::<_, ()>(text.as_bytes().to_vec());
        assert_eq!(cache.get_or_make(key, make("one")).unwrap(), b"one");
        assert_eq!(cache.get_or_make(key, make("two")).unwrap(), b"one");
        let file = Cache { folder: root.path().join(FOLDER) }.path(key);
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() = b'X';
        fs::write(&file, bytes).unwrap();
        assert_eq!(cache.get_or_make(key, make("three")).unwrap(), b"three");
    }

    #[test]
    fn a_failure_is_not_kept() {
        let root = tempfile::tempdir().unwrap();
        let cache = store(root.path());
        let key = Fingerprint::of_bytes(b"key");
        assert_eq!(cache.get_or_make(key, || Err("no")), Err("no"));
        assert_eq!(cache.get_or_make(key, || Ok::<_, &str>(vec![1])), Ok(vec![1]));
    }
}
