//! The store on disk: `.vertebra/cache` in the folder of the site. It may be thrown away at any time.
//!
//! Each result is a file named by its key, behind its own fingerprint, so that a damaged one is never used. Files are
//! put in place by renaming: a program that is killed leaves no half result. A fingerprint finds damage, not intent.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::{self, Durability};
use super::state;
use vertebra_base::artifact_cache::{ArtifactCache, CacheBackend};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};

/// The name of the folder among those that the program keeps.
const NAME: &str = "cache";

/// The store of a site. Makes nothing until there is something to keep.
pub fn store(root: &Path) -> ArtifactCache {
    ArtifactCache::new(Cache { root: root.to_owned() })
}

/// A store that keeps results and takes none that were kept before: for what readers are to see. Who can write into the
/// folder, or brings it along with a copy of the site, can give any bytes a fingerprint that fits.
pub fn filled_anew(root: &Path) -> ArtifactCache {
    ArtifactCache::new(Filled(Cache { root: root.to_owned() }))
}

#[derive(Debug)]
struct Filled(Cache);

impl CacheBackend for Filled {
    fn get(&self, _: Fingerprint) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, key: Fingerprint, result: &[u8]) {
        self.0.put(key, result);
    }
}

#[derive(Debug)]
struct Cache {
    root: PathBuf,
}

impl Cache {
    fn path(&self, key: Fingerprint) -> PathBuf {
        let name = key.to_string();
        self.root.join(state::FOLDER).join(NAME).join(&name[..2]).join(&name[2..])
    }

    fn write(&self, key: Fingerprint, result: &[u8]) -> std::io::Result<()> {
        let name = key.to_string();
        let folder = state::real_folder(state::folder(&self.root, NAME)?.join(&name[..2]))?;
        let mut bytes = seal(key, result).to_string().into_bytes();
        bytes.extend_from_slice(result);
        atomic::replace(&folder.join(&name[2..]), &bytes, Durability::Cached)
    }
}

/// The fingerprint of a result under its key: the result of another key is not taken for this one, whatever its name.
fn seal(key: Fingerprint, result: &[u8]) -> Fingerprint {
    Fingerprinter::new().text("cache").print(key).print(Fingerprint::of_bytes(result)).finish()
}

impl CacheBackend for Cache {
    fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.path(key)).ok()?;
        let print = Fingerprint::parse(std::str::from_utf8(bytes.get(..32)?).ok()?)?;
        bytes.drain(..32);
        (print == seal(key, &bytes)).then_some(bytes)
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
        let file = Cache { root: root.path().to_owned() }.path(key);
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() = b'X';
        fs::write(&file, bytes).unwrap();
        assert_eq!(cache.get_or_make(key, make("three")).unwrap(), b"three");
    }

    #[test]
    fn the_result_of_another_key_is_not_taken() {
        let root = tempfile::tempdir().unwrap();
        let (cache, place) = (store(root.path()), Cache { root: root.path().to_owned() });
        let keys = [b"one", b"two"].map(|key| Fingerprint::of_bytes(key));
        let make = |text: &'static str| move || Ok::<_, ()>(text.as_bytes().to_vec());
        for (key, text) in keys.into_iter().zip(["one", "two"]) {
            cache.get_or_make(key, make(text)).unwrap();
        }
        fs::copy(place.path(keys[0]), place.path(keys[1])).unwrap();
        assert_eq!(cache.get_or_make(keys[1], make("made again")).unwrap(), b"made again");
        assert_eq!(cache.get_or_make(keys[0], make("not made")).unwrap(), b"one");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_kept_behind_a_link() {
        let (root, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), root.path().join(state::FOLDER)).unwrap();
        let made = store(root.path()).get_or_make(Fingerprint::of_bytes(b"key"), || Ok::<_, ()>(vec![1])).unwrap();
        assert_eq!((made, fs::read_dir(other.path()).unwrap().count()), (vec![1], 0));
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
