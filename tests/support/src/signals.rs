//! What happens in folders and to processes, as events: a test waits for one of them and looks, instead of sleeping.

use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::HANGS;

/// Events of a folder and of the processes that are added.
pub struct Signals {
    sender: Sender<()>,
    events: Receiver<()>,
    _watcher: RecommendedWatcher,
}

impl Signals {
    /// Whatever happens in a folder, and in those inside it, from now on.
    pub fn of(folder: &Path) -> Self {
        let (sender, events) = channel();
        let tell = sender.clone();
        let mut watcher = notify::recommended_watcher(move |_| _ = tell.send(())).unwrap();
        watcher.watch(folder, RecursiveMode::Recursive).unwrap();
        Signals { sender, events, _watcher: watcher }
    }

    /// The end of a process, known by the end of one of its streams.
    pub fn end_of(&self, mut stream: impl Read + Send + 'static) {
        let tell = self.sender.clone();
        thread::spawn(move || {
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
            tell.send(())
        });
    }

    /// Looks now and after every event, until what it looks for is there.
    #[track_caller]
    pub fn wait_until(&self, mut is_there: impl FnMut() -> bool) {
        while !is_there() {
            assert!(self.events.recv_timeout(HANGS).is_ok(), "nothing happens any more");
            self.events.try_iter().for_each(drop);
        }
    }
}
