//! Sites in memory: the sample site, and small ones from a text with heads.

use vertebra::build::{Build, Depth, Now, Options, Purpose, Recorded};
use vertebra::path::SourcePath;
use vertebra::snapshot::{Changes, Snapshot};
use vertebra::store::Store;

pub fn now() -> Now {
    Now::Day("2026-11-20".parse().expect("a date"))
}

/// A site that can take changes in.
pub fn watch(snapshot: Snapshot) -> Build {
    let options = Options {
        base_url: None,
        drafts: false,
        now: now(),
        threads: 1,
        purpose: Purpose::Watch,
        store: Store::default(),
        depth: Depth::default(),
    };
    Build::new(snapshot, &options)
}

/// The files of the sample site and its themes.
pub fn sample() -> Snapshot {
    let root = support::project();
    let mut snapshot = Snapshot::default();
    for folder in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(root.join(folder)) {
            let entry = entry.expect("the sample site can be read");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
                snapshot.files.insert(SourcePath::new(path), std::fs::read(entry.path()).expect("read").into());
            }
        }
    }
    snapshot
}

/// Publishes a site: its address book knows all its addresses from now on.
pub fn release(build: &mut Build) {
    match build.recorded() {
        Recorded::New { text, .. } => put(build, "content/addresses.yaml", Some(&text)),
        Recorded::Same => {}
        Recorded::Refused { message, .. } => panic!("{message}"),
    }
}

/// What an editor does to a file.
pub fn put(build: &mut Build, path: &str, text: Option<&str>) {
    let mut changes = Changes::from_texts([(path, text)]);
    changes.faults = build.snapshot().faults.clone();
    build.apply(changes, now());
}

pub fn told(build: &Build) -> String {
    build.diagnostics().iter().map(|d| format!("{} [{}] {}\n", d.file, d.code, d.message)).collect()
}
