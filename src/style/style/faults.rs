//! What is wrong with a style sheet, in words, at its place in the file as it was typed.

use std::ops::Range;

use lightningcss::error::{Error, ErrorLocation, ParserError, PrinterErrorKind, SelectorError};

use super::names::{AT_RULES, PSEUDO};
use super::outline::Unbalanced;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// Makes diagnostics about one file.
pub struct Faults<'a> {
    source: &'a SourcePath,
    /// As it was typed, byte order mark included.
    text: &'a str,
}

impl<'a> Faults<'a> {
    /// For the file with this text.
    pub fn new(source: &'a SourcePath, text: &'a str) -> Self {
        Faults { source, text }
    }

    /// A range of the text behind the byte order mark, in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let base = self.offset(0, 1);
        Span::new(base + range.start, base + range.end)
    }

    /// A declaration or a rule that browsers pass over.
    pub fn ignored(&self, range: Range<usize>, message: String, help: &str) -> Diagnostic {
        Diagnostic::warning("style-broken", self.source, self.span(range), message).with_help(help)
    }

    /// Something that has no other half.
    pub fn unbalanced(&self, found: Unbalanced) -> Diagnostic {
        let (length, message, help) = match found {
            Unbalanced::Block(_) => (
                1,
                "the block that opens here is not closed, so the rules after it belong to it",
                "write } after its last declaration",
            ),
            Unbalanced::Closing(_) => {
                (1, "this } closes nothing", "remove it, or write the { that is missing before it")
            }
            Unbalanced::Bracket(_) => (1, "this bracket is not closed", "write the closing bracket"),
            Unbalanced::Quote(_) => {
                (1, "this quotation mark is not closed on its line", "write another one at the end of the text")
            }
            Unbalanced::Comment(_) => {
                (2, "this comment is not closed, so the rest of the file belongs to it", "write */ at its end")
            }
            Unbalanced::Slashes(_) => {
                (2, "// begins no comment in CSS; browsers ignore the rule that follows", "write: /* … */")
            }
        };
        let span = self.span(found.at()..found.at() + length);
        Diagnostic::error("style-broken", self.source, span, message).with_help(help)
    }

    /// Whether the parser merely does not know a name that browsers know.
    pub fn is_newer_than_parser(error: &Error<ParserError>) -> bool {
        match &error.kind {
            ParserError::AtRuleInvalid(name) => AT_RULES.contains(name.as_ref()),
            ParserError::SelectorError(
                SelectorError::UnsupportedPseudoClass(name) | SelectorError::UnsupportedPseudoElement(name),
            ) => PSEUDO.contains(name.as_ref()),
            _ => false,
        }
    }

    /// What the parser could not read. What browsers merely pass over is a warning.
    pub fn parsing(&self, error: &Error<ParserError>) -> Diagnostic {
        let span = error.loc.as_ref().map_or(Span::at(0), |loc| self.place(loc, &error.kind));
        let written = &self.text[span.range()];
        let (message, mut help) = words(&error.kind, written);
        if self.text[self.begin(span.range().start)..].starts_with("@media") {
            help = Some("write, for example: @media (min-width: 40em)".to_owned());
        }
        let code = "style-broken";
        let passes = matches!(
            error.kind,
            ParserError::AtRuleInvalid(_)
                | ParserError::DeprecatedNestRule
                | ParserError::SelectorError(
                    SelectorError::UnsupportedPseudoClass(_) | SelectorError::UnsupportedPseudoElement(_)
                )
        );
        let told = match passes {
            true => Diagnostic::warning(code, self.source, span, message),
            false => Diagnostic::error(code, self.source, span, message),
        };
        told.maybe_help(help)
    }

    /// Brackets that stand too deep, at a byte of the text behind the byte order mark.
    pub fn too_deep(&self, at: usize) -> Diagnostic {
        let message = "brackets are nested too deeply here";
        Diagnostic::error("style-broken", self.source, self.span(at..at + 1), message)
            .with_help("close the rules before this one")
    }

    /// What could not be printed.
    pub fn printing(&self, error: &Error<PrinterErrorKind>) -> Diagnostic {
        let at = error.loc.as_ref().map_or(0, |loc| self.offset(loc.line, loc.column));
        match &error.kind {
            PrinterErrorKind::AmbiguousUrlInCustomProperty { url } => {
                let message = "a custom property cannot contain a file address, because it may be used in another file";
                Diagnostic::error("style-broken", self.source, self.found(at, url), message)
                    .with_help("write url(…) where the image is used, for example: background-image: url(…)")
            }
            kind => {
                let message = format!("this style sheet cannot be processed: {kind}");
                Diagnostic::error("style-broken", self.source, Span::at(at), message)
            }
        }
    }

    /// From a place to the end of the statement there.
    pub fn statement(&self, line: u32, column: u32) -> Span {
        let start = self.offset(line, column);
        let rest = &self.text[start..];
        Span::new(start, start + rest.find([';', '\n', '{']).unwrap_or(rest.len()))
    }

    /// An address that stands soon after a place.
    pub fn address(&self, line: u32, column: u32, url: &str) -> Span {
        self.found(self.offset(line, column), url)
    }

    fn found(&self, start: usize, text: &str) -> Span {
        match self.text[start..].find(text) {
            Some(at) => Span::new(start + at, start + at + text.len()),
            None => Span::at(start),
        }
    }

    /// What a fault points at. Rules that begin with `@` are reported behind their name.
    fn place(&self, loc: &ErrorLocation, kind: &ParserError) -> Span {
        let at = self.offset(loc.line, loc.column);
        let name: &str = match kind {
            ParserError::AtRuleInvalid(name) => name,
            ParserError::UnexpectedImportRule => "import",
            ParserError::UnexpectedNamespaceRule => "namespace",
            ParserError::EndOfInput => return self.word(self.begin(self.text.trim_end().len())),
            _ => return self.word(at),
        };
        match self.text[..at].rfind('@').filter(|start| self.text[start + 1..].starts_with(name)) {
            Some(start) => Span::new(start, start + 1 + name.len()),
            None => self.word(at),
        }
    }

    /// Where the statement begins that a place is in.
    fn begin(&self, at: usize) -> usize {
        let start = self.text[..at].rfind([';', '{', '}']).map_or(self.offset(0, 1), |end| end + 1);
        self.text.len() - self.text[start..].trim_start().len()
    }

    /// The word that begins at a place or behind the space there, or the one character.
    fn word(&self, at: usize) -> Span {
        let start = self.text.len() - self.text[at..].trim_start().len();
        let rest = &self.text[start..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@' | ':' | '.' | '#' | '%' | '$');
        let word = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let one = rest.chars().next().map_or(0, char::len_utf8);
        Span::new(start, start + word.max(one))
    }

    /// The byte at a line, from 0, and a column, from 1, in units of UTF-16, as the parser counts them.
    fn offset(&self, line: u32, column: u32) -> usize {
        let mut start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        for _ in 0..line {
            let rest = &self.text[start..];
            let Some(end) = rest.find(['\n', '\r', '\u{c}']) else { return self.text.len() };
            start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        }
        let mut left = column.saturating_sub(1) as usize;
        for (at, c) in self.text[start..].char_indices() {
            if left == 0 {
                return start + at;
            }
            left = left.saturating_sub(c.len_utf16());
        }
        self.text.len()
    }
}

