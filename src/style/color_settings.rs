//! Settings of the kind `color`: what style sheets get of them.

use std::collections::BTreeMap;

use vertebra_schema::FieldKind;
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::theme::{Theme, setting};

/// The colors that are set, by the names of their settings; what is no color was reported where it was read.
pub fn settings(theme: &Theme, config: &Config) -> BTreeMap<String, String> {
    let colors = theme.settings.iter().filter(|setting| setting.kind == FieldKind::Color);
    let value = |name: &str| {
        let node = setting(theme, config, Lang::FIRST, name)?;
        node.as_text().filter(|text| FieldKind::is_color(text)).map(str::to_ascii_lowercase)
    };
    colors.filter_map(|it| Some((it.name.clone(), value(&it.name)?))).collect()
}

/// The rule that gives a style sheet the colors that it speaks of: `:root{--setting-accent:#005eb8}`. Empty when it
/// speaks of none.
pub fn rule(css: &str, colors: &BTreeMap<String, String>) -> String {
    let is_named = |name: &str| {
        let property = format!("--setting-{name}");
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
        css.match_indices(&property).any(|(at, _)| ends(&css[at + property.len()..]))
    };
    let named = colors.iter().filter(|(name, _)| is_named(name));
    let lines: Vec<_> = named.map(|(name, color)| format!("--setting-{name}:{color}")).collect();
    if lines.is_empty() { String::new() } else { format!(":root{{{}}}", lines.join(";")) }
}
