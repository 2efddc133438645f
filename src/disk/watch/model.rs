//! How changes are noticed, what the watcher has to say, and why it cannot watch. Watches nothing.

use std::io;
use std::time::Duration;

use crate::read::ReadError;
use crate::walk::plain;
use vertebra_base::snapshot::Changes;

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
    #[error("this system cannot watch so many folders at once")]
    TooMany,
    #[error("this system cannot report file changes: {}", plain(.0))]
    Failed(io::Error),
}

impl WatchError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            WatchError::Read(error) => error.help(),
            WatchError::TooMany => {
                "check for changes every two seconds instead: --poll 2\nor allow more watched folders: sudo sysctl fs.inotify.max_user_watches=524288"
            }
            WatchError::Failed(_) => "check for changes every two seconds instead: --poll 2",
        }
    }
}

/// What the thread that watches is told.
#[derive(Debug)]
pub(super) enum Message {
    Seen(notify::Result<notify::Event>),
    Stop,
}
