//! Front matter that a program writes into: one field that is a group, such as `reviewed: {by: ana, on: 2026-11-20}`.
//! Remarks, the order of the lines and the way in which the field is written stay as they are.

use crate::document;
use crate::path::SourcePath;
use crate::span::Span;
use crate::yaml::{self, Entry, Kind, Node};

use super::texts::Edit;

/// Why a field cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// The page has no fields, or they cannot all be read.
    Faulty,
    /// The field is there and is no group.
    NoGroup,
}

/// Sets parts of a group in the front matter of a page. A field that is not there is put below the first of `below`
/// that is, else at the end.
pub fn set_group(
    (source, text): (&SourcePath, &str),
    name: &str,
    parts: &[(&str, String)],
    below: &[&str],
) -> Result<Vec<Edit>, Unwritable> {
    let (Some(range), _) = document::split(text) else { return Err(Unwritable::Faulty) };
    let (node, faults) = yaml::parse(&text[range.clone()], range.start, source);
    if !faults.is_empty() || document::fence_fault(source, text).is_some() {
        return Err(Unwritable::Faulty);
    }
    let entries = node.as_map().ok_or(Unwritable::Faulty)?;
    let whole = || format!("{name}: {{{}}}", listed(parts));
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(field) = entries.iter().find(|entry| entry.key == name) else {
        let find = |name: &&str| entries.iter().find(|entry| entry.key == **name);
        let at = below.iter().find_map(find).map_or(range.end, |entry| end_of_field(text, entry, range.end));
        return Ok(vec![Edit::insert(at, format!("{}{line_end}", whole()))]);
    };
    match &field.value.kind {
        Kind::Null => Ok(vec![fill(text, field, &format!("{{{}}}", listed(parts)))]),
        Kind::Map(inner) => Ok(in_group(text, (&field.value, inner), parts, line_end)),
        _ => Err(Unwritable::NoGroup),
    }
}

fn listed(parts: &[(&str, String)]) -> String {
    parts.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
}

/// Writes a value behind the colon of a field that has none.
fn fill(text: &str, field: &Entry, value: &str) -> Edit {
    if field.value.span != field.key_span && !field.value.span.range().is_empty() {
        return Edit::new(field.value.span, value);
    }
    let key_end = field.key_span.end as usize;
    let colon = text[key_end..].find(':').map_or(key_end, |at| key_end + at + 1);
    Edit::insert(colon, format!(" {value}"))
}

fn in_group(text: &str, (group, inner): (&Node, &[Entry]), parts: &[(&str, String)], line_end: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut missing = Vec::new();
    for (name, value) in parts {
        match inner.iter().find(|entry| entry.key == *name) {
            Some(entry) if entry.value.is_null() => edits.push(fill(text, entry, value)),
            Some(entry) => edits.push(Edit::new(entry.value.span, value.clone())),
            None => missing.push((*name, value.clone())),
        }
    }
    if missing.is_empty() {
        return edits;
    }
    let start = group.span.start as usize;
    match inner.last() {
        // On one line, in braces.
        Some(last) if text[start..].starts_with('{') => {
            edits.push(Edit::insert(end_of_value(text, last), format!(", {}", listed(&missing))));
        }
        None => edits.push(Edit::insert(start + 1, listed(&missing))),
        Some(last) => {
            let key = inner.first().map_or(start, |entry| entry.key_span.start as usize);
            let line = text[..key].rfind('\n').map_or(0, |at| at + 1);
            let indent = &text[line..key];
            let end = end_of_value(text, last);
            let at = text[end..].find(['\r', '\n']).map_or(text.len(), |at| end + at);
            let lines = missing.iter().map(|(name, value)| format!("{line_end}{indent}{name}: {value}"));
            edits.push(Edit::insert(at, lines.collect::<String>()));
        }
    }
    edits
}

/// Behind a value, and behind the quotation mark that may close it.
fn end_of_value(text: &str, entry: &Entry) -> usize {
    let span: Span = if entry.value.is_null() { entry.key_span } else { entry.value.span };
    let end = span.end as usize;
    if entry.value.is_null() {
        return text[end..].find(':').map_or(end, |at| end + at + 1);
    }
    end + usize::from(text[end..].starts_with(['"', '\'']))
}

/// Where the line behind a field begins: lines that are indented belong to it.
fn end_of_field(text: &str, entry: &Entry, limit: usize) -> usize {
    let mut at = entry.key_span.start as usize;
    loop {
        at = text[at..limit].find('\n').map_or(limit, |end| at + end + 1);
        if at >= limit || !text[at..].starts_with([' ', '\t']) {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;

    const CASES: &str = include_str!("group_tests.txt");

    fn set(text: &str) -> String {
        let parts = [("by", "ana".to_owned()), ("on", "2026-11-20".to_owned())];
        let source = SourcePath::new("content/a.md");
        match set_group((&source, text), "reviewed", &parts, &["updated", "date", "description", "title"]) {
            Ok(edits) => apply(text, &edits).unwrap(),
            Err(why) => format!("{why:?}\n"),
        }
    }

    #[test]
    fn a_review_is_written_as_the_editor_writes() {
        for case in CASES.split("=== ").skip(1) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (before, after) = rest.split_once("--- after\n").unwrap();
            let after = after.trim_end_matches('\n').to_owned() + "\n";
            assert_eq!(set(before), after, "{name}");
            let (before, after) = (before.replace('\n', "\r\n"), after.replace('\n', "\r\n"));
            let set = set(&before);
            assert!(set == after || !set.starts_with("---"), "{name} with the line ends of Windows: {set:?}");
            if set.starts_with("---") {
                assert_eq!(self::set(&set), set, "{name} twice");
            }
        }
    }
}
