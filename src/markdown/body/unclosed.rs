//! What is opened and never closed, and so takes in more of the page than was meant: comments, code and HTML elements.
//!
//! CommonMark lets a comment and a block of code run to the end of the page when nothing closes them (sections 4.5 and
//! 4.6), so that nothing is invalid; what stands below is then hidden, or shown as code. That is never what was meant.

use std::ops::Range;

use super::reader::{OpenElement, Reader};
use super::sanitize::nests;
use super::writer::slice;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;
use vertebra_html::{UnclosedTag, unclosed_tag};

/// Blocks of HTML that end only at a mark of their own. Source: CommonMark 4.6, kinds 1 to 5.
const ENDED_BY: [(&str, &str, &str); 7] = [
    ("<!--", "-->", "this comment is never closed, so everything below it is left out of the page"),
    ("<![CDATA[", "]]>", "this section is never closed, so everything below it is left out of the page"),
    ("<?", "?>", "this instruction is never closed, so everything below it is left out of the page"),
    ("<script", "</script", "this element is never closed, so everything below it is left out of the page"),
    ("<style", "</style", "this element is never closed, so everything below it is left out of the page"),
    ("<textarea", "</textarea", "this element is never closed, so everything below it is left out of the page"),
    ("<pre", "</pre", "this element is never closed, so everything below it is shown as it is typed"),
];

impl Reader<'_, '_> {
    /// Reports a block of HTML whose end is missing; `html` begins where the block does.
    pub fn check_html_end(&mut self, html: &str, range: &Range<usize>) {
        let inner = html.trim_start();
        let begins = |mark: &str| inner.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        let Some((open, close, message)) = ENDED_BY.iter().find(|(open, ..)| begins(open)) else {
            return self.check_tag_ends(html, range.start);
        };
        let rest = inner[open.len()..].to_ascii_lowercase();
        let end = rest.find(&close.to_ascii_lowercase());
        // What another comment closes was meant to end before it.
        let takes_in = *open == "<!--" && end.is_some_and(|end| rest[..end].contains("<!--"));
        if end.is_some() && !takes_in {
            return;
        }
        let start = range.start + html.len() - inner.len();
        let span = self.span(start..start + open.len());
        let close = if close.starts_with("</") { format!("{close}>") } else { (*close).to_owned() };
        let message =
            if takes_in { "this comment ends only where the next one does, and hides all between" } else { *message };
        self.error("comment-open", span, message, format!("add {close} where it ends"));
    }

    /// Reports a tag whose end is missing, in HTML that begins at a place: what it takes in is shown nowhere.
    pub fn check_tag_ends(&mut self, html: &str, start: usize) {
        let Some(found) = unclosed_tag(html) else { return };
        let (at, message, help) = match found {
            UnclosedTag::Tag(at) => (
                at,
                "this tag is never closed, so all that follows it here is left out of the page",
                "write > where the tag ends, and close each quotation mark in it",
            ),
            UnclosedTag::Quote(at) => (
                at.saturating_sub(1),
                "this quotation mark is closed only by one of another tag, so all between them is left out of the page",
                "close it with the same mark, before the > of its tag",
            ),
        };
        let span = self.span(start + at..start + at + 1);
        self.error("element-open", span, message, help);
    }

    /// An element begins that needs an end tag.
    pub fn open_element(&mut self, name: &str, span: Span) {
        self.elements.push(OpenElement { name: name.to_owned(), span });
    }

    /// An end tag: ends the innermost element of its name, and those inside that were left open.
    pub fn close_element(&mut self, name: &str) {
        let Some(at) = self.elements.iter().rposition(|open| open.name == name) else { return };
        let left_open = self.elements.split_off(at + 1);
        self.elements.pop();
        self.report_elements(left_open);
    }

    /// Reports the elements that are still open at the end of the page.
    pub fn end_elements(&mut self) {
        let left_open = std::mem::take(&mut self.elements);
        self.report_elements(left_open);
    }

