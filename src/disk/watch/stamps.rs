//! When files were last changed and how long they are: enough to see which must be read again, where the system tells
//! nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::walk::FoundFile;
use vertebra_base::path::SourcePath;

/// What is asked of a file before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
}

/// The stamps of all files at the time when they were last looked at.
#[derive(Debug, Default)]
pub struct Stamps {
    seen: BTreeMap<SourcePath, Seen>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    stamp: Stamp,
    /// Read again until then: two changes within one tick of a coarse clock leave the same stamp.
    doubtful_until: Option<Instant>,
}

/// Longer than a tick of the clock of any file system.
const TICK: Duration = Duration::from_secs(3);
/// How long, and how often, a file that is being written is waited for.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSES: usize = 5;

impl Stamps {
    /// Takes new stamps, and parts the files into those that must be read and those that are as they were.
    pub fn sort(&mut self, found: Vec<FoundFile>) -> (Vec<FoundFile>, BTreeSet<SourcePath>) {
        let now = Instant::now();
        let mut before = std::mem::take(&mut self.seen);
        let first = before.is_empty();
        let mut stamps: Vec<_> = found.iter().map(|file| stamp(&file.on_disk)).collect();
        wait_for_writers(&found, &before, &mut stamps);
        // Compared with other files and not with our own clock: that of a server may go wrong.
        let newest = stamps.iter().flatten().filter_map(|stamp| stamp.modified).max();
        let is_new = |stamp: &Stamp| {
            let age = newest.zip(stamp.modified).and_then(|(newest, modified)| newest.duration_since(modified).ok());
            age.is_none_or(|age| age < TICK)
        };
        let (mut read, mut same) = (Vec::new(), BTreeSet::new());
        for (file, stamp) in found.into_iter().zip(stamps) {
            let old = before.remove(&file.path);
            let is_as_it_was = old.is_some_and(|old| Some(old.stamp) == stamp);
            let doubtful_until = match old {
                Some(old) if is_as_it_was => old.doubtful_until.filter(|until| *until > now),
                _ => stamp.filter(|stamp| !first || is_new(stamp)).map(|_| now + TICK),
            };
            let certain = is_as_it_was && old.is_some_and(|old| old.doubtful_until.is_none());
            if let Some(stamp) = stamp {
                self.seen.insert(file.path.clone(), Seen { stamp, doubtful_until });
            }
            if certain {
                same.insert(file.path);
            } else {
                read.push(file);
            }
        }
        (read, same)
    }
}

/// Files that are another now may still be growing.
fn wait_for_writers(found: &[FoundFile], before: &BTreeMap<SourcePath, Seen>, stamps: &mut [Option<Stamp>]) {
    if before.is_empty() {
        return;
    }
    let is_other = |at: &usize| before.get(&found[*at].path).map(|seen| seen.stamp) != stamps[*at];
    let mut growing: Vec<usize> = (0..found.len()).filter(is_other).collect();
    for _ in 0..PAUSES {
        if growing.is_empty() {
            return;
        }
        thread::sleep(PAUSE);
        growing.retain(|at| {
            let now = stamp(&found[*at].on_disk);
            std::mem::replace(&mut stamps[*at], now) != now
        });
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let it = fs::metadata(path).ok()?;
    Some(Stamp { modified: it.modified().ok(), size: it.len() })
}
