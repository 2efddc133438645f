//! Keeps the output folder like the build: a few files at a time where that is possible, else everything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::build::{Build, Refreshed};
use crate::disk::{Current, PublishError, Published, Stage};
use crate::output::Output;
use crate::path::OutputPath;

/// More files than these are published as by a first build, with a look at everything that is there.
const FEW: usize = 500;

/// The output folder, and how far it is behind the build.
pub struct Publisher {
    pub out: PathBuf,
    force: bool,
    threads: usize,
    /// None until everything was published once, and after a failure.
    current: Option<Current>,
    /// What may differ from what is published.
    behind: BTreeSet<OutputPath>,
}

/// Outputs as they are made, as long as they are few.
#[derive(Default)]
pub struct Fresh {
    outputs: Mutex<Vec<Output>>,
}

impl Fresh {
    /// Takes one; called from many threads.
    pub fn put(&self, output: Output) {
        let mut outputs = self.outputs.lock().unwrap_or_else(PoisonError::into_inner);
        // One more than few shows that there are more.
        if outputs.len() <= FEW {
            outputs.push(output);
        }
    }

    fn into_map(self) -> BTreeMap<OutputPath, Output> {
        let outputs = self.outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        outputs.into_iter().map(|output| (output.path.clone(), output)).collect()
    }
}

impl Publisher {
    /// Nothing is published yet.
    pub fn new(out: PathBuf, force: bool, threads: usize) -> Self {
        Publisher { out, force, threads, current: None, behind: BTreeSet::new() }
    }

    /// Takes note of outputs that were made again or are gone.
    pub fn note(&mut self, refreshed: &Refreshed) {
        self.behind.extend(refreshed.changed.iter().chain(&refreshed.removed).cloned());
    }

    /// A build into the output folder, for a first publishing while everything is made for the first time.
    pub fn begin(&self) -> Result<Stage, PublishError> {
        Stage::begin(&self.out, self.force)
    }

    /// Publishes what was put into a stage, which is everything.
    pub fn finish(&mut self, stage: Stage) -> Result<Published, PublishError> {
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

    /// Publishes all in which the output folder is behind the build. `fresh` are outputs that were made just now.
    pub fn publish(&mut self, build: &mut Build, fresh: Fresh) -> Result<Published, PublishError> {
        if self.behind.len() <= FEW
            && let Some(mut current) = self.current.take()
        {
            let (outputs, gone) = self.collect(build, fresh);
            let amended = current.amend(outputs, &gone);
            // After any other failure it takes a look at everything.
            if matches!(amended, Ok(_) | Err(PublishError::Busy(_))) {
                self.current = Some(current);
            }
            if let Some(published) = amended? {
                self.behind.clear();
                return Ok(published);
            }
        }
        let stage = self.begin()?;
        build.render_all(self.threads, &|output| stage.put(output));
        self.finish(stage)
    }

    /// What is to be written, and what is to be removed.
    fn collect(&self, build: &mut Build, fresh: Fresh) -> (Vec<Output>, Vec<OutputPath>) {
        let mut fresh = fresh.into_map();
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
        (outputs, gone)
    }

    /// Puts the notes in order before the program ends.
    pub fn settle(&mut self) -> Result<(), PublishError> {
        self.current.as_mut().map_or(Ok(()), Current::settle)
    }
}
