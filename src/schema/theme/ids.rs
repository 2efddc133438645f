//! What a theme's templates write around a text: their ids, so that no heading of the text gets one of them, and whether they
//! write a first-level heading, so that the text must not.
//!
//! Only what stands in the templates as it is: an id that is put together while a page is made is known then. Renders nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Template, Theme};
use crate::{TakenIds, WrittenAround};
use vertebra_html::{self as html, HtmlPiece};

/// Stands for what is only known when a template is rendered; no id holds such a character.
const UNKNOWN: char = '\u{fdd2}';

/// What the templates of each content type write, with those that they extend and include.
pub fn of_types(theme: &Theme) -> TakenIds {
    let templates: BTreeMap<&str, &Template> = theme.templates.iter().map(|it| (it.name.as_str(), it)).collect();
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let is_heading = |it: &Template| {
        html::pieces(&it.text).iter().any(|it| matches!(it, HtmlPiece::Start { name, .. } if name == "h1"))
    };
    let by_component = theme.templates.iter().any(|it| it.name.starts_with("components/") && is_heading(it));
    let mut of = |first: &str| {
        let mut around = WrittenAround::default();
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut next: Vec<&Template> = templates.get(first).copied().into_iter().collect();
        // A template that is not there is told, and nothing is known of what it would write.
        around.title = next.is_empty() || by_component;
        while let Some(template) = next.pop().filter(|_| reached.len() < templates.len()) {
            if reached.insert(&template.name) {
                let own = known.entry(&template.name).or_insert_with(|| written(&template.text));
                around.ids.extend(own.iter().cloned());
                around.title |= is_heading(template);
                next.extend(used(&template.text).filter_map(|name| templates.get(name).copied()));
            }
        }
        around
    };
    theme.types.iter().map(|(name, kind)| (name.clone(), of(&kind.template))).collect()
}

/// The ids in the HTML of a template.
fn written(template: &str) -> BTreeSet<String> {
    let mut html = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, end, after)) = next_mark(rest) {
        html.push_str(before);
        // What a tag of the template engine leaves behind is no text; what an expression writes may be any.
        if end == "}}" {
            html.push(UNKNOWN);
        }
        rest = after;
    }
    html.push_str(rest);
    html::anchors(&html).into_iter().filter(|id| !id.is_empty() && !id.contains(UNKNOWN)).collect()
}

/// What stands before the next mark of the template engine, what ends it, and what stands behind it.
fn next_mark(text: &str) -> Option<(&str, &'static str, &str)> {
    let starts = text.match_indices('{');
    let mut marks = starts.filter_map(|(at, _)| {
        let end = match text.as_bytes().get(at + 1)? {
            b'{' => "}}",
            b'%' => "%}",
            b'#' => "#}",
            _ => return None,
        };
        let inside = &text[at + 2..];
        Some((&text[..at], end, inside.split_once(end)?.1))
    });
    marks.next()
}

/// The names of the templates that a template extends or includes.
fn used(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let tag = tag.trim_start_matches('-').trim_start();
        let rest = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?.trim_start();
        let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        rest[1..].split(mark).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_that_stand_there_are_known() {
        let ids = written(
            "<main id=\"main\">{% if a < b %}<p id='one'>{% endif %}<p id=\"two-{{ n }}\"><p id={{ x }}>{{ <call id=\"no\" /> }}\
             {# <p id=\"comment\"> #}<p id=\"{% if x %}three{% endif %}\"><p title=\"{{ y }}\" id=four>",
        );
        assert_eq!(ids.into_iter().collect::<Vec<_>>(), ["four", "main", "one", "three"]);
        let names: Vec<_> = used("{% extends \"base.html\" %}{%- include 'a/b.html' -%}{% block x %}").collect();
        assert_eq!(names, ["base.html", "a/b.html"]);
    }
}
