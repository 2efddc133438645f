//! The words of schema.org that Vertebra writes, and the rules of those who read them: data, in `schema-org.yaml`.
//!
//! Knows words and rules, never a page; what is made of them is the business of `structured`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vertebra_base::path::SourcePath;
use vertebra_yaml::{self as yaml, YamlNode};

/// What is known of schema.org.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The day when the rules were last checked against their sources.
    pub verified: String,
    kinds: BTreeMap<String, Kind>,
    /// The properties that a theme's fields may stand for.
    pub properties: Vec<String>,
    superseded: BTreeMap<String, String>,
    /// The values of properties that take no others.
    values: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default)]
struct Kind {
    parent: Option<String>,
    required: Vec<String>,
    recommended: Vec<String>,
    from: BTreeMap<String, String>,
}

/// The vocabulary, read once.
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::parse(include_str!("schema-org.yaml")));

impl Vocabulary {
    fn parse(text: &str) -> Vocabulary {
        let (node, _) = yaml::parse(text, 0, &SourcePath::new("builtin/schema-org.yaml"));
        let kinds = pairs(node.get("types")).map(|(name, node)| {
            let kind = Kind {
                parent: node.get("is").and_then(YamlNode::as_text).map(str::to_owned),
                required: texts(node.get("required")),
                recommended: texts(node.get("recommended")),
                from: words(node.get("from")),
            };
            (name, kind)
        });
        Vocabulary {
            verified: node.get("verified").and_then(YamlNode::as_text).unwrap_or_default().to_owned(),
            kinds: kinds.collect(),
            properties: texts(node.get("properties")),
            superseded: words(node.get("superseded")),
            values: pairs(node.get("values")).map(|(name, node)| (name, texts(Some(node)))).collect(),
        }
    }

    /// Whether there is such a type.
    pub fn has(&self, kind: &str) -> bool {
        self.kinds.contains_key(kind)
    }

    /// The names of all types.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// The only values that a property takes; none for one that takes any text.
    pub fn values_of(&self, property: &str) -> Option<&[String]> {
        self.values.get(property).map(Vec::as_slice)
    }

    /// What took the place of an older word.
    pub fn newer(&self, word: &str) -> Option<&str> {
        self.superseded.get(word).map(String::as_str)
    }

    /// Whether a type is another one, or one of its subtypes.
    pub fn is_a(&self, kind: &str, family: &str) -> bool {
        self.line(kind).any(|(name, _)| name == family)
    }

    /// The properties without which readers ignore a node of this type.
    pub fn required<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.line(kind).flat_map(|(_, kind)| kind.required.iter().map(String::as_str))
    }

    /// The properties that readers use when they are there, each with the front matter field that it is made of, if
    /// there is one.
    pub fn recommended<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let all = self.line(kind).flat_map(|(_, kind)| kind.recommended.iter().map(move |name| (kind, name)));
        all.map(|(kind, name)| (name.as_str(), kind.from.get(name).map(String::as_str)))
    }

    /// A type and all that it is a subtype of, from the nearest.
    fn line<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Kind)> {
        let find = |name: &'a str| self.kinds.get(name).map(|kind| (name, kind));
        std::iter::successors(find(kind), move |(_, kind)| kind.parent.as_deref().and_then(find))
    }
}

fn pairs(node: Option<&YamlNode>) -> impl Iterator<Item = (String, &YamlNode)> {
    let entries = node.and_then(YamlNode::as_map).unwrap_or_default();
    entries.iter().map(|entry| (entry.key.clone(), &entry.value))
}

fn texts(node: Option<&YamlNode>) -> Vec<String> {
    let items = node.and_then(YamlNode::as_list).unwrap_or_default();
    items.iter().filter_map(YamlNode::as_text).map(str::to_owned).collect()
}

fn words(node: Option<&YamlNode>) -> BTreeMap<String, String> {
    pairs(node).filter_map(|(key, value)| Some((key, value.as_text()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read_without_a_fault() {
        let (_, faults) = yaml::parse(include_str!("schema-org.yaml"), 0, &SourcePath::new("it"));
        assert!(faults.is_empty(), "{faults:?}");
        let words = &*VOCABULARY;
        assert_eq!(words.verified, "2026-11-20");
        assert!(words.kinds.values().filter_map(|kind| kind.parent.as_deref()).all(|parent| words.has(parent)));
        let specialties = words.values_of("medicalSpecialty").unwrap_or_default();
        assert!(specialties.iter().any(|name| name == "Surgical"));
        assert_eq!(words.values_of("telephone"), None);
    }

    #[test]
    fn a_clinic_is_a_business_and_asks_for_what_businesses_need() {
        let words = &*VOCABULARY;
        assert!(words.is_a("MedicalClinic", "LocalBusiness") && !words.is_a("MedicalClinic", "WebPage"));
        assert_eq!(words.required("MedicalClinic").collect::<Vec<_>>(), ["name", "address"]);
        assert!(words.recommended("NewsArticle").any(|it| it == ("datePublished", Some("date"))));
    }

    #[test]
    fn superseded_words_are_no_properties() {
        let words = &*VOCABULARY;
        assert_eq!(words.newer("branchOf"), Some("parentOrganization"));
        assert!(words.superseded.keys().all(|old| !words.properties.contains(old) && !words.has(old)));
    }
}
