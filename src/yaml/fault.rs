//! What the scan suspects: how it is told to an editor, and the smallest change after which reading can go on.

use std::ops::Range;

use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// The marks that Word puts in place of straight ones.
pub(super) const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '‚'];

/// A suspicion: what, where the caret goes, and the value that it is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct YamlFault {
    pub what: What,
    pub at: Range<usize>,
    pub value: Range<usize>,
}

/// Bytes to replace, and by what.
pub(super) type Replacement = (Range<usize>, String);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    TabAtStart,
    TabAfterColon,
    TabAfterHyphen,
    /// `: ` inside plain text.
    Colon,
    OpenQuote(char),
    AfterQuote,
    SmartQuote,
    Backslash,
    /// The bracket that is missing.
    OpenBracket(char),
    AfterBracket,
    /// A text begins with a character that means something else.
    Special(char),
    /// A text begins with `{{`.
    Braces,
    /// A value that is a comment: `title: #1 clinic`.
    Hash,
    /// Text that is cut off as a comment: `title: We are #1`.
    Comment,
    NoSpace,
    Equals,
    /// A list entry where no list can be.
    Hyphen,
    /// A line of text under a field, not indented.
    Continued,
    NotField,
    NoHyphen,
    /// A line that begins at the wrong column; the right one.
    Indent(usize),
    SecondDocument,
}

impl YamlFault {
    /// Whether it stands even when the text can be read: what is read is not what is meant.
    pub(super) fn is_sure(&self) -> bool {
        use What::*;
        match self.what {
            TabAtStart | TabAfterColon | TabAfterHyphen | SmartQuote | OpenQuote(_) | Braces | Hash | Comment
            | NoSpace | SecondDocument => true,
            Special(c) => matches!(c, '!' | '&'),
            _ => false,
        }
    }

    pub(super) fn is_tab(&self) -> bool {
        matches!(self.what, What::TabAtStart | What::TabAfterColon | What::TabAfterHyphen)
    }

    /// Small changes after which reading can go on; none where nothing has to change.
    pub(super) fn mends(&self, text: &str) -> Vec<Replacement> {
        let Range { start, end } = self.value;
        let insert = |at: usize, what: &str| vec![(at..at, what.to_owned())];
        match &self.what {
            What::Comment => Vec::new(),
            What::TabAtStart | What::TabAfterColon | What::TabAfterHyphen => {
                let space = if self.what == What::TabAtStart { "  " } else { " " };
                let tabs = text[start..end].match_indices('\t').map(|(at, _)| start + at);
                tabs.map(|at| (at..at + 1, space.to_owned())).collect()
            }
            What::OpenBracket(close) => insert(end, &close.to_string()),
            What::NoSpace => insert(self.at.end, " "),
            What::Equals => vec![(self.at.clone(), ": ".to_owned())],
            What::Continued => insert(self.at.start, "  "),
            What::NoHyphen => insert(self.at.start, "- "),
            What::Indent(column) => vec![(self.at.clone(), " ".repeat(*column))],
            What::Hyphen | What::NotField | What::SecondDocument => vec![(self.value.clone(), String::new())],
            What::OpenQuote(_) => in_double_quotes(text, start..start + 1, end..end),
            What::Backslash => in_double_quotes(text, start..start + 1, end - 1..end),
            What::AfterQuote if within_quotes(&text[start..end]).is_some() => {
                in_double_quotes(text, start..start + 1, end - 1..end)
            }
            What::SmartQuote => {
                let value = &text[start..end];
                let (opening, closing) = match without_curly(value) {
                    Some(_) => {
                        let inner = &value[self.at.len()..];
                        (self.at.len(), inner.len() - inner.strip_suffix(CURLY).unwrap_or(inner).len())
                    }
                    None => (0, 0),
                };
                in_double_quotes(text, start..start + opening, end - closing..end)
            }
            What::Colon | What::AfterQuote | What::AfterBracket | What::Special(_) | What::Braces | What::Hash => {
                in_double_quotes(text, start..start, end..end)
            }
        }
    }

