//! Titles: each page of a language has its own, and search results show the whole of it.
//!
//! Source: WCAG 2.2, 2.4.2 (page titled). The lengths are data: `limits` in `site.yaml`.

use std::collections::BTreeMap;

use super::alike::{AlikePair, are_versions, tell, with_first};
use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_schema::config::Lang;
use vertebra_site::SitePage;

/// Looks for titles that two pages share, and for long ones.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let most = whole.sources.site.config.checks.title_length;
    let mut seen: BTreeMap<(Lang, String), &SitePage> = BTreeMap::new();
    let mut alike = Vec::new();
    for (_, page) in whole.found_by_search() {
        let title = &page.page.front.title;
        let words = title.value.split_whitespace().collect::<Vec<_>>().join(" ");
        let source = &page.page.source;
        // A page without a title has one made of its name, which nobody wrote.
        if words.is_empty() || title.span.range().is_empty() {
            continue;
        }
        let count = words.chars().count();
        if count > most {
            let message = format!("this title has {count} characters; search results show about {most}");
            let help = "put the important words first, or shorten it";
            out.push(Diagnostic::note("title-long", source, title.span, message).with_help(help));
        }
        match seen.get(&(page.lang, words.to_lowercase())) {
            Some(first) if are_versions(&first.page.source, source) => {}
            Some(first) => {
                let first = &first.page;
                let message =
                    format!("{} has the same title, so readers cannot tell them apart in a list", first.source);
                let help = "make the two titles different";
                let diagnostic = Diagnostic::warning("title-twice", source, title.span, message).with_help(help);
                let diagnostic = with_first(diagnostic, first, first.front.title.span);
                alike.push(AlikePair { first, second: &page.page, diagnostic });
            }
            None => _ = seen.insert((page.lang, words.to_lowercase()), page),
        }
    }
    tell(alike, out);
}
