//! The published site as a program knows it that has just published it, to be changed a little at a time: no walk through
//! the output folder, no new manifest.
//!
//! Only plain changes are made here. Whatever is not plain (somebody else has published since, a file stands where a
//! folder is wanted) is left to `Stage`, which looks at everything.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::journal::{self, JournalEntry};
use super::manifest::{Manifest, ManifestEntry};
use super::notes::StateDir;
use super::output_listing::{Existing, OutputKind};
use super::publish_error::PublishError;
use super::published::PublishSummary;
use super::replace::{ReplacePlan, folders_above};
use super::staging::Staging;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::link::is_reserved;
use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;

/// A journal that is longer becomes part of a new manifest.
const LONGEST: u64 = 256 * 1024;

/// What is published, and how the notes about it looked when they were last written.
#[derive(Debug)]
pub struct PublishedOutputs {
    out: PathBuf,
    manifest: Manifest,
    seen: Seen,
}

/// The manifest and the journal, by what the system says of them.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    manifest: Option<Stamp>,
    journal: Option<Stamp>,
}

#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    file: u64,
}

impl PublishedOutputs {
    /// What was just published; the notes are still locked.
    pub(super) fn new(out: &Path, manifest: Manifest, notes: &StateDir) -> Self {
        PublishedOutputs { out: out.to_owned(), manifest, seen: Seen::look(notes) }
    }

    /// The fingerprint of what is published at a path.
    pub fn print(&self, path: &OutputPath) -> Option<Fingerprint> {
        self.manifest.files.get(path.as_str()).map(|entry| entry.hash)
    }

