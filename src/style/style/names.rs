//! The names that CSS has: properties, media features, rules, and what selectors name after a colon. Data only.
//!
//! Sources: the W3C's machine-readable index of CSS (drafts included, so that nothing is called unknown that a browser
//! may have), and what older browsers had.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

type Names = LazyLock<BTreeSet<&'static str>>;

/// Properties, without those of one browser.
pub static PROPERTIES: Names = LazyLock::new(|| words(include_str!("names/properties.txt")));

/// The words of properties that take one word and nothing else, where the parser does not know the property.
pub static KEYWORDS: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("names/keywords.txt").lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, all)| (name, words(all))).collect()
});

/// The rules that begin with `@`.
pub static AT_RULES: Names = LazyLock::new(|| words(include_str!("names/at_rules.txt")));

/// What a condition of `@media` or `@container` may ask for, without `min-` and `max-`. Sources: Media Queries 5,
/// CSS Conditional 5.
pub static FEATURES: Names = LazyLock::new(|| words(include_str!("names/features.txt")));

/// Classes and elements that selectors name after a colon. Sources: Selectors 4, CSS Pseudo-Elements 4 and others.
pub static PSEUDO: Names = LazyLock::new(|| words(include_str!("names/pseudo.txt")));

/// Words for suggestions: the parser then says whether one of them is a value.
pub static COMMON_VALUES: Names = LazyLock::new(|| words(include_str!("names/common_values.txt")));

fn words(text: &'static str) -> BTreeSet<&'static str> {
    text.split_whitespace().collect()
}
