//! The files of every theme of a chain, gathered into one theme: the nearest wins. Parses no template and no style sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Theme, ThemeFile};
use super::strings;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::encoding;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_media::raster::Fonts;
use vertebra_template::Template;

/// The folders of a theme that are read.
const FOLDERS: [&str; 9] =
    ["templates", "components", "styles", "scripts", "fonts", "images", "static", "strings", "pages"];

/// The files of a theme that are read, beside those in folders.
const FILES: [&str; 2] = ["theme.yaml", "rules.yaml"];

/// Tells of a folder or file of a theme that nothing reads, and whose name is nearly one that something does.
fn misnamed(name: &str, known: &[&str], what: &str, source: &SourcePath, out: &mut Vec<Diagnostic>) {
    if let Some(near) = nearest(name, known.iter().copied()).filter(|near| *near != name) {
        let message = format!("nothing reads the {what} \"{name}\" of a theme");
        let fault = Diagnostic::warning("theme-name", source, None, message);
        out.push(fault.with_help(format!("did you mean \"{near}\"?")));
    }
}

/// Gathers the files of every theme of the chain; the nearest comes first and wins.
pub(super) fn gather(snapshot: &Snapshot, theme: &mut Theme, out: &mut Vec<Diagnostic>) {
    let mut fonts: BTreeMap<String, (usize, ThemeFile)> = BTreeMap::new();
    for (depth, name) in theme.chain.clone().into_iter().enumerate() {
        let folder = format!("themes/{name}/");
        let mut passed = BTreeSet::from(["pages"]);
        for (source, bytes) in &snapshot.files {
            let Some(path) = source.as_str().strip_prefix(&folder) else { continue };
            let Some((kind, rest)) = path.split_once('/') else {
                misnamed(path, &FILES, "file", source, out);
                continue;
            };
            let file = || ThemeFile { source: source.clone(), bytes: bytes.clone() };
            match kind {
                "templates" => add_template(theme, &name, rest, file(), depth, out),
                "components" => {
                    if let Some(directive) = rest.strip_suffix(".html") {
                        // A component has one name for the whole set, so only the nearest is given to Tera.
                        if !theme.directives.iter().any(|known| known == directive) {
                            theme.directives.push(directive.to_owned());
                            add_template(theme, &name, path, file(), 0, out);
                        }
                    }
                }
                "styles" => {
                    if depth > 0 {
                        theme.parent_styles.insert(format!("{name}/{rest}"), file());
                    }
                    theme.styles.entry(rest.to_owned()).or_insert_with(file);
                }
                "scripts" => _ = theme.files.entry(rest.to_owned()).or_insert_with(file),
                "fonts" if is_font(rest) => fonts.entry(rest.to_owned()).or_insert_with(|| (depth, file())).0 = depth,
                "fonts" if !is_web_font(rest) => {}
                "images" | "fonts" => _ = theme.files.entry(path.to_owned()).or_insert_with(file),
                "static" => _ = theme.statics.entry(rest.to_owned()).or_insert_with(file),
                "strings" => strings::read(&mut theme.strings, rest, source, bytes.held(), out),
                _ if passed.insert(kind) => misnamed(kind, &FOLDERS, "folder", source, out),
                _ => {}
            }
        }
    }
    // What a parent writes with comes first: a theme that only adds letters does not change the others.
    let mut fonts: Vec<(usize, ThemeFile)> = fonts.into_values().collect();
    fonts.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
    theme.fonts = read_fonts(&fonts, out);
    theme.directives.sort();
    theme.templates.sort_by(|a, b| a.name.cmp(&b.name));
}

/// Beside the fonts stand their licences.
fn is_font(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    ["ttf", "otf", "ttc", "otc"].contains(&&*ending)
}

/// What browsers load; other fonts only draw.
fn is_web_font(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    ["woff", "woff2"].contains(&&*ending)
}

fn read_fonts(files: &[(usize, ThemeFile)], out: &mut Vec<Diagnostic>) -> Fonts {
    let (fonts, unreadable) = Fonts::read(files.iter().map(|(_, file)| file.bytes.shared()));
    for (_, file) in unreadable.into_iter().filter_map(|at| files.get(at)) {
        let message = "this font cannot be read, so drawings are made without it";
        let help = "replace it with a .ttf or .otf file; .woff and .woff2 files are for browsers";
        out.push(Diagnostic::warning("font-unreadable", &file.source, None, message).with_help(help));
    }
    fonts
}

fn add_template(theme: &mut Theme, layer: &str, name: &str, file: ThemeFile, depth: usize, out: &mut Vec<Diagnostic>) {
    let text = encoding::decode(&file.source, file.bytes.held(), out);
    let text = text.trim_start_matches('\u{feff}');
    let template = Template::new(name, &file.source, text);
    // A nearer theme may build on this version by its full name.
    let whole = (depth > 0).then(|| template.named(&format!("{layer}/{name}")));
    for template in std::iter::once(template).chain(whole) {
        if !theme.templates.iter().any(|known| known.name == template.name) {
            theme.templates.push(template);
        }
    }
}
