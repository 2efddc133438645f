//! HTML inside Markdown on a site that keeps all of it: written as it is, but its addresses of the site lead where those of
//! Markdown lead.

use std::ops::Range;

use super::reader::Reader;
use super::sanitize::nests;
use crate::page::{Filling, LinkKind};
use vertebra_base::link::{AddressKind, Link as Address};
use vertebra_base::span::Span;
use vertebra_html::{HtmlPiece, MOST_ATTRIBUTES, TagPlaces, pieces, value_place};

/// Which attributes of which elements lead to something of the site.
const ADDRESSES: [(&str, &[&str]); 3] =
    [("href", &["a", "area"]), ("src", &["img", "video", "audio", "source", "track"]), ("poster", &["video"])];

impl Reader<'_, '_> {
    /// Writes it, and takes note of the elements it opens and closes, of its ids and of its addresses.
    pub fn keep(&mut self, html: &str, range: Range<usize>) {
        let whole = self.trimmed_span(range.clone());
        let mut in_file = TagPlaces::new(self.task.prepared.source(range.clone()));
        let mut written = TagPlaces::new(html);
        let mut done = 0;
        for piece in pieces(html) {
            match piece {
                HtmlPiece::Start { name, attributes } => {
                    let tag = in_file.next(&format!("<{name}"));
                    let own = written.next(&format!("<{name}"));
                    let span = self.span(range.start + tag.start..range.start + tag.end);
                    if nests(&name) {
                        self.open_element(&name, span);
                    }
                    for (attribute, value) in &attributes {
                        if attribute == "id" {
                            self.html_id(value, whole);
                        }
                        // A tag that is told for its many attributes is not looked through for each of them.
                        let leads =
                            ADDRESSES.iter().any(|(it, elements)| it == attribute && elements.contains(&&*name))
                                && attributes.len() <= MOST_ATTRIBUTES
                                && is_of_site(value);
                        let place = leads.then(|| value_place(&html[own.clone()], attribute, value)).flatten();
                        if let Some(place) = place {
                            let place = own.start + place.start..own.start + place.end;
                            let before = html[done..place.start].trim_end_matches(['"', '\'']);
                            self.at.push(before);
                            self.kept_address(&name, (attribute, value), span);
                            done = place.end + usize::from(html[place.end..].starts_with(['"', '\'']));
                        }
                    }
                }
                HtmlPiece::End(name) => {
                    in_file.next(&format!("</{name}"));
                    written.next(&format!("</{name}"));
                    self.close_element(&name);
                }
                HtmlPiece::Text(_) | HtmlPiece::Comment(_) | HtmlPiece::Other => {}
            }
        }
        self.at.push(&html[done..]);
    }

    fn kept_address(&mut self, element: &str, (attribute, value): (&str, &str), tag: Span) {
        let source = self.task.file.get(tag.range()).unwrap_or("");
        let own = value_place(source, attribute, value)
            .map_or(tag, |it| Span::new(tag.start as usize + it.start, tag.start as usize + it.end));
        let kind = if matches!(element, "a" | "area") { LinkKind::Link } else { LinkKind::Embedded };
        let link = self.add_link(value.to_owned(), kind, own);
        self.at.push("\"");
        self.at.hole(Filling::Address(link));
        self.at.push("\"");
    }
}

/// Whether an address leads to a page or a file of the site, so that it can be followed.
fn is_of_site(address: &str) -> bool {
    !address.is_empty() && !address.contains(['{', '&']) && Address::parse(address).kind == AddressKind::Site
}
