//! What other websites have answered, kept in `.vertebra/cache/links.json` of the site. It may be thrown away at any time.

use std::fs;
use std::path::Path;

use super::atomic::{self, Durability};
use super::state;

const NAME: &str = "links.json";

/// What was kept; nothing, when there is no such file.
pub fn read(root: &Path) -> String {
    fs::read_to_string(root.join(state::FOLDER).join("cache").join(NAME)).unwrap_or_default()
}

/// Keeps it. A folder that may not be written costs questions next time, nothing else.
pub fn write(root: &Path, text: &str) {
    let kept = |folder: std::path::PathBuf| atomic::replace(&folder.join(NAME), text.as_bytes(), Durability::Cached);
    _ = state::folder(root, "cache").and_then(kept);
}
