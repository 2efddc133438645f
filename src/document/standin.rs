//! Stand-ins for rooms that are written elsewhere. To be deleted when they arrive.

use std::ops::Range;

use super::page::FrontMatter;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::schema::Schema;
use crate::span::Spanned;
use crate::yaml::Node;

/// Stands for `crate::slug::slugify`.
pub fn slugify(text: &str) -> String {
    let mut slug = String::new();
    for c in deunicode::deunicode(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Stands for `front::split`.
pub fn split(text: &str) -> (Option<Range<usize>>, usize) {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(rest) = text[start..].strip_prefix("---\n") else { return (None, start) };
    match rest.find("---\n") {
        Some(end) => (Some(start + 4..start + 4 + end), start + 8 + end),
        None => (None, start),
    }
}

/// Stands for `front::read`.
pub fn read(_: &SourcePath, _: Node, _: &Schema, _: &mut Vec<Diagnostic>) -> FrontMatter {
    FrontMatter { title: Spanned::default(), ..FrontMatter::default() }
}

/// Stands for `yaml::parse`.
pub fn parse_yaml(_: &str, _: usize, _: &SourcePath) -> (Node, Vec<Diagnostic>) {
    (Node::default(), Vec::new())
}
