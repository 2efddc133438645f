//! Publishing, all or nothing: outputs are compared and staged while they are made, then moved in all at once.
//!
//! 1. `begin` locks the output folder, finishes what a killed build left, and looks at what is there.
//! 2. `put` takes an output: what is published already with the same bytes is only noted, the rest is staged.
//! 3. `commit` plans the change, notes it in `pending.json`, carries it out, and makes that note the manifest.
//!
//! Until the third step nothing that was published changes; after it has begun, it can always be finished.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::atomic;
use super::build_stamp::{self, BuildStamp, in_place};
use super::current::PublishedOutputs;
use super::manifest::{Manifest, ManifestEntry};
use super::notes::{NOTES, PublishedState, StateDir};
use super::output_listing::{Existing, OutputKind};
use super::publish_error::PublishError;
use super::published::PublishSummary;
use super::replace::{Builds, ReplacePlan, folders_above};
use super::staging::{Staging, holds, staged_files};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::OutputPath;

/// A build that is being written. When it goes away without `commit`, the published site is as it was.
pub struct PublishTransaction {
    out: PathBuf,
    /// The folder of the site, if what a build was made from is to be remembered there.
    site: Option<PathBuf>,
    force: bool,
    /// What is published outlives a power cut.
    lasting: bool,
    existing: Existing,
    old: Manifest,
    staging: Staging,
    taken: Mutex<Taken>,
    /// Last, so that it cleans up after everything else.
    notes: StateDir,
}

#[derive(Default)]
struct Taken {
    outputs: Vec<(String, ManifestEntry)>,
    staged: Vec<String>,
    error: Option<PublishError>,
}

impl PublishTransaction {
    /// Makes ready to publish into `out`. With `force`, also into a folder that holds other files.
    pub fn begin(out: &Path, force: bool) -> Result<Self, PublishError> {
        let notes = StateDir::open(out)?;
        let PublishedState { manifest: mut old, begun } = notes.load(force)?;
        if let Some(begun) = begun {
            old = Some(recover(out, &notes, old.unwrap_or_default(), begun)?);
        }
        notes.clear_stage()?;
        let existing = Existing::look(out)?;
        if old.is_none() && !force {
            refuse_foreign(out, &existing)?;
        }
        let staging = Staging::new(notes.stage());
        let taken = Mutex::default();
        let (out, old, lasting) = (out.to_owned(), old.unwrap_or_default(), false);
        Ok(PublishTransaction { out, site: None, force, lasting, existing, old, staging, taken, notes })
    }

    /// Has everything on the disk before it counts as published, for what readers are to see. Other builds are made again
    /// anyway, and compare every file with what it is to be; they do not wait for the disk.
    pub fn lasting(self) -> Self {
        PublishTransaction { lasting: true, ..self }
    }

    /// Remembers, in the folder of the site, what a build was made from.
    pub fn remembering(self, site: &Path) -> Self {
        PublishTransaction { site: Some(site.to_owned()), ..self }
    }

    /// Takes one output; called from many threads. A failure is kept for `commit`, and ends the writing.
    pub fn put(&self, output: Output) {
        let lock = || self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if lock().error.is_some() {
            return;
        }
        let path = output.path.as_str();
        let entry = ManifestEntry { hash: output.bytes.print(), size: output.bytes.size() };
        let staged = self.stage(path, &output.bytes);
        let mut taken = lock();
        match staged {
            Ok(true) => taken.staged.push(path.to_owned()),
            Ok(false) => {}
            Err(error) => taken.error = taken.error.take().or(Some(error)),
        }
        taken.outputs.push((path.to_owned(), entry));
    }

    /// Takes an output that is known by its fingerprint only. False when that is not what was published, or when its
    /// file is gone: then it must be put.
    pub fn keep(&self, path: &OutputPath, print: Fingerprint) -> bool {
        let path = path.as_str();
        match self.old.files.get(path) {
            Some(entry) if entry.hash == print && self.existing.kind(path) == Some(OutputKind::File) => {
                let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
                taken.outputs.push((path.to_owned(), *entry));
                true
            }
            _ => false,
        }
    }

    /// Whether the output had to be staged.
    fn stage(&self, path: &str, bytes: &Bytes) -> Result<bool, PublishError> {
        if path.split('/').next().is_some_and(|first| first == NOTES || first == ".git") {
            return Err(PublishError::Reserved(path.to_owned()));
        }
        if self.existing.kind(path) == Some(OutputKind::File) && holds(&self.out.join(path), bytes)? {
            return Ok(false);
        }
        self.staging.write(path, bytes).map(|()| true)
    }

    /// What is remembered of the last build, when the same input would give the same site again and all of it is in
    /// place. `now` is nothing for a build as of a fixed day.
    pub fn unchanged(
        &self,
        input: Fingerprint,
        now: Option<jiff::Timestamp>,
        threads: usize,
    ) -> Option<(BuildStamp, PublishSummary)> {
        if self.notes.journal().exists() {
            return None;
        }
        let memo = build_stamp::load(self.site.as_deref()?, &self.out, &fs::read(self.notes.manifest()).ok()?)?;
        let told = |path: &&str| self.old.files.contains_key(*path) || self.old.kept.contains(*path);
        let same = memo.holds(input, now)
            && self.existing.noticeable().iter().all(told)
            && in_place(&self.out, &self.old, threads);
        same.then(|| (memo, PublishSummary { unchanged: self.old.files.len(), ..PublishSummary::default() }))
    }

    /// Publishes what was put. With a memo, the next build with the same input can be spared. On an error before the
    /// first change everything stays as it was.
    pub fn commit(self, memo: Option<BuildStamp>) -> Result<PublishSummary, PublishError> {
        self.commit_and_keep(memo).map(|(published, _)| published)
    }

