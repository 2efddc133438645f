//! Names that style sheets use and that must be given somewhere: variables and animations.
//!
//! A name counts as given if any style sheet of the theme gives it, or if a template, a script or a drawing of the theme
//! mentions it, which may set it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lightningcss::properties::animation::AnimationName;
use lightningcss::properties::{Property, PropertyId};
use lightningcss::stylesheet::ParserOptions;

use super::outline::Outline;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::FieldKind;
use vertebra_schema::theme::Theme;

/// The names that one style sheet gives and uses.
#[derive(Debug, Default)]
pub struct References {
    /// Variables, with their two hyphens.
    variables: BTreeSet<String>,
    animations: BTreeSet<String>,
    uses: Vec<NameUse>,
}

/// The use of a name without which a declaration has no value.
#[derive(Debug)]
struct NameUse {
    name: String,
    span: Span,
}

impl References {
    /// Those of a style sheet. `place` is where a range of its text stands in the file.
    pub fn of(css: &str, outline: &Outline, place: impl Fn(Range<usize>) -> Span) -> References {
        let mut found = References::default();
        for block in &outline.blocks {
            let prelude = &css[block.prelude.clone()];
            let Some((rule, rest)) = prelude.split_once(char::is_whitespace) else { continue };
            let name = rest.trim().trim_matches(['"', '\'']).to_owned();
            if rule.eq_ignore_ascii_case("@function") {
                let parameters = rest.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
                found.variables.extend(parameters.filter(|it| it.starts_with("--")).map(str::to_owned));
            } else if rule.eq_ignore_ascii_case("@property") {
                found.variables.insert(name);
            } else if rule.to_ascii_lowercase().ends_with("keyframes") {
                found.animations.insert(name);
            }
        }
        for declaration in &outline.declarations {
            let (name, value) = (&css[declaration.name.clone()], &css[declaration.value.clone()]);
            if name.starts_with("--") {
                found.variables.insert(name.to_owned());
            }
            let start = declaration.value.start;
            let mut add = |name: &str, at: usize| {
                let span = place(start + at..start + at + name.len());
                found.uses.push(NameUse { name: name.to_owned(), span });
            };
            without_fallback(value).into_iter().for_each(|range| add(&value[range.clone()], range.start));
            for name in animations(name, value) {
                value.find(&name).into_iter().for_each(|at| add(&name, at));
            }
        }
        found
    }
}

/// The variables of a value that have nothing to take their place: `var(--x)`.
fn without_fallback(value: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (at, _) in value.match_indices("var(") {
        let inner = &value[at + 4..];
        let start = at + 4 + inner.len() - inner.trim_start().len();
        let length = value[start..].find(|c: char| matches!(c, ')' | ',') || c.is_whitespace());
        let Some(end) = length.map(|length| start + length) else { continue };
        if value[start..end].starts_with("--") && value[end..].trim_start().starts_with(')') {
            out.push(start..end);
        }
    }
    out
}

/// The animations that a declaration names.
fn animations(property: &str, value: &str) -> Vec<String> {
    let small = property.to_ascii_lowercase();
    let plain = small.trim_start_matches("-webkit-");
    if !matches!(plain, "animation" | "animation-name") || value.contains("var(") {
        return Vec::new();
    }
    let value = value.split('!').next().unwrap_or_default();
    let named = |name: &AnimationName| match name {
        AnimationName::Ident(name) => Some(name.0.to_string()),
        AnimationName::String(name) => Some(name.0.to_string()),
        AnimationName::None => None,
    };
    let wide = ["inherit", "initial", "unset", "revert", "revert-layer"];
    let found: Vec<_> = match Property::parse_string(PropertyId::from(plain), value, ParserOptions::default()) {
        Ok(Property::Animation(list, _)) => list.iter().filter_map(|one| named(&one.name)).collect(),
        Ok(Property::AnimationName(list, _)) => list.iter().filter_map(named).collect(),
        _ => Vec::new(),
    };
    found.into_iter().filter(|name| !wide.contains(&name.as_str())).collect()
}

/// Names that templates, scripts and drawings mention: `--size` in `style="--size: 3"`.
#[derive(Debug, Default)]
pub struct ThemeMentions {
    names: BTreeSet<String>,
    /// Beginnings of names whose ends are put in by a template or a script: `--tag-` in `--tag-{{ loop.index }}`.
    beginnings: BTreeSet<String>,
    /// Words of scripts and templates that may be names of animations.
    words: BTreeSet<String>,
}

