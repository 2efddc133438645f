//! Reading on after a fault: the line is reported, mended in a draft, and the draft is read again, so that one run
//! shows every fault and the other fields stay usable.

use std::collections::HashSet;
use std::ops::Range;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

use super::fault::{Replacement, What, quoted};
use super::outline::{self, Form, Outline};
use super::raw::{self, Raw};

/// How often a draft is mended before we give up. One round mends many lines.
const ROUNDS: usize = 24;

/// A text under repair that remembers where each of its bytes came from.
pub(super) struct Draft {
    pub text: String,
    origin: Vec<usize>,
    /// Line ends of the text as it was given.
    pub breaks: Vec<usize>,
}

/// A draft that could be read.
pub(super) struct Repaired {
    pub draft: Draft,
    pub raw: Raw,
    pub outline: Outline,
}

impl Draft {
    fn new(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at).collect();
        Draft { text: text.to_owned(), origin: (0..=text.len()).collect(), breaks }
    }

    /// Makes changes that are in order and do not overlap; one that does is left out.
    fn apply(&mut self, mends: &[Replacement]) {
        let mut text = String::with_capacity(self.text.len() + mends.len());
        let mut origin = Vec::with_capacity(self.origin.len() + mends.len());
        let mut at = 0;
        for (range, with) in mends.iter().filter(|(range, _)| range.start <= range.end) {
            if range.start >= at {
                text += &self.text[at..range.start];
                origin.extend_from_slice(&self.origin[at..range.start]);
                text += with;
                origin.extend(std::iter::repeat_n(self.origin[range.start], with.len()));
                at = range.end;
            }
        }
        text += &self.text[at..];
        origin.extend_from_slice(&self.origin[at..]);
        (self.text, self.origin) = (text, origin);
    }

    /// The place in the text as it was given.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let end = self.origin[range.end];
        self.origin[range.start]..end.max(self.origin[range.start])
    }

    /// Takes out what no reader takes, without a word where nothing is lost.
    fn clean(&mut self, out: &mut Vec<Diagnostic>, file: &SourcePath, base: usize) {
        let mut bad: Vec<(usize, char)> = Vec::new();
        let mut at_start = true;
        let mut before = ' ';
        let mut tail = tail_of_line(&self.text, 0);
        for (at, c) in self.text.char_indices() {
            let structural = at_start || before == ':';
            match c {
                '\u{85}' | '\u{2028}' | '\u{2029}' => bad.push((at, c)),
                '\u{a0}' | '\u{feff}' | '\u{200b}' if structural => bad.push((at, c)),
                '\t' if at >= tail => bad.push((at, c)),
                '\n' => tail = tail_of_line(&self.text, at + 1),
                '\t' | '\r' => {}
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    let span = Span::new(base + at, base + at + c.len_utf8());
                    let message = "there is an invisible control character here";
                    out.push(
                        Diagnostic::error("yaml-syntax", file, span, message)
                            .with_help("delete it, or type the text again"),
                    );
                    bad.push((at, c));
                }
                _ => {}
            }
            at_start = matches!(c, '\n') || (at_start && matches!(c, ' ' | '\u{a0}' | '\u{feff}' | '\u{200b}'));
            before = c;
        }
        let space = |c| if matches!(c, '\u{feff}' | '\u{200b}') { "" } else { " " };
        let mends: Vec<Replacement> =
            bad.into_iter().map(|(at, c)| (at..at + c.len_utf8(), space(c).to_owned())).collect();
        self.apply(&mends);
    }
}

/// Where the blanks begin that end a line.
fn tail_of_line(text: &str, from: usize) -> usize {
    from + text[from..].split('\n').next().unwrap_or("").trim_end().len()
}

/// Whether `Draft::clean` would change anything; quick for plain ASCII.
pub(super) fn needs_cleaning(text: &str) -> bool {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\t' | b'\n' | b'\r')) {
        return false;
    }
    let odd = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{a0}' | '\u{feff}' | '\u{200b}' | '\u{fffe}' | '\u{ffff}')
    };
    text.contains(odd)
}

