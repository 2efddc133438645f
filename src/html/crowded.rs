//! Tags with more attributes than any page has. A reader that works as browsers do compares each attribute of a tag with all
//! before it, so that one tag of a hundred thousand would keep it busy for minutes.
//!
//! Source of the states: HTML Standard, 13.2.5.32 to 13.2.5.40.

use std::ops::Range;

/// How many attributes of a tag are read.
pub const MOST_ATTRIBUTES: usize = 1_000;

/// Elements whose contents are text, in which nothing is a tag but their own end.
const TEXT: [&str; 9] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// The parts of all tags behind their first [`MOST_ATTRIBUTES`] attributes, in bytes: from behind the last one that is read
/// to before the end of the tag. Works on SVG as well.
pub fn crowded(html: &str) -> Vec<Range<usize>> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    // An attribute takes two bytes at least.
    if bytes.len() < MOST_ATTRIBUTES * 2 {
        return found;
    }
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end);
        } else if bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            let name = at;
            let (end, rest) = tag(bytes, at);
            found.extend(rest);
            at = end;
            let name = name_at(&html[name..]);
            if TEXT.iter().any(|text| text.eq_ignore_ascii_case(name)) {
                at += end_of_text(&bytes[at..], name);
            }
        }
    }
    found
}

fn name_at(rest: &str) -> &str {
    &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())]
}

/// Where the contents of an element of text end.
fn end_of_text(bytes: &[u8], name: &str) -> usize {
    let ends = |at: usize| {
        let rest = &bytes[at + 2..];
        rest.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
    };
    memchr::memmem::find_iter(bytes, b"</").find(|at| ends(*at)).unwrap_or(bytes.len())
}

/// Goes through a tag from its name on: where its `>` is, and what of it is too much.
fn tag(bytes: &[u8], start: usize) -> (usize, Option<Range<usize>>) {
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
    let while_in = |mut at: usize, goes_on: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|byte| goes_on(*byte)) {
            at += 1;
        }
        at
    };
    // The slash of an end tag stands before its name.
    let name = start + usize::from(bytes.get(start) == Some(&b'/'));
    let mut at = while_in(name, &|byte| !is_space(byte) && !matches!(byte, b'>' | b'/'));
    let (mut count, mut last) = (0, None);
    loop {
        at = while_in(at, &|byte| is_space(byte) || byte == b'/');
        match bytes.get(at) {
            None => return (bytes.len(), None),
            Some(b'>') => return (at, last.filter(|last| *last < at).map(|last| last..at)),
            Some(_) => {}
        }
        at = while_in(at + 1, &|byte| !is_space(byte) && !matches!(byte, b'=' | b'>' | b'/'));
        let value = while_in(at, &is_space);
        if bytes.get(value) == Some(&b'=') {
            at = while_in(value + 1, &is_space);
            at = match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    memchr::memchr(*quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + end + 2)
                }
                _ => while_in(at, &|byte| !is_space(byte) && byte != b'>'),
            };
        }
        count += 1;
        if count == MOST_ATTRIBUTES {
            last = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(count: usize) -> String {
        (0..count).map(|at| format!(" a{at}=\">\"")).collect()
    }

    #[test]
    fn the_attributes_of_each_tag_are_counted() {
        let filler = "words ".repeat(MOST_ATTRIBUTES);
        for (html, expected) in [
            (format!("<p{}>{filler}", attributes(MOST_ATTRIBUTES)), ""),
            (format!("<p{} b/>{filler}", attributes(MOST_ATTRIBUTES)), " b/"),
            (format!("{filler}<a{} href = 'x' y><b z>", attributes(MOST_ATTRIBUTES)), " href = 'x' y"),
            // No tags: words, remarks, the text of a script, a tag that never ends.
            (format!("a < b {filler}"), ""),
            (format!("<!-- <p{}> -->", attributes(MOST_ATTRIBUTES + 1)), ""),
            (format!("<script>if (a<b {filler}) x</script>"), ""),
            (format!("<p{}", attributes(MOST_ATTRIBUTES + 1)), ""),
            (format!("</p{} b>", attributes(MOST_ATTRIBUTES)), " b"),
        ] {
            let found: String = crowded(&html).into_iter().map(|range| html[range].to_owned()).collect();
            assert_eq!(found, expected, "{}", html.chars().take(40).collect::<String>());
        }
    }
}
