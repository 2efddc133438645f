//! A theme and those it extends, read into one: content types, settings, templates, components, strings, files.
//!
//! The nearest theme wins, file by file. Nothing is parsed here but YAML; templates are only gathered.

mod contrast;
mod declared;
mod ids;
mod plurals;
mod strings;

pub use contrast::Pair;
pub use declared::{DataFile, Setting};
pub use ids::of_types as ids_of_types;
pub use strings::{Strings, Text};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ContentType;
use crate::config::{Config, Lang};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::encoding;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_media::draw::Fonts;
use vertebra_yaml::{self as yaml, Node};

/// The theme that a site uses when it names none.
pub const DEFAULT: &str = "clinic";

/// The themes that the binary carries.
pub const EMBEDDED: [&str; 2] = [DEFAULT, "plain"];

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded_themes.rs"));
}

/// Everything a site takes from its theme.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// From the nearest to the farthest.
    pub chain: Vec<String>,
    pub types: BTreeMap<String, ContentType>,
    pub settings: Vec<Setting>,
    /// What files in `content/data/` hold, by their names without `.yaml`.
    pub data: BTreeMap<String, DataFile>,
    /// Templates and components under every name by which they may be called.
    pub templates: Vec<Template>,
    /// Names of the components that editors may call, as their files are named.
    pub directives: Vec<String>,
    /// Style sheets by their name, `main.css`.
    pub styles: BTreeMap<String, File>,
    /// Style sheets of the themes that this one extends, by their whole name, `clinic/main.css`: a nearer one may build
    /// on them.
    pub parent_styles: BTreeMap<String, File>,
    /// Scripts by their name, `search.js`, and pictures and fonts for browsers by their path, `images/spine.svg`.
    pub files: BTreeMap<String, File>,
    /// Files published as they are, by their path at the site's root.
    pub statics: BTreeMap<String, File>,
    pub strings: Strings,
    /// Which colors are read on which, as the nearest theme that speaks of it declares.
    pub contrast: Vec<Pair>,
    /// What drawings write with.
    pub fonts: Fonts,
}

/// A template as Tera gets it.
#[derive(Debug, Clone)]
pub struct Template {
    /// `page.html`, and for a parent theme's own version `clinic/page.html`.
    pub name: String,
    pub source: SourcePath,
    pub text: String,
}

/// A file of a theme.
#[derive(Debug, Clone)]
pub struct File {
    pub source: SourcePath,
    pub bytes: Arc<[u8]>,
}

/// Adds the themes of the binary that a site has no folder of its own for; gives their names.
pub fn add_embedded(snapshot: &mut Snapshot) -> Vec<&'static str> {
    let missing = without_folder(snapshot);
    for name in &missing {
        let folder = folder(name);
        let files = embedded::FILES.iter().filter(|(path, _)| path.starts_with(&folder));
        snapshot.files.extend(files.map(|(path, bytes)| (SourcePath::new(path), Arc::from(*bytes))));
    }
    missing
}

/// The themes of the binary that a snapshot has no folder for.
pub fn without_folder(snapshot: &Snapshot) -> Vec<&'static str> {
    let has = |name: &str| {
        let folder = folder(name);
        let after = snapshot.files.range(SourcePath::new(&folder)..);
        after.map(|(path, _)| path).next().is_some_and(|path| path.as_str().starts_with(&folder))
    };
    EMBEDDED.into_iter().filter(|name| !has(name)).collect()
}

/// Takes the files of themes out of a snapshot that they were added to.
pub fn remove_embedded(snapshot: &mut Snapshot, names: &[&str]) {
    let folders: Vec<String> = names.iter().map(|name| folder(name)).collect();
    snapshot.files.retain(|path, _| !folders.iter().any(|folder| path.as_str().starts_with(folder)));
}

fn folder(name: &str) -> String {
    format!("themes/{name}/")
}