impl ThemeMentions {
    /// All of a theme, for style sheets that use these animations.
    pub fn of(theme: &Theme) -> ThemeMentions {
        let mut all = ThemeMentions::default();
        theme.templates.iter().for_each(|template| all.read(&template.text));
        let files = theme.files.iter().chain(&theme.statics);
        let speaks = |name: &str| [".js", ".mjs", ".css", ".svg", ".html"].iter().any(|ending| name.ends_with(ending));
        for (_, file) in files.filter(|(name, _)| speaks(name)) {
            all.read(&String::from_utf8_lossy(file.bytes.held()));
        }
        all
    }

    fn read(&mut self, text: &str) {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        for (at, _) in text.match_indices("--") {
            // Not in the middle of a name, such as a class `card--wide`, nor in `<!--`.
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| is_part(c) || c == '!') {
                continue;
            }
            let length = text[at..].find(|c| !is_part(c)).unwrap_or(text.len() - at);
            let name = &text[at..at + length];
            let rest = &text[at + length..];
            let goes_on = ["{{", "${", "{%", "\"", "'", "`"].iter().any(|mark| rest.starts_with(mark));
            if length > 2 && goes_on && name.ends_with(['-', '_']) {
                self.beginnings.insert(name.to_owned());
            } else if length > 2 {
                self.names.insert(name.to_owned());
            }
        }
        for line in text.lines().filter(|line| line.contains("nimat") || line.contains("keyframes")) {
            self.words.extend(line.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }

    /// All of them, for a fingerprint.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        [&self.names, &self.beginnings, &self.words].into_iter().flatten().map(String::as_str)
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(name)
            || self.words.contains(name)
            || self.beginnings.iter().any(|begin| name.starts_with(begin.as_str()))
    }
}

/// Reports the names that nothing gives. `colors` are the settings that have a value.
pub fn check(
    sheets: &BTreeMap<&SourcePath, &References>,
    (theme, mentions): (&Theme, &ThemeMentions),
    colors: &BTreeMap<String, String>,
    out: &mut Vec<Diagnostic>,
) {
    let variables: BTreeSet<&str> = sheets.values().flat_map(|it| &it.variables).map(String::as_str).collect();
    let animations: BTreeSet<&str> = sheets.values().flat_map(|it| &it.animations).map(String::as_str).collect();
    for (source, references) in sheets {
        let mut told: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for NameUse { name, span } in &references.uses {
            if let Some((_, others)) = told.get_mut(name.as_str()) {
                *others += 1;
                continue;
            }
            let setting = name.strip_prefix("--setting-");
            let given = match setting {
                Some(setting) => colors.contains_key(setting),
                None => variables.contains(name.as_str()) || animations.contains(name.as_str()),
            };
            if given || mentions.has(name) {
                continue;
            }
            let (message, help) = match setting {
                Some(setting) => of_setting(theme, setting),
                None if name.starts_with("--") => {
                    let help = did_you_mean(name, variables.iter().copied())
                        .unwrap_or_else(|| format!("set it, for example: :root {{ {name}: … }}"));
                    (format!("nothing sets the variable {name}"), help)
                }
                None => {
                    let help = did_you_mean(name, animations.iter().copied())
                        .unwrap_or_else(|| format!("add @keyframes {name} {{ … }}, or remove the name"));
                    (format!("there is no animation \"{name}\""), help)
                }
            };
            told.insert(name, (out.len(), 0));
            out.push(Diagnostic::warning("style-undefined", source, *span, message).with_help(help));
        }
        for (at, others) in told.into_values().filter(|(_, others)| *others > 0) {
            let places = if others == 1 { "place" } else { "places" };
            out[at].note = Some(format!("it is used in {others} other {places} of this style sheet too"));
        }
    }
}

/// A setting that gives style sheets no variable.
fn of_setting(theme: &Theme, name: &str) -> (String, String) {
    let colors = theme.settings.iter().filter(|setting| setting.kind == FieldKind::Color);
    match theme.settings.iter().find(|setting| setting.name == name) {
        Some(setting) if setting.kind == FieldKind::Color => (
            format!("the setting \"{name}\" has no value here"),
            format!("write what to use then, for example: var(--setting-{name}, #005eb8)"),
        ),
        Some(_) => (
            format!("the setting \"{name}\" is not a color; style sheets get only settings of the kind color"),
            "print it in a template, for example as a class".to_owned(),
        ),
        None => (
            format!("the theme has no setting \"{name}\""),
            did_you_mean(name, colors.map(|setting| setting.name.as_str()))
                .unwrap_or_else(|| "declare it under settings: in theme.yaml, with kind: color".to_owned()),
        ),
    }
}
