//! The words of a theme, by language: `strings/en.yaml`.

use std::collections::BTreeMap;

use super::plurals;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_yaml::{self as yaml, NodeKind};

/// Words by language and key.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    words: BTreeMap<String, BTreeMap<String, ThemeString>>,
    /// Where each is written, in the same order: the file, and the text or, of plural forms, the key.
    places: BTreeMap<String, BTreeMap<String, (SourcePath, Span)>>,
    /// The files that they were read from.
    files: Vec<String>,
}

/// One text, or one for each plural category.
#[derive(Debug, Clone, PartialEq)]
pub enum ThemeString {
    One(String),
    /// By the category's name in Unicode CLDR: `one`, `few`, `many`, `other`.
    Plural(BTreeMap<String, String>),
}

impl Strings {
    /// The text for a key in the language `tag`, else in the language without its region.
    pub fn get(&self, tag: &str, key: &str) -> Option<&ThemeString> {
        let base = tag.split('-').next().unwrap_or(tag);
        [tag, base].into_iter().find_map(|language| self.words.get(language)?.get(key))
    }

    /// The keys that a language has, for suggestions.
    pub fn keys<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        let base = tag.split('-').next().unwrap_or(tag);
        [tag, base]
            .into_iter()
            .filter_map(|language| self.words.get(language))
            .flat_map(|keys| keys.keys())
            .map(String::as_str)
    }

    /// Where the string of a key is written that `get` finds.
    pub fn place(&self, tag: &str, key: &str) -> Option<&(SourcePath, Span)> {
        let base = tag.split('-').next().unwrap_or(tag);
        [tag, base].into_iter().find_map(|language| self.places.get(language)?.get(key))
    }

    /// Where a text is written that `t` gives in the language `tag`.
    pub fn place_of(&self, tag: &str, text: &str) -> Option<&(SourcePath, Span)> {
        let base = tag.split('-').next().unwrap_or(tag);
        [tag, base].into_iter().find_map(|language| {
            let mut all = self.words.get(language)?.iter();
            let (key, _) = all.find(|(_, string)| string.texts().any(|one| one == text))?;
            self.place(language, key)
        })
    }

    /// Whether words were read from a file.
    pub(super) fn came_from(&self, file: &str) -> bool {
        self.files.iter().any(|known| known == file)
    }

    /// The languages that the theme speaks.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

impl ThemeString {
    /// The text, or those of all plural forms.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, forms) = match self {
            ThemeString::One(text) => (Some(text.as_str()), None),
            ThemeString::Plural(forms) => (None, Some(forms.values().map(String::as_str))),
        };
        one.into_iter().chain(forms.into_iter().flatten())
    }

    /// The text for a number, in a language.
    pub fn for_count(&self, count: Option<i64>, language: &str) -> &str {
        match self {
            ThemeString::One(text) => text,
            ThemeString::Plural(forms) => {
                let category = count.map_or("other", |count| plurals::category(count, language));
                // Without a number, a language that has no `other` for whole ones has its last form.
                let other = || forms.get("other").or_else(|| forms.values().next_back());
                forms.get(category).or_else(other).map_or("", String::as_str)
            }
        }
    }
}

/// The names in braces of a text: `page {number} of {count}`.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        is_name.then_some(name)
    })
}

/// Adds the strings of one file; those of a nearer theme stay.
pub fn read(strings: &mut Strings, name: &str, source: &SourcePath, bytes: &[u8], out: &mut Vec<Diagnostic>) {
    let Some(language) = name.strip_suffix(".yaml") else { return };
    let node = yaml::parse_bytes(bytes, source, out);
    strings.files.push(source.to_string());
    let keys = strings.words.entry(language.to_owned()).or_default();
    let places = strings.places.entry(language.to_owned()).or_default();
    for entry in node.as_map().unwrap_or_default() {
        let text = match &entry.value.kind {
            NodeKind::Map(forms) => {
                let form = |form: &yaml::MapEntry| Some((form.key.clone(), form.value.as_text()?.to_owned()));
                ThemeString::Plural(forms.iter().filter_map(form).collect())
            }
            _ => match entry.value.as_text() {
                Some(text) => ThemeString::One(text.to_owned()),
                None => {
                    let message = format!("\"{}\" has no text", entry.key);
                    let help = format!("write it after the colon: {}: \"…\"", entry.key);
                    out.push(Diagnostic::error("string-empty", source, entry.key_span, message).with_help(help));
                    continue;
                }
            },
        };
        let span = if matches!(text, ThemeString::One(_)) { entry.value.span } else { entry.key_span };
        places.entry(entry.key.clone()).or_insert_with(|| (source.clone(), span));
        keys.entry(entry.key.clone()).or_insert(text);
    }
}
