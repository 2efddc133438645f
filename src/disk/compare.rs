//! Compares the outputs of a build with what is published. Writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::notes::{NOTES, PublishedState};
use super::output_listing::{Existing, OutputKind};
use super::publish_error::PublishError;
use super::staging::holds;
use vertebra_base::output::{Bytes, Output};

/// A comparison that goes on while outputs are made.
pub struct Comparison {
    out: PathBuf,
    /// Files that were published and that no output has been found for yet.
    left: Mutex<BTreeSet<String>>,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    differences: BTreeMap<String, &'static str>,
    error: Option<PublishError>,
}

impl Comparison {
    /// Makes ready to compare with what is in an output folder.
    pub fn begin(out: &Path) -> Result<Self, PublishError> {
        let PublishedState { manifest, begun } = PublishedState::load(&out.join(NOTES))?;
        let all = manifest.unwrap_or_default().with(begun.unwrap_or_default());
        let left = Mutex::new(all.files.into_keys().collect());
        Ok(Comparison { out: out.to_owned(), left, found: Mutex::default() })
    }

    /// Compares one output; called from many threads. A failure is kept for `finish`.
    pub fn put(&self, output: &Output) {
        let path = output.path.as_str();
        self.left.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        let difference = self.compare(path, &output.bytes);
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        match difference {
            Ok(Some(difference)) => _ = found.differences.insert(path.to_owned(), difference),
            Ok(None) => {}
            Err(error) => found.error = found.error.take().or(Some(error)),
        }
    }

    fn compare(&self, path: &str, bytes: &Bytes) -> Result<Option<&'static str>, PublishError> {
        let existing = Existing::look_at(&self.out, std::iter::once(path))?;
        Ok(match existing.kind(path) {
            None => Some("missing"),
            Some(OutputKind::File) if holds(&self.out.join(path), bytes)? => None,
            Some(_) => Some("differs"),
        })
    }

    /// Every file that differs, with the way in which it does, in the order of their paths.
    pub fn finish(self) -> Result<Vec<(String, &'static str)>, PublishError> {
        let Found { mut differences, error } = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = error {
            return Err(error);
        }
        let left = self.left.into_inner().unwrap_or_else(PoisonError::into_inner);
        let existing = Existing::look_at(&self.out, left.iter().map(String::as_str))?;
        let left = left.into_iter().filter(|path| existing.kind(path).is_some());
        differences.extend(left.map(|path| (path, "left over")));
        Ok(differences.into_iter().collect())
    }
}
