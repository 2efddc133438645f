//! The set of templates: the theme's and the built-in ones, loaded once, with every fault of every template.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::{ErrorKind, Tera};

use super::contract::{self, TemplateSources};
use super::errors;
use super::filters;
use super::rules::{self, AllRules};
use crate::emit;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;
use vertebra_site::Site;
use vertebra_template::Template;

/// The templates of a site, ready to render.
#[derive(Debug, Clone)]
pub struct Templates {
    pub tera: Tera,
    pub sources: TemplateSources,
    /// What components ask of the text that calls them.
    pub rules: AllRules,
    /// Made when somebody asks.
    pub(super) prints: OnceLock<BTreeMap<String, Fingerprint>>,
}

impl Templates {
    /// Loads every template. With faults, the set may lack some of them.
    pub fn load(site: &Site) -> (Templates, Vec<Diagnostic>) {
        let mut sources = BTreeMap::new();
        for (name, text) in emit::TEMPLATES {
            let whole = format!("builtin/{name}");
            let template = Template::new(name, &SourcePath::new(whole.as_str()), text);
            sources.insert(whole.clone(), template.named(&whole));
            sources.insert(template.name.clone(), template);
        }
        sources.extend(site.theme.templates.iter().map(|template| (template.name.clone(), template.clone())));
        let mut tera = empty();
        let texts = sources.values().map(|template| (template.name.as_str(), template.text.as_str()));
        let mut out = match tera.add_raw_templates(texts) {
            Ok(()) => contract::check(site, &sources),
            Err(error) => faults(&error, &sources, || contract::check(site, &sources)),
        };
        let mut templates = Templates { tera, sources, rules: AllRules::new(), prints: OnceLock::new() };
        missing(&templates, site, &mut out);
        templates.rules = rules::read(&templates.tera, &templates.sources, &site.theme.directives, &mut out);
        (templates, out)
    }
}

/// A set without templates, but with everything that templates may call.
fn empty() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".htm", ".xml", ".svg"]);
    filters::register(&mut tera);
    super::functions::register_names(&mut tera);
    tera
}

/// Tera stops at the first template that it cannot parse; each is parsed alone to find all of them. Names that it does not
/// know are told by our own check, which knows the nearest ones.
fn faults(error: &tera::Error, sources: &TemplateSources, check: impl FnOnce() -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for template in sources.values() {
        let mut alone = empty();
        if let Err(error) = alone.add_raw_template(&template.name, &template.text)
            && let ErrorKind::SyntaxError(_) = error.kind()
        {
            out.extend(errors::loading(&error, sources));
        }
    }
    if out.is_empty() && errors::is_unknown_name(error) {
        out = check();
    }
    if out.is_empty() {
        out = errors::loading(error, sources);
    }
    out
}

/// The templates that content types and lists need.
fn missing(templates: &Templates, site: &Site, out: &mut Vec<Diagnostic>) {
    if !out.is_empty() || site.theme.chain.is_empty() {
        return;
    }
    let theme = SourcePath::new(format!("themes/{}/theme.yaml", site.theme.chain[0]));
    let types =
        site.theme.types.iter().map(|(name, kind)| (kind.template.clone(), format!("the type \"{name}\" needs")));
    let taxonomies = (!site.terms.is_empty()).then(|| {
        ["taxonomy.html", "term.html"].map(|name| (name.to_owned(), "the taxonomies of this site need".to_owned()))
    });
    for (template, who) in types.chain(taxonomies.into_iter().flatten()) {
        if !templates.sources.contains_key(&template) {
            let names = templates.sources.keys().map(String::as_str);
            let help = vertebra_base::diagnostic::did_you_mean(&template, names)
                .unwrap_or_else(|| format!("add the file templates/{template} to the theme"));
            let message = format!("{who} the template {template}, which the theme does not have");
            out.push(Diagnostic::error("template-missing", &theme, None, message).with_help(help));
        }
    }
}
