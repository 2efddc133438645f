//! HTML inside Markdown on a site that keeps all of it: written as it is, but its addresses of the site lead where those of
//! Markdown lead.

use std::ops::Range;

use super::raw::nests;
use super::reader::Reader;
use crate::page::{Filling, LinkKind};
use vertebra_base::link::{AddressKind, Link as Address};
use vertebra_base::span::Span;
use vertebra_html::{HtmlPiece, pieces};

/// Which attributes of which elements lead to something of the site.
const ADDRESSES: [(&str, &[&str]); 3] =
    [("href", &["a", "area"]), ("src", &["img", "video", "audio", "source", "track"]), ("poster", &["video"])];

impl Reader<'_, '_> {
    /// Writes it, and takes note of the elements it opens and closes, of its ids and of its addresses.
    pub fn keep(&mut self, html: &str, range: Range<usize>) {
        let whole = self.trimmed_span(range.clone());
        let mut in_file = Places { source: self.task.prepared.source(range.clone()), at: 0 };
        let mut written = Places { source: html, at: 0 };
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
                        let leads =
                            ADDRESSES.iter().any(|(it, elements)| it == attribute && elements.contains(&&*name));
                        let place = value_place(&html[own.clone()], attribute, value);
                        if let Some(place) = place.filter(|_| leads && is_of_site(value)) {
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

/// Where the value of an attribute stands in a tag, without its quotes.
pub fn value_place(tag: &str, attribute: &str, value: &str) -> Option<Range<usize>> {
    let names = |at: &usize| {
        let before = tag[..*at].strip_suffix(['"', '\'']).unwrap_or(&tag[..*at]).trim_end();
        let name = before.strip_suffix('=').map(str::trim_end);
        name.and_then(|name| name.get(name.len().checked_sub(attribute.len())?..))
            .is_some_and(|name| name.eq_ignore_ascii_case(attribute))
    };
    let at = tag.match_indices(value).map(|(at, _)| at).find(names)?;
    Some(at..at + value.len())
}

/// Finds tags in the file, one after another.
pub struct Places<'t> {
    pub source: &'t str,
    pub at: usize,
}

impl Places<'_> {
    /// The next tag that begins so; the rest of the line when there is none.
    pub fn next(&mut self, tag: &str) -> Range<usize> {
        let rest = &self.source[self.at..];
        let starts = |at: &usize| rest.get(*at..at + tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        let found = rest.match_indices('<').map(|(at, _)| at).find(starts);
        let start = self.at + found.unwrap_or(0);
        let end = self.source[start..].find(['>', '\n']).map_or(self.source.len(), |at| start + at + 1);
        let end = start + self.source[start..end].trim_end().len();
        if found.is_some() {
            self.at = start + tag.len();
        }
        start..end
    }
}