    /// The fault in an editor's words; `text` is what was scanned, `span` the place in the file.
    pub(super) fn diagnostic(&self, text: &str, file: &SourcePath, span: Span) -> Diagnostic {
        let value = &text[self.value.clone()];
        let (code, message, mut help) = self.words(text, value);
        let is_plain =
            matches!(self.what, What::TabAtStart | What::TabAfterColon | What::TabAfterHyphen | What::SmartQuote);
        if is_plain && file.in_content().is_some_and(|path| path.ends_with(".md")) {
            help = format!("{help}\nor run: vertebra fix {file}");
        }
        let severity = if self.what == What::Comment { Severity::Warning } else { Severity::Error };
        let mut diagnostic = Diagnostic::error(code, file, span, message).with_help(help);
        diagnostic.severity = severity;
        match self.what {
            What::SmartQuote => diagnostic.with_note("curly quotes in the text of the page are fine"),
            _ => diagnostic,
        }
    }

    fn words(&self, text: &str, value: &str) -> (&'static str, String, String) {
        let label = self.label(text);
        let named = self.named(text);
        let in_quotes = || format!("{label}{}", quoted(&shortened(&joined(value))));
        let whole = |rest: String| format!("put the whole {} in straight quotes:\n{rest}", self.noun(text));
        let syntax = "yaml-syntax";
        match &self.what {
            What::TabAtStart => (TAB, TAB_HERE.into(), "use spaces at the start of the line".into()),
            What::TabAfterColon => (TAB, TAB_HERE.into(), "type one space after the colon".into()),
            What::TabAfterHyphen => (TAB, TAB_HERE.into(), "type one space after the hyphen".into()),
            What::Colon => {
                ("yaml-colon", format!("{named} has a colon in it, so it needs quotation marks"), whole(in_quotes()))
            }
            What::OpenQuote(mark) => (
                "yaml-quote",
                "this quotation mark is never closed".into(),
                format!("add a {mark} at the end of the line"),
            ),
            What::AfterQuote => match within_quotes(value) {
                Some(inner) => (
                    "yaml-quote",
                    "there are quotation marks inside quotation marks".into(),
                    format!(
                        "use the other kind around the {}:\n{label}{}",
                        self.noun(text),
                        quoted(&shortened(&joined(inner)))
                    ),
                ),
                None => ("yaml-quote", "there is text after the closing quotation mark".into(), whole(in_quotes())),
            },
            What::SmartQuote => {
                let help = match without_curly(value) {
                    Some(inner) if plain_enough(inner) => format!("use straight quotes, or none: {label}{inner}"),
                    Some(inner) => format!("use straight quotes: {label}{}", quoted(inner)),
                    None => whole(in_quotes()),
                };
                let place = self.name(text).map_or("the text".to_owned(), |name| match name {
                    "title" => "the title".to_owned(),
                    _ => format!("\"{name}\""),
                });
                let message = format!("curly quotes do not work as quotation marks here; they would appear in {place}");
                ("yaml-smart-quote", message, help)
            }
            What::Backslash => (
                syntax,
                "a backslash has a special meaning inside double quotes".into(),
                format!("use single quotes: {label}'{}'", value[1..value.len() - 1].replace('\'', "''")),
            ),
            What::OpenBracket(close) => {
                (syntax, "this bracket is never closed".into(), format!("add a {close} at the end of the list"))
            }
            What::AfterBracket => (
                syntax,
                "there is text after the closing bracket, so this is neither a list nor text".into(),
                format!("if it is text, {}", whole(in_quotes())),
            ),
            What::Special(mark) => {
                (syntax, format!("text that starts with {mark} needs quotation marks"), whole(in_quotes()))
            }
            What::Braces => (syntax, "text that starts with {{ needs quotation marks".into(), whole(in_quotes())),
            What::Hash => {
                (syntax, "everything after # is a comment, so this field is empty".into(), whole(in_quotes()))
            }
            What::Comment => {
                let remark = if value.contains(" # ") { "\nfor a comment, put two spaces before the #" } else { "" };
                let help = format!("{}{remark}", whole(in_quotes()));
                ("yaml-comment", "everything after # is a comment and is ignored".into(), help)
            }
            What::NoSpace => {
                let (name, rest) = value.split_once(':').unwrap_or((value, ""));
                (syntax, "there is no space after this colon".into(), format!("{name}: {}", rest.trim_start()))
            }
            What::Equals => {
                let (name, rest) = value.split_once('=').unwrap_or((value, ""));
                (
                    syntax,
                    "the colon after the field name is missing".into(),
                    format!("{}: {}", name.trim(), rest.trim()),
                )
            }
            What::Hyphen => (
                syntax,
                "a list cannot start here".into(),
                format!("put the list below its name, on lines of its own:\ntopics:\n  {value}"),
            ),
            What::Continued => (
                syntax,
                "this line is not a field; does it belong to the line above?".into(),
                format!("then start it with two spaces:\n  {value}"),
            ),
            What::NotField => (
                syntax,
                "this line is not a field: a field is a name, a colon, a space and a value".into(),
                "write it like this, or remove it:\ntitle: Deep tissue massage".into(),
            ),
            What::NoHyphen => (
                syntax,
                "this line does not start with a hyphen, but the lines above it do".into(),
                format!("- {value}"),
            ),
            What::Indent(0) => (
                syntax,
                "this line is not indented like the others".into(),
                format!("remove the spaces before it:\n{value}"),
            ),
            What::Indent(column) => (
                syntax,
                "this line is not indented like the others".into(),
                format!("start it with {column} spaces:\n{}{value}", " ".repeat(*column)),
            ),
            What::SecondDocument => {
                (syntax, "this line would start a second set of fields".into(), "remove this line".into())
            }
        }
    }

