//! Addresses that run a program or that are a page of their own, and telephone numbers that no telephone can dial: whatever
//! put them there, a template, a field, a setting, a data file.
//!
//! The texts of fields are looked at where they are read; what a theme makes of them is seen only here.

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_base::link::{AddressKind, Link, UNSAFE};
use vertebra_html::LoadKind;

/// Looks at every address of the page. Pictures and styles may lie inside the page; links, forms and frames must not.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let facts = subject.facts;
    let links = facts.links.iter().map(|link| (link.href.as_str(), &link.place, true));
    let loads = facts.loads.iter().map(|load| {
        let is_opened = matches!(load.kind, LoadKind::Frame | LoadKind::Form);
        (load.url.as_str(), &load.place, is_opened)
    });
    for link in facts.links.iter().filter(|link| !Link::parse(&link.href).is_dialled()) {
        let number = Link::parse(&link.href).path;
        // A theme may leave the spaces out of the address, but not out of what it shows.
        let shown = link.name.as_deref().unwrap_or("");
        let shown = shown.find(|c: char| c.is_ascii_digit()).map_or(number, |at| &shown[at..]);
        let trace = Trace::Text(vec![shown.to_owned(), link.href.clone(), number.to_owned()]);
        let message = format!("\"{shown}\" is not one telephone number, so nobody can call it");
        out.push(
            UnplacedFault::error("link-broken", trace, message, "write one number and nothing else, such as 112")
                .at(&link.place),
        );
    }
    for (url, place, is_opened) in links.chain(loads) {
        let link = Link::parse(url);
        if link.kind == AddressKind::Script || is_opened && link.is_unsafe() {
            let (message, help) = UNSAFE;
            out.push(UnplacedFault::error("link-unsafe", Trace::Text(vec![url.to_owned()]), message, help).at(place));
        }
    }
}
