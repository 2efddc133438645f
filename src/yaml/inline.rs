//! The part of the scan that follows one value: plain and quoted text, lists and maps in brackets, blocks of text.

use std::ops::Range;

use super::cursor::{Scan, is_blank, is_break};
use super::fault::{CURLY, What};
use super::outline::{Form, Pair, Shape};

impl Scan<'_> {
    /// A value from here on, inside something that begins at column `parent`. Ends at the end of a line.
    pub(super) fn inline(&mut self, parent: isize) -> Shape {
        let start = self.pos;
        let rest = self.rest_of_line();
        let next = self.bytes.get(start + 1).copied().unwrap_or(b'\n');
        let bare = is_blank(next) || is_break(next);
        match self.bytes[start] {
            b'"' | b'\'' => self.quoted(parent),
            b'{' if next == b'{' => self.special(rest),
            b'[' | b'{' => {
                let shape = self.flow(parent);
                self.end_of_value(What::AfterBracket, start);
                shape
            }
            b'|' | b'>' if self.block_header(rest.clone()) => self.block(parent),
            b'*' if self.alias(&rest).is_some() => {
                let end = self.alias(&rest).unwrap_or(rest.end);
                self.pos = end;
                self.end_of_value(What::AfterBracket, start);
                Shape::new(Form::Unknown, start..end)
            }
            b'|' | b'>' | b'*' | b'!' | b'&' | b'@' | b'`' | b'%' | b',' | b']' | b'}' => self.special(rest),
            b'-' | b'?' | b':' if bare => self.special(rest),
            _ if self.text[start..].starts_with(CURLY) => {
                let mark = self.text[start..].chars().next().map_or(1, char::len_utf8);
                let text = self.plain(parent, false);
                self.fault(What::SmartQuote, start..start + mark, text.span.clone());
                text
            }
            _ => self.plain(parent, true),
        }
    }

    /// The end of `*name`, when something before has that name.
    fn alias(&self, rest: &Range<usize>) -> Option<usize> {
        let name = self.text[rest.start + 1..rest.end].split([' ', '\t']).next()?;
        self.anchors.contains(&name).then(|| rest.start + 1 + name.len())
    }

    /// A text whose first character means something else to YAML.
    fn special(&mut self, rest: Range<usize>) -> Shape {
        let what = match &self.text[rest.clone()] {
            text if text.starts_with("{{") => What::Braces,
            text => What::Special(text.chars().next().unwrap_or(' ')),
        };
        self.fault(what, rest.start..rest.start + 1, rest.clone());
        self.pos = self.line_end(rest.end);
        Shape::new(Form::Scalar, rest)
    }

    /// Text without quotation marks; may go on over lines that begin further right than `parent`.
    fn plain(&mut self, parent: isize, watch: bool) -> Shape {
        let start = self.pos;
        let (mut end, mut ended) = self.plain_line(start);
        while !ended {
            let line_end = self.pos;
            let ends = self.next_content().is_none_or(|column| column as isize <= parent);
            if self.crosses_comment(start, line_end, parent) || ends {
                self.pos = line_end;
                break;
            }
            if self.single_word_key_ahead() || (parent < 0 && self.key_ahead().is_some()) {
                self.pos = line_end;
                break;
            }
            (end, ended) = self.plain_line(self.pos);
        }
        self.set_line();
        if watch && let Some(colon) = self.colon_in(start..end) {
            self.fault(What::Colon, colon..colon + 1, start..end);
        }
        Shape::new(Form::Scalar, start..end)
    }

    /// One line of plain text from `from`: where it ends, and whether a comment ended it.
    fn plain_line(&mut self, from: usize) -> (usize, bool) {
        let line_end = self.line_end(from);
        let line = &self.bytes[from..line_end];
        let comment = (1..line.len()).find(|at| line[*at] == b'#' && is_blank(line[at - 1])).map(|at| from + at);
        let end = self.trimmed(from, comment.unwrap_or(line_end));
        if let Some(at) = comment
            && self.cuts_text(from, at)
        {
            self.fault(What::Comment, at..self.trimmed(at, line_end), from..self.trimmed(at, line_end));
        }
        self.pos = line_end;
        (end, comment.is_some())
    }

    /// Whether the `#` at `at`, behind a text that begins at `from`, may have been meant as part of it: `12 Main St # 4`.
    /// A remark has a space behind the sign and stands behind one word, or two spaces behind several.
    fn cuts_text(&self, from: usize, at: usize) -> bool {
        let is_glued = self.bytes.get(at + 1).is_some_and(|b| !is_blank(*b) && !is_break(*b) && *b != b'#');
        let before = &self.text[from..at - 1];
        let is_near = self.bytes[at - 1] == b' ' && !is_blank(self.bytes[at - 2]);
        let remark = self.text[at..self.line_end(at)].trim_matches(['#', ' ', '\t', '\r']);
        // `Suite # B`, where `type: page # the kind` is a remark.
        let is_number =
            remark.len() <= 4 && remark.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        let is_title = before.starts_with(char::is_uppercase) && !matches!(before, "True" | "False" | "TRUE" | "FALSE");
        let may_be_text = before.contains(' ') || is_title || is_number && before.starts_with(char::is_alphabetic);
        is_glued || is_near && may_be_text && !remark.is_empty() && !remark.starts_with("allow:")
    }

    /// Whether remarks stand between the end of a line and the next content. One without a space behind its sign, where
    /// the text would go on, was meant as text: `#two`.
    fn crosses_comment(&mut self, start: usize, from: usize, parent: isize) -> bool {
        let (mut at, to) = (from, self.pos);
        let mut crosses = false;
        while let Some(next) = self.bytes[at..to].iter().position(|byte| *byte == b'#').map(|next| at + next) {
            let end = self.line_end(next);
            let is_glued = self.bytes.get(next + 1).is_some_and(|b| !is_blank(*b) && !is_break(*b) && *b != b'#');
            if !crosses && is_glued && (next - self.line_start(next)) as isize > parent.max(0) {
                let end = self.trimmed(next, end);
                self.fault(What::Comment, next..end, start..end);
            }
            crosses = true;
            at = end;
        }
        crosses
    }

    /// `name: …`, as editors write fields; a sentence with a colon in it is no field.
    fn single_word_key_ahead(&self) -> bool {
        let name = |key: Range<usize>| self.text[key].chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        self.key_ahead().is_some_and(|(key, _)| name(key))
    }

    fn colon_in(&self, span: Range<usize>) -> Option<usize> {
        span.clone()
            .find(|at| self.bytes[*at] == b':' && self.bytes.get(at + 1).is_none_or(|b| is_blank(*b) || is_break(*b)))
    }

    fn quoted(&mut self, parent: isize) -> Shape {
        let start = self.pos;
        let line_end = self.line_end(start);
        let Some(close) = self.closing_quote(start, self.quoted_limit(start, parent)) else {
            let rest = self.rest_of_line();
            self.fault(What::OpenQuote(self.bytes[start] as char), start..start + 1, rest.clone());
            self.pos = line_end;
            return Shape::new(Form::Scalar, rest);
        };
        if self.bytes[start] == b'"' && close <= line_end {
            self.check_escapes(start, close);
        }
        self.pos = close + 1;
        self.set_line();
        self.end_of_value(What::AfterQuote, start);
        Shape::new(Form::Scalar, if close == start + 1 { start..close + 1 } else { start + 1..close })
    }

    /// How far a quoted text can reach: a later line that looks like a field ends the search for its other end.
    fn quoted_limit(&self, start: usize, parent: isize) -> usize {
        let mut line_end = self.line_end(start);
        if self.closing_quote(start, line_end).is_some() {
            return line_end;
        }
        while let Some(next) = self.text[line_end..].find('\n').map(|at| line_end + at + 1) {
            line_end = self.line_end(next);
            let line = &self.text[next..line_end];
            let content = line.trim_start();
            let name =
                content.len() - content.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '-').len();
            let field = name > 0 && (content[name..].starts_with(": ") || &content[name..] == ":");
            if (field || content.starts_with("- ")) && (line.len() - content.len()) as isize <= parent.max(0) {
                return next;
            }
        }
        self.text.len()
    }

    /// The quotation mark that ends the one at `start`, if it stands before `limit`.
    pub(super) fn closing_quote(&self, start: usize, limit: usize) -> Option<usize> {
        let quote = self.bytes[start];
        let mut at = start + 1;
        while at < limit {
            match self.bytes[at] {
                b'\\' if quote == b'"' => at += 1,
                b'\'' if quote == b'\'' && self.bytes.get(at + 1) == Some(&b'\'') => at += 1,
                byte if byte == quote => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn check_escapes(&mut self, start: usize, close: usize) {
        let mut at = start + 1;
        while at < close {
            if self.bytes[at] == b'\\' {
                let digits = match self.bytes[at + 1] {
                    b'x' => 2,
                    b'u' => 4,
                    b'U' => 8,
                    _ => 0,
                };
                let code =
                    self.bytes.get(at + 2..at + 2 + digits).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
                if !code || !b"0abt\tnvfre \"/\\N_LPxuU".contains(&self.bytes[at + 1]) {
                    self.fault(What::Backslash, at..at + 1, start..close + 1);
                    return;
                }
                at += 1;
            }
            at += 1;
        }
    }

    /// Nothing but a comment may follow on the line.
    fn end_of_value(&mut self, what: What, start: usize) {
        let rest = &self.text[self.pos..self.line_end(self.pos)];
        let content = rest.trim_start();
        let remark = content.starts_with('#') && content.len() < rest.len();
        if !content.is_empty() && !remark {
            let at = self.pos + (rest.len() - content.len());
            let end = self.trimmed(at, self.line_end(at));
            self.fault(what, at..end, start..end);
        }
        self.pos = self.line_end(self.pos);
    }

    /// `|`, `>-`, `|2`: a block of text begins on the next line.
    fn block_header(&self, rest: Range<usize>) -> bool {
        let header =
            self.text[rest.start + 1..rest.end].trim_start_matches(|c: char| matches!(c, '+' | '-' | '0'..='9'));
        header.is_empty() || header.trim_start().starts_with('#') && header.starts_with([' ', '\t'])
    }

    fn block(&mut self, parent: isize) -> Shape {
        let start = self.pos;
        let (mut first, mut end) = (None, start + 1);
        self.pos = self.line_end(start);
        while let Some(next) = self.text[self.pos..].find('\n').map(|at| self.pos + at + 1) {
            let line_end = self.line_end(next);
            let content = self.text[next..line_end].trim_start_matches(' ');
            let column = line_end - next - content.len();
            if !content.is_empty() {
                if column as isize <= parent {
                    break;
                }
                first.get_or_insert(next + column);
                end = line_end;
            }
            self.pos = line_end;
        }
        self.set_line();
        Shape::new(Form::Scalar, first.unwrap_or(start)..end)
    }

    /// `[…]` or `{…}`, from its bracket on.
    fn flow(&mut self, parent: isize) -> Shape {
        let start = self.pos;
        if !self.enter() {
            return Shape::new(Form::Unknown, start..start);
        }
        let is_list = self.bytes[start] == b'[';
        let close = if is_list { b']' } else { b'}' };
        let (mut items, mut pairs) = (Vec::new(), Vec::new());
        self.pos += 1;
        let closed = loop {
            match self.flow_gap(parent) {
                None => break false,
                Some(byte) if byte == close => {
                    self.pos += 1;
                    break true;
                }
                Some(b',') => self.pos += 1,
                Some(b']' | b'}') => break false,
                Some(_) => {
                    let before = self.pos;
                    let item = self.flow_value(parent);
                    let pair = (self.flow_gap(parent) == Some(b':')).then(|| {
                        self.pos += 1;
                        let value = match self.flow_gap(parent) {
                            None | Some(b',' | b']' | b'}') => Shape::new(Form::Empty, item.span.clone()),
                            Some(_) => self.flow_value(parent),
                        };
                        Pair { key: item.span.clone(), value }
                    });
                    match pair {
                        Some(pair) if is_list => {
                            let span = pair.key.start..pair.value.span.end;
                            items.push(Shape::new(Form::Map(vec![pair]), span));
                        }
                        Some(pair) => pairs.push(pair),
                        None if is_list => items.push(item),
                        None => {
                            let key = item.span.clone();
                            pairs.push(Pair { value: Shape::new(Form::Empty, key.clone()), key });
                        }
                    }
                    if self.pos == before {
                        break false;
                    }
                }
            }
        };
        self.leave();
        if !closed && self.too_deep.is_none() {
            self.fault(
                What::OpenBracket(close as char),
                start..start + 1,
                start..self.trimmed(start, self.line_end(start)),
            );
            self.pos = self.line_end(start);
        }
        self.set_line();
        Shape::new(if is_list { Form::List(items) } else { Form::Map(pairs) }, start..self.pos)
    }

    /// Passes blanks, line ends and comments; stops at a line that looks like the next field or the next item.
    fn flow_gap(&mut self, parent: isize) -> Option<u8> {
        loop {
            let byte = self.here()?;
            if byte == b'\n' {
                let (end, line) = (self.pos, self.line);
                self.pos += 1;
                self.line = self.pos;
                while self.here() == Some(b' ') {
                    self.pos += 1;
                }
                let left = (self.pos - self.line) as isize <= parent;
                if left && (self.single_word_key_ahead() || self.at_hyphen()) {
                    // Whoever asks again is told the same.
                    (self.pos, self.line) = (end, line);
                    return None;
                }
            } else if byte == b'#' && (self.pos == self.line || is_blank(self.bytes[self.pos - 1])) {
                self.pos = self.line_end(self.pos);
            } else if is_blank(byte) || byte == b'\r' {
                self.pos += 1;
            } else {
                return Some(byte);
            }
        }
    }

    fn flow_value(&mut self, parent: isize) -> Shape {
        let start = self.pos;
        match self.bytes[start] {
            b'[' | b'{' => return self.flow(parent),
            b'"' | b'\'' => {
                let Some(close) = self.closing_quote(start, self.text.len()) else {
                    let rest = self.rest_of_line();
                    self.fault(What::OpenQuote(self.bytes[start] as char), start..start + 1, rest.clone());
                    self.pos = self.line_end(start);
                    return Shape::new(Form::Scalar, rest);
                };
                self.pos = close + 1;
                return Shape::new(Form::Scalar, if close == start + 1 { start..close + 1 } else { start + 1..close });
            }
            _ => {}
        }
        while let Some(byte) = self.here() {
            let next = self.bytes.get(self.pos + 1).copied().unwrap_or(b'\n');
            let stops = matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
                || is_break(byte)
                || (byte == b':'
                    && (is_blank(next) || is_break(next) || matches!(next, b',' | b'[' | b']' | b'{' | b'}')))
                || (byte == b'#' && is_blank(self.bytes[self.pos - 1]));
            if stops {
                break;
            }
            self.pos += 1;
        }
        let span = start..self.trimmed(start, self.pos);
        if self.text[start..].starts_with(CURLY) {
            let mark = self.text[start..].chars().next().map_or(1, char::len_utf8);
            self.fault(What::SmartQuote, start..start + mark, span.clone());
        }
        let form = if self.bytes[start] == b'*' { Form::Unknown } else { Form::Scalar };
        Shape::new(form, span)
    }
}
