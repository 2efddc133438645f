//! Watching a site through the public door of `disk::watch`: real files are changed in every way that editors and other
//! programs change them, and what was told, taken together, must be what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use support::HANGS;
use tempfile::TempDir;
use vertebra_base::snapshot::Snapshot;
use vertebra_disk::read::read;
use vertebra_disk::watch::{Event, How, Watcher, open};

mod folders;
mod links;
mod poll;
mod saves;

/// A site on disk that is watched, and what is known of it from what was told.
struct Site {
    folder: TempDir,
    snapshot: Snapshot,
    events: Receiver<Event>,
    _watcher: Watcher,
}

const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", "title: Test\n"),
    ("content/index.md", "home"),
    ("content/a/one.md", "one"),
    ("content/a/two.md", "two"),
    ("content/b/three.md", "three"),
    ("themes/plain/theme.yaml", "name: plain\n"),
];

impl Site {
    fn new() -> Self {
        Self::with(FILES, How::Told)
    }

    fn with(files: &[(&str, &str)], how: How) -> Self {
        Self::watch(Self::folder(files), how)
    }

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        files.iter().for_each(|(path, text)| put(&folder.path().join(path), text));
        folder
    }

    fn watch(folder: TempDir, how: How) -> Self {
        let (sender, events) = channel();
        let send = move |event| _ = sender.send(event);
        let (snapshot, watcher) = open(folder.path(), 2, how, send).unwrap();
        Site { folder, snapshot, events, _watcher: watcher }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        put(&self.path(path), text);
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    #[track_caller]
    fn next(&self) -> Event {
        self.events.recv_timeout(HANGS).unwrap_or_else(|_| panic!("nothing is told"))
    }

    /// The next change, as `path` for what is new or other and `-path` for what is gone.
    #[track_caller]
    fn change(&mut self) -> Vec<String> {
        let Event::Changed(changes) = self.next() else { panic!("a trouble") };
        let told = changes.files.iter();
        let told = told.map(|(path, bytes)| if bytes.is_some() { path.to_string() } else { format!("-{path}") });
        let told = told.collect();
        self.snapshot.apply(changes);
        told
    }

    /// Waits until what was told, taken together, is what is there; returns the paths that were told, each once.
    #[track_caller]
    fn settle(&mut self) -> Vec<String> {
        let end = Instant::now() + HANGS;
        let mut told = BTreeSet::new();
        while view(&self.snapshot) != view(&read(self.folder.path(), 2).unwrap()) {
            match self.events.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Event::Changed(changes)) => {
                    told.extend(changes.files.keys().map(|path| path.to_string()));
                    self.snapshot.apply(changes);
                }
                Ok(Event::Trouble(words)) => panic!("{words}"),
                Err(_) => assert_eq!(view(&self.snapshot), view(&read(self.folder.path(), 2).unwrap())),
            }
        }
        told.into_iter().collect()
    }

    /// Nothing was told of all that happened so far: the next that is told is something that happens now.
    #[track_caller]
    fn is_quiet(&mut self) {
        self.write("content/index.md", "something else");
        assert_eq!(self.change(), ["content/index.md"]);
        self.settle();
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Files with their text, and faults.
fn view(snapshot: &Snapshot) -> (BTreeMap<String, String>, Vec<String>) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let files = snapshot.files.iter().map(|(path, bytes)| (path.to_string(), text(bytes.held()))).collect();
    let mut faults: Vec<_> =
        snapshot.faults.iter().map(|it| format!("{} {} {}", it.code, it.file, it.message)).collect();
    faults.sort();
    (files, faults)
}