/// Reads the theme that `config` names and all that it extends.
pub fn read(snapshot: &Snapshot, config: &Config) -> (Theme, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut theme = Theme::default();
    let mut next = Some((config.theme.value.clone(), SourcePath::new(crate::config::FILE), config.theme.span));
    while let Some((name, asked_in, span)) = next.take() {
        if theme.chain.contains(&name) {
            let message = format!("the theme \"{name}\" extends itself");
            let help = "remove one of the \"extends\" lines in the theme.yaml files";
            out.push(Diagnostic::error("theme-circle", &asked_in, span, message).with_help(help));
            break;
        }
        let file = SourcePath::new(format!("themes/{name}/theme.yaml"));
        let Some(bytes) = snapshot.get(&file) else {
            out.push(missing(snapshot, &name).unwrap_or_else(|| {
                let names = names(snapshot);
                let help = did_you_mean(&name, names.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("the themes here are: {}", names.join(", ")));
                Diagnostic::error("theme-missing", &asked_in, span, format!("there is no theme \"{name}\""))
                    .with_help(help)
            }));
            break;
        };
        let text = encoding::decode(&file, bytes, &mut out);
        let (node, faults) = yaml::parse(&text, 0, &file);
        out.extend(faults);
        yaml::unsafe_addresses(&node, &file, &mut out);
        theme.chain.push(name);
        next = declared::read(&node, &file, &mut theme, &mut out).map(|parent| (parent.value, file, parent.span));
    }
    gather(snapshot, &mut theme, &mut out);
    declared::check_settings(&theme, config, &mut out);
    strings::check(&theme, config, &mut out);
    (theme, out)
}

/// A theme's folder without a `theme.yaml` needs that file, not another name.
fn missing(snapshot: &Snapshot, name: &str) -> Option<Diagnostic> {
    let folder = format!("themes/{name}/");
    let exists = snapshot.files.keys().any(|path| path.as_str().starts_with(&folder));
    exists.then(|| {
        let file = SourcePath::new(format!("{folder}theme.yaml"));
        let help = format!("make the file {file} with the line: name: {name}");
        Diagnostic::error("theme-missing", &file, None, format!("the theme \"{name}\" has no theme.yaml"))
            .with_help(help)
    })
}

fn names(snapshot: &Snapshot) -> Vec<String> {
    let folder =
        |path: &SourcePath| path.as_str().strip_prefix("themes/")?.strip_suffix("/theme.yaml").map(str::to_owned);
    snapshot.files.keys().filter_map(folder).collect()
}

/// Gathers the files of every theme of the chain; the nearest comes first and wins.
fn gather(snapshot: &Snapshot, theme: &mut Theme, out: &mut Vec<Diagnostic>) {
    let mut fonts: BTreeMap<String, (usize, File)> = BTreeMap::new();
    for (depth, name) in theme.chain.clone().into_iter().enumerate() {
        let folder = format!("themes/{name}/");
        for (source, bytes) in &snapshot.files {
            let Some(path) = source.as_str().strip_prefix(&folder) else { continue };
            let Some((kind, rest)) = path.split_once('/') else { continue };
            let file = || File { source: source.clone(), bytes: bytes.clone() };
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
                "strings" => strings::read(&mut theme.strings, rest, source, bytes, out),
                _ => {}
            }
        }
    }
    // What a parent writes with comes first: a theme that only adds letters does not change the others.
    let mut fonts: Vec<(usize, File)> = fonts.into_values().collect();
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

fn read_fonts(files: &[(usize, File)], out: &mut Vec<Diagnostic>) -> Fonts {
    let (fonts, unreadable) = Fonts::read(files.iter().map(|(_, file)| file.bytes.clone()));
    for (_, file) in unreadable.into_iter().filter_map(|at| files.get(at)) {
        let message = "this font cannot be read; drawings do without it";
        let help = "put a .ttf or .otf file in its place; .woff and .woff2 files are for browsers";
        out.push(Diagnostic::warning("font-unreadable", &file.source, None, message).with_help(help));
    }
    fonts
}

fn add_template(theme: &mut Theme, layer: &str, name: &str, file: File, depth: usize, out: &mut Vec<Diagnostic>) {
    let text = encoding::decode(&file.source, &file.bytes, out);
    let text = text.trim_start_matches('\u{feff}');
    let mut add = |name: String| {
        if !theme.templates.iter().any(|known| known.name == name) {
            theme.templates.push(Template { name, source: file.source.clone(), text: text.to_owned() });
        }
    };
    add(name.to_owned());
    // A nearer theme may build on this version by its full name.
    if depth > 0 {
        add(format!("{layer}/{name}"));
    }
}

/// The value of a setting in a language: what `site.yaml` says of it there, else what it says at all, if that is of the
/// right kind, else the theme's default.
pub fn setting<'a>(theme: &'a Theme, config: &'a Config, lang: Lang, name: &str) -> Option<&'a Node> {
    let declared = theme.settings.iter().find(|setting| setting.name == name);
    let own = config.further(lang).into_iter().flat_map(|language| &language.settings);
    let given = own.chain(&config.settings).find(|entry| entry.key == name).map(|entry| &entry.value);
    let fits = |value: &&Node| declared.is_none_or(|declared| declared::wanted(&declared.kind, value).is_none());
    given.filter(fits).or_else(|| declared?.default.as_ref())
}
