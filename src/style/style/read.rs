//! One style sheet: what it imports, which files it points at, what is wrong with it, in its own lines.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};

use super::lint::Lint;
use super::outline::Outline;
use super::references::References;
use super::{faults, place};
use crate::Assets;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::encoding;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::link::{AddressKind, Link};
use vertebra_base::path::{SourcePath, join};
use vertebra_base::span::Span;
use vertebra_schema::theme::{Theme, ThemeFile};

/// A style sheet that was read.
pub struct Sheet {
    pub source: SourcePath,
    /// Files that it points at are marks here, which are replaced when it is known where the sheet is published.
    pub text: String,
    /// What it imports, by what it writes: imports that lead nowhere are not here.
    pub imports: Vec<Import>,
    /// The marks, and the outputs that they stand for.
    pub files: Vec<(String, String)>,
    pub references: References,
    /// Where its namespaces stand, by the lines in which the parser finds them.
    pub namespaces: BTreeMap<u32, Span>,
}

/// An import of another style sheet.
pub struct Import {
    pub url: String,
    pub target: SourcePath,
    pub span: Span,
}

/// What the reader of one sheet knows of all.
struct Around<'a> {
    theme: &'a Theme,
    assets: &'a Assets,
}

/// Reads every style sheet of a theme, and those of the themes it extends that are imported by name.
pub fn all(theme: &Theme, assets: &Assets, out: &mut Vec<Diagnostic>) -> BTreeMap<SourcePath, Sheet> {
    let around = Around { theme, assets };
    let is_sheet = |name: &str| name.ends_with(".css");
    let mut waiting: Vec<(String, &ThemeFile)> =
        theme.styles.iter().filter(|(name, _)| is_sheet(name)).map(|(name, file)| (name.clone(), file)).collect();
    let mut sheets = BTreeMap::new();
    while let Some((name, file)) = waiting.pop() {
        if sheets.contains_key(&file.source) {
            continue;
        }
        let (sheet, next) = around.read(&name, file, out);
        waiting.extend(next);
        sheets.insert(file.source.clone(), sheet);
    }
    sheets
}

/// Tells what is wrong with a style sheet that is published as it is.
pub fn check(source: &SourcePath, bytes: &[u8], out: &mut Vec<Diagnostic>) {
    let decoded = encoding::decode(source, bytes, out);
    let text = decoded.trim_start_matches('\u{feff}');
    let faults = faults::Faults::new(source, &decoded);
    let outline = Outline::of(text);
    match outline.too_deep {
        Some(at) => out.push(faults.too_deep(at)),
        None => _ = parse(source, (text, &outline), &faults, out),
    }
}

/// The text of a style sheet, parsed; what is wrong with it is told.
fn parse<'t>(
    source: &SourcePath,
    (text, outline): (&'t str, &Outline),
    faults: &faults::Faults,
    out: &mut Vec<Diagnostic>,
) -> Option<StyleSheet<'t>> {
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        filename: source.to_string(),
        error_recovery: true,
        warnings: Some(warnings.clone()),
        ..ParserOptions::default()
    };
    let parsed = StyleSheet::parse(text, options);
    let end = outline.meant_until();
    Lint { css: text, outline, faults, end }.check(out);
    for error in warnings.read().iter().flat_map(|errors| errors.iter()) {
        let diagnostic = faults.parsing(error);
        let at = diagnostic.span.map_or(0, |span| span.range().start) - faults.span(0..0).range().start;
        if at < end && !outline.is_explained(text, at) && !faults::Faults::is_newer_than_parser(error) {
            out.push(diagnostic);
        }
    }
    parsed.map_err(|error| out.push(faults.parsing(&error))).ok()
}