    /// As `commit`; what is published now can be changed a little at a time.
    pub fn commit_and_keep(self, memo: Option<BuildStamp>) -> Result<(PublishSummary, PublishedOutputs), PublishError> {
        let taken = std::mem::take(&mut *self.taken.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(error) = taken.error {
            return Err(error);
        }
        let (mut staged, count) = (taken.staged, taken.outputs.len());
        staged.sort_unstable();
        let mut new = manifest_of(taken.outputs)?;
        let unknown = self.existing.noticeable().into_iter().filter(|path| !self.is_known(path, &new));
        new.kept = unknown.map(str::to_owned).collect();

        let builds = Builds { old: &self.old, new: &new, force: self.force };
        let plan = ReplacePlan::make(&self.out, &self.existing, &builds, &staged)?;
        plan.check_folders(&self.out, &self.existing, &staged)?;
        let text = new.to_json();
        // A build that changes nothing writes nothing, not even the same manifest again.
        if !(staged.is_empty() && plan.is_empty() && self.is_recorded(&text)) {
            self.sync(&self.notes.stage(), &staged)?;
            self.notes.save(&self.notes.pending(), &text)?;
            let finished = finish(&self.out, &self.notes, &plan).and_then(|()| self.sync(&self.out, &staged));
            finished.map_err(|error| PublishError::Halfway(Box::new(error)))?;
        }
        // Nothing depends on the memo: without it, the next build is only made in full.
        let _ = self.site.as_deref().map(|site| build_stamp::keep(site, &self.out, memo.as_ref(), &text));
        let published = PublishSummary {
            written: staged.len(),
            unchanged: count - staged.len(),
            removed: plan.removes(),
            kept_unknown: new.kept.difference(&self.old.kept).cloned().collect(),
        };
        Ok((published, PublishedOutputs::new(&self.out, new, &self.notes)))
    }

    /// Makes files and the folders above them outlive a power cut, where that is wanted.
    fn sync(&self, folder: &Path, files: &[String]) -> Result<(), PublishError> {
        if !self.lasting || files.is_empty() {
            return Ok(());
        }
        let above: BTreeSet<&str> = files.iter().flat_map(|file| folders_above(file)).collect();
        let places: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
        let mut folders = above.into_iter().map(|inner| folder.join(inner)).chain([folder.to_owned()]);
        let synced =
            atomic::sync_files(&places).and_then(|()| folders.try_for_each(|folder| atomic::sync_folder(&folder)));
        synced.map_err(|cause| PublishError::at(folder, cause))
    }

    /// Whether a file that is there is, or is about to be, one of ours.
    fn is_known(&self, path: &str, new: &Manifest) -> bool {
        let was_ours = self.old.files.contains_key(path) && self.existing.kind(path) == Some(OutputKind::File);
        was_ours || new.files.contains_key(path)
    }

    /// Whether the manifest on disk, without a journal, says just this already.
    fn is_recorded(&self, text: &str) -> bool {
        !self.notes.journal().exists() && fs::read(self.notes.manifest()).is_ok_and(|bytes| bytes == text.as_bytes())
    }

    /// Throws away what was staged; so does everything that ends without `commit`.
    pub fn abandon(self) {}
}

fn manifest_of(outputs: Vec<(String, ManifestEntry)>) -> Result<Manifest, PublishError> {
    let mut files = BTreeMap::new();
    for (path, entry) in outputs {
        if files.contains_key(&path) {
            return Err(PublishError::Twice(path));
        }
        files.insert(path, entry);
    }
    Ok(Manifest { files, ..Manifest::default() })
}

/// Carries out a plan whose `pending.json` is written. That note is the new manifest: no more room on the disk is needed.
fn finish(out: &Path, notes: &StateDir, plan: &ReplacePlan) -> Result<(), PublishError> {
    plan.carry_out(out, &notes.stage())?;
    let manifest = notes.manifest();
    fs::rename(notes.pending(), &manifest).map_err(|cause| PublishError::at(&manifest, cause))?;
    // It was one of the old manifest, and means nothing any more.
    notes.remove_journal()
}

/// Finishes the work of a build that was killed while it moved files; returns the manifest that now holds.
fn recover(out: &Path, notes: &StateDir, old: Manifest, pending: Manifest) -> Result<Manifest, PublishError> {
    // What was begun in the journal is finished like any other change.
    if !notes.pending().exists() {
        notes.save(&notes.pending(), &pending.to_json())?;
    }
    let replay = || {
        let existing = Existing::look(out)?;
        let staged = staged_files(&notes.stage())?;
        // What it had moved already is its own, and that must not look like somebody else's.
        let old = old.clone().with(pending.clone());
        let builds = Builds { old: &old, new: &pending, force: false };
        finish(out, notes, &ReplacePlan::make(out, &existing, &builds, &staged)?)
    };
    if replay().is_ok() {
        return Ok(pending);
    }
    // Somebody has changed things since. Then this build repairs the site, and it must know all that may be ours.
    let all = old.with(pending);
    notes.save(&notes.manifest(), &all.to_json())?;
    notes.remove_journal()?;
    let place = notes.pending();
    fs::remove_file(&place).map_err(|cause| PublishError::at(&place, cause))?;
    Ok(all)
}

/// A folder without a manifest was not made by us: hidden files aside, it must be empty.
fn refuse_foreign(out: &Path, existing: &Existing) -> Result<(), PublishError> {
    let files = existing.noticeable();
    if files.is_empty() {
        return Ok(());
    }
    let some = files.iter().take(5).map(|path| path.to_string()).collect();
    Err(PublishError::NotOurs { folder: out.to_owned(), some, count: files.len() })
}
