//! The frame of a page: its language, its title, and the regions that people jump between.
//!
//! Sources: WCAG 2.2, 3.1.1 (language), 2.4.2 (title), 1.3.1 and 2.4.1 (regions); WAI-ARIA Authoring Practices, landmarks.

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_html::{LandmarkKind, TagRange};

/// Looks at what templates write around the text.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let facts = subject.facts;
    if facts.language.is_none() {
        let message = "the page does not declare its language, so screen readers may use the wrong voice";
        let help = format!("add to the template: <html lang=\"{}\">", subject.language);
        out.push(UnplacedFault::error("page-language", Trace::Template, message, help));
    }
    if facts.title.trim().is_empty() {
        let message = "the page has no title for the browser tab and search results";
        let help = "add to the template, inside <head>: <title>{{ page.title }}</title>";
        out.push(UnplacedFault::error("page-title", Trace::Template, message, help));
    }
    let mut tell = |message: &str, help: &str, place: Option<&TagRange>| {
        let found = UnplacedFault::warning("landmark", Trace::Template, message, help);
        out.push(if let Some(place) = place { found.at(place) } else { found });
    };
    // Of several, one in the text is one too many; else the second is.
    let spare = |kind| {
        let all: Vec<&TagRange> = facts.landmarks(kind).map(|it| &it.place).collect();
        let of_text = all.iter().find(|place| subject.origins.is_text(place));
        of_text.or(all.get(1)).copied().filter(|_| all.len() > 1)
    };
    let is_text = |place| subject.origins.is_text(place);
    match facts.landmarks(LandmarkKind::Main).count() {
        0 => tell(
            "the page does not mark its main content, so screen reader users cannot skip to it",
            "put the text of the page between <main> and </main> in the template",
            None,
        ),
        _ => {
            if let Some(place) = spare(LandmarkKind::Main) {
                let help = if is_text(place) {
                    "the template already has one around the text: remove this one, or use <div>"
                } else {
                    "keep one <main> in the template"
                };
                tell("the page has more than one <main>", help, Some(place));
            }
        }
    }
    let named: Vec<&str> = facts.landmarks(LandmarkKind::Navigation).map(|it| it.name.as_str()).collect();
    let alike = named.iter().enumerate().any(|(at, name)| name.is_empty() || named[..at].contains(name));
    if named.len() > 1 && alike {
        let of_text = facts.landmarks(LandmarkKind::Navigation).find(|it| is_text(&it.place)).map(|it| &it.place);
        tell(
            "the page has several menus that screen reader users cannot tell apart",
            match of_text {
                Some(_) => "give each <nav> its own name: <nav aria-label=\"On this page\">",
                None => "give each <nav> its own name in the template: <nav aria-label=\"Main menu\">",
            },
            of_text,
        );
    }
    if let Some(place) = spare(LandmarkKind::Banner) {
        let help = "keep one <header> outside <main>, or move the others inside it";
        tell("the page has more than one page header", help, Some(place));
    }
    if let Some(place) = spare(LandmarkKind::ContentInfo) {
        let help = "keep one <footer> outside <main>, or move the others inside it";
        tell("the page has more than one page footer", help, Some(place));
    }
}
