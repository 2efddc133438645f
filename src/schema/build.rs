//! Lists the files of the themes, so that the binary can carry them.

use std::path::PathBuf;
use std::{env, fs, io};

mod build_files;

use build_files::{THEMES, collect};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../..").canonicalize()?;
    let mut files = Vec::new();
    for theme in THEMES {
        println!("cargo::rerun-if-changed=../../{theme}");
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
    let names: Vec<_> = THEMES.iter().map(|theme| theme.trim_start_matches("themes/")).collect();
    code +=
        &format!("/// The themes that the binary carries.\npub const EMBEDDED: [&str; {}] = {names:?};\n", names.len());
    let target = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("embedded_themes.rs");
    fs::write(target, code)
}
