//! The frame of a page: its language, its title, and the regions that people jump between.
//!
//! Sources: WCAG 2.2, 3.1.1 (language), 2.4.2 (title), 1.3.1 and 2.4.1 (regions); WAI-ARIA Authoring Practices, landmarks.

use super::Subject;
use crate::check::found::{Found, Trace};
use crate::html::LandmarkKind;

/// Looks at what templates write around the text.
pub fn check(subject: &Subject, out: &mut Vec<Found>) {
    let facts = subject.facts;
    if facts.language.is_none() {
        let message = "the page does not say in which language it is, so it is read out with the wrong voice";
        let help = format!("write in the template: <html lang=\"{}\">", subject.language);
        out.push(Found::error("page-language", Trace::Template, message, help));
    }
    if facts.title.trim().is_empty() {
        let message = "the page has no title for the browser's tab and for search results";
        let help = "write in the template, inside <head>: <title>{{ page.title }}</title>";
        out.push(Found::error("page-title", Trace::Template, message, help));
    }
    let count = |kind| facts.landmarks(kind).count();
    let mut tell = |message: &str, help: &str| {
        out.push(Found::warning("landmark", Trace::Template, message, help));
    };
    match count(LandmarkKind::Main) {
        0 => tell(
            "the page does not say where its main part is, so nobody can jump there",
            "put the text of the page between <main> and </main> in the template",
        ),
        1 => {}
        _ => tell("the page has more than one main part", "keep one <main> in the template"),
    }
    let named: Vec<&str> = facts.landmarks(LandmarkKind::Navigation).map(|it| it.name.as_str()).collect();
    let alike = named.iter().enumerate().any(|(at, name)| name.is_empty() || named[..at].contains(name));
    if named.len() > 1 && alike {
        tell(
            "the page has several menus that cannot be told apart by ear",
            "give each <nav> a name of its own in the template: <nav aria-label=\"Main menu\">",
        );
    }
    if count(LandmarkKind::Banner) > 1 {
        tell("the page has more than one head", "keep one <header> outside of <main>, or put the others inside it");
    }
    if count(LandmarkKind::ContentInfo) > 1 {
        tell("the page has more than one foot", "keep one <footer> outside of <main>, or put the others inside it");
    }
}
