//! Makes the text ready for the Markdown parser: what Markdown does not know is masked by something that it does.
//!
//! 1. The colons of a directive's line (`::: note`, `:::`) become `<?>`, an HTML block of one line: like any HTML
//!    block it ends paragraphs and lists where its indentation says so.
//! 2. `{{ phone x }}` becomes a word of the same length, so that quotation marks, pipes and underscores inside it mean
//!    nothing and a paragraph that holds it is parsed as if it held a word.
//! 3. `{wide caption="…"}` after a picture becomes such a word too.
//! 4. Keys of the front matter that can be cited get empty footnote definitions before the text, so that they can be cited.
//!
//! 5. A colon that begins a line and has no space behind it, such as that of `:-)`, defines nothing (as in PHP Markdown
//!    Extra and Pandoc, where the parser here is laxer): it becomes a character that means nothing.
//! 6. An address in running text that holds signs of Markdown, `https://example.org/a*b*`, becomes a word too.
//! 7. Brackets inside the words of a link, `[[1]](https://example.org)`, become characters that mean nothing: they would
//!    look up the glossary.
//!
//! Masks keep the length, so places in the prepared text are places in the file, less a constant.
//! Where the parser finds a mask in code or HTML, `original` and `restore` bring back what the editor wrote.

use memchr::memmem;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use super::mask::{SIGNS, is_sentinel, mask, unmask};
use super::writer::slice;

/// A `{{ … }}` longer than this is taken for a slip; the limit keeps the search for `}}` linear.
pub const LONGEST_VALUE: usize = 1000;

/// The text for the Markdown parser, and the way back to the file.
pub struct Prepared<'t> {
    /// The whole file.
    file: &'t str,
    pub text: Cow<'t, str>,
    /// Bytes before the body in `text`.
    prefix: usize,
    /// Bytes before the body in `file`.
    pub body_start: usize,
    /// Places of `{{ … }}` in the file; masks name them by number.
    pub values: Vec<Range<usize>>,
    /// Some lines were masked.
    pub fences: bool,
    /// Some `{{` could not be masked.
    pub stray: bool,
    /// Some signs were masked by characters.
    pub signs: bool,
    /// There may be addresses in the text that are to be links.
    pub addresses: bool,
}

impl<'t> Prepared<'t> {
    /// The body as it is, with nothing masked.
    pub fn plain(file: &'t str) -> Self {
        let text = Cow::Borrowed(file);
        Prepared {
            file,
            text,
            prefix: 0,
            body_start: 0,
            values: Vec::new(),
            fences: false,
            stray: false,
            signs: false,
            addresses: false,
        }
    }

