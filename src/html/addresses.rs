//! Attributes that take an address, and where their values stand in a tag: for those who write a page for another place.
//!
//! Source: HTML Standard, "Attributes" (those whose value is a URL, or a list of them).

use std::ops::Range;

use super::srcset::candidates;
use super::tokens::{HtmlToken, Positions, tokenize};

/// Attributes whose value is an address.
const ONE: [&str; 12] = [
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "itemid",
    "longdesc",
    "manifest",
    "poster",
    "src",
    "xlink:href",
];

/// Attributes whose value is a list of addresses to choose from.
const SOME: [&str; 2] = ["imagesrcset", "srcset"];

/// Where each address in the tags of a text stands, in its order. An address in an attribute without quotes is one too.
pub fn addresses(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    tokenize(html, Positions::Wanted, |token, at| {
        let (HtmlToken::Start(_), Some(tag)) = (token, html.get(at.clone())) else { return };
        for (name, value) in attribute_places(tag) {
            let Some(text) = tag.get(value.clone()) else { continue };
            let from = at.start + value.start;
            let is_of = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
            if is_of(&ONE) {
                found.push(from..from + text.len());
            } else if is_of(&SOME) {
                found.extend(candidates(text).map(|it| from + it.at..from + it.at + it.url.len()));
            }
        }
    });
    found
}

/// The attributes of a start tag as it is written: the name of each, and the bytes of its value without quotes.
pub fn attribute_places(tag: &str) -> Vec<(&str, Range<usize>)> {
    let bytes = tag.as_bytes();
    let skip = |from: usize, is: &dyn Fn(u8) -> bool| {
        from + bytes[from.min(bytes.len())..].iter().take_while(|byte| is(**byte)).count()
    };
    let is_between = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/');
    let mut all = Vec::new();
    let mut at = skip(1, &|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'));
    loop {
        let start = skip(at, &is_between);
        let end = skip(start, &is_name);
        if end == start {
            return all;
        }
        at = skip(end, &|byte| byte.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            continue;
        }
        let from = skip(at + 1, &|byte| byte.is_ascii_whitespace());
        let value = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => from + 1..skip(from + 1, &|byte| byte != *quote),
            _ => from..skip(from, &|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
        at = if value.start > from { value.end + 1 } else { value.end };
        all.push((&tag[start..end], value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<&str> {
        addresses(html).into_iter().map(|at| &html[at]).collect()
    }

    #[test]
    fn every_attribute_that_takes_an_address_is_found() {
        assert_eq!(found("<a href=\"/a\" title=\"/no\">src=\"/no\"</a>"), ["/a"]);
        assert_eq!(found("<VIDEO controls SRC='/v' poster=/p><img src = \"/i\"/>"), ["/v", "/p", "/i"]);
        assert_eq!(found("<img alt=\"a > b\" srcset=\"/a,1.jpg 1x, /b.jpg 2x\">"), ["/a,1.jpg", "/b.jpg"]);
        assert_eq!(found("<blockquote cite=\"/q\"><form action=\"\"><object data=/o>"), ["/q", "", "/o"]);
        assert_eq!(found("<svg><use xlink:href=\"#x\"/></svg><a data-href=\"/no\" =\"/no\" href>"), ["#x"]);
        assert_eq!(found("<!-- <a href=\"/no\"> --><script>x = '<a href=\"/no\">'</script>é<a href=/é>"), ["/é"]);
    }

    #[test]
    fn a_tag_that_is_cut_off_is_read_to_its_end() {
        for tag in ["<a", "<a href", "<a href=", "<a href=\"", "<a href='/x", "<a =\"", "<a/ /", "<"] {
            let _ = attribute_places(tag);
        }
        assert_eq!(attribute_places("<a href='/x"), [("href", 9..11)]);
    }
}