    fn report_elements(&mut self, left_open: Vec<OpenElement>) {
        for OpenElement { name, span } in left_open.into_iter().filter(|open| nests(&open.name)) {
            let message = format!("this <{name}> is never closed, so it takes in everything below it");
            self.error("element-open", span, message, format!("add </{name}> where it ends"));
        }
    }

    /// Looks at a block of code that has ended, `range` from its first fence to its last.
    pub fn check_code(&mut self, range: Range<usize>) {
        if self.task.plain || self.task.prepared.place(range.start).is_none() {
            return;
        }
        let source = self.task.prepared.source(range.clone());
        let mut lines = source.lines();
        let first = lines.next().unwrap_or("").trim_start_matches([' ', '\t']);
        let Some(mark) = first.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            return self.check_indented(source, range);
        };
        let length = first.len() - first.trim_start_matches(mark).len();
        let indent = source.find(mark).unwrap_or(0);
        let span = self.span(range.start + indent..range.start + indent + length);
        let fence = mark.to_string().repeat(length);
        if let Some(more) = first[length..].trim().split_once(char::is_whitespace).map(|(_, more)| more.trim()) {
            let message = format!("\"{more}\" after the language of this code is left out");
            let note = Diagnostic::note("code-info", self.task.source, span, message);
            self.diagnostics.push(note.with_help("keep only the language, such as ```html"));
        }
        let bare = |line: &str| line.trim_start_matches([' ', '\t', '>']).trim_end().to_owned();
        let inside: Vec<String> = lines.map(bare).collect();
        let closes = |line: &String| line.len() >= length && line.chars().all(|c| c == mark);
        if !inside.last().is_some_and(closes) {
            let other = inside.iter().find(|line| line.len() > 1 && line.chars().all(|c| matches!(c, '`' | '~')));
            let help = match other {
                Some(other) => format!("{other} does not close it: write {fence}"),
                None => format!("add a line where the code ends: {fence}"),
            };
            return self.error("code-open", span, "this code is never closed, so everything below it is code", help);
        }
        let inside = &inside[..inside.len() - 1];
        let opens = |line: &&String| {
            let marks = line.len() - line.trim_start_matches(mark).len();
            marks >= length && marks < line.len() || length == 3 && marks == 2 && line.len() == 2
        };
        if let Some(line) = inside.iter().find(opens) {
            let message = format!("this code holds a line \"{line}\", which does not end it");
            let help = format!(
                "end the code before that line with {fence}\n\
                 if the line belongs to it, begin and end the code with one {mark} more"
            );
            self.warning("code-nested", span, message, help);
        }
    }

    /// Stars between digits are arithmetic, and as marks of italic text they vanish: 2*3*4 would be shown as 234.
    pub fn check_digits(&mut self, range: &Range<usize>) {
        let text = slice(&self.task.prepared.text, 0..self.task.prepared.text.len()).as_bytes();
        let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
        let (start, end) = (range.start, range.end);
        let begins = is_digit(start.checked_sub(1)) && is_digit(Some(start + 1));
        let ends = is_digit(end.checked_sub(2)) && is_digit(Some(end));
        if (begins || ends) && !self.task.plain {
            let at = if begins { start } else { end - 1 };
            let span = self.span(at..at + 1);
            let message = "this * makes text italic and is not shown, so numbers run together";
            self.warning("markup-shown", span, message, "to show the sign, write \\*");
        }
    }

    /// A text that is moved in by four spaces is code, which few people know who do it.
    fn check_indented(&mut self, source: &str, range: Range<usize>) {
        let looks_like_text = |line: &str| {
            let line = line.trim();
            line.contains("](")
                || line.contains("[[")
                || line.contains(":::")
                || line.starts_with("**")
                || line.contains("{{ ")
                || line.contains("[^")
                || line.starts_with("## ")
        };
        if source.lines().any(looks_like_text) {
            let span = self.trimmed_span(range.clone());
            let first = source.trim_start().lines().next().unwrap_or("").trim_end();
            let span = self.beginning(span, first.chars().count());
            let help = "remove the spaces at the beginning of the line; for code, use a line of three backticks: ```";
            let message = "four spaces or more before a line make it code, shown as it is typed";
            self.warning("code-indented", span, message, help);
        }
    }
}
