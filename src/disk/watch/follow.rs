//! The thread that watches: waits for events, looks at what they touch, sends what differs.
//!
//! One changed file costs the reading of one file. Whatever is not as plain as that (links, lost events, a part of the
//! site that was replaced) is answered by looking at everything.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::baseline::{Baseline, SitePart};
use super::gather::{Batch, Gather};
use super::model::{Event, How, Message, WatchError};
use super::places::{FollowedLinks, WatchedPlace};
use super::source::EventSource;
use crate::read::snapshot_of;
use crate::walk::{Below, FoundFile, files_below, on_disk as place_of};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_schema::codes;

/// How often it is looked whether a folder that is gone has come back.
const RETRY: Duration = Duration::from_millis(250);

/// All that the thread needs.
pub struct Follower {
    /// The site's folder, with no link on the way.
    root: PathBuf,
    threads: usize,
    source: EventSource,
    gather: Gather,
    /// What was read at the beginning, until the thread has begun.
    first: Snapshot,
    known: Baseline,
    links: FollowedLinks,
    lost: Option<Lost>,
    news: News,
}

/// The content folder is gone.
struct Lost {
    retry: Instant,
    told: bool,
}

/// What is to be sent.
#[derive(Default)]
struct News {
    changes: Changes,
    differs: bool,
    troubles: Vec<String>,
}

/// A part of a site that cannot be looked at by itself.
struct NotAlone;

impl Follower {
    /// Begins to watch, then reads.
    pub fn begin(
        root: &Path,
        threads: usize,
        how: How,
        messages: &Sender<Message>,
    ) -> Result<(Snapshot, Self), WatchError> {
        let root = root.canonicalize().map_err(WatchError::Failed)?;
        let mut source = EventSource::begin(&root, how, messages)?;
        let mut below = source.look(&root)?;
        let links = FollowedLinks::new(std::mem::take(&mut below.links));
        let _ = source.sort(&mut below);
        let snapshot = read(&root, below, threads);
        let follower = Follower {
            root,
            threads,
            gather: Gather::new(source.tells_closing()),
            source,
            first: snapshot.clone(),
            known: Baseline::default(),
            links,
            lost: None,
            news: News::default(),
        };
        Ok((snapshot, follower))
    }

    /// Watches until nobody wants to know any more.
    pub fn run(mut self, inbox: &Receiver<Message>, send: &impl Fn(Event)) {
        self.known = Baseline::new(&std::mem::take(&mut self.first), self.threads);
        loop {
            let message = match self.due() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(Message::Seen(event)) => self.gather.take(event, Instant::now()),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.due().is_some_and(|due| due <= Instant::now()) {
                self.look();
                self.tell(send);
            }
        }
    }

    /// When to look next.
    fn due(&self) -> Option<Instant> {
        let retry = self.lost.as_ref().map(|lost| lost.retry);
        [self.gather.due(), retry, self.source.due()].into_iter().flatten().min()
    }

    fn tell(&mut self, send: &impl Fn(Event)) {
        let News { mut changes, differs, troubles } = std::mem::take(&mut self.news);
        troubles.into_iter().for_each(|words| send(Event::Trouble(words)));
        if differs {
            changes.faults = self.known.faults();
            send(Event::Changed(changes));
        }
    }

    fn look(&mut self) {
        let batch = self.gather.drain();
        if batch.too_many {
            self.fall_back(&WatchError::TooMany);
        }
        let alone = !self.source.is_poll() && self.lost.is_none() && self.look_at(batch).is_ok();
        if !alone && let Err(error) = self.look_at_everything() {
            self.fall_back(&error);
        }
        self.source.looked();
    }

    /// Goes on without the system's help.
    fn fall_back(&mut self, cause: &WatchError) {
        self.source = EventSource::fall_back();
        self.news.troubles.push(format!("{cause}; Vertebra now checks for changes every two seconds"));
        // Its stamps are still to be taken, and what cannot be watched must not be missed.
        if self.look_at_everything().is_err() {
            unreachable!("looking again and again asks the system for nothing");
        }
    }

    fn look_at(&mut self, batch: Batch) -> Result<(), NotAlone> {
        if batch.everything || self.is_some_link_mended() {
            return Err(NotAlone);
        }
        let mut done: Option<PathBuf> = None;
        // A folder comes before what is in it.
        for path in batch.paths {
            if done.as_ref().is_some_and(|folder| path.starts_with(folder)) {
                continue;
            }
            let WatchedPlace::At(places) = self.links.place(&self.root, &path) else { return Err(NotAlone) };
            for (name, on_disk) in places {
                let is_folder = if place_of(&self.root, name.as_str()) == on_disk {
                    self.look_at_place(&name, &on_disk)?
                } else {
                    self.look_at_linked(&name, &on_disk)?;
                    false
                };
                done = is_folder.then(|| path.clone()).or(done);
            }
        }
        Ok(())
    }

