//! Stands in for the room that watches the disk, until that is there: looks again and again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::disk::read::{self, ReadError};
use crate::snapshot::{Changes, Snapshot};

/// How changes are found.
#[derive(Debug, Clone, Copy)]
pub enum How {
    Told,
    Poll(Duration),
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    Changed(Changes),
    Trouble(String),
}

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct WatchError(#[from] ReadError);

impl WatchError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        self.0.help()
    }
}

/// Ends its thread when it is dropped.
#[derive(Debug)]
pub struct Watcher(Arc<AtomicBool>);

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Begins to watch, then reads the site.
pub fn open(
    root: &Path,
    threads: usize,
    how: How,
    send: impl Fn(Event) + Send + 'static,
) -> Result<(Snapshot, Watcher), WatchError> {
    let first = read::read(root, threads).unwrap_or_default();
    let ended = Arc::new(AtomicBool::new(false));
    let (root, mut last, over) = (root.to_owned(), first.clone(), ended.clone());
    let pause = match how {
        How::Told => Duration::from_millis(20),
        How::Poll(pause) => pause,
    };
    thread::spawn(move || {
        while !over.load(Ordering::Relaxed) {
            thread::sleep(pause);
            let now = read::read(&root, threads).unwrap_or_default();
            let mut changes = Changes { files: Default::default(), faults: now.faults.clone() };
            for (path, bytes) in &now.files {
                if last.files.get(path) != Some(bytes) {
                    changes.files.insert(path.clone(), Some(bytes.clone()));
                }
            }
            for path in last.files.keys().filter(|path| !now.files.contains_key(*path)) {
                changes.files.insert(path.clone(), None);
            }
            if !changes.is_empty() || last.faults != now.faults {
                send(Event::Changed(changes));
            }
            last = now;
        }
    });
    Ok((first, Watcher(ended)))
}
