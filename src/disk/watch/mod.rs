//! Watches the files of a site and says which of them differ from what they were.
//!
//! What the system tells is never believed to be all, only where to look: the files themselves decide. One change of an
//! editor, which may be many events, is told once; files whose bytes are the same are never told. Never decides what a
//! change means for the site.

mod follow;
mod gather;
mod known;
mod places;
mod source;
mod stamps;
mod system;

use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::read::{ReadError, check_site};
use super::walk::plain;
use follow::Follower;
use vertebra_base::snapshot::{Changes, Snapshot};

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The system tells.
    Told,
    /// The site is looked through again every so often: for folders whose system tells nothing, as on a network.
    Poll(Duration),
}

/// What the watcher has to say.
#[derive(Debug)]
pub enum Event {
    /// Files differ from what was last sent or read. Empty after a trouble that is over.
    Changed(Changes),
    /// Something that keeps the files from being looked at, in the words of an editor: the content folder is gone. What
    /// was last sent still holds.
    Trouble(String),
}

/// Why a site cannot be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("this system does not let so many folders be watched at a time")]
    TooMany,
    #[error("this system cannot say when files change: {}", plain(.0))]
    Failed(io::Error),
}

impl WatchError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            WatchError::Read(error) => error.help(),
            WatchError::TooMany => {
                "look for changes every two seconds instead: --poll 2\nor let more folders be watched: sudo sysctl fs.inotify.max_user_watches=524288"
            }
            WatchError::Failed(_) => "look for changes every two seconds instead: --poll 2",
        }
    }
}

/// A site that is being watched; when this goes away, the watching ends.
#[derive(Debug)]
pub struct Watcher {
    messages: mpsc::Sender<Message>,
}

/// What the thread that watches is told.
#[derive(Debug)]
enum Message {
    Seen(notify::Result<notify::Event>),
    Stop,
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
