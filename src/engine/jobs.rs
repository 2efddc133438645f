//! The outputs that a build has to make, each found by its path.

use std::collections::HashMap;

use vertebra_base::path::OutputPath;
use vertebra_site::plan::Planned;

/// The jobs of a build, in the order of the plan.
#[derive(Debug, Default)]
pub struct Jobs {
    all: Vec<Planned>,
    /// The places of outputs in `all`.
    places: HashMap<OutputPath, u32>,
}

impl Jobs {
    /// Takes jobs in their order, each output once.
    pub fn new(all: Vec<Planned>) -> Self {
        let places = all.iter().zip(0..).map(|(planned, at)| (planned.output.clone(), at)).collect();
        Jobs { all, places }
    }

    /// All of them, in order.
    pub fn each(&self) -> &[Planned] {
        &self.all
    }

    /// The job that makes an output.
    pub fn get(&self, output: &OutputPath) -> Option<&Planned> {
        self.all.get(self.place(output)? as usize)
    }

    /// The place of an output in the order.
    pub fn place(&self, output: &OutputPath) -> Option<u32> {
        self.places.get(output).copied()
    }

    /// Whether there is to be such an output.
    pub fn has(&self, output: &OutputPath) -> bool {
        self.places.contains_key(output)
    }

    /// Adds a job behind all others.
    pub fn push(&mut self, planned: Planned) {
        self.places.insert(planned.output.clone(), self.all.len() as u32);
        self.all.push(planned);
    }

    /// Takes out the first job that is such a one, and all behind it.
    pub fn cut_off(&mut self, such: impl Fn(&Planned) -> bool) {
        let first = self.all.iter().position(such).unwrap_or(self.all.len());
        for planned in self.all.drain(first..) {
            self.places.remove(&planned.output);
        }
    }
}
