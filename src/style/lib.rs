//! What a theme brings besides templates: style sheets, bundled and made small, scripts, pictures and fonts, each under a
//! name that carries its content.
//!
//! Made once for all outputs, and again only when something that they are made of has changed. Never reads a page.

mod color;
mod drawing;
mod integrity;
mod light;
mod style;
mod tokens;

pub use drawing::{Drawing, Use};
pub use light::Color;
pub use tokens::{Token, names_behind, read as tokens};

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_schema::config::Config;
use vertebra_schema::theme::Theme;

/// The published files of a theme that carry their content in their names.
#[derive(Debug, Default)]
pub struct Assets {
    /// The fingerprint of all that they are made of.
    made_of: Fingerprint,
    /// By the names that templates use: `main.css`, `search.js`, `images/spine.svg`.
    by_name: BTreeMap<String, Asset>,
    /// What is wrong with the style sheets.
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
    /// Makes the files of a theme, or hands on those of an earlier build if they would come out the same.
    pub fn make(theme: &Theme, config: &Config, before: Option<Arc<Assets>>) -> Arc<Assets> {
        let colors = color::settings(theme, config);
        let made_of = print_of(theme, &colors);
        if let Some(before) = before.filter(|before| before.made_of == made_of) {
            return before;
        }
        let mut assets = Assets { made_of, ..Assets::default() };
        for (name, file) in &theme.files {
            assets.add(name, vec![file.source.clone()], file.bytes.clone());
        }
        let (sheets, diagnostics) = style::bundle(theme, &assets, &colors);
        for sheet in sheets {
            assets.add(&sheet.name, sheet.parts, sheet.bytes);
        }
        assets.diagnostics = diagnostics;
        Arc::new(assets)
    }

    /// A file by the name that templates use.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.by_name.get(name)
    }

    /// All files with their names, in order.
    pub fn each(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.by_name.iter().map(|(name, asset)| (name.as_str(), asset))
    }

    fn add(&mut self, name: &str, parts: Vec<SourcePath>, bytes: Arc<[u8]>) {
        let print = Fingerprint::of_bytes(&bytes);
        let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let hash = print.short();
        let path = match file.rsplit_once('.') {
            Some((stem, extension)) => format!("assets/{folder}{slash}{stem}.{hash}.{extension}"),
            None => format!("assets/{folder}{slash}{file}.{hash}"),
        };
        // What cannot stand in an address is not published; whoever asks for it is told that it does not exist.
        let Ok(output) = OutputPath::new(&path) else { return };
        let (integrity, drawing) = (OnceLock::new(), OnceLock::new());
        self.by_name.insert(name.to_owned(), Asset { parts, bytes, output, print, integrity, drawing });
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

fn print_of(theme: &Theme, colors: &BTreeMap<String, String>) -> Fingerprint {
    let mut all = Fingerprinter::new();
    for files in [&theme.styles, &theme.parent_styles, &theme.files] {
        all.number(files.len() as u64);
        for (name, file) in files {
            all.text(name).text(file.source.as_str()).print(Fingerprint::of_bytes(&file.bytes));
        }
    }
    // Style sheets may point at static files, which keep their names.
    all.number(theme.statics.len() as u64);
    theme.statics.keys().for_each(|name| _ = all.text(name));
    colors.iter().for_each(|(name, color)| _ = all.text(name).text(color));
    all.finish()
}
