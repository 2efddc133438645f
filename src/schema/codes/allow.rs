//! Exceptions that stand in the text: `<!-- allow: claim "quoting a study title" -->` lets one message be.
//!
//! Finds them and what each reaches, by lines. What is wrong with one, and whether it allows anything, is for those to
//! say who know the messages.
//!
//! | where | how it is written | what it reaches |
//! | --- | --- | --- |
//! | the text of a page | `<!-- allow: code "reason" -->` | its line; alone on a line, the next block |
//! | between the two `---`, `.yaml` | `# allow: code "reason"` | its line; alone on a line, the next entry |
//! | templates | `{# allow: code "reason" #}` | its line; alone on a line, the next line |
//!
//! One that stands alone above everything else in its file reaches, besides, what is said about the file as a whole.

use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// One exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The code, as it was typed; may be empty or unknown.
    pub code: String,
    /// Why; nothing when that was not said.
    pub reason: Option<String>,
    /// The whole remark.
    pub span: Span,
    /// The part of the file that it is about.
    reach: Span,
    /// It is about the file as a whole, too.
    whole: bool,
}

impl Allow {
    /// The part of the file that it is about, its last byte included.
    pub fn reach(&self) -> Span {
        self.reach
    }

    /// Whether it is about the file as a whole, too.
    pub fn is_of_whole_file(&self) -> bool {
        self.whole
    }
}

/// How remarks begin and end.
type Marks = (&'static str, &'static str);
const MARKDOWN: Marks = ("<!--", "-->");
const FIELDS: Marks = ("#", "");
const TEMPLATE: Marks = ("{#", "#}");

/// The exceptions of a file, in its order. Fast for the many files that have none.
pub fn find(file: &SourcePath, bytes: &[u8]) -> Vec<Allow> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    if !text.contains("allow:") {
        return Vec::new();
    }
    let fields = match file.extension().to_ascii_lowercase().as_str() {
        "md" => fields_end(text),
        "yaml" | "yml" => text.len(),
        _ => 0,
    };
    let other = if file.extension().eq_ignore_ascii_case("md") { MARKDOWN } else { TEMPLATE };
    let lines = Lines::new(text, |line| if line.start < fields as u32 { FIELDS } else { other });
    let mut found = Vec::new();
    let mut code = None;
    let mut first = true;
    let mut blocks = Blocks::default();
    for (number, line) in lines.all.iter().enumerate() {
        let words = text[line.span.range()].trim();
        if line.marks == MARKDOWN && in_code(words, &mut code) {
            continue;
        }
        if let Some(mut allow) = line.remark.clone() {
            let alone = allow.span.start as usize == line.span.start as usize + line.indent
                && text[allow.span.end as usize..line.span.end as usize].trim().is_empty();
            allow.reach = if alone { next(&lines, number, &mut blocks) } else { line.span };
            allow.whole = alone && first;
            found.push(allow);
        } else if !words.trim_matches('-').is_empty() && words != "\u{feff}---" {
            first = false;
        }
    }
    found
}

/// The lines of a text, each looked at once, so that a text of exceptions alone is no more work than any other.
struct Lines<'t> {
    text: &'t str,
    all: Vec<Line>,
}

struct Line {
    span: Span,
    indent: usize,
    is_blank: bool,
    marks: Marks,
    /// The exception in it, not yet with what it reaches.
    remark: Option<Allow>,
    /// The next line that is neither blank nor holds an exception.
    next: usize,
    /// Where the card ends that begins here.
    card_end: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, marks: impl Fn(&Span) -> Marks) -> Self {
        let read = |span: Span| {
            let (words, marks) = (&text[span.range()], marks(&span));
            let (indent, is_blank) = (indent(words), words.trim().is_empty());
            Line { span, indent, is_blank, marks, remark: remark(text, span, marks), next: 0, card_end: 0 }
        };
        let mut all: Vec<Line> = lines(text).map(read).collect();
        let mut next = all.len();
        for (number, line) in all.iter_mut().enumerate().rev() {
            line.next = next;
            if !line.is_blank && line.remark.is_none() {
                next = number;
            }
        }
        let mut lines = Lines { text, all };
        lines.match_cards();
        lines
    }

    fn words(&self, number: usize) -> &'t str {
        &self.text[self.all[number].span.range()]
    }

    /// Every card ends where as many were closed as were opened since; one that is never closed, with the text.
    fn match_cards(&mut self) {
        let last = self.all.len().saturating_sub(1);
        let mut open: Vec<usize> = Vec::new();
        for number in 0..self.all.len() {
            let words = self.words(number).trim();
            let name = words.trim_start_matches(':');
            if words.len() - name.len() < 3 {
                continue;
            }
            if !name.is_empty() {
                open.push(number);
                self.all[number].card_end = last;
            } else if let Some(begun) = open.pop() {
                self.all[begun].card_end = number;
            } else {
                self.all[number].card_end = number;
            }
        }
    }
}

/// Blocks whose ends are known: what begins within one ends where it ends.
#[derive(Default)]
struct Blocks {
    /// First and last line of a list, and of a paragraph.
    list: Option<(usize, usize)>,
    paragraph: Option<(usize, usize)>,
}

/// A text without the exceptions in it, for those who compare what pages say.
pub fn without(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("allow:") {
        return text.into();
    }
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(MARKDOWN.0) {
        let end = rest[at..].find(MARKDOWN.1).map_or(rest.len(), |end| at + end + MARKDOWN.1.len());
        let inside = &rest[at + MARKDOWN.0.len()..];
        kept.push_str(if inside.trim_start().starts_with("allow:") { rest[..at].trim_end() } else { &rest[..end] });
        rest = &rest[end..];
    }
    (kept + rest).into()
}

