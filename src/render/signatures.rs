//! What editors may write when they call a component: its parameters, which of them are needed, what each takes.
//!
//! Reads what the component declares of itself; nothing is called here.

use tera::{ComponentArgType, ComponentInfo, Value};

use super::Templates;
use vertebra_base::path::SourcePath;
use vertebra_site::Site;
use vertebra_template::{CallArgument, ComponentDefinition, ExprKind, Template, TemplateExpr, TemplatePart};

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
        let template = templates.sources.get(&format!("components/{name}.html"))?;
        Some(signature(name, &info, template))
    });
    each.collect()
}

fn signature(name: &str, info: &ComponentInfo, template: &Template) -> Signature {
    let tree = template.tree.as_deref();
    let definition = tree.and_then(|tree| tree.component(&name.replace('-', "_")));
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
        about: tree.and_then(|tree| tree.about.clone()),
        is_inline: info.metadata().get("form").and_then(Value::as_str) == Some("inline"),
        has_body: has("body") || definition.is_none_or(|definition| shows(definition, "body")),
        heading: has("heading").then(|| required("heading")),
        parameters: names.into_iter().map(|name| parameter(name, info, definition)).collect(),
        source: template.source.clone(),
    }
}

fn parameter(name: String, info: &ComponentInfo, definition: Option<&ComponentDefinition>) -> Parameter {
    let arg = info.args().iter().find(|arg| arg.name() == name);
    let default = arg.and_then(|arg| arg.default()).filter(|value| !value.is_none());
    let kind = arg.and_then(|arg| arg.arg_type());
    let choices = info.metadata().get("choices").and_then(|all| all.get_from_path(&name)).and_then(Value::as_array);
    let choices = choices.map(|all| all.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect());
    let wanted = match (choices, kind) {
        (Some(choices), _) => Wanted::Choice(choices),
        (_, Some(ComponentArgType::Bool)) => Wanted::Boolean,
        (_, Some(ComponentArgType::Integer | ComponentArgType::Float | ComponentArgType::Number)) => Wanted::Number,
        _ => definition.and_then(|definition| handed_to(&name, definition)).unwrap_or(Wanted::Text),
    };
    Parameter {
        is_required: arg.is_some_and(|arg| arg.is_required()),
        default: default.map(|value| value.to_string()).filter(|text| !text.is_empty()),
        wanted,
        name,
    }
}

/// Whether a component asks for a variable.
fn shows(definition: &ComponentDefinition, variable: &str) -> bool {
    let mut found = false;
    definition.visit(&mut |part| {
        found |=
            matches!(part, TemplatePart::Value(TemplateExpr { kind: ExprKind::Var(name), .. }) if name == variable);
    });
    found
}

/// What a parameter names, by the function that the component hands it to.
fn handed_to(name: &str, definition: &ComponentDefinition) -> Option<Wanted> {
    let mut calls: Vec<(&str, &[CallArgument])> = Vec::new();
    definition.visit(&mut |part| {
        if let TemplatePart::Value(TemplateExpr { kind: ExprKind::Call { name, arguments }, .. }) = part {
            calls.push((name, arguments));
        }
    });
    let is_own = |value: &TemplateExpr| matches!(&value.kind, ExprKind::Var(variable) if variable == name);
    ["key", "path", "section", "to"].into_iter().find_map(|parameter| {
        calls.iter().find_map(|(function, arguments)| {
            let is_handed = arguments.iter().any(|it| it.name == parameter && is_own(&it.value));
            is_handed.then(|| wanted(function, parameter, arguments)).flatten()
        })
    })
}

fn wanted(function: &str, parameter: &str, arguments: &[CallArgument]) -> Option<Wanted> {
    let literal = |name: &str| match &arguments.iter().find(|it| it.name == name)?.value.kind {
        ExprKind::Text(text) => Some(text.clone()),
        _ => None,
    };
    match (function, parameter) {
        ("record", "key") => literal("type").map(Wanted::Record),
        ("datum", "key") => literal("file").map(|file| Wanted::Datum(file.trim_end_matches(".yaml").to_owned())),
        ("section", "path") | ("pages", "section") => Some(Wanted::Section),
        ("get_page", "path") | ("url", "to") => Some(Wanted::Page),
        _ => None,
    }
}
