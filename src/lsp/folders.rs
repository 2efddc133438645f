//! Which of the client's folders is the site.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::uri::to_path;
use vertebra_disk::read::{check_site, folders_in};

/// The folders that a client names when it comes; the newest form of naming them counts.
pub fn named(params: &Value) -> Vec<PathBuf> {
    let several = params.get("workspaceFolders").and_then(Value::as_array);
    let several = several.into_iter().flatten().filter_map(|folder| to_path(folder.get("uri")?.as_str()?));
    let several: Vec<PathBuf> = several.collect();
    if !several.is_empty() {
        return several;
    }
    let uri = params.get("rootUri").and_then(Value::as_str).and_then(to_path);
    let path = || params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    uri.or_else(path).into_iter().collect()
}

/// The site among some folders: one of them, one right inside of them, or one that they lie in.
pub fn site(folders: &[PathBuf]) -> Option<PathBuf> {
    let own = folders.iter().find(|folder| is_site(folder)).cloned();
    let inside = || folders.iter().flat_map(|folder| folders_in(folder)).find(|folder| is_site(folder));
    own.or_else(inside).or_else(|| folders.iter().find_map(|folder| around(folder)))
}

/// The site that a path lies in.
pub fn around(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| is_site(folder)).map(Path::to_path_buf)
}

fn is_site(folder: &Path) -> bool {
    folder.is_absolute() && check_site(folder).is_ok()
}
