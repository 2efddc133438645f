//! The parts of a script that matter to whoever publishes it: which modules it imports, and what it leaves open.
//!
//! Reads tokens (ECMA-262, section 12): strings, templates, comments and regular expressions, whose text is not code. Builds
//! no tree: of syntax errors, only those are found that show without one.

use std::ops::Range;

/// What was found in a script.
#[derive(Debug, Default)]
pub struct Scan {
    /// The modules that it names, in order.
    pub imports: Vec<ImportSpecifier>,
    /// The first thing that is not closed, or closes nothing. Nothing if a slash may be a division or begin a regular
    /// expression, which only a whole parser could tell.
    pub unbalanced: Option<ScriptImbalance>,
}

/// The name of a module, without its quotation marks.
#[derive(Debug, PartialEq, Eq)]
pub struct ImportSpecifier {
    pub range: Range<usize>,
    /// A source map: only tools of developers ask for it.
    pub is_source_map: bool,
}

/// Something without its other half, by the byte where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptImbalance {
    Open(usize),
    Close(usize),
    String(usize),
    Template(usize),
    Comment(usize),
}

/// What stands before the token at hand, as far as it says what a slash or a string means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// An operator, a bracket that opens, a keyword, or nothing: a value follows.
    Operator,
    /// A value: a slash divides it.
    Value,
    /// A closing brace: either.
    Brace,
    Dot,
    Import,
    /// `import (` and nothing else.
    ImportCall,
    From,
}

#[derive(Debug)]
struct Open {
    at: usize,
    /// `(` behind `if`, `for`, `while` or `with`: a statement follows its end.
    heads_statement: bool,
    /// `${`, whose end goes on with the template.
    in_template: bool,
}

const STATEMENT_HEADS: [&str; 4] = ["if", "for", "while", "with"];
const BEFORE_VALUES: [&str; 18] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "do",
    "else",
    "void",
    "delete",
    "throw",
    "new",
    "instanceof",
    "yield",
    "await",
    "extends",
    "default",
    "const",
    "let",
];

/// Reads a script.
pub fn scan(js: &str) -> Scan {
    let before = Before::Operator;
    let mut scanner = Scanner {
        js,
        at: 0,
        before,
        word: "",
        open: Vec::new(),
        statement: None,
        ambiguous: false,
        out: Scan::default(),
    };
    if js.starts_with("#!") {
        scanner.skip_line();
    }
    while scanner.at < js.len() && scanner.out.unbalanced.is_none() {
        scanner.token();
    }
    if scanner.out.unbalanced.is_none() {
        scanner.out.unbalanced = scanner.open.last().map(|open| match open.in_template {
            true => ScriptImbalance::Template(open.at),
            false => ScriptImbalance::Open(open.at),
        });
    }
    if scanner.ambiguous {
        scanner.out.unbalanced = None;
    }
    scanner.out
}

struct Scanner<'a> {
    js: &'a str,
    at: usize,
    before: Before,
    /// The word before, if it was one.
    word: &'a str,
    open: Vec<Open>,
    /// How many brackets are open in an `import` or `export` statement, in which `from` names a module.
    statement: Option<usize>,
    ambiguous: bool,
    out: Scan,
}

impl<'a> Scanner<'a> {
    fn token(&mut self) {
        let rest = &self.js[self.at..];
        let Some(c) = rest.chars().next() else { return };
        match c {
            _ if c.is_whitespace() || c == '\u{feff}' => self.at += c.len_utf8(),
            '/' if rest.as_bytes().starts_with(b"//") => self.line_comment(),
            '/' if rest.starts_with("/*") => match rest[2..].find("*/") {
                Some(end) => self.at += 2 + end + 2,
                None => self.out.unbalanced = Some(ScriptImbalance::Comment(self.at)),
            },
            '/' => self.slash(),
            '"' | '\'' => self.string(c),
            '`' => self.template(self.at, self.at + 1),
            '(' | '[' | '{' => self.opening(c),
            ')' | ']' | '}' => self.closing(c),
            _ if is_word(c) || c == '#' || c == '@' => self.word(),
            _ => self.operator(c),
        }
    }

    fn skip_line(&mut self) {
        let rest = &self.js[self.at..];
        self.at += rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
    }

    fn line_comment(&mut self) {
        const MAP: &str = "//# sourceMappingURL=";
        let start = self.at;
        self.skip_line();
        if let Some(name) = self.js[start..self.at].strip_prefix(MAP).map(str::trim_end) {
            let begin = start + MAP.len();
            self.out.imports.push(ImportSpecifier { range: begin..begin + name.len(), is_source_map: true });
        }
    }

    /// A division or a regular expression.
    fn slash(&mut self) {
        match self.before {
            Before::Value | Before::From | Before::Import => {
                self.at += 1;
                return self.follows(Before::Operator);
            }
            // `}/` may end a block or an object.
            Before::Brace => self.ambiguous = true,
            _ => {}
        }
        let bytes = self.js.as_bytes();
        let (mut at, mut in_class) = (self.at + 1, false);
        loop {
            match bytes.get(at) {
                None | Some(b'\n' | b'\r') => {
                    // No regular expression after all.
                    self.ambiguous = true;
                    self.at += 1;
                    return self.follows(Before::Operator);
                }
                Some(b'\\') => at += 1,
                Some(b'[') => in_class = true,
                Some(b']') => in_class = false,
                Some(b'/') if !in_class => break,
                Some(_) => {}
            }
            at += 1;
        }
        self.at = at + 1;
        self.follows(Before::Value);
    }

