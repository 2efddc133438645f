//! Where the watcher learns that there is something to look at: from the system, or by looking again and again.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::model::{How, Message, WatchError};
use super::stamps::Stamps;
use super::system::System;
use crate::read::all_files;
use crate::walk::Below;
use vertebra_base::path::SourcePath;

/// How often everything is looked at when the system cannot watch any more.
const FALLBACK: Duration = Duration::from_secs(2);

/// Where the watcher learns of changes.
#[derive(Debug)]
pub enum EventSource {
    System(System),
    Poll { every: Duration, next: Instant, stamps: Stamps },
}

impl EventSource {
    /// Begins to watch a site whose folder is `root`, with no link on the way.
    pub fn begin(root: &Path, how: How, messages: &Sender<Message>) -> Result<Self, WatchError> {
        match how {
            How::Told => System::begin(root, messages).map(EventSource::System),
            How::Poll(every) => Ok(Self::poll(every)),
        }
    }

    /// What is left when the system cannot watch any more.
    pub fn fall_back() -> Self {
        Self::poll(FALLBACK)
    }

    fn poll(every: Duration) -> Self {
        EventSource::Poll { every, next: Instant::now() + every, stamps: Stamps::default() }
    }

    /// Whether it is by looking again and again.
    pub fn is_poll(&self) -> bool {
        matches!(self, EventSource::Poll { .. })
    }

    /// When to look again without being told.
    pub fn due(&self) -> Option<Instant> {
        match self {
            EventSource::System(_) => None,
            EventSource::Poll { next, .. } => Some(*next),
        }
    }

    /// Whether it is told when a file that was being written is closed.
    pub fn tells_closing(&self) -> bool {
        matches!(self, EventSource::System(_)) && System::tells_closing()
    }

    /// Finds all files. Nothing that changes after this goes unnoticed.
    pub fn look(&mut self, root: &Path) -> Result<Below, WatchError> {
        match self {
            EventSource::Poll { .. } => Ok(all_files(root)),
            EventSource::System(system) => {
                system.watch_site()?;
                let below = all_files(root);
                let any = system.watch_targets(below.links.iter().map(|link| link.target.as_path()))?;
                Ok(if any { all_files(root) } else { below })
            }
        }
    }

    /// Keeps of the files that were found those that must be read; returns those that are surely as they were.
    pub fn sort(&mut self, below: &mut Below) -> BTreeSet<SourcePath> {
        let EventSource::Poll { stamps, .. } = self else { return BTreeSet::new() };
        let (read, same) = stamps.sort(std::mem::take(&mut below.files));
        below.files = read;
        same
    }

    /// Everything was looked at just now.
    pub fn looked(&mut self) {
        if let EventSource::Poll { every, next, .. } = self {
            *next = Instant::now() + *every;
        }
    }

    /// Watches a folder that has just appeared.
    pub fn watch_new(&mut self, folder: &Path) -> Result<(), WatchError> {
        match self {
            EventSource::System(system) => system.watch_new(folder),
            EventSource::Poll { .. } => Ok(()),
        }
    }
}
