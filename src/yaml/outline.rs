//! Where things stand in YAML: a scan that follows indentation, brackets and quotes, and remembers places.
//!
//! It decides no values (`raw` does) and refuses nothing: what looks wrong becomes a `Fault`, a guess that `repair`
//! checks against the real reader. Where it cannot follow, a shape is `Unknown` and places fall back to the key.

use std::ops::Range;

use super::cursor::{Scan, is_blank, is_break};
use super::fault::{What, YamlFault};

/// Where a value stands, and what it looks like. Bytes count from the start of the scanned text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub form: Form,
    /// For a text in quotation marks, what is between them.
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Unknown,
    Empty,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<Pair>),
}

/// A key, without its quotation marks, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    pub key: Range<usize>,
    pub value: Shape,
}

/// What the scan found.
#[derive(Debug)]
pub(super) struct Outline {
    pub root: Shape,
    pub faults: Vec<YamlFault>,
    /// Where the nesting passed what we follow.
    pub too_deep: Option<usize>,
}

/// Scans a whole text.
pub(super) fn scan(text: &str) -> Outline {
    let mut scan = Scan::new(text);
    let root = scan.root();
    let mut faults = scan.faults;
    // Looking ahead meets some places twice.
    faults.sort_by_key(|fault| fault.at.start);
    faults.dedup();
    Outline { root, faults, too_deep: scan.too_deep }
}

