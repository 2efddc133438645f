//! Stand-ins for rooms that are written elsewhere. To be deleted when they arrive.
use super::page::*;
use crate::diagnostic::Diagnostic;
use crate::moment::Moment;
use crate::path::SourcePath;
use crate::schema::{FieldKind, Schema};
pub use crate::slug::slugify;
use crate::span::Spanned;
pub use crate::yaml::parse as parse_yaml;
use crate::yaml::{Kind, Node};
use std::ops::Range;

pub fn split(text: &str) -> (Option<Range<usize>>, usize) {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(rest) = text[start..].strip_prefix("---\n") else { return (None, start) };
    match rest.find("---\n") {
        Some(end) => (Some(start + 4..start + 4 + end), start + 8 + end),
        None => (None, start),
    }
}

pub fn read(source: &SourcePath, node: Node, schema: &Schema, _: &mut Vec<Diagnostic>) -> FrontMatter {
    let inside = source.in_content().unwrap_or_default();
    let defaults: Vec<&Node> = schema.defaults.iter().filter(|d| d.glob.is_match(inside)).map(|d| &d.fields).collect();
    let get =
        |k: &str| node.get(k).or_else(|| defaults.iter().find_map(|d| d.get(k))).filter(|n| !n.is_null()).cloned();
    let text = |k: &str| get(k).and_then(|n| n.as_text().map(|t| Spanned::new(t.to_owned(), n.span)));
    let list = |k: &str| -> Vec<Spanned<String>> {
        get(k)
            .map(|n| {
                n.as_list()
                    .map_or_else(|| vec![n.clone()], <[Node]>::to_vec)
                    .iter()
                    .filter_map(|n| Some(Spanned::new(n.as_text()?.to_owned(), n.span)))
                    .collect()
            })
            .unwrap_or_default()
    };
    let flag = |k: &str| get(k).map(|n| matches!(n.kind, Kind::Bool(true, _)));
    let moment =
        |k: &str| text(k).and_then(|t| Some(Spanned::new(Moment::parse(&t.value, &schema.time_zone)?, t.span)));
    let kind = text("type").unwrap_or_else(|| {
        Spanned::new(if source.file_name() == "index.md" { "section" } else { "page" }.to_owned(), Default::default())
    });
    let mut fields = Vec::new();
    if let Some(t) = schema.types.get(&kind.value) {
        for f in &t.fields {
            let Some(n) = get(&f.name) else { continue };
            let v = match (&f.kind, n.as_text()) {
                (_, Some("unknown")) if f.stated => FieldValue::Unknown,
                (_, Some("none")) if f.stated => FieldValue::Absent,
                (k, t) => {
                    let v = match (k, t) {
                        (FieldKind::Phone, Some(t)) => {
                            let d: String = t.chars().filter(char::is_ascii_digit).collect();
                            let d = d.strip_prefix('1').unwrap_or(&d).to_owned();
                            Value::Phone(Phone {
                                e164: format!("+1{d}"),
                                national: format!("({}) {}-{}", &d[..3], &d[3..6], &d[6..]),
                            })
                        }
                        (FieldKind::List, _) => Value::List(list(&f.name).into_iter().map(|s| s.value).collect()),
                        (FieldKind::Text | FieldKind::Choice(_) | FieldKind::Date, Some(t)) => {
                            Value::Text(t.to_owned())
                        }
                        _ => Value::Any(n.clone()),
                    };
                    if f.stated { FieldValue::Stated(v) } else { FieldValue::Plain(v) }
                }
            };
            fields.push((f.name.clone(), v));
        }
    }
    FrontMatter {
        title: text("title").unwrap_or_default(),
        description: text("description"),
        slug: text("slug"),
        date: moment("date"),
        updated: moment("updated"),
        publish_at: moment("publish_at"),
        expires: moment("expires"),
        draft: flag("draft").unwrap_or(false),
        kind,
        weight: text("weight").and_then(|t| t.value.parse().ok()),
        aliases: list("aliases"),
        terms: schema.taxonomies.iter().map(|t| (t.clone(), list(t))).collect(),
        image: text("image"),
        image_alt: text("image_alt").map(|t| t.value),
        toc: flag("toc"),
        menus: list("menu"),
        noindex: flag("noindex").unwrap_or(false),
        author: text("author"),
        reviewed: None,
        evidence: list("evidence"),
        facts: list("facts"),
        series: text("series"),
        paginate: text("paginate").and_then(|t| t.value.parse().ok()),
        key: text("key"),
        extra: get("extra").and_then(|n| n.as_map().map(<[crate::yaml::Entry]>::to_vec)).unwrap_or_default(),
        fields,
    }
}