    fn string(&mut self, quote: char) {
        let start = self.at;
        let bytes = self.js.as_bytes();
        let mut at = start + 1;
        loop {
            match bytes.get(at) {
                None | Some(b'\n' | b'\r') => {
                    self.out.unbalanced = Some(ScriptImbalance::String(start));
                    return;
                }
                Some(b'\\') if bytes.get(at + 1) == Some(&b'\r') && bytes.get(at + 2) == Some(&b'\n') => at += 2,
                Some(b'\\') => at += 1,
                Some(byte) if char::from(*byte) == quote => break,
                Some(_) => {}
            }
            at += 1;
        }
        self.at = at + 1;
        self.specifier(start + 1..at);
        self.follows(Before::Value);
    }

    /// Takes in a string that names a module.
    fn specifier(&mut self, range: Range<usize>) {
        let names = match self.before {
            Before::Import | Before::From => true,
            // `import(name + ".js")` and `import("a" + b)` name nothing that is known here.
            Before::ImportCall => {
                let next = self.js[range.end + 1..].trim_start();
                next.starts_with([')', ','])
            }
            _ => false,
        };
        if names && !self.js[range.clone()].contains('\\') {
            self.out.imports.push(ImportSpecifier { range, is_source_map: false });
        }
    }

    /// A template from a byte inside of it to its end, or to `${`.
    fn template(&mut self, start: usize, from: usize) {
        let bytes = self.js.as_bytes();
        let mut at = from;
        loop {
            match bytes.get(at) {
                None => {
                    self.out.unbalanced = Some(ScriptImbalance::Template(start));
                    return;
                }
                Some(b'\\') => at += 1,
                Some(b'$') if bytes.get(at + 1) == Some(&b'{') => {
                    self.open.push(Open { at: start, heads_statement: false, in_template: true });
                    self.at = at + 2;
                    return self.follows(Before::Operator);
                }
                Some(b'`') => break,
                Some(_) => {}
            }
            at += 1;
        }
        self.at = at + 1;
        if from == start + 1 {
            self.specifier(from..at);
        }
        self.follows(Before::Value);
    }

    fn opening(&mut self, c: char) {
        let heads_statement = c == '(' && STATEMENT_HEADS.contains(&self.word);
        self.open.push(Open { at: self.at, heads_statement, in_template: false });
        let is_call = c == '(' && self.before == Before::Import;
        self.at += 1;
        if is_call {
            self.statement = None;
        }
        self.follows(if is_call { Before::ImportCall } else { Before::Operator });
    }

    fn closing(&mut self, c: char) {
        let at = self.at;
        let Some(open) = self.open.pop() else {
            self.out.unbalanced = Some(ScriptImbalance::Close(at));
            return;
        };
        if open.in_template && c == '}' {
            return self.template(open.at, at + 1);
        }
        let fits = matches!((&self.js[open.at..=open.at], c), ("(", ')') | ("[", ']') | ("{", '}'));
        if !fits {
            self.out.unbalanced = Some(if open.in_template {
                ScriptImbalance::Template(open.at)
            } else {
                ScriptImbalance::Open(open.at)
            });
            return;
        }
        self.at += 1;
        self.follows(match c {
            '}' => Before::Brace,
            _ if open.heads_statement => Before::Operator,
            _ => Before::Value,
        });
    }

    fn word(&mut self) {
        let rest = &self.js[self.at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest[first..].find(|c| !is_word(c)).map_or(rest.len(), |end| first + end);
        let word = &self.js[self.at..self.at + length];
        self.at += length;
        if self.before == Before::Dot {
            return self.follows(Before::Value);
        }
        let begins = self.open.is_empty() || !matches!(self.before, Before::From);
        let before = match word {
            "import" if begins => {
                self.statement = Some(self.open.len());
                Before::Import
            }
            "export" => {
                self.statement = Some(self.open.len());
                Before::Operator
            }
            "from"
                if self.statement == Some(self.open.len())
                    && self.js[self.at..].trim_start().starts_with(['"', '\'', '/']) =>
            {
                self.statement = None;
                Before::From
            }
            _ if BEFORE_VALUES.contains(&word) => Before::Operator,
            _ => Before::Value,
        };
        self.follows(before);
        self.word = word;
    }

    fn operator(&mut self, c: char) {
        self.at += c.len_utf8();
        match c {
            ';' => self.statement = None,
            // `a++ / b` and `++/x/` are both rare.
            '+' | '-' if self.js[self.at..].starts_with(c) => {
                self.at += 1;
                return;
            }
            '*' | ',' if self.statement.is_some() => {}
            '=' => self.statement = None,
            _ => {}
        }
        let is_member = c == '.' && !self.js[self.at..].starts_with("..") && !self.js[..self.at - 1].ends_with('.');
        self.follows(if is_member { Before::Dot } else { Before::Operator });
    }

    fn follows(&mut self, before: Before) {
        self.before = before;
        self.word = "";
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '\\' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
