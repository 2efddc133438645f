//! `rules.yaml` to rules: layer upon layer, from the program's own to the site's.

use std::collections::BTreeMap;

use super::expand::{Phrase, expand, fold};
use super::links::LinkWrapper;
use super::model::Rules;
use super::phones::phone_digits;
use super::placeholder::Placeholders;
use super::require;
use super::requirements::{GRACE, ReadabilityLimit, Requirement, Requirements};
use super::wording::{Exemptions, Group, Wording, WordingCode};
use super::words::{At, PageTypes, choice, severity, types_of};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_yaml::{self as yaml, Fields, MapEntry, YamlNode};

/// One file of rules.
pub struct Layer<'a> {
    pub file: SourcePath,
    pub node: std::borrow::Cow<'a, YamlNode>,
}

/// What the program itself brings: nothing about any subject.
pub fn general() -> Layer<'static> {
    let file = SourcePath::new("rules.yaml of Vertebra");
    let (node, _) = yaml::parse(include_str!("general.yaml"), 0, &file);
    Layer { file, node: std::borrow::Cow::Owned(node) }
}

/// Reads the layers, the farthest first: what a nearer one says of the same name counts.
pub fn read(layers: &[Layer], types: &PageTypes, out: &mut Vec<Diagnostic>) -> Rules {
    let mut draft = Draft { grace: GRACE, ..Draft::default() };
    for layer in layers {
        draft.layer(layer, types, out);
    }
    let groups = draft.groups.into_iter().filter(|(_, off)| !off).map(|(group, _)| group).collect();
    draft.requirements.retain(|_, (_, off)| !*off);
    let all = draft.requirements.into_iter().map(|(name, (requirement, _))| (name, requirement)).collect();
    let requirements = Requirements { all, grace: draft.grace, reading: draft.reading };
    Rules {
        wording: Wording::new(groups, &draft.harmless),
        placeholders: Placeholders::new(draft.placeholders.iter().map(String::as_str)),
        wrappers: draft.wrappers,
        known_phones: draft.phones,
        requirements,
        measures: false,
    }
}

#[derive(Default)]
struct Draft {
    /// With whether they are switched off.
    groups: Vec<(Group, bool)>,
    harmless: BTreeMap<String, Exemptions>,
    placeholders: Vec<String>,
    wrappers: Vec<LinkWrapper>,
    phones: Vec<String>,
    /// With whether they are switched off.
    requirements: BTreeMap<String, (Requirement, bool)>,
    grace: u32,
    reading: Option<ReadabilityLimit>,
}

impl Draft {
    fn layer(&mut self, layer: &Layer, types: &PageTypes, out: &mut Vec<Diagnostic>) {
        let at = At { file: &layer.file, types };
        let mut fields = Fields::of(&layer.node, &layer.file, out);
        for entry in fields.entries("wording", out) {
            self.group(entry, &at, out);
        }
        for entry in fields.entries("harmless", out) {
            let all = self.harmless.entry(entry.key.clone()).or_default();
            let mut fields = Fields::of(&entry.value, at.file, out);
            all.before.extend(small(fields.texts("before", out)));
            all.after.extend(small(fields.texts("after", out)));
            all.stops.extend(small(fields.texts("stops", out)));
            fields.finish(out);
        }
        self.placeholders.extend(fields.texts("placeholders", out).into_iter().map(|text| text.value));
        self.links(fields.entries("link_wrappers", out), &at, out);
        for phone in fields.entries("known_phones", out) {
            self.phones.push(phone_digits(&phone.key));
        }
        for entry in fields.entries("requirements", out) {
            let declared = require::declare(entry, &at, out);
            self.requirements.insert(entry.key.clone(), (declared, false));
        }
        for entry in layer.node.as_map().unwrap_or_default() {
            let Some((requirement, off)) = self.requirements.get_mut(&entry.key) else { continue };
            if fields.take(&entry.key).is_some() {
                *off = require::apply(requirement, &mut self.grace, entry, &at, out);
            }
        }
        if let Some(entry) = fields.take("reading") {
            self.limit(entry, &at, out);
        }
        require::undeclared(&mut fields, &layer.node, out);
        fields.finish(out);
    }