impl Scan<'_> {
    fn root(&mut self) -> Shape {
        let Some(column) = self.next_content() else { return Shape::new(Form::Empty, 0..0) };
        let first = self.node(column, -1);
        // Only a misplaced line can follow the root. The rest is scanned all the same, for its own faults.
        let mut told = false;
        while let Some(next) = self.next_content() {
            match &first.form {
                _ if told => {}
                Form::Map(pairs) if next < column => {
                    for pair in pairs {
                        let line = self.line_start(pair.key.start);
                        let rest = pair.key.start..self.trimmed(line, self.line_end(line));
                        self.fault(What::Indent(next), line..pair.key.start, rest);
                    }
                }
                Form::Scalar => self.stray_lines(first.span.clone()),
                _ => {}
            }
            told = true;
            let before = self.pos;
            self.node(next, -1);
            if self.pos == before || self.too_deep.is_some() {
                break;
            }
        }
        if matches!(first.form, Form::Scalar) && self.faults.is_empty() {
            self.stray(first.span.start, &[]);
            self.faults.retain(|fault| matches!(fault.what, What::NoSpace));
        }
        first
    }

    /// A value that begins a line, or follows a list's hyphen; `parent` is the column of what holds it.
    fn node(&mut self, column: usize, parent: isize) -> Shape {
        if !self.enter() {
            return Shape::new(Form::Unknown, self.pos..self.pos);
        }
        let shape = if self.at_hyphen() {
            self.list(column, parent)
        } else if self.key_ahead().is_some() || self.at_complex_key() {
            self.map(column)
        } else {
            self.inline(parent)
        };
        self.leave();
        shape
    }

    fn map(&mut self, column: usize) -> Shape {
        let start = self.pos;
        let (mut pairs, mut end, mut inner) = (Vec::new(), start, column);
        loop {
            match self.key_ahead() {
                Some((key, colon)) if !self.at_hyphen() => {
                    self.pos = colon + 1;
                    let value = self.value_of_key(column, &key);
                    end = value.span.end.max(key.end);
                    inner = self.inner_column(&value, column);
                    pairs.push(Pair { key, value });
                }
                _ => {
                    self.stray(self.pos, &pairs);
                    self.pos = self.line_end(self.pos);
                }
            }
            // A field that begins too far to the right is read as one of ours; any other such line is passed over.
            let goes_on = loop {
                match self.next_content() {
                    Some(next) if next == column => break true,
                    Some(next) if next > column => {
                        let rest = self.pos..self.line_end(self.pos);
                        let field = self.key_ahead().is_some() && !self.at_hyphen();
                        self.fault(What::Indent(inner), self.line..self.pos, rest.clone());
                        if field {
                            break true;
                        }
                        self.pos = rest.end;
                    }
                    _ => break false,
                }
            };
            if !goes_on || self.too_deep.is_some() {
                return Shape::new(Form::Map(pairs), start..end);
            }
        }
    }

    /// The column at which the parts of a nested value begin; that of its holder when it is no list or map.
    fn inner_column(&self, value: &Shape, holder: usize) -> usize {
        let first = match &value.form {
            Form::Map(pairs) => pairs.first().map(|pair| pair.key.start),
            Form::List(_) => Some(value.span.start),
            _ => None,
        };
        match first.map(|at| at - self.line_start(at)) {
            Some(column) if !matches!(self.bytes[value.span.start], b'[' | b'{') => column.max(holder),
            _ => holder,
        }
    }

    fn value_of_key(&mut self, column: usize, key: &Range<usize>) -> Shape {
        self.gap(What::TabAfterColon);
        self.anchor();
        let Some(byte) = self.here() else { return Shape::new(Form::Empty, key.clone()) };
        if byte != b'#' && !is_break(byte) {
            return self.inline(column as isize);
        }
        let (at, line) = (self.pos, self.line);
        match self.next_content() {
            Some(next) if next > column => self.node(next, column as isize),
            Some(next) if next == column && self.at_hyphen() => self.list(next, column as isize),
            _ => {
                (self.pos, self.line) = (at, line);
                let hidden = self.rest_of_line();
                let remark = self.text[hidden.clone()].trim_start_matches('#');
                // `#4` and `# 4` are numbers of something; words behind a space are a remark about what is not there.
                let is_meant = !remark.starts_with([' ', '\t', '\r', '\n']) && !remark.is_empty();
                if byte == b'#' && (is_meant || remark.trim_start().starts_with(|c: char| c.is_ascii_digit())) {
                    self.fault(What::Hash, at..hidden.end, hidden.clone());
                }
                self.pos = hidden.end;
                Shape::new(Form::Empty, key.clone())
            }
        }
    }

    fn list(&mut self, column: usize, parent: isize) -> Shape {
        let start = self.pos;
        let (mut items, mut end) = (Vec::new(), start);
        loop {
            let hyphen = self.pos;
            self.pos += 1;
            self.gap(What::TabAfterHyphen);
            self.anchor();
            let item = match self.here() {
                Some(byte) if byte != b'#' && !is_break(byte) => self.node(self.pos - self.line, column as isize),
                _ => match self.next_content() {
                    Some(next) if next > column => self.node(next, column as isize),
                    _ => Shape::new(Form::Empty, hyphen..hyphen + 1),
                },
            };
            end = end.max(item.span.end);
            let inner = self.inner_column(&item, column);
            items.push(item);
            // Lines that belong to no item are reported and passed over, so that the list goes on after them.
            let goes_on = loop {
                match self.next_content() {
                    Some(next) if next == column && self.at_hyphen() => break true,
                    Some(next) if next > column || (next == column && column as isize > parent) => {
                        let rest = self.pos..self.line_end(self.pos);
                        if next == column && self.key_ahead().is_none() {
                            self.fault(What::NoHyphen, rest.clone(), rest);
                        } else {
                            let expected = if next == column { parent.max(0) as usize } else { inner };
                            self.fault(What::Indent(expected), self.line..self.pos, rest);
                        }
                        self.pos = self.line_end(self.pos);
                    }
                    _ => break false,
                }
            };
            if !goes_on || self.too_deep.is_some() {
                return Shape::new(Form::List(items), start..end);
            }
        }
    }

    fn stray_lines(&mut self, span: Range<usize>) {
        let mut at = span.start;
        while at < span.end {
            self.stray(at, &[]);
            at = self.line_end(at);
            at += self.text[at..].len() - self.text[at..].trim_start().len();
        }
    }

    /// `? ` and `: ` at the start of a line: a way to write keys that no editor needs.
    fn at_complex_key(&self) -> bool {
        matches!(self.here(), Some(b'?' | b':'))
            && self.bytes.get(self.pos + 1).is_none_or(|b| is_blank(*b) || is_break(*b))
    }

    /// A line among fields that is none.
    fn stray(&mut self, at: usize, before: &[Pair]) {
        let end = self.trimmed(at, self.line_end(at));
        let line = &self.text[at..end];
        let name = line.len() - line.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '-').len();
        let rest = &line[name..];
        if name > 0 && rest.starts_with(':') && !rest.starts_with("://") {
            self.fault(What::NoSpace, at + name..at + name + 1, at..end);
        } else if name > 0 && rest.trim_start().starts_with('=') {
            let sign = at + line.find('=').unwrap_or(name);
            self.fault(What::Equals, sign..sign + 1, at..end);
        } else if line.starts_with("- ") {
            self.fault(What::Hyphen, at..at + 1, at..end);
        } else if before.last().is_some_and(|pair| matches!(pair.value.form, Form::Scalar)) {
            self.fault(What::Continued, at..end, at..end);
        } else {
            self.fault(What::NotField, at..end, at..end);
        }
    }
}

impl Shape {
    pub(super) fn new(form: Form, span: Range<usize>) -> Self {
        Shape { form, span }
    }
}