    /// Masks directives and makes the keys citable.
    pub fn new<'k>(file: &'t str, body_start: usize, keys: impl Iterator<Item = &'k str>) -> Self {
        let body = slice(file, body_start..file.len());
        let mut prepared = Prepared { body_start, ..Prepared::plain(file) };
        let mut masks = Vec::new();
        prepared.find_fences(body, &mut masks);
        prepared.find_values(body, &mut masks);
        prepared.find_attributes(body, &mut masks);
        prepared.find_addresses(body, &mut masks);
        if !SIGNS.iter().any(|(character, _)| body.contains(character)) {
            prepared.find_colons(body, &mut masks);
            prepared.find_brackets(body, &mut masks);
        }
        let prefix = citable(keys);
        prepared.prefix = prefix.len();
        prepared.text = if masks.is_empty() && prefix.is_empty() {
            Cow::Borrowed(body)
        } else {
            masks.sort_unstable_by_key(|mask| mask.0);
            Cow::Owned(assemble(prefix, body, &masks))
        };
        prepared
    }

    /// The place in the file of a place in the prepared text; `None` for what was added before it.
    pub fn place(&self, at: usize) -> Option<usize> {
        Some(at.checked_sub(self.prefix)? + self.body_start)
    }

    /// What stands in the file at a range of the prepared text.
    pub fn source(&self, range: Range<usize>) -> &'t str {
        match (self.place(range.start), self.place(range.end)) {
            (Some(start), Some(end)) => slice(self.file, start..end),
            _ => "",
        }
    }

    /// The text as the editor wrote it, when `text` is the very piece of the prepared text that begins at `start`.
    pub fn original<'a>(&self, text: &'a str, start: usize) -> &'a str
    where
        't: 'a,
    {
        let same = self.text.as_ptr().wrapping_add(start) == text.as_ptr();
        if same && (self.fences || self.signs || !self.values.is_empty()) {
            self.source(start..start + text.len())
        } else {
            text
        }
    }

    /// Brings `{{ … }}` back into a text that the parser has put together anew, such as an address.
    pub fn restore<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let is_masked = |(character, _): &&(&str, &str)| text.contains(character);
        if !self.signs || !SIGNS.iter().any(|sign| is_masked(&sign)) {
            return self.restore_values(text);
        }
        let text = SIGNS.iter().fold(text.to_owned(), |text, (character, sign)| text.replace(character, sign));
        Cow::Owned(self.restore_values(&text).into_owned())
    }

    fn restore_values<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some((at, number)) = self.next_value(text) else { return Cow::Borrowed(text) };
        let mut out = text[..at].to_owned();
        let mut rest = &text[at..];
        let mut next = Some((0, number));
        while let Some((at, number)) = next {
            out.push_str(&rest[..at]);
            let place = self.values[number].clone();
            rest = &rest[at + place.len()..];
            out.push_str(slice(self.file, place));
            next = self.next_value(rest);
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// The first mask in a text: its place and its number in `values`.
    pub fn next_value(&self, text: &str) -> Option<(usize, usize)> {
        // Every sentinel begins with this byte, which few texts hold.
        if self.values.is_empty() || !text.as_bytes().contains(&0xef) {
            return None;
        }
        text.match_indices(is_sentinel).find_map(|(at, _)| {
            let number = unmask(&text[at..])?;
            let place = self.values.get(number)?;
            text.is_char_boundary(at + place.len()).then_some((at, number))
        })
    }

    fn find_fences(&mut self, body: &str, masks: &mut Vec<(usize, String)>) {
        let mut from = 0;
        while let Some(at) = memmem::find(&body.as_bytes()[from..], b":::").map(|at| at + from) {
            let line = body[from..at].rfind('\n').map_or(from, |newline| from + newline + 1);
            // A list marker or quote mark may stand before the colons; text may not.
            if opens_line(&body[line..at]) {
                masks.push((at, "<?>".to_owned()));
                self.fences = true;
            }
            from = body[at..].find('\n').map_or(body.len(), |newline| at + newline + 1);
        }
    }

    fn find_values(&mut self, body: &str, masks: &mut Vec<(usize, String)>) {
        let mut from = 0;
        while let Some(at) = memmem::find(&body.as_bytes()[from..], b"{{").map(|at| at + from) {
            let escaped = body[from..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            let length = if escaped { None } else { value_length(&body[at..]) };
            from = at + 2;
            let Some(length) = length else {
                self.stray = true;
                continue;
            };
            match mask(self.values.len(), length) {
                Some(word) => {
                    masks.push((at, word));
                    self.values.push(self.body_start + at..self.body_start + at + length);
                    from = at + length;
                }
                None => self.stray = true,
            }
        }
    }
}

impl Prepared<'_> {
    /// Whether braces really follow a picture is known only to the parser; those that do not are printed as written.
    fn find_attributes(&mut self, body: &str, masks: &mut Vec<(usize, String)>) {
        if memmem::find(body.as_bytes(), b"![").is_none() {
            return;
        }
        let values = self.values.len();
        let mut from = 0;
        while let Some(at) = memchr::memchr(b'{', &body.as_bytes()[from..]).map(|at| at + from) {
            from = at + 1;
            let before = &body[..at];
            let paragraph = &before[before.rfind("\n\n").unwrap_or(0)..];
            // `{#id}` and `{.class}` belong to a heading.
            let is_of_heading = body[from..].starts_with(['#', '.']);
            if is_of_heading || !before.ends_with([')', ']']) || !paragraph.contains("![") {
                continue;
            }
            let Some(length) = attributes_length(&body[at..]) else { continue };
            // A `{{ … }}` may hold anything in quotes, and masks never overlap.
            let place = self.body_start + at..self.body_start + at + length;
            let last = self.values[..values].partition_point(|value| value.start < place.end);
            if self.values[..last].last().is_some_and(|value| value.end > place.start) {
                continue;
            }
            if let Some(word) = mask(self.values.len(), length) {
                masks.push((at, word));
                self.values.push(place);
                from = at + length;
            }
        }
    }
}

