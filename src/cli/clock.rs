//! How long the steps of a run took. Prints nothing.

use std::time::{Duration, Instant};

/// How long each step took.
pub struct StepClock {
    pub started: Instant,
    pub laps: Vec<StepTime>,
}

/// One step.
pub struct StepTime {
    pub name: &'static str,
    pub took: Duration,
    /// The step is a part of the one before it.
    pub inner: bool,
}

impl StepClock {
    /// Starts to measure.
    pub fn start() -> Self {
        StepClock { started: Instant::now(), laps: Vec::new() }
    }

    /// Does something and notes how long it took.
    pub fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let result = work();
        self.laps.push(StepTime { name, took: began.elapsed(), inner: false });
        result
    }

    pub fn add(&mut self, laps: &[(&'static str, Duration)], inner: bool) {
        self.laps.extend(laps.iter().map(|&(name, took)| StepTime { name, took, inner }));
    }
}