/// Reports every fault of `text`; gives what can be read once they are mended.
pub(super) fn repair(text: &str, base: usize, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Option<Repaired> {
    let mut draft = Draft::new(text);
    draft.clean(out, file, base);
    let mut reported = HashSet::new();
    for _ in 0..ROUNDS {
        let outline = outline::scan(&draft.text);
        let span_of = |draft: &Draft, range: Range<usize>| {
            let range = draft.original(range);
            Span::new(range.start, range.end).shifted(base)
        };
        if let Some(at) = outline.too_deep {
            out.push(too_deep(file, span_of(&draft, at..at)));
            return None;
        }
        let mut faults: Vec<_> =
            outline.faults.iter().filter(|fault| fault.is_sure() && fault.what != What::Comment).collect();
        if faults.is_empty() {
            let read = match outline.root.form {
                Form::Empty => Ok(Raw::Null),
                _ => raw::read(&draft.text),
            };
            match read {
                Ok(raw) => {
                    let remarks = outline.faults.iter().filter(|fault| fault.is_sure());
                    out.extend(remarks.map(|f| f.diagnostic(&draft.text, file, span_of(&draft, f.at.clone()))));
                    return Some(Repaired { draft, raw, outline });
                }
                Err(refused) => {
                    faults = outline.faults.iter().filter(|fault| !fault.is_sure()).collect();
                    if faults.is_empty() {
                        let block = faulty_block(&draft.text, refused.line?);
                        let line =
                            block.start..draft.text[block.clone()].find('\n').map_or(block.end, |at| block.start + at);
                        out.push(unreadable(&draft.text, &line, file, span_of(&draft, line.clone())));
                        draft.apply(&[(block, String::new())]);
                        continue;
                    }
                }
            }
        }
        if faults.iter().any(|fault| fault.is_tab()) {
            // A tab blurs what the lines around it mean.
            faults.retain(|fault| fault.is_tab());
        }
        let mut mends = Vec::new();
        let mut done = 0;
        for fault in faults {
            // Of two faults in one value the second is looked at again once the first is mended.
            if fault.at.start.min(fault.value.start) < done {
                continue;
            }
            done = fault.at.end.max(fault.value.end);
            let diagnostic = fault.diagnostic(&draft.text, file, span_of(&draft, fault.at.clone()));
            let key = (diagnostic.code, diagnostic.span);
            if reported.insert(key) {
                out.push(diagnostic);
                mends.extend(fault.mends(&draft.text));
            } else {
                // Still there after it was mended: the line goes, so that this comes to an end.
                let block = faulty_block(&draft.text, line_number(&draft.text, fault.at.start));
                done = done.max(block.end);
                mends.retain(|(range, _): &Replacement| range.end <= block.start);
                mends.push((block, String::new()));
            }
        }
        draft.apply(&mends);
    }
    None
}

fn too_deep(file: &SourcePath, span: Span) -> Diagnostic {
    Diagnostic::error("yaml-syntax", file, span, "lists are nested too deeply here").with_help("use fewer levels")
}

fn line_number(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count()
}

/// A line, without its end, and the lines below it that are indented more. A blank line stands for the one above it.
fn faulty_block(text: &str, number: usize) -> Range<usize> {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        lines.push((at, line));
        at += line.len() + 1;
    }
    let mut first = number.min(lines.len() - 1);
    while first > 0 && lines[first].1.trim().is_empty() {
        first -= 1;
    }
    let (start, line) = lines[first];
    let own = indent(line);
    let block = lines[first + 1..].iter().take_while(|(_, below)| !below.trim().is_empty() && indent(below) > own);
    let (last, text) = block.last().copied().unwrap_or((start, line));
    start..last + text.trim_end().len()
}

fn unreadable(text: &str, line: &Range<usize>, file: &SourcePath, span: Span) -> Diagnostic {
    let line = text[line.clone()].trim();
    let help = match line.split_once(": ") {
        Some((name, value)) if !value.trim().is_empty() => {
            format!("put the text in straight quotes:\n{name}: {}", quoted(value.trim().trim_matches(['"', '\''])))
        }
        _ => "write it like this, or remove it:\ntitle: Deep tissue massage".to_owned(),
    };
    Diagnostic::error(
        "yaml-syntax",
        file,
        span,
        "this line is not a field: a field is a name, a colon, a space and a value",
    )
    .with_help(help)
}
