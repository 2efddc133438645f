//! Style sheets: read from every file of a theme's `styles/`, put into those that import them, made small.
//!
//! In order: each file is parsed alone and told about in its own lines; names that nothing gives are told; what it imports is put in its place; the whole is
//! lowered for the browsers of the last two years, and printed small. All from memory.

mod block_kind;
mod bundle;
mod circle;
mod faults;
mod lint;
mod names;
mod outline;
pub mod place;
mod read;
mod references;
mod unknown_to_parser;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lightningcss::targets::{Browsers, Targets};

use crate::assets::Assets;
use crate::color_settings;
use read::Sheet;
pub use read::check;
pub use references::ThemeMentions;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_schema::theme::Theme;

/// A style sheet as it is published.
pub struct Bundled {
    /// `main.css`, as templates name it.
    pub name: String,
    /// The file itself, then those that it imports, each once.
    pub parts: Vec<SourcePath>,
    pub bytes: Arc<[u8]>,
}

/// The oldest browsers that style sheets are lowered for: what was current in November 2024. They have `light-dark()`
/// and logical properties, which therefore stay as they were written.
const BROWSERS: Browsers = Browsers {
    android: Some(131 << 16),
    chrome: Some(131 << 16),
    edge: Some(131 << 16),
    firefox: Some(132 << 16),
    ie: None,
    ios_saf: Some(18 << 16 | 1 << 8),
    opera: Some(115 << 16),
    safari: Some(18 << 16 | 1 << 8),
    samsung: Some(27 << 16),
};

/// Every style sheet of a theme that no other one imports; other files of `styles/` come out as they are.
pub fn bundle(
    (theme, mentions): (&Theme, &ThemeMentions),
    assets: &Assets,
    colors: &BTreeMap<String, String>,
) -> (Vec<Bundled>, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let sheets = read::all(theme, assets, &mut out);
    circle::find(&sheets, &mut out);
    references::check(
        &sheets.iter().map(|(source, sheet)| (source, &sheet.references)).collect(),
        (theme, mentions),
        colors,
        &mut out,
    );
    let imported: BTreeSet<&SourcePath> =
        sheets.values().flat_map(|sheet| sheet.imports.iter().map(|import| &import.target)).collect();
    let mut bundles = Vec::new();
    for (name, file) in &theme.styles {
        match sheets.get(&file.source) {
            Some(_) if imported.contains(&file.source) => {}
            Some(sheet) => bundles.push(one(name, sheet, &sheets, colors, &mut out)),
            None => {
                let parts = vec![file.source.clone()];
                bundles.push(Bundled { name: name.clone(), parts, bytes: file.bytes.shared() });
            }
        }
    }
    (bundles, out)
}

fn one(
    name: &str,
    sheet: &Sheet,
    sheets: &BTreeMap<SourcePath, Sheet>,
    colors: &BTreeMap<String, String>,
    out: &mut Vec<Diagnostic>,
) -> Bundled {
    let targets = Targets::from(BROWSERS);
    let (mut css, parts) = bundle::print(sheet, sheets, targets, out);
    for (mark, address) in sheets.values().flat_map(|sheet| &sheet.files) {
        if css.contains(mark.as_str()) {
            css = css.replace(mark, &place::from_sheet(name, address));
        }
    }
    css.insert_str(0, &color_settings::rule(&css, colors));
    Bundled { name: name.to_owned(), parts, bytes: Arc::from(css.into_bytes()) }
}
