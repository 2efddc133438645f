//! Scripts: published under names that carry their content, which the imports between them follow.
//!
//! In order: each script is scanned for the modules that it names; a script is published after those it imports, with
//! their published names in it; scripts that import each other in a circle, which is valid, get their names together.

mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assets::{Assets, published_path};
use crate::style::place;
use scan::{ImportSpecifier, ScriptImbalance};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::link::{AddressKind, Link};
use vertebra_base::path::{SourcePath, join};
use vertebra_base::span::Span;
use vertebra_schema::theme::{Theme, ThemeFile};

/// A script that was scanned.
struct Script<'a> {
    name: &'a str,
    source: &'a SourcePath,
    text: &'a str,
    imports: Vec<ModuleImport>,
}

/// A module that a script names, and where it leads.
struct ModuleImport {
    specifier: ImportSpecifier,
    target: ModuleTarget,
    /// What follows the path: `?v=1`.
    tail: String,
}

enum ModuleTarget {
    /// Another script, by its name.
    Script(String),
    /// A file that is published already, by its output.
    Published(String),
}

/// Publishes the scripts of a theme, among whose assets all other files are already.
pub fn publish(theme: &Theme, assets: &mut Assets, out: &mut Vec<Diagnostic>) {
    let files: BTreeMap<&str, &ThemeFile> = theme
        .files
        .iter()
        .filter(|(name, file)| is_script(name, file))
        .map(|(name, file)| (name.as_str(), file))
        .collect();
    let mut waiting = BTreeMap::new();
    for (name, file) in &files {
        match std::str::from_utf8(file.bytes.held()) {
            Ok(text) => {
                let around = Around { theme, assets, files: &files };
                waiting.insert(*name, around.read(name, file, text, out));
            }
            Err(_) => assets.add(name, vec![file.source.clone()], file.bytes.shared()),
        }
    }
    let mut parts: BTreeMap<&str, BTreeSet<SourcePath>> = BTreeMap::new();
    while !waiting.is_empty() {
        let is_ready = |script: &Script| script.scripts().all(|target| !waiting.contains_key(target));
        let ready: Vec<&str> = waiting.values().filter(|script| is_ready(script)).map(|script| script.name).collect();
        // If none is ready, those that are left are in circles or import what is.
        let is_circle = ready.is_empty();
        let names = if is_circle { waiting.keys().copied().collect() } else { ready };
        let group: Vec<Script> = names.into_iter().filter_map(|name| waiting.remove(name)).collect();
        match is_circle {
            true => publish_group(&group, true, &mut parts, assets),
            false => {
                group.iter().for_each(|script| publish_group(std::slice::from_ref(script), false, &mut parts, assets));
            }
        }
    }
}

/// Tells what is wrong with a script that is published as it is.
pub fn check(source: &SourcePath, bytes: &[u8], out: &mut Vec<Diagnostic>) {
    let text = std::str::from_utf8(bytes).ok();
    out.extend(text.and_then(|text| scan::scan(text).unbalanced).map(|found| unbalanced(source, found)));
}

/// Whether a page may say where modules are that scripts name without a path.
pub fn has_import_map(theme: &Theme) -> bool {
    theme.templates.iter().any(|template| template.mentions("importmap"))
}

/// Whether a file of a theme is a script.
pub fn is_script(name: &str, file: &ThemeFile) -> bool {
    let is_named = name.ends_with(".js") || name.ends_with(".mjs");
    is_named && file.source.as_str().split('/').nth(2) == Some("scripts")
}

/// Publishes scripts whose names depend on each other: one, or a circle.
fn publish_group<'a>(
    group: &[Script<'a>],
    is_circle: bool,
    parts: &mut BTreeMap<&'a str, BTreeSet<SourcePath>>,
    assets: &mut Assets,
) {
    let mut all = BTreeSet::new();
    let mut print = Fingerprinter::new();
    let published = |assets: &Assets, name: &str| assets.get(name).map(|asset| asset.output.to_string());
    for script in group {
        all.insert(script.source.clone());
        script.scripts().filter_map(|target| parts.get(target)).for_each(|own| all.extend(own.iter().cloned()));
        print.text(script.name).text(&script.with_addresses(|target| published(assets, target)));
    }
    let name_print = is_circle.then(|| print.finish());
    let own: BTreeMap<&str, String> = match name_print {
        Some(print) => group.iter().map(|script| (script.name, published_path(script.name, print))).collect(),
        None => BTreeMap::new(),
    };
    for script in group {
        let text = script.with_addresses(|target| own.get(target).cloned().or_else(|| published(assets, target)));
        let bytes: Arc<[u8]> = Arc::from(text.into_bytes());
        let others = all.iter().filter(|source| *source != script.source).cloned();
        assets.add_named(
            script.name,
            std::iter::once(script.source.clone()).chain(others).collect(),
            bytes,
            name_print,
        );
        parts.insert(script.name, all.clone());
    }
}