    /// What stands before the value on its line: `title: `, `- `; nothing inside brackets.
    fn label<'t>(&self, text: &'t str) -> &'t str {
        let line = text[..self.value.start].rfind('\n').map_or(0, |at| at + 1);
        let label = text[line..self.value.start].trim_start();
        if label.trim_end().ends_with([':', '-']) && !label.contains(['[', '{']) { label } else { "" }
    }

    /// The field's name, if the value has one on its line.
    fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        let name = self.label(text).trim_end().strip_suffix(':')?;
        Some(name.trim_start_matches("- ").trim())
    }

    fn noun(&self, text: &str) -> &'static str {
        if self.name(text) == Some("title") { "title" } else { "text" }
    }

    fn named(&self, text: &str) -> String {
        match self.name(text) {
            Some("title") => "this title".to_owned(),
            Some(name) => format!("this \"{name}\""),
            None => "this text".to_owned(),
        }
    }
}

/// Characters of a text that are repeated in a message.
const LONGEST_EXAMPLE: usize = 300;
const TAB: &str = "yaml-tab";
const TAB_HERE: &str = "there is a tab character here; use a space";

/// A text in the straight quotes that suit it, as an editor would type it.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// The text of `"A "great" day"` and `'It's late'`, whose outer marks were meant to hold all of it. None for `"A" and "B"`,
/// where the second mark closes what the first one opens.
fn within_quotes(value: &str) -> Option<&str> {
    let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let inner = value.strip_prefix(mark)?.strip_suffix(mark)?;
    let at = inner.find(mark)?;
    let (left, right) = (inner[..at].chars().next_back(), inner[at + 1..].chars().next());
    let opens = left.is_some_and(char::is_whitespace) && right.is_some_and(|c| !c.is_whitespace());
    let apostrophe =
        mark == '\'' && left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric);
    (opens || apostrophe).then_some(inner)
}

/// What stands between two places, in double quotation marks: they replace what is at both places.
fn in_double_quotes(text: &str, opening: Range<usize>, closing: Range<usize>) -> Vec<Replacement> {
    let inner = opening.end..closing.start;
    let marks = text[inner.clone()].match_indices(['"', '\\']).map(|(at, _)| inner.start + at);
    let escapes = marks.map(|at| (at..at, "\\".to_owned()));
    let quote = |at: Range<usize>| std::iter::once((at, "\"".to_owned()));
    quote(opening).chain(escapes).chain(quote(closing)).collect()
}

/// A text of several lines on one.
fn joined(text: &str) -> String {
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.trim().to_owned() }
}

/// A text that fits into a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_EXAMPLE) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// What is between curly quotes, when the text begins and ends with one and has none inside.
fn without_curly(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(CURLY)?;
    let inner = inner.strip_suffix(CURLY).unwrap_or(inner);
    (!inner.contains(['“', '”', '„'])).then(|| inner.trim())
}

/// A text as an editor types it for a field: in straight quotes where it needs them.
pub(super) fn typed(text: &str) -> String {
    if plain_enough(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a text can stand without quotation marks.
pub(super) fn plain_enough(text: &str) -> bool {
    !text.contains(": ")
        && !text.contains(" #")
        && text.starts_with(|c: char| c.is_alphanumeric())
        && !text.ends_with(':')
}
