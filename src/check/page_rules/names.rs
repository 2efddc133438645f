//! Things that people cannot see must have a name: links, buttons, pictures. And an id is given once.
//!
//! Sources: WCAG 2.2, 1.1.1 (pictures), 2.4.4 and 4.1.2 (names); HTML, section 3.2.3.1 (ids).

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_html::TagRange;

/// Looks for what has no name, or a name that something else has.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let facts = subject.facts;
    for link in facts.links.iter().filter(|link| link.name.as_deref() == Some("")) {
        let trace = Trace::Link { href: link.href.clone(), name: String::new() };
        let message = "this link has no text, so screen reader users cannot tell where it goes";
        let help = "write where it goes between the square brackets, or describe the image in it";
        out.push(UnplacedFault::error("link-nameless", trace, message, help).at(&link.place));
    }
    if let Some(place) = first_of(subject, &facts.nameless_buttons) {
        let message = "this button has no text, so screen reader users cannot tell what it does";
        let help = "write what it does between <button> and </button>, or as aria-label";
        out.push(UnplacedFault::error("button-nameless", Trace::Template, message, help).at(place));
    }
    for picture in &facts.without_alt {
        let message = "this image has no description (alt text) for people who cannot see it";
        let help = "add alt=\"…\" to its tag, or alt=\"\" if it is only decoration";
        out.push(
            UnplacedFault::error("image-alt", Trace::Text(vec![picture.url.clone()]), message, help).at(&picture.place),
        );
    }
    for second in facts.repeated_ids() {
        let id = &second.id;
        // The text can be changed by whoever wrote it, the template only by a few.
        let of_text = facts.ids.iter().find(|it| it.id == *id && subject.origins.is_text(&it.place));
        let place = &of_text.unwrap_or(second).place;
        let texts = vec![format!("{{#{id}}}"), format!("id=\"{id}\""), format!("id={id}"), format!("id='{id}'")];
        let message = format!("the id \"{id}\" is used twice on this page, so links reach only the first one");
        let help = "give one of them another id";
        out.push(UnplacedFault::error("id-repeated", Trace::Text(texts), message, help).at(place));
    }
}

/// Of several places, the first in the text of the page, else the first.
fn first_of<'a>(subject: &PageUnderCheck, places: &'a [TagRange]) -> Option<&'a TagRange> {
    places.iter().find(|place| subject.origins.is_text(place)).or(places.first())
}
