//! Results that are slow to make (encoded pictures, drawn cards), kept by the fingerprint of all that they are made of.
//!
//! What is kept may be thrown away at any time: it is made again, with the same bytes. The store never decides what a
//! site consists of.

use std::fmt;
use std::sync::Arc;

use crate::fingerprint::Fingerprint;

/// Where results are kept.
pub trait CacheBackend: Send + Sync + fmt::Debug {
    /// What was kept under a key; nothing when it was never kept, or is lost or damaged.
    fn get(&self, key: Fingerprint) -> Option<Vec<u8>>;
    /// Keeps a result. A result that cannot be kept is no fault: it is made again next time.
    fn put(&self, key: Fingerprint, result: &[u8]);
}

/// A place to keep results, or none.
#[derive(Debug, Clone, Default)]
pub struct ArtifactCache(Option<Arc<dyn CacheBackend>>);

impl ArtifactCache {
    /// A store that keeps results there.
    pub fn new(keep: impl CacheBackend + 'static) -> Self {
        ArtifactCache(Some(Arc::new(keep)))
    }

    /// The result that was kept under the key, else the one that is made now. The key must cover everything that the
    /// result depends on, the version of the code that makes it included. A failure is not kept.
    pub fn get_or_make<E>(&self, key: Fingerprint, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Vec<u8>, E> {
        if let Some(kept) = self.0.as_ref().and_then(|keep| keep.get(key)) {
            return Ok(kept);
        }
        let made = make()?;
        if let Some(keep) = &self.0 {
            keep.put(key, &made);
        }
        Ok(made)
    }
}
