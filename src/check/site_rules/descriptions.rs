//! Descriptions: what search results and shared links say below the title.
//!
//! The lengths are data: `limits` in `site.yaml`.

use std::collections::BTreeMap;

use super::names::some;
use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_schema::config::Lang;

/// Looks for pages without a description, for those that share one, and for long ones.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let most = site.config.checks.description_length;
    let mut seen: BTreeMap<(Lang, String), &SourcePath> = BTreeMap::new();
    let mut missing: Vec<&SourcePath> = Vec::new();
    let searched_from: Vec<_> = site.search_pages().collect();
    for (id, page) in whole.found_by_search() {
        let (source, front) = (&page.page.source, &page.page.front);
        let Some(description) = front.description.as_ref().filter(|it| !it.value.trim().is_empty()) else {
            if !searched_from.contains(&id) {
                missing.push(source);
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
            Some(first) => {
                let message = format!("{first} has the same description");
                let help = "describe what the reader will find on this page but not on the other";
                out.push(Diagnostic::warning("description-twice", source, description.span, message).with_help(help));
            }
            None => _ = seen.insert(key, source),
        }
    }
    if let Some((first, others)) = missing.split_first() {
        let message = "this page has no description, so search results show an excerpt of its text";
        let help = "add at the top: description: one or two sentences about what the reader will find";
        let mut told = Diagnostic::note("description-missing", first, None, message).with_help(help);
        if !others.is_empty() {
            told = told.with_note(format!("also without a description: {}", some(others.iter().map(|it| it.as_str()))));
        }
        out.push(told);
    }
}
