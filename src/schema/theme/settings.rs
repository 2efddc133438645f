//! Settings of a theme: what `site.yaml` says of them, checked, and as templates get it.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::tz::TimeZone;

use super::model::Theme;
use crate::FieldKind;
use crate::config::{Config, Lang};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_yaml::{Invisible, NamedValue, NodeKind, YamlNode};

static FILE: LazyLock<SourcePath> = LazyLock::new(|| SourcePath::new(crate::config::FILE));

/// The value of a setting in a language: what `site.yaml` says of it there, else what it says at all, if that is of the
/// right type, else the theme's default.
pub fn setting<'a>(theme: &'a Theme, config: &'a Config, lang: Lang, name: &str) -> Option<Cow<'a, YamlNode>> {
    let declared = theme.settings.iter().find(|setting| setting.name == name);
    let own = config.further(lang).into_iter().flat_map(|language| &language.settings);
    let given = own.chain(&config.settings).find(|entry| entry.key == name);
    let Some(declared) = declared else { return given.map(|entry| Cow::Borrowed(&entry.value)) };
    let read = |node: &'a YamlNode| {
        let value = NamedValue { name: &declared.name, key_span: node.span, node, file: &FILE };
        typed(&declared.kind, value, &config.time_zone, &mut Vec::new())
    };
    let given = given.and_then(|entry| read(&entry.value));
    // What is wrong with a default is the theme author's to see, who looks at the page.
    given.or_else(|| declared.default.as_ref().map(|node| read(node).unwrap_or(Cow::Borrowed(node))))
}

/// Reports settings in `site.yaml` that the theme does not declare, or that are of another type.
pub fn check_settings(theme: &Theme, config: &Config, out: &mut Vec<Diagnostic>) {
    let of_languages = config.languages.iter().flat_map(|language| &language.settings);
    for value in config.settings.iter().chain(of_languages).map(|entry| NamedValue::of(entry, &FILE)) {
        let Some(setting) = theme.settings.iter().find(|setting| setting.name == value.name) else {
            let names: Vec<_> = theme.settings.iter().map(|setting| setting.name.as_str()).collect();
            let message = format!("\"{}\" is not a setting of this theme", value.name);
            let near = nearest(value.name, names.iter().copied());
            let help = near.map_or_else(
                || format!("its settings are: {}", names.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            let fault = Diagnostic::error("field-unknown", &FILE, value.key_span, message);
            out.push(fault.with_help(help).suggesting(near));
            continue;
        };
        let told = out.len();
        typed(&setting.kind, value, &config.time_zone, out);
        let about = out.iter_mut().skip(told).filter(|_| setting.kind != FieldKind::Color);
        about.for_each(|fault| fault.note = setting.help.clone());
    }
}

/// A value as its type has it: `"false"` as `false`, one text as a list of one. None where it is of another type, which
/// is told, or where nothing is written and the type has no value for that.
pub fn typed<'a>(
    kind: &FieldKind,
    value: NamedValue<'a>,
    zone: &TimeZone,
    out: &mut Vec<Diagnostic>,
) -> Option<Cow<'a, YamlNode>> {
    let mut hidden = Invisible::default();
    let node = value.node;
    let as_it_is = Some(Cow::Borrowed(node));
    let made = |kind: NodeKind| Some(Cow::Owned(YamlNode { kind, span: node.span }));
    match kind {
        FieldKind::Boolean if matches!(node.kind, NodeKind::Bool(..)) => as_it_is,
        FieldKind::Boolean => value.boolean(out).and_then(|it| made(NodeKind::Bool(it, it.to_string()))),
        FieldKind::Integer => {
            let number = value.integer(out)?;
            made(NodeKind::Number(number as f64, number.to_string()))
        }
        // An empty text says that there is to be none, whatever the theme has.
        FieldKind::Text | FieldKind::Page if value.is_empty() => as_it_is,
        FieldKind::Text | FieldKind::Page => made(NodeKind::Text(value.text(&mut hidden, out)?.value)),
        FieldKind::Date if value.is_empty() => as_it_is,
        FieldKind::Date => value.date(zone, out).and(as_it_is),
        FieldKind::List | FieldKind::Pages if value.is_empty() => None,
        FieldKind::List | FieldKind::Pages => {
            let told = out.len();
            let items = value.list(&mut hidden, out).into_iter();
            let items = items.map(|item| YamlNode { kind: NodeKind::Text(item.value), span: item.span }).collect();
            if out.len() == told { made(NodeKind::List(items)) } else { None }
        }
        FieldKind::Map => value.entries(&format!("{}:\n  name: text", value.name), out).and(as_it_is),
        FieldKind::Color => color(value, out).and(as_it_is),
        FieldKind::Choice(_) | FieldKind::Phone | FieldKind::Hours | FieldKind::Any => as_it_is,
    }
}

/// A color without quotes is a comment to YAML, which is told where YAML is read.
fn color(value: NamedValue<'_>, out: &mut Vec<Diagnostic>) -> Option<()> {
    let help = format!("write it in quotes: {}: \"#005eb8\"", value.name);
    let message = match value.node.as_text() {
        Some(text) if FieldKind::is_color(text) => return Some(()),
        _ if value.node.is_null() => return Some(()),
        Some(text) => format!("\"{text}\" is not a color: write # and six digits or letters from a to f"),
        None => format!("\"{}\" must be a color; this is {}", value.name, value.node.kind_name()),
    };
    out.push(Diagnostic::error("color-invalid", value.file, value.node.span, message).with_help(help));
    None
}
