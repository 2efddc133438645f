//! The place of a scan in its text, and the small steps it takes.

use std::ops::Range;

use super::fault::{What, YamlFault};

/// Nesting beyond this is refused: no data needs it, and the scan calls itself once for each level.
const DEEPEST: usize = 60;

/// The scan in motion. `outline` follows lines with it, `inline` what stands inside one value.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) pos: usize,
    pub(super) line: usize,
    depth: usize,
    started: bool,
    pub(super) anchors: Vec<&'t str>,
    pub(super) faults: Vec<YamlFault>,
    pub(super) too_deep: Option<usize>,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Scan {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            line: 0,
            depth: 0,
            started: false,
            anchors: Vec::new(),
            faults: Vec::new(),
            too_deep: None,
        }
    }

    /// Moves to the next thing that is neither blank nor a comment; gives its column. Stays where it is when it is
    /// there already.
    pub(super) fn next_content(&mut self) -> Option<usize> {
        loop {
            let run = self.blanks();
            if run.start == self.line {
                self.tab_fault(What::TabAtStart, run);
            }
            match self.here()? {
                b'\r' => self.pos += 1,
                b'\n' => {
                    self.pos += 1;
                    self.line = self.pos;
                }
                b'#' => self.pos = self.line_end(self.pos),
                b'-' | b'.' if self.pos == self.line && self.document_mark() => {
                    if self.started {
                        let at = self.pos..self.pos + 3;
                        self.fault(What::SecondDocument, at.clone(), at);
                    }
                    self.pos += 3;
                }
                _ => {
                    self.started = true;
                    return Some(self.pos - self.line);
                }
            }
        }
    }

    fn document_mark(&self) -> bool {
        let rest = &self.bytes[self.pos..];
        (rest.starts_with(b"---") || rest.starts_with(b"..."))
            && rest.get(3).is_none_or(|b| is_blank(*b) || is_break(*b))
    }

    /// Passes blanks.
    fn blanks(&mut self) -> Range<usize> {
        let start = self.pos;
        while self.here().is_some_and(is_blank) {
            self.pos += 1;
        }
        start..self.pos
    }

    /// Reports a tab among the blanks before something; those at the end of a line, or before a remark, do no harm.
    fn tab_fault(&mut self, what: What, run: Range<usize>) {
        let matters = self.here().is_some_and(|byte| !is_break(byte) && byte != b'#');
        if let Some(tab) = run.clone().find(|at| matters && self.bytes[*at] == b'\t') {
            self.fault(what, tab..tab + 1, run);
        }
    }

    /// A key and the place of its colon, when the line from here on begins with one.
    pub(super) fn key_ahead(&self) -> Option<(Range<usize>, usize)> {
        let end = self.line_end(self.pos);
        let first = self.here()?;
        let ends_key = |at: usize| self.bytes.get(at + 1).is_none_or(|b| is_blank(*b) || is_break(*b));
        if matches!(first, b'"' | b'\'') {
            let close = self.closing_quote(self.pos, end)?;
            let mut colon = close + 1;
            while colon < end && is_blank(self.bytes[colon]) {
                colon += 1;
            }
            return (self.bytes.get(colon) == Some(&b':') && ends_key(colon)).then_some((self.pos + 1..close, colon));
        }
        if matches!(first, b'[' | b'{' | b'#' | b'|' | b'>' | b'@' | b'`' | b'%' | b'&' | b'*' | b'!' | b':') {
            return None;
        }
        let mut before = first;
        for at in self.pos..end {
            match self.bytes[at] {
                b':' if ends_key(at) => return Some((self.pos..self.trimmed(self.pos, at), at)),
                b'#' if is_blank(before) => return None,
                byte => before = byte,
            }
        }
        None
    }

    /// Passes the space before a value; a tab there is a fault.
    pub(super) fn gap(&mut self, what: What) {
        let run = self.blanks();
        self.tab_fault(what, run);
    }

    /// Passes `&name ` and remembers the name, when something follows that it can mean.
    pub(super) fn anchor(&mut self) {
        if self.here() != Some(b'&') {
            return;
        }
        let rest = &self.text[self.pos + 1..self.line_end(self.pos)];
        let name = rest.split([' ', '\t']).next().unwrap_or("");
        let after = self.pos + 1 + name.len();
        let value = rest[name.len()..].trim();
        // `&Sons is a firm`: a text that nothing refers to by that name was meant whole.
        let is_text = value.starts_with(char::is_alphanumeric);
        let is_named = !is_text || self.text[after..].contains(&format!("*{name}"));
        let means_something = !name.is_empty() && is_named && (!value.is_empty() || self.deeper_line_follows());
        if means_something {
            self.anchors.push(name);
            self.pos = after;
            self.blanks();
        }
    }

    fn deeper_line_follows(&self) -> bool {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let own = indent(&self.text[self.line..]);
        let mut lines = self.text[self.line_end(self.pos)..].lines().skip(1).filter(|line| !line.trim().is_empty());
        lines.next().is_some_and(|line| indent(line) > own || line.trim_start().starts_with("- "))
    }
    pub(super) fn fault(&mut self, what: What, at: Range<usize>, value: Range<usize>) {
        self.faults.push(YamlFault { what, at, value });
    }

    pub(super) fn here(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    pub(super) fn at_hyphen(&self) -> bool {
        self.here() == Some(b'-') && self.bytes.get(self.pos + 1).is_none_or(|b| is_blank(*b) || is_break(*b))
    }

    /// The byte after the last of a line, without its line end.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let end = self.text[from..].find('\n').map_or(self.text.len(), |at| from + at);
        if end > from && self.bytes[end - 1] == b'\r' { end - 1 } else { end }
    }

    pub(super) fn line_start(&self, from: usize) -> usize {
        self.text[..from].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Goes on at the next line when this one is done.
    pub(super) fn set_line(&mut self) {
        self.line = self.line_start(self.pos);
    }

    pub(super) fn rest_of_line(&self) -> Range<usize> {
        self.pos..self.trimmed(self.pos, self.line_end(self.pos))
    }

    /// `end` without the blanks before it.
    pub(super) fn trimmed(&self, start: usize, mut end: usize) -> usize {
        while end > start && (is_blank(self.bytes[end - 1]) || is_break(self.bytes[end - 1])) {
            end -= 1;
        }
        end
    }

    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.too_deep.get_or_insert(self.pos);
            self.pos = self.bytes.len();
        }
        self.too_deep.is_none()
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

pub(super) fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
