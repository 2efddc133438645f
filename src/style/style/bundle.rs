//! A style sheet with all that it imports, in the order and under the conditions in which browsers would use it.

use std::collections::BTreeMap;

use lightningcss::rules::import::ImportRule;
use lightningcss::rules::layer::LayerBlockRule;
use lightningcss::rules::media::MediaRule;
use lightningcss::rules::namespace::NamespaceRule;
use lightningcss::rules::supports::SupportsRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::Targets;

use super::faults;
use super::read::Sheet;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

/// The sheets of a theme, and the way from the one that is printed to the one at hand.
struct Bundle<'i> {
    sheets: &'i BTreeMap<SourcePath, Sheet>,
    /// Those that were put in, each once, the first one being the sheet itself.
    parts: Vec<SourcePath>,
    open: Vec<&'i SourcePath>,
    /// How many imports have been put in.
    imports: usize,
    /// The namespaces of all sheets: they are valid only in front of all other rules.
    namespaces: Vec<NamespaceRule<'i>>,
}

/// More imports in a row, and more imports in all, are those of style sheets that multiply.
pub const DEEPEST: usize = 16;
const MOST: usize = 1000;

/// The small text of a sheet, and the files it is made of.
pub fn print(
    sheet: &Sheet,
    sheets: &BTreeMap<SourcePath, Sheet>,
    targets: Targets,
    out: &mut Vec<Diagnostic>,
) -> (String, Vec<SourcePath>) {
    let mut bundle = Bundle { sheets, parts: Vec::new(), open: Vec::new(), imports: 0, namespaces: Vec::new() };
    let rules = bundle.rules(sheet);
    if bundle.imports > MOST {
        let message = format!("more than {MOST} style sheets are imported from here, directly or indirectly");
        let help = "import each style sheet once, in order of precedence";
        out.push(Diagnostic::error("style-broken", &sheet.source, None, message).with_help(help));
    }
    let rules = bundle.after_namespaces(rules, out);
    let sources = bundle.parts.iter().map(SourcePath::to_string).collect();
    let mut whole = StyleSheet::new(sources, CssRuleList(rules), ParserOptions::default());
    if let Err(error) = whole.minify(MinifyOptions { targets, ..MinifyOptions::default() }) {
        out.push(faults::whole(&sheet.source, &error));
    }
    match whole.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() }) {
        Ok(printed) => (printed.code, bundle.parts),
        Err(error) => {
            out.push(faults::whole(&sheet.source, &error));
            (sheet.text.clone(), bundle.parts)
        }
    }
}

impl<'i> Bundle<'i> {
    /// The rules of a sheet, with those of other sheets in place of the imports. A sheet that is imported twice is
    /// there twice, as in browsers: the later place wins against what stands between.
    fn rules(&mut self, sheet: &'i Sheet) -> Vec<CssRule<'i>> {
        let at = self.parts.iter().position(|part| *part == sheet.source).unwrap_or_else(|| {
            self.parts.push(sheet.source.clone());
            self.parts.len() - 1
        });
        let options = ParserOptions {
            filename: sheet.source.to_string(),
            source_index: u32::try_from(at).unwrap_or(0),
            error_recovery: true,
            ..ParserOptions::default()
        };
        // What is wrong with it was told when it was read.
        let Ok(parsed) = StyleSheet::parse(&sheet.text, options) else { return Vec::new() };
        self.open.push(&sheet.source);
        let mut rules = Vec::with_capacity(parsed.rules.0.len());
        for rule in parsed.rules.0 {
            match rule {
                CssRule::Import(import) => rules.extend(self.import(sheet, import)),
                CssRule::Namespace(namespace) => self.namespaces.push(namespace),
                rule => rules.push(rule),
            }
        }
        self.open.pop();
        rules
    }

    /// Puts the namespaces in front. One that would change what another sheet says is told.
    fn after_namespaces(&mut self, rules: Vec<CssRule<'i>>, out: &mut Vec<Diagnostic>) -> Vec<CssRule<'i>> {
        let mut first: Vec<NamespaceRule<'i>> = Vec::new();
        for namespace in std::mem::take(&mut self.namespaces) {
            let of_all = namespace.prefix.is_none() && self.parts.len() > 1;
            match first.iter().find(|other| other.prefix == namespace.prefix) {
                Some(other) if other.url == namespace.url => continue,
                None if !of_all => first.push(namespace),
                _ => {
                    let part = self.parts.get(namespace.loc.source_index as usize);
                    let sheet = part.and_then(|part| self.sheets.get(part));
                    let span = sheet.and_then(|sheet| sheet.namespaces.get(&namespace.loc.line)).copied();
                    let Some(sheet) = sheet else { continue };
                    let message = "this @namespace would also apply to the style sheets that are bundled with this one";
                    let help =
                        "give it a name of its own, for example: @namespace svg url(http://www.w3.org/2000/svg);";
                    out.push(Diagnostic::error("style-broken", &sheet.source, span, message).with_help(help));
                }
            }
        }
        first.into_iter().map(CssRule::Namespace).chain(rules).collect()
    }

    fn import(&mut self, sheet: &Sheet, import: ImportRule<'i>) -> Vec<CssRule<'i>> {
        let named = sheet.imports.iter().find(|known| known.url == *import.url);
        let Some(target) = named.and_then(|known| self.sheets.get(&known.target)) else { return Vec::new() };
        self.imports += 1;
        // A circle, or a row that is too long, was told when the sheets were read.
        if self.open.contains(&&target.source) || self.open.len() > DEEPEST || self.imports > MOST {
            return Vec::new();
        }
        let rules = self.rules(target);
        wrap(rules, import)
    }
}

/// The conditions of an import around what it brings (CSS Cascading and Inheritance 5, section 2).
fn wrap<'i>(mut rules: Vec<CssRule<'i>>, import: ImportRule<'i>) -> Vec<CssRule<'i>> {
    let ImportRule { layer, supports, media, loc, .. } = import;
    if !media.media_queries.is_empty() {
        rules = vec![CssRule::Media(MediaRule { query: media, rules: CssRuleList(rules), loc })];
    }
    if let Some(condition) = supports {
        rules = vec![CssRule::Supports(SupportsRule { condition, rules: CssRuleList(rules), loc })];
    }
    // The layer goes around the conditions: blocks of one layer are put together later, which must keep their order.
    if let Some(name) = layer {
        rules = vec![CssRule::LayerBlock(LayerBlockRule { name, rules: CssRuleList(rules), loc })];
    }
    rules
}
