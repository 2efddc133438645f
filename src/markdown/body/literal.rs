//! Signs that would mean something to the parser and mean only themselves: those in addresses, brackets inside the words of
//! a link, colons that define nothing. They are masked before it sees them.

use memchr::memmem;

use super::bare_address;
use super::mask::{SIGNS, mask};
use super::prepare::{LONGEST_VALUE, Prepared, opens_line};

impl Prepared<'_> {
    /// Whether a place in the body is part of what has been masked as a word.
    fn is_in_value(&self, at: usize) -> bool {
        self.values.iter().any(|value| value.contains(&(self.body_start + at)))
    }

    pub fn find_addresses(&mut self, body: &str, masks: &mut Vec<(usize, String)>) {
        self.addresses = bare_address::may_hold(body);
        if !self.addresses {
            return;
        }
        for range in bare_address::with_marks(body) {
            let is_masked = self.is_in_value(range.start) || self.is_in_value(range.end - 1);
            if let Some(word) = mask(self.values.len(), range.len()).filter(|_| !is_masked) {
                masks.push((range.start, word));
                self.values.push(self.body_start + range.start..self.body_start + range.end);
            }
        }
    }

    /// The inner brackets of `[[words]](address)` and `[[words]][name]`.
    pub fn find_brackets(&mut self, body: &str, masks: &mut Vec<(usize, String)>) {
        for at in memmem::find_iter(body.as_bytes(), "]]") {
            let rest = &body[at + 2..];
            let is_link = match rest.as_bytes().first() {
                Some(b'(') => rest.find([')', ' ', '\n']).is_some_and(|end| {
                    let after = rest[end..].trim_start_matches(' ');
                    rest[end..].starts_with(')') || after.starts_with(['"', '\''])
                }),
                Some(b'[') => rest.find([']', '\n']).is_some_and(|end| rest[end..].starts_with(']')),
                _ => false,
            };
            let from = body.floor_char_boundary(at.saturating_sub(LONGEST_VALUE));
            let open = body[from..at].rfind(['[', ']', '\n']).map(|open| from + open);
            let Some(open) = open.filter(|open| is_link && body[..=*open].ends_with("[[")) else { continue };
            if !self.is_in_value(open) && !self.is_in_value(at) {
                masks.push((open, SIGNS[1].0.to_owned()));
                masks.push((at, SIGNS[2].0.to_owned()));
                self.signs = true;
            }
        }
    }

    pub fn find_colons(&mut self, body: &str, masks: &mut Vec<(usize, String)>) {
        let bytes = body.as_bytes();
        for at in memchr::memchr_iter(b':', bytes) {
            let begins = matches!(at.checked_sub(1).map(|at| bytes[at]), None | Some(b'\n' | b' ' | b'\t' | b'>'));
            let defines = bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace());
            if !begins || defines || bytes[at..].starts_with(b":::") || aligns(&body[at..]) {
                continue;
            }
            let line = body[..at].rfind('\n').map_or(0, |newline| newline + 1);
            if opens_line(&body[line..at]) && !self.is_in_value(at) {
                masks.push((at, SIGNS[0].0.to_owned()));
                self.signs = true;
            }
        }
    }
}

/// Whether a line is the one of hyphens below the heading of a table: `:--|--:`.
fn aligns(line: &str) -> bool {
    let line = line.lines().next().unwrap_or("");
    // `:-|` is a face.
    line.contains('-')
        && line.trim_end().trim_end_matches('|').contains('|')
        && line.chars().all(|c| matches!(c, ':' | '-' | '|' | ' ' | '\t'))
}
