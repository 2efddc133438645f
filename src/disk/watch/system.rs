//! The system's own watching of folders, through `notify`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _, WatcherKind};
use walkdir::WalkDir;

use super::gather::matters;
use super::model::{Message, WatchError};

/// The folders that the system watches for us.
#[derive(Debug)]
pub struct System {
    watcher: RecommendedWatcher,
    /// The site's folder, with no link on the way.
    root: PathBuf,
    /// Folders elsewhere in the site that links lead to, each with all that is in it or by itself.
    others: BTreeMap<PathBuf, RecursiveMode>,
}

impl System {
    /// Begins to watch a site. What happens goes to `messages`.
    pub fn begin(root: &Path, messages: &Sender<Message>) -> Result<Self, WatchError> {
        let messages = messages.clone();
        let tell = move |event| {
            if matters(&event) {
                // Nobody listens any more: then this is about to end as well.
                let _ = messages.send(Message::Seen(event));
            }
        };
        // Links are ours: we know which of them are followed, and events then name every file in one way only.
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(tell, config).map_err(explain)?;
        let mut system = System { watcher, root: root.to_owned(), others: BTreeMap::new() };
        system.watch_site()?;
        Ok(system)
    }

    /// Whether the system says when a file that was being written is closed.
    pub fn tells_closing() -> bool {
        is_inotify()
    }

    /// Watches what makes up a site, and the folder that it lies in, so that its parts may come and go. Takes up again
    /// what was lost.
    pub fn watch_site(&mut self) -> Result<(), WatchError> {
        let root = self.root.clone();
        if !is_inotify() {
            let _ = self.watcher.unwatch(&root);
        }
        match self.watcher.watch(&root, RecursiveMode::NonRecursive) {
            Err(_) if !root.exists() => return Ok(()),
            watched => watched.map_err(explain)?,
        }
        let others: Vec<_> = self.others.iter().map(|(folder, mode)| (folder.clone(), *mode)).collect();
        let parts = ["content", "themes"].map(|name| (root.join(name), RecursiveMode::Recursive));
        for (folder, mode) in parts.into_iter().chain(others) {
            if !is_inotify() {
                let _ = self.watcher.unwatch(&folder);
            }
            match mode {
                RecursiveMode::Recursive => self.watch_folder(&folder)?,
                RecursiveMode::NonRecursive => self.watch_one(&folder)?,
            }
        }
        Ok(())
    }

    /// Watches a folder that has just appeared, with those in it. Afterwards nothing new in it goes unseen.
    pub fn watch_new(&mut self, folder: &Path) -> Result<(), WatchError> {
        // Other systems watch what appears in a folder without being asked.
        if is_inotify() { self.watch_folder(folder) } else { Ok(()) }
    }

    /// Watches where links lead to. True when there are folders among it that were not watched before.
    pub fn watch_targets<'a>(&mut self, targets: impl Iterator<Item = &'a Path>) -> Result<bool, WatchError> {
        let mut any = false;
        for target in targets {
            // Editors replace a file rather than write into it, so it is its folder that is watched.
            let (folder, mode) = match (target.is_dir(), target.parent()) {
                (true, _) => (target, RecursiveMode::Recursive),
                (false, Some(parent)) => (parent, RecursiveMode::NonRecursive),
                (false, None) => continue,
            };
            if self.is_watched(folder, mode) {
                continue;
            }
            self.others.insert(folder.to_owned(), mode);
            any = true;
            match mode {
                RecursiveMode::Recursive => self.watch_folder(folder)?,
                RecursiveMode::NonRecursive => self.watch_one(folder)?,
            }
        }
        Ok(any)
    }

    fn is_watched(&self, folder: &Path, mode: RecursiveMode) -> bool {
        let by_others = self.others.get(folder).is_some_and(|it| *it == RecursiveMode::Recursive || *it == mode);
        let is_root = folder == self.root && mode == RecursiveMode::NonRecursive;
        by_others || is_root || ["content", "themes"].iter().any(|name| folder.starts_with(self.root.join(name)))
    }

    fn watch_folder(&mut self, folder: &Path) -> Result<(), WatchError> {
        match self.watcher.watch(folder, RecursiveMode::Recursive) {
            Err(_) if !folder.exists() => Ok(()),
            Err(error) if is_inotify() && !is_limit(&error) => self.watch_each(folder),
            watched => watched.map_err(explain),
        }
    }

    /// One by one: a folder that is closed to us, or that has just gone away, must not keep us from the others.
    fn watch_each(&mut self, folder: &Path) -> Result<(), WatchError> {
        let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
        for entry in entries.filter(|entry| entry.file_type().is_dir()) {
            self.watch_one(entry.path())?;
        }
        Ok(())
    }

    fn watch_one(&mut self, folder: &Path) -> Result<(), WatchError> {
        match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
            Err(error) if is_limit(&error) => Err(explain(error)),
            _ => Ok(()),
        }
    }
}

fn is_inotify() -> bool {
    RecommendedWatcher::kind() == WatcherKind::Inotify
}

fn is_limit(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}

fn explain(error: notify::Error) -> WatchError {
    match error.kind {
        ErrorKind::MaxFilesWatch => WatchError::TooMany,
        ErrorKind::Io(cause) => WatchError::Failed(cause),
        other => WatchError::Failed(io::Error::other(notify::Error::new(other).to_string())),
    }
}
