//! `t(key="…")`: does the theme have the string, are its placeholders filled, does a plural get its number?

use std::collections::BTreeSet;

use super::names::Told;
use super::shape::ValueShape;
use vertebra_base::diagnostic::did_you_mean;
use vertebra_base::span::Span;
use vertebra_schema::theme::{ThemeString, placeholders};
use vertebra_site::Site;
use vertebra_template::{CallArgument, ExprKind};

/// Arguments of `t` that are no placeholders.
const OWN: [&str; 4] = ["key", "count", "lang", "raw"];

/// Checks a call whose key is known; others are checked when they are made.
pub fn check(
    told: &mut Told,
    site: &Site,
    (arguments, shapes): (&[CallArgument], &[ValueShape]),
    span: Span,
    template: &str,
) {
    let given = |name: &str| arguments.iter().find(|it| it.name == name);
    let mut keys = arguments.iter().zip(shapes).filter(|(argument, _)| argument.name == "key");
    let Some((CallArgument { value, .. }, ValueShape::Text(key))) = keys.next_back() else { return };
    let strings = &site.theme.strings;
    let all: Vec<&ThemeString> = strings.languages().filter_map(|tag| strings.get(tag, key)).collect();
    if all.is_empty() {
        let keys: BTreeSet<&str> = strings.languages().flat_map(|tag| strings.keys(tag)).collect();
        let help =
            did_you_mean(key, keys).unwrap_or_else(|| format!("add it to strings/{}.yaml", site.config.language));
        told.call(value.span, template, format!("the theme has no string \"{key}\""), help);
        return;
    }
    let known: BTreeSet<&str> = all.iter().flat_map(|string| string.texts()).flat_map(placeholders).collect();
    // A call with several keys gives each what it needs, and others more.
    let is_written = matches!(value.kind, ExprKind::Text(_));
    let others = if is_written { arguments } else { &[] };
    for argument in others.iter().filter(|it| !OWN.contains(&it.name.as_str()) && !known.contains(&*it.name)) {
        told.argument((argument, &format!("the string \"{key}\"")), template, known.iter().copied());
    }
    if given("raw").is_some() {
        return;
    }
    // What another language asks for beyond the first one is told at its own string.
    let mut spoken = site.config.langs().filter_map(|lang| strings.get(site.config.tag(lang), key));
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    if let Some(string) = spoken.next() {
        needed.extend(string.texts().flat_map(placeholders));
        needed.extend(matches!(string, ThemeString::Plural(_)).then_some("count"));
    }
    for name in needed.into_iter().filter(|name| given(name).is_none()) {
        let message = format!("the string \"{key}\" needs \"{name}\"");
        told.call(span, template, message, format!("write it like this: t(key=\"{key}\", {name}=…)"));
    }
}
