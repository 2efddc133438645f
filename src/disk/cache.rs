//! The store on disk: `.vertebra/cache` in the folder of the site. It may be thrown away at any time.
//!
//! Each result is a file named by its key, behind a seal over key and result, so that a damaged one and that of another
//! key are never used. Files are put in place by renaming: a program that is killed leaves no half result. A seal without
//! a secret finds damage, not intent; one with the secret of the user (`secret`) shows that this program made the result.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::{self, Durability};
use super::secret::{self, Secret};
use super::state;
use vertebra_base::artifact_cache::{ArtifactCache, CacheBackend};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};

/// The name of the folder among those that the program keeps.
const NAME: &str = "cache";

/// The store of a site. Makes nothing until there is something to keep.
pub fn store(root: &Path) -> ArtifactCache {
    ArtifactCache::new(Cache { root: root.to_owned(), secret: secret::find(root) })
}

/// A store for what readers are to see: it takes only results under a seal with the user's secret. Who can write into the
/// folder, or brings it along with a copy of the site, can give any bytes a seal without one. Where no secret can be kept,
/// everything is made again.
pub fn trusted(root: &Path) -> ArtifactCache {
    let cache = |secret| Cache { root: root.to_owned(), secret };
    match secret::find_or_make(root) {
        Some(secret) => ArtifactCache::new(cache(Some(secret))),
        None => ArtifactCache::new(Filled(cache(None))),
    }
}

/// Keeps results, and takes none that were kept before.
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
    /// None before the user has one.
    secret: Option<Secret>,
}

impl Cache {
    fn path(&self, key: Fingerprint) -> PathBuf {
        let name = key.to_string();
        self.root.join(state::FOLDER).join(NAME).join(&name[..2]).join(&name[2..])
    }

    fn write(&self, key: Fingerprint, result: &[u8]) -> std::io::Result<()> {
        let name = key.to_string();
        let folder = state::real_folder(state::folder(&self.root, NAME)?.join(&name[..2]))?;
        let mut bytes = self.seal(key, result).to_string().into_bytes();
        bytes.extend_from_slice(result);
        atomic::replace(&folder.join(&name[2..]), &bytes, Durability::Cached)
    }

    /// The fingerprint of a result under its key: the result of another key is not taken for this one, whatever its name.
    /// With a secret of a fixed length before the rest it is a keyed hash, since BLAKE3 cannot be extended.
    fn seal(&self, key: Fingerprint, result: &[u8]) -> Fingerprint {
        let mut seal = Fingerprinter::new();
        seal.text("cache");
        self.secret.iter().for_each(|secret| _ = seal.text(secret.as_str()));
        seal.print(key).print(Fingerprint::of_bytes(result)).finish()
    }
}

impl CacheBackend for Cache {
    fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.path(key)).ok()?;
        let print = Fingerprint::parse(std::str::from_utf8(bytes.get(..32)?).ok()?)?;
        bytes.drain(..32);
        (print == self.seal(key, &bytes)).then_some(bytes)
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
        let file = Cache { root: root.path().to_owned(), secret: None }.path(key);
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() = b'X';
        fs::write(&file, bytes).unwrap();
        assert_eq!(cache.get_or_make(key, make("three")).unwrap(), b"three");
    }

    #[test]
    fn the_result_of_another_key_is_not_taken() {
        let root = tempfile::tempdir().unwrap();
        let (cache, place) = (store(root.path()), Cache { root: root.path().to_owned(), secret: None });
        let keys = [b"one", b"two"].map(|key| Fingerprint::of_bytes(key));
        let make = |text: &'static str| move || Ok::<_, ()>(text.as_bytes().to_vec());
        for (key, text) in keys.into_iter().zip(["one", "two"]) {
            cache.get_or_make(key, make(text)).unwrap();
        }
        fs::copy(place.path(keys[0]), place.path(keys[1])).unwrap();
        assert_eq!(cache.get_or_make(keys[1], make("made again")).unwrap(), b"made again");
        assert_eq!(cache.get_or_make(keys[0], make("not made")).unwrap(), b"one");
    }

    #[test]
    fn only_who_knows_the_secret_can_seal_a_result() {
        let (root, key) = (tempfile::tempdir().unwrap(), Fingerprint::of_bytes(b"key"));
        let cache = |secret| Cache { root: root.path().to_owned(), secret };
        let [own, other] = ["a", "b"].map(|sign| Secret::parse(&sign.repeat(64)));
        assert!(own.is_some() && other.is_some());
        for (by, expected) in [(own.clone(), Some(b"result".to_vec())), (other, None), (None, None)] {
            cache(by).put(key, b"result");
            assert_eq!(cache(own.clone()).get(key), expected);
        }
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
