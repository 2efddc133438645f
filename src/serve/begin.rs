//! Begins to watch a site; if there is none yet, waits until there is.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::message::PreviewMessage;
use super::settings::PreviewSettings;
use vertebra_base::snapshot::Snapshot;
use vertebra_disk::read::{ReadError, check_site};
use vertebra_disk::watch::{self, How, WatchError, Watcher};

/// How often a folder without a site is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// What was read, and what keeps it right; nothing of both while there is no site.
pub struct Begun {
    pub files: Snapshot,
    pub watcher: Option<Watcher>,
    /// Why there is no site.
    pub trouble: Option<String>,
}

/// Reads the site and watches it from then on. A folder in which somebody is still to begin is watched, too: the site
/// comes as a message as soon as it is there.
pub fn begin(settings: &PreviewSettings, messages: &Sender<PreviewMessage>) -> Result<Begun, WatchError> {
    match open(settings, messages) {
        Ok((files, watcher)) => Ok(Begun { files, watcher: Some(watcher), trouble: None }),
        Err(WatchError::Read(error @ (ReadError::NoContent(_) | ReadError::NoConfig(_)))) => {
            let (settings, messages) = (settings.clone(), messages.clone());
            thread::spawn(move || wait(&settings, &messages));
            Ok(Begun {
                files: Snapshot::default(),
                watcher: None,
                trouble: Some(format!("{error}; the preview is waiting for it")),
            })
        }
        Err(error) => Err(error),
    }
}

fn open(settings: &PreviewSettings, messages: &Sender<PreviewMessage>) -> Result<(Snapshot, Watcher), WatchError> {
    let messages = messages.clone();
    // When nobody listens any more, the preview is over.
    let send = move |event| _ = messages.send(PreviewMessage::Watched(event));
    watch::open(Path::new(&settings.root), settings.threads, settings.poll.map_or(How::Told, How::Poll), send)
}

fn wait(settings: &PreviewSettings, messages: &Sender<PreviewMessage>) {
    loop {
        thread::sleep(PAUSE);
        if check_site(&settings.root).is_err() {
            continue;
        }
        if let Ok((files, watcher)) = open(settings, messages) {
            let _ = messages.send(PreviewMessage::Begun(files, watcher));
            return;
        }
    }
}