/// What a fault means, and what to do.
fn words(kind: &ParserError, written: &str) -> (String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match kind {
        ParserError::AtRuleInvalid(name) => {
            let near = nearest(name, AT_RULES.iter().copied()).map(|near| format!("did you mean \"@{near}\"?"));
            (format!("browsers do not know the rule \"@{name}\""), near)
        }
        ParserError::UnexpectedImportRule => {
            ("@import must come first; browsers ignore it here".to_owned(), help("move it to the top of the file"))
        }
        ParserError::UnexpectedNamespaceRule => {
            ("@namespace must come first".to_owned(), help("move it to the top of the file"))
        }
        ParserError::EndOfInput => (
            format!("the file ends in the middle of a rule, after {}", shown(written)),
            help("write { and }, with the declarations between them"),
        ),
        ParserError::InvalidMediaQuery => {
            ("browsers do not know this condition".to_owned(), help("write, for example: @media (min-width: 40em)"))
        }
        _ if written.starts_with('<') => {
            ("this looks like HTML; a style sheet has only CSS".to_owned(), help("remove the HTML element"))
        }
        ParserError::SelectorError(error) => selector(error, written),
        ParserError::AtRuleBodyInvalid | ParserError::AtRulePreludeInvalid => {
            (format!("this rule is not valid from {} on", shown(written)), None)
        }
        ParserError::MaximumNestingDepth => ("these rules are nested too deeply".to_owned(), None),
        _ if written == "!" => {
            ("only !important may follow an exclamation mark".to_owned(), help("write !important, or remove it"))
        }
        _ => (
            format!("{} is not expected here", shown(written)),
            help("write a property, a colon, a value and a semicolon, for example: color: navy;"),
        ),
    }
}

fn selector(error: &SelectorError, written: &str) -> (String, Option<String>) {
    match error {
        SelectorError::UnsupportedPseudoClass(name) | SelectorError::UnsupportedPseudoElement(name) => {
            (format!("browsers do not know \":{name}\""), did_you_mean(name, PSEUDO.iter().copied()))
        }
        SelectorError::EmptySelector | SelectorError::DanglingCombinator => (
            format!("a selector is missing at {}", shown(written)),
            Some("write which elements the rule applies to, for example: .card > h2".to_owned()),
        ),
        _ => (
            format!("this selector is not valid: {}", shown(written)),
            Some("write, for example: .card, a:hover, main > h2".to_owned()),
        ),
    }
}

fn shown(written: &str) -> String {
    match written.trim() {
        "" => "the end of the file".to_owned(),
        word => format!("\"{word}\""),
    }
}

/// A fault that shows only when sheets are put together.
pub fn whole<T: std::fmt::Display>(source: &SourcePath, error: &Error<T>) -> Diagnostic {
    let file = error.loc.as_ref().map_or_else(|| source.clone(), |loc| SourcePath::new(&loc.filename));
    let message = format!("this style sheet cannot be bundled: {}", error.kind);
    Diagnostic::error("style-broken", &file, None, message)
}