impl<'a> Around<'a> {
    /// Reads one sheet, whose name decides what its paths are relative to; returns what it imports as well.
    fn read(&self, name: &str, file: &ThemeFile, out: &mut Vec<Diagnostic>) -> (Sheet, Vec<(String, &'a ThemeFile)>) {
        let source = &file.source;
        let decoded = encoding::decode(source, file.bytes.held(), out);
        let text = decoded.trim_start_matches('\u{feff}');
        let faults = faults::Faults::new(source, &decoded);
        let outline = Outline::of(text);
        let references = References::of(text, &outline, |range| faults.span(range));
        let (imports, files) = (Vec::new(), Vec::new());
        let (source, namespaces) = (source.clone(), BTreeMap::new());
        let mut sheet = Sheet { source, text: text.to_owned(), imports, files, references, namespaces };
        let source = &file.source;
        if let Some(at) = outline.too_deep {
            out.push(faults.too_deep(at));
            sheet.text.clear();
            return (sheet, Vec::new());
        }
        let Some(parsed) = parse(source, (text, &outline), &faults, out) else {
            sheet.text.clear();
            return (sheet, Vec::new());
        };
        let mut next = Vec::new();
        for rule in &parsed.rules.0 {
            if let CssRule::Namespace(it) = rule {
                sheet.namespaces.insert(it.loc.line, faults.statement(it.loc.line, it.loc.column));
            }
            let CssRule::Import(import) = rule else { continue };
            let span = faults.statement(import.loc.line, import.loc.column);
            match self.imported(name, &import.url) {
                Ok((name, file)) => {
                    let (url, target) = (import.url.to_string(), file.source.clone());
                    sheet.imports.push(Import { url, target, span });
                    next.push((name, file));
                }
                Err(fault) => out.push(fault.told(source, span)),
            }
        }
        if text.contains("url(") {
            self.mark_files(name, &parsed, &faults, &mut sheet, out);
        }
        (sheet, next)
    }

    /// The style sheet that an import means: one beside it, nearest theme first, or by its whole name one of a theme
    /// that this one extends.
    fn imported(&self, name: &str, url: &str) -> Result<(String, &'a ThemeFile), Fault> {
        if Link::parse(url).is_elsewhere() {
            return Err(Fault::Elsewhere);
        }
        let own = join(place::folder(name), url).ok_or_else(|| Fault::Missing(url.to_owned(), None))?;
        if let Some(file) = self.theme.styles.get(&own) {
            return Ok((own, file));
        }
        if let Some(file) = self.theme.parent_styles.get(url) {
            let (_, inner) = url.split_once('/').unwrap_or(("", url));
            return Ok((inner.to_owned(), file));
        }
        let names = self.theme.styles.keys().chain(self.theme.parent_styles.keys()).map(String::as_str);
        Err(Fault::Missing(format!("styles/{own}"), did_you_mean(&own, names)))
    }

    /// Puts marks in place of the files that a sheet points at.
    fn mark_files(
        &self,
        name: &str,
        parsed: &StyleSheet,
        faults: &faults::Faults,
        sheet: &mut Sheet,
        out: &mut Vec<Diagnostic>,
    ) {
        let analyze_dependencies = Some(DependencyOptions { remove_imports: false });
        let printed = match parsed.to_css(PrinterOptions { analyze_dependencies, ..PrinterOptions::default() }) {
            Ok(printed) => printed,
            Err(error) => return out.push(faults.printing(&error)),
        };
        let mut css = printed.code;
        for found in printed.dependencies.unwrap_or_default() {
            let (placeholder, written) = match found {
                Dependency::Import(import) => (import.placeholder, import.url),
                Dependency::Url(it) => {
                    let span = faults.address(it.loc.start.line.saturating_sub(1), it.loc.start.column, &it.url);
                    let written = match self.file(name, &it.url) {
                        Ok(None) => it.url,
                        Ok(Some(output)) => {
                            let mark = format!("vertebra-{}", Fingerprint::of_bytes(output.as_bytes()));
                            if !sheet.files.iter().any(|(known, _)| *known == mark) {
                                sheet.files.push((mark.clone(), output));
                            }
                            mark
                        }
                        Err(fault) => {
                            out.push(fault.told(&sheet.source, span));
                            it.url
                        }
                    };
                    (it.placeholder, written)
                }
            };
            css = css.replace(&format!("\"{placeholder}\""), &quoted(&written));
        }
        sheet.text = css;
    }

    /// Where the file is published that an address in a sheet means; nothing for addresses that stay as they are.
    fn file(&self, name: &str, url: &str) -> Result<Option<String>, Fault> {
        let link = Link::parse(url);
        match link.kind {
            AddressKind::Empty | AddressKind::Data => return Ok(None),
            AddressKind::Site if link.path.is_empty() && link.query.is_empty() => return Ok(None),
            AddressKind::Site => {}
            _ => return Err(Fault::Elsewhere),
        }
        let (path, tail) = (link.decoded_path(), link.rest());
        let statics = &self.theme.statics;
        if let Some(name) = path.strip_prefix('/') {
            return match statics.contains_key(name) {
                true => Ok(Some(format!("{name}{tail}"))),
                false => {
                    let help = did_you_mean(name, statics.keys().map(String::as_str));
                    Err(Fault::Missing(format!("static/{name}"), help))
                }
            };
        }
        let inside = join(place::folder(&format!("styles/{name}")), &path)
            .ok_or_else(|| Fault::Missing(url.to_owned(), None))?;
        match self.assets.get(&inside) {
            Some(asset) => Ok(Some(format!("{}{tail}", asset.output))),
            None => {
                let help = did_you_mean(&inside, self.assets.each().map(|(name, _)| name));
                Err(Fault::Missing(inside, help))
            }
        }
    }
}

/// Why what a sheet names cannot be had.
enum Fault {
    /// Another host has it.
    Elsewhere,
    /// There is no such file, by its path in the theme; perhaps one with a name like it.
    Missing(String, Option<String>),
}

impl Fault {
    fn told(self, source: &SourcePath, span: Span) -> Diagnostic {
        match self {
            Fault::Elsewhere => {
                let message = "this style sheet loads a file from another website, which can then track every visitor";
                Diagnostic::error("style-elsewhere", source, span, message)
                    .with_help("save the file in the theme, and write its path here")
            }
            Fault::Missing(path, help) => {
                let help = help.unwrap_or_else(|| "create this file, or remove this line".to_owned());
                Diagnostic::error("style-missing", source, span, format!("the theme has no file {path}"))
                    .with_help(help)
            }
        }
    }
}

/// A string of CSS.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\a "))
}