impl Script<'_> {
    /// The scripts that it imports.
    fn scripts(&self) -> impl Iterator<Item = &str> {
        self.imports.iter().filter_map(|import| match &import.target {
            ModuleTarget::Script(name) => Some(name.as_str()),
            ModuleTarget::Published(_) => None,
        })
    }

    /// The script with the published names of what it imports, as far as they are known.
    fn with_addresses(&self, output: impl Fn(&str) -> Option<String>) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for import in &self.imports {
            let target = match &import.target {
                ModuleTarget::Script(name) => output(name),
                ModuleTarget::Published(output) => Some(output.clone()),
            };
            let Some(target) = target else { continue };
            let range = &import.specifier.range;
            let address = place::from_sheet(self.name, &target);
            text.push_str(&self.text[at..range.start]);
            // A name without a dot in front would be that of a package.
            if !address.starts_with("../") {
                text.push_str("./");
            }
            text.push_str(&address);
            text.push_str(&import.tail);
            at = range.end;
        }
        text.push_str(&self.text[at..]);
        text
    }
}

/// What the reader of one script knows of all.
struct Around<'a, 'x> {
    theme: &'a Theme,
    assets: &'x Assets,
    files: &'x BTreeMap<&'a str, &'a ThemeFile>,
}

impl<'a> Around<'a, '_> {
    fn read(&self, name: &'a str, file: &'a ThemeFile, text: &'a str, out: &mut Vec<Diagnostic>) -> Script<'a> {
        let scanned = scan::scan(text);
        out.extend(scanned.unbalanced.map(|found| unbalanced(&file.source, found)));
        let mut imports = Vec::new();
        for specifier in scanned.imports {
            let written = &text[specifier.range.clone()];
            match self.target(name, written) {
                Ok(None) => {}
                Ok(Some((target, tail))) => imports.push(ModuleImport { specifier, target, tail }),
                Err(_) if specifier.is_source_map => {}
                Err((message, help)) => {
                    let span = Span::new(specifier.range.start, specifier.range.end);
                    out.push(Diagnostic::error("script-missing", &file.source, span, message).with_help(help));
                }
            }
        }
        Script { name, source: &file.source, text, imports }
    }

    /// Where the name of a module leads; nothing for one that stays as it is.
    fn target(&self, name: &str, written: &str) -> Result<Option<(ModuleTarget, String)>, (String, String)> {
        let link = Link::parse(written);
        match link.kind {
            AddressKind::Site => {}
            // Of another website, the checks of pages and policies speak.
            _ => return Ok(None),
        }
        let (path, tail) = (link.decoded_path(), link.rest().to_string());
        let published = |output: String| Ok(Some((ModuleTarget::Published(output), tail.clone())));
        if let Some(inside) = path.strip_prefix('/') {
            return match self.theme.statics.contains_key(inside) {
                true => published(inside.to_owned()),
                // A file of the site's content, or of the host.
                false => Ok(None),
            };
        }
        if !path.starts_with("./") && !path.starts_with("../") {
            let help = match self.files.contains_key(path.as_ref()) {
                true => format!("write: \"./{written}\""),
                false => "write a path that begins with ./ or ../, such as \"./menu.js\"".to_owned(),
            };
            let message = format!("browsers cannot find the module \"{written}\"");
            return if has_import_map(self.theme) { Ok(None) } else { Err((message, help)) };
        }
        let target = join(place::folder(name), &path).ok_or_else(|| self.missing(name, written))?;
        if self.files.contains_key(target.as_str()) {
            return Ok(Some((ModuleTarget::Script(target), tail)));
        }
        match self.assets.get(&target) {
            Some(asset) => published(asset.output.to_string()),
            None => Err(self.missing(name, written)),
        }
    }

    fn missing(&self, name: &str, written: &str) -> (String, String) {
        let folder = place::folder(name);
        let wanted = join(folder, written).unwrap_or_else(|| written.to_owned());
        let help = did_you_mean(&wanted, self.files.keys().copied().filter(|other| *other != name))
            .unwrap_or_else(|| "create this file, or remove this line".to_owned());
        (format!("the theme has no script {wanted}"), help)
    }
}

fn unbalanced(source: &SourcePath, found: ScriptImbalance) -> Diagnostic {
    let (at, length, message, help) = match found {
        ScriptImbalance::Open(at) => {
            (at, 1, "this bracket is not closed, so browsers cannot read the script", "write the closing bracket")
        }
        ScriptImbalance::Close(at) => (
            at,
            1,
            "this bracket closes nothing, so browsers cannot read the script",
            "remove it, or write the opening bracket",
        ),
        ScriptImbalance::String(at) => (
            at,
            1,
            "this text is not closed on its line, so browsers cannot read the script",
            "write the closing quotation mark",
        ),
        ScriptImbalance::Template(at) => {
            (at, 1, "this template text is not closed, so browsers cannot read the script", "write ` at its end")
        }
        ScriptImbalance::Comment(at) => {
            (at, 2, "this comment is not closed, so browsers cannot read the script", "write */ at its end")
        }
    };
    Diagnostic::error("script-broken", source, Span::new(at, at + length), message).with_help(help)
}
