//! Outputs as they are made in a round: kept in memory while they are few, staged as soon as they are many.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;
use vertebra_disk::PublishTransaction;

/// More files than these are published with a look at everything that is there.
pub const FEW: usize = 500;

/// Takes outputs from many threads.
pub struct OutputBuffer<'a> {
    place: OutputSink<'a>,
    few: Mutex<Vec<Output>>,
    stage: OnceLock<Option<PublishTransaction>>,
}

/// Where many outputs go; nowhere when they will not be published anyway.
pub type OutputSink<'a> = Option<(&'a Path, bool)>;

impl<'a> OutputBuffer<'a> {
    /// Nothing made yet. Many outputs are staged in an output folder, with `--force` or without.
    pub fn new(place: OutputSink<'a>) -> Self {
        OutputBuffer { place, few: Mutex::default(), stage: OnceLock::new() }
    }

    /// Takes one output.
    pub fn put(&self, output: Output) {
        match self.stage.get() {
            Some(Some(stage)) => return stage.put(output),
            Some(None) => return,
            None => {}
        }
        let mut few = self.few();
        few.push(output);
        if few.len() > FEW {
            // A folder that cannot be written is told by whoever tries to publish.
            let begin = |(out, force)| PublishTransaction::begin(out, force).ok();
            let stage = self.stage.get_or_init(|| self.place.and_then(begin));
            let few = std::mem::take(&mut *few);
            if let Some(stage) = stage {
                few.into_iter().for_each(|output| stage.put(output));
            }
        }
    }

    /// The stage with all outputs, if they are many; else the outputs.
    pub fn finish(self) -> Result<PublishTransaction, BTreeMap<OutputPath, Output>> {
        let few = std::mem::take(&mut *self.few());
        match self.stage.into_inner().flatten() {
            Some(stage) => {
                few.into_iter().for_each(|output| stage.put(output));
                Ok(stage)
            }
            None => Err(few.into_iter().map(|output| (output.path.clone(), output)).collect()),
        }
    }

    fn few(&self) -> MutexGuard<'_, Vec<Output>> {
        self.few.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