/// The length of `{…}` at the start of a text, if it is on one line and holds no other braces.
pub fn attributes_length(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < LONGEST_VALUE) {
        match c {
            '{' if at == 0 => {}
            _ if at == 0 => return None,
            '\n' | '\r' | '`' => return None,
            // A value inside has a mask of its own.
            '{' if !quoted || text[at..].starts_with("{{") => return None,
            '"' | '“' | '”' => quoted = !quoted,
            '}' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Definitions for the keys, shut off from what follows by a comment. Standing first they are safe from an unclosed
/// code block at the end of the text.
fn citable<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    let mut prefix = String::new();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/');
    for key in keys.filter(|key| !key.is_empty() && key.chars().all(plain)) {
        let _ = writeln!(prefix, "[^{key}]: .");
    }
    if !prefix.is_empty() {
        prefix.push_str("<!-- -->\n");
    }
    prefix
}

fn assemble(mut out: String, body: &str, masks: &[(usize, String)]) -> String {
    out.reserve(body.len());
    let mut done = 0;
    for (at, word) in masks {
        // A value inside a directive's line lies behind its colons, so masks never overlap.
        out.push_str(slice(body, done..*at));
        out.push_str(word);
        done = at + word.len();
    }
    out.push_str(slice(body, done..body.len()));
    out
}

/// Whether a line may begin here: only marks of lists and quotations stand before.
pub fn opens_line(before: &str) -> bool {
    let mut rest = before.trim_start_matches([' ', '\t', '>']);
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let marker =
            if digits > 0 { rest[digits..].strip_prefix(['.', ')']) } else { rest.strip_prefix(['-', '*', '+']) };
        match marker {
            Some(after) if after.starts_with([' ', '\t']) => rest = after.trim_start_matches([' ', '\t', '>']),
            _ => return false,
        }
    }
    true
}

/// The length of `{{ name … }}` at the start of a text, if it is one and on one line.
fn value_length(text: &str) -> Option<usize> {
    if !text[2..].trim_start_matches([' ', '\t']).starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let mut unquoted_end = None;
    for (at, c) in text.char_indices().skip(2).take_while(|(at, _)| *at < LONGEST_VALUE) {
        let closes = text[at..].starts_with("}}");
        match (quote, c) {
            (_, '\n' | '\r' | '`' | '<') => break,
            (None, '{') => break,
            (None, '}') if closes => return Some(at + 2),
            (None, '"' | '“') => quote = Some(c),
            (Some(_), '"' | '”') => quote = None,
            (Some(_), '}') if closes && unquoted_end.is_none() => unquoted_end = Some(at + 2),
            _ => {}
        }
    }
    // A quotation mark that is never closed does not swallow the braces.
    unquoted_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_value() {
        for (text, expected) in [
            ("{{ phone x }} y", Some(13)),
            ("{{a}}", Some(5)),
            ("{{ a b=\"}}\" }}", Some(14)),
            ("{{ a b=\"c }} d", Some(12)),
            ("{{ a", None),
            ("{{ a\n}}", None),
            ("{{` and `}}", None),
            ("{{ 5 }}", None),
            ("{{ a {{ b }}", None),
        ] {
            assert_eq!(value_length(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_a_line_of_a_directive() {
        for before in ["", "  ", "> ", ">> ", "- ", "1. ", "> - ", "- > "] {
            assert!(opens_line(before), "{before:?}");
        }
        for before in ["a ", "-", "1.", "a. ", "**"] {
            assert!(!opens_line(before), "{before:?}");
        }
    }

    #[test]
    fn places_are_kept() {
        let file = "---\n---\nä {{ a b }} c\n::: note\n";
        let prepared = Prepared::new(file, 8, ["key", "bad key"].into_iter());
        assert!(prepared.text.starts_with("[^key]: .\n<!-- -->\nä \u{fdd0}Azzzz"), "{}", prepared.text);
        assert!(prepared.text.ends_with(" c\n<?> note\n"));
        let at = prepared.text.find("<?>").unwrap();
        assert_eq!(prepared.source(at..at + 3), ":::");
        assert_eq!(prepared.restore(&prepared.text), prepared.text.replace("\u{fdd0}Azzzzz", "{{ a b }}"));
    }
}