    /// Looks at one path; true when it is a folder, with which everything in it was looked at.
    fn look_at_place(&mut self, name: &SourcePath, path: &Path) -> Result<bool, NotAlone> {
        let is_folder = match path.symlink_metadata() {
            Ok(it) if it.is_symlink() => return Err(NotAlone),
            Ok(it) if is_named_so(path) => it.is_dir(),
            Err(cause) if !is_gone(&cause) => return Err(NotAlone),
            _ => {
                self.update(name, Snapshot::default());
                return Ok(false);
            }
        };
        // Above it there may be a link now where there was a folder.
        let parent = path.parent().ok_or(NotAlone)?;
        if parent.canonicalize().map_err(|_| NotAlone)? != parent {
            return Err(NotAlone);
        }
        if is_folder {
            self.source.watch_new(path).map_err(|_| NotAlone)?;
        }
        let below = files_below(&self.root, name.as_str());
        // What a link may do depends on what is above it.
        if !below.links.is_empty() {
            return Err(NotAlone);
        }
        let seen = read(&self.root, below, if is_folder { self.threads } else { 1 });
        self.update(name, seen);
        Ok(is_folder)
    }

    /// Looks at a file that has another name through a link. Nothing but new words in it can be taken in alone.
    fn look_at_linked(&mut self, name: &SourcePath, path: &Path) -> Result<(), NotAlone> {
        if !self.known.has(name) || !path.symlink_metadata().is_ok_and(|it| it.is_file()) {
            return Err(NotAlone);
        }
        let found = FoundFile { path: name.clone(), on_disk: path.to_owned() };
        let seen = snapshot_of(&self.root, vec![found], Vec::new(), 1);
        if !seen.faults.is_empty() {
            return Err(NotAlone);
        }
        self.update(name, seen);
        Ok(())
    }

    fn update(&mut self, name: &SourcePath, seen: Snapshot) {
        let News { changes, differs, .. } = &mut self.news;
        *differs |= self.known.update(SitePart::At(name), seen, &BTreeSet::new(), changes);
    }

    fn look_at_everything(&mut self) -> Result<(), WatchError> {
        if !self.root.join("content").is_dir() {
            self.lose();
            return Ok(());
        }
        // A trouble that was told is over.
        self.news.differs |= self.lost.take().is_some_and(|lost| lost.told);
        let mut below = self.source.look(&self.root)?;
        self.links = FollowedLinks::new(std::mem::take(&mut below.links));
        let same = self.source.sort(&mut below);
        let seen = read(&self.root, below, self.threads);
        let News { changes, differs, .. } = &mut self.news;
        *differs |= self.known.update(SitePart::All, seen, &same, changes);
        Ok(())
    }

    /// There is no content folder. It may be replaced at this moment, so it takes a second look before this is told; and
    /// what was last seen of it still holds.
    fn lose(&mut self) {
        let retry = Instant::now() + RETRY;
        match &mut self.lost {
            None => self.lost = Some(Lost { retry, told: false }),
            Some(lost) => {
                lost.retry = retry;
                if !std::mem::replace(&mut lost.told, true) {
                    self.news.troubles.push("the folder content/ is gone; waiting for it to come back".to_owned());
                }
            }
        }
    }

    /// What a broken link names may be anywhere, so that no event tells when it appears. It is looked for whenever
    /// something else happens.
    fn is_some_link_mended(&self) -> bool {
        self.known.broken().any(|path| {
            let path = place_of(&self.root, path.as_str());
            path.is_symlink() && path.exists()
        })
    }
}

/// Reads what was found. A file that has gone since then is simply gone: that is told by an event of its own.
fn read(root: &Path, below: Below, threads: usize) -> Snapshot {
    let mut snapshot = snapshot_of(root, below.files, below.faults, threads);
    snapshot.faults.retain(|fault| !codes::follows_from(fault.code, codes::Part::Stillness));
    snapshot
}

fn is_gone(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Where small and capital letters are the same to the system, a file is found by its old name as well.
fn is_named_so(path: &Path) -> bool {
    let folds = cfg!(any(windows, target_os = "macos"));
    !folds || path.canonicalize().is_ok_and(|it| it.file_name() == path.file_name())
}