/// Whether the inside of a remark is that of an exception.
pub fn is_allow(inside: &str) -> bool {
    inside.trim_start().starts_with("allow:")
}

/// Where the fields of a page end.
fn fields_end(text: &str) -> usize {
    let mut fences = lines(text).filter(|line| text[line.range()].trim_start_matches('\u{feff}').trim_end() == "---");
    match (fences.next(), fences.next()) {
        (Some(first), Some(last)) if first.start == 0 => last.start as usize,
        _ => 0,
    }
}

/// Every line of a text, without what ends it.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line of Markdown stands in a block of code, or begins or ends one. `open` is the fence that was begun.
fn in_code(line: &str, open: &mut Option<String>) -> bool {
    let mark = ['`', '~'].into_iter().find(|mark| line.starts_with(&mark.to_string().repeat(3)));
    let fence: String = mark.map(|mark| line.chars().take_while(|c| *c == mark).collect()).unwrap_or_default();
    match open {
        Some(begun) => {
            if fence.starts_with(begun.as_str()) && line.len() == fence.len() {
                *open = None;
            }
            true
        }
        None if fence.is_empty() => false,
        None => {
            *open = Some(fence);
            true
        }
    }
}

/// The exception in a line; one that is shown in `code` is none.
fn remark(text: &str, line: Span, (begin, end): Marks) -> Option<Allow> {
    let words = &text[line.range()];
    let margin = indent(words);
    // How often each mark stood before, counted on the way.
    let (mut seen, mut quotes) = (0, [0usize; 3]);
    let mut starts = words.match_indices(begin).map(|(at, _)| at);
    let start = starts.find(|at| {
        for c in words[seen..*at].bytes() {
            if let Some(mark) = [b'"', b'\'', b'`'].iter().position(|mark| *mark == c) {
                quotes[mark] += 1;
            }
        }
        seen = *at;
        // `a#b` is no remark in YAML, and what stands in quotes is text.
        let begins = begin != FIELDS.0 || *at == 0 || words[..*at].ends_with([' ', '\t']);
        let quoted = quotes.iter().any(|count| count % 2 == 1);
        begins && (!quoted || *at <= margin) && is_allow(&words[at + begin.len()..])
    })?;
    let inside = &words[start + begin.len()..];
    let close = if end.is_empty() { inside.trim_end().len() } else { inside.find(end)? };
    let stop = start + begin.len() + close + end.len();
    let said = inside[..close].trim().strip_prefix("allow:")?.trim();
    let (code, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let reason = reason.trim().trim_matches(['"', '\'', '“', '”', '‘', '’']).trim();
    let base = line.start as usize;
    Some(Allow {
        code: code.to_owned(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        span: Span::new(base + start, base + stop),
        reach: line,
        whole: false,
    })
}

/// What an exception reaches that stands alone on a line: what comes next. Others may stand between.
fn next(lines: &Lines, number: usize, blocks: &mut Blocks) -> Span {
    let Line { span, marks, next: first, .. } = lines.all[number];
    if first == lines.all.len() {
        return span;
    }
    let last = match marks {
        FIELDS => entry_end(lines, first),
        MARKDOWN => block_end(lines, first, blocks),
        _ => first,
    };
    Span::new(lines.all[first].span.start as usize, lines.all[last].span.end as usize)
}

/// The last line of the YAML entry that begins with `first`.
fn entry_end(lines: &Lines, first: usize) -> usize {
    let is_item = |number: usize| lines.words(number).trim_start().starts_with("- ");
    let depth = lines.all[first].indent;
    let ends = |number: &usize| {
        let line = &lines.all[*number];
        let listed = line.indent == depth && is_item(*number) && !is_item(first);
        !line.is_blank && line.indent <= depth && !listed
    };
    (first + 1..lines.all.len()).find(ends).unwrap_or(lines.all.len()) - 1
}

/// The last line of the block of Markdown that begins with `first`.
fn block_end(lines: &Lines, first: usize, blocks: &mut Blocks) -> usize {
    let words = lines.words(first).trim();
    if words.starts_with('#') {
        return first;
    }
    if words.starts_with(":::") {
        return lines.all[first].card_end;
    }
    let mut code = None;
    if in_code(words, &mut code) {
        let end = (first + 1..lines.all.len())
            .find(|number| in_code(lines.words(*number).trim(), &mut code) && code.is_none());
        return end.unwrap_or(lines.all.len() - 1);
    }
    let is_list = is_item(words);
    let known = if is_list { &mut blocks.list } else { &mut blocks.paragraph };
    if let Some((_, last)) = known.filter(|(begun, last)| (*begun..=*last).contains(&first)) {
        return last;
    }
    let (mut last, mut blank) = (first, false);
    for number in first + 1..lines.all.len() {
        let (line, words) = (&lines.all[number], lines.words(number).trim());
        if line.is_blank {
            if !is_list {
                break;
            }
            blank = true;
            continue;
        }
        if blank && !is_item(words) && line.indent < 2 {
            break;
        }
        (blank, last) = (false, number);
    }
    *known = Some((first, last));
    last
}

fn is_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = if digits.len() < line.len() { ['.', ')', '.'] } else { ['-', '*', '+'] };
    digits.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '))
}

#[cfg(test)]
#[path = "allow_tests.rs"]
mod tests;
