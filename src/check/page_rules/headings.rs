//! The headings of a page: one of the first level, and no level left out.
//!
//! Sources: WCAG 2.2, 1.3.1 and 2.4.6; techniques H42 and G141. The headings of a text alone are looked at when it is
//! read; here are those of templates, and how both fit together.

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};

/// Looks at the headings in the order of the page.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let headings = &subject.facts.headings;
    let trace = |at: usize| {
        let heading = &headings[at];
        Trace::Heading { id: heading.id.clone(), text: heading.text.clone() }
    };
    let first: Vec<usize> = (0..headings.len()).filter(|at| headings[*at].level == 1).collect();
    match first.as_slice() {
        [] => {
            let message = "the page has no first-level heading, which says what the page is about";
            let help = "add to the template: <h1>{{ page.title }}</h1>";
            out.push(UnplacedFault::error("heading-one", Trace::Template, message, help));
        }
        [_] => {}
        [_, second, ..] => {
            let message = "the page has a second first-level heading";
            let help = "keep the title of the page, and make this one a second-level heading";
            // The title may stand in the template below a text that has one of its own.
            let of_text = first.iter().find(|at| subject.origins.is_text(&headings[**at].place)).unwrap_or(second);
            out.push(UnplacedFault::error("heading-one", trace(*of_text), message, help).at(&headings[*of_text].place));
        }
    }
    let skips = |at: &usize| headings[*at].level > headings[at - 1].level + 1;
    if let Some(at) = (1..headings.len()).find(skips) {
        let (above, own) = (headings[at - 1].level, headings[at].level);
        let message = format!("a level {own} heading follows a level {above} heading, so a level is missing");
        let help = format!("change it to level {}", above + 1);
        out.push(UnplacedFault::warning("heading-order", trace(at), message, help).at(&headings[at].place));
    }
}
