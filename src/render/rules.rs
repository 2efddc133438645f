//! What a component asks of the text that calls it: the map `rules` behind its parameters, read once with the templates.
//!
//! Only reads them; whether a page keeps them is seen in `broken`.

use std::collections::BTreeMap;

use tera::{Tera, Value};

use super::contract::TemplateSources;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::span::Span;
use vertebra_template::Template;

/// The rules of one component. What is not declared is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComponentRules {
    /// How often a page may call it.
    pub most: Option<usize>,
    /// It takes no links, but to telephone numbers.
    pub no_links: bool,
    /// Components that it must not lie in, by their names with underscores.
    pub not_inside: Vec<String>,
    /// How many items the lists in it hold: at least, and at most.
    pub items: Option<(usize, Option<usize>)>,
    /// The key of the theme's words for the endings that its heading may have.
    pub heading_ends: Option<String>,
    /// The key of the theme's words that its items may begin with.
    pub items_begin: Option<String>,
    /// Components that it stands for when they are counted.
    pub holds: Vec<String>,
}

/// The rules of all components that declare some, by their names with underscores.
pub type AllRules = BTreeMap<String, ComponentRules>;

const NAMES: [&str; 7] = ["most", "links", "not_inside", "items", "heading_ends", "items_begin", "holds"];

/// Reads the rules of every component, and tells of those that cannot be read.
pub fn read(tera: &Tera, sources: &TemplateSources, directives: &[String], out: &mut Vec<Diagnostic>) -> AllRules {
    let mut all = AllRules::new();
    for name in directives {
        let component = name.replace('-', "_");
        let Some(info) = tera.get_component_definition(&component) else { continue };
        let Some(declared) = info.metadata().get("rules") else { continue };
        let Some(template) = sources.get(&format!("components/{name}.html")) else { continue };
        let (rules, faults) = one(declared);
        for (word, message, help) in faults {
            let span = place(template, &component, &word);
            out.push(Diagnostic::error("component-rule", &template.source, span, message).with_help(help));
        }
        if rules != ComponentRules::default() {
            all.insert(component, rules);
        }
    }
    all
}

/// Where a component declares a rule, or its rules as a whole.
fn place(template: &Template, component: &str, word: &str) -> Option<Span> {
    let metadata = template.tree.as_ref()?.component(component)?.metadata.as_ref()?;
    let (span, rules) = metadata.entry("rules")?;
    rules.entry(word).map_or(Some(span), |(span, _)| Some(span))
}

/// What cannot be read: the word to point at, what is wrong, what to type.
type Fault = (String, String, String);

fn one(declared: &Value) -> (ComponentRules, Vec<Fault>) {
    let mut rules = ComponentRules::default();
    let mut faults = Vec::new();
    let Some(map) = declared.as_map() else {
        let help = "write it like this: {\"rules\": {\"most\": 1}}".to_owned();
        return (rules, vec![("rules".to_owned(), "the rules of a component must be a map".to_owned(), help)]);
    };
    let mut entries: Vec<(&str, &Value)> =
        map.iter().filter_map(|(name, value)| Some((name.as_str()?, value))).collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    for (name, value) in entries {
        let example = match name {
            "most" => put(&mut rules.most, whole(value).map(Some), "1"),
            "links" => put(&mut rules.no_links, value.as_bool().map(|links| !links), "false"),
            "not_inside" => put(&mut rules.not_inside, names(value), "[\"details\"]"),
            "items" => put(&mut rules.items, bounds(value).map(Some), "[2, 7]"),
            "heading_ends" => put(&mut rules.heading_ends, key(value), "\"card-endings\""),
            "items_begin" => put(&mut rules.items_begin, key(value), "\"dont-beginnings\""),
            "holds" => put(&mut rules.holds, names(value), "[\"warning\"]"),
            _ => {
                let message = format!("there is no rule \"{name}\" for components");
                let help = did_you_mean(name, NAMES).unwrap_or_else(|| format!("the rules are: {}", NAMES.join(", ")));
                faults.push((name.to_owned(), message, help));
                continue;
            }
        };
        if let Some(example) = example {
            let message = format!("the rule \"{name}\" is not valid");
            faults.push((name.to_owned(), message, format!("write it like this: \"{name}\": {example}")));
        }
    }
    (rules, faults)
}

/// Puts a value in its place; the example, when there is none to put.
fn put<T>(place: &mut T, value: Option<T>, example: &'static str) -> Option<&'static str> {
    match value {
        Some(value) => *place = value,
        None => return Some(example),
    }
    None
}

fn whole(value: &Value) -> Option<usize> {
    usize::try_from(value.as_i64()?).ok()
}

fn bounds(value: &Value) -> Option<(usize, Option<usize>)> {
    match value.as_array()? {
        [least] => Some((whole(least)?, None)),
        [least, most] => Some((whole(least)?, Some(whole(most)?))),
        _ => None,
    }
}

fn key(value: &Value) -> Option<Option<String>> {
    value.as_str().map(|key| Some(key.to_owned()))
}

fn names(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|name| Some(name.as_str()?.replace('-', "_"))).collect()
}