    /// Everything that is published.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.manifest.files.keys().map(String::as_str)
    }

    /// Publishes some outputs and takes others away. None, with nothing changed, when that is not plain: then everything
    /// must be published through `Stage`; so it must after an error.
    pub fn amend(&mut self, outputs: Vec<Output>, gone: &[OutputPath]) -> Result<Option<PublishSummary>, PublishError> {
        let notes = StateDir::open(&self.out)?;
        if notes.pending().exists() || Seen::look(&notes) != self.seen {
            return Ok(None);
        }
        let count = outputs.len();
        let outputs: BTreeMap<_, _> = outputs.into_iter().filter_map(|output| self.news(output)).collect();
        let entries = outputs.iter().map(|(path, (entry, _))| (path.clone(), Some(*entry)));
        let gone = gone.iter().filter(|path| self.manifest.files.contains_key(path.as_str()));
        let gone = gone.map(|path| (path.as_str().to_owned(), None));
        let change = JournalEntry { files: entries.chain(gone).collect() };
        if change.files.is_empty() {
            return Ok(Some(PublishSummary { unchanged: count, ..PublishSummary::default() }));
        }
        let Some(plan) = self.plan(&change)? else { return Ok(None) };

        let staging = Staging::new(notes.stage());
        for (path, (_, output)) in &outputs {
            staging.write(path, &output.bytes)?;
        }
        let removes = plan.removes();
        self.carry_out(&notes, &change, &plan)?;
        Ok(Some(PublishSummary {
            written: outputs.len(),
            unchanged: count - outputs.len(),
            removed: removes,
            kept_unknown: Vec::new(),
        }))
    }

    /// An output that differs from what is published.
    fn news(&self, output: Output) -> Option<(String, (ManifestEntry, Output))> {
        let entry = ManifestEntry { hash: output.bytes.print(), size: output.bytes.size() };
        let path = output.path.as_str().to_owned();
        (self.manifest.files.get(&path) != Some(&entry)).then_some((path, (entry, output)))
    }

    /// What has to go. None when anything is in the way.
    fn plan(&self, change: &JournalEntry) -> Result<Option<ReplacePlan>, PublishError> {
        let existing = Existing::look_at(&self.out, change.files.keys().map(String::as_str))?;
        let (written, gone): (Vec<_>, Vec<_>) = change.files.iter().partition(|(_, entry)| entry.is_some());
        let written: Vec<String> = written.into_iter().map(|(path, _)| path.clone()).collect();
        if !written.iter().all(|path| self.has_room(path, change, &existing)) {
            return Ok(None);
        }
        let plan = ReplacePlan::remove(gone.into_iter().map(|(path, _)| path.clone()), &existing);
        plan.check_folders(&self.out, &existing, &written)?;
        Ok(Some(plan))
    }

    fn has_room(&self, path: &str, change: &JournalEntry, existing: &Existing) -> bool {
        let is_ours = self.manifest.files.contains_key(path);
        let is_wanted = |path: &str| match change.files.get(path) {
            Some(entry) => entry.is_some(),
            None => self.manifest.files.contains_key(path),
        };
        let is_folder =
            |folder: &str| matches!(existing.kind(folder), None | Some(OutputKind::Folder)) && !is_wanted(folder);
        let below = format!("{path}/");
        let mut others = self.manifest.files.range(below.clone()..);
        let is_free = match existing.kind(path) {
            None => others.next().is_none_or(|(other, _)| !other.starts_with(&below)),
            Some(OutputKind::File) => is_ours,
            Some(_) => false,
        };
        !is_reserved(path) && is_free && folders_above(path).all(is_folder)
    }

    fn carry_out(&mut self, notes: &StateDir, change: &JournalEntry, plan: &ReplacePlan) -> Result<(), PublishError> {
        let place = notes.journal();
        let failed = |cause| PublishError::at(&place, cause);
        let manifest = match self.seen.journal {
            None => Some(fs::read(notes.manifest()).map_err(|cause| PublishError::at(&notes.manifest(), cause))?),
            Some(_) => None,
        };
        // When the power fails, a new file must not become one that nobody knows: its name is safe before it is.
        // A page with other words in it is compared by the next build anyway.
        let is_new = |(path, entry): (&String, &Option<ManifestEntry>)| {
            entry.is_none() || !self.manifest.files.contains_key(path)
        };
        let safely = change.files.iter().any(is_new);
        journal::begin(&place, manifest.as_deref(), change, safely).map_err(failed)?;
        let halfway = |error| PublishError::Halfway(Box::new(error));
        plan.carry_out(&self.out, &notes.stage()).map_err(halfway)?;
        journal::end(&place).map_err(|cause| halfway(PublishError::at(&place, cause)))?;
        change.apply(&mut self.manifest);
        self.seen = Seen::look(notes);
        // What is published no more is not named any more either: the notes go online with the rest.
        if change.takes_away() || self.seen.journal.as_ref().is_some_and(|it| it.size > LONGEST) {
            self.write_manifest(notes)?;
        }
        Ok(())
    }

    /// Writes a new manifest in place of the old one and its journal, unless somebody else has published since.
    pub fn settle(&mut self) -> Result<(), PublishError> {
        if self.seen.journal.is_none() {
            return Ok(());
        }
        let notes = StateDir::open(&self.out)?;
        if notes.pending().exists() || Seen::look(&notes) != self.seen {
            return Ok(());
        }
        self.write_manifest(&notes)
    }

    fn write_manifest(&mut self, notes: &StateDir) -> Result<(), PublishError> {
        // In between, the journal is one of another manifest, and means nothing.
        notes.save(&notes.manifest(), &self.manifest.to_json())?;
        notes.remove_journal()?;
        self.seen = Seen::look(notes);
        Ok(())
    }
}

impl Seen {
    fn look(notes: &StateDir) -> Self {
        let stamp = |path: PathBuf| path.symlink_metadata().ok().map(|it| Stamp::of(&it));
        Seen { manifest: stamp(notes.manifest()), journal: stamp(notes.journal()) }
    }
}

impl Stamp {
    fn of(it: &Metadata) -> Self {
        Stamp { size: it.len(), modified: it.modified().ok(), file: number(it) }
    }
}

#[cfg(unix)]
fn number(it: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(it)
}

/// Elsewhere a file that replaces another has at least another time.
#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
