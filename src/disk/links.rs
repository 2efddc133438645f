//! What other websites have answered, kept in `.vertebra/cache/links.json` of the site. It may be thrown away at any time.

use std::fs;
use std::path::Path;

/// The file, seen from the folder of the site.
const FILE: &str = ".vertebra/cache/links.json";

/// What was kept; nothing, when there is no such file.
pub fn read(root: &Path) -> String {
    fs::read_to_string(root.join(FILE)).unwrap_or_default()
}

/// Keeps it. A folder that may not be written costs questions next time, nothing else.
pub fn write(root: &Path, text: &str) {
    let path = root.join(FILE);
    let Some(folder) = path.parent() else { return };
    let half = path.with_extension(format!("{}.half", std::process::id()));
    let kept = fs::create_dir_all(folder).and_then(|()| {
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        fs::write(&half, text)?;
        fs::rename(&half, &path)
    });
    if kept.is_err() {
        _ = fs::remove_file(half);
    }
}
