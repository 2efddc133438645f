//! What a theme of the site's own holds and nothing uses: templates, components, words.
//!
//! Themes of the binary are not looked at. What might be used counts as used: a name in any template is enough.

use std::collections::BTreeSet;

use super::names::some;
use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_render::emit;
use vertebra_site::CARD_TEMPLATE;
use vertebra_site::deps::Dep;
use vertebra_template::TemplateUses;
use vertebra_yaml as yaml;

/// Templates that are asked for by these names.
const ASKED_FOR: [&str; 4] = ["404.html", "taxonomy.html", "term.html", "page.html"];

/// Looks through the themes that have a folder in the site.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let own = site.theme.chain.iter().filter(|name| !whole.embedded.contains(&name.as_str()));
    let own: Vec<String> = own.map(|name| format!("themes/{name}/")).collect();
    if own.is_empty() {
        return;
    }
    let read: BTreeSet<&str> = whole
        .examined
        .iter()
        .flat_map(|one| &one.reads)
        .filter_map(|fact| match fact {
            Dep::Templates(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let Some(texts) = texts(whole) else { return };
    for template in &site.theme.templates {
        let source = template.source.as_str();
        // A parent's version has two names; the short one stands for the file.
        let Some(inside) = own.iter().find_map(|folder| source.strip_prefix(folder.as_str())) else { continue };
        let name = inside.strip_prefix("templates/").unwrap_or(inside);
        if template.name != name || read.contains(name) || texts.names(whole, name, &template.source) {
            continue;
        }
        let component = name.strip_prefix("components/").and_then(|name| name.strip_suffix(".html"));
        let (message, help) = match component {
            Some(component) if texts.calls(component, &template.source) => continue,
            Some(_) => ("no page or template uses this component", "remove the file if no editor needs it"),
            None => ("no page or other template uses this template", "remove the file, or name it in theme.yaml"),
        };
        out.push(Diagnostic::note("template-unused", &template.source, None, message).with_help(help));
    }
    for (name, asset) in site.assets.each() {
        let Some(source) = asset.parts.first().filter(|it| own.iter().any(|own| it.as_str().starts_with(own.as_str())))
        else {
            continue;
        };
        let (message, help) = match name.rsplit_once('.') {
            Some((_, "css")) => ("no template uses this style sheet, and no other one imports it", "asset(path="),
            Some((_, "js" | "mjs")) => ("no template uses this script, and no other one imports it", "asset(path="),
            _ => continue,
        };
        let imported = || site.assets.each().any(|(other, it)| other != name && it.parts.contains(source));
        if !texts.mention(name) && !imported() {
            let help = format!("remove the file, or use it in a template: {help}\"{name}\")");
            out.push(Diagnostic::note("template-unused", source, None, message).with_help(help));
        }
    }
    for (path, _) in whole.sources.snapshot.files.iter() {
        let inside = own.iter().find_map(|folder| path.as_str().strip_prefix(folder.as_str()));
        if inside.is_some_and(|inside| inside.starts_with("strings/") && inside.ends_with(".yaml")) {
            words(whole, path, &texts, out);
        }
    }
}

/// The words of a file that no template asks for.
fn words(whole: &Whole, path: &SourcePath, texts: &Texts, out: &mut Vec<Diagnostic>) {
    let Some(text) = whole.sources.snapshot.text(path) else { return };
    let (node, _) = yaml::parse(&text, 0, path);
    let unused = node.as_map().unwrap_or_default().iter().filter(|entry| !texts.ask_for(&entry.key));
    let unused: Vec<_> = unused.collect();
    let Some((first, others)) = unused.split_first() else { return };
    let message = "no template uses this string";
    let told = Diagnostic::note("template-unused", path, first.key_span, message).with_help("remove the line");
    out.push(match others.is_empty() {
        true => told,
        false => told.with_note(format!("nor for: {}", some(others.iter().map(|entry| entry.key.as_str())))),
    });
}

/// All texts that may use something of a theme.
struct Texts<'a> {
    /// What each template says in quotation marks, and the components that it calls.
    of_theme: Vec<(&'a SourcePath, BTreeSet<&'a str>, BTreeSet<&'a str>)>,
    /// Pages, those of the theme and those that are not published included.
    of_pages: Vec<String>,
    /// What stands in quotation marks in templates, and which of them content types are shown by.
    quoted: BTreeSet<&'a str>,
}

/// None where a template cannot be read, and may use anything.
fn texts<'a>(whole: &'a Whole) -> Option<Texts<'a>> {
    let site = whole.sources.site;
    let of_theme = site.theme.templates.iter().map(|template| {
        let tree = template.tree.as_ref()?;
        let mut uses = TemplateUses::default();
        tree.visit(&mut |part| uses.add(part));
        Some((&template.source, tree.texts(), uses.components))
    });
    let of_theme: Vec<_> = of_theme.collect::<Option<_>>()?;
    let snapshot = whole.sources.snapshot;
    let is_page = |path: &&SourcePath| path.extension() == "md" || path.as_str().contains("/pages/");
    let of_pages = snapshot.files.keys().filter(is_page).filter_map(|path| snapshot.text(path));
    let of_types = site.theme.types.values().map(|kind| kind.template.as_str());
    let quoted = of_theme.iter().flat_map(|(_, texts, _)| texts.iter().copied()).chain(of_types).collect();
    Some(Texts { of_pages: of_pages.map(|text| text.into_owned()).collect(), of_theme, quoted })
}

