//! Keeps the output folder like the build: a few files at a time where that is possible, else everything.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use super::fresh::{FEW, OutputBuffer};
use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;
use vertebra_disk::{PublishError, PublishSummary, PublishTransaction, PublishedOutputs};
use vertebra_engine::{Build, Refreshed};

/// The output folder, and how far it is behind the build.
pub struct OutputFolder {
    pub out: PathBuf,
    pub force: bool,
    threads: usize,
    /// None until everything was published once, and after a failure.
    current: Option<PublishedOutputs>,
    /// What may differ from what is published.
    behind: BTreeSet<OutputPath>,
}

impl OutputFolder {
    /// Nothing is published yet.
    pub fn new(out: PathBuf, force: bool, threads: usize) -> Self {
        OutputFolder { out, force, threads, current: None, behind: BTreeSet::new() }
    }

    /// Takes note of outputs that were made again or are gone.
    pub fn note(&mut self, refreshed: &Refreshed) {
        self.behind.extend(refreshed.changed.iter().chain(&refreshed.removed).cloned());
    }

    /// A build into the output folder, for a first publishing while everything is made for the first time.
    pub fn begin(&self) -> Result<PublishTransaction, PublishError> {
        PublishTransaction::begin(&self.out, self.force)
    }

    /// Publishes what was put into a stage, which is everything.
    pub fn finish(&mut self, stage: PublishTransaction) -> Result<PublishSummary, PublishError> {
        let (published, current) = stage.commit_and_keep(None)?;
        self.current = Some(current);
        self.behind.clear();
        Ok(published)
    }

    /// What will be written and removed, as far as a change is small enough to be told file by file.
    pub fn news(&self, build: &Build) -> Vec<OutputPath> {
        let Some(current) = &self.current else { return Vec::new() };
        let print = |path: &OutputPath| build.is_planned(path).then(|| build.made(path)?.print).flatten();
        self.behind.iter().filter(|path| print(path) != current.print(path)).cloned().collect()
    }

    /// Publishes all in which the output folder is behind the build. `fresh` are outputs that were made just now, named
    /// in `refreshed`.
    pub fn publish(
        &mut self,
        build: &mut Build,
        fresh: OutputBuffer,
        refreshed: &Refreshed,
    ) -> Result<PublishSummary, PublishError> {
        match fresh.finish() {
            Ok(stage) => {
                if let Some(stage) = self.complete(build, stage, refreshed) {
                    return self.finish(stage);
                }
            }
            Err(fresh) if self.behind.len() <= FEW => {
                if let Some(published) = self.amend(build, fresh)? {
                    return Ok(published);
                }
            }
            Err(_) => {}
        }
        let stage = self.begin()?;
        build.render_all(self.threads, &|output| stage.put(output));
        self.finish(stage)
    }

    /// Adds to a stage, which has what changed in this round, everything else. None when that would be much.
    fn complete(
        &self,
        build: &mut Build,
        stage: PublishTransaction,
        refreshed: &Refreshed,
    ) -> Option<PublishTransaction> {
        let put: HashSet<&OutputPath> = refreshed.changed.iter().collect();
        let others: Vec<_> = build.outputs().filter(|path| !put.contains(path)).cloned().collect();
        let print = |path: &OutputPath| build.made(path).and_then(|made| made.print);
        let is_kept = |path: &OutputPath| print(path).is_none_or(|print| stage.keep(path, print));
        let missing: Vec<_> = others.into_iter().filter(|path| !is_kept(path)).collect();
        if missing.len() > FEW {
            return None;
        }
        missing.iter().filter_map(|path| build.make(path)).for_each(|output| stage.put(output));
        Some(stage)
    }

    /// Changes what is published a little. None when that cannot be done.
    fn amend(
        &mut self,
        build: &mut Build,
        mut fresh: BTreeMap<OutputPath, Output>,
    ) -> Result<Option<PublishSummary>, PublishError> {
        let Some(mut current) = self.current.take() else { return Ok(None) };
        let (mut outputs, mut gone) = (Vec::new(), Vec::new());
        for path in &self.behind {
            let planned = build.is_planned(path);
            // Made in an earlier round, which could not be published.
            let output = fresh.remove(path).or_else(|| if planned { build.make(path) } else { None });
            match output.filter(|_| planned) {
                Some(output) => outputs.push(output),
                None => gone.push(path.clone()),
            }
        }
        let amended = current.amend(outputs, &gone);
        // After any other failure everything is looked at.
        if matches!(amended, Ok(_) | Err(PublishError::Busy(_))) {
            self.current = Some(current);
        }
        let published = amended?;
        if published.is_some() {
            self.behind.clear();
        }
        Ok(published)
    }

    /// Puts the notes in order before the program ends.
    pub fn settle(&mut self) -> Result<(), PublishError> {
        self.current.as_mut().map_or(Ok(()), PublishedOutputs::settle)
    }
}
