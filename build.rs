//! Lists the files of the themes, so that the binary can carry them, and marks the binary with a hash of its
//! sources, so that a site is built anew when the program has changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// `theme::EMBEDDED` names them too.
const THEMES: [&str; 2] = ["themes/clinic", "themes/plain"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut files = Vec::new();
    for theme in THEMES {
        collect(&root.join(theme), &mut files)?;
    }
    files.sort();
    let mut code = String::from(
        "/// The files of the themes: path inside the site, bytes.\npub static FILES: &[(&str, &[u8])] = &[\n",
    );
    for file in files {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        code += &format!("    ({name:?}, include_bytes!({file:?})),\n");
    }
    code += "];\n";
    println!("cargo::rustc-env=VERTEBRA_SOURCES={:016x}", sources(&root)?);
    let target = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("embedded_themes.rs");
    fs::write(target, code)
}

/// A hash of everything the program is made of.
fn sources(root: &Path) -> io::Result<u64> {
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    for folder in std::iter::once("src").chain(THEMES) {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        if let Ok(bytes) = fs::read(&file) {
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            bytes.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}
