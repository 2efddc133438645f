//! Sites in memory that take changes in.

use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::{AddressUpdate, Build, Now, Options, Purpose};

use crate::site::fixture::options;

pub fn now() -> Now {
    options().now
}

/// A site that can take changes in.
pub fn watch(snapshot: Snapshot) -> Build {
    let options = Options { purpose: Purpose::Watch, ..Options::at(now()) };
    Build::new(snapshot, &options)
}

/// Publishes a site: its address book knows all its addresses from now on.
pub fn release(build: &mut Build) {
    match build.recorded() {
        AddressUpdate::New { text, .. } => put(build, "content/addresses.yaml", Some(&text)),
        AddressUpdate::Same => {}
        AddressUpdate::Refused { message, .. } => panic!("{message}"),
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
