//! The themes that the program carries: they stand in a snapshot as if they were files of the site, unless the site has a
//! folder of the same name. Reads no theme.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

pub use embedded::EMBEDDED;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded_themes.rs"));
}

/// Adds the themes of the binary that a site has no folder of its own for; gives their names.
pub fn add_embedded(snapshot: &mut Snapshot) -> Vec<&'static str> {
    let missing = without_folder(snapshot);
    for name in &missing {
        let folder = folder(name);
        let files = embedded::FILES.iter().filter(|(path, _)| path.starts_with(&folder));
        snapshot.files.extend(files.map(|(path, bytes)| (SourcePath::new(path), (*bytes).into())));
    }
    missing
}

/// The themes of the binary that a snapshot has no folder for.
pub fn without_folder(snapshot: &Snapshot) -> Vec<&'static str> {
    let has = |name: &str| {
        let folder = folder(name);
        let after = snapshot.files.range(SourcePath::new(&folder)..);
        after.map(|(path, _)| path).next().is_some_and(|path| path.as_str().starts_with(&folder))
    };
    EMBEDDED.into_iter().filter(|name| !has(name)).collect()
}

/// Takes the files of themes out of a snapshot that they were added to.
pub fn remove_embedded(snapshot: &mut Snapshot, names: &[&str]) {
    let folders: Vec<String> = names.iter().map(|name| folder(name)).collect();
    snapshot.files.retain(|path, _| !folders.iter().any(|folder| path.as_str().starts_with(folder)));
}

fn folder(name: &str) -> String {
    format!("themes/{name}/")
}
