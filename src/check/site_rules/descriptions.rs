//! Descriptions: what search results and shared links say below the title.
//!
//! The lengths are data: `limits` in `site.yaml`.

use std::collections::BTreeMap;

use super::alike::{AlikePair, are_versions, tell};
use super::names::some;
use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::config::Lang;
use vertebra_site::SitePage;

/// Looks for pages without a description, for those that share one, and for long ones.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let most = site.config.checks.description_length;
    let mut seen: BTreeMap<(Lang, String), &SitePage> = BTreeMap::new();
    let mut alike = Vec::new();
    let mut missing: Vec<&SitePage> = Vec::new();
    let searched_from: Vec<_> = site.search_pages().collect();
    for (id, page) in whole.found_by_search() {
        let (source, front) = (&page.page.source, &page.page.front);
        let Some(description) = front.description.as_ref().filter(|it| !it.value.trim().is_empty()) else {
            // Where no title was found either, the fields could not be read, which is told.
            if !searched_from.contains(&id) && !front.title.span.range().is_empty() {
                missing.push(page);
            }
            continue;
        };
        let words = description.value.split_whitespace().collect::<Vec<_>>().join(" ");
        let count = words.chars().count();
        if count > most {
            let message = format!("this description has {count} characters; search results show about {most}");
            let help = "describe in one or two short sentences what the reader will find";
            out.push(Diagnostic::note("description-long", source, description.span, message).with_help(help));
        }
        let key = (page.lang, words.to_lowercase());
        match seen.get(&key) {
            Some(first) if are_versions(&first.page.source, source) => {}
            Some(first) => {
                let first = &first.page;
                let message = format!("{} has the same description", first.source);
                let help = "describe what the reader will find on this page but not on the other";
                let diagnostic =
                    Diagnostic::warning("description-twice", source, description.span, message).with_help(help);
                alike.push(AlikePair { first, second: &page.page, diagnostic });
            }
            None => _ = seen.insert(key, page),
        }
    }
    tell(alike, out);
    if let Some((first, others)) = missing.split_first() {
        let message = "this page has no description, so search results show an excerpt of its text";
        let help = "add at the top: description: one or two sentences about what the reader will find";
        let span = empty_one(whole, &first.page.source);
        let mut told = Diagnostic::note("description-missing", &first.page.source, span, message).with_help(help);
        if !others.is_empty() {
            let others = others.iter().map(|it| it.page.source.as_str());
            told = told.with_note(format!("also without a description: {}", some(others)));
        }
        out.push(told);
    }
}

/// The line of a description that is there and empty.
fn empty_one(whole: &Whole, source: &SourcePath) -> Option<Span> {
    const FIELD: &str = "description:";
    let text = whole.sources.snapshot.text(source)?;
    let fields = vertebra_markdown::parts(&text).0?;
    let inside = text.get(fields.clone())?;
    let at = if inside.starts_with(FIELD) { 0 } else { inside.find("\ndescription:")? + 1 };
    Some(Span::new(fields.start + at, fields.start + at + FIELD.len()))
}
