//! The published files of a theme, by the names that templates use. Makes none of them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::drawing::Drawing;
use crate::integrity;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::{OutputPath, SourcePath};

/// The published files of a theme that carry their content in their names.
#[derive(Debug, Default)]
pub struct Assets {
    /// The fingerprint of all that they are made of.
    made_of: Fingerprint,
    /// By the names that templates use: `main.css`, `search.js`, `images/spine.svg`.
    by_name: BTreeMap<String, Asset>,
    /// What is wrong with the style sheets and scripts.
    pub diagnostics: Vec<Diagnostic>,
}

/// One published file.
#[derive(Debug)]
pub struct Asset {
    /// The file itself, then those that were put into it.
    pub parts: Vec<SourcePath>,
    /// As they are published.
    pub bytes: Arc<[u8]>,
    /// Its name carries the fingerprint of the bytes, so that it may be cached for ever.
    pub output: OutputPath,
    pub print: Fingerprint,
    integrity: OnceLock<String>,
    drawing: OnceLock<Result<Drawing, String>>,
}

impl Assets {
    /// Those of a theme before any was made; `made_of` is the fingerprint of all that they will be made of.
    pub(crate) fn without_files(made_of: Fingerprint) -> Self {
        Assets { made_of, ..Assets::default() }
    }

    pub(crate) fn made_of(&self) -> Fingerprint {
        self.made_of
    }

    /// A file by the name that templates use.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.by_name.get(name)
    }

    /// All files with their names, in order.
    pub fn each(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.by_name.iter().map(|(name, asset)| (name.as_str(), asset))
    }

    pub(crate) fn add(&mut self, name: &str, parts: Vec<SourcePath>, bytes: Arc<[u8]>) {
        self.add_named(name, parts, bytes, None);
    }

    /// As `add`, under a name that carries another fingerprint than that of the bytes: those of files that name each
    /// other hang on it.
    pub(crate) fn add_named(
        &mut self,
        name: &str,
        parts: Vec<SourcePath>,
        bytes: Arc<[u8]>,
        name_print: Option<Fingerprint>,
    ) {
        let print = Fingerprint::of_bytes(&bytes);
        let path = published_path(name, name_print.unwrap_or(print));
        // What cannot stand in an address is not published; whoever asks for it is told that it does not exist.
        let Ok(output) = OutputPath::new(&path) else { return };
        let (integrity, drawing) = (OnceLock::new(), OnceLock::new());
        self.by_name.insert(name.to_owned(), Asset { parts, bytes, output, print, integrity, drawing });
    }
}

/// Where a file is published whose name carries a fingerprint.
pub(crate) fn published_path(name: &str, print: Fingerprint) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let hash = print.short();
    match file.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{folder}{slash}{stem}.{hash}.{extension}"),
        None => format!("assets/{folder}{slash}{file}.{hash}"),
    }
}

impl Asset {
    /// What browsers compare the file with before they use it: `sha384-…` (W3C Subresource Integrity).
    pub fn integrity(&self) -> &str {
        self.integrity.get_or_init(|| integrity::sha384(&self.bytes))
    }

    /// The file as a drawing that can stand in a page, or why it cannot.
    pub fn drawing(&self) -> Result<&Drawing, &str> {
        self.drawing.get_or_init(|| Drawing::read(&self.bytes)).as_ref().map_err(String::as_str)
    }
}