    fn group(&mut self, entry: &MapEntry, at: &At, out: &mut Vec<Diagnostic>) {
        let known = self.groups.iter().position(|(group, _)| group.name == entry.key);
        let mut group = match known {
            Some(known) => self.groups[known].0.clone(),
            None => Group { name: entry.key.clone(), language: "en".to_owned(), questions: true, ..Group::default() },
        };
        let mut fields = Fields::of(&entry.value, at.file, out);
        let off = fields.boolean("off", out).unwrap_or(false);
        if let Some(code) = fields.text("code", out) {
            group.code = code_of(&code, at, out);
            group.cited = group.code == WordingCode::Claim;
        }
        if let Some(language) = fields.text("language", out) {
            group.language = language.value.split('-').next().unwrap_or_default().to_lowercase();
        }
        if let Some(message) = fields.text("message", out) {
            group.message = message.value;
        }
        group.suggest = fields.text("suggest", out).map(|text| text.value).or(group.suggest);
        group.note = fields.text("note", out).map(|text| text.value).or(group.note);
        group.severity = severity(&mut fields, at, out).or(group.severity);
        if fields.take("words").is_some() {
            group.phrases = phrases(fields.texts("words", out), at, out);
        }
        group.phrases.extend(phrases(fields.texts("add", out), at, out));
        group.unless.extend(phrases(fields.texts("unless", out), at, out));
        group.before.extend(small(fields.texts("before", out)));
        group.after.extend(small(fields.texts("after", out)));
        group.cited = fields.boolean("cited", out).unwrap_or(group.cited);
        group.questions = fields.boolean("questions", out).unwrap_or(group.questions);
        if fields.take("types").is_some() {
            group.types = types_of(fields.texts("types", out), at, out);
        }
        if fields.take("sections").is_some() {
            let folder = |text: Spanned<String>| text.value.trim_matches('/').to_owned();
            group.sections = fields.texts("sections", out).into_iter().map(folder).collect();
        }
        fields.finish(out);
        let faults = [("message", group.message.is_empty()), ("words", group.phrases.is_empty())];
        if let Some((name, _)) = faults.into_iter().find(|(_, missing)| *missing && !off) {
            let message = format!("the group \"{}\" has no {name}", entry.key);
            let help = match name {
                "words" => "add the words to avoid: words: [cure(s|d), \"[a|the] miracle\"]",
                _ => "add what is wrong with the words: message: '\"{words}\" promises too much'",
            };
            out.push(Diagnostic::error("rules-field", at.file, entry.key_span, message).with_help(help));
            return;
        }
        match known {
            Some(known) => self.groups[known] = (group, off),
            None => self.groups.push((group, off)),
        }
    }

    fn links(&mut self, entries: &[MapEntry], at: &At, out: &mut Vec<Diagnostic>) {
        for entry in entries {
            let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
            for item in items {
                match item.as_text().and_then(|text| LinkWrapper::parse(&entry.key, text)) {
                    Some(wrapper) => self.wrappers.push(wrapper),
                    None => {
                        let message = "this is not the address of a redirect service";
                        let help = "write its host, its path and the query parameter that contains the real address:\n\
                                    www.google.com/url?q";
                        out.push(Diagnostic::error("rules-field", at.file, item.span, message).with_help(help));
                    }
                }
            }
        }
    }

    fn limit(&mut self, entry: &MapEntry, at: &At, out: &mut Vec<Diagnostic>) {
        let mut limit = self.reading.clone().unwrap_or_default();
        let mut fields = Fields::of(&entry.value, at.file, out);
        let off = fields.boolean("off", out).unwrap_or(false);
        for name in ["grade", "inflesz"] {
            let example = format!("{name}: 8");
            let wanted = ("a number, 0 or more", &*example);
            let Some(number) = fields.value(name).and_then(|value| value.decimal(0.0..=1000.0, wanted, out)) else {
                continue;
            };
            if name == "grade" {
                limit.grade = Some(number);
            } else {
                limit.inflesz = Some(number);
            }
        }
        if fields.take("types").is_some() {
            limit.types = types_of(fields.texts("types", out), at, out);
        }
        fields.finish(out);
        self.reading = (!off).then_some(limit);
    }
}

fn small(texts: Vec<Spanned<String>>) -> impl Iterator<Item = String> {
    let one =
        |text: Spanned<String>| fold(&text.value.split_whitespace().collect::<Vec<_>>().join(" ")).replace('’', "'");
    texts.into_iter().map(one).filter(|text| !text.is_empty())
}

fn phrases(texts: Vec<Spanned<String>>, at: &At, out: &mut Vec<Diagnostic>) -> Vec<Phrase> {
    let mut all = Vec::new();
    for text in texts {
        match expand(&text.value) {
            Some(phrases) => all.extend(phrases),
            None => {
                let message = "these words are not valid: a bracket is not closed, or they expand to too many phrases";
                let help = "write them like this: heal(s|ed|ing), or \"[a|the] miracle\"";
                out.push(Diagnostic::error("rules-field", at.file, text.span, message).with_help(help));
            }
        }
    }
    all
}

fn code_of(name: &Spanned<String>, at: &At, out: &mut Vec<Diagnostic>) -> WordingCode {
    match &*name.value {
        "claim" => WordingCode::Claim,
        "credential" => WordingCode::Credential,
        "wording" => WordingCode::Wording,
        other => {
            choice("code", other, &["claim", "credential", "wording"], (at, name), out);
            WordingCode::default()
        }
    }
}
