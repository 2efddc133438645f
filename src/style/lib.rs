//! What a theme brings besides templates: style sheets, bundled and made small, scripts, pictures and fonts, each under a
//! name that carries its content.
//!
//! Made once for all outputs, and again only when something that they are made of has changed. Never reads a page.
//!
//! ```
//! use vertebra_base::path::SourcePath;
//! use vertebra_base::snapshot::Snapshot;
//! use vertebra_schema::{config, theme};
//!
//! let (config, _) = config::read(&Snapshot::default());
//! let mut theme = theme::Theme::default();
//! let source = SourcePath::new("themes/mine/scripts/menu.js");
//! theme.files.insert("menu.js".to_owned(), theme::ThemeFile { source, bytes: b"open()".as_slice().into() });
//!
//! let assets = vertebra_style::Assets::make(&theme, &config, None);
//! // The name carries the content: whoever has the file may keep it for ever.
//! assert!(assets.get("menu.js").is_some_and(|it| it.output.as_str().starts_with("assets/menu.")));
//! ```

mod assets;
mod color_settings;
mod color_value;
mod drawing;
mod integrity;
mod script;
mod style;
mod tokens;

pub use assets::{Asset, Assets};
pub use color_value::Color;
pub use drawing::{Drawing, DrawingUse};
pub use integrity::sha384;
pub use tokens::{Token, names_behind, place_of, read as tokens};

use std::collections::BTreeMap;
use std::sync::Arc;

use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::SourcePath;
use vertebra_schema::config::Config;
use vertebra_schema::theme::Theme;

impl Assets {
    /// Makes the files of a theme, or hands on those of an earlier build if they would come out the same.
    pub fn make(theme: &Theme, config: &Config, before: Option<Arc<Assets>>) -> Arc<Assets> {
        let colors = color_settings::settings(theme, config);
        let mentions = style::ThemeMentions::of(theme);
        let made_of = print_of(theme, &mentions, &colors);
        if let Some(before) = before.filter(|before| before.made_of() == made_of) {
            return before;
        }
        let mut assets = Assets::without_files(made_of);
        for (name, file) in theme.files.iter().filter(|(name, file)| !script::is_script(name, file)) {
            assets.add(name, vec![file.source.clone()], file.bytes.shared());
        }
        let mut diagnostics = Vec::new();
        script::publish(theme, &mut assets, &mut diagnostics);
        let (sheets, found) = style::bundle((theme, &mentions), &assets, &colors);
        for sheet in sheets {
            assets.add(&sheet.name, sheet.parts, sheet.bytes);
        }
        diagnostics.extend(found);
        diagnostics.extend(sources_of_others(theme));
        diagnostics.extend(theme.statics.values().flat_map(|file| check_file(&file.source, file.bytes.held())));
        assets.diagnostics = diagnostics;
        Arc::new(assets)
    }
}

/// Larger scripts and style sheets were made by programs, and are not read by people.
const LARGEST_CHECKED: usize = 256 * 1024;

/// What is wrong with a style sheet or a script that is published as it is: only warnings, since it may be somebody
/// else's. Nothing is said of other files, and of those that programs have made small.
pub fn check_file(source: &SourcePath, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let name = source.file_name().to_lowercase();
    if name.contains(".min.") || bytes.len() > LARGEST_CHECKED {
        return found;
    }
    match &*source.extension().to_lowercase() {
        "css" => style::check(source, bytes, &mut found),
        "js" | "mjs" => script::check(source, bytes, &mut found),
        _ => {}
    }
    found.iter_mut().for_each(|it| it.severity = Severity::Warning);
    found
}

/// Files that another program must translate before browsers can read them.
fn sources_of_others(theme: &Theme) -> Vec<Diagnostic> {
    let kind = |name: &str| match name.rsplit_once('.')?.1 {
        "ts" | "tsx" | "jsx" | "coffee" => Some(("script-broken", "JavaScript")),
        "scss" | "sass" | "less" | "styl" => Some(("style-broken", "CSS")),
        _ => None,
    };
    let files = theme.files.iter().chain(&theme.styles);
    let told = files.filter_map(|(name, file)| {
        let (code, language) = kind(name)?;
        let message = format!("browsers cannot read this file, which is not {language}");
        let help = format!("translate it to {language}, and keep this file in another folder");
        Some(Diagnostic::warning(code, &file.source, None, message).with_help(help))
    });
    told.collect()
}

fn print_of(theme: &Theme, mentions: &style::ThemeMentions, colors: &BTreeMap<String, String>) -> Fingerprint {
    let mut all = Fingerprinter::new();
    for files in [&theme.styles, &theme.parent_styles, &theme.files] {
        all.number(files.len() as u64);
        for (name, file) in files {
            all.text(name).text(file.source.as_str()).print(file.bytes.print());
        }
    }
    // Style sheets may point at static files, which keep their names.
    all.number(theme.statics.len() as u64);
    theme.statics.keys().for_each(|name| _ = all.text(name));
    // They are told of as well.
    let is_checked = |name: &str| name.ends_with("css") || name.ends_with("js");
    let checked = theme.statics.iter().filter(|(name, _)| is_checked(name));
    checked.for_each(|(_, file)| _ = all.print(file.bytes.print()));
    all.number(u64::from(script::has_import_map(theme)));
    // What is said of style sheets depends on what templates set, and on the settings that there are.
    mentions.each().for_each(|name| _ = all.text(name));
    theme.settings.iter().for_each(|setting| _ = all.text(&setting.name).text(&format!("{:?}", setting.kind)));
    colors.iter().for_each(|(name, color)| _ = all.text(name).text(color));
    all.finish()
}
