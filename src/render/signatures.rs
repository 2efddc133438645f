//! What editors may write when they call a component: its parameters, which of them are needed, what each takes.
//!
//! Reads what the component declares of itself; nothing is called here.

use tera::{ComponentArgType, ComponentInfo, Value};

use super::Templates;
use vertebra_base::path::SourcePath;
use vertebra_site::Site;

/// A component as editors see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// As editors write it, with hyphens: `contact-card`.
    pub name: String,
    /// What its author says of it: the comment above it.
    pub about: Option<String>,
    /// It may stand inside a sentence.
    pub is_inline: bool,
    /// It shows what stands between its opening and its closing line.
    pub has_body: bool,
    /// It has a heading, and whether it must have one.
    pub heading: Option<bool>,
    /// In the order in which values without a name are taken.
    pub parameters: Vec<Parameter>,
    /// The file of the theme.
    pub source: SourcePath,
}

/// What a component takes under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    pub name: String,
    pub is_required: bool,
    pub wanted: Wanted,
    /// What it is when nothing is written.
    pub default: Option<String>,
}

/// What kind of value a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Text,
    Number,
    Boolean,
    /// One of these words: the component's metadata says so under `choices`.
    Choice(Vec<String>),
    /// The key of a page of this type.
    Record(String),
    /// A folder of pages.
    Section,
    /// A page by its path.
    Page,
    /// A key of `content/data/<name>.yaml`.
    Datum(String),
}

/// Every component that editors can call.
pub fn signatures(site: &Site, templates: &Templates) -> Vec<Signature> {
    let each = site.theme.directives.iter().filter_map(|name| {
        let info = templates.tera.get_component_definition(&name.replace('-', "_"))?;
        let (source, text) = templates.sources.get(&format!("components/{name}.html"))?;
        Some(signature(name, &info, source, text))
    });
    each.collect()
}

fn signature(name: &str, info: &ComponentInfo, source: &SourcePath, text: &str) -> Signature {
    let has = |name: &str| info.args().iter().any(|arg| !arg.is_implicit() && arg.name() == name);
    let required = |name: &str| info.args().iter().any(|arg| arg.name() == name && arg.is_required());
    let parameters = super::fill::places(info).into_iter().filter(|name| has(name));
    let mut names: Vec<String> = parameters.collect();
    let others = info.args().iter().filter(|arg| !arg.is_implicit()).map(|arg| arg.name().to_owned());
    for other in others.filter(|name| !matches!(name.as_str(), "heading" | "body")) {
        if !names.contains(&other) {
            names.push(other);
        }
    }
    Signature {
        name: name.replace('_', "-"),
        about: about(text),
        is_inline: info.metadata().get("form").and_then(Value::as_str) == Some("inline"),
        has_body: has("body") || text.contains("{{ body") || text.contains("{{body") || text.contains("= body"),
        heading: has("heading").then(|| required("heading")),
        parameters: names.into_iter().map(|name| parameter(name, info, text)).collect(),
        source: source.clone(),
    }
}

fn parameter(name: String, info: &ComponentInfo, text: &str) -> Parameter {
    let arg = info.args().iter().find(|arg| arg.name() == name);
    let default = arg.and_then(|arg| arg.default()).filter(|value| !value.is_none());
    let kind = arg.and_then(|arg| arg.arg_type());
    let choices = info.metadata().get("choices").and_then(|all| all.get_from_path(&name)).and_then(Value::as_array);
    let choices = choices.map(|all| all.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect());
    let wanted = match (choices, kind) {
        (Some(choices), _) => Wanted::Choice(choices),
        (_, Some(ComponentArgType::Bool)) => Wanted::Boolean,
        (_, Some(ComponentArgType::Integer | ComponentArgType::Float | ComponentArgType::Number)) => Wanted::Number,
        _ => handed_to(&name, text),
    };
    Parameter {
        is_required: arg.is_some_and(|arg| arg.is_required()),
        default: default.map(|value| value.to_string()).filter(|text| !text.is_empty()),
        wanted,
        name,
    }
}

/// What a parameter names, by the function that the component hands it to.
fn handed_to(name: &str, text: &str) -> Wanted {
    let wanted = |function: &str, parameter: &str, call: &str| match (function, parameter) {
        ("record", "key") => literal(call, "type").map(Wanted::Record),
        ("datum", "key") => literal(call, "file").map(|file| Wanted::Datum(file.trim_end_matches(".yaml").to_owned())),
        ("section", "path") | ("pages", "section") => Some(Wanted::Section),
        ("get_page", "path") | ("url", "to") => Some(Wanted::Page),
        _ => None,
    };
    for parameter in ["key", "path", "section", "to"] {
        let given = format!("{parameter}={name}");
        for (at, _) in text.match_indices(&given) {
            let rest = &text[at + given.len()..];
            let Some(open) = text[..at].rfind('(') else { continue };
            let function = text[..open].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let call = &text[open..at + given.len() + rest.find(')').unwrap_or(0)];
            let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if let Some(wanted) = wanted(function, parameter, call).filter(|_| ends) {
                return wanted;
            }
        }
    }
    Wanted::Text
}

/// The text that a call gives for an argument: `clinic` of `(type="clinic", key=key)`.
fn literal(call: &str, argument: &str) -> Option<String> {
    let (_, rest) = call.split_once(&format!("{argument}=\""))?;
    rest.split_once('"').map(|(text, _)| text.to_owned())
}

/// The comment that a component begins with, as one text.
fn about(text: &str) -> Option<String> {
    let inside = text.trim_start().strip_prefix("{#")?;
    let (inside, _) = inside.split_once("#}")?;
    let words = inside.trim_matches(|c: char| c == '-' || c.is_whitespace()).split_whitespace();
    Some(words.collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}
