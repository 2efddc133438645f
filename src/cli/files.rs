//! Files of the site by what an editor types for them: from the site's folder, from `content`, or from where they are.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use vertebra_base::diagnostic::nearest;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

/// Every file that was meant, in the order of their paths; a folder means all files in it.
pub fn named(root: &Path, typed: &[PathBuf], snapshot: &Snapshot) -> Result<Vec<SourcePath>, Failure> {
    let mut all = Vec::new();
    for path in typed {
        let found = find(root, path, snapshot);
        if found.is_empty() {
            return Err(not_found(path, snapshot));
        }
        all.extend(found);
    }
    all.sort();
    all.dedup();
    Ok(all)
}

fn find(root: &Path, typed: &Path, snapshot: &Snapshot) -> Vec<SourcePath> {
    let slashed = typed.to_string_lossy().replace('\\', "/");
    let bare = slashed.strip_prefix("./").unwrap_or(&slashed).trim_end_matches('/').to_owned();
    let from_here = inside(root, typed);
    let ways = [Some(bare.clone()), Some(format!("content/{bare}")), from_here];
    let ways = ways.map(|way| way.map(|path| snapshot.spelled(&path)));
    ways.into_iter().flatten().map(|path| files_at(&path, snapshot)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// A path as the site knows it, when it leads into the site from where the command was typed.
fn inside(root: &Path, typed: &Path) -> Option<String> {
    // On most systems there is no file by a name in other letters.
    let typed = typed.canonicalize().or_else(|_| std::path::absolute(typed)).ok()?;
    let root = root.canonicalize().ok()?;
    Some(typed.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"))
}

fn files_at(path: &str, snapshot: &Snapshot) -> Vec<SourcePath> {
    let file = SourcePath::new(path);
    if snapshot.files.contains_key(&file) {
        return vec![file];
    }
    let folder = format!("{path}/");
    snapshot.files.keys().filter(|file| file.as_str().starts_with(&folder)).cloned().collect()
}

fn not_found(typed: &Path, snapshot: &Snapshot) -> Failure {
    let typed = typed.display().to_string();
    let names = snapshot.files.keys().filter_map(|path| path.in_content());
    let help = match nearest(typed.trim_start_matches("content/"), names) {
        Some(near) => format!("did you mean {near}?"),
        None => "write the path of a file in content/, such as guides/first-visit.md".to_owned(),
    };
    Failure::Usage { message: format!("there is no file \"{typed}\" in this site"), help }
}
