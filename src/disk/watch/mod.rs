//! Watches the files of a site and says which of them differ from what they were.
//!
//! What the system tells is never believed to be all, only where to look: the files themselves decide. One change of an
//! editor, which may be many events, is told once; files whose bytes are the same are never told. Never decides what a
//! change means for the site.

mod baseline;
mod follow;
mod gather;
mod model;
mod places;
mod source;
mod stamps;
mod system;

pub use model::{Event, How, WatchError};

use std::path::Path;
use std::sync::mpsc;
use std::thread;

use super::read::check_site;
use follow::Follower;
use model::Message;
use vertebra_base::snapshot::Snapshot;

/// A site that is being watched; when this goes away, the watching ends.
#[derive(Debug)]
pub struct Watcher {
    messages: mpsc::Sender<Message>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // The thread may have ended by itself.
        let _ = self.messages.send(Message::Stop);
    }
}

/// Begins to watch the site in `root`, then reads it, so that nothing happens unseen between the two. From then on
/// `send` is called, on a thread of its own, with whatever differs.
pub fn open(
    root: &Path,
    threads: usize,
    how: How,
    send: impl Fn(Event) + Send + 'static,
) -> Result<(Snapshot, Watcher), WatchError> {
    check_site(root)?;
    let (messages, inbox) = mpsc::channel();
    let (snapshot, follower) = Follower::begin(root, threads, how, &messages)?;
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || follower.run(&inbox, &send))
        .map_err(WatchError::Failed)?;
    Ok((snapshot, Watcher { messages }))
}
