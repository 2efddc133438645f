//! Gathers the events that belong to one change, until it is likely to be complete.
//!
//! Looks at no file. An editor that saves makes between two and ten events; a version control system that goes to
//! another branch, thousands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};

use crate::walk::is_passing;

/// So long nothing must have happened.
const QUIET: Duration = Duration::from_millis(10);
/// So long after the first event the files are looked at, even if more keeps happening.
const PATIENCE: Duration = Duration::from_millis(100);
/// So long a file that is being written is waited for.
const WRITING: Duration = Duration::from_millis(50);

/// Places to look at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub paths: BTreeSet<PathBuf>,
    /// Events were lost: whatever there is must be looked at.
    pub everything: bool,
    /// New folders cannot be watched any more.
    pub too_many: bool,
}

/// What has happened since the files were last looked at.
#[derive(Debug)]
pub struct Gather {
    /// Whether this system says when a file that was being written is closed.
    tells_closing: bool,
    batch: Batch,
    since: Option<(Instant, Instant)>,
    writing: BTreeMap<PathBuf, Instant>,
}

/// Whether an event may mean that a file is another now. To read a file makes events too, and we read many.
pub fn matters(event: &notify::Result<notify::Event>) -> bool {
    match event {
        Ok(event) if event.need_rescan() => true,
        Ok(event) => match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        },
        Err(_) => true,
    }
}

impl Gather {
    /// Nothing yet.
    pub fn new(tells_closing: bool) -> Self {
        Gather { tells_closing, batch: Batch::default(), since: None, writing: BTreeMap::new() }
    }

    /// Takes in what happened at a moment.
    pub fn take(&mut self, event: notify::Result<notify::Event>, at: Instant) {
        match event {
            Ok(event) if event.need_rescan() => self.batch.everything = true,
            Ok(event) => {
                let paths = event.paths.into_iter().filter(|path| !path.file_name().is_some_and(is_passing));
                let paths: Vec<_> = paths.collect();
                if paths.is_empty() {
                    return;
                }
                paths.iter().for_each(|path| self.note_writing(path, event.kind, at));
                self.batch.paths.extend(paths);
            }
            Err(error) => {
                self.batch.everything = true;
                self.batch.too_many |= matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
            }
        }
        self.since = Some((self.since.map_or(at, |(first, _)| first), at));
    }

    fn note_writing(&mut self, path: &PathBuf, kind: EventKind, at: Instant) {
        match kind {
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) if self.tells_closing => {
                self.writing.insert(path.clone(), at);
            }
            // A change of the rights of a file does not end the writing of it.
            EventKind::Modify(ModifyKind::Metadata(_)) => {}
            _ => _ = self.writing.remove(path),
        }
    }

    /// When it will be time to look; nothing as long as nothing happened.
    pub fn due(&self) -> Option<Instant> {
        let (first, last) = self.since?;
        let written = self.writing.values().max().map(|at| *at + WRITING);
        Some((last + QUIET).max(written.unwrap_or(last)).min(first + PATIENCE))
    }

    /// What there is to look at; nothing is left.
    pub fn drain(&mut self) -> Batch {
        self.since = None;
        self.writing.clear();
        std::mem::take(&mut self.batch)
    }
}

#[cfg(test)]
mod tests {
    use notify::Event;
    use notify::event::{DataChange, RemoveKind, RenameMode};

    use super::*;

    const WRITE: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSE: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

    fn ms(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    /// Events as `(ms, kind, path)`; when they are looked at, in ms.
    fn due(tells_closing: bool, events: &[(u64, EventKind, &str)]) -> Option<u128> {
        let start = Instant::now();
        let mut gather = Gather::new(tells_closing);
        for (at, kind, path) in events {
            gather.take(Ok(Event::new(*kind).add_path(path.into())), start + ms(*at));
        }
        gather.due().map(|due| (due - start).as_millis())
    }

    #[test]
    fn a_finished_file_is_looked_at_after_a_moment_of_quiet() {
        assert_eq!(due(true, &[(0, WRITE, "a"), (1, CLOSE, "a")]), Some(11));
        assert_eq!(due(false, &[(0, WRITE, "a"), (1, WRITE, "a")]), Some(11));
        assert_eq!(due(true, &[(3, EventKind::Modify(ModifyKind::Name(RenameMode::To)), "a")]), Some(13));
    }

    #[test]
    fn a_file_that_is_being_written_is_waited_for() {
        assert_eq!(due(true, &[(0, WRITE, "a"), (5, WRITE, "a")]), Some(55));
        assert_eq!(due(true, &[(0, WRITE, "a"), (5, EventKind::Remove(RemoveKind::File), "a")]), Some(15));
    }

    #[test]
    fn what_never_ends_is_looked_at_all_the_same() {
        let events: Vec<_> = (0..40).map(|n| (n * 5, CLOSE, "a")).collect();
        assert_eq!(due(true, &events), Some(100));
    }

    #[test]
    fn temporary_files_and_reading_are_nothing() {
        assert_eq!(due(true, &[(0, WRITE, "content/.a.md.swp"), (0, CLOSE, "content/4913")]), None);
        let opened = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert!(!matters(&Ok(Event::new(opened))) && matters(&Ok(Event::new(CLOSE))));
    }

    #[test]
    fn lost_events_mean_everything() {
        for event in [
            Ok(Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan)),
            Err(notify::Error::generic("something")),
        ] {
            let mut gather = Gather::new(true);
            assert!(matters(&event));
            gather.take(event, Instant::now());
            assert!(gather.due().is_some() && gather.drain().everything);
            assert_eq!((gather.due(), gather.drain()), (None, Batch::default()));
        }
    }
}
