//! Tags that have no end, or that end far behind the place where they were meant to: a browser leaves out all that they
//! take in. Source: HTML Standard, 13.2.5 (a tag at the end of the text is no tag).

use super::addresses::attribute_places;
use super::tokens::{HtmlToken, Positions, tokenize};

/// A tag whose end is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnclosedTag {
    /// Nothing ends the tag that begins at this byte.
    Tag(usize),
    /// A quotation mark at this byte is closed by that of another tag.
    Quote(usize),
}

/// The first tag of a text without its end.
pub fn unclosed_tag(html: &str) -> Option<UnclosedTag> {
    // Nearly every text has both, each with its partner, and need not be read.
    let is_open = html.rfind('<') > html.rfind('>');
    let is_odd = memchr::memchr_iter(b'"', html.as_bytes()).count() % 2 == 1 || html.contains("='");
    if !is_open && !is_odd {
        return None;
    }
    let mut end = 0;
    let mut quote = None;
    tokenize(html, Positions::Wanted, |token, at| {
        end = end.max(at.end);
        let (None, HtmlToken::Start(tag)) = (quote, token) else { return };
        if !tag.attrs.iter().any(|it| it.value.contains('<')) {
            return;
        }
        let Some(text) = html.get(at.clone()) else { return };
        let holds_tag = |value: &str| {
            value.match_indices('<').any(|(at, _)| {
                let name = value[at + 1..].trim_start_matches('/');
                name.starts_with(|c: char| c.is_ascii_alphabetic()) && value[at..].contains(['>', '='])
            })
        };
        let mut places = attribute_places(text).into_iter();
        quote = places
            .find(|(_, place)| text.get(place.clone()).is_some_and(holds_tag))
            .map(|(_, place)| at.start + place.start);
    });
    // What a tag that never ends has taken in is no token.
    let rest = html.get(end..)?;
    let begins = |at: &usize| {
        let name = rest[at + 1..].trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let open = rest.match_indices('<').map(|(at, _)| at).find(begins);
    quote.map(UnclosedTag::Quote).or(open.map(|at| UnclosedTag::Tag(end + at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_without_their_end_are_found() {
        for (html, expected) in [
            ("<p title=\"a>EMERG: call</p>\n", Some(UnclosedTag::Tag(0))),
            ("<p>a</p>\n<details open\nEMERGENCY call", Some(UnclosedTag::Tag(9))),
            ("a</p", Some(UnclosedTag::Tag(1))),
            ("<p title=\"a>one</p>\n<p class=\"b\">two</p>", Some(UnclosedTag::Quote(10))),
            ("<p title=\"a > b\">a < b</p>", None),
            ("<img alt=\"a <b\">", None),
            ("<!-- <p -->", None),
            ("one <br> two", None),
        ] {
            assert_eq!(unclosed_tag(html), expected, "{html}");
        }
    }
}
