//! The slot between a worker and its functions: the job at hand, and what it has read so far.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Shared;
use crate::site::{PageId, SectionId};
use crate::track::{Fact, Reads};

/// What a worker's functions know of the job at hand, and where they log what they read.
#[derive(Debug)]
pub struct Slot {
    pub shared: Arc<Shared>,
    current: Mutex<Current>,
}

/// The job at hand.
#[derive(Debug, Default)]
pub struct Current {
    pub page: Option<PageId>,
    pub section: Option<SectionId>,
    /// The address of the output, without the base path.
    pub url: String,
    pub reads: Reads,
}

impl Slot {
    /// A slot without a job.
    pub fn new(shared: Arc<Shared>) -> Self {
        Slot { shared, current: Mutex::default() }
    }

    /// The job at hand. A worker is one thread, so nobody waits here; a panic elsewhere leaves plain data behind.
    pub fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what the job at hand reads.
    pub fn log(&self, fact: Fact) {
        self.current().reads.log(fact);
    }
}