impl Texts<'_> {
    /// Whether another template names this one.
    fn names(&self, whole: &Whole, name: &str, own: &SourcePath) -> bool {
        let built_in = emit::TEMPLATES.iter().any(|(known, _)| *known == name);
        built_in
            || name == CARD_TEMPLATE
            || ASKED_FOR.contains(&name)
            || whole.sources.site.theme.types.values().any(|kind| kind.template == name)
            || self.of_theme.iter().any(|(source, texts, _)| *source != own && texts.contains(name))
    }

    /// Whether a template names a published file, or puts its name together of parts.
    fn mention(&self, name: &str) -> bool {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_part = |part: &&str| {
            let joins = |c: char| matches!(c, '-' | '_' | '.' | '/');
            part.len() > 1 && (part.starts_with(joins) && name.ends_with(part))
                || part.ends_with(joins) && name.starts_with(part)
        };
        self.quoted.contains(name) || self.quoted.contains(stem) || self.quoted.iter().any(is_part)
    }

    /// Whether a template or a page calls a component.
    fn calls(&self, name: &str, own: &SourcePath) -> bool {
        // Directives may be written with hyphens where files have underscores.
        let words = [name.to_owned(), name.replace('_', "-")];
        let component = name.replace('-', "_");
        let typed = |text: &String| {
            let has = |word: &String| {
                text.contains(&format!("::: {word}"))
                    || text.contains(&format!(":::{word}"))
                    || text.contains(&format!("{{{{ {word}"))
                    || text.contains(&format!("{{{{{word}"))
            };
            words.iter().any(has)
        };
        // Markdown itself calls these two, for pictures and for quotations that begin with [!NOTE].
        matches!(name, "image" | "alert")
            || self.of_theme.iter().any(|(source, _, called)| *source != own && called.contains(component.as_str()))
            || self.of_pages.iter().any(typed)
    }

    /// Whether a template asks for a text, or puts its key together of parts.
    fn ask_for(&self, key: &str) -> bool {
        let ends = |part: &str| part.ends_with(['-', '_', '.']) && key.starts_with(part);
        let begins = |part: &str| part.starts_with(['-', '_', '.']) && part.len() > 1 && key.ends_with(part);
        self.quoted.contains(key) || self.quoted.iter().any(|part| part.len() > 1 && (ends(part) || begins(part)))
    }
}
