//! Strings that do not fit their language or each other: plural forms that are missing, or that no number takes, and
//! placeholders that the string of the first language does not have. Reads no file.

use std::collections::BTreeSet;

use super::model::Theme;
use super::plurals::{CATEGORIES, has, needed};
use super::strings::{ThemeString, placeholders};
use crate::config::Config;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// Reports them, for the languages of the site: a form that is missing would be published as another one.
pub fn check(theme: &Theme, config: &Config, out: &mut Vec<Diagnostic>) {
    for lang in config.langs() {
        let tag = config.tag(lang);
        for key in theme.strings.keys(tag).collect::<BTreeSet<_>>() {
            let (Some(string), Some((file, span))) = (theme.strings.get(tag, key), theme.strings.place(tag, key))
            else {
                continue;
            };
            let place = (file, *span);
            if let ThemeString::Plural(forms) = string {
                let names: Vec<&str> = forms.keys().map(String::as_str).collect();
                lacking((key, tag), &names, place, out);
                needless((key, tag), &names, place, out);
            }
            let first = theme.strings.get(&config.language, key).filter(|_| !lang.is_first());
            if let Some(first) = first {
                other_placeholders(key, (string, first), place, out);
            }
        }
    }
}

/// Forms that numbers take in the language, and that are not there.
fn lacking((key, tag): (&str, &str), names: &[&str], (file, span): (&SourcePath, Span), out: &mut Vec<Diagnostic>) {
    let missing: Vec<_> = needed(tag).into_iter().filter(|(name, _)| !names.contains(name)).collect();
    if missing.is_empty() {
        return;
    }
    let shown = |(name, numbers): &(&str, Vec<i64>)| {
        let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
        format!("\"{name}\" (for {})", numbers.join(", "))
    };
    let forms: Vec<String> = missing.iter().map(shown).collect();
    let what = if forms.len() == 1 { "the plural form" } else { "the plural forms" };
    let message = format!("\"{key}\" lacks {what} {} of the language {tag}", forms.join(", "));
    let lines: Vec<String> = missing.iter().map(|(name, _)| format!("{name}: \"…\"")).collect();
    out.push(Diagnostic::error("string-form", file, span, message).with_help(format!("add: {}", lines.join(", "))));
}

/// Forms that nothing in the language takes, a misspelt name among them.
fn needless((key, tag): (&str, &str), names: &[&str], (file, span): (&SourcePath, Span), out: &mut Vec<Diagnostic>) {
    let known = needed(tag);
    for name in names.iter().filter(|name| !has(tag, name)) {
        let message = format!("\"{key}\" has the plural form \"{name}\", which no number takes in the language {tag}");
        let near = nearest(name, CATEGORIES).map(|near| format!("did you mean \"{near}\"?"));
        let forms: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let help = near.filter(|_| !CATEGORIES.contains(name));
        let help = help.unwrap_or_else(|| format!("remove it; the forms are: {}", forms.join(", ")));
        out.push(Diagnostic::error("string-form", file, span, message).with_help(help));
    }
}

/// Placeholders that the template knows nothing of, since it was written with the strings of the first language.
fn other_placeholders(
    key: &str,
    (string, first): (&ThemeString, &ThemeString),
    (file, span): (&SourcePath, Span),
    out: &mut Vec<Diagnostic>,
) {
    let of = |string: &'_ ThemeString| -> BTreeSet<String> {
        string.texts().flat_map(placeholders).map(str::to_owned).collect()
    };
    let mut known = of(first);
    known.extend(matches!(first, ThemeString::Plural(_)).then(|| "count".to_owned()));
    for name in of(string).difference(&known) {
        let message = format!("\"{key}\" has the placeholder {{{name}}}, which it does not have in the first language");
        let near = nearest(name, known.iter().map(String::as_str));
        let all: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
        let help = match near {
            Some(near) => format!("did you mean {{{near}}}?"),
            None if all.is_empty() => "remove it: templates fill in nothing here".to_owned(),
            None => format!("its placeholders are: {}", all.join(", ")),
        };
        out.push(Diagnostic::error("string-form", file, span, message).with_help(help));
    }
}
