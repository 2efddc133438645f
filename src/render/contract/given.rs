//! What the checks are given: templates with their files, and the variables that jobs hand to templates.

use std::collections::BTreeMap;

use super::shape::ValueShape;
use vertebra_template::Template;

/// Templates by name.
pub type TemplateSources = BTreeMap<String, Template>;

/// What a template is given beside what it asks for: names with their shapes, as `ValueShape::parse` reads them.
pub const PAGE: &[(&str, &str)] =
    &[("page", "page"), ("config", "config"), ("section", "section"), ("taxonomy", "taxonomy"), ("term", "term")];

/// The same for the page of a term.
pub const TERM: &[(&str, &str)] = &[
    ("page", "page"),
    ("config", "config"),
    ("section", "section"),
    ("taxonomy", "taxonomy of a term"),
    ("term", "term"),
];

/// The same for templates of files for programs.
pub const OTHERS: &[(&str, &[(&str, &str)])] = &[
    ("atom.xml", &[("feed", "feed"), ("config", "config")]),
    ("feed.json", &[("feed", "feed"), ("config", "config")]),
    ("sitemap.xml", &[("entries", "[sitemap entry]"), ("several_languages", ""), ("config", "config")]),
    ("sitemap-index.xml", &[("parts", "[sitemap part]"), ("config", "config")]),
    ("robots.txt", &[("sitemap", ""), ("config", "config")]),
    ("llms.txt", &[("groups", "[group]"), ("config", "config")]),
    ("alias.html", &[("to", ""), ("page", "card"), ("config", "config")]),
    ("site.webmanifest", &[("manifest", "manifest"), ("config", "config")]),
    ("social-card.svg", &[("page", "card"), ("config", "config")]),
];

/// A variable with what is known of it.
pub type Scope = BTreeMap<String, ValueShape>;
