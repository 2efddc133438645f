//! The time that stages take. The one clock of the core: it changes no output.

use std::time::{Duration, Instant};

/// The time that stages took, by their names.
pub type Timings = Vec<(&'static str, Duration)>;

/// Measures stages that follow each other.
pub struct StageClock {
    last: Instant,
    /// What was measured so far.
    pub stages: Timings,
}

impl StageClock {
    /// Starts to measure.
    pub fn start() -> Self {
        StageClock { last: Instant::now(), stages: Vec::new() }
    }

    /// Ends a stage.
    pub fn stop(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.stages.push((stage, now - self.last));
        self.last = now;
    }
}
