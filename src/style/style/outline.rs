//! Where the blocks and declarations of a style sheet stand, and which brackets, quotation marks and comments stay open.
//!
//! Reads characters (CSS Syntax 3, section 4), because the parser keeps no place for a declaration, and closes what is
//! open at the end of the file without a word. Judges no name and no value.

use std::ops::Range;

use super::block_kind::{self, CssBlockKind};

/// What stands where in a style sheet.
#[derive(Debug, Default)]
pub struct Outline {
    pub blocks: Vec<CssBlock>,
    pub declarations: Vec<Declaration>,
    /// What is not closed, or closes nothing, in the order of the file.
    pub unbalanced: Vec<Unbalanced>,
    /// Where brackets stand too deep: the parser goes down with them, and would fall at some depth.
    pub too_deep: Option<usize>,
}

/// A pair of braces, with what stands before it.
#[derive(Debug)]
pub struct CssBlock {
    /// The selector, or the rule that begins with `@`.
    pub prelude: Range<usize>,
    pub parent: Option<usize>,
    pub kind: CssBlockKind,
    open: usize,
    close: Option<usize>,
}

/// A name, a colon and a value inside a block.
#[derive(Debug)]
pub struct Declaration {
    pub name: Range<usize>,
    pub value: Range<usize>,
    pub block: usize,
}

/// Something that has no other half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unbalanced {
    /// The block that opens at this brace.
    Block(usize),
    /// A closing brace.
    Closing(usize),
    /// A round or square bracket.
    Bracket(usize),
    /// A quotation mark whose line ends first.
    Quote(usize),
    Comment(usize),
    /// `//`, which begins no comment in CSS.
    Slashes(usize),
}

impl Unbalanced {
    /// The byte that has no other half.
    pub fn at(self) -> usize {
        match self {
            Unbalanced::Block(at) | Unbalanced::Closing(at) | Unbalanced::Bracket(at) => at,
            Unbalanced::Quote(at) | Unbalanced::Comment(at) | Unbalanced::Slashes(at) => at,
        }
    }
}

/// Deeper than any style sheet that somebody has written by hand.
const DEEPEST: usize = 32;

impl Outline {
    /// Reads a whole style sheet.
    pub fn of(css: &str) -> Outline {
        let mut scanner =
            Scanner { css, at: 0, begin: None, inner: Vec::new(), open: Vec::new(), out: Outline::default() };
        while scanner.at < css.len() && scanner.out.too_deep.is_none() {
            scanner.step();
        }
        scanner.finish();
        scanner.out
    }

    /// Up to where the blocks are what their author meant.
    pub fn meant_until(&self) -> usize {
        let breaks = |it: &&Unbalanced| !matches!(it, Unbalanced::Slashes(_));
        self.unbalanced.iter().find(breaks).map_or(usize::MAX, |it| it.at())
    }

    /// Whether a place is in a statement that the parser cannot read, and that is reported in better words, or was
    /// written for browsers of long ago: `*zoom: 1`, `color: red !ie`.
    pub fn is_explained(&self, css: &str, at: usize) -> bool {
        let in_slashes = |it: &Unbalanced| {
            let Unbalanced::Slashes(start) = *it else { return false };
            let line = css[start..].find('\n').map_or(css.len(), |end| start + end);
            let end = css[line..].find([';', '{', '}']).map_or(css.len(), |end| line + end);
            (start..=end).contains(&at)
        };
        let is_hack = |it: &Declaration| {
            let (name, value) = (&css[it.name.clone()], &css[it.value.clone()]);
            (it.name.start..=it.value.end).contains(&at) && (name.starts_with(['*', '_']) || value.ends_with("!ie"))
        };
        let is_old_condition = |it: &CssBlock| {
            let text = &css[it.prelude.clone()];
            (it.prelude.start..=it.prelude.end).contains(&at) && text.starts_with("@media") && text.contains('\\')
        };
        self.unbalanced.iter().any(in_slashes)
            || self.declarations.iter().any(is_hack)
            || self.blocks.iter().any(is_old_condition)
    }
}

struct Scanner<'a> {
    css: &'a str,
    at: usize,
    /// Where the statement at hand begins.
    begin: Option<usize>,
    /// Brackets that are open inside the statement, and braces of values.
    inner: Vec<usize>,
    /// Blocks that are open.
    open: Vec<usize>,
    out: Outline,
}

