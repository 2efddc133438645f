//! A bar for builds that take longer than half a second, where somebody is watching.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// Counts finished files, at first unseen.
pub struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    shown: AtomicBool,
}

const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    /// A bar for so many files, which shows itself when a build takes long.
    pub fn new(terminal: &Terminal, started: Instant, files: usize) -> Self {
        let bar = terminal.is_watched().then(|| {
            let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
            match ProgressStyle::with_template("{bar:30} {pos} of {len} files") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Progress { bar, started, shown: AtomicBool::new(false) }
    }

    /// One more file is done.
    pub fn step(&self) {
        let Some(bar) = &self.bar else { return };
        let waiting = !self.shown.load(Ordering::Relaxed);
        if waiting && self.started.elapsed() > PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
