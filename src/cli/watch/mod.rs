//! `vertebra build --watch`: builds, then keeps the output folder right while files change and time passes.
//!
//! One loop owns the build. It waits for what the watcher tells, for the time at which the next page is due, or for a
//! folder that could not be written; then it makes a round: takes in, makes, publishes, says what it did. A site with
//! errors is never published: the last good one stays until they are fixed.

mod fresh;
mod lines;
mod publisher;
mod round;

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::arguments::{BuildArguments, SiteArguments};
use super::common::build_folder;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use round::{Cause, WatchLoop};
use vertebra_base::snapshot::Changes;
use vertebra_disk::check_place;
use vertebra_disk::watch::{self, Event, How};

/// So often it is looked at the clock: a computer that slept has not counted the time.
const GLANCE: Duration = Duration::from_secs(30);

/// Builds, and builds again, until the program is ended.
pub fn run(site: &SiteArguments, asked: &BuildArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let out = build_folder(site, asked)?;
    check_place(&site.root, &out)?;
    let how = asked.poll.map_or(How::Told, How::Poll);
    let started = Instant::now();
    let (sender, events) = mpsc::channel();
    // Nobody listens any more when the program ends.
    let send = move |event| _ = sender.send(event);
    let (snapshot, _watcher) = watch::open(&site.root, asked.common.threads.count(), how, send)?;
    let mut keeper = WatchLoop::begin(snapshot, (site, asked, terminal), out, started)?;
    loop {
        match wait(&events, keeper.due()) {
            Woken::ByTime => keeper.look_at_the_clock(),
            Woken::ByEvent(event) => {
                let began = Instant::now();
                if let Some(changes) = gather(event, &events, &keeper) {
                    keeper.round(Cause::Files, changes, began);
                }
            }
            Woken::ForTheLastTime => {
                keeper.end()?;
                return Err(Failure::WatchEnded);
            }
        }
    }
}

enum Woken {
    ByEvent(Event),
    ByTime,
    ForTheLastTime,
}

fn wait(events: &Receiver<Event>, due: Option<Duration>) -> Woken {
    match due.map_or_else(
        || events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        |due| events.recv_timeout(due.min(GLANCE)),
    ) {
        Ok(event) => Woken::ByEvent(event),
        Err(RecvTimeoutError::Timeout) => Woken::ByTime,
        Err(RecvTimeoutError::Disconnected) => Woken::ForTheLastTime,
    }
}

/// All changes that were told while the last round was made, as one; troubles are passed on.
fn gather(first: Event, events: &Receiver<Event>, keeper: &WatchLoop) -> Option<Changes> {
    let mut all: Option<Changes> = None;
    for event in std::iter::once(first).chain(events.try_iter()) {
        match event {
            Event::Trouble(words) => keeper.tell_trouble(&words),
            Event::Changed(changes) => match &mut all {
                Some(all) => all.then(changes),
                None => all = Some(changes),
            },
        }
    }
    all
}