impl Scanner<'_> {
    fn step(&mut self) {
        let bytes = self.css.as_bytes();
        let at = self.at;
        self.at += 1;
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"/*") => match self.css[at + 2..].find("*/") {
                Some(end) => self.at = at + 2 + end + 2,
                None => self.stop(Unbalanced::Comment(at)),
            },
            b'/' if self.begin.is_none() && bytes[at..].starts_with(b"//") => {
                self.out.unbalanced.push(Unbalanced::Slashes(at));
                self.begin = Some(at);
                self.at += self.css[at..].find('\n').unwrap_or(self.css.len() - at) - 1;
            }
            c if c.is_ascii_whitespace() => {}
            b'"' | b'\'' => {
                self.begin.get_or_insert(at);
                self.string(at);
            }
            b'\\' => {
                self.begin.get_or_insert(at);
                self.at += 1;
            }
            b'(' | b'[' => {
                self.begin.get_or_insert(at);
                self.inner.push(at);
                self.deeper(at);
                self.address(at);
            }
            b')' | b']' => _ = self.inner.pop(),
            b'{' => self.open_brace(at),
            b'}' => self.close_brace(at),
            b';' if self.inner.is_empty() => self.statement(at),
            _ => _ = self.begin.get_or_insert(at),
        }
    }

    fn stop(&mut self, found: Unbalanced) {
        self.out.unbalanced.push(found);
        self.at = self.css.len();
    }

    fn deeper(&mut self, at: usize) {
        if self.inner.len() + self.open.len() > DEEPEST {
            self.out.too_deep = Some(at);
        }
    }

    /// Goes behind a string; browsers end one at the end of its line.
    fn string(&mut self, start: usize) {
        let bytes = self.css.as_bytes();
        while self.at < bytes.len() && bytes[self.at] != bytes[start] {
            match bytes[self.at] {
                b'\n' => return self.out.unbalanced.push(Unbalanced::Quote(start)),
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        if self.at >= bytes.len() {
            self.out.unbalanced.push(Unbalanced::Quote(start));
        }
        self.at += 1;
    }

    /// Goes to the end of an address without quotation marks, in which all other characters are allowed.
    fn address(&mut self, bracket: usize) {
        let named = &self.css.as_bytes()[..bracket];
        let rest = &self.css[bracket + 1..];
        let quoted = rest.trim_start().starts_with(['"', '\'']);
        if !quoted && named.len() >= 3 && named[named.len() - 3..].eq_ignore_ascii_case(b"url") {
            self.at += rest.find(')').unwrap_or(0);
        }
    }

    fn open_brace(&mut self, at: usize) {
        let begin = *self.begin.get_or_insert(at);
        let text = &self.css[begin..at];
        let in_value = text.starts_with("--") && text.contains(':') && !self.open.is_empty();
        if in_value || self.inner.iter().any(|inner| self.css[*inner..].starts_with('{')) {
            self.inner.push(at);
            return self.deeper(at);
        }
        self.end_brackets();
        let prelude = begin..begin + text.trim_end().len();
        let parent = self.open.last().copied();
        let kind = block_kind::of(&self.css[prelude.clone()], parent.map(|parent| self.out.blocks[parent].kind));
        self.open.push(self.out.blocks.len());
        self.out.blocks.push(CssBlock { prelude, parent, kind, open: at, close: None });
        self.begin = None;
        self.deeper(at);
    }

    fn close_brace(&mut self, at: usize) {
        if let Some(brace) = self.inner.iter().rposition(|inner| self.css[*inner..].starts_with('{')) {
            self.inner.truncate(brace);
            return;
        }
        self.statement(at);
        match self.open.pop() {
            Some(block) => self.out.blocks[block].close = Some(at),
            None => self.out.unbalanced.push(Unbalanced::Closing(at)),
        }
    }

    /// A bracket must be closed before the braces around it.
    fn end_brackets(&mut self) {
        if let Some(last) = self.inner.pop() {
            self.out.unbalanced.push(Unbalanced::Bracket(last));
        }
        self.inner.clear();
    }

    /// Takes in what stands before a semicolon or a closing brace.
    fn statement(&mut self, end: usize) {
        self.end_brackets();
        let Some(begin) = self.begin.take() else { return };
        let Some(block) = self.open.last().copied() else { return };
        let text = self.css[begin..end].trim_end();
        let Some(colon) = text.find(':').filter(|_| !text.starts_with('@') && !text.as_bytes().starts_with(b"//"))
        else {
            return;
        };
        let name = begin..begin + text[..colon].trim_end().len();
        let after = &text[colon + 1..];
        let value = begin + text.len() - after.trim_start().len()..begin + text.len();
        self.out.declarations.push(Declaration { name, value, block });
    }

    fn finish(&mut self) {
        // What stands behind a comment without an end, or too deep, was not read.
        let unread = self.out.too_deep.is_some() || matches!(self.out.unbalanced.last(), Some(Unbalanced::Comment(_)));
        if !unread {
            let end = self.css.len();
            self.statement(end);
            if let Some(outer) = self.open.first() {
                let block = self.indented_wrongly().unwrap_or(*outer);
                self.out.unbalanced.push(Unbalanced::Block(self.out.blocks[block].open));
            }
        }
        self.out.unbalanced.sort_by_key(|it| it.at());
    }

    /// The first block whose closing brace stands farther left than the line on which it opens: it belongs to another
    /// block, and this one has none.
    fn indented_wrongly(&self) -> Option<usize> {
        let indent = |at: usize| {
            let line = self.css[..at].rfind('\n').map_or(0, |end| end + 1);
            (self.css[line..].len() - self.css[line..].trim_start_matches([' ', '\t']).len(), line)
        };
        self.out.blocks.iter().position(|block| {
            let (opens, _) = indent(block.prelude.start);
            block.close.is_some_and(|close| {
                let (closes, line) = indent(close);
                line + closes == close && closes < opens
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_open_is_found_where_it_opens() {
        use Unbalanced::*;
        for (css, expected) in [
            ("a { color: red }", vec![]),
            ("a { color: red;\nb { color: blue }", vec![Block(2)]),
            ("@media print {\n  a {\n    color: red;\n  b { color: blue }\n}\n", vec![Block(19)]),
            ("a { color: red; } }", vec![Closing(18)]),
            ("a { color: rgb(1, 2; margin: 0 }", vec![Bracket(14)]),
            ("a:not(.b { color: red }", vec![Bracket(5)]),
            ("a { content: \"x;\n color: red }", vec![Quote(13)]),
            ("a { } /* b { }", vec![Comment(6)]),
            ("// a\nb { } /* // */ c { background: url(//x) }", vec![Slashes(0)]),
            ("a { b: url(data:x;y{) } c { d: \"}\" } /* { */ e\\{ { }", vec![]),
            ("a { --x: { b: c; }; --y: {}; color: if(style(--x: 1): red; else: blue) }", vec![]),
        ] {
            assert_eq!(Outline::of(css).unbalanced, expected, "{css}");
        }
    }

    #[test]
    fn declarations_are_found_in_their_blocks() {
        let css = "/* x: y */ a { /* b: c; */ color : red; & b:hover { margin:0 } --x: { d: e } ; top: 1px }";
        let found = Outline::of(css);
        let shown: Vec<_> =
            found.declarations.iter().map(|it| (&css[it.name.clone()], &css[it.value.clone()])).collect();
        assert_eq!(shown, [("color", "red"), ("margin", "0"), ("--x", "{ d: e }"), ("top", "1px")]);
        assert_eq!(found.declarations.iter().map(|it| it.block).collect::<Vec<_>>(), [0, 1, 0, 0]);
    }

    #[test]
    fn only_brackets_that_count_are_counted() {
        let many = |open: &str| open.repeat(DEEPEST + 1);
        let too_deep = |css: &str| Outline::of(css).too_deep;
        assert_eq!(too_deep(&format!("a{}", many("{"))), Some(DEEPEST + 1));
        assert_eq!(too_deep(&many("(")), Some(DEEPEST));
        for css in
            [many("{}"), format!("/*{}*/", many("{")), format!("\"{}\\\"{}\"", many("("), many("(")), many("\\{")]
        {
            assert_eq!(too_deep(&css), None, "{css}");
        }
        for css in ["/* é", "\"é\\", "é\\é", "url(é", "//é", "a{--é:{"] {
            assert_eq!(too_deep(css), None, "{css}");
        }
    }
}
